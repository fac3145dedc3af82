import assert from 'node:assert/strict';
import { test } from 'node:test';
import { receiptsOf } from '#receipts';
import type { RequestState } from '#request/kind';
import { observeRequest } from '#scorecard/observe';
import { scorecardOf } from '#scorecard/scorecard';
import { cosigned, given, received, says, until, type Step, type Story } from '#testing/given';
import { HOUR, START } from '#testing/world';

const make = says('us', 'request.make', {
  body: { to: 'cn', category: 'preservation', urgency: 'urgent' },
  as: 'ask',
});
const reply = (final: boolean, outcome: string, ground?: string) =>
  says('cn', 'request.reply', {
    on: 'ask',
    body: { final, outcome, ...(ground === undefined ? {} : { ground }) },
  });

function observed(story: Story, reviewAt = story.world.now) {
  const record = story.world.record();
  const context = { house: story.house(), receipts: receiptsOf(story.world.cosigned), rootAt: record.rootAt };
  return observeRequest(story.state<RequestState>('ask'), context, reviewAt);
}

const asked: Step[] = [make, received()];

test('a request that was served and left has a due time, and nothing else', () =>
  given(...asked, until(60 * HOUR), cosigned('us', 'cn')).shows((story) => {
    const request = observed(story);
    assert.deepEqual(
      { ...request, due: undefined },
      {
        asker: 'us',
        answerer: 'cn',
        category: 'preservation',
        madeAt: request.madeAt,
        servedAt: START,
        acknowledgedAt: null,
        firstReplyAt: null,
        finalAt: null,
        outcome: null,
        returnedAt: null,
        withdrawnAt: null,
        supersededAt: null,
        pauses: [],
        due: undefined,
        ratings: { receiver: null, giver: null },
      },
    );
    const at = START + 48 * HOUR;
    assert.deepEqual(request.due.reply, { dueAt: at, grossDueAt: at, heldAt: START + 60 * HOUR });
  }));

test('a refusal and a lack of capacity are no first reply of substance; what was provable counts', () =>
  given(
    ...asked,
    until(2 * HOUR),
    reply(false, 'capacity-limited'),
    received(),
    until(5 * HOUR),
    reply(false, 'partly'),
    received(),
    until(9 * HOUR),
    reply(true, 'refused', 'security'),
    until(11 * HOUR),
    received(),
  ).shows((story) => {
    const { acknowledgedAt, firstReplyAt, finalAt, outcome } = observed(story);
    assert.deepEqual(
      { acknowledgedAt, firstReplyAt, finalAt, outcome },
      {
        acknowledgedAt: START + 2 * HOUR,
        firstReplyAt: START + 5 * HOUR,
        finalAt: START + 11 * HOUR,
        outcome: 'refused',
      },
    );
  }));

test('a return is an acknowledgement and a pause, a withdrawal an end; the scorecard reads them', () =>
  given(
    ...asked,
    until(10 * HOUR),
    says('cn', 'request.return', { on: 'ask', body: { missing: ['identifiers'] } }),
    received(),
    until(20 * HOUR),
    says('us', 'request.complete', { on: 'ask', body: { supplied: [] } }),
    received(),
    until(30 * HOUR),
    says('us', 'request.withdraw', { on: 'ask', body: { reason: 'mistaken' } }),
    received(),
  ).shows((story) => {
    const request = observed(story);
    assert.equal(request.returnedAt, START + 10 * HOUR);
    assert.deepEqual(request.pauses, [{ from: START + 10 * HOUR, to: START + 20 * HOUR }]);
    assert.equal(request.withdrawnAt, START + 30 * HOUR);
    const card = scorecardOf({
      parties: ['us', 'cn'],
      categories: ['preservation'],
      requests: [request],
      occasions: [],
      period: { from: START, until: START + 1 },
      reviewAt: story.world.now,
    });
    const { asked: all, withdrawn, acknowledged, returned } = card.parties[1]!.answering[0]!.counts;
    assert.deepEqual([all, withdrawn, acknowledged, returned], [1, 1, 1, 1]);
  }));
