import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addWorkingDays, dayNumber, isWeekend, localDay, type Calendar, type Calendars } from '#calendar';
import { computeDeadline, type DeadlineTerms } from '#deadline';

const DAY = 86_400;
const HOUR = 3600;
const at = (text: string) => Date.parse(`${text}Z`) / 1000;

const base: DeadlineTerms = {
  kind: 'request',
  for: 'reply',
  of: 'x',
  owedBy: 'cn',
  owedTo: 'us',
  allowance: { workingDays: 10 },
  changes: [],
  floorHours: 24,
  startsAt: 0,
  pauses: [],
  answer: null,
  stoppedAt: null,
  voidAt: null,
};

/** A year with these days off besides weekends, worked until the closing minute at a fixed offset. */
function year(
  number: number,
  publishedAt: number | null,
  off: string[] = [],
  made: string[] = [],
  closing = 1440,
): Calendar {
  const first = dayNumber(number, 1, 1);
  const day = (text: string) => Math.floor(at(`${text}T00:00:00`) / DAY) - first;
  const works = Array.from({ length: dayNumber(number + 1, 1, 1) - first }, (_, n) => !isWeekend(first + n));
  for (const text of off) works[day(text)] = false;
  for (const text of made) works[day(text)] = true;
  return {
    id: '',
    year: number,
    works,
    closingMinute: closing,
    offsets: [{ fromUtc: 0, offsetMinutes: 480 }],
    publishedAt,
  };
}

const withYears = (...years: Calendar[]): Calendars => {
  const byYear = new Map(years.map((one) => [one.year, one]));
  return (number) => byYear.get(number);
};

test('hours are exact, and the floor holds', () => {
  const due = (hours: number) => computeDeadline({ ...base, allowance: { hours }, startsAt: 1000 }, withYears()).dueAt;
  assert.equal(due(48), 1000 + 48 * HOUR);
  assert.equal(due(1), 1000 + 24 * HOUR);
});

test('the day of receipt is day 0, and it is due when the office closes on the last day', () => {
  const calendars = withYears(year(2026, 0, ['2026-02-17', '2026-02-18'], ['2026-02-14'], 17 * 60 + 30));
  const deadline = computeDeadline(
    // Wednesday 11 February 2026, 09:00 in UTC+8.
    { ...base, allowance: { workingDays: 5 }, startsAt: at('2026-02-11T01:00:00') },
    calendars,
  );
  // 12, 13, 14 (made up), 16, 19: the 17th and 18th are off.
  assert.equal(deadline.dueAt, at('2026-02-19T09:30:00'));
  assert.deepEqual(deadline.provisional, []);
});

test('a deadline that reaches into a year without a calendar is provisional', () => {
  const start = at('2026-12-28T01:00:00');
  const calendars = withYears(year(2026, 0));
  const deadline = computeDeadline({ ...base, startsAt: start }, calendars);
  assert.deepEqual(deadline.provisional, [2027]);
  assert.equal(deadline.dueAt, at('2027-01-11T16:00:00'));
});

test('a calendar published in time may only lengthen a running deadline', () => {
  const start = at('2026-12-28T01:00:00');
  const due = (published: Calendar) =>
    computeDeadline({ ...base, startsAt: start }, withYears(year(2026, 0), published)).dueAt;
  const announced = at('2026-12-30T00:00:00');
  assert.equal(due(year(2027, announced, ['2027-01-01', '2027-01-04'])), at('2027-01-13T16:00:00'));
  assert.equal(due(year(2027, announced, [], ['2027-01-02', '2027-01-03'])), at('2027-01-11T16:00:00'), 'not shorten');
  assert.equal(due(year(2027, announced, [], [], 9 * 60)), at('2027-01-11T16:00:00'), 'not by closing earlier');
});

