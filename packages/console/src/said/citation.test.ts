import assert from 'node:assert/strict';
import test from 'node:test';
import { citationOf } from '#said/citation';

const act = {
  id: 'A'.repeat(43),
  party: 'us',
  index: 12,
  log: 'us.example/parley/x/us',
  delivery: { received: [{ party: 'cn', at: 1_795_421_640 }] },
};
const name = (party: string) => party.toUpperCase();
const en = { say: (text: string) => text };

test('a citation has the whole id, the place, and when the other side had it', () => {
  assert.equal(
    citationOf(act, name, en),
    `act ${act.id}, US, entry 12, received by CN 2026-11-23 08:14 UTC, log us.example/parley/x/us`,
  );
});

test('a citation of what nobody holds yet says so', () => {
  assert.match(citationOf({ ...act, delivery: { received: [] } }, name, en), /not received yet/);
});
