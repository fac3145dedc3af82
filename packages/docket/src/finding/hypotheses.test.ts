import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import { hypothesesKind, type HypothesesState } from '#finding/hypotheses';
import { given, received, says, type Story } from '#testing/given';

const CASE = 'C'.repeat(42) + 'A';
const E1 = 'E'.repeat(42) + 'A';
const E2 = 'F'.repeat(42) + 'A';

const OPENING = {
  to: 'cn',
  case: CASE,
  hypotheses: [
    { no: 1, kind: 'state-directed' },
    { no: 2, kind: 'criminal' },
  ],
  ratings: [{ hypothesis: 1, exhibit: E1, rating: 'consistent', weight: 'high' }],
};

const opened = [says('us', 'hypotheses.rate', { body: OPENING, as: 'matrix' }), received()] as const;

const rates = (party: string, body: JsonObject, as = 'last') =>
  says(party, 'hypotheses.rate', { on: 'matrix', body, as });

const stateOf = (story: Story) => story.state<HypothesesState>('matrix');
const refused = (body: JsonObject, code: string) =>
  given(...opened)
    .when('cn', 'hypotheses.rate', { on: 'matrix', body })
    .refused(code);

test('the first ratings open the matrix of a case and say whose it is', () =>
  given()
    .when('us', 'hypotheses.rate', { body: OPENING, as: 'matrix' })
    .allowed((story) => {
      const { case: about, sides, hypotheses, exhibits, ratings } = stateOf(story);
      const from = story.id('matrix');
      assert.equal(about, CASE);
      assert.deepEqual(sides, ['us', 'cn']);
      assert.deepEqual(exhibits, [E1]);
      assert.deepEqual(hypotheses, [
        { no: 1, kind: 'state-directed', party: 'us', from },
        { no: 2, kind: 'criminal', party: 'us', from },
      ]);
      assert.deepEqual(ratings, [
        { party: 'us', hypothesis: 1, exhibit: E1, by: from, rating: 'consistent', weight: 'high', earlier: [] },
      ]);
      assert.deepEqual(hypothesesKind.refers(stateOf(story)), [CASE, E1]);
    }));

test('what opens a matrix names its case and another party of the accord', async () => {
  const { to, case: about, ...rest } = OPENING;
  for (const body of [
    rest,
    { ...rest, to },
    { ...rest, case: about },
    { ...OPENING, to: 'us' },
    { ...OPENING, to: 'ru' },
  ]) {
    await given().when('us', 'hypotheses.rate', { body }).refused('hypotheses.opening');
  }
});

test('ratings that join a matrix are of its case and to its other side', async () => {
  const added = { ratings: [{ hypothesis: 1, exhibit: E1, rating: 'inconsistent' }] };
  await refused({ ...added, to: 'cn' }, 'hypotheses.elsewhere');
  await refused({ ...added, to: 'ru' }, 'hypotheses.elsewhere');
  await refused({ ...added, case: E1 }, 'hypotheses.elsewhere');
  await given(...opened)
    .when('cn', 'hypotheses.rate', { on: 'matrix', body: { ...added, to: 'us', case: CASE } })
    .allowed();
  await given(...opened)
    .when('cn', 'hypotheses.rate', { on: 'matrix', body: added })
    .allowed();
});

test('either side adds hypotheses, and a number keeps its kind', async () => {
  await refused({ hypotheses: [{ no: 2, kind: 'insider' }], ratings: [] }, 'hypotheses.kind_changed');
  await given(...opened)
    .when('cn', 'hypotheses.rate', {
      on: 'matrix',
      body: {
        hypotheses: [
          { no: 2, kind: 'criminal' },
          { no: 3, kind: 'false-flag' },
        ],
        ratings: [{ hypothesis: 3, exhibit: E2, rating: 'not-applicable' }],
      },
      as: 'theirs',
    })
    .allowed((story) => {
      assert.deepEqual(
        stateOf(story).hypotheses.map(({ no, party }) => [no, party]),
        [
          [1, 'us'],
          [2, 'us'],
          [3, 'cn'],
        ],
      );
      assert.deepEqual(stateOf(story).exhibits, [E1, E2]);
    });
});

test('only hypotheses of the matrix are rated, each once against an exhibit in one act', async () => {
  const one = { hypothesis: 1, exhibit: E1, rating: 'consistent' };
  await refused({ ratings: [{ ...one, hypothesis: 3 }] }, 'hypotheses.unknown');
  await refused({ ratings: [one, { ...one, rating: 'inconsistent' }] }, 'hypotheses.rated_twice');
  await given()
    .when('us', 'hypotheses.rate', { body: { ...OPENING, hypotheses: [] } })
    .refused('hypotheses.unknown');
});

test('an act on a matrix adds or rates something', async () => {
  await refused({ ratings: [] }, 'hypotheses.nothing');
  await given()
    .when('us', 'hypotheses.rate', { body: { to: 'cn', case: CASE, ratings: [] } })
    .refused('hypotheses.nothing');
});

test('the last rating of a side stands, with those before it; the other side’s stands beside it', () =>
  given(
    ...opened,
    rates('us', { ratings: [{ hypothesis: 1, exhibit: E1, rating: 'inconsistent' }] }, 'second'),
    received(),
    rates('cn', { ratings: [{ hypothesis: 1, exhibit: E1, rating: 'consistent', weight: 'low' }] }, 'theirs'),
  ).shows((story) => {
    assert.deepEqual(stateOf(story).ratings, [
      {
        party: 'us',
        hypothesis: 1,
        exhibit: E1,
        by: story.id('second'),
        rating: 'inconsistent',
        weight: null,
        earlier: [{ by: story.id('matrix'), rating: 'consistent', weight: 'high' }],
      },
      {
        party: 'cn',
        hypothesis: 1,
        exhibit: E1,
        by: story.id('theirs'),
        rating: 'consistent',
        weight: 'low',
        earlier: [],
      },
    ]);
  }));

test('a matrix stands as unrated, rated by one side, or by both', async () => {
  const stands = (standing: string) => (story: Story) =>
    assert.deepEqual(hypothesesKind.standing(stateOf(story)), { standing, open: true, category: '-' });
  await given(says('us', 'hypotheses.rate', { body: { ...OPENING, ratings: [] }, as: 'matrix' })).shows(
    stands('unrated'),
  );
  await given(...opened).shows(stands('by-one'));
  await given(...opened, rates('cn', { ratings: [{ hypothesis: 2, exhibit: E1, rating: 'consistent' }] })).shows(
    stands('by-both'),
  );
});
