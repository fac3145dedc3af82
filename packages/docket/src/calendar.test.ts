import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addWorkingDays,
  dayNumber,
  encodeDay,
  instantOf,
  isWeekend,
  isWorkingDay,
  localDay,
  parseDay,
  workingDaysBetween,
  yearOf,
  type Calendar,
  type Calendars,
} from '#calendar';

const DAY_SECONDS = 86_400;

test('day numbers are those of the platform’s calendar', () => {
  fc.assert(
    fc.property(fc.integer({ min: -60_000, max: 2_932_000 }), (day) => {
      const date = new Date(day * DAY_SECONDS * 1000);
      assert.equal(dayNumber(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()), day);
      assert.equal(yearOf(day), date.getUTCFullYear());
      assert.equal(isWeekend(day), date.getUTCDay() === 0 || date.getUTCDay() === 6);
      if (day >= 0) {
        assert.equal(encodeDay(day), date.toISOString().slice(0, 10));
        assert.equal(parseDay(encodeDay(day)), day);
      }
    }),
  );
});

test('a day that does not exist is none', () => {
  for (const text of ['2026-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '1900-02-29', 'x']) {
    assert.equal(parseDay(text), undefined, text);
  }
  assert.equal(parseDay('2024-02-29'), dayNumber(2024, 2, 29));
});

/** The offset changes of a year in a zone, by asking the platform hour by hour: what a party's officer would publish. */
function offsetsOf(zone: string, year: number): { fromUtc: number; offsetMinutes: number }[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset', year: 'numeric' });
  const offsetAt = (at: number): number => {
    const name = format.formatToParts(at * 1000).find(({ type }) => type === 'timeZoneName')!.value;
    const match = /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name)!;
    return match[1] === undefined ? 0 : (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
  };
  const start = Date.UTC(year, 0, 1) / 1000;
  const end = Date.UTC(year + 1, 0, 1) / 1000;
  const first = start - DAY_SECONDS;
  const offsets = [{ fromUtc: first, offsetMinutes: offsetAt(start - offsetAt(start) * 60) }];
  // Days first, then the half hour within the day on which it changes.
  for (let day = start; day < end; day += DAY_SECONDS) {
    if (offsetAt(day) === offsetAt(day + DAY_SECONDS)) continue;
    for (let at = day; at <= day + DAY_SECONDS && at < end; at += 1800) {
      const offsetMinutes = offsetAt(at);
      if (offsetMinutes !== offsets.at(-1)!.offsetMinutes && at > first) offsets.push({ fromUtc: at, offsetMinutes });
    }
  }
  return offsets;
}

function calendarOf(zone: string, year: number, closingMinute = 1440): Calendar {
  const first = dayNumber(year, 1, 1);
  const works = Array.from({ length: dayNumber(year + 1, 1, 1) - first }, (_, at) => !isWeekend(first + at));
  return { id: '', year, works, closingMinute, offsets: offsetsOf(zone, year), publishedAt: 0 };
}

/** Zones whose clocks change, at midnight too, by half an hour too, and some that never change. */
const ZONES = [
  'America/New_York',
  'Asia/Shanghai',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Africa/Cairo',
  'Asia/Beirut',
  'Pacific/Auckland',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Africa/Casablanca',
];

const YEARS = [2024, 2025, 2026, 2027];

test('local days and closing times are those of the zone, hour by hour, where clocks change', () => {
  for (const zone of ZONES) {
    const years = new Map(YEARS.map((year) => [year, calendarOf(zone, year)]));
    const calendars: Calendars = (year) => years.get(year);
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
    for (const { offsets } of years.values()) {
      for (const { fromUtc } of offsets) {
        for (let at = fromUtc - 2 * DAY_SECONDS; at < fromUtc + 2 * DAY_SECONDS; at += 3599) {
          const year = new Date(at * 1000).getUTCFullYear();
          if (year < 2024 || year > 2027 || at < Date.UTC(2024, 0, 2) / 1000 || at > Date.UTC(2027, 11, 30) / 1000)
            continue;
          assert.equal(encodeDay(localDay(calendars, at)), format.format(at * 1000), `${zone} ${at}`);
        }
      }
    }
    // The end of each local day is the beginning of the next: no moment is between them, none in both.
    for (let day = dayNumber(2024, 1, 3); day < dayNumber(2027, 12, 28); day += 1) {
      const end = instantOf(calendars, day, 1440);
      assert.equal(localDay(calendars, end - 1), day, `${zone} ${encodeDay(day)}`);
      assert.equal(localDay(calendars, end), day + 1, `${zone} ${encodeDay(day)}`);
    }
  }
});

test('working days are those counted one by one', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('America/New_York', 'Asia/Shanghai', 'Australia/Lord_Howe'),
      fc.integer({ min: Date.UTC(2024, 0, 10) / 1000, max: Date.UTC(2027, 5, 1) / 1000 }),
      fc.integer({ min: 1, max: 120 }),
      fc.uniqueArray(fc.nat(365 * 4), { maxLength: 120 }),
      fc.integer({ min: 1, max: 1440 }),
      (zone, start, count, flipped, closing) => {
        const years = new Map(YEARS.map((year) => [year, calendarOf_(zone, year, closing)]));
        for (const at of flipped) {
          const day = dayNumber(2024, 1, 1) + at;
          const calendar = years.get(yearOf(day))!;
          const works = [...calendar.works];
          works[day - dayNumber(calendar.year, 1, 1)] = !works[day - dayNumber(calendar.year, 1, 1)]!;
          years.set(calendar.year, { ...calendar, works });
        }
        const calendars: Calendars = (year) => years.get(year);
        const { dueAt, years: reached } = addWorkingDays(calendars, start, count);
        // By brute force: day after day from the local day of the start.
        const isWorking = (day: number) => flipped.includes(day - dayNumber(2024, 1, 1)) === isWeekend(day);
        let day = localDay(calendars, start);
        for (let left = count; left > 0;) if (isWorking(++day)) left--;
        const dueDay = localDay(calendars, dueAt - 1);
        assert.equal(dueDay, day);
        assert.ok(isWorkingDay(calendars, dueDay), 'never on a non-working day');
        assert.ok(dueAt > start);
        assert.equal(workingDaysBetween(calendars, start, dueAt - 1), count - 1);
        assert.deepEqual(reached.at(-1), yearOf(day));
      },
    ),
    { numRuns: 300 },
  );
});

