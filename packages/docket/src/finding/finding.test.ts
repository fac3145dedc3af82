import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FindingState } from '#finding/kind';
import { findingKind } from '#finding/kind';
import type { SubjectState } from '#kind';
import { cosigned, given, inWorld, received, says, until } from '#testing/given';
import { DAY, HOUR, START } from '#testing/world';

const ALLEGATION = { respondent: 'cn', claimant: 'government', points: [{ no: 1, kind: 'access' }] };
const EXHIBIT = 'E'.repeat(42) + 'A';

const alleged = [says('us', 'case.allege', { body: ALLEGATION, as: 'case' }), received()] as const;

const conclusion = (about: string) => ({
  to: 'cn',
  case: about,
  points: [
    { no: 1, conclusion: 'established' },
    { no: 2, conclusion: 'undetermined' },
  ],
  standard: 'balance-of-probabilities',
});

const proposed = says('us', 'finding.propose', {
  body: (story) => ({ ...conclusion(story.id('case')), expires: START + 10 * DAY }),
  by: ['head'],
  as: 'finding',
});

const signed = (party: string, type: 'endorse' | 'decline', seen?: Record<string, number>) =>
  says(party, type, {
    on: 'finding',
    body: (story) => ({ of: story.id('finding') }),
    as: type,
    ...(seen === undefined ? {} : { seen }),
  });

const status =
  (is: FindingState['status'], jointAt: number | null = null) =>
  (story: { state(name: string): SubjectState }) => {
    const state = story.state('finding') as FindingState;
    assert.equal(state.status, is);
    assert.equal(state.jointAt, jointAt);
    assert.equal(findingKind.standing(state).standing, is);
    assert.equal(findingKind.standing(state).open, is === 'proposed' || is === 'endorsed');
  };

test('a finding is proposed or recorded to another party of the accord', async () => {
  for (const type of ['finding.propose', 'finding.record']) {
    for (const to of ['us', 'ru']) {
      await given(...alleged)
        .when('us', type, {
          body: (story) => ({
            ...conclusion(story.id('case')),
            to,
            ...(type === 'finding.propose' ? { expires: START + DAY } : {}),
          }),
          by: ['head'],
        })
        .refused('finding.other_side');
    }
  }
});

test('a proposed finding waits for the other side', () =>
  given(...alleged, proposed, received()).shows((story) => {
    status('proposed')(story);
    const state = story.state<FindingState>('finding');
    assert.deepEqual(state.sides, ['us', 'cn']);
    assert.equal(state.case, story.id('case'));
    assert.equal(state.standard, 'balance-of-probabilities');
    assert.deepEqual(
      state.points.map(({ no, conclusion: is }) => [no, is]),
      [
        [1, 'established'],
        [2, 'undetermined'],
      ],
    );
  }));

test('an endorsed finding is joint from the receipt of the endorsement', async () => {
  const endorsed = [...alleged, proposed, received(), signed('cn', 'endorse')];
  await given(...endorsed).shows(status('endorsed'));
  await given(...endorsed, until(3 * HOUR), received()).shows(status('joint', START + 3 * HOUR));
});

test('an endorsement that comes too late leaves the finding proposed', () =>
  given(...alleged, proposed, received(), until(9 * DAY), signed('cn', 'endorse'), until(11 * DAY), received()).shows(
    (story) => {
      assert.equal(story.code('endorse'), 'proposal.expired');
      status('proposed')(story);
    },
  ));

test('a declined finding stays a proposal, and names the refusal whose words have the reasons', () =>
  given(...alleged, proposed, received(), signed('cn', 'decline'), received()).shows((story) => {
    status('declined')(story);
    assert.equal(story.state<FindingState>('finding').declinedBy, story.id('decline'));
  }));

test('a withdrawal that the endorser had seen beats its endorsement', () =>
  given(
    ...alleged,
    proposed,
    received(),
    signed('us', 'decline'),
    received(),
    signed('cn', 'endorse'),
    received(),
  ).shows((story) => {
    assert.equal(story.code('endorse'), 'proposal.withdrawn');
    status('withdrawn')(story);
  }));

test('an endorsement that crossed a withdrawal makes the finding joint', () =>
  given(
    ...alleged,
    proposed,
    received(),
    signed('us', 'decline'),
    until(HOUR),
    signed('cn', 'endorse'),
    until(2 * HOUR),
    received(),
  ).shows(status('joint', START + 2 * HOUR)));

