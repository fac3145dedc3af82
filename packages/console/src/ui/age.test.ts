import assert from 'node:assert/strict';
import test from 'node:test';
import { ageOf } from '#ui/age';

test('an age is told in the unit in which one says it, and never made longer than it is', () => {
  assert.deepEqual(ageOf(-8.2), { value: -8, unit: 'second' });
  assert.deepEqual(ageOf(-119), { value: -1, unit: 'minute' });
  assert.deepEqual(ageOf(31 * 3600 + 1800), { value: 31, unit: 'hour' });
  assert.deepEqual(ageOf(-3 * 86_400 - 5), { value: -3, unit: 'day' });
  assert.deepEqual(ageOf(-700 * 86_400), { value: -700, unit: 'day' });
  assert.deepEqual(ageOf(-1100 * 86_400), { value: -3, unit: 'year' });
});
