// The docket in figures, out of the census: how long lists are, how much waits, how the load went. Each is one pass over the subjects, of those
// classes that the viewer sees.

import type { z } from 'zod';
import type { Load, Outline, WaitCounts } from '@parley/api/counts';
import { LIMIT_DEFAULT } from '@parley/api/paging';
import type { routes } from '@parley/api/routes';
import type { Sight } from '../../access/sight.ts';
import type { Census, CensusRow, CensusWait } from '../census.ts';
import { TLP, type Classes } from '../classes.ts';
import type { Facet } from '../facet.ts';
import { WHAT } from '../subjects.ts';
import { fits } from './fits.ts';
import { encodeCursor } from './page.ts';

type Query<Name extends 'outline' | 'load'> = z.output<(typeof routes)[Name]['query']>;
type Side = 'us' | 'them';
type Sides = Record<Side, number>;
type Counts = z.input<typeof WaitCounts>['items'][number];

const DAY_SECONDS = 86_400;
const STEPS_DEFAULT = 12;
/** Open for fewer days than these. */
const AGES = [7, 30, 90, 180, 365] as const;

export class Figures {
  #census: Census;
  #classes: Classes;
  #party: string;
  #now: () => number;
  #sight: Sight;

  /** `party`: ours. `now`: POSIX seconds. `sight`: what is counted of all. */
  constructor(of: { census: Census; classes: Classes; party: string; now: () => number; sight: Sight }) {
    this.#census = of.census;
    this.#classes = of.classes;
    this.#party = of.party;
    this.#now = of.now;
    this.#sight = of.sight;
  }

  outline(asked: Query<'outline'>): Promise<z.input<typeof Outline>> {
    const { sort = '-opened', every = LIMIT_DEFAULT, marking, dueBefore } = asked;
    const descending = sort.startsWith('-');
    const byDue = sort.endsWith('due');
    return this.#census.ask(({ opened, due }) => {
      const seen = this.#seen(this.#sight.rows, marking);
      const fitting = memo((facet: Facet) => fits(facet, asked));
      const keyOf = ({ openedAt, dueAt, position }: CensusRow) => encodeCursor([byDue ? dueAt : openedAt, position]);
      const marks: string[] = [];
      let total = 0;
      let last: CensusRow | undefined;
      for (const row of byDue ? due : opened) {
        if (!fitting(row.facet) || !seen(row.class)) continue;
        if (dueBefore !== undefined && row.dueAt >= dueBefore) continue;
        // From the far end of a list, so that what is new at its head moves nothing.
        if (total > 0 && total % every === 0) marks.push(keyOf(descending ? row : last!));
        total++;
        last = row;
      }
      if (descending) marks.reverse();
      const head = marks.length === 0 ? total : descending ? total - every * marks.length : every;
      return { total, head, every, marks };
    });
  }

  /** Of what may be seen with nothing left out, as the list of what waits. */
  waitCounts(): Promise<Counts[]> {
    const now = this.#now();
    return this.#census.ask(({ opened }) => {
      const seen = this.#seen(this.#sight.whole);
      const us = new Map<string, Counts>();
      const them = new Map<string, Counts>();
      for (const { waits, class: name, facet } of opened) {
        if (waits.length === 0 || !seen(name)) continue;
        count(waits, us, 'us', facet.kind, this.#party, now);
        count(waits, them, 'them', facet.kind, this.#party, now);
      }
      return [...us.values(), ...them.values()];
    });
  }

  load({
    kind = 'case',
    by,
    step = 'month',
    steps: wanted = STEPS_DEFAULT,
  }: Query<'load'>): Promise<z.input<typeof Load>> {
    const now = this.#now();
    return this.#census.askEnded(kind, ({ opened }) => {
      const seen = this.#seen(this.#sight.rows);
      const steps = stepsUntil(now, step, wanted).map(([from, to]) => ({
        from,
        to,
        opened: none(),
        ended: none(),
        open: none(),
      }));
      const ages = [...AGES, null].map((days) => ({ days, open: none() }));
      const open = none();
      const first = steps[0]!.from;
      const at = (time: number) => steps.find(({ to }) => time < to);
      for (const { facet, class: name, openedAt, endedAt } of opened) {
        if (facet.kind !== kind || (by !== undefined && facet.by !== by) || !seen(name)) continue;
        const side: Side = facet.to === this.#party ? 'us' : 'them';
        if (openedAt < first) open[side]++;
        else {
          const within = at(openedAt);
          if (within !== undefined) within.opened[side]++;
        }
        if (facet.open) {
          const days = (now - openedAt) / DAY_SECONDS;
          ages.find((age) => age.days === null || days < age.days)!.open[side]++;
        } else if (endedAt !== undefined) {
          if (endedAt < first) open[side]--;
          else {
            const within = at(endedAt);
            if (within !== undefined) within.ended[side]++;
          }
        }
      }
      for (const one of steps) {
        for (const side of ['us', 'them'] as const) open[side] += one.opened[side] - one.ended[side];
        one.open = { ...open };
      }
      return { steps, ages };
    });
  }

  /** Whether a class is among those that are seen, and of this marking. */
  #seen(names: string, marking?: (typeof TLP)[number]): (name: string) => boolean {
    const shown = this.#sight.all ? undefined : new Set(JSON.parse(names) as string[]);
    if (shown === undefined && marking === undefined) return () => true;
    const marked = marking === undefined ? undefined : new Set(this.#classes.marked(marking));
    return (name) => (shown === undefined || shown.has(name)) && (marked === undefined || marked.has(name));
  }
}

/** Adds what waits in one subject on one side. It is called for every subject there is, and makes nothing that it need not. */
function count(
  waits: readonly CensusWait[],
  counts: Map<string, Counts>,
  on: Side,
  kind: string,
  own: string,
  now: number,
): void {
  let one: Counts | undefined;
  let pressing = false;
  let late = false;
  for (const { party, what, dueAt } of waits) {
    // A proposal ends by itself, with its last second.
    if ((party === own) !== (on === 'us') || (what === WHAT.proposal && dueAt < now)) continue;
    one ??= counts.get(kind);
    if (one === undefined) {
      one = { on, kind, subjects: 0, pressing: 0, late: 0, overdue: 0, soon: 0 };
      counts.set(kind, one);
    }
    if (dueAt < now + DAY_SECONDS) pressing = true;
    const overdue = what !== WHAT.proposal && dueAt <= now;
    if (overdue) late = true;
    if (what !== WHAT.deadline) continue;
    if (overdue) one.overdue++;
    else if (dueAt < now + DAY_SECONDS) one.soon++;
  }
  if (one === undefined) return;
  one.subjects++;
  if (pressing) one.pressing++;
  if (late) one.late++;
}

/** Weeks that begin on a Monday, or months, in UTC; the last is the one of `now`, which is within it. */
function stepsUntil(now: number, step: 'week' | 'month', wanted: number): [from: number, to: number][] {
  const day = new Date(now * 1000);
  const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()];
  const monday = date - ((day.getUTCDay() + 6) % 7);
  const start = (back: number) =>
    (step === 'month' ? Date.UTC(year, month - back) : Date.UTC(year, month, monday - 7 * back)) / 1000;
  return Array.from({ length: wanted }, (_, place) => [start(wanted - 1 - place), start(wanted - 2 - place)]);
}

const none = (): Sides => ({ us: 0, them: 0 });

function memo<Key, Value>(of: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = of(key)));
    return value;
  };
}