test('a calendar published before the start counts as it is', () => {
  const due = computeDeadline(
    { ...base, startsAt: at('2026-12-28T01:00:00') },
    withYears(year(2026, 0), year(2027, 0, [], ['2027-01-02', '2027-01-03'], 17 * 60)),
  ).dueAt;
  assert.equal(due, at('2027-01-07T09:00:00'));
});

test('a calendar not published by 1 January changes no deadline that was running: a lapse cannot be undone', () => {
  const start = at('2026-12-28T01:00:00');
  const late = year(2027, at('2027-01-05T00:00:00'), ['2027-01-01', '2027-01-04', '2027-01-05', '2027-01-06']);
  const deadline = computeDeadline({ ...base, startsAt: start }, withYears(year(2026, 0), late));
  assert.equal(deadline.dueAt, at('2027-01-11T16:00:00'));
  assert.deepEqual(deadline.provisional, []);
  const after = computeDeadline({ ...base, startsAt: at('2027-01-05T00:00:00') }, withYears(year(2026, 0), late));
  assert.equal(after.dueAt, at('2027-01-20T16:00:00'), 'it counts for what starts after it was published');
});

test('a pause takes out the days it touches', () => {
  const calendars = withYears(year(2026, 0));
  const start = at('2026-03-02T01:00:00');
  const paused = { from: at('2026-03-05T05:00:00'), to: at('2026-03-18T02:00:00') };
  const deadline = computeDeadline({ ...base, startsAt: start, pauses: [paused] }, calendars);
  // Monday 2 March is day 0; 3 and 4 March have passed; eight days are left, counted from Wednesday 18 March.
  assert.equal(deadline.dueAt, at('2026-03-30T16:00:00'));
  assert.equal(deadline.grossDueAt, at('2026-03-16T16:00:00'));
  assert.equal(
    computeDeadline({ ...base, startsAt: start, pauses: [{ from: paused.from, to: null }] }, calendars).dueAt,
    null,
  );
});

test('longer terms lengthen what runs, shorter ones and late ones do not', () => {
  const due = (hours: number, when: number) =>
    computeDeadline({ ...base, allowance: { hours: 48 }, changes: [{ at: when, allowance: { hours } }] }, withYears())
      .dueAt;
  assert.equal(due(72, HOUR), 72 * HOUR);
  assert.equal(due(30, HOUR), 48 * HOUR);
  assert.equal(due(72, 49 * HOUR), 48 * HOUR);
});

const calendarsDrawn = fc
  .record({
    flips: fc.uniqueArray(fc.nat(4 * 366), { maxLength: 150 }),
    published: fc.tuple(
      ...[0, 1, 2, 3].map(() =>
        fc.option(fc.integer({ min: at('2023-06-01T00:00:00'), max: at('2028-01-01T00:00:00') })),
      ),
    ),
    closing: fc.integer({ min: 1, max: 1440 }),
    offset: fc.integer({ min: -720, max: 840 }),
  })
  .map(({ flips, published, closing, offset }) =>
    withYears(
      ...published.flatMap((publishedAt, n): Calendar[] => {
        const number = 2024 + n;
        const first = dayNumber(number, 1, 1);
        const from = first - dayNumber(2024, 1, 1);
        const works = Array.from(
          { length: dayNumber(number + 1, 1, 1) - first },
          (_, day) => flips.includes(from + day) === isWeekend(first + day),
        );
        const offsets = [{ fromUtc: 0, offsetMinutes: offset }];
        return publishedAt === null
          ? []
          : [{ id: '', year: number, works, closingMinute: closing, offsets, publishedAt }];
      }),
    ),
  );

const startDrawn = fc.integer({ min: at('2024-01-01T00:00:00'), max: at('2027-06-01T00:00:00') });

test('more time is never less: deadlines are monotone in the allowance', () => {
  fc.assert(
    fc.property(calendarsDrawn, startDrawn, fc.integer({ min: 1, max: 100 }), (calendars, startsAt, workingDays) => {
      const due = (days: number) =>
        computeDeadline({ ...base, startsAt, allowance: { workingDays: days } }, calendars).dueAt!;
      assert.ok(due(workingDays) <= due(workingDays + 1));
      assert.ok(due(workingDays) >= startsAt + 24 * HOUR);
    }),
  );
});

