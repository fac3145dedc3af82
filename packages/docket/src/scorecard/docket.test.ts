import assert from 'node:assert/strict';
import { test } from 'node:test';
import { observeDocket } from '#scorecard/docket';
import { scorecardLines } from '#scorecard/lines';
import { scorecardOf } from '#scorecard/scorecard';
import { given, inWorld, received, says, until, type Step, type Story } from '#testing/given';
import { DAY, HOUR, START } from '#testing/world';

const ASK: Step = says('us', 'request.make', {
  as: 'ask',
  body: { to: 'cn', category: 'information', urgency: 'routine' },
});
const REPLY: Step = says('cn', 'request.reply', {
  as: 'reply',
  on: 'ask',
  body: { final: true, outcome: 'fulfilled' },
});
const SCORES = { relevance: 4, completeness: 3, clarity: 5, specificity: 2, usefulness: 4 };

function observed(story: Story, reviewAt = story.world.now) {
  const { docket } = story.docket();
  const states = [...docket.subjects.values()].flatMap(({ state }) => (state === undefined ? [] : [state]));
  const { receipts, rootAt } = story.world.record();
  return observeDocket(states, { house: docket.house, receipts, rootAt }, reviewAt);
}

test('both sides’ ratings are of the reply that its receiver rated last', async () => {
  await given(
    ASK,
    received(),
    says('cn', 'request.reply', { as: 'partial', on: 'ask', body: { final: false, outcome: 'partly' } }),
    REPLY,
    received(),
    says('cn', 'request.self-rate', { on: 'ask', body: (story) => ({ reply: story.id('partial'), ...SCORES }) }),
    says('cn', 'request.self-rate', {
      on: 'ask',
      body: (story) => ({ reply: story.id('reply'), ...SCORES, clarity: 1 }),
    }),
    says('us', 'request.rate', {
      on: 'ask',
      body: (story) => ({ reply: story.id('partial'), ...SCORES, satisfied: false }),
    }),
    until(HOUR),
    received(),
  ).shows((story) => {
    const { ratings } = observed(story).requests[0]!;
    assert.deepEqual(ratings.receiver, { at: START + HOUR, scores: SCORES });
    assert.deepEqual(ratings.giver, { at: START + HOUR, scores: SCORES });
    assert.deepEqual(observed(story, START + HOUR - 1).requests[0]!.ratings, { receiver: null, giver: null });
  });
});

test('updates, checks and hotline acknowledgements are counted where they are owed, drills and rounds for all', async () => {
  await inWorld(
    { terms: { cadence: { sessionDays: 10, checkDays: 10, drillDays: 10 } } },
    ASK,
    says('us', 'contact.check', { as: 'check', body: { to: 'cn', nonce: 'A'.repeat(22) } }),
    says('us', 'hotline.raise', { as: 'item', body: { to: 'cn', about: 'crisis', rung: 1 } }),
    says('us', 'hotline.raise', { as: 'drill', body: { to: 'cn', about: 'crisis', rung: 1, drill: true } }),
    received(),
    until(HOUR),
    says('cn', 'contact.answer', { on: 'check', body: { nonce: 'A'.repeat(22) } }),
    says('cn', 'hotline.acknowledge', { on: 'drill', body: { rung: 1 } }),
    says('cn', 'request.acknowledge', { on: 'ask' }),
    received(),
    until(11 * DAY),
  ).shows((story) => {
    const { occasions } = observed(story);
    const of = (kind: string) => occasions.filter((one) => one.kind === kind);
    assert.deepEqual(
      of('check-answer').map(({ owedBy, doneAt }) => [owedBy, doneAt]),
      [[['cn'], START + HOUR]],
    );
    assert.deepEqual(
      of('hotline').map(({ owedBy, doneAt }) => [owedBy, doneAt]),
      [[['cn'], null]],
    );
    assert.equal(of('update').length, 1);
    for (const kind of ['session', 'check', 'drill']) assert.deepEqual(of(kind)[0]!.owedBy, ['us', 'cn'], kind);
    assert.equal(of('drill')[0]!.doneAt, START + HOUR);
    assert.equal(of('session')[0]!.doneAt, null);
  });
});

test('a card in lines says a lack once, and one category once', async () => {
  await given(ASK, received(), until(30 * DAY), received()).shows((story) => {
    const { world } = story;
    const card = scorecardOf({
      parties: world.parties,
      categories: ['information', 'takedown'],
      ...observed(story),
      period: { from: 0, until: world.now + 1 },
      reviewAt: world.now,
    });
    const lines = scorecardLines(card, ['en', 'zh'], (party) => ({ en: party, zh: party }), true);
    const text = lines.join('\n');
    assert.match(text, /Scorecard of everything/);
    assert.match(text, /计分表/);
    assert.equal(lines.filter((line) => line.includes('1 request, and a figure takes at least 10')).length, 1);
    assert.doesNotMatch(text, /^ information$/m);
    assert.doesNotMatch(text, /NaN|undefined|null/);
  });
});
