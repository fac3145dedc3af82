import assert from 'node:assert/strict';
import test from 'node:test';
import { desksOf, staleSince } from '#accord/contacts';

test('contacts are stale once the days of review are over', () => {
  assert.equal(staleSince(1000, { contactsReviewDays: 90 }), 1000 + 90 * 86_400);
  assert.equal(staleSince(null, { contactsReviewDays: 90 }), undefined);
  assert.equal(staleSince(1000, {}), undefined);
});

test('a desk is its codes with the words of the same number, and words that are not held are left out', () => {
  const body = {
    desks: [
      {
        no: 1,
        desk: 'policy',
        hours: [{ fromMinute: 540, untilMinute: 1050 }],
        workingDaysOnly: true,
        zone: 'Asia/Shanghai',
        languages: ['zh'],
        channels: [
          { no: 1, by: 'telephone' },
          { no: 2, by: 'e-mail' },
        ],
      },
    ],
  };
  const words = {
    desks: [{ no: 1, name: { en: 'Duty desk' }, channels: [{ no: 1, address: '+86 10' }] }],
    persons: [
      { desk: 1, name: 'Li' },
      { desk: 2, name: 'Wu' },
    ],
  };
  const [desk] = desksOf({ body, words });
  assert.deepEqual(desk, {
    no: 1,
    desk: 'policy',
    name: { en: 'Duty desk' },
    hours: ['09:00–17:30'],
    workingDaysOnly: true,
    zone: 'Asia/Shanghai',
    languages: ['zh'],
    channels: [
      { no: 1, by: 'telephone', address: '+86 10' },
      { no: 2, by: 'e-mail', address: undefined },
    ],
    persons: ['Li'],
  });
  assert.equal(desksOf({ body, words: {} })[0]!.name, undefined);
});
