// Deadlines against a count by hand, over 2024 to 2027. The calendars are the demonstration's, of two countries: one whose clocks change, one
// that moves working days to weekends. Days are counted here one by one, as texts, with the platform's own time zones; the rules count by number
// and never ask for a zone.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { instantOf, localDay, encodeDay, parseDay, yearOf, type Calendar, type Calendars } from '#calendar';
import { computeDeadline, type DeadlineTerms } from '#deadline';
import { gatherFacts, servedAt } from '#facts';
import type { LogHouse } from '#roster';
import { admitParty, compileCalendar, type CalendarBody } from '#party/rules';
import { receiptsOf, type Cosigned } from '#receipts';
import { defaultOffices, defaultTerms } from '#terms';
import { given, inWorld } from '#testing/given';
import { DAY, HOUR, START } from '#testing/world';

type Published = { body: CalendarBody; publishedAt: number };
type Country = { zone: string; closing: number; years: Map<number, Published> };

const secondsOf = (text: string) => Math.floor(Date.parse(text) / 1000);

/** A party's calendars as the demonstration has them: of each year the days off, the days made up, the offsets, and when it was published. */
function countryOf(party: string, zone: string): Country {
  const file = join(import.meta.dirname, '../../../demo/calendars', `${party}.yaml`);
  const text = readFileSync(file, 'utf8');
  const closing = Number(/^closingMinute: (\d+)$/m.exec(text)![1]);
  const years = new Map<number, Published>();
  for (const part of text.split(/^ {2}- year: /m).slice(1)) {
    const year = Number(part.slice(0, 4));
    const body = {
      year,
      nonWorking: [...part.matchAll(/^ {6}(\d{4}-\d\d-\d\d): /gm)].map((match) => match[1]!),
      makeUp: /makeUp: \[(.*)\]/.exec(part)![1]!.match(/\d{4}-\d\d-\d\d/g) ?? [],
      closingMinute: closing,
      offsets: [...part.matchAll(/fromUtc: (\S+), offsetMinutes: (-?\d+)/g)].map((match) => ({
        fromUtc: secondsOf(match[1]!),
        offsetMinutes: Number(match[2]),
      })),
    };
    years.set(year, { body, publishedAt: secondsOf(/publish: (\S+)/.exec(part)![1]!) });
  }
  return { zone, closing, years };
}

const COUNTRIES = [countryOf('us', 'America/New_York'), countryOf('cn', 'Asia/Shanghai')];

/** The calendars of a country; `published`: all of them before everything, or each when it was. */
function calendarsOf({ years }: Country, published: 'before' | 'as it was'): Calendars {
  const compiled = new Map<number, Calendar>();
  for (const [year, { body, publishedAt }] of years) {
    compiled.set(year, compileCalendar('', body, published === 'before' ? 0 : publishedAt));
  }
  return (year) => compiled.get(year);
}

const days = new Map<string, { weekend: boolean; next: string }>();

function dayOf(date: string): { weekend: boolean; next: string } {
  let day = days.get(date);
  if (day === undefined) {
    const plain = Temporal.PlainDate.from(date);
    day = { weekend: plain.dayOfWeek > 5, next: plain.add({ days: 1 }).toString() };
    days.set(date, day);
  }
  return day;
}

const next = (date: string) => dayOf(date).next;

/** Whether a day is worked, by its text; a year that `counts` says nothing of works Monday to Friday. */
function worksOn({ years }: Country, date: string, counts: (year: number) => boolean = () => true): boolean {
  const year = Number(date.slice(0, 4));
  const { weekend } = dayOf(date);
  const known = counts(year) ? years.get(year)?.body : undefined;
  if (known === undefined) return !weekend;
  return weekend ? known.makeUp.includes(date) : !known.nonWorking.includes(date);
}

const zoned = (at: number, zone: string) => Temporal.Instant.fromEpochMilliseconds(at * 1000).toZonedDateTimeISO(zone);

const dateAt = (at: number, zone: string) => zoned(at, zone).toPlainDate().toString();

/** When a local day reaches a minute: the first of two, and where clocks skip it, the moment they do. */
function momentOf(date: string, minute: number, zone: string): number {
  const local = Temporal.PlainDate.from(date).toPlainDateTime().add({ minutes: minute });
  const first = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const there = first.toPlainDateTime().equals(local) ? first : first.getTimeZoneTransition('next')!;
  return Math.floor(there.epochMilliseconds / 1000);
}

