import assert from 'node:assert/strict';
import test from 'node:test';
import { encodeContentRange, parseContentRange, parseRange } from './range.ts';

const ask = (range: string | undefined, ifRange?: string, size = 10) => parseRange(range, ifRange, 'D', size);

test('one range of bytes is a part of the content', () => {
  assert.deepEqual(ask('bytes=0-0'), { from: 0, to: 1 });
  assert.deepEqual(ask('bytes=2-5'), { from: 2, to: 6 });
  assert.deepEqual(ask('bytes=2-'), { from: 2, to: 10 });
  assert.deepEqual(ask('bytes=-3'), { from: 7, to: 10 });
  assert.deepEqual(ask('bytes=-30'), { from: 0, to: 10 });
  assert.deepEqual(ask('bytes=9-99999'), { from: 9, to: 10 });
});

test('a range beyond the content cannot be satisfied', () => {
  for (const range of ['bytes=10-', 'bytes=10-11', 'bytes=-0']) assert.equal(ask(range), 'unsatisfiable', range);
  assert.equal(ask('bytes=0-', undefined, 0), 'unsatisfiable');
});

test('what is not one range of bytes asks for the whole', () => {
  for (const range of [undefined, '', 'bytes=', 'bytes=-', 'bytes=1-0', 'bytes=0-1,3-4', 'lines=0-1', 'bytes=+1-2'])
    assert.equal(ask(range), 'whole', String(range));
});

test('a range of another content than this one asks for the whole', () => {
  assert.equal(ask('bytes=0-1', '"E"'), 'whole');
  assert.equal(ask('bytes=0-1', 'W/"D"'), 'whole');
  assert.deepEqual(ask('bytes=0-1', '"D"'), { from: 0, to: 2 });
});

test('the header of an answer reads back, and nothing else does', () => {
  assert.deepEqual(parseContentRange(encodeContentRange({ from: 2, to: 6 }, 10)), { from: 2, to: 6, size: 10 });
  for (const text of [undefined, '', 'bytes */10', 'bytes 3-2/10', 'bytes 0-10/10', 'bytes 0-1/*', 'bytes 0-1/10 '])
    assert.equal(parseContentRange(text), undefined, String(text));
});
