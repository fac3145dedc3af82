// The demonstration from end to end: two folders, two processes, one story, one summary.

import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuse, type Result } from '@parley/record/refusal';
import { loadDemo } from '@parley/demo/record';
import { Tokens, tokensMigration } from '@parley/node/access/tokens';
import { appTables } from '@parley/node/app';
import { folderFiles } from '@parley/node/folder';
import { Database } from '@parley/node/platform/sqlite';
import { found, markComplete, type DemoParty } from './founding.ts';
import { load } from './load.ts';
import { NodeProcess } from './process.ts';
import { RefusedError, Side } from './side.ts';
import { Story } from './story.ts';
import { day, summarise, type Summary } from './summary.ts';

/** Where the nodes listen, one after the other, unless told otherwise. */
export const FIRST_PORT = 4101;

export type DemoOptions = {
  /** Where the folders go; a temporary one, removed at the end, if absent. */
  dir?: string;
  /** The first node's port; the next ones follow. 0: any free ones. */
  port: number;
  /** Generated acts to add. */
  acts: number;
  onProgress: (line: string) => void;
};

export type Running = {
  dir: string;
  parties: DemoParty[];
  nodes: NodeProcess[];
  summary: Summary;
  cases: Awaited<ReturnType<typeof summarise>>['cases'];
  stop(): Promise<void>;
  /** Removes a temporary folder. Call it after `stop`. */
  clear(): void;
};

/** Runs the demonstration until both nodes stand in real time with everything exchanged. On a refusal nothing is left running. */
export async function runDemo(options: DemoOptions): Promise<Result<{ running: Running }>> {
  const demo = loadDemo(fileURLToPath(new URL('.', import.meta.resolve('@parley/demo/record'))));
  const dir = resolve(options.dir ?? mkdtempSync(join(tmpdir(), 'parley-demo-')));
  const clear = () => {
    if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
  };
  const nodes: NodeProcess[] = [];
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.stop()));
  };
  try {
    mkdirSync(dir, { recursive: true });
    const ports =
      options.port === 0
        ? await freePorts(demo.accord.parties.length)
        : demo.accord.parties.map((_, place) => options.port + place);
    const made = await found(demo, dir, ports);
    if (!made.ok) return made;
    const { founding } = made;
    const sides = new Map(founding.parties.map((party) => [party.id, new Side(party, issueToken(party))]));
    for (const { id, dir: own } of founding.parties) {
      nodes.push(new NodeProcess(id, own, options.dir === undefined ? join(dir, 'state') : undefined));
    }
    const clock = founding.complete ? 'release' : demo.foundedAt * 1000;
    const started = await Promise.all(nodes.map((node) => node.start(clock)));
    const refused = started.find((one) => !one.ok);
    if (refused !== undefined) {
      await stop();
      clear();
      return refused;
    }
    if (!founding.complete) {
      const story = new Story({
        demo,
        founding,
        nodes,
        sides,
        onProgress: ({ at, of, filed, held, receipted }) =>
          options.onProgress(`${day(at)}  of ${of} acts ${filed} filed, ${held} held, ${receipted} receipted`),
      });
      await story.tell();
      await story.release(Math.floor(Date.now() / 1000));
      markComplete(dir, founding);
    }
    if (options.acts > 0) {
      await load(options.acts, {
        founding,
        nodes,
        sides,
        onFiled: (filed) => options.onProgress(`${filed} of ${options.acts} generated acts filed`),
      });
    }
    for (const node of [...nodes, ...nodes]) await node.idle();
    const { summary, cases } = await summarise(sides.values());
    return { ok: true, running: { dir, parties: founding.parties, nodes, summary, cases, stop, clear } };
  } catch (fault) {
    await stop();
    clear();
    const full =
      (fault as NodeJS.ErrnoException).code === 'ENOSPC' ||
      (fault instanceof RefusedError && fault.refusal.code === 'http.disk_full');
    if (full) {
      return refuse(
        'demo.disk_full',
        `the disk that holds ${dir} is full: make room, or give another folder with --dir`,
      );
    }
    throw fault;
  }
}

/** A token to use a node's API with, issued in its folder before it starts. */
export function issueToken({ dir }: DemoParty, scope: 'read' | 'officer' = 'read'): string {
  const database = Database.open(join(dir, folderFiles.database), [...appTables, tokensMigration]);
  const now = Math.floor(Date.now() / 1000);
  const { token } = new Tokens(database, (bytes) => randomBytes(bytes)).issue({
    scope,
    label: 'demonstration',
    now,
  });
  database.close();
  return token;
}

export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
