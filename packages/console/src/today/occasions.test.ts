import assert from 'node:assert/strict';
import test from 'node:test';
import { nextSession } from '#today/occasions';

const NOW = Date.UTC(2026, 10, 23, 13) / 1000;

const session = (round: number, days: string[], agreed: number | null) => ({
  state: {
    convenings: days.map((from, no) => ({ id: `${round}.${no}`, body: { from, round }, inForceAt: null })),
    agreed: { convening: agreed === null ? null : `${round}.${agreed}` },
  },
});

test('the next session is the nearest one ahead, by the dates agreed, else by those proposed last', () => {
  const past = session(1, ['2026-11-22'], 0);
  const proposed = session(3, ['2026-12-01', '2027-03-01'], null);
  const agreed = session(2, ['2027-01-20', '2027-02-20'], 0);
  assert.deepEqual(nextSession([past, proposed, agreed], NOW), {
    days: 58,
    from: Date.UTC(2027, 0, 20) / 1000,
    round: 2,
    agreed: true,
  });
  assert.deepEqual(nextSession([past, proposed], NOW), {
    days: 98,
    from: Date.UTC(2027, 2, 1) / 1000,
    round: 3,
    agreed: false,
  });
});

test('a session that begins today is still ahead; where there is none, none is made up', () => {
  assert.equal(nextSession([session(1, ['2026-11-23'], 0)], NOW)?.days, 0);
  assert.equal(nextSession([session(1, ['2026-11-22'], 0)], NOW), undefined);
});
