// How this node runs, for whoever looks after it. An administrator sees nothing of what the record says, and needs none of it to see that a disk
// fills up, a certificate ends or a counterpart has gone silent.

import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Running } from '@parley/api/health';
import type { z } from 'zod';
import { reasonsNotReady } from './api/serve.ts';
import type { Answer } from './api/take.ts';
import type { App } from './app.ts';
import { folderFiles } from './folder.ts';

type Node = {
  app: Pick<App, 'health' | 'accord'>;
  /** Its folder. */
  dir: string;
  version: string;
  /** Unix seconds. */
  startedAt: number;
  now: () => number;
  /** When the certificate of its own address ends, in Unix seconds; undefined: it has none. */
  certificateUntil: () => number | undefined;
};

export function serveRunning(answer: Answer, node: Node): void {
  answer('running', () => runningOf(node));
}

export async function runningOf({
  app,
  dir,
  version,
  startedAt,
  now,
  certificateUntil,
}: Node): Promise<z.input<typeof Running>> {
  const health = app.health();
  const until = certificateUntil();
  const disk = await diskOf(dir);
  return {
    version,
    startedAt,
    now: now(),
    reasons: reasonsNotReady(app),
    ...(disk !== undefined && { disk }),
    databaseBytes: bytesOf(join(dir, folderFiles.database)) + bytesOf(join(dir, `${folderFiles.database}-wal`)),
    contentBytes: health.exhibits.bytes,
    ...(until !== undefined && { certificateUntil: until }),
    counterparts: health.counterparts.map(({ party, reachable, shownAt, receiptSize, heldSize, pendingSize }) => ({
      party,
      names: app.accord.parties.find(({ id }) => id === party)?.names ?? {},
      reachable,
      ...(shownAt !== undefined && { shownAt }),
      theyLack: Math.max(0, health.size - receiptSize),
      weLack: Math.max(0, pendingSize - heldSize),
    })),
  };
}

/** Some file systems do not say. */
async function diskOf(dir: string): Promise<{ free: number; total: number } | undefined> {
  try {
    const { bavail, blocks, bsize } = await statfs(dir);
    return blocks > 0 ? { free: bavail * bsize, total: blocks * bsize } : undefined;
  } catch {
    return undefined;
  }
}

function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
