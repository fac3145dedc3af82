import assert from 'node:assert/strict';
import { test } from 'node:test';
import { docketAt, subjectAt } from '#asof';
import type { CaseState } from '#case/kind';
import { refuseWaiting } from '#decide';
import { receiptsOf } from '#receipts';
import { given, inWorld, received, says, until, cosigned } from '#testing/given';
import { DAY, HOUR, START } from '#testing/world';

const ALLEGATION = {
  respondent: 'cn',
  claimant: 'government',
  points: [
    { no: 1, kind: 'access' },
    { no: 2, kind: 'actor' },
  ],
};

const alleged = [says('us', 'case.allege', { body: ALLEGATION, as: 'case' }), received()] as const;

test('an allegation opens a case with its points unanswered', () =>
  given()
    .when('us', 'case.allege', { body: ALLEGATION, as: 'case' })
    .allowed((story) => {
      const state = story.state<CaseState>('case');
      assert.deepEqual(state.sides, ['us', 'cn']);
      assert.deepEqual(
        state.points.map(({ view }) => view),
        ['unanswered', 'unanswered'],
      );
      assert.equal(state.stance, null);
    }));

test('a party alleges against another party of the accord', async () => {
  await given()
    .when('us', 'case.allege', { body: { ...ALLEGATION, respondent: 'us' } })
    .refused('case.respondent');
  await given()
    .when('us', 'case.allege', { body: { ...ALLEGATION, respondent: 'ru' } })
    .refused('case.respondent');
});

test('either party may allege: nothing knows who the accuser is', () =>
  given()
    .when('cn', 'case.allege', { body: { ...ALLEGATION, respondent: 'us' } })
    .allowed());

test('an act names a subject that was opened before it', async () => {
  await given()
    .when('cn', 'case.acknowledge', { payload: { subject: 'A'.repeat(43) } })
    .refused('act.no_subject');
  await given(...alleged)
    .when('cn', 'case.acknowledge')
    .refused('act.subject_missing');
  await given(...alleged)
    .when('us', 'case.allege', { body: ALLEGATION, on: 'case' })
    .refused('act.subject_unexpected');
});

test('only the respondent acknowledges, and once', async () => {
  await given(...alleged)
    .when('us', 'case.acknowledge', { on: 'case' })
    .refused('case.not_respondent');
  await given(...alleged)
    .when('cn', 'case.acknowledge', { on: 'case', body: { desk: 'policy' } })
    .allowed((story) => {
      assert.equal(story.state<CaseState>('case').acknowledged?.desk, 'policy');
      assert.equal(story.state<CaseState>('case').stance, null, 'acknowledged is not accepted');
    });
  await given(...alleged, says('cn', 'case.acknowledge', { on: 'case' }))
    .when('cn', 'case.acknowledge', { on: 'case' })
    .refused('case.acknowledged');
});

test('acknowledgement is owed within 72 hours of the receipt', () =>
  given(says('us', 'case.allege', { body: ALLEGATION, as: 'case' }), until(5 * HOUR), received())
    .at(6 * HOUR)
    .shows((story) => {
      const { startsAt, dueAt, state } = story.deadline('case', 'acknowledge');
      assert.deepEqual(
        { startsAt, dueAt, state },
        { startsAt: START + 5 * HOUR, dueAt: START + 77 * HOUR, state: 'running' },
      );
    }));

test('no deadline starts before the allegation was received', () =>
  given(says('us', 'case.allege', { body: ALLEGATION, as: 'case' }))
    .at(40 * DAY)
    .shows((story) => {
      assert.equal(story.deadline('case', 'acknowledge').state, 'not started');
      assert.equal(story.deadline('case', 'position').state, 'not started');
    }));

test('a position implies acknowledgement', () =>
  given(...alleged, until(HOUR), says('cn', 'case.position', { on: 'case', body: { stance: 'deny' } }), received())
    .at(2 * HOUR)
    .shows((story) => {
      assert.equal(story.deadline('case', 'acknowledge').state, 'met');
      assert.equal(story.deadline('case', 'position').state, 'met');
      assert.equal(story.state<CaseState>('case').acknowledged, null);
    }));

test('the position is owed from the acknowledgement', () =>
  given(...alleged, until(HOUR), says('cn', 'case.acknowledge', { on: 'case' }), received())
    .at(2 * HOUR)
    .shows((story) => assert.equal(story.deadline('case', 'position').startsAt, START + HOUR)));

test('the position is owed from when the acknowledgement was due, if that is first', async () => {
  await given(...alleged)
    .at(73 * HOUR)
    .shows((story) => {
      assert.equal(story.deadline('case', 'position').startsAt, START + 72 * HOUR);
    });
  await given(...alleged, until(100 * HOUR), says('cn', 'case.acknowledge', { on: 'case' }), received()).shows(
    (story) => {
      assert.equal(story.deadline('case', 'acknowledge').state, 'met late');
      assert.equal(story.deadline('case', 'position').startsAt, START + 72 * HOUR);
    },
  );
});

