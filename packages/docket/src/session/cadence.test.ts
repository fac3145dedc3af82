import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dueAndHeld, sessionsDue, type DueAndHeld, type Occasion } from '#session/cadence';
import type { SessionState } from '#session/kind';
import { defaultTerms, type Terms } from '#terms';

const DAY = 86_400;

const version = (cadence: Terms['cadence'], from = 0) => ({
  from,
  inForceAt: from,
  terms: { ...defaultTerms, cadence },
});

const yearly = [version({ sessionDays: 100, checkDays: 10 })];
const at = (...days: number[]): Occasion[] => days.map((day, n) => ({ id: String(n), at: day * DAY }));
const counts = ({ due, held, inTime, late, missed }: DueAndHeld) => ({ due, held, inTime, late, missed });
const dueDays = ({ periods }: DueAndHeld) => periods.map(({ dueAt }) => dueAt / DAY);

test('nothing is due before the accord is in force, nor without a cadence', () => {
  for (const result of [
    dueAndHeld(yearly, 'sessionDays', null, at(5), 1000 * DAY),
    dueAndHeld([version({})], 'sessionDays', 0, [], 1000 * DAY),
  ]) {
    assert.deepEqual(counts(result), { due: 0, held: 0, inTime: 0, late: 0, missed: 0 });
    assert.equal(result.next, null);
  }
});

test('one is due at the end of every period since the accord came in force', () => {
  const result = dueAndHeld(yearly, 'sessionDays', 7 * DAY, [], 350 * DAY);
  assert.deepEqual(dueDays(result), [107, 207, 307]);
  assert.equal(result.missed, 3);
  assert.deepEqual(result.next, { from: 307 * DAY, dueAt: 407 * DAY, met: null });
  assert.equal(dueAndHeld(yearly, 'sessionDays', 7 * DAY, [], 107 * DAY - 1).due, 0);
  assert.equal(dueAndHeld(yearly, 'sessionDays', 7 * DAY, [], 107 * DAY).due, 1);
});

test('what is held within a period meets it once, and a second makes good the earliest before it', () => {
  assert.deepEqual(counts(dueAndHeld(yearly, 'sessionDays', 0, at(50, 60), 200 * DAY)), {
    due: 2,
    held: 2,
    inTime: 1,
    late: 0,
    missed: 1,
  });
  const made = dueAndHeld(yearly, 'sessionDays', 0, at(250, 260), 300 * DAY);
  assert.deepEqual(counts(made), { due: 3, held: 2, inTime: 1, late: 1, missed: 1 });
  assert.deepEqual(
    made.periods.map(({ met }) => met?.id ?? null),
    ['1', null, '0'],
  );
});

test('what is held on the last moment of a period is in time, and what comes after the moment asked for is not known', () => {
  assert.equal(dueAndHeld(yearly, 'sessionDays', 0, at(100), 100 * DAY).inTime, 1);
  assert.deepEqual(counts(dueAndHeld(yearly, 'sessionDays', 0, at(99), 98 * DAY)).held, 0);
});

test('a round in the period that runs meets that one, and a second in it an earlier one', () => {
  const result = dueAndHeld(yearly, 'sessionDays', 0, at(110, 120), 150 * DAY);
  assert.deepEqual(counts(result), { due: 1, held: 2, inTime: 0, late: 1, missed: 0 });
  assert.equal(result.next?.met?.id, '0');
});

test('a longer cadence lengthens the period that runs; a shorter one begins with the next', () => {
  const longer = [version({ sessionDays: 100 }), version({ sessionDays: 300 }, 150 * DAY)];
  assert.deepEqual(dueDays(dueAndHeld(longer, 'sessionDays', 0, [], 800 * DAY)), [100, 400, 700]);
  const shorter = [version({ sessionDays: 100 }), version({ sessionDays: 30 }, 150 * DAY)];
  assert.deepEqual(dueDays(dueAndHeld(shorter, 'sessionDays', 0, [], 240 * DAY)), [100, 200, 230]);
});

test('later terms do not undo what was due before them', () => {
  const ended = [version({ sessionDays: 100 }), version({}, 250 * DAY), version({ sessionDays: 50 }, 400 * DAY)];
  assert.deepEqual(dueDays(dueAndHeld(ended, 'sessionDays', 0, [], 500 * DAY)), [100, 200, 450, 500]);
  assert.equal(dueAndHeld(ended, 'sessionDays', 0, at(320), 500 * DAY).held, 1, 'held when none was due');
});

