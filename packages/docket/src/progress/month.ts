// Months by number, and dates spread over them by their precision: a day or a month lies in its month, a quarter is thirds, a year twelfths, a
// range lies evenly over what it spans. Nothing is ever put on 1 January because the day is not known.

import { dayNumber, parseDay, yearOf } from '#calendar';
import type { When } from '#when';

/** Months since January of the year 0. */
export function monthNumber(year: number, month: number): number {
  return year * 12 + month - 1;
}

/** `YYYY-MM`. */
export function encodeMonth(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** Reads `YYYY-MM`; undefined: it is no month. */
export function parseMonth(text: string): number | undefined {
  const [, year, month] = /^([0-9]{4})-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  return year === undefined ? undefined : monthNumber(Number(year), Number(month));
}

/** Number of the first day of a month. */
export function firstDay(month: number): number {
  return dayNumber(Math.floor(month / 12), (month % 12) + 1, 1);
}

/** The month that a day number lies in. */
export function monthOf(day: number): number {
  let month = monthNumber(yearOf(day), 12);
  while (firstDay(month) > day) month--;
  return month;
}

/** First and last month of a moment as it is written: `2015`, `2015-Q3`, `2015-09`, `2015-09-25`. */
function monthsOf(moment: string): [number, number] {
  const year = Number(moment.slice(0, 4));
  if (moment.length === 4) return [monthNumber(year, 1), monthNumber(year, 12)];
  if (moment[5] === 'Q')
    return [monthNumber(year, Number(moment[6]) * 3 - 2), monthNumber(year, Number(moment[6]) * 3)];
  const month = monthNumber(year, Number(moment.slice(5, 7)));
  return [month, month];
}

/** First and last day on which it can have begun. What is ongoing began when it began. */
export function daysOf({ from, to }: When): [number, number] {
  const [first] = monthsOf(from);
  const [, last] = monthsOf(to ?? from);
  return [parseDay(from) ?? firstDay(first), parseDay(to ?? from) ?? firstDay(last + 1) - 1];
}

/** Shares of one event by month, which add up to 1. A range between days is spread by days, any other by months. */
export function spread(when: When): { month: number; share: number }[] {
  const [from, to] = daysOf(when);
  const first = monthOf(from);
  const last = monthOf(to);
  const all: { month: number; share: number }[] = [];
  for (let month = first; month <= last; month++) {
    const days = Math.min(to, firstDay(month + 1) - 1) - Math.max(from, firstDay(month)) + 1;
    all.push({ month, share: when.precision === 'day' ? days / (to - from + 1) : 1 / (last - first + 1) });
  }
  return all;
}
