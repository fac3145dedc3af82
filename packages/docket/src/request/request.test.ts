import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import { subjectDigest } from '#digest';
import type { RequestState } from '#request/kind';
import { cosigned, given, inWorld, received, says, until, type Step } from '#testing/given';
import { DAY, HOUR, START } from '#testing/world';

const ASK = { to: 'cn', category: 'preservation', urgency: 'urgent' };

const make = (body: JsonObject = {}): Step => says('us', 'request.make', { body: { ...ASK, ...body }, as: 'ask' });

const made = [make(), received()] as const;

const reply = (body: JsonObject = {}) => ({ on: 'ask', body: { final: true, outcome: 'fulfilled', ...body } });

test('a request is made of another party', async () => {
  await given()
    .when('us', 'request.make', { body: ASK, as: 'ask' })
    .allowed((story) => assert.deepEqual(story.state('ask').sides, ['us', 'cn']));
  await given()
    .when('us', 'request.make', { body: { ...ASK, to: 'us' } })
    .refused('request.addressee');
  await given()
    .when('us', 'request.make', { body: { ...ASK, to: 'ru' } })
    .refused('request.addressee');
});

test('the reply is owed within the allowance of the category', async () => {
  await given(...made).shows((story) => assert.equal(story.deadline('ask', 'reply').dueAt, START + 48 * HOUR));
  await given(make({ category: 'takedown' }), received()).shows((story) => {
    // Monday 5 January; five working days on, at 24:00 UTC of Monday 12 January.
    assert.equal(story.deadline('ask', 'reply').dueAt, Math.floor(START / DAY) * DAY + 8 * DAY);
    assert.deepEqual(story.deadline('ask', 'reply').provisional, [2026]);
  });
});

test('the requester may set the time, and the floor holds', async () => {
  await given(make({ due: START + 30 * HOUR }), received()).shows((story) => {
    assert.equal(story.deadline('ask', 'reply').dueAt, START + 30 * HOUR);
  });
  await given(make({ due: START + HOUR }), received()).shows((story) => {
    assert.equal(story.deadline('ask', 'reply').dueAt, START + 24 * HOUR);
  });
  await given(make({ due: START + 90 * DAY }), received()).shows((story) => {
    assert.equal(story.deadline('ask', 'reply').dueAt, START + 90 * DAY);
  });
});

test('a reply, or a return, implies acknowledgement', async () => {
  await given(...made, until(HOUR), says('cn', 'request.reply', reply({ final: false })), received()).shows((story) => {
    assert.equal(story.deadline('ask', 'acknowledge').state, 'met');
    assert.equal(story.deadline('ask', 'reply').state, 'running', 'a partial reply does not stop it');
  });
  await given(
    ...made,
    until(HOUR),
    says('cn', 'request.return', { on: 'ask', body: { missing: ['identifiers'] } }),
    received(),
  ).shows((story) => assert.equal(story.deadline('ask', 'acknowledge').state, 'met'));
});

test('only the addressee acknowledges, returns and replies', async () => {
  await given(...made)
    .when('us', 'request.acknowledge', { on: 'ask' })
    .refused('request.not_addressee');
  await given(...made)
    .when('us', 'request.return', { on: 'ask', body: { missing: ['asked'] } })
    .refused('request.not_addressee');
  await given(...made)
    .when('us', 'request.reply', reply())
    .refused('request.not_addressee');
});

test('only the requester completes, withdraws and notes silence', async () => {
  await given(...made)
    .when('cn', 'request.complete', { on: 'ask', body: { supplied: [] } })
    .refused('request.not_requester');
  await given(...made)
    .when('cn', 'request.withdraw', { on: 'ask', body: { reason: 'mistaken' } })
    .refused('request.not_requester');
  await given(...made)
    .when('cn', 'request.note-silence', { on: 'ask', body: { deadline: 'reply', held: { size: 6, time: START } } })
    .refused('request.not_requester');
});

test('a request is acknowledged once', () =>
  given(...made, says('cn', 'request.acknowledge', { on: 'ask' }))
    .when('cn', 'request.acknowledge', { on: 'ask' })
    .refused('request.acknowledged'));

test('the final reply ends the exchange', async () => {
  const answered = [...made, says('cn', 'request.reply', reply()), received()] as const;
  await given(...answered).shows((story) => {
    assert.equal(story.deadline('ask', 'reply').state, 'met');
    assert.equal(story.state<RequestState>('ask').outcome, 'fulfilled');
  });
  await given(...answered)
    .when('cn', 'request.reply', reply())
    .refused('request.answered');
  await given(...answered)
    .when('us', 'request.withdraw', { on: 'ask', body: { reason: 'other' } })
    .refused('request.answered');
  await given(...answered)
    .when('cn', 'request.return', { on: 'ask', body: { missing: ['asked'] } })
    .refused('request.answered');
  await given(...answered)
    .when('us', 'request.complete', { on: 'ask', body: { supplied: [] } })
    .refused('request.answered');
  await given(...answered)
    .when('cn', 'request.acknowledge', { on: 'ask' })
    .allowed();
});

