// A docket of N cases, told over most of a year: each party alleges, the other hears of it and takes a position on some, a few are withdrawn, and
// about some something is asked. Really signed and exchanged, like the fixture it is made as; on a clock that leaps between rounds.
//
//     node bench/cases.ts --cases 100000

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STANCES } from '@parley/docket/case/stance';
import { systemClock, type Clock } from '@parley/node/platform/clock';
import { begin, kept } from './fixture.ts';
import { Nodes } from './nodes.ts';
import { counterpartOf, type PartyId } from './parties.ts';
import { options, report } from './report.ts';
import { requestOf, type Saying } from './says.ts';
import { drawing, text, type Draw } from './words.ts';

const ROUND_CASES = 1024;
const DAYS = 300;
const TLP = ['clear', 'green', 'green', 'amber'] as const;
const POINTS = ['access', 'taking', 'actor', 'state-responsibility', 'harm'] as const;

/** When the story stands: written down, so that a record that grows on is not told of an earlier time. */
const BEHIND = 'behind';

/** Real time, some way behind. */
class StoryClock implements Clock {
  #file: string;
  #behind: number;

  constructor(dir: string) {
    this.#file = join(dir, BEHIND);
    this.#behind = read(this.#file) ?? DAYS * 86_400_000;
  }

  now(): number {
    return systemClock.now() - this.#behind;
  }

  /** Catches up until this share of the story is left. */
  leap(left: number): void {
    this.#behind = Math.min(this.#behind, Math.round(left * DAYS * 86_400_000));
    writeFileSync(this.#file, String(this.#behind));
  }
}

function read(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The folder of the fixture of `cases` cases, made if it is not there. */
export function casesOf(cases: number): Promise<string> {
  return kept(`cases-${cases}`, async (dir) => {
    const clock = new StoryClock(dir);
    const nodes = await Nodes.open(dir, undefined, clock);
    await begin(nodes, dir);
    const draw = drawing();
    const begun = performance.now();
    const made = () => nodes.opened('amber', 'case.allege') + nodes.opened('birch', 'case.allege');
    for (let turn = 0, told = made(); told < cases; turn++, told = made()) {
      const seconds = Math.round((performance.now() - begun) / 1000);
      if (turn % 8 === 0) process.stderr.write(`cases ${cases}: ${told}, ${seconds} s\n`);
      clock.leap(1 - told / cases);
      await round(nodes, turn % 2 === 0 ? 'amber' : 'birch', Math.min(ROUND_CASES, cases - told), draw);
    }
    clock.leap(0);
    await nodes.idle();
    nodes.checkDigests();
    await nodes.stop();
  });
}

async function round(nodes: Nodes, claimant: PartyId, count: number, draw: Draw): Promise<void> {
  const respondent = counterpartOf(claimant);
  const ids = await nodes.say(
    claimant,
    Array.from({ length: count }, () => allegationOf(respondent, draw)),
  );
  await nodes.idle();
  await nodes.say(
    respondent,
    ids.flatMap((id) => answersTo(id, draw)),
  );
  await nodes.idle();
  await nodes.say(
    claimant,
    ids.flatMap((id, place): Saying[] => {
      const then = draw(20);
      if (then === 0) {
        return [{ type: 'case.withdraw', subject: id, body: { reason: 'not-pursued' }, words: {} }];
      }
      if (then > 1) return [];
      const { body, ...request } = requestOf(respondent, place);
      return [{ ...request, body: { ...body, case: id } }];
    }),
  );
  await nodes.idle();
}

function allegationOf(respondent: PartyId, draw: Draw): Saying {
  const points = POINTS.slice(0, 1 + draw(POINTS.length)).map((kind, place) => ({ no: place + 1, kind }));
  return {
    type: 'case.allege',
    body: { respondent, claimant: 'cert', points, marking: { tlp: TLP[draw(TLP.length)]! } },
    words: {
      title: text(draw, 6),
      summary: text(draw, 30),
      points: points.map(({ no }) => ({ no, text: text(draw, 8) })),
    },
  };
}

/** Of five: two are answered, one is only heard. */
function answersTo(subject: string, draw: Draw): Saying[] {
  const then = draw(5);
  if (then > 2) return [];
  if (then === 2) return [{ type: 'case.acknowledge', subject, body: {}, words: {} }];
  const stance = STANCES[[0, 0, 0, 1, 2, 4, 5, 9][draw(8)]!]!;
  const points = [{ no: 1, view: draw(3) === 0 ? 'agree' : 'contest' }];
  return [{ type: 'case.position', subject, body: { stance, points }, words: { statement: text(draw, 20) } }];
}

if (import.meta.main) {
  const { cases } = options({ cases: 10_000 });
  const begun = performance.now();
  const dir = await casesOf(cases);
  report('cases', { cases, dir, seconds: (performance.now() - begun) / 1000 });
}
