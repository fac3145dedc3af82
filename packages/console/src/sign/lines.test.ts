import assert from 'node:assert/strict';
import test from 'node:test';
import { linesOf } from '#sign/lines';

const meaning = {
  en: {
    head: [
      ['Act', 'Request (request.make)'],
      ['Accord', 'abc'],
    ],
    facts: [['Category', 'information']],
    texts: [
      ['What is asked [en, authentic]', 'Name the account.'],
      ['What is asked [zh, translation]', '请指明账户。'],
      ['Reasons [en]', 'It was used twice.'],
      ['Reference', 'a\nb'],
    ],
  },
  zh: {
    head: [
      ['文书', '请求 (request.make)'],
      ['协约', 'abc'],
    ],
    facts: [['类别', '信息']],
    texts: [
      ['请求内容 [en，作准文本]', 'Name the account.'],
      ['请求内容 [zh，译文]', '请指明账户。'],
      ['理由 [en]', 'It was used twice.'],
      ['本方卷号', 'a\nb'],
    ],
  },
} satisfies Parameters<typeof linesOf>[0];

test('texts of one thing stand beside each other by language, each marked as it was signed', () => {
  const { said } = linesOf(meaning);
  assert.deepEqual(said, [
    {
      en: 'What is asked',
      zh: '请求内容',
      texts: [
        { lang: 'en', mark: { en: 'authentic', zh: '作准文本' }, text: 'Name the account.' },
        { lang: 'zh', mark: { en: 'translation', zh: '译文' }, text: '请指明账户。' },
      ],
    },
    { en: 'Reasons', zh: '理由', texts: [{ lang: 'en', mark: { en: '', zh: '' }, text: 'It was used twice.' }] },
    { en: 'Reference', zh: '本方卷号', texts: [{ lang: 'und', mark: { en: '', zh: '' }, text: 'a\nb' }] },
  ]);
});

test('every line of a meaning is set somewhere', () => {
  const { head, frame, facts, said } = linesOf(meaning);
  assert.deepEqual(
    [...head, ...frame, ...facts].map(({ en }) => en),
    ['Act', 'Accord', 'Category'],
  );
  assert.equal(said.flatMap(({ texts }) => texts).length, meaning.en.texts.length);
});