test('an answer stops a deadline when it was covered, not when its officer says', () =>
  given(
    ...alleged,
    until(100 * HOUR),
    says('cn', 'case.acknowledge', { on: 'case', at: START + HOUR }),
    received(),
  ).shows((story) => assert.equal(story.deadline('case', 'acknowledge').state, 'met late')));

test('a witness’s cosignature stops a deadline that the counterpart would let run', () =>
  inWorld(
    { witnesses: ['w.example'] },
    ...alleged,
    until(10 * HOUR),
    says('cn', 'case.acknowledge', { on: 'case' }),
    cosigned('w.example', 'cn'),
    until(200 * HOUR),
    received(),
  ).shows((story) => {
    const { state, stoppedAt } = story.deadline('case', 'acknowledge');
    assert.deepEqual({ state, stoppedAt }, { state: 'met', stoppedAt: START + 10 * HOUR });
  }));

test('an act is served by a witness’s cosignature and the accord’s service days, unless a receipt is earlier', async () => {
  const options = { witnesses: ['w.example'] };
  const said = says('us', 'case.allege', { body: ALLEGATION, as: 'case' });
  await inWorld(options, said, cosigned('w.example', 'us'))
    .at(6 * DAY)
    .shows((story) => {
      assert.equal(story.state('case').acts[0]!.servedAt, START + 5 * DAY);
      assert.equal(story.deadline('case', 'acknowledge').startsAt, START + 5 * DAY);
      assert.equal(story.deadline('case', 'acknowledge', START + 4 * DAY).state, 'not started');
    });
  await inWorld(options, said, cosigned('w.example', 'us'), until(DAY), received()).shows((story) => {
    assert.equal(story.state('case').acts[0]!.servedAt, START + DAY);
  });
  await given(said)
    .at(30 * DAY)
    .shows((story) => assert.equal(story.state('case').acts[0]!.servedAt, null));
});

test('a lapse counts only once the log was cosigned without the answer after the due time', async () => {
  await given(...alleged)
    .at(80 * HOUR)
    .shows((story) => {
      const { state, heldAt } = story.deadline('case', 'acknowledge');
      assert.deepEqual({ state, heldAt }, { state: 'due', heldAt: START });
    });
  await given(...alleged, until(72 * HOUR), cosigned('us', 'cn'))
    .at(80 * HOUR)
    .shows((story) => {
      assert.equal(story.deadline('case', 'acknowledge').state, 'lapsed');
      assert.equal(story.deadline('case', 'acknowledge', START + 71 * HOUR).state, 'running');
    });
  await inWorld({ witnesses: ['w.example'] }, ...alleged, until(73 * HOUR), cosigned('w.example', 'cn'))
    .at(80 * HOUR)
    .shows((story) => assert.equal(story.deadline('case', 'acknowledge').state, 'lapsed'));
});

test('a late answer turns a lapse into met late', () =>
  given(
    ...alleged,
    until(73 * HOUR),
    cosigned('us', 'cn'),
    until(90 * HOUR),
    says('cn', 'case.acknowledge', { on: 'case' }),
    received(),
  ).shows((story) => {
    assert.equal(story.deadline('case', 'acknowledge', START + 80 * HOUR).state, 'lapsed');
    assert.equal(story.deadline('case', 'acknowledge').state, 'met late');
  }));

test('a position answers points by their numbers and may be restated; every version stays', () =>
  given(
    ...alleged,
    says('cn', 'case.position', { on: 'case', body: { stance: 'deny', points: [{ no: 1, view: 'contest' }] } }),
  )
    .when('cn', 'case.position', { on: 'case', body: { stance: 'accept-in-part', points: [{ no: 2, view: 'agree' }] } })
    .allowed((story) => {
      const state = story.state<CaseState>('case');
      assert.deepEqual(
        state.points.map(({ view }) => view),
        ['contested', 'agreed'],
      );
      assert.equal(state.stance, 'accept-in-part');
      assert.equal(state.positions.length, 2);
    }));

test('a position answers no point that is not there', () =>
  given(...alleged)
    .when('cn', 'case.position', { on: 'case', body: { stance: 'deny', points: [{ no: 3, view: 'contest' }] } })
    .refused('case.point_unknown'));

test('a claimant takes no position on its own allegation', () =>
  given(...alleged)
    .when('us', 'case.position', { on: 'case', body: { stance: 'deny' } })
    .refused('case.not_respondent'));

