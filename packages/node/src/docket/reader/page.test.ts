import assert from 'node:assert/strict';
import test from 'node:test';
import { encodeCursor, fillPage, LOOKED_AT_MAX, PAGE_BYTES_MAX, parseCursor, type Key } from './page.ts';

const keys: Key[] = Array.from({ length: 2 * LOOKED_AT_MAX }, (_, place) => [place]);

test('a page is full, or the last one', () => {
  const look = ([place]: Key) => ({ row: place, bytes: 1 });
  assert.deepEqual(fillPage([[1], [2], [3]], 2, look), { items: [1, 2], next: '2' });
  assert.deepEqual(fillPage([[1], [2]], 2, look), { items: [1, 2] });
  assert.deepEqual(fillPage([], 2, look), { items: [] });
});

test('a page that finds nothing ends, and says where to go on', () => {
  const page = fillPage(keys, 50, () => ({ row: undefined, bytes: 0 }));
  assert.deepEqual(page, { items: [], next: String(LOOKED_AT_MAX - 1) });
});

test('a page of large rows ends early, but has one', () => {
  assert.equal(fillPage(keys, 50, () => ({ row: 'x', bytes: PAGE_BYTES_MAX / 4 })).items.length, 4);
  assert.equal(fillPage(keys, 50, () => ({ row: 'x', bytes: 2 * PAGE_BYTES_MAX })).items.length, 1);
});

test('a cursor is the numbers of a key, and nothing else is one', () => {
  const key = [1_780_272_000, 2 ** 41 + 7, 0];
  assert.deepEqual(parseCursor(encodeCursor(key), 3), key);
  for (const text of [undefined, '', '1', '1.2.3.4', '1..2', '-1.2.3', '1e3.2.3', `1.2.${2 ** 53}`]) {
    assert.equal(parseCursor(text, 3), undefined, String(text));
  }
});