test('a later receipt is never due earlier, under the same calendars', () => {
  fc.assert(
    fc.property(
      calendarsDrawn.map((calendars): Calendars => (number) => {
        const calendar = calendars(number);
        return calendar && { ...calendar, publishedAt: 0 };
      }),
      startDrawn,
      fc.integer({ min: 0, max: 20 * DAY }),
      fc.integer({ min: 1, max: 60 }),
      (calendars, startsAt, later, workingDays) => {
        const due = (start: number) =>
          computeDeadline({ ...base, startsAt: start, allowance: { workingDays } }, calendars).dueAt!;
        assert.ok(due(startsAt) <= due(startsAt + later));
      },
    ),
  );
});

test('publishing a calendar never shortens a running deadline', () => {
  fc.assert(
    fc.property(
      calendarsDrawn,
      startDrawn,
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 2024, max: 2027 }),
      (calendars, startsAt, workingDays, number) => {
        const without: Calendars = (one) => (one === number ? undefined : calendars(one));
        const published: Calendars = (one) => {
          const calendar = calendars(one);
          return one === number && calendar ? { ...calendar, publishedAt: startsAt + 1 } : calendar;
        };
        const terms = { ...base, startsAt, allowance: { workingDays } };
        assert.ok(computeDeadline(terms, without).dueAt! <= computeDeadline(terms, published).dueAt!);
      },
    ),
  );
});

test('2024 to 2027, day by day: due days are those counted one by one', () => {
  fc.assert(
    fc.property(calendarsDrawn, startDrawn, fc.integer({ min: 1, max: 90 }), (calendars, startsAt, workingDays) => {
      const known: Calendars = (number) => {
        const calendar = calendars(number);
        return calendar && { ...calendar, publishedAt: 0 };
      };
      const { dueAt } = computeDeadline({ ...base, floorHours: 0, startsAt, allowance: { workingDays } }, known);
      let day = localDay(known, startsAt);
      for (let left = workingDays; left > 0;) {
        day++;
        const calendar = known(new Date(day * DAY * 1000).getUTCFullYear());
        const works = calendar === undefined ? !isWeekend(day) : calendar.works[day - dayNumber(calendar.year, 1, 1)]!;
        if (works) left--;
      }
      assert.equal(localDay(known, dueAt! - 1), day);
    }),
  );
});

test('a pause never makes a deadline earlier, and a longer pause never earlier than a shorter one', () => {
  fc.assert(
    fc.property(
      calendarsDrawn,
      startDrawn,
      fc.oneof(
        fc.record({ workingDays: fc.integer({ min: 1, max: 40 }) }),
        fc.record({ hours: fc.integer({ min: 1, max: 900 }) }),
      ),
      fc.nat(40 * DAY),
      fc.nat(40 * DAY),
      fc.nat(10 * DAY),
      (calendars, startsAt, allowance, from, length, more) => {
        const due = (pause: number) =>
          computeDeadline(
            { ...base, startsAt, allowance, pauses: [{ from: startsAt + from, to: startsAt + from + pause }] },
            calendars,
          );
        const plain = computeDeadline({ ...base, startsAt, allowance }, calendars);
        assert.equal(due(length).grossDueAt, plain.dueAt);
        assert.ok(plain.dueAt! <= due(length).dueAt!);
        assert.ok(due(length).dueAt! <= due(length + more).dueAt!);
      },
    ),
  );
});

test('working days of the deadline are those of the calendar alone', () => {
  const calendars = withYears(year(2026, 0));
  const start = at('2026-06-01T03:00:00');
  assert.equal(
    computeDeadline({ ...base, startsAt: start }, calendars).dueAt,
    addWorkingDays(calendars, start, 10).dueAt,
  );
});
