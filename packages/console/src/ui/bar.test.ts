import assert from 'node:assert/strict';
import test from 'node:test';
import { barOf } from '#ui/bar';

test('a running time is used up to now, and ends where it is due', () => {
  assert.deepEqual(barOf(0, 100, null, 25, []), { used: 25, due: undefined, now: 25, pauses: [] });
});

test('what is late goes beyond the mark of the due time', () => {
  assert.deepEqual(barOf(0, 100, null, 400, []), { used: 100, due: 25, now: 100, pauses: [] });
  assert.deepEqual(barOf(0, 100, 200, 400, []), { used: 100, due: 50, now: undefined, pauses: [] });
});

test('the time that was given is seen however late it is', () => {
  assert.equal(barOf(0, 100, null, 100_000, []).due, 25);
});

test('what was answered in time stops there, and knows no now', () => {
  assert.deepEqual(barOf(0, 100, 40, 400, []), { used: 40, due: undefined, now: undefined, pauses: [] });
});

test('pauses lie where they were; one that goes on ends now', () => {
  assert.deepEqual(
    barOf(0, 100, null, 50, [
      { from: 10, to: 20 },
      { from: 40, to: null },
    ]).pauses,
    [
      { from: 10, width: 10 },
      { from: 40, width: 10 },
    ],
  );
});

test('a time of no length, or one that has not begun, is no fault', () => {
  for (const bar of [barOf(10, 10, null, 5, []), barOf(10, 20, null, 5, [])]) assert.equal(bar.used, 0);
});
