import assert from 'node:assert/strict';
import test from 'node:test';
import { monthsOf, stretchesOf } from '#accord/days';

test('a year has its days off and its make-up days where they are', () => {
  const months = monthsOf(2026, { nonWorking: ['2026-10-01'], makeUp: ['2026-10-10'] });
  assert.equal(months.flat().filter(({ kind }) => kind !== 'blank').length, 365);
  const october = months[9]!;
  // 2026-10-01 is a Thursday.
  assert.deepEqual(
    october.slice(0, 5).map(({ kind }) => kind),
    ['blank', 'blank', 'blank', 'off', 'work'],
  );
  assert.equal(october.find(({ date }) => date === '2026-10-10')!.kind, 'makeUp');
  assert.equal(october.find(({ date }) => date === '2026-10-11')!.kind, 'weekend');
});

test('days in a row are one stretch', () => {
  assert.deepEqual(stretchesOf(['2026-10-02', '2026-10-01', '2026-12-31']), [
    { from: '2026-10-01', to: '2026-10-02', days: 2 },
    { from: '2026-12-31', to: '2026-12-31', days: 1 },
  ]);
  assert.deepEqual(stretchesOf(undefined), []);
});
