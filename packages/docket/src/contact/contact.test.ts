import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contactKind, type ContactState } from '#contact/kind';
import { cosigned, given, inWorld, received, says, until, type Step } from '#testing/given';
import { DAY, HOUR, START } from '#testing/world';

const NONCE = 'abcdefghijklmnopqrstuv';

const check: Step = says('us', 'contact.check', { body: { to: 'cn', nonce: NONCE }, as: 'check' });

const answer = { on: 'check', body: { nonce: NONCE } };

test('a check is sent to another party', async () => {
  await given()
    .when('us', 'contact.check', { body: { to: 'cn', nonce: NONCE }, as: 'check' })
    .allowed((story) => {
      const state = story.state<ContactState>('check');
      assert.deepEqual(state.sides, ['us', 'cn']);
      assert.deepEqual(contactKind.standing(state), { standing: 'open', open: true, category: '-' });
    });
  await given()
    .when('us', 'contact.check', { body: { to: 'us', nonce: NONCE } })
    .refused('contact.addressee');
  await given()
    .when('us', 'contact.check', { body: { to: 'ru', nonce: NONCE } })
    .refused('contact.addressee');
});

test('only who is checked answers, once, with the nonce that was sent', async () => {
  await given(check, received()).when('us', 'contact.answer', answer).refused('contact.not_addressee');
  await given(check, received())
    .when('cn', 'contact.answer', { on: 'check', body: { nonce: 'A'.repeat(22) } })
    .refused('contact.nonce');
  await given(check, received())
    .when('cn', 'contact.answer', answer)
    .allowed((story) => {
      const state = story.state<ContactState>('check');
      assert.deepEqual(contactKind.standing(state), { standing: 'answered', open: false, category: '-' });
    });
  await given(check, received(), says('cn', 'contact.answer', answer))
    .when('cn', 'contact.answer', answer)
    .refused('contact.answered');
});

test('a registrar may answer, so that the node can do it by itself', () =>
  given(check, received())
    .when('cn', 'contact.answer', { ...answer, by: ['registrar'] })
    .allowed());

test('the answer is owed within the allowance, from when the check was served', async () => {
  await given(check, until(2 * HOUR), received()).shows((story) => {
    const { startsAt, dueAt, owedBy, owedTo, state } = story.deadline('check', 'answer');
    assert.deepEqual(
      { startsAt, dueAt, owedBy, owedTo, state },
      { startsAt: START + 2 * HOUR, dueAt: START + 26 * HOUR, owedBy: 'cn', owedTo: 'us', state: 'running' },
    );
  });
  await given(check)
    .at(90 * DAY)
    .shows((story) => assert.equal(story.deadline('check', 'answer').state, 'not started'));
});

test('an answer is in time when it was covered by the due time, late afterwards, and a lapse needs proof', async () => {
  const answered = (seconds: number) =>
    given(check, received(), until(seconds), says('cn', 'contact.answer', answer), received());
  await answered(24 * HOUR).shows((story) => assert.equal(story.deadline('check', 'answer').state, 'met'));
  await answered(24 * HOUR + 1).shows((story) => assert.equal(story.deadline('check', 'answer').state, 'met late'));
  await given(check, received())
    .at(24 * HOUR)
    .shows((story) => assert.equal(story.deadline('check', 'answer').state, 'due'));
  await given(check, received(), until(24 * HOUR), cosigned('us', 'cn')).shows((story) => {
    assert.equal(story.deadline('check', 'answer').state, 'lapsed');
    assert.equal(story.deadline('check', 'answer', START + 24 * HOUR - 1).state, 'running');
  });
});

test('a witness proves an answer that the counterpart does not receive', () =>
  inWorld(
    { witnesses: ['w.example'] },
    check,
    received(),
    until(HOUR),
    says('cn', 'contact.answer', answer),
    cosigned('w.example', 'cn'),
    until(9 * DAY),
    received(),
  ).shows((story) => assert.equal(story.deadline('check', 'answer').stoppedAt, START + HOUR)));
