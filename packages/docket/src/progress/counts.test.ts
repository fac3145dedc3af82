import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { encodeDay, parseDay } from '#calendar';
import { countMonths, countSides, dating } from '#progress/counts';
import type { IndicatorRow } from '#progress/indicator';
import { daysOf, encodeMonth, firstDay, monthNumber, monthOf, spread } from '#progress/month';
import { rateRatio, ratioOfRatios } from '#progress/ratio';
import type { When } from '#when';

const row = (when: When, count = 1): IndicatorRow => ({ when, reported: null, groups: [], kind: 'unstated', count });
const shares = (when: When) => spread(when).map(({ month, share }) => `${encodeMonth(month)} ${share.toFixed(4)}`);

test('a day and a month lie in their month, a quarter is thirds, a year twelfths', () => {
  assert.deepEqual(shares({ from: '2015-09-25', precision: 'day' }), ['2015-09 1.0000']);
  assert.deepEqual(shares({ from: '2015-09', precision: 'month' }), ['2015-09 1.0000']);
  assert.deepEqual(shares({ from: '2015-Q3', precision: 'quarter' }), [
    '2015-07 0.3333',
    '2015-08 0.3333',
    '2015-09 0.3333',
  ]);
  const year = shares({ from: '2015', precision: 'year' });
  assert.equal(year.length, 12);
  assert.ok(
    year.every((share) => share.endsWith('0.0833')),
    'January has no more than its twelfth',
  );
});

test('a range lies evenly over it: between days by days, otherwise by months', () => {
  assert.deepEqual(shares({ from: '2015-01-31', to: '2015-02-03', precision: 'day' }), [
    '2015-01 0.2500',
    '2015-02 0.7500',
  ]);
  assert.deepEqual(shares({ from: '2015-11', to: '2016-02', precision: 'month' }), [
    '2015-11 0.2500',
    '2015-12 0.2500',
    '2016-01 0.2500',
    '2016-02 0.2500',
  ]);
  assert.equal(shares({ from: '2013', to: '2014', precision: 'year' }).length, 24);
});

test('the shares of any moment add up to one, and lie within its days', () => {
  const day = fc.integer({ min: 0, max: 25_000 });
  fc.assert(
    fc.property(day, day, (a, b) => {
      const when: When = { from: encodeDay(Math.min(a, b)), to: encodeDay(Math.max(a, b)), precision: 'day' };
      const all = spread(when);
      assert.ok(Math.abs(all.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9);
      assert.equal(all[0]!.month, monthOf(Math.min(a, b)));
      assert.equal(all.at(-1)!.month, monthOf(Math.max(a, b)));
      assert.deepEqual(daysOf(when), [Math.min(a, b), Math.max(a, b)]);
    }),
  );
  assert.equal(firstDay(monthNumber(2016, 3)) - firstDay(monthNumber(2016, 2)), 29);
});

test('months count what falls in the window, and say when counts are not whole', () => {
  const window = { from: monthNumber(2015, 7), to: monthNumber(2015, 9) };
  const whole = countMonths(
    [row({ from: '2015-08', precision: 'month' }, 3), row({ from: '2014-08', precision: 'month' })],
    window,
  );
  assert.deepEqual(whole, { counts: [0, 3, 0], fractional: false });
  const parts = countMonths([row({ from: '2015', precision: 'year' }, 12)], window);
  assert.deepEqual(parts, { counts: [1, 1, 1], fractional: true });
});

test('by side, a row counts whole or not at all', () => {
  const window = { from: monthNumber(2014, 1), to: monthNumber(2016, 12) };
  const accord = parseDay('2015-09-25')!;
  const rows = [
    row({ from: '2015-09-24', precision: 'day' }),
    row({ from: '2015-09-25', precision: 'day' }),
    row({ from: '2015-09', precision: 'month' }, 4),
    row({ from: '2014', precision: 'year' }, 2),
    row({ from: '2016', precision: 'year' }, 5),
    row({ from: '2015', precision: 'year' }, 7),
    row({ from: '2013', precision: 'year' }, 9),
  ];
  assert.deepEqual(countSides(rows, window, accord, accord), { before: 3, after: 6, straddling: 11, outside: 9 });
  const gap = parseDay('2015-09-01')!;
  assert.deepEqual(countSides(rows, window, gap, accord), { before: 2, after: 6, straddling: 12, outside: 9 });
});

test('how rows are dated is told by precision, and how many stand on the first of a month', () => {
  const told = dating([
    row({ from: '2015-01-01', precision: 'day' }, 2),
    row({ from: '2015-01-02', precision: 'day' }),
    row({ from: '2015', to: '2016', precision: 'year', approximate: true }),
    row({ from: '2015-03', precision: 'month', ongoing: true }),
  ]);
  assert.deepEqual(told, {
    events: 5,
    byPrecision: { day: 3, month: 1, quarter: 0, year: 0, range: 1 },
    approximate: 1,
    ongoing: 1,
    firstOfMonth: 2,
  });
});

test('ratios add half an event to every cell, and give an interval where a count is nought', () => {
  const { ratio, low, high } = ratioOfRatios({ before: 25, after: 2 }, { before: 206, after: 13 });
  assert.deepEqual(
    [ratio, low, high].map((value) => value.toPrecision(2)),
    ['1.5', '0.37', '6.1'],
  );
  const none = rateRatio({ before: 9, after: 0 }, 365, 730);
  assert.equal(none.ratio.toFixed(6), (0.5 / 9.5 / 2).toFixed(6));
  assert.ok(none.low > 0 && none.high < 1);
});
