import assert from 'node:assert/strict';
import test from 'node:test';
import { clocksAgree, isComplete } from '#founding/line';

type Side = Parameters<typeof isComplete>[0]['sides'][number];

const side: Side = {
  id: 'us',
  own: true,
  names: {},
  signed: true,
  openedAt: 1,
  receivedAt: 2,
  registrar: true,
  check: { state: 'answered', sentAt: 3, answeredAt: 4 },
  officers: 1,
  contacts: { receivedAt: 5, roundTheClock: true },
  reachable: null,
  clock: null,
};
const theirs: Side = { ...side, id: 'cn', own: false, reachable: true, clock: { aheadSeconds: -1, at: 6 } };

test('the line is complete when the nodes have done their part and people are there on both sides', () => {
  assert.ok(isComplete({ done: true, sides: [side, theirs] }));
  assert.ok(!isComplete({ done: false, sides: [side, theirs] }));
  assert.ok(!isComplete({ done: true, sides: [{ ...side, officers: 0 }, theirs] }));
  assert.ok(!isComplete({ done: true, sides: [side, { ...theirs, contacts: null }] }));
  assert.ok(!isComplete({ done: true, sides: [side, { ...theirs, reachable: false }] }));
  assert.ok(!isComplete({ done: true, sides: [side, { ...theirs, clock: { aheadSeconds: 400, at: 6 } }] }));
});

test('clocks agree as long as nothing signed by one is too early for the other', () => {
  assert.ok(clocksAgree(0) && clocksAgree(-150) && !clocksAgree(151));
});
