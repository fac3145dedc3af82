import assert from 'node:assert/strict';
import test from 'node:test';
import { lanesOf, type Mark } from '#ui/lanes';

const mark = (at: number, lane = 'us', open = false): Mark<string> => ({ at, lane, open, name: `at ${at}` });

test('marks stand by time from near one edge to near the other', () => {
  const { placed } = lanesOf([mark(1000), mark(0), mark(500)]);
  assert.deepEqual(
    placed.map(({ left }) => left),
    [2, 50, 98],
  );
});

test('those that would lie on each other are one, unless they are of another kind or lane', () => {
  const { placed } = lanesOf([mark(0), mark(1), mark(1, 'them'), mark(1, 'us', true), mark(1000)]);
  assert.deepEqual(
    placed.map(({ lane, open, names }) => [lane, open, names.length]),
    [
      ['us', false, 2],
      ['them', false, 1],
      ['us', true, 1],
      ['us', false, 1],
    ],
  );
});

test('times below stand apart, the first and the last among them', () => {
  const { times } = lanesOf([0, 10, 400, 990, 1000].map((at) => mark(at)));
  assert.deepEqual(
    times.map(({ at }) => at),
    [0, 400, 1000],
  );
});

test('one mark alone, or none, is no fault', () => {
  assert.deepEqual(lanesOf([mark(7)]).times, [{ at: 7, left: 2 }]);
  assert.deepEqual(lanesOf([]), { placed: [], times: [] });
});
