import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { encodeCanonical } from '@parley/record/json';
import fc from 'fast-check';
import { docketDigest, subjectDigest, type Cut } from '#digest';

test('the digest of a state is that of its canonical JSON', () => {
  assert.equal(
    subjectDigest({ b: 1, a: [null, 'x'] }),
    createHash('sha256').update('{"a":[null,"x"],"b":1}').digest('base64url'),
  );
});

test('the docket digest is that of the canonical JSON of all of it, in any order given', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), fc.string()), {
        selector: ([id]) => id,
        maxLength: 20,
      }),
      fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b'), fc.nat(50), fc.constantFrom('act.body', 'act.repeated')), {
        selector: ([origin, index]) => `${origin} ${index}`,
      }),
      (subjects, disregarded) => {
        const cut: Cut = { 'a/parley/x/a': { size: 3, receipts: { b: 2 } } };
        const sorted = {
          accord: 'x',
          cut,
          disregarded: disregarded.toSorted((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1])),
          subjects: subjects.toSorted(([a], [b]) => (a < b ? -1 : 1)),
        };
        const expected = createHash('sha256').update(encodeCanonical(sorted)).digest('base64url');
        assert.equal(docketDigest({ accord: 'x', cut, subjects, disregarded: disregarded.toReversed() }), expected);
      },
    ),
  );
});

test('a docket of many subjects is hashed in parts', () => {
  const subjects = Array.from({ length: 2501 }, (_, at) => [String(at).padStart(5, '0'), 'd'] as const);
  const expected = createHash('sha256')
    .update(encodeCanonical({ accord: 'x', cut: {}, disregarded: [], subjects: subjects.map((one) => [...one]) }))
    .digest('base64url');
  assert.equal(docketDigest({ accord: 'x', cut: {}, subjects, disregarded: [] }), expected);
});
