import assert from 'node:assert/strict';
import test from 'node:test';
import { lookedAt, parseLooked } from '#today/looked';

test('news stays news while the visit goes on, and the next visit begins where the last one ended', () => {
  const first = lookedAt(undefined, 1000);
  assert.deepEqual(first, { since: 1000, at: 1000 });
  const later = lookedAt({ since: 1000, at: 5000 }, 5600);
  assert.deepEqual(later, { since: 1000, at: 5600 });
  assert.deepEqual(lookedAt(later, 9000), { since: 5600, at: 9000 });
});

test('what is written down in another form is as if nothing was', () => {
  for (const text of [null, '', '{', '[]', '{"since":"1","at":2}', 'null']) assert.equal(parseLooked(text), undefined);
  assert.deepEqual(parseLooked('{"since":1,"at":2}'), { since: 1, at: 2 });
});
