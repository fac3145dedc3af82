// Folding one case of `--acts` acts, beside what the machine needs to read the same acts at all: to parse their JSON and write it canonically.
//
//     node bench/fold.ts --acts 200 --runs 50

import { encodeCanonical, type JsonObject } from '@parley/record/json';
import { foldSubject } from '@parley/docket/fold';
import { foldDocket } from '@parley/docket/docket';
import { obligeSubject } from '@parley/docket/obligations/oblige';
import { routeOf } from '@parley/docket/route';
import { settledWorld } from '@parley/docket/testing/world';
import { options, report, round, runsOf } from './report.ts';

const { acts, runs } = options({ acts: 200, runs: 50 });

const world = await settledWorld();
const points = Array.from({ length: 20 }, (_, place) => ({ no: place + 1, kind: 'access' }));
const { id } = await world.say('us', 'case.allege', { body: { respondent: 'cn', claimant: 'cert', points } });
world.receive();
await world.say('cn', 'case.acknowledge', { subject: id });
for (let count = 2; count < acts; count++) {
  world.now += 600;
  const no = 1 + (count % 20);
  if (count % 4 === 0) await world.say('us', 'case.restate', { subject: id, body: { points: [{ no, kind: 'harm' }] } });
  else if (count % 4 === 1) {
    const body = { stance: 'deny', points: [{ no, view: 'contest' }] };
    await world.say('cn', 'case.position', { subject: id, body });
  } else {
    const party = count % 4 === 2 ? 'us' : 'cn';
    await world.say(party, 'note', { subject: id, body: { about: id, kind: 'clarification' } });
  }
  if (count % 10 === 0) world.receive();
}
world.receive();
const record = world.record();
const { docket, disregarded } = foldDocket(record);
if (disregarded.length > 0) throw new Error(`the story is not in order: ${disregarded[0]!.detail}`);
const context = { house: docket.house, receipts: record.receipts, rootAt: record.rootAt };
const entries = world.placed().filter((entry) => {
  const route = routeOf(entry);
  return route.to === 'subject' && route.subject === id;
});
const texts = entries.map(({ act }) => JSON.stringify(act!.payload));

const fold = () => {
  const { state } = foldSubject(context, id, entries);
  return obligeSubject(context, state!, () => undefined).state;
};
const read = () => texts.map((text) => encodeCanonical(JSON.parse(text) as JsonObject));

function millisOf(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

for (let warm = 0; warm < 50; warm++) {
  fold();
  read();
}
const pairs = Array.from({ length: runs }, () => ({ fold: millisOf(fold), read: millisOf(read) }));
const folding = runsOf(pairs.map((one) => one.fold));
const reading = runsOf(pairs.map((one) => one.read));
report('fold', {
  acts: entries.length,
  foldMs: folding,
  readMs: reading,
  ofReading: round(folding.median / reading.median),
});
