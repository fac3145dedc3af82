// Whether a party works at a moment, by the calendar it published for that year.

import { encodeDay, isWeekend } from '@parley/docket/calendar';
import { offsetAt, type Published } from '#calendar/zones';

/** `closesAt`, `closedAt`: Unix seconds of the closing time of that day; `none`: it is no working day. */
export type Hours = { closesAt: number } | { closedAt: number } | 'none' | undefined;

const DAY_SECONDS = 86_400;

/** Undefined: the party has published nothing that reaches the moment, or has no closing time. */
export function hoursAt(calendars: readonly Published[], party: string, at: number): Hours {
  const offset = offsetAt(calendars, party, at);
  if (offset === undefined) return undefined;
  const local = at + offset * 60;
  const day = Math.floor(local / DAY_SECONDS);
  const date = encodeDay(day);
  const calendar = calendars.find((one) => one.party === party && one.year === Number(date.slice(0, 4)));
  if (calendar === undefined) return undefined;
  const { nonWorking, makeUp, closingMinute } = calendar.body;
  const works = has(makeUp, date) || (!isWeekend(day) && !has(nonWorking, date));
  if (!works) return 'none';
  if (typeof closingMinute !== 'number' || closingMinute >= 1440) return undefined;
  const closing = day * DAY_SECONDS + closingMinute * 60 - offset * 60;
  return at < closing ? { closesAt: closing } : { closedAt: closing };
}

function has(days: unknown, date: string): boolean {
  return Array.isArray(days) && days.includes(date);
}