test('a refusal, and nothing else, names its ground', async () => {
  await given(...made)
    .when('cn', 'request.reply', reply({ outcome: 'refused' }))
    .refused('act.body');
  await given(...made)
    .when('cn', 'request.reply', reply({ outcome: 'fulfilled', ground: 'security' }))
    .refused('act.body');
  await given(...made)
    .when('cn', 'request.reply', reply({ outcome: 'refused', ground: 'security' }))
    .allowed();
});

const returned = [
  ...made,
  until(10 * HOUR),
  says('cn', 'request.return', { on: 'ask', body: { missing: ['identifiers'] } }),
  received(),
] as const;

const completed = says('us', 'request.complete', { on: 'ask', body: { supplied: ['identifiers'] } });

test('a return pauses the reply until the completion is received; gross and net are kept', async () => {
  await given(...returned)
    .at(100 * HOUR)
    .shows((story) => {
      const { state, dueAt, grossDueAt } = story.deadline('ask', 'reply');
      assert.deepEqual({ state, dueAt, grossDueAt }, { state: 'paused', dueAt: null, grossDueAt: START + 48 * HOUR });
    });
  await given(...returned, until(100 * HOUR), completed, until(101 * HOUR), received()).shows((story) => {
    const { state, dueAt, grossDueAt, pauses } = story.deadline('ask', 'reply');
    assert.deepEqual(pauses, [{ from: START + 10 * HOUR, to: START + 101 * HOUR }]);
    assert.deepEqual(
      { state, dueAt, grossDueAt },
      { state: 'running', dueAt: START + (48 + 91) * HOUR, grossDueAt: START + 48 * HOUR },
    );
  });
});

test('only the first returns pause, as many as the accord says', () =>
  given(
    ...returned,
    completed,
    received(),
    says('cn', 'request.return', { on: 'ask', body: { missing: ['necessity'] } }),
    received(),
  )
    .at(47 * HOUR)
    .shows((story) => {
      assert.deepEqual(
        story.state<RequestState>('ask').returns.map(({ pauses }) => pauses),
        [true, false],
      );
      assert.equal(story.deadline('ask', 'reply').state, 'running');
    }));

test('a return after the due time pauses nothing', () =>
  given(
    ...made,
    until(50 * HOUR),
    cosigned('us', 'cn'),
    says('cn', 'request.return', { on: 'ask', body: { missing: ['asked'] } }),
    received(),
  ).shows((story) => assert.equal(story.deadline('ask', 'reply').state, 'lapsed')));

test('a request is completed only while it is returned, and the requester may say that nothing is missing', async () => {
  await given(...made)
    .when('us', 'request.complete', { on: 'ask', body: { supplied: [] } })
    .refused('request.not_returned');
  await given(...returned)
    .when('us', 'request.complete', { on: 'ask', body: { supplied: [] } })
    .allowed();
  await given(...returned)
    .when('cn', 'request.return', { on: 'ask', body: { missing: ['asked'] } })
    .refused('request.returned');
});

test('a reply while it is returned stops the reply and the pause', () =>
  given(...returned, until(300 * HOUR), says('cn', 'request.reply', reply()), received()).shows((story) => {
    const { state, pauses } = story.deadline('ask', 'reply');
    assert.deepEqual(
      { state, pauses },
      { state: 'met', pauses: [{ from: START + 10 * HOUR, to: START + 300 * HOUR }] },
    );
  }));

test('late answers are always heard', () =>
  given(...made, until(30 * DAY), says('cn', 'request.reply', reply()), received()).shows((story) =>
    assert.equal(story.deadline('ask', 'reply').state, 'met late'),
  ));

test('a withdrawal is the last the requester does, and voids what runs', async () => {
  const withdrawn = [
    ...made,
    says('us', 'request.withdraw', { on: 'ask', body: { reason: 'no-longer-needed' } }),
    received(),
  ];
  await given(...withdrawn)
    .at(90 * HOUR)
    .shows((story) => assert.equal(story.deadline('ask', 'reply').state, 'void'));
  await given(...withdrawn)
    .when('us', 'request.withdraw', { on: 'ask', body: { reason: 'mistaken' } })
    .refused('request.withdrawn');
  await given(...withdrawn)
    .when('cn', 'request.reply', reply())
    .allowed();
});