/** The year's offsets in a zone, as an officer would publish them. */
function offsetsOf(zone: string, year: number): CalendarBody['offsets'] {
  const begins = Temporal.PlainDate.from({ year, month: 1, day: 1 }).toZonedDateTime(zone);
  const minutes = (at: Temporal.ZonedDateTime) => at.offsetNanoseconds / 60e9;
  const offsets = [{ fromUtc: begins.epochMilliseconds / 1000, offsetMinutes: minutes(begins) }];
  for (let at = begins.getTimeZoneTransition('next'); at !== null; at = at.getTimeZoneTransition('next')) {
    if (at.year > year) break;
    offsets.push({ fromUtc: at.epochMilliseconds / 1000, offsetMinutes: minutes(at) });
  }
  return offsets;
}

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

test('the calendars of the demonstration are in order, with days made up, and 2027 is not published yet', () => {
  for (const { years } of COUNTRIES) {
    assert.deepEqual([...years.keys()].slice(-3), [2024, 2025, 2026]);
    for (const { body } of years.values()) assert.equal(admitted(body), undefined);
  }
  const [us, cn] = COUNTRIES as [Country, Country];
  assert.equal([...us.years.values()].flatMap(({ body }) => body.makeUp).length, 0);
  assert.ok(cn.years.get(2024)!.body.makeUp.includes('2024-02-18'));
});

/** The code with which a calendar would be disregarded. */
function admitted(body: CalendarBody): string | undefined {
  const said = {
    id: '',
    party: 'us',
    index: 9,
    type: 'calendar.publish',
    iat: 0,
    key: '',
    seen: {},
    body,
    exhibit: null,
    seal: null,
  };
  const log: LogHouse = { origin: '', founded: 0, keyActs: [], roots: [], officers: [] };
  return admitParty(said, [], log, new Map(), defaultTerms, defaultOffices, () => new Set())?.code;
}

test('from every day of 2024 to 2026, at four hours of it, the due time is the one counted by hand', () => {
  const first = parseDay('2024-01-02')!;
  const last = parseDay('2026-12-31')!;
  for (const country of COUNTRIES) {
    const { zone, closing } = country;
    const calendars = calendarsOf(country, 'before');
    for (let day = first; day <= last; day++) {
      for (const hour of [0, 4, 16, 23]) {
        const startsAt = day * DAY + hour * HOUR + 1800;
        // The last year there is a calendar of; the day of a moment in 2027 is the other test's.
        const start = dateAt(startsAt, zone);
        if (start > '2026-12-31') continue;
        let date = start;
        let count = 0;
        for (const workingDays of [1, 5, 10, 20, 30]) {
          while (count < workingDays) {
            date = next(date);
            if (worksOn(country, date)) count++;
          }
          const due = computeDeadline({ ...base, floorHours: 0, startsAt, allowance: { workingDays } }, calendars);
          const published = date <= '2026-12-31';
          // A year that is not published is open until 24:00, at the offset the last one ended with: winter's, in both countries.
          const winter = zone === 'Asia/Shanghai' ? 8 : -5;
          const expected = published
            ? momentOf(date, closing, zone)
            : secondsOf(`${date}T00:00:00Z`) + DAY - winter * HOUR;
          assert.equal(due.dueAt, expected, `${zone} ${new Date(startsAt * 1000).toISOString()} ${workingDays}`);
          assert.deepEqual(due.provisional, published ? [] : [2027], 'what is not published yet is said, not guessed');
        }
      }
    }
  }
});

test('a deadline runs by the calendars as they were published at its start, lengthened by what comes by 1 January', () => {
  // Notices come late in the year: a deadline that starts before, and ends in January, gets longer by them and never shorter.
  for (const country of COUNTRIES) {
    const { zone, closing, years } = country;
    const calendars = calendarsOf(country, 'as it was');
    let lengthened = 0;
    for (let day = parseDay('2023-09-01')!; day <= parseDay('2025-12-31')!; day++) {
      const startsAt = day * DAY + 15 * HOUR;
      const start = dateAt(startsAt, zone);
      for (const workingDays of [20, 60]) {
        const count = (counts: (year: number) => boolean) => {
          let date = start;
          for (let left = workingDays; left > 0;) {
            date = next(date);
            if (worksOn(country, date, counts)) left--;
          }
          const year = Number(date.slice(0, 4));
          if (counts(year)) return momentOf(date, closing, zone);
          const winter = zone === 'Asia/Shanghai' ? 8 : -5;
          return secondsOf(`${date}T00:00:00Z`) + DAY - winter * HOUR;
        };
        const firm = count((year) => (years.get(year)?.publishedAt ?? Infinity) <= startsAt);
        const known = count((year) => years.has(year));
        if (known > firm) lengthened++;
        const { dueAt, provisional } = computeDeadline({ ...base, startsAt, allowance: { workingDays } }, calendars);
        assert.equal(dueAt, Math.max(firm, known), `${zone} ${start} ${workingDays}`);
        assert.deepEqual(provisional, []);
      }
    }
    assert.ok(lengthened > 10, `${zone}: ${lengthened}`);
  }
});

