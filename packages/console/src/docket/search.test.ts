import assert from 'node:assert/strict';
import test from 'node:test';
import { isNarrowed, parseSearch, queryOf } from '#docket/search';

test('what an address asks is what the node is asked', () => {
  const search = parseSearch({ q: '网', by: 'cn', stance: 'deny', open: true, due: 'week', sort: 'due' });
  assert.deepEqual(queryOf({ ...search, q: '网' }, 130), {
    q: '网',
    by: 'cn',
    standing: 'deny',
    open: 'true',
    dueBefore: String(120 + 7 * 86_400),
  });
});

test('a search has one order: the one asked for counts again without it', () => {
  assert.equal('sort' in queryOf({ q: 'a', sort: 'due' }, 0), false);
  assert.deepEqual(queryOf({ sort: 'due' }, 0), { sort: 'due' });
});

test('nonsense in an address asks for nothing', () => {
  assert.deepEqual(parseSearch({ q: ' ', by: 'No Party', stance: 'x', open: 'maybe', due: 1, sort: [], more: 1 }), {});
  assert.equal(isNarrowed(parseSearch({ sort: 'due' })), false);
  assert.equal(isNarrowed(parseSearch({ q: 446 })), true);
});

test('a search is no longer than the node takes', () => {
  assert.equal(parseSearch({ q: 'a'.repeat(999) }).q?.length, 200);
});
