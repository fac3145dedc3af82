// A year of a published calendar as one sees it: twelve months, each day working or not, and what it departs from the week by.

import { dayNumber, encodeDay, isWeekend } from '@parley/docket/calendar';

/** `off`: a weekday that is not worked. `makeUp`: a weekend day that is. `blank`: before the first of the month. */
export type DayKind = 'work' | 'weekend' | 'off' | 'makeUp' | 'blank';
export type Day = { kind: DayKind; date: string; day: number };

type Body = { nonWorking?: unknown; makeUp?: unknown };

/** By month, weeks that begin on Monday. */
export function monthsOf(year: number, body: Body): Day[][] {
  const off = new Set(Array.isArray(body.nonWorking) ? body.nonWorking : []);
  const makeUp = new Set(Array.isArray(body.makeUp) ? body.makeUp : []);
  return Array.from({ length: 12 }, (_, month) => {
    const first = dayNumber(year, month + 1, 1);
    const end = month === 11 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 2, 1);
    const blanks = (((first + 3) % 7) + 7) % 7;
    const days: Day[] = Array.from({ length: blanks }, (_blank, place) => ({
      kind: 'blank',
      date: `${first}-${place}`,
      day: 0,
    }));
    for (let day = first; day < end; day++) {
      const date = encodeDay(day);
      const kind = isWeekend(day) ? (makeUp.has(date) ? 'makeUp' : 'weekend') : off.has(date) ? 'off' : 'work';
      days.push({ kind, date, day: day - first + 1 });
    }
    return days;
  });
}

/** Days that follow one another, as one stretch: `2026-10-01` to `2026-10-07`. */
export function stretchesOf(dates: unknown): { from: string; to: string; days: number }[] {
  if (!Array.isArray(dates)) return [];
  const numbers = dates
    .filter((one): one is string => typeof one === 'string')
    .map((one) => one.split('-').map(Number) as [number, number, number])
    .map(([year, month, day]) => dayNumber(year, month, day))
    .toSorted((a, b) => a - b);
  const found: { first: number; last: number }[] = [];
  for (const day of numbers) {
    const last = found.at(-1);
    if (last !== undefined && day === last.last + 1) last.last = day;
    else found.push({ first: day, last: day });
  }
  return found.map(({ first, last }) => ({ from: encodeDay(first), to: encodeDay(last), days: last - first + 1 }));
}
