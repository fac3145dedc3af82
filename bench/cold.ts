// A cold start: from the start of the process until it serves, and how much memory it has when it has come to rest. The node of one party,
// its counterpart away, with a record of `--acts` acts.
//
//     node bench/cold.ts --acts 10000 --runs 5

import { setTimeout as pause } from 'node:timers/promises';
import { copyOf, fixtureOf } from './fixture.ts';
import { freePorts, serve } from './process.ts';
import { options, report, runsOf } from './report.ts';

const { acts, runs } = options({ acts: 10_000, runs: 5 });

/** How long a node is left alone before its memory is read. */
const REST_MS = 3000;

const { dir, clear } = copyOf(await fixtureOf(acts), ['amber']);
try {
  const started: number[] = [];
  const memory: number[] = [];
  for (let run = 0; run < runs; run++) {
    const node = await serve(dir, 'amber', await freePorts());
    started.push(node.startedInMs / 1000);
    await pause(REST_MS);
    memory.push(node.memory() / 2 ** 20);
    await node.stop();
  }
  report('cold', { acts, secondsToServing: runsOf(started), idleMiB: runsOf(memory) });
} finally {
  clear();
}
