import assert from 'node:assert/strict';
import test from 'node:test';
import { threadsOf } from '#desk/threads';

const note = (id: string, thread: string, at: number) => ({ id, thread, subject: 's', at });

test('the thread that was written in last is first, and its notes are in the order of their writing', () => {
  const threads = threadsOf([note('c', 'a', 3), note('b', 'b', 2), note('a', 'a', 1)]);
  assert.deepEqual(
    threads.map(({ id, notes }) => [id, notes.map((one) => one.id)]),
    [
      ['a', ['a', 'c']],
      ['b', ['b']],
    ],
  );
});

test('a thread whose beginning is on a later page is one all the same', () => {
  assert.deepEqual(
    threadsOf([note('c', 'a', 3)])[0]!.notes.map(({ id }) => id),
    ['c'],
  );
});
