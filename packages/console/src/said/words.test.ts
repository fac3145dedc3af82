import assert from 'node:assert/strict';
import test from 'node:test';
import { authenticOf, itemsIn, lineIn, textsIn } from '#said/words';

test('a member of the form that its act gives it is taken', () => {
  assert.deepEqual(textsIn({ text: { en: 'Taken.' } }, 'text'), { en: 'Taken.' });
  assert.deepEqual(textsIn({ reasons: { en: 'Why.' } }, 'text', 'reasons'), { en: 'Why.' });
  assert.equal(lineIn({ reference: 'BV-446/26' }, 'reference'), 'BV-446/26');
  assert.deepEqual([...itemsIn({ points: [{ no: 2, text: {} }] }, 'points').keys()], [2]);
  assert.deepEqual(authenticOf({ authentic: ['zh'] }), ['zh']);
});

test('whatever else stands there is as if it were not held', () => {
  for (const odd of [null, 5, true, [], {}, [[1]], [null], ['a', 7], { en: 5 }, { en: { en: 'x' } }, [{ no: '1' }]]) {
    const words = { member: odd };
    assert.equal(textsIn(words, 'member'), undefined, JSON.stringify(odd));
    assert.equal(lineIn(words, 'member'), undefined, JSON.stringify(odd));
    assert.deepEqual(itemsIn(words, 'member'), new Map(), JSON.stringify(odd));
  }
  assert.equal(lineIn({ reference: ' ' }, 'reference'), undefined);
  assert.deepEqual(authenticOf({ authentic: [5, 'en'] }), ['en']);
  assert.equal(authenticOf({ authentic: 'en' }), undefined);
});

test('of two items with one number the first counts', () => {
  const items = itemsIn(
    {
      points: [
        { no: 1, text: 'a' },
        { no: 1, text: 'b' },
      ],
    },
    'points',
  );
  assert.equal(items.get(1)?.['text'], 'a');
});
