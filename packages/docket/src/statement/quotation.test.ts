import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkQuotation, QUOTATION_CHARS_MAX, type HeldText } from '#statement/quotation';

const ENGLISH =
  'We have made a firm commitment: neither government will conduct, or knowingly support, cyber-enabled theft. ' +
  'I can’t guarantee the actions of every single person. We will be “watching carefully” what is done — ' +
  'words are to be followed by actions, within 2.5 years.';

const CHINESE =
  '双方同意，各自国家政府均不得从事或者在知情情况下支持网络窃取知识产权。中方是网络安全的“坚定维护者”，愿同各方合作。';

const held: HeldText[] = [
  { act: 'first', language: 'en', text: ENGLISH },
  { act: 'first', language: 'zh', text: CHINESE },
];

const check = (quotation: string) => checkQuotation(quotation, held);

const exact = (quotation: string, passage: string) => {
  const { verdict, passages, differences } = check(quotation);
  assert.deepEqual([verdict, passages[0]?.text, differences], ['exact', passage, []], quotation);
  const { act, language, from, to } = passages[0]!;
  const text = held.find((one) => one.act === act && one.language === language)!.text;
  assert.equal(text.slice(from, to), passage, 'it stands where it is said to stand');
};

const differs = (quotation: string, passage: string, ...differences: [string, string][]) => {
  const checked = check(quotation);
  assert.deepEqual([checked.verdict, checked.passages[0]?.text], ['differs', passage], quotation);
  assert.deepEqual(
    checked.differences.map(({ quoted, held: said }) => [quoted, said]),
    differences,
    quotation,
  );
};

test('what stands there word for word is exact', () => {
  exact('a firm commitment', 'a firm commitment');
  exact(
    'neither government will conduct, or knowingly support',
    'neither government will conduct, or knowingly support',
  );
  exact('各自国家政府均不得从事', '各自国家政府均不得从事');
  exact(ENGLISH, ENGLISH);
});

test('white space is levelled, where it parts words and where it parts nothing', () => {
  exact('a  firm\n\tcommitment', 'a firm commitment');
  exact('a\u00A0firm commitment', 'a firm commitment');
  exact('what is done—words', 'what is done — words');
  exact('各自 国家\n政府　均不得从事', '各自国家政府均不得从事');
  exact('不得从事\u200B或者', '不得从事或者');
});

test('white space is not levelled where it makes another word or number', () => {
  differs('within 2. 5 years', 'within 2.5 years', [' 5', '5']);
  differs('We have made a firm commit ment', 'We have made a firm commitment', ['commit ment', 'commitment']);
});

test('quotation marks are one mark, and those that the quotation is set in are none', () => {
  exact("I can't guarantee the actions", 'I can’t guarantee the actions');
  exact('“a firm commitment”', 'a firm commitment');
  exact('"We will be \'watching carefully\' what is done"', 'We will be “watching carefully” what is done');
  exact('We will be «watching carefully» what is done', 'We will be “watching carefully” what is done');
  exact('“watching carefully”', 'watching carefully');
  exact('「中方是网络安全的『坚定维护者』，愿同各方合作」', '中方是网络安全的“坚定维护者”，愿同各方合作');
});

test('a quotation without the marks that were there differs', () => {
  differs(
    'We will be watching carefully what is done',
    'We will be “watching carefully” what is done',
    ['', '“'],
    ['', '”'],
  );
});

test('nothing else is levelled: case, punctuation, a single character', () => {
  differs('A firm commitment', 'a firm commitment', ['A', 'a']);
  differs(
    'neither government will conduct or knowingly support',
    'neither government will conduct, or knowingly support',
    ['', ','],
  );
  differs('各自国家政府均不会从事', '各自国家政府均不得从事', ['会', '得']);
  differs('各自国家政府均不得从事,或者', '各自国家政府均不得从事或者', [',', '']);
});

