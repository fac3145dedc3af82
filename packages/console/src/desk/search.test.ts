import assert from 'node:assert/strict';
import test from 'node:test';
import { parseAssignments, parseDuty, parseNotes, parseNumbers, parseOptions } from '#desk/search';

test('of an address only what is in order is read', () => {
  assert.deepEqual(parseNotes({ who: 'mine', more: 1 }), { who: 'mine' });
  assert.deepEqual(parseNotes({ who: 'others' }), {});
  assert.deepEqual(parseOptions({ state: 'considered' }), {});
  assert.deepEqual(parseOptions({ state: 'drafted' }), { state: 'drafted' });
  assert.deepEqual(parseAssignments({ of: 'a b' }), {});
  assert.deepEqual(parseAssignments({ of: 'Zk3_-' }), { of: 'Zk3_-' });
  for (const week of ['1', 0, 1.5, 1e9, null]) assert.deepEqual(parseDuty({ week }), {});
  assert.deepEqual(parseDuty({ week: -4 }), { week: -4 });
  assert.deepEqual(parseNumbers({ q: '  ' }), {});
  assert.deepEqual(parseNumbers({ q: 2025 }), { q: '2025' });
});
