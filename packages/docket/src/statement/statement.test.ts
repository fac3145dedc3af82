import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import { statementKind, type StatementState } from '#statement/kind';
import { given, received, says, until, type Step, type Story } from '#testing/given';
import { DAY, HOUR, START } from '#testing/world';

const CLEAR = { to: 'cn', occasion: 'press', marking: { tlp: 'clear' } };

const issue = (body: JsonObject = {}): Step =>
  says('us', 'statement.issue', { by: ['head'], body: { ...CLEAR, ...body }, as: 'said' });

const proposed = [issue({ expires: START + 10 * DAY }), received()] as const;

const endorse = says('cn', 'endorse', { on: 'said', body: (story) => ({ of: story.id('said') }) });

const standing = (story: Story) => statementKind.standing(story.state<StatementState>('said'));

test('a statement speaks of the dialogue with another party', async () => {
  await given()
    .when('us', 'statement.issue', { by: ['head'], body: CLEAR })
    .allowed((story) => assert.deepEqual(story.state('it').sides, ['us', 'cn']));
  await given()
    .when('us', 'statement.issue', { by: ['head'], body: { ...CLEAR, to: 'us' } })
    .refused('statement.to');
  await given()
    .when('us', 'statement.issue', { by: ['head'], body: { ...CLEAR, to: 'ru' } })
    .refused('statement.to');
});

test('a public statement is clear, and nothing else', async () => {
  for (const marking of [{ tlp: 'green' }, { tlp: 'clear', pap: 'clear' }]) {
    await given()
      .when('us', 'statement.issue', { by: ['head'], body: { ...CLEAR, marking } })
      .refused('act.body');
  }
});

test('without an endorsement asked for, a statement is single', () =>
  given(issue(), received()).shows((story) =>
    assert.deepEqual(standing(story), { standing: 'single', open: false, category: 'press' }),
  ));

test('a statement that asks to be joint is proposed, and joint once the endorsement was received', async () => {
  await given(...proposed).shows((story) =>
    assert.deepEqual(standing(story), { standing: 'proposed', open: true, category: 'press' }),
  );
  await given(...proposed, until(HOUR), endorse).shows((story) =>
    assert.equal(standing(story).standing, 'proposed', 'nobody has cosigned the endorsement'),
  );
  await given(...proposed, until(HOUR), endorse, received()).shows((story) =>
    assert.deepEqual(standing(story), { standing: 'joint', open: false, category: 'press' }),
  );
});

test('a statement whose endorsement was declined or withdrawn stays what one side said', async () => {
  const decline = (party: string) =>
    says(party, 'decline', { by: ['head'], on: 'said', body: (story) => ({ of: story.id('said') }) });
  await given(...proposed, decline('cn'), received()).shows((story) =>
    assert.deepEqual(standing(story), { standing: 'single', open: false, category: 'press' }),
  );
  await given(...proposed, decline('us'), received()).shows((story) =>
    assert.equal(standing(story).standing, 'single'),
  );
});

test('an endorsement that came too late makes nothing joint', () =>
  given(...proposed, until(11 * DAY), endorse, received()).shows((story) => {
    assert.equal(story.code('last'), 'proposal.expired');
    assert.equal(standing(story).standing, 'proposed');
  }));

test('a statement is listed under what it is about', () =>
  given(
    says('us', 'request.make', { body: { to: 'cn', category: 'takedown', urgency: 'routine' }, as: 'ask' }),
    says('us', 'statement.issue', {
      by: ['head'],
      body: (story) => ({ ...CLEAR, about: [{ request: story.id('ask') }] }),
      as: 'said',
    }),
  ).shows((story) => assert.deepEqual(statementKind.refers(story.state<StatementState>('said')), [story.id('ask')])));
