// Rows counted by month within a window, and by side of a day. By month, imprecise dates are spread and counts become fractional; by side, a
// row counts whole if all of it lies on one side, and otherwise not at all: it is reported as straddling.

import type { IndicatorRow } from '#progress/indicator';
import { daysOf, firstDay, spread } from '#progress/month';

/** Months by number, both included. */
export type Window = { from: number; to: number };

/** `counts` by month of the window. `fractional`: some count is not a whole number, because a date was spread over months. */
export type Monthly = { counts: number[]; fractional: boolean };

export function countMonths(rows: readonly IndicatorRow[], { from, to }: Window): Monthly {
  const counts = Array<number>(to - from + 1).fill(0);
  let fractional = false;
  for (const { when, count } of rows) {
    const shares = spread(when);
    for (const { month, share } of shares) {
      if (month < from || month > to) continue;
      counts[month - from]! += count * share;
      fractional ||= shares.length > 1;
    }
  }
  return { counts, fractional };
}

/**
 * Events wholly before `beforeEnds` and wholly at or after `afterBegins`, days by number, within the window; the days between them are neither side.
 * `straddling`: events that may be on neither side or on either; `outside`: those that may lie outside the window.
 */
export type Sides = { before: number; after: number; straddling: number; outside: number };

export function countSides(
  rows: readonly IndicatorRow[],
  window: Window,
  beforeEnds: number,
  afterBegins: number,
): Sides {
  const sides = { before: 0, after: 0, straddling: 0, outside: 0 };
  const start = firstDay(window.from);
  const end = firstDay(window.to + 1) - 1;
  for (const { when, count } of rows) {
    const [first, last] = daysOf(when);
    if (first < start || last > end) sides.outside += count;
    else if (last < beforeEnds) sides.before += count;
    else if (first >= afterBegins) sides.after += count;
    else sides.straddling += count;
  }
  return sides;
}

/** How well the rows are dated, in events. */
export type Dating = {
  events: number;
  byPrecision: Record<'day' | 'month' | 'quarter' | 'year' | 'range', number>;
  approximate: number;
  ongoing: number;
  /** of those dated to the day, how many on the first of a month */
  firstOfMonth: number;
};

export function dating(rows: readonly IndicatorRow[]): Dating {
  const byPrecision = { day: 0, month: 0, quarter: 0, year: 0, range: 0 };
  const dated: Dating = { events: 0, byPrecision, approximate: 0, ongoing: 0, firstOfMonth: 0 };
  for (const { when, count } of rows) {
    dated.events += count;
    const range = when.to !== undefined && when.to !== when.from;
    byPrecision[range ? 'range' : when.precision] += count;
    if (when.approximate === true) dated.approximate += count;
    if (when.ongoing === true) dated.ongoing += count;
    if (!range && when.precision === 'day' && when.from.endsWith('-01')) dated.firstOfMonth += count;
  }
  return dated;
}
