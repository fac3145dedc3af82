import assert from 'node:assert/strict';
import test from 'node:test';
import { hoursAt } from '#calendar/hours';

const YEAR = {
  party: 'cn',
  year: 2026,
  body: {
    closingMinute: 1080,
    makeUp: ['2026-11-21'],
    nonWorking: ['2026-11-24'],
    offsets: [{ fromUtc: 1767196800, offsetMinutes: 480 }],
  },
};

const at = (text: string) => Date.parse(text) / 1000;

test('a working day ends at its closing time, and is over after it', () => {
  assert.deepEqual(hoursAt([YEAR], 'cn', at('2026-11-23T09:59:59Z')), { closesAt: at('2026-11-23T10:00:00Z') });
  assert.deepEqual(hoursAt([YEAR], 'cn', at('2026-11-23T10:00:00Z')), { closedAt: at('2026-11-23T10:00:00Z') });
});

test('a weekend is no working day unless it makes up for one, and a holiday is none', () => {
  assert.equal(hoursAt([YEAR], 'cn', at('2026-11-22T03:00:00Z')), 'none');
  assert.equal(hoursAt([YEAR], 'cn', at('2026-11-24T03:00:00Z')), 'none');
  assert.notEqual(hoursAt([YEAR], 'cn', at('2026-11-21T03:00:00Z')), 'none');
  assert.equal(hoursAt([YEAR], 'cn', at('2026-11-23T16:00:00Z')), 'none', 'it is the 24th there');
});

test('of a party that has published nothing, nothing is said', () => {
  assert.equal(hoursAt([YEAR], 'us', at('2026-11-23T03:00:00Z')), undefined);
  assert.equal(hoursAt([YEAR], 'cn', at('2027-01-11T03:00:00Z')), undefined);
});
