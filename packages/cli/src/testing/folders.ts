// Node folders on disk with a small record in them, as two stopped nodes leave them: what the commands are tried on.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pair } from '@parley/node/testing/pair';

export type Folders = {
  /** A folder of its own, with `amber` and `birch` in it, and room for more. */
  dir: string;
  amber: string;
  birch: string;
  pair: Pair;
  /** The docket digest that each node had when it stopped. */
  digests: { amber: string; birch: string };
  remove: () => void;
};

const PARTIES = ['amber', 'birch'] as const;

/** Both folders, their nodes running and founded. `say` files what is wanted; then the nodes stop. */
export async function makeFolders(say: (pair: Pair) => Promise<void> = tell): Promise<Folders> {
  const dir = mkdtempSync(join(tmpdir(), 'parley-cli-'));
  const paths = new Map<string, string>(PARTIES.map((party) => [party, join(dir, party, 'parley.db')]));
  for (const party of PARTIES) mkdirSync(join(dir, party));
  const pair = await Pair.make({ paths });
  for (const [place, party] of PARTIES.entries()) {
    writeFileSync(join(dir, party, 'accord.json'), pair.accordText);
    const node = { party, listen: { host: '127.0.0.1', port: 4180 + place } };
    writeFileSync(join(dir, party, 'node.json'), JSON.stringify(node));
  }
  // The nodes' own timers keep no process alive.
  const awake = setInterval(() => undefined, 1000);
  let digests: Folders['digests'];
  try {
    await pair.start();
    await pair.found();
    await say(pair);
    await pair.idle();
    digests = { amber: pair.app('amber').docket.digest().digest, birch: pair.app('birch').docket.digest().digest };
    await pair.stop();
  } finally {
    clearInterval(awake);
  }
  return {
    dir,
    amber: join(dir, 'amber'),
    birch: join(dir, 'birch'),
    pair,
    digests,
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** Two requests, one of them answered, and a note. */
export async function tell(pair: Pair): Promise<void> {
  const asked = await pair.request('amber', 'birch');
  await pair.idle();
  await pair.must('birch', 'liaison', { type: 'request.acknowledge', subject: asked, body: {} });
  await pair.request('birch', 'amber');
}
