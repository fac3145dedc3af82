import assert from 'node:assert/strict';
import test from 'node:test';
import { piecesOf } from '#ui/untrusted';

test('an ordinary text in any language is one piece', () => {
  for (const text of ['Naïve “quotes” – 2 GB', '两国 T1078.003 naïve', 'Привет мир', 'αβγ', 'APT-C-39在A网', ''])
    assert.deepEqual(piecesOf(text), text === '' ? [] : [{ text, kind: 'plain' }]);
});

test('a word of two alphabets is a piece of its own', () => {
  assert.deepEqual(piecesOf('pay p\u0430ypal now'), [
    { text: 'pay ', kind: 'plain' },
    { text: 'p\u0430ypal', kind: 'mixed' },
    { text: ' now', kind: 'plain' },
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
