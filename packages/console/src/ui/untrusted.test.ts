import assert from 'node:assert/strict';
import test from 'node:test';
import { piecesOf } from '#ui/untrusted';

test('an ordinary text in any language is one piece', () => {
  for (const text of [
    'Naïve “quotes” – 2 GB',
    '两国 T1078.003 naïve',
    'Привет мир',
    'αβγ',
    'The agency ТАСС reports, with Москва',
    'Một điều kiện, e\u0301e\u0302',
    'APT-C-39在A网',
    '',
  ])
    assert.deepEqual(
      piecesOf(text).filter(({ kind }) => kind !== 'plain' && kind !== 'alike'),
      [],
      text,
    );
});

test('a word of two alphabets is a piece of its own', () => {
  assert.deepEqual(piecesOf('pay p\u0430ypal now'), [
    { text: 'pay ', kind: 'plain' },
    { text: 'p\u0430ypal', kind: 'mixed' },
    { text: ' now', kind: 'plain' },
  ]);
});

test('in a Latin text a word that only looks Latin is a piece of its own, and a word of that alphabet is none', () => {
  const [, alike] = piecesOf('sent to \u0440\u0430\u0443 today');
  assert.deepEqual(alike, { text: '\u0440\u0430\u0443', kind: 'alike' });
  assert.deepEqual(piecesOf('he lives in Москва now'), [{ text: 'he lives in Москва now', kind: 'plain' }]);
  assert.deepEqual(piecesOf('он хор и сор'), [{ text: 'он хор и сор', kind: 'plain' }]);
});

test('marks heaped on one letter are a piece of their own', () => {
  assert.deepEqual(piecesOf('a\u0301\u0302\u0303\u0304\u0305b'), [
    { text: 'a', kind: 'plain' },
    { text: '\u0301\u0302\u0303\u0304\u0305', kind: 'unseen' },
    { text: 'b', kind: 'plain' },
  ]);
});

test('each character that is not seen is a piece of its own, and nothing is lost', () => {
  const text = 'a\u202eb\u200b\u200bc';
  const pieces = piecesOf(text);
  assert.deepEqual(
    pieces.map(({ kind }) => kind),
    ['plain', 'unseen', 'plain', 'unseen', 'unseen', 'plain'],
  );
  assert.equal(pieces.map((piece) => piece.text).join(''), text);
});