test('a witness’s cosignature puts a joint finding in force as the proposer’s does', () =>
  inWorld(
    { witnesses: ['w.example'] },
    ...alleged,
    proposed,
    received(),
    signed('cn', 'endorse'),
    until(2 * HOUR),
    cosigned('w.example', 'cn'),
  ).shows(status('joint', START + 2 * HOUR)));

test('a recorded finding is separate: nobody is asked to endorse it', () =>
  given(
    ...alleged,
    says('cn', 'finding.record', {
      body: (story) => ({ ...conclusion(story.id('case')), to: 'us' }),
      by: ['head'],
      as: 'finding',
    }),
    received(),
    signed('us', 'endorse'),
  ).shows((story) => {
    assert.equal(story.code('endorse'), 'proposal.unknown');
    status('separate')(story);
  }));

test('a finding names its case, the exhibits of its reasons and the finding it replaces', () =>
  given(
    ...alleged,
    proposed,
    says('us', 'finding.record', {
      body: (story) => ({
        ...conclusion(story.id('case')),
        reasons: [{ no: 1, exhibits: [EXHIBIT] }, { no: 2 }, { no: 3, exhibits: [EXHIBIT] }],
        replaces: story.id('finding'),
      }),
      by: ['head'],
      as: 'second',
    }),
  ).shows((story) => {
    const state = story.state<FindingState>('second');
    assert.equal(state.replaces, story.id('finding'));
    assert.deepEqual(findingKind.refers(state), [story.id('case'), EXHIBIT, story.id('finding')]);
  }));

test('points that the case does not have are shown, until a restatement adds them', async () => {
  const what = (story: { state(name: string): SubjectState }) =>
    story.state('finding').obligations.map((one) => one.what);
  await given(...alleged, proposed, received()).shows((story) => {
    assert.deepEqual(story.state('finding').obligations, [
      { what: 'point-unknown-2', because: story.id('case'), since: START, deadline: null },
    ]);
  });
  await given(
    ...alleged,
    proposed,
    received(),
    says('us', 'case.restate', { on: 'case', body: { points: [{ no: 2, kind: 'actor' }] } }),
  ).shows((story) => assert.deepEqual(what(story), []));
});

test('a finding on what is no case, or is not held, has no facts from it', () =>
  given(
    says('us', 'finding.record', { body: conclusion(EXHIBIT), by: ['head'], as: 'first' }),
    says('us', 'finding.record', { body: (story) => conclusion(story.id('first')), by: ['head'], as: 'finding' }),
  ).shows((story) => {
    assert.deepEqual(story.state('first').obligations, []);
    assert.deepEqual(story.state('finding').obligations, []);
  }));

const DIGEST = 'D'.repeat(42) + 'A';

const deposited = [
  ...alleged,
  says('us', 'exhibit.deposit', {
    body: { to: 'cn', kind: 'log-extract' },
    payload: { exhibits: [{ h: DIGEST, n: 1000, ct: 'text/plain' }] },
    as: 'exhibit',
  }),
  received(),
  says('cn', 'finding.record', {
    body: (story) => ({
      ...conclusion(story.id('case')),
      to: 'us',
      points: [{ no: 1, conclusion: 'refuted' }],
      reasons: [
        { no: 1, exhibits: [story.id('exhibit'), story.id('case')] },
        { no: 2, exhibits: [story.id('exhibit')] },
      ],
    }),
    by: ['head'],
    as: 'finding',
  }),
];

test('an exhibit that both sides hold is shown as held, from the registrar’s act', async () => {
  await given(...deposited, received()).shows((story) => assert.deepEqual(story.state('finding').obligations, []));
  const held = says('cn', 'exhibit.held', { on: 'exhibit', body: { digest: DIGEST }, by: ['registrar'], as: 'held' });
  await given(...deposited, held).shows((story) =>
    assert.deepEqual(story.state('finding').obligations, [
      { what: 'exhibit-held', because: story.id('held'), since: null, deadline: null },
    ]),
  );
  await given(...deposited, until(HOUR), held, until(2 * HOUR), received()).shows((story) =>
    assert.equal(story.state('finding').obligations[0]!.since, START + 2 * HOUR),
  );
});

test('an exhibit between others is not one that both sides of a finding hold', () =>
  given(...deposited).shows((story) => {
    const finding = story.state<FindingState>('finding');
    const acts = [{ ...story.state('exhibit').acts[0]!, type: 'exhibit.held', party: 'ru' }];
    const exhibit: SubjectState = { ...story.state('exhibit'), sides: ['us', 'ru'], acts };
    const others = (id: string) => (id === story.id('exhibit') ? exhibit : undefined);
    assert.deepEqual(findingKind.oblige!(finding, others, undefined as never), []);
  }));
