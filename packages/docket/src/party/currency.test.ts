import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import { currencyOf } from '#party/currency';
import { defaultTerms } from '#terms';
import { given, inWorld, received, says, until, type Story } from '#testing/given';
import { DAY, START } from '#testing/world';

const DESK = { no: 1, desk: 'policy', zone: 'UTC', languages: ['en'], channels: [{ no: 1, by: 'node' }] };
const contacts = says('us', 'contact.publish', { body: { desks: [DESK] } });
const NEW_YEAR = START - 4 * DAY - 9 * 3600;
const YEAR = 365 * DAY;

const calendar = (year: number, begins: number) =>
  says('us', 'calendar.publish', {
    body: { year, nonWorking: [], makeUp: [], offsets: [{ fromUtc: begins, offsetMinutes: 0 }] },
  });

const us = (story: Story, asOf: number) => currencyOf(story.house(), asOf)[0]!;

test('every party is told of, in the accord’s order', () =>
  inWorld({ parties: ['us', 'cn', 'fr'] }).shows((story) =>
    assert.deepEqual(
      currencyOf(story.house(), START).map(({ party }) => party),
      ['us', 'cn', 'fr'],
    ),
  ));

test('a list of contacts is stale after the accord’s days of review', async () => {
  await given().shows((story) =>
    assert.deepEqual(us(story, START).contacts, { state: 'none', publishedAt: null, staleAt: null }),
  );
  await given(contacts, until(2 * DAY), received()).shows((story) => {
    const publishedAt = START + 2 * DAY;
    const staleAt = publishedAt + 365 * DAY;
    assert.deepEqual(us(story, publishedAt).contacts, { state: 'current', publishedAt, staleAt });
    assert.equal(us(story, staleAt - 1).contacts.state, 'current');
    assert.equal(us(story, staleAt).contacts.state, 'stale');
    assert.equal(us(story, publishedAt - 1).contacts.state, 'none');
  });
  await inWorld({ terms: { contactsReviewDays: 10 } }, contacts, received()).shows((story) =>
    assert.equal(us(story, START + 10 * DAY).contacts.state, 'stale'),
  );
});

test('a new list is current again, from when it was signed until the others have it', () =>
  given(contacts, received(), until(400 * DAY), contacts).shows((story) => {
    assert.equal(us(story, START + 399 * DAY).contacts.state, 'stale');
    assert.deepEqual(us(story, START + 400 * DAY).contacts, {
      state: 'current',
      publishedAt: START + 400 * DAY,
      staleAt: START + 765 * DAY,
    });
  }));

test('the days of review are those of the terms in force at the moment', () => {
  const terms = { ...defaultTerms, contactsReviewDays: 30 } as JsonObject;
  const from = START + 100 * DAY;
  return given(
    contacts,
    says('us', 'accord.amend', {
      by: ['head', 'second'],
      body: { from, expires: START + DAY, terms },
      as: 'amendment',
    }),
    received(),
    says('cn', 'endorse', { by: ['head'], body: (story) => ({ of: story.id('amendment') }) }),
    received(),
  ).shows((story) => {
    assert.equal(us(story, from - 1).contacts.state, 'current');
    assert.equal(us(story, from).contacts.state, 'stale');
  });
});

test('a calendar is missing until the others have received it, and late from the beginning of its year', async () => {
  const missing = (story: Story, asOf: number) => us(story, asOf).calendars.map(({ year, late }) => [year, late]);
  await given().shows((story) => {
    assert.deepEqual(us(story, START).calendars, [
      { year: 2026, since: NEW_YEAR, late: true },
      { year: 2027, since: NEW_YEAR + YEAR, late: false },
    ]);
    assert.deepEqual(missing(story, NEW_YEAR - 1), [
      [2025, true],
      [2026, false],
    ]);
  });
  await given(calendar(2026, NEW_YEAR), calendar(2027, NEW_YEAR + YEAR), until(DAY), received()).shows((story) => {
    assert.deepEqual(missing(story, START), [
      [2026, true],
      [2027, false],
    ]);
    assert.deepEqual(missing(story, START + DAY), []);
    assert.deepEqual(missing(story, NEW_YEAR + YEAR), [[2028, false]]);
  });
  await given(calendar(2026, NEW_YEAR)).shows((story) =>
    assert.deepEqual(missing(story, START + DAY), [
      [2026, true],
      [2027, false],
    ]),
  );
});
