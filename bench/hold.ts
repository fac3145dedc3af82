// Holding: a counterpart that was away takes in a log of `--acts` acts over loopback: pulls it, checks every signature and every word,
// proves it against the signed head, stores it, cosigns it and folds it. Both nodes are processes of their own on the same cores; once it has
// served everything, the sender stands back, since what it makes of its receipt is work for a machine of its own. Half of the acts answer what
// the counterpart had asked before, half ask.
//
//     node bench/hold.ts --acts 10000 --runs 3

import { setTimeout as pause } from 'node:timers/promises';
import { paths } from '@parley/api/paths';
import { copyOf, kept } from './fixture.ts';
import { limitsOf, type Limits } from './limits.ts';
import { Nodes } from './nodes.ts';
import type { PartyId } from './parties.ts';
import { freePorts, serve } from './process.ts';
import { read, tokenFor } from './reading.ts';
import { options, report, round, runsOf } from './report.ts';

const { acts, runs, profile } = options({ acts: 10_000, runs: 3, profile: 0 });

/** Acts said at once while the fixture grows. */
const PORTION = 4096;

/** Amber's log has `acts` acts that birch has never seen; birch's has what half of them answer. */
function awayFixture(): Promise<string> {
  return kept(`away-${acts}`, async (dir) => {
    const both = await Nodes.open(dir);
    await both.found();
    const asked: string[] = [];
    while (asked.length < acts / 2) {
      asked.push(...(await both.ask('birch', Math.min(PORTION, Math.ceil(acts / 2) - asked.length), asked.length)));
    }
    await both.idle();
    await both.stop();
    const amber = await Nodes.open(dir, ['amber']);
    for (let said = 0; said < acts;) {
      const portion = Math.min(PORTION, acts - said);
      const answers = Math.floor(portion / 2);
      await amber.answer('amber', asked.splice(0, answers));
      await amber.ask('amber', portion - answers, said);
      said += portion;
    }
    await amber.stop();
  });
}

type Health = { size: number; counterparts: { heldSize: number }[] };

/** Below the working directory, where the processor's time goes. */
function profiled(party: PartyId): string[] {
  return profile === 0 ? [] : ['--cpu-prof', `--cpu-prof-dir=profiles/${party}`];
}

async function measure(fixture: string): Promise<{ seconds: number; holderUs: number; servingUs: number }> {
  const { dir, clear } = copyOf(fixture, ['amber', 'birch']);
  try {
    const token = tokenFor(dir, 'birch');
    const ports = await freePorts();
    const amber = await serve(dir, 'amber', ports, profiled('amber'));
    const served = amber.processorSeconds();
    const begun = performance.now();
    const birch = await serve(dir, 'birch', ports, profiled('birch'));
    const started = birch.startedInMs;
    const before = birch.processorSeconds();
    do await pause(20);
    while ((await read<Health>(birch.url, paths.health, token)).counterparts[0]!.heldSize < acts);
    amber.standBack();
    await birch.idle();
    const seconds = (performance.now() - begun - started) / 1000;
    const holderUs = ((birch.processorSeconds() - before) * 1e6) / acts;
    const servingUs = ((amber.processorSeconds() - served) * 1e6) / acts;
    await birch.stop();
    await amber.stop();
    return { seconds, holderUs, servingUs };
  } finally {
    clear();
  }
}

const fixture = await awayFixture();
const limits: Limits[] = [];
const measured: Awaited<ReturnType<typeof measure>>[] = [];
for (let run = 0; run < runs; run++) {
  limits.push(await limitsOf());
  measured.push(await measure(fixture));
}
const rates = measured.map(({ seconds }) => acts / seconds);
report('hold', {
  acts,
  actsPerSecond: runsOf(rates),
  holderProcessorUsPerAct: runsOf(measured.map(({ holderUs }) => holderUs)),
  servingProcessorUsPerAct: runsOf(measured.map(({ servingUs }) => servingUs)),
  limits: {
    verificationsPerSecond: runsOf(limits.map(({ verificationsPerSecond }) => verificationsPerSecond)),
    commitsPerSecond: runsOf(limits.map(({ commitsPerSecond }) => commitsPerSecond)),
  },
  ofVerifications: runsOf(rates.map((rate, run) => round(rate / limits[run]!.verificationsPerSecond))),
});