test('in every zone whose clocks change, days and closing times are those of the zone', () => {
  let zones = 0;
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const bodies = [2024, 2025, 2026, 2027].map((year) => ({
      year,
      nonWorking: [],
      makeUp: [],
      offsets: offsetsOf(zone, year),
    }));
    const changes = bodies.flatMap(({ offsets }) => offsets.slice(1)).map(({ fromUtc }) => fromUtc);
    if (changes.length === 0) continue;
    zones++;
    for (const body of bodies) assert.equal(admitted(body), undefined, `${zone} ${body.year}`);
    const years = new Map(bodies.map((body) => [body.year, compileCalendar('', body, 0)]));
    const calendars: Calendars = (year) => years.get(year);
    for (const change of changes) {
      for (const offset of [-2 * DAY, -DAY, -3 * HOUR, -HOUR, -1, 0, 1, HOUR, 3 * HOUR, DAY, 2 * DAY]) {
        const at = change + offset;
        const date = dateAt(at, zone);
        if (date < '2024-01-01' || date > '2027-12-31') continue;
        assert.equal(encodeDay(localDay(calendars, at)), date, `${zone} ${at}`);
        const day = parseDay(date)!;
        for (const minute of [1, 60, 90, 120, 150, 180, 1020, 1440]) {
          assert.equal(instantOf(calendars, day, minute), momentOf(date, minute, zone), `${zone} ${date} ${minute}`);
        }
      }
    }
  }
  assert.ok(zones > 100, String(zones));
});

test('exact time is counted hour by hour, but for the hours of a pause and with those that were added', () => {
  fc.assert(
    fc.property(
      fc.record({
        hours: fc.integer({ min: 1, max: 200 }),
        floor: fc.integer({ min: 0, max: 48 }),
        pauses: fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 80 })), { maxLength: 3 }),
        extension: fc.option(fc.tuple(fc.nat(300), fc.integer({ min: 1, max: 100 }))),
      }),
      ({ hours, floor, pauses, extension }) => {
        let end = 0;
        const stretches = pauses.map(([gap, length]) => {
          const from = end + gap;
          end = from + length + 1;
          return { from, to: from + length };
        });
        // Hour by hour: what is left goes down outside pauses; an extension that comes while something is left adds to it.
        const walk = (paused: typeof stretches, at: number | null) => {
          let left = Math.max(hours, floor);
          let hour = 0;
          for (; left > 0; hour++) {
            if (extension !== null && hour === at) left += extension[1];
            if (!paused.some(({ from, to }) => from <= hour && hour < to)) left--;
          }
          return hour;
        };
        const net = walk(stretches, extension?.[0] ?? null);
        const counts = extension !== null && walk(stretches, null) > extension[0];
        const gross = Math.max(hours, floor) + (counts ? extension[1] : 0);
        const due = computeDeadline(
          {
            ...base,
            startsAt: START,
            allowance: { hours },
            floorHours: floor,
            pauses: stretches.map(({ from, to }) => ({ from: START + from * HOUR, to: START + to * HOUR })),
            extensions:
              extension === null ? [] : [{ id: 'e', at: START + extension[0] * HOUR, by: { hours: extension[1] } }],
          },
          () => undefined,
        );
        assert.equal(due.dueAt, START + net * HOUR);
        assert.equal(due.grossDueAt, START + gross * HOUR);
        assert.equal(due.extensions.length, counts ? 1 : 0);
      },
    ),
    { numRuns: 500 },
  );
});