test('a restatement adds points unanswered and keeps answers', () =>
  given(
    ...alleged,
    says('cn', 'case.position', { on: 'case', body: { stance: 'deny', points: [{ no: 1, view: 'contest' }] } }),
    received(),
  )
    .when('us', 'case.restate', {
      on: 'case',
      body: {
        points: [
          { no: 1, kind: 'taking' },
          { no: 3, kind: 'intent' },
        ],
      },
    })
    .allowed((story) =>
      assert.deepEqual(
        story.state<CaseState>('case').points.map(({ no, kind, view }) => ({ no, kind, view })),
        [
          { no: 1, kind: 'taking', view: 'contested' },
          { no: 2, kind: 'actor', view: 'unanswered' },
          { no: 3, kind: 'intent', view: 'unanswered' },
        ],
      ),
    ));

test('a restatement says something, and only the claimant makes one', async () => {
  await given(...alleged)
    .when('us', 'case.restate', { on: 'case' })
    .refused('case.restates_nothing');
  await given(...alleged)
    .when('cn', 'case.restate', { on: 'case', body: { evidence: true } })
    .refused('case.not_claimant');
});

test('a withdrawal stays on the record, voids what was owed, and what the respondent then says is still heard', async () => {
  const withdrawn = [
    ...alleged,
    until(HOUR),
    says('us', 'case.withdraw', { on: 'case', body: { reason: 'mistaken' } }),
    received(),
  ];
  await given(...withdrawn)
    .at(100 * HOUR)
    .shows((story) => {
      assert.equal(story.state<CaseState>('case').withdrawn?.reason, 'mistaken');
      assert.equal(story.deadline('case', 'acknowledge').state, 'void');
      assert.equal(story.deadline('case', 'position').state, 'void');
    });
  await given(...withdrawn)
    .when('cn', 'case.position', { on: 'case', body: { stance: 'deny' } })
    .allowed();
  await given(...withdrawn)
    .when('us', 'case.withdraw', { on: 'case', body: { reason: 'other' } })
    .refused('case.withdrawn');
  await given(...withdrawn)
    .when('us', 'case.restate', { on: 'case', body: { evidence: true } })
    .refused('case.withdrawn');
  await given(...alleged)
    .when('cn', 'case.withdraw', { on: 'case', body: { reason: 'other' } })
    .refused('case.not_claimant');
});

test('a withdrawal after the due time does not undo a lapse', () =>
  given(
    ...alleged,
    until(73 * HOUR),
    cosigned('us', 'cn'),
    says('us', 'case.withdraw', { on: 'case', body: { reason: 'other' } }),
    received('cn'),
  ).shows((story) => assert.equal(story.deadline('case', 'acknowledge').state, 'lapsed')));

test('either side links the case to another', async () => {
  const other = { relation: 'restates', case: 'B'.repeat(42) + 'A' };
  await given(...alleged)
    .when('us', 'case.link', { on: 'case', body: other })
    .allowed();
  await given(...alleged)
    .when('cn', 'case.link', { on: 'case', body: other })
    .allowed((story) => assert.equal(story.state<CaseState>('case').links[0]?.party, 'cn'));
  await given(...alleged)
    .when('us', 'case.link', { on: 'case', body: (story) => ({ relation: 'related', case: story.id('case') }) })
    .refused('case.self_link');
});

test('a third party observes', () =>
  inWorld({ parties: ['us', 'cn', 'fr'] }, ...alleged)
    .when('fr', 'note', { on: 'case', body: (story) => ({ about: story.id('case'), kind: 'contest' }) })
    .refused('act.not_a_side'));

test('acts of another kind do not belong', () =>
  given(...alleged)
    .when('cn', 'request.acknowledge', { on: 'case' })
    .refused('act.wrong_kind'));

test('a whole docket at a moment is its subjects at that moment', () =>
  given(
    ...alleged,
    says('us', 'request.make', { body: { to: 'cn', category: 'takedown', urgency: 'routine' }, as: 'ask' }),
  )
    .at(HOUR)
    .shows((story) => {
      const { docket } = story.docket();
      const receipts = receiptsOf(story.world.cosigned);
      const at = docketAt(docket, START + HOUR, receipts);
      assert.deepEqual([...at.keys()], [story.id('case'), story.id('ask')]);
      assert.deepEqual(at.get(story.id('case')), subjectAt(story.state('case'), START + HOUR, docket.house, receipts));
      assert.deepEqual(
        at.get(story.id('case'))!.services.map(({ service }) => service),
        ['receipt'],
      );
      assert.deepEqual(
        at.get(story.id('ask'))!.services.map(({ service }) => service),
        ['none'],
      );
    }));

test('an act that has seen more than is held is refused at filing, with what it waits for', () =>
  assert.equal(refuseWaiting({ party: 'us', index: 7 }, { party: 'cn', size: 9 }).refusal.code, 'act.waits'));
