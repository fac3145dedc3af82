import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actTypes } from '@parley/docket/kinds';
import { defaultTerms } from '@parley/docket/terms';
import { askedOf, askedTypes } from '#compose/asked';
import { arranged, partsOf } from '#compose/parts';

/** What an act has from its beginning. */
const settled = ['to', 'respondent', 'of', 'reply', 'nonce', 'held', 'accepts', 'expires', 'marking'];

test('the table names acts and members that there are', () => {
  const strangers = askedTypes.flatMap((type) => {
    const names = new Set(partsOf(type, {}).map(({ name }) => name));
    return (askedOf(type) ?? []).filter((name) => !names.has(name)).map((name) => `${type} ${name}`);
  });
  assert.deepEqual(strangers, []);
});

test('no form asks more than seven things openly, and none leaves out what its act is nothing without', () => {
  const long: string[] = [];
  for (const type of actTypes.keys()) {
    const parts = partsOf(type, {});
    const { first, rest } = arranged(type, parts, { terms: defaultTerms, settled });
    if (first.length > 7) long.push(type);
    assert.deepEqual(
      rest.filter(({ name, body, words }) => (body?.required || words?.required) && !settled.includes(name)),
      [],
      type,
    );
    assert.equal(first.length + rest.length, parts.length, type);
  }
  assert.deepEqual(long, []);
});

test('of a request of a kind, what the accord demands of it is asked openly', () => {
  const parts = partsOf('request.make', {});
  const named = (category: string) =>
    arranged('request.make', parts, { terms: defaultTerms, category, settled }).first.map(({ name }) => name);
  assert.deepEqual(named('status-update'), ['category', 'title', 'asked', 'urgency', 'due']);
  assert.ok(named('electronic-evidence').includes('basis') && named('electronic-evidence').includes('identifiers'));
});
