// What is assessed: the accord's day, the window, the months that belong to neither side, when it is looked at.

import { refuse, type Result } from '@parley/record/refusal';
import { parseDay } from '#calendar';
import type { Window } from '#progress/counts';
import type { IndicatorRow } from '#progress/indicator';
import { BEFORE_MONTHS_MIN, SIDE_MONTHS_MIN, WINDOW_MONTHS_MAX } from '#progress/minimum';
import { daysOf, firstDay, monthOf } from '#progress/month';

/** `anticipation`: months before the accord that belong to neither side of it, left out of the regression or given a term of their own. */
export type Anticipation = { months: number; as: 'left-out' | 'term' };

/** What the caller says. Days `YYYY-MM-DD`, months by number. */
export type Asked = {
  accord: string;
  from?: number;
  to?: number;
  asOf?: number;
  anticipation?: Anticipation;
  rivals?: readonly string[];
};

/**
 * Days by number. `beforeEnds`: first day that is not before; `breakAt`: place in the window of the first whole month of the accord; `leftOut`: places of months
 * on neither side.
 */
export type Scope = {
  accord: string;
  day: number;
  window: Window;
  asOf: number;
  anticipation: Anticipation | null;
  beforeEnds: number;
  breakAt: number;
  leftOut: ReadonlySet<number>;
  term: ReadonlySet<number>;
  rivals: { date: string; breakAt: number }[];
};

export type ScopeCode = 'progress.date' | 'progress.window' | 'progress.empty';

/**
 * The scope asked for. By default the window ends with the last month that a row of either series is dated to, and begins as many months before the
 * accord as have passed since, and at least three years, but not before the first row.
 */
export function scopeOf(rows: readonly IndicatorRow[], asked: Asked): Result<{ scope: Scope }, ScopeCode> {
  const day = parseDay(asked.accord);
  if (day === undefined)
    return refuse('progress.date', `assessing progress: ${asked.accord} is no day: write 2015-09-25`);
  if (rows.length === 0)
    return refuse('progress.empty', 'assessing progress: the series has no rows: at least one is needed');
  const dated = rows.filter(({ when }) => when.precision === 'day' || when.precision === 'month');
  const month = monthOf(day);
  const first = Math.min(...bounds(rows).map(([start]) => start));
  const to = asked.to ?? Math.max(...bounds(dated.length > 0 ? dated : rows).map(([, end]) => end));
  const from = asked.from ?? Math.max(first, month - Math.max(to - month, BEFORE_MONTHS_MIN));
  if (!(from <= month && month <= to))
    return refuse(
      'progress.window',
      `assessing progress: the accord of ${asked.accord} is not within the window: begin it before, and end it after`,
    );
  if (to - from >= WINDOW_MONTHS_MAX)
    return refuse(
      'progress.window',
      `assessing progress: the window has ${to - from + 1} months: at most ${WINDOW_MONTHS_MAX} are in order`,
    );
  const anticipation = asked.anticipation === undefined || asked.anticipation.months === 0 ? null : asked.anticipation;
  const breakAt = placeOf(day, from);
  const early = new Set<number>();
  for (let back = 1; back <= (anticipation?.months ?? 0); back++) early.add(month - from - back);
  const rivals: Scope['rivals'] = [];
  for (const date of asked.rivals ?? []) {
    const rival = parseDay(date);
    if (rival === undefined) return refuse('progress.date', `assessing progress: ${date} is no day: write 2014-05-19`);
    rivals.push({ date, breakAt: placeOf(rival, from) });
  }
  // The month of the accord itself is partly before it: unless it began on that day, the regression leaves it out.
  const leftOut = new Set(breakAt === month - from ? [] : [month - from]);
  if (anticipation?.as === 'left-out') for (const place of early) leftOut.add(place);
  const reports = rows.flatMap(({ reported }) => (reported === null ? [] : [monthOf(daysOf(reported)[0])]));
  return {
    ok: true,
    scope: {
      accord: asked.accord,
      day,
      window: { from, to },
      asOf: asked.asOf ?? reports.reduce((latest, one) => Math.max(latest, one), to),
      anticipation,
      beforeEnds: anticipation === null ? day : firstDay(month - anticipation.months),
      breakAt,
      leftOut,
      term: anticipation?.as === 'term' ? early : new Set(),
      rivals,
    },
  };
}

/** Place in the window of the first whole month at or after a day. */
function placeOf(day: number, from: number): number {
  const month = monthOf(day);
  return (firstDay(month) === day ? month : month + 1) - from;
}

/** Whether a break leaves a year of months on either side. */
export function hasRoom(breakAt: number, months: number): boolean {
  return breakAt >= SIDE_MONTHS_MIN && months - breakAt >= SIDE_MONTHS_MIN;
}

function bounds(rows: readonly IndicatorRow[]): [number, number][] {
  return rows.map(({ when }) => {
    const [start, end] = daysOf(when);
    return [monthOf(start), monthOf(end)];
  });
}
