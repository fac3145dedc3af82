import assert from 'node:assert/strict';
import test from 'node:test';
import { standingWishes, valueAt, wish, wished } from '#founding/wishes';

const accord = { title: { en: 'A' }, terms: { serviceDays: 5, cadence: { checkDays: 91 } }, quorum: 0 };

test('wishes are laid over an accord and leave the rest as it is', () => {
  const after = wished(accord, { 'terms.serviceDays': 7, 'terms.cadence.checkDays': null, 'title.zh': '甲' });
  assert.deepEqual(after, { title: { en: 'A', zh: '甲' }, terms: { serviceDays: 7, cadence: {} }, quorum: 0 });
  assert.equal(accord.terms.serviceDays, 5);
  assert.equal(valueAt(after, 'terms.serviceDays'), 7);
  assert.equal(valueAt(after, 'terms.cadence.checkDays'), undefined);
});

test('a wish for what stands already is none', () => {
  const some = wish({}, accord, 'terms.serviceDays', 7);
  assert.deepEqual(some, { 'terms.serviceDays': 7 });
  assert.deepEqual(wish(some, accord, 'terms.serviceDays', 5), {});
  assert.deepEqual(wish(some, accord, 'terms.serviceDays', undefined), {});
  assert.deepEqual(wish({}, accord, 'terms.cadence.drillDays', null), {});
});

test('what the other side grants meanwhile is wished no more', () => {
  const wishes = { 'terms.serviceDays': 7, quorum: 1 };
  assert.deepEqual(standingWishes(wishes, { ...accord, terms: { serviceDays: 7 } }), { quorum: 1 });
});
