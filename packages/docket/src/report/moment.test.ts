import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeInstant, parseInstant, parseReviewAt } from '#report/moment';

test('a moment is read as it is written', () => {
  const moments = fc.integer({ min: 0, max: 253_402_300_799 });
  fc.assert(fc.property(moments, (seconds) => parseInstant(encodeInstant(seconds)) === seconds));
  assert.equal(parseInstant('2016-06-14T09:30:00Z'), Date.UTC(2016, 5, 14, 9, 30) / 1000);
});

test('a review date is a moment, or the end of its day', () => {
  assert.equal(parseReviewAt('2016-06-14'), Date.UTC(2016, 5, 15) / 1000 - 1);
  assert.equal(parseReviewAt('2016-06-14T09:30:00Z'), Date.UTC(2016, 5, 14, 9, 30) / 1000);
});

test('what is no date is none', () => {
  for (const text of [
    '',
    '2016',
    '2016-02-30',
    '2016-06-14T09:30Z',
    '2016-06-14T24:00:00Z',
    '2016-02-30T09:30:00Z',
    '2016-06-14T09:30:00+01:00',
    ' 2016-06-14',
  ])
    assert.equal(parseReviewAt(text), undefined, text);
});
