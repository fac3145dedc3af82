import assert from 'node:assert/strict';
import test from 'node:test';
import { shownOf } from '#ui/said';

const BOTH = { en: 'Taken.', zh: '被取走。' };
const langs = (shown: ReturnType<typeof shownOf>) => shown.map(({ lang, mark }) => `${lang} ${mark ?? '-'}`);

test('whoever reads the language it was written in sees that alone', () => {
  assert.deepEqual(langs(shownOf(BOTH, ['en'], 'en', false)), ['en authentic']);
  assert.deepEqual(langs(shownOf(BOTH, ['en', 'zh'], 'zh-Hans', false)), ['zh authentic']);
});

test('a translation never stands without what it translates, which comes first', () => {
  assert.deepEqual(langs(shownOf(BOTH, ['en'], 'zh-Hans', false)), ['en authentic', 'zh translation']);
});

test('a text in none of the reader’s languages is shown as it was written', () => {
  assert.deepEqual(langs(shownOf({ fr: 'Pris.', de: 'Weg.' }, ['de'], 'en', false)), ['de authentic']);
});

test('all languages: the authentic ones first, each once', () => {
  assert.deepEqual(langs(shownOf({ ...BOTH, fr: 'Pris.' }, ['zh'], 'en', true)), [
    'zh authentic',
    'en translation',
    'fr translation',
  ]);
});

test('where an act does not say which is authentic, no text is marked', () => {
  assert.deepEqual(langs(shownOf(BOTH, undefined, 'en', false)), ['en -']);
  assert.deepEqual(shownOf({}, undefined, 'en', true), []);
});
