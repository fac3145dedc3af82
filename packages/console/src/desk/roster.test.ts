import assert from 'node:assert/strict';
import test from 'node:test';
import { barsOf, daysLater, gapsOf, mondayOf } from '#desk/roster';

const turn = (id: string, from: number, until: number) => ({ id, from, until });
const picture = { from: 100, until: 200 };

test('bars are cut at the edges of the picture, and those outside are left out', () => {
  const bars = barsOf([turn('a', 0, 120), turn('b', 150, 300), turn('c', 0, 100), turn('d', 200, 220)], picture);
  assert.deepEqual(
    bars.map(({ turn: { id }, left, width, row }) => [id, left, width, row]),
    [
      ['a', 0, 20, 0],
      ['b', 50, 50, 0],
    ],
  );
});

test('bars that would lie on each other are in rows of their own, as few as can be', () => {
  const bars = barsOf([turn('a', 100, 150), turn('b', 120, 160), turn('c', 150, 200)], picture);
  assert.deepEqual(
    bars.map(({ turn: { id }, row }) => [id, row]),
    [
      ['a', 0],
      ['b', 1],
      ['c', 0],
    ],
  );
});

test('times when nobody is on duty are what no turn covers', () => {
  assert.deepEqual(gapsOf([], picture), [picture]);
  assert.deepEqual(gapsOf([turn('a', 0, 300)], picture), []);
  assert.deepEqual(gapsOf([turn('b', 140, 160), turn('a', 110, 150), turn('c', 170, 500)], picture), [
    { from: 100, until: 110 },
    { from: 160, until: 170 },
  ]);
  assert.deepEqual(gapsOf([turn('a', 300, 400)], picture), [picture]);
});

test('a week begins on Monday, at the beginning of its day', () => {
  const monday = new Date(2026, 10, 23).getTime() / 1000;
  for (const day of [23, 26, 29]) assert.equal(mondayOf(new Date(2026, 10, day, 14, 30).getTime() / 1000), monday);
  assert.equal(daysLater(monday, 7), new Date(2026, 10, 30).getTime() / 1000);
});
