import assert from 'node:assert/strict';
import test from 'node:test';
import { titleOf } from '#vocabulary/title';

test('a title is the first member that says anything, in the languages in which it does', () => {
  assert.deepEqual(titleOf({ title: { en: 'A case', zh: ' ' }, summary: { en: 'x' } }), { en: 'A case' });
  assert.deepEqual(titleOf({ title: { en: ' \n' }, summary: { en: 'What happened.' } }), { en: 'What happened.' });
  assert.deepEqual(titleOf({ name: 'An officer' }), { und: 'An officer' });
});

test('words of another form give no title', () => {
  for (const title of [5, null, [], ['a'], { en: 5 }, {}, '']) assert.equal(titleOf({ title }), undefined);
});
