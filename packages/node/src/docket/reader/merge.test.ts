import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { compareKeys, mergeSources, type Source } from './merge.ts';
import type { Key } from './page.ts';

/** Times that tie, and positions that never do, over some sources. */
const rows = fc
  .array(fc.record({ time: fc.nat(4), source: fc.nat(5) }), { maxLength: 80 })
  .map((found) => found.map(({ time, source }, position) => ({ key: [time, position], source })));

function sourcesOf(found: { key: Key; source: number }[], sign: 1 | -1): Source[] {
  return [0, 1, 2, 3, 4, 5].map(
    (source) => (after, count) =>
      found
        .filter((row) => row.source === source && sign * compareKeys(row.key, after) > 0)
        .map(({ key }) => key)
        .toSorted((a, b) => sign * compareKeys(a, b))
        .slice(0, count),
  );
}

test('merged sources are all their rows in order, from any row on, in either direction', () => {
  fc.assert(
    fc.property(rows, fc.boolean(), fc.nat(60), fc.nat(80), (found, ascending, expected, place) => {
      const sign = ascending ? 1 : -1;
      const keys = found.map(({ key }) => key).toSorted((a, b) => sign * compareKeys(a, b));
      const from = keys[place] ?? (ascending ? [-1, -1] : [9, 999]);
      const merged = mergeSources(sourcesOf(found, sign), from, ascending ? 'ascending' : 'descending', expected);
      assert.deepEqual(
        [...merged],
        keys.filter((key) => sign * compareKeys(key, from) > 0),
      );
    }),
  );
});

test('a source is asked for little at first, and not again once it has ended', () => {
  const counts: number[] = [];
  const source: Source = ([last], count) => {
    counts.push(count);
    return Array.from({ length: Math.min(count, 30 - last!) }, (_, place) => [last! + place + 1]);
  };
  assert.equal([...mergeSources([source], [0], 'ascending', 4)].length, 30);
  assert.deepEqual(counts, [8, 16, 32]);
});
