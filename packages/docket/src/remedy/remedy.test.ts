import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import { remedyKind, type RemedyState } from '#remedy/kind';
import { given, received, says, until, type Step, type Story } from '#testing/given';
import { DAY, HOUR, START } from '#testing/world';

const ARREST = { to: 'us', kind: 'arrest' };

const claim = (body: JsonObject = {}): Step =>
  says('cn', 'remedy.claim', { body: { ...ARREST, ...body }, as: 'remedy' });

const claimed = [claim(), received()] as const;

const view = (view: string): Step => says('us', 'remedy.view', { on: 'remedy', body: { view } });

const standing = (story: Story) => remedyKind.standing(story.state<RemedyState>('remedy'));

test('a remedy is claimed towards another party', async () => {
  await given()
    .when('cn', 'remedy.claim', { body: ARREST })
    .allowed((story) => assert.deepEqual(story.state('it').sides, ['cn', 'us']));
  await given()
    .when('cn', 'remedy.claim', { body: { ...ARREST, to: 'cn' } })
    .refused('remedy.to');
  await given()
    .when('cn', 'remedy.claim', { body: { ...ARREST, to: 'ru' } })
    .refused('remedy.to');
});

test('a remedy counts as nothing until the other side has said what it makes of it', async () => {
  await given(...claimed).shows((story) => {
    assert.equal(story.state<RemedyState>('remedy').view, null);
    assert.deepEqual(standing(story), { standing: 'claimed', open: true, category: 'arrest' });
  });
  for (const one of ['accepted', 'not-verified', 'disputed']) {
    await given(...claimed, view(one)).shows((story) =>
      assert.deepEqual(standing(story), { standing: one, open: false, category: 'arrest' }),
    );
  }
});

test('the last view stands, and the earlier ones stay', () =>
  given(...claimed, view('not-verified'), view('accepted')).shows((story) => {
    const { views, view: last } = story.state<RemedyState>('remedy');
    assert.equal(last, 'accepted');
    assert.deepEqual(
      views.map(({ body }) => body['view']),
      ['not-verified', 'accepted'],
    );
  }));

test('nobody views its own claim', () =>
  given(...claimed)
    .when('cn', 'remedy.view', { on: 'remedy', body: { view: 'accepted' } })
    .refused('remedy.own'));

test('a view is owed within the allowance of the accord, and the first one stops it', async () => {
  // Monday 5 January; twenty working days on, at 24:00 UTC of Monday 2 February.
  const dueAt = Math.floor(START / DAY) * DAY + 29 * DAY;
  await given(...claimed).shows((story) => {
    const deadline = story.deadline('remedy', 'view');
    assert.deepEqual([deadline.owedBy, deadline.dueAt, deadline.state], ['us', dueAt, 'running']);
  });
  await given(claim()).shows((story) => assert.equal(story.deadline('remedy', 'view').state, 'not started'));
  await given(...claimed, until(HOUR), view('not-verified'), received(), until(2 * HOUR), view('accepted')).shows(
    (story) => {
      const deadline = story.deadline('remedy', 'view');
      assert.deepEqual([deadline.state, deadline.stoppedAt], ['met', START + HOUR]);
    },
  );
});

test('a remedy is listed under the case, request, commitment and exhibits it names', () =>
  given(
    says('us', 'request.make', { body: { to: 'cn', category: 'takedown', urgency: 'routine' }, as: 'ask' }),
    received(),
    says('cn', 'remedy.claim', {
      body: (story) => ({ ...ARREST, request: story.id('ask'), exhibits: ['x'.repeat(43)] }),
      as: 'remedy',
    }),
    received(),
    says('us', 'remedy.view', { on: 'remedy', body: { view: 'disputed', exhibits: ['y'.repeat(43)] } }),
  ).shows((story) =>
    assert.deepEqual(remedyKind.refers(story.state<RemedyState>('remedy')), [
      story.id('ask'),
      'x'.repeat(43),
      'y'.repeat(43),
    ]),
  ));
