import assert from 'node:assert/strict';
import test from 'node:test';
import { comparedWith } from '#founding/compare';

const FINGERPRINT = 'aB3-_xYz9fingerprint';

test('eight characters as they were read, however they are spaced, are theirs; one other is not', () => {
  assert.equal(comparedWith('aB3- _xYz', FINGERPRINT), 'same');
  assert.equal(comparedWith('aB3-_xYz9f', FINGERPRINT), 'same');
  assert.equal(comparedWith('ab3-_xYz', FINGERPRINT), 'other');
  assert.equal(comparedWith('aB3-_xYz8', FINGERPRINT), 'other');
});

test('too few say nothing yet, and a wrong one is said at once', () => {
  assert.equal(comparedWith('', FINGERPRINT), 'none');
  assert.equal(comparedWith('aB3-', FINGERPRINT), 'none');
  assert.equal(comparedWith('x', FINGERPRINT), 'other');
});
