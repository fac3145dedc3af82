// Working days of one party, by what that party published. No rule asks the machine for a time zone: a calendar carries its year's
// offsets from UTC, and days are counted by number, day 0 being 1970-01-01.

const DAY_SECONDS = 86_400;

/** A published year. `works`: by day of the year. `closingMinute`: 1440 if the office has no closing time. */
export type Calendar = {
  id: string;
  year: number;
  works: readonly boolean[];
  closingMinute: number;
  offsets: readonly { fromUtc: number; offsetMinutes: number }[];
  /** when every other party had received it; null while that is not known */
  publishedAt: number | null;
};

/** The calendar a rule may use for a year; undefined: Monday to Friday, open until 24:00. */
export type Calendars = (year: number) => Calendar | undefined;

/** Number of the day: 0 is 1970-01-01. Proleptic Gregorian calendar (days_from_civil, H. Hinnant). */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The year that a day number lies in. */
export function yearOf(day: number): number {
  const guess = 1970 + Math.floor(day / 365.2425);
  if (day < dayNumber(guess, 1, 1)) return guess - 1;
  return day >= dayNumber(guess + 1, 1, 1) ? guess + 1 : guess;
}

/** Number of the day written `YYYY-MM-DD`, or undefined if there is no such day. */
export function parseDay(text: string): number | undefined {
  const [year, month, day] = text.split('-').map(Number) as [number, number, number];
  if (!(month >= 1 && month <= 12 && day >= 1)) return undefined;
  const next = month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1);
  const number = dayNumber(year, month, day);
  return number < next ? number : undefined;
}

/** `YYYY-MM-DD` of a day number. */
export function encodeDay(day: number): string {
  const year = yearOf(day);
  let month = 12;
  while (dayNumber(year, month, 1) > day) month--;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day - dayNumber(year, month, 1) + 1)}`;
}

/** Saturday or Sunday. */
export function isWeekend(day: number): boolean {
  // Day 0 was a Thursday.
  return (((day + 3) % 7) + 7) % 7 >= 5;
}

/** Whether a day is a working day; a year without a calendar works Monday to Friday. */
export function isWorkingDay(calendars: Calendars, day: number): boolean {
  const year = yearOf(day);
  const calendar = calendars(year);
  return calendar === undefined ? !isWeekend(day) : calendar.works[day - dayNumber(year, 1, 1)]!;
}

/** A year without a calendar keeps the offset that the year before ended with; if that has none either, UTC. */
function offsetsOf(calendars: Calendars, year: number): Calendar['offsets'] {
  const own = calendars(year);
  if (own !== undefined) return own.offsets;
  const last = calendars(year - 1)?.offsets.at(-1);
  return [{ fromUtc: 0, offsetMinutes: last?.offsetMinutes ?? 0 }];
}

/**
 * The local day of a moment. At the turn of a year two calendars may both claim the moment, or neither: the earlier year has it, and if
 * neither does, the first day of the later.
 */
export function localDay(calendars: Calendars, at: number): number {
  const utcYear = yearOf(Math.floor(at / DAY_SECONDS));
  for (const year of [utcYear - 1, utcYear, utcYear + 1]) {
    const offsets = offsetsOf(calendars, year);
    let offset = offsets[0]!.offsetMinutes;
    for (const change of offsets) if (change.fromUtc <= at) offset = change.offsetMinutes;
    const day = Math.floor((at + offset * 60) / DAY_SECONDS);
    if (yearOf(day) === year) return day;
    if (yearOf(day) < year) return dayNumber(year, 1, 1);
  }
  throw new Error('finding a local day: no offset from UTC is a year long');
}

/**
 * The moment at which a local day reaches a minute (0 to 1440), by the offsets of that day's year. A minute that comes twice is the first
 * one; a minute that the clocks skip is the moment they skip it.
 */
export function instantOf(calendars: Calendars, day: number, minute: number): number {
  const local = day * DAY_SECONDS + minute * 60;
  const offsets = offsetsOf(calendars, yearOf(day));
  for (let at = 0; ; at++) {
    const { fromUtc, offsetMinutes } = offsets[at]!;
    const utc = local - offsetMinutes * 60;
    const next = offsets[at + 1];
    if (next === undefined || utc < next.fromUtc) return at === 0 ? utc : Math.max(utc, fromUtc);
  }
}

/**
 * When `count` working days have passed, the day of `start` being day 0: the closing time on the last of them. It never falls on a non-working
 * day. `years`: every year whose days were looked at.
 */
export function addWorkingDays(calendars: Calendars, start: number, count: number): { dueAt: number; years: number[] } {
  const from = localDay(calendars, start);
  let day = from;
  for (let left = count; left > 0;) {
    day++;
    if (isWorkingDay(calendars, day)) left--;
  }
  const years: number[] = [];
  for (let year = yearOf(from); year <= yearOf(day); year++) years.push(year);
  const closingMinute = calendars(yearOf(day))?.closingMinute ?? 1440;
  return { dueAt: instantOf(calendars, day, closingMinute), years };
}

/** Working days after the day of `start` and before the day of `end`. */
export function workingDaysBetween(calendars: Calendars, start: number, end: number): number {
  let count = 0;
  const last = localDay(calendars, end);
  for (let day = localDay(calendars, start) + 1; day < last; day++) if (isWorkingDay(calendars, day)) count++;
  return count;
}