test('no whole word is cut', () => {
  differs('I can guarantee the actions', 'I can’t guarantee the actions', ['can', 'can’t']);
  differs('We have made a firm commit', 'We have made a firm commitment', ['commit', 'commitment']);
  assert.equal(checkQuotation('ability', [{ act: 'one', language: 'en', text: 'inability' }]).verdict, 'not-found');
});

test('every difference is named, with what stands there', () => {
  differs(
    'neither governments will conduct, or support, cyber-enabled theft',
    'neither government will conduct, or knowingly support, cyber-enabled theft',
    ['governments', 'government'],
    ['', 'knowingly'],
  );
});

test('what is too far from everything is not found, and the nearest passage is shown all the same', () => {
  const far = check('nobody shall ever support theft of anything by anyone');
  assert.equal(far.verdict, 'not-found');
  assert.equal(far.passages.length, 1);
  assert.deepEqual(check('wholly unrelated'), { verdict: 'not-found', passages: [], differences: [] });
  assert.equal(check('中国承认了全部指控').verdict, 'not-found');
});

test('every text that has the quotation is named, once each and in the order given', () => {
  const texts = ['a firm word, a firm word', 'no word', 'a firm word'].map((text, n) => ({
    act: String(n),
    language: 'en',
    text,
  }));
  const { passages } = checkQuotation('a firm word', texts);
  assert.deepEqual(
    passages.map(({ act, from }) => [act, from]),
    [
      ['0', 0],
      ['2', 0],
    ],
  );
});

test('of texts that are equally near the first is shown, and of others the nearest', () => {
  const texts = ['we never said it', 'we always said that', 'we always said it'].map((text, n) => ({
    act: String(n),
    language: 'en',
    text,
  }));
  assert.equal(checkQuotation('we often said it', texts).passages[0]!.act, '0');
  assert.equal(checkQuotation('they always said it', texts).passages[0]!.act, '2');
});

test('a quotation of nothing is not found, and one that is a text of its own is not taken', () => {
  for (const nothing of ['', ' \n', '“”', '" "']) {
    assert.deepEqual(check(nothing), { verdict: 'not-found', passages: [], differences: [] });
  }
  assert.deepEqual(checkQuotation('word', []), { verdict: 'not-found', passages: [], differences: [] });
  assert.deepEqual(checkQuotation('word', [{ act: 'one', language: 'en', text: ' “” ' }]).verdict, 'not-found');
  assert.throws(() => check('a'.repeat(QUOTATION_CHARS_MAX + 1)), RangeError);
});

test('any passage between whole tokens is exact, and where it is said to stand is what stands there', () => {
  const characters = Array.from("ab可以，。 “”'’.-— \n２");
  const text = fc.array(fc.constantFrom(...characters), { maxLength: 30 }).map((list) => list.join(''));
  fc.assert(
    fc.property(text, text, text, (before, quotation, after) => {
      const texts = [{ act: 'one', language: 'en', text: `${before} ${quotation} ${after}` }];
      const { verdict, passages } = checkQuotation(quotation, texts);
      for (const { from, to, text: passage } of passages) assert.equal(texts[0]!.text.slice(from, to), passage);
      // An apostrophe at the edge of the quotation may be within a word of the text.
      if (/[ab可以２]/u.test(quotation) && !/['’]/.test(before + quotation + after)) assert.equal(verdict, 'exact');
    }),
    { numRuns: 300 },
  );
});

test('any two texts are compared, and what is not exact says what is different', () => {
  const unit = fc.constantFrom(
    'a',
    'b',
    'A',
    '可',
    '以',
    '，',
    '"',
    '’',
    ' ',
    '.',
    '-',
    '\n',
    '\uD800',
    '\u0301',
    '😀',
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), fc.string({ unit, maxLength: 60 }), (a, b) => {
      const { verdict, passages, differences } = checkQuotation(a, [{ act: 'one', language: 'en', text: b }]);
      assert.equal(verdict === 'exact', differences.length === 0 && passages.length > 0);
    }),
    { numRuns: 300 },
  );
});
