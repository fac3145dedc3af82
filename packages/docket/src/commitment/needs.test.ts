import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import type { CommitmentState } from '#commitment/kind';
import { needsOf } from '#commitment/needs';
import { given, received, says, type Step, type Story } from '#testing/given';
import { DAY, START } from '#testing/world';

const BODY = {
  to: 'us',
  elements: [
    { no: 1, element: 'act' },
    { no: 2, element: 'knowledge' },
  ],
  criteria: [
    { no: 1, element: 1, by: 'absence', indicator: 'thefts' },
    { no: 2, element: 1, by: 'judgement' },
    { no: 3, element: 2, by: 'judgement' },
  ],
  from: '2026-01-05',
  until: '2026-12-31',
};

const undertake = (body: JsonObject = {}): Step =>
  says('cn', 'commitment.undertake', { by: ['head'], body: { ...BODY, ...body }, as: 'word' });

const assess = (party: string, no: number, verdict: string, criterion: number, body: JsonObject = {}): Step =>
  says(party, 'commitment.assess', {
    by: ['head'],
    on: 'word',
    body: { elements: [{ no, verdict, criterion, confidence: 'low' }], ...body },
    as: 'verdict',
  });

const endorse = (party: string, of: string): Step =>
  says(party, 'endorse', { on: 'word', body: (story) => ({ of: story.id(of) }) });

const needs = (story: Story) =>
  needsOf(story.state<CommitmentState>('word')).map(({ of, criterion, why }) => [of, criterion.no, why]);

test('at first the other side needs to see every element by every criterion', () =>
  given(undertake(), received()).shows((story) => {
    assert.deepEqual(needs(story), [
      ['us', 1, 'not-assessed'],
      ['us', 2, 'not-assessed'],
      ['us', 3, 'not-assessed'],
    ]);
    assert.deepEqual(needsOf(story.state<CommitmentState>('word'))[0], {
      obligor: 'cn',
      of: 'us',
      element: { no: 1, element: 'act' },
      criterion: { no: 1, by: 'absence', indicator: 'thefts' },
      why: 'not-assessed',
      confidence: null,
      verdict: null,
      claimed: null,
    });
  }));

test('what the obligor claims, or finds of itself, takes nothing off the list', () =>
  given(
    undertake(),
    received(),
    says('cn', 'commitment.report', { on: 'word', body: { elements: [{ no: 2, claimed: 'done' }] }, as: 'report' }),
    assess('cn', 2, 'fulfilled', 3),
  ).shows((story) => {
    const need = needsOf(story.state<CommitmentState>('word')).at(-1)!;
    assert.deepEqual([need.why, need.claimed], ['not-assessed', { claimed: 'done', by: story.id('report') }]);
  }));

test('the last verdict of the other side by a criterion says why, and fulfilled takes it off', async () => {
  await given(
    undertake(),
    received(),
    assess('us', 1, 'fulfilled', 1),
    assess('us', 1, 'partly', 2),
    assess('us', 2, 'cannot-be-assessed', 3),
  ).shows((story) => {
    assert.deepEqual(needs(story), [
      ['us', 2, 'partly'],
      ['us', 3, 'cannot-be-assessed'],
    ]);
    assert.equal(needsOf(story.state<CommitmentState>('word')).at(-1)!.verdict, story.id('verdict'));
  });
  await given(undertake(), received(), assess('us', 1, 'fulfilled', 1), assess('us', 1, 'disputed', 1)).shows((story) =>
    assert.deepEqual(needs(story)[0], ['us', 1, 'disputed'], 'what was called fulfilled is not any more'),
  );
});

test('a verdict of both takes a criterion off, one that was only proposed does not', async () => {
  const proposal = assess('cn', 2, 'fulfilled', 3, { expires: START + DAY });
  await given(undertake(), received(), proposal, received()).shows((story) => assert.equal(needs(story).length, 3));
  await given(undertake(), received(), proposal, received(), endorse('us', 'verdict'), received()).shows((story) =>
    assert.deepEqual(needs(story), [
      ['us', 1, 'not-assessed'],
      ['us', 2, 'not-assessed'],
    ]),
  );
});

test('of a commitment that binds both, each side needs to see the other’s part, and nothing before it binds', async () => {
  const proposed = [undertake({ expires: START + DAY }), received()] as const;
  await given(...proposed).shows((story) => assert.deepEqual(needs(story), []));
  await given(...proposed, endorse('us', 'word'), received(), assess('cn', 2, 'fulfilled', 3)).shows((story) =>
    assert.deepEqual(needs(story), [
      ['us', 1, 'not-assessed'],
      ['us', 2, 'not-assessed'],
      ['us', 3, 'not-assessed'],
      ['cn', 1, 'not-assessed'],
      ['cn', 2, 'not-assessed'],
    ]),
  );
});
