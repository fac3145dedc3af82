import assert from 'node:assert/strict';
import test from 'node:test';
import { offsetAt, wallAt } from '#calendar/zones';

const YEAR_2026 = {
  party: 'tal',
  year: 2026,
  body: {
    offsets: [
      { fromUtc: 1767222000, offsetMinutes: 60 },
      { fromUtc: 1774746000, offsetMinutes: 120 },
      { fromUtc: 1792890000, offsetMinutes: 60 },
    ],
  },
};

test('a moment has the offset that its party published for it, and the last one goes on', () => {
  assert.equal(offsetAt([YEAR_2026], 'tal', 1774745999), 60);
  assert.equal(offsetAt([YEAR_2026], 'tal', 1774746000), 120);
  assert.equal(offsetAt([YEAR_2026], 'tal', 1900000000), 60);
});

test('where a party published nothing there is no offset, and none is made up', () => {
  assert.equal(offsetAt([YEAR_2026], 'nor', 1774746000), undefined);
  assert.equal(offsetAt([YEAR_2026], 'tal', 1767221999), undefined);
  assert.equal(offsetAt([{ ...YEAR_2026, body: { offsets: 'x' } }], 'tal', 1774746000), undefined);
});

test('a wall shows the local time', () => {
  assert.equal(wallAt(1774746000, 120).toISOString(), '2026-03-29T03:00:00.000Z');
});