test('working days are counted one by one, but for the days that pauses touch, and with those that were added', () => {
  const drawn = fc.record({
    country: fc.constantFrom(...COUNTRIES),
    startsAt: fc.integer({ min: secondsOf('2024-01-03T00:00:00Z'), max: secondsOf('2026-06-01T00:00:00Z') }),
    workingDays: fc.integer({ min: 1, max: 30 }),
    pauses: fc.array(fc.tuple(fc.nat(15 * DAY), fc.integer({ min: 60, max: 20 * DAY })), { maxLength: 2 }),
    extension: fc.option(fc.tuple(fc.nat(60 * DAY), fc.integer({ min: 1, max: 10 }))),
  });
  fc.assert(
    fc.property(drawn, ({ country, startsAt, workingDays, pauses, extension }) => {
      const { zone, closing } = country;
      let end = startsAt;
      const stretches = pauses.map(([gap, length]) => {
        const from = end + gap;
        end = from + length;
        return { from, to: end };
      });
      const given = extension === null ? null : { at: startsAt + extension[0], days: extension[1] };
      // Day by day. A day that a pause begins on does not count, unless the office had closed on the last day of a stretch; what is left begins
      // after the day the pause ends on.
      const walk = (paused: typeof stretches, added: number) => {
        const parts = added === 0 ? [workingDays] : [workingDays, added];
        const waiting = [...paused];
        let date = dateAt(startsAt, zone);
        let counted = 0;
        for (;;) {
          const pause = waiting[0];
          const over = parts[0] === 0 ? momentOf(date, closing, zone) : Infinity;
          if (pause !== undefined && dateAt(pause.from, zone) === date && (pause.from < over || parts.length > 1)) {
            waiting.shift();
            if (pause.from < over) parts[0]! += counted;
            else parts.shift();
            date = dateAt(pause.to, zone);
            counted = 0;
            continue;
          }
          if (parts[0] === 0) {
            if (parts.length === 1) return momentOf(date, closing, zone);
            parts.shift();
          }
          date = next(date);
          counted = worksOn(country, date) ? 1 : 0;
          parts[0]! -= counted;
        }
      };
      const plain = walk(stretches, 0);
      const counts = given !== null && given.at < plain;
      const due = computeDeadline(
        {
          ...base,
          floorHours: 0,
          startsAt,
          allowance: { workingDays },
          pauses: stretches,
          extensions: given === null ? [] : [{ id: 'e', at: given.at, by: { workingDays: given.days } }],
        },
        calendarsOf(country, 'before'),
      );
      assert.equal(due.dueAt, counts ? walk(stretches, given.days) : plain);
      assert.equal(due.grossDueAt, walk([], counts ? given.days : 0));
      assert.equal(due.extensions.length, counts ? 1 : 0);
      assert.ok(yearOf(localDay(calendarsOf(country, 'before'), due.dueAt)) < 2027);
    }),
    { numRuns: 300 },
  );
});

test('no deadline is shorter than the floor, whatever is allowed or set', () => {
  const [us] = COUNTRIES as [Country];
  const calendars = calendarsOf(us, 'before');
  fc.assert(
    fc.property(
      fc.integer({ min: secondsOf('2024-01-03T00:00:00Z'), max: secondsOf('2026-11-01T00:00:00Z') }),
      fc.integer({ min: 1, max: 400 }),
      fc.oneof(
        fc.record({ hours: fc.integer({ min: 1, max: 500 }) }),
        fc.record({ workingDays: fc.integer({ min: 1, max: 20 }) }),
        fc.record({ until: fc.integer({ min: 0, max: secondsOf('2027-01-01T00:00:00Z') }) }),
      ),
      (startsAt, floorHours, allowance) => {
        const due = (floor: number) => computeDeadline({ ...base, startsAt, floorHours: floor, allowance }, calendars);
        assert.equal(due(floorHours).dueAt, Math.max(due(0).dueAt!, startsAt + floorHours * HOUR));
      },
    ),
    { numRuns: 200 },
  );
});

test('an act is served by the first receipt, or by the first witness and the accord’s service days', async () => {
  await inWorld({ witnesses: ['w.example', 'x.example'] }).shows((story) => {
    const house = story.house();
    const names = ['cn', 'w.example', 'x.example'];
    const cosigned = fc.array(fc.tuple(fc.nat(2), fc.nat(3), fc.nat(10 * DAY)), { maxLength: 12 });
    fc.assert(
      fc.property(cosigned, fc.integer({ min: 0, max: 7 }), fc.nat(11), (drawn, serviceDays, index) => {
        // Each cosigner's sizes and times only grow.
        const list: Cosigned[] = [];
        for (const [by, grows, later] of drawn) {
          const last = list.findLast((one) => one.by === names[by]);
          list.push({ by: names[by]!, size: (last?.size ?? 0) + grows, time: (last?.time ?? START) + later });
        }
        const facts = gatherFacts({ house, receipts: receiptsOf({ us: list }), rootAt: story.world.rootAt });
        let expected = Infinity;
        for (const { by, size, time } of list) {
          if (size <= index) continue;
          expected = Math.min(expected, by === 'cn' ? time : time + serviceDays * DAY);
        }
        assert.equal(servedAt(facts, 'us', index, 'cn', serviceDays) ?? Infinity, expected);
      }),
    );
  });
});

test('without a witness nothing is served but by its receipt', () =>
  given().shows((story) => {
    const { house } = story.docket().docket;
    const facts = gatherFacts({ house, receipts: receiptsOf({ us: [] }), rootAt: story.world.rootAt });
    assert.equal(servedAt(facts, 'us', 0, 'cn', 5), null);
  }));
