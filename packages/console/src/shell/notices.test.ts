import assert from 'node:assert/strict';
import test from 'node:test';
import { newsIn, parseWanted, type Known } from '#shell/notices';

const known = (of: Partial<Record<keyof Known, string[]>>): Known => ({
  hotline: new Set(of.hotline),
  waits: new Set(of.waits),
  due: new Set(of.due),
  releases: new Set(of.releases),
});

test('what was not there before is news, and what went is none', () => {
  const before = known({ waits: ['a', 'b'], due: ['a'] });
  assert.deepEqual(newsIn(before, known({ waits: ['b'], due: [] })), []);
  assert.deepEqual(newsIn(before, known({ hotline: ['h'], waits: ['c'], due: ['a'] })), ['hotline', 'waits']);
});

test('to whoever has just come nothing is news', () => {
  assert.deepEqual(newsIn(undefined, known({ hotline: ['h'] })), []);
});

test('a choice that cannot be read is none', () => {
  for (const text of [null, '', '{', '{"hotline":true}', '["other"]', '[1]']) assert.deepEqual(parseWanted(text), []);
  assert.deepEqual(parseWanted('["releases","hotline"]'), ['hotline', 'releases']);
});
