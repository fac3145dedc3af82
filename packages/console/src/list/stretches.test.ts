import assert from 'node:assert/strict';
import test from 'node:test';
import { stretchesOf, stretchesOfPages } from './stretches.ts';

test('stretches follow one another from the first row of a list to the last', () => {
  for (const [total, every] of [
    [0, 50],
    [1, 50],
    [50, 50],
    [51, 50],
    [123, 50],
  ] as const) {
    const marks = Array.from({ length: Math.max(0, Math.ceil(total / every) - 1) }, (_, place) => `${place}`);
    for (const head of marks.length === 0 ? [total] : [every, total - every * marks.length]) {
      const stretches = stretchesOf({ total, head, every, marks });
      let next = 0;
      for (const { from, rows } of stretches) {
        assert.equal(from, next);
        assert.ok(rows > 0 && rows <= every);
        next += rows;
      }
      assert.equal(next, total);
      assert.equal(stretches[0]?.after, undefined);
      assert.equal(stretches.at(-1)?.until, undefined);
      for (const [place, { until }] of stretches.entries()) assert.equal(until, stretches[place + 1]?.after);
    }
  }
});

test('of what is found there is one more stretch while there is more to find', () => {
  const pages = [{ items: [1, 2, 3] }, { items: [4] }];
  assert.deepEqual(stretchesOfPages(pages, false), [
    { from: 0, rows: 3 },
    { from: 3, rows: 1 },
  ]);
  assert.deepEqual(stretchesOfPages(pages, true).at(-1), { from: 4, rows: 1 });
});