test('sessions count by their first day, from the day the accord came in force, once the record says so', () => {
  const held = (id: string, from: string, knownAt: number | null = 9 * DAY): Pick<SessionState, 'id' | 'held'> => ({
    id,
    held: { by: 'minutes', of: 'm', from, until: '2030-01-01', knownAt },
  });
  const sessions = [
    held('a', '1970-01-08'),
    held('b', '1970-04-20'),
    { id: 'c', held: null },
    held('d', '1970-01-07'),
    held('e', '1970-02-01', 200 * DAY + 1),
    held('f', '1970-02-01', null),
  ];
  const result = sessionsDue(yearly, 7 * DAY + 3600, sessions, 200 * DAY);
  assert.deepEqual(counts(result), { due: 1, held: 2, inTime: 1, late: 0, missed: 0 });
  assert.equal(result.periods[0]!.met?.id, 'a');
  assert.equal(result.next?.met?.id, 'b');
});

test('checks and drills are counted in the same way', () =>
  assert.deepEqual(counts(dueAndHeld(yearly, 'checkDays', 0, at(3, 17), 30 * DAY)), {
    due: 3,
    held: 2,
    inTime: 2,
    late: 0,
    missed: 1,
  }));

// Day by day, with nothing but today's terms and when the period began.
function dueByWalking(versions: readonly ReturnType<typeof version>[], since: number, asOf: number): number[] {
  const due: number[] = [];
  let running: { from: number; days: number } | null = null;
  for (let day = since; day <= asOf; day++) {
    const days = versions.findLast(({ from }) => from <= day * DAY)?.terms.cadence.drillDays;
    if (running !== null && day - running.from === running.days) {
      due.push(day);
      running = null;
    }
    if (days === undefined) running = null;
    else if (running === null) running = { from: day, days };
    else running.days = Math.max(running.days, days);
  }
  return due;
}

type Window = { from: number; dueAt: number };

// Held in a period, or after it: the first moment of a period belongs to it unless it was the last of the one before.
const begun = (all: readonly Window[], { from }: Window, held: number) =>
  all.some(({ dueAt }) => dueAt === from) ? held > from : held >= from;

// The most periods that can be met, each by one that was held after it began, tried in every way.
function mostMet(all: readonly Window[], held: readonly number[], from = 0): number {
  if (from === all.length) return 0;
  let most = mostMet(all, held, from + 1);
  for (const [n, one] of held.entries()) {
    if (begun(all, all[from]!, one)) most = Math.max(most, 1 + mostMet(all, held.toSpliced(n, 1), from + 1));
  }
  return most;
}

test('periods are those of a walk from day to day, and as many are met as can be', () => {
  const change = fc.record({ from: fc.nat(60), days: fc.option(fc.integer({ min: 4, max: 25 }), { nil: undefined }) });
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 4 }),
      fc.nat(10),
      fc.nat(50),
      fc.array(fc.nat(60), { maxLength: 5 }),
      (changes, since, asOf, days) => {
        const versions = [{ from: 0, days: 12 }, ...changes].map((one) =>
          version(one.days === undefined ? {} : { drillDays: one.days }, one.from * DAY),
        );
        const result = dueAndHeld(versions, 'drillDays', since * DAY, at(...days), asOf * DAY);
        assert.deepEqual(dueDays(result), dueByWalking(versions, since, asOf));
        const { periods, next, due, inTime, late, missed, held } = result;
        const known = days.filter((day) => day >= since && day <= asOf).map((day) => day * DAY);
        assert.equal(held, known.length);
        assert.equal(due, inTime + late + missed);
        const windows = next === null ? periods : [...periods, next];
        const met = windows.filter((one) => one.met !== null);
        assert.equal(met.length, mostMet(windows, known));
        assert.equal(new Set(met.map((one) => one.met!.id)).size, met.length, 'nothing held meets two periods');
        const within = windows.filter((window) =>
          known.some((one) => one <= window.dueAt && begun(windows, window, one)),
        );
        assert.equal(met.filter((one) => one.met!.at <= one.dueAt).length, within.length);
      },
    ),
    { numRuns: Number(process.env['DOCKET_RUNS'] ?? 500) },
  );
});