// cn's log has six entries once it is settled.
const silence = (time: number, size = 6, deadline = 'reply') => ({
  on: 'ask',
  body: { deadline, held: { size, time } },
});

test('silence is noted once the log was held without the answer at or after the due time', async () => {
  const held = [...made, until(48 * HOUR), cosigned('us', 'cn'), until(49 * HOUR)] as const;
  await given(...held)
    .when('us', 'request.note-silence', silence(START + 48 * HOUR))
    .allowed((story) => {
      const { silences } = story.state<RequestState>('ask');
      assert.deepEqual(
        silences.map(({ size, time, answeredBefore }) => ({ size, time, answeredBefore })),
        [{ size: 6, time: START + 48 * HOUR, answeredBefore: false }],
      );
    });
  await given(...held)
    .when('us', 'request.note-silence', silence(START + 48 * HOUR - 1))
    .refused('request.silence_early');
  await given(...held)
    .when('us', 'request.note-silence', silence(START + 48 * HOUR + 1))
    .refused('request.silence_unproven');
  await given(...held)
    .when('us', 'request.note-silence', silence(START + 48 * HOUR, 7))
    .refused('request.silence_unseen');
});

test('silence is not noted of what is paused or not started', async () => {
  await given(...returned, until(90 * HOUR), cosigned('us', 'cn'))
    .when('us', 'request.note-silence', silence(START + 90 * HOUR, 7))
    .refused('request.silence_early');
  await given(make(), until(90 * HOUR), cosigned('us', 'cn'))
    .when('us', 'request.note-silence', silence(START + 90 * HOUR))
    .refused('request.silence_early');
});

test('silence is not noted over a log that holds the answer', () =>
  given(...made, says('cn', 'request.reply', reply()), until(90 * HOUR), received())
    .when('us', 'request.note-silence', silence(START + 90 * HOUR, 7))
    .refused('request.silence_answered'));

test('a checkpoint that the holder’s own cosignatures contradict proves nothing', () =>
  given(...made, until(10 * HOUR), says('cn', 'request.reply', reply()), received(), until(90 * HOUR))
    .when('us', 'request.note-silence', silence(START + 50 * HOUR))
    .refused('request.silence_contradicted'));

test('silence that was noted stands, and says so when a witness had the answer in time', () =>
  inWorld(
    { witnesses: ['w.example'] },
    ...made,
    until(40 * HOUR),
    says('cn', 'request.reply', reply()),
    cosigned('w.example', 'cn'),
    until(50 * HOUR),
    ({ world }) => world.cosign('us', 'cn', 6),
    says('us', 'request.note-silence', silence(START + 50 * HOUR)),
    received(),
  ).shows((story) => {
    assert.equal(story.code('last'), undefined);
    assert.equal(story.state<RequestState>('ask').silences[0]!.answeredBefore, true);
    assert.equal(story.deadline('ask', 'reply').state, 'met');
  }));

test('the other side may contest a notice by a note', () =>
  given(
    ...made,
    until(48 * HOUR),
    cosigned('us', 'cn'),
    says('us', 'request.note-silence', { ...silence(START + 48 * HOUR), as: 'notice' }),
    received(),
  )
    .when('cn', 'note', { on: 'ask', body: (story) => ({ about: story.id('notice'), kind: 'contest' }) })
    .allowed((story) => assert.equal(story.state('ask').notes.length, 1)));

test('a note is about an act with effect in the same subject', () =>
  given(...made)
    .when('cn', 'note', { on: 'ask', body: { about: 'C'.repeat(42) + 'A', kind: 'clarification' } })
    .refused('note.about_unknown'));

test('what is no proposal is neither endorsed nor declined', async () => {
  await given(...made)
    .when('cn', 'endorse', { on: 'ask', body: (story) => ({ of: story.id('ask') }) })
    .refused('proposal.unknown');
  await given(...made)
    .when('cn', 'decline', { on: 'ask', body: (story) => ({ of: story.id('ask') }) })
    .refused('proposal.unknown');
});

test('a cosignature dated absurdly late leaves a docket that can be hashed', () =>
  given(make({ category: 'takedown' }), ({ world }) => {
    world.now = Number.MAX_SAFE_INTEGER;
    world.receive();
  }).shows((story) => {
    const { startsAt, dueAt } = story.deadline('ask', 'reply', START);
    assert.equal(startsAt, 253_402_300_799);
    assert.ok(Number.isSafeInteger(dueAt));
    assert.match(subjectDigest(story.state('ask')), /^[\w-]{43}$/);
  }));
