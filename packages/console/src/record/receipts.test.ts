import assert from 'node:assert/strict';
import test from 'node:test';
import { coveringOf } from '#record/receipts';

test('a receipt is of the entries that none before it covers; one that covers nothing new is left out', () => {
  const party = 'cn';
  const receipts = [
    { party, size: 9, at: 40 },
    { party, size: 9, at: 30 },
    { party, size: 5, at: 20 },
    { party, size: 4, at: 10 },
  ];
  assert.deepEqual(coveringOf(receipts), [
    { party, size: 9, at: 30, from: 5, to: 8 },
    { party, size: 5, at: 20, from: 4, to: 4 },
  ]);
  assert.deepEqual(coveringOf([]), []);
});
