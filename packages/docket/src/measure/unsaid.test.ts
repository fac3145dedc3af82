import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import type { MeasureState } from '#measure/kind';
import { unsaidAt } from '#measure/unsaid';
import { given, says, type Step } from '#testing/given';
import { DAY, START } from '#testing/world';

/** 00:00 UTC of Monday 5 January 2026. */
const MONDAY = Math.floor(START / DAY) * DAY;

const announce = (body: JsonObject): Step =>
  says('us', 'measure.announce', {
    by: ['head'],
    body: { to: 'cn', kind: 'tariff', orientation: 'both', ...body },
    as: 'measure',
  });

const vary = (state: string, from: string, body: JsonObject = {}): Step =>
  says('us', 'measure.vary', { by: ['head'], on: 'measure', body: { state, reason: 'other', from, ...body } });

const shows = (steps: Step[], asOf: number, ...days: [string, number][]) =>
  given(...steps).shows((story) =>
    assert.deepEqual(
      unsaidAt(story.state<MeasureState>('measure'), asOf).map(({ day, at }) => [day, at]),
      days,
    ),
  );

test('a threat whose time ran out, with nothing said of it since', async () => {
  const threat = announce({ state: 'threatened', by: START + DAY });
  await shows([threat], START + DAY - 1);
  await shows([threat], START + DAY, ['by', START + DAY]);
  await shows([threat, vary('expired', '2026-01-07')], START + 9 * DAY);
  await shows([threat, vary('in-force', '2026-01-07')], START + 9 * DAY);
});

test('an announced measure that was not said to be in force on its day', async () => {
  const announced = announce({ state: 'announced', effective: '2026-01-08' });
  await shows([announced], MONDAY + 3 * DAY - 1);
  await shows([announced], MONDAY + 3 * DAY, ['effective', MONDAY + 3 * DAY]);
  await shows([announced, vary('in-force', '2026-01-08')], MONDAY + 9 * DAY);
});

test('a review whose day passed, unless something was said for that day or later', async () => {
  const reviewed = announce({ state: 'in-force', review: '2026-01-08' });
  await shows([reviewed], MONDAY + 4 * DAY - 1);
  await shows([reviewed], MONDAY + 4 * DAY, ['review', MONDAY + 4 * DAY]);
  await shows([reviewed, vary('suspended', '2026-01-07')], MONDAY + 4 * DAY, ['review', MONDAY + 4 * DAY]);
  await shows([reviewed, vary('suspended', '2026-01-08')], MONDAY + 4 * DAY);
});

test('a sunset that passed without an end or an extension', async () => {
  const ends = announce({ state: 'in-force', sunset: '2026-01-08' });
  await shows([ends], MONDAY + 4 * DAY - 1);
  await shows([ends], MONDAY + 4 * DAY, ['sunset', MONDAY + 4 * DAY]);
  await shows([ends, vary('extended', '2026-01-08', { sunset: '2026-02-08' })], MONDAY + 4 * DAY);
  await shows([ends, vary('expired', '2026-01-08')], MONDAY + 4 * DAY);
});