const made = new Map<string, Calendar>();
function calendarOf_(zone: string, year: number, closingMinute: number): Calendar {
  const name = `${zone} ${year}`;
  const calendar = made.get(name) ?? calendarOf(zone, year);
  made.set(name, calendar);
  return { ...calendar, closingMinute };
}

test('a year without a calendar works Monday to Friday, at the offset the year before ended with', () => {
  const before = calendarOf('Asia/Shanghai', 2025);
  const calendars: Calendars = (year) => (year === 2025 ? before : undefined);
  // Wednesday 31 December 2025, 20:00 UTC is 1 January 2026 in Shanghai; five working days on is Thursday 8 January, 24:00 there.
  const { dueAt, years } = addWorkingDays(calendars, Date.UTC(2025, 11, 31, 20) / 1000, 5);
  assert.equal(dueAt, Date.UTC(2026, 0, 8, 16) / 1000);
  assert.deepEqual(years, [2026]);
});

test('a minute that the clocks skip is the moment they skip it, and one that comes twice is the first', () => {
  const calendars: Calendars = (year) => (year === 2026 ? calendarOf('America/New_York', 2026) : undefined);
  const spring = dayNumber(2026, 3, 8);
  assert.equal(instantOf(calendars, spring, 150), Date.UTC(2026, 2, 8, 7) / 1000);
  assert.equal(instantOf(calendars, spring, 180), Date.UTC(2026, 2, 8, 7) / 1000);
  const autumn = dayNumber(2026, 11, 1);
  assert.equal(instantOf(calendars, autumn, 90), Date.UTC(2026, 10, 1, 5, 30) / 1000);
});
