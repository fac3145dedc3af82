import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deadlinesOf, waitingIn, waitsOf, type WaitAt } from '#obligations/waits';
import { given, received, says, until, type Step, type Story } from '#testing/given';
import { DAY, HOUR, START } from '#testing/world';

const POINTS = [
  { no: 1, kind: 'access' },
  { no: 2, kind: 'harm' },
];

const alleged: Step = says('us', 'case.allege', {
  body: { respondent: 'cn', claimant: 'cert', points: POINTS },
  as: 'case',
});
const asked: Step = says('us', 'request.make', {
  body: { to: 'cn', category: 'information', urgency: 'routine' },
  as: 'request',
});
const took = (points: { no: number; view: string }[]): Step =>
  says('cn', 'case.position', { on: 'case', body: { stance: 'deny', points } });

/** What waits, in short. */
function lines(story: Story, name: string, asOf: number): string[] {
  return waitsOf(story.state(name), START + asOf).map(line);
}

function line({ party, what, for: owed, state, points }: WaitAt): string {
  return `${party} ${what} ${owed} ${state}${points === undefined ? '' : ` ${points.join()}`}`;
}

test('a deadline waits on whoever owes the answer, from its start until the answer, overdue or not', () =>
  given(
    asked,
    until(2 * HOUR),
    received(),
    says('cn', 'request.acknowledge', { on: 'request' }),
    until(5 * HOUR),
    received(),
  ).shows((story) => {
    assert.deepEqual(lines(story, 'request', HOUR), []);
    assert.deepEqual(lines(story, 'request', 3 * HOUR), [
      'cn deadline acknowledge running',
      'cn deadline reply running',
    ]);
    const left = (state: string) => ['reply', 'update'].map((owed) => `cn deadline ${owed} ${state}`);
    assert.deepEqual(lines(story, 'request', 6 * HOUR), left('running'));
    assert.deepEqual(lines(story, 'request', 90 * DAY), left('overdue'));
  }));

test('what is paused waits on nobody', () =>
  given(
    asked,
    received(),
    says('cn', 'request.return', { on: 'request', body: { missing: ['basis'] } }),
    until(HOUR),
    received(),
  ).shows((story) => {
    assert.deepEqual(lines(story, 'request', 2 * HOUR), []);
  }));

test('points wait on the respondent until it has answered each, or the case is over', async () => {
  await given(alleged, received()).shows((story) => {
    const all = waitsOf(story.state('case'), START);
    assert.deepEqual(all.map(line), ['cn deadline acknowledge running', 'cn points position running 1,2']);
  });
  await given(alleged, received(), took([{ no: 2, view: 'contest' }]), received()).shows((story) => {
    assert.deepEqual(lines(story, 'case', HOUR), ['cn points position open 1']);
  });
  const both = POINTS.map(({ no }) => ({ no, view: 'agree' }));
  await given(alleged, received(), took(both), received()).shows((story) => {
    assert.deepEqual(lines(story, 'case', HOUR), []);
  });
  await given(
    alleged,
    received(),
    says('us', 'case.withdraw', { on: 'case', body: { reason: 'mistaken' } }),
    received(),
  ).shows((story) => assert.deepEqual(lines(story, 'case', HOUR), []));
});

test('points are due with the position, while it is owed', () =>
  given(alleged, received(), says('cn', 'case.acknowledge', { on: 'case' }), until(HOUR), received()).shows((story) => {
    const [position, points] = waitsOf(story.state('case'), START + HOUR);
    assert.deepEqual([position!.for, points!.what, points!.dueAt], ['position', 'points', position!.dueAt]);
  }));

test('a proposal waits on the other side until it is answered, withdrawn or expired', async () => {
  const expires = START + 5 * DAY;
  const body = {
    to: 'cn',
    case: 'E'.repeat(42) + 'A',
    points: [{ no: 1, conclusion: 'established' }],
    standard: 'not-stated',
    expires,
  };
  const proposed: Step = says('us', 'finding.propose', { by: ['head'], body, as: 'finding' });
  const answered = (party: string, type: string): Step =>
    says(party, type, { by: ['head'], on: 'finding', body: (story) => ({ of: story.id('finding') }) });
  await given(proposed).shows((story) => {
    assert.deepEqual(lines(story, 'finding', 5 * DAY), ['cn proposal finding.propose running']);
    assert.deepEqual(lines(story, 'finding', 5 * DAY + 1), []);
  });
  for (const [party, type] of [
    ['cn', 'endorse'],
    ['cn', 'decline'],
    ['us', 'decline'],
  ] as const) {
    await given(proposed, received(), answered(party, type), received()).shows((story) =>
      assert.deepEqual(lines(story, 'finding', HOUR), [], `${party} ${type}`),
    );
  }
});

test('what is owed because of another subject waits as well, and a check that nobody answered', async () => {
  const sealed: Step = says('us', 'exhibit.seal', {
    body: (story) => ({ to: 'cn', kind: 'analysis', opensOn: { reply: story.id('request') } }),
    payload: { seals: [{ c: 'A'.repeat(43), n: 4096, ct: 'application/pdf' }] },
    as: 'exhibit',
  });
  const replied: Step = says('cn', 'request.reply', { on: 'request', body: { final: true, outcome: 'fulfilled' } });
  await given(asked, sealed, received(), replied, until(HOUR), received()).shows((story) => {
    assert.deepEqual(lines(story, 'exhibit', 2 * HOUR), ['us obligation disclose running']);
    assert.deepEqual(lines(story, 'exhibit', 60 * DAY), ['us obligation disclose overdue']);
  });
  const check: Step = says('us', 'contact.check', { body: { to: 'cn', nonce: 'A'.repeat(22) }, as: 'check' });
  await given(check, received()).shows((story) =>
    assert.deepEqual(lines(story, 'check', HOUR), ['cn deadline answer running']),
  );
});

test('whatever waits comes in one order, deadlines in that of the subject', () =>
  given(alleged, received()).shows((story) => {
    const state = story.state('case');
    const waiting = waitingIn(state);
    assert.deepEqual(
      waiting.slice(0, 2).map(({ wait }) => [wait.for, wait.dueAt]),
      deadlinesOf(state).map(({ for: owed, dueAt }) => [owed, dueAt]),
    );
    assert.deepEqual(waitsOf(state, START), waitsOf(structuredClone(state), START));
  }));
