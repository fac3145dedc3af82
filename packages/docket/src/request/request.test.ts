import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import { subjectDigest } from '#digest';
import { subjectAt } from '#asof';
import { receiptsOf } from '#receipts';
import { requestKind, type RequestState } from '#request/kind';
import { defaultTerms } from '#terms';
import { cosigned, given, inWorld, received, says, until, type Step, type Story } from '#testing/given';
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
});

test('silence is noted whatever its act has seen: an answer that it left out is found all the same', async () => {
  await given(...made, until(48 * HOUR), cosigned('us', 'cn'), until(49 * HOUR))
    .when('us', 'request.note-silence', { ...silence(START + 48 * HOUR), seen: { cn: 0 } })
    .allowed();
  // An act that claims to have seen what is not there waits for ever, and all of its log behind it: that makes no silence unsayable.
  await given(
    ...made,
    says('cn', 'request.make', { body: { ...ASK, to: 'us' }, seen: { us: 1000 } }),
    until(48 * HOUR),
    cosigned('us', 'cn'),
    until(49 * HOUR),
  )
    .when('us', 'request.note-silence', { ...silence(START + 48 * HOUR, 7), seen: { cn: 6 } })
    .allowed();
  await given(
    ...made,
    until(50 * HOUR),
    says('us', 'request.note-silence', silence(START + 60 * HOUR, 7)),
    says('cn', 'request.reply', { ...reply(), seen: { us: 7 }, at: START + 50 * HOUR + 1 }),
    until(60 * HOUR),
    received(),
  ).shows((story) => {
    assert.equal(story.state<RequestState>('ask').silences[0]!.answeredBefore, true);
    assert.equal(story.deadline('ask', 'reply').state, 'met late');
  });
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

const acknowledged = [...made, says('cn', 'request.acknowledge', { on: 'ask' }), received()] as const;
const updated = { on: 'ask', body: { stage: 'under-way', results: 'none-yet' } };
// Monday 5 January 2026; twenty working days on, at 24:00 UTC of Monday 2 February.
const FIRST_UPDATE = Math.floor(START / DAY) * DAY + 29 * DAY;

const updatesAt = (story: Story) =>
  subjectAt(story.state('ask'), story.world.now, story.house(), receiptsOf(story.world.cosigned))
    .deadlines.filter((one) => one.for === 'update')
    .map(({ startsAt, dueAt, state }) => ({ startsAt, dueAt, state }));

test('an update is owed from the acknowledgement, and again from each update until the final reply', async () => {
  await given(...made).shows((story) => assert.deepEqual(updatesAt(story), []));
  await given(...acknowledged).shows((story) =>
    assert.deepEqual(updatesAt(story), [{ startsAt: START, dueAt: FIRST_UPDATE, state: 'running' }]),
  );
  const first = [...acknowledged, until(7 * DAY), says('cn', 'request.update', updated), received()] as const;
  await given(...first).shows((story) => {
    assert.deepEqual(updatesAt(story), [
      { startsAt: START, dueAt: FIRST_UPDATE, state: 'met' },
      { startsAt: START + 7 * DAY, dueAt: FIRST_UPDATE + 7 * DAY, state: 'running' },
    ]);
    assert.equal(story.state<RequestState>('ask').updates.length, 1);
  });
  await given(...first, until(60 * DAY), says('cn', 'request.reply', reply()), received()).shows((story) =>
    assert.deepEqual(
      updatesAt(story).map(({ state }) => state),
      ['met', 'met late'],
    ),
  );
});

test('a request that is answered at once owes no update', () =>
  given(...made, says('cn', 'request.reply', reply()), received()).shows((story) =>
    assert.deepEqual(updatesAt(story), []),
  ));

test('an update acknowledges, is the addressee’s, and ends with the final reply', async () => {
  await given(...made)
    .when('cn', 'request.update', updated)
    .allowed((story) => {
      assert.notEqual(story.state<RequestState>('ask').heard, null);
      assert.deepEqual(requestKind.standing(story.state('ask')), {
        standing: 'acknowledged',
        open: true,
        category: 'preservation',
      });
    });
  await given(...made)
    .when('us', 'request.update', updated)
    .refused('request.not_addressee');
  await given(...made, says('cn', 'request.reply', reply()))
    .when('cn', 'request.update', updated)
    .refused('request.answered');
});

test('a return pauses the update as it pauses the reply: who is waited for owes nothing', () =>
  given(...returned)
    .at(60 * DAY)
    .shows((story) =>
      assert.deepEqual(updatesAt(story), [{ startsAt: START + 10 * HOUR, dueAt: null, state: 'paused' }]),
    ));

test('silence is noted of the update that is owed now', async () => {
  const late = [...acknowledged, until(30 * DAY), cosigned('us', 'cn')] as const;
  await given(...made, until(30 * DAY), cosigned('us', 'cn'))
    .when('us', 'request.note-silence', silence(START + 30 * DAY, 6, 'update'))
    .refused('request.silence_early');
  await given(...late)
    .when('us', 'request.note-silence', silence(START + 30 * DAY, 7, 'update'))
    .allowed((story) => {
      const { silences, heard } = story.state<RequestState>('ask');
      assert.deepEqual(
        silences.map(({ deadline, of }) => ({ deadline, of })),
        [{ deadline: 'update', of: heard!.id }],
      );
    });
  await given(...late, says('cn', 'request.update', updated), received())
    .when('us', 'request.note-silence', silence(START + 30 * DAY, 8, 'update'))
    .refused('request.silence_early');
});

const DUE = Math.floor(START / DAY) * DAY + 8 * DAY;
const takedown = [make({ category: 'takedown' }), received()] as const;
const byRight = (by: JsonObject) => ({ on: 'ask', body: { by, byRight: true } });

test('the reply is extended by right once, at most as far as the accord allows', async () => {
  await given(...takedown, until(DAY), says('cn', 'request.extend', byRight({ workingDays: 5 })), received()).shows(
    (story) => {
      const { dueAt, grossDueAt, extensions } = story.deadline('ask', 'reply');
      assert.deepEqual({ dueAt, grossDueAt }, { dueAt: DUE + 7 * DAY, grossDueAt: DUE + 7 * DAY });
      assert.deepEqual(extensions, [{ id: story.id('last'), at: START + DAY }]);
      const { heard, extensions: kept } = story.state<RequestState>('ask');
      assert.equal(heard?.id, story.id('last'), 'it acknowledges');
      assert.deepEqual(
        kept.map(({ from, counts }) => ({ from, counts })),
        [{ from: START + DAY, counts: true }],
      );
    },
  );
  await given(...takedown, says('cn', 'request.extend', byRight({ workingDays: 1 })))
    .when('cn', 'request.extend', byRight({ workingDays: 1 }))
    .refused('request.extended');
  for (const by of [{ workingDays: 6 }, { hours: 1 }]) {
    await given(...takedown)
      .when('cn', 'request.extend', byRight(by))
      .refused('request.extension_long');
  }
  await inWorld({ terms: { extensionByRight: { hours: 24 } } }, ...made)
    .when('cn', 'request.extend', byRight({ hours: 24 }))
    .allowed();
  await inWorld({ terms: { extensionByRight: { hours: 24 } } }, ...made)
    .when('cn', 'request.extend', byRight({ workingDays: 1 }))
    .refused('request.extension_long');
  await given(...takedown)
    .when('us', 'request.extend', byRight({ workingDays: 1 }))
    .refused('request.not_addressee');
  await given(...takedown, says('cn', 'request.reply', reply()))
    .when('cn', 'request.extend', byRight({ workingDays: 1 }))
    .refused('request.answered');
});

test('an accord may allow no extension by right', async () => {
  const { extensionByRight, ...terms } = defaultTerms;
  assert.deepEqual(extensionByRight, { workingDays: 5 });
  await given(
    says('us', 'accord.amend', {
      by: ['head', 'second'],
      body: { from: START, expires: START + DAY, terms: terms as JsonObject },
      as: 'amendment',
    }),
    received(),
    says('cn', 'endorse', { by: ['head'], body: (story) => ({ of: story.id('amendment') }) }),
    received(),
    until(1),
    ...made,
  )
    .when('cn', 'request.extend', byRight({ workingDays: 1 }))
    .refused('request.extension_long');
});

test('hours are extended by working days from the day they end on', () =>
  // 48 hours from Monday 09:00 end on Wednesday 09:00; five working days after that Wednesday is the next one, at 24:00.
  given(...made, says('cn', 'request.extend', byRight({ workingDays: 5 })), received()).shows((story) =>
    assert.equal(story.deadline('ask', 'reply').dueAt, Math.floor(START / DAY) * DAY + 10 * DAY),
  ));

test('an extension after the due time changes nothing: a lapse that counted stays', () =>
  given(
    ...made,
    until(48 * HOUR),
    cosigned('us', 'cn'),
    says('cn', 'request.extend', byRight({ workingDays: 5 })),
    received(),
  )
    .at(50 * HOUR)
    .shows((story) => {
      assert.equal(story.code('last'), undefined, 'it is heard');
      assert.equal(story.deadline('ask', 'reply').state, 'lapsed');
      assert.equal(story.deadline('ask', 'reply').dueAt, START + 48 * HOUR);
      assert.equal(story.state<RequestState>('ask').extensions[0]!.counts, false);
    }));

test('a longer extension is proposed, and counts from when it is in force', async () => {
  const proposed = [
    ...made,
    says('cn', 'request.extend', {
      on: 'ask',
      body: { by: { hours: 500 }, expires: START + 10 * DAY },
      as: 'longer',
    }),
    received(),
  ] as const;
  const endorsed = says('us', 'endorse', { on: 'ask', body: (story) => ({ of: story.id('longer') }) });
  await given(...proposed).shows((story) => assert.equal(story.deadline('ask', 'reply').dueAt, START + 48 * HOUR));
  await given(...proposed, until(40 * HOUR), endorsed, received()).shows((story) => {
    assert.equal(story.deadline('ask', 'reply').dueAt, START + 548 * HOUR);
    assert.equal(story.state<RequestState>('ask').extensions[0]!.from, START + 40 * HOUR);
  });
  await given(...proposed, until(48 * HOUR), endorsed, received()).shows((story) =>
    assert.equal(story.deadline('ask', 'reply').dueAt, START + 48 * HOUR),
  );
  await given(...made)
    .when('cn', 'request.extend', { on: 'ask', body: { by: { hours: 500 }, expires: START + 40 * DAY } })
    .refused('proposal.expires');
  await given(...made)
    .when('cn', 'request.extend', { on: 'ask', body: { by: { hours: 500 } } })
    .refused('act.body');
});

test('pauses are kept when the reply is extended, and time given during a pause counts', () =>
  given(
    ...returned,
    until(60 * HOUR),
    says('cn', 'request.extend', byRight({ workingDays: 5 })),
    received(),
    until(100 * HOUR),
    completed,
    received(),
  ).shows((story) => {
    const { pauses, dueAt, grossDueAt } = story.deadline('ask', 'reply');
    assert.deepEqual(pauses, [{ from: START + 10 * HOUR, to: START + 100 * HOUR }]);
    // 48 + 90 hours end on Sunday 11 January, 03:00; five working days later is Friday 16 January, at 24:00.
    assert.equal(dueAt, Math.floor(START / DAY) * DAY + 12 * DAY);
    assert.equal(grossDueAt, Math.floor(START / DAY) * DAY + 10 * DAY);
  }));

const SCORES = { relevance: 4, completeness: 3, clarity: 5, specificity: 2, usefulness: 3 };
const replied = [
  ...made,
  says('cn', 'request.reply', { ...reply({ final: false }), as: 'reply' }),
  received(),
] as const;
const rating = (more: JsonObject = {}, of = 'reply') => ({
  on: 'ask',
  body: (story: Story) => ({ reply: story.id(of), ...SCORES, ...more }),
});

test('the requester rates a reply, the addressee its own, and every rating is kept in its order', async () => {
  await given(
    ...replied,
    says('us', 'request.rate', rating({ satisfied: false })),
    says('cn', 'request.self-rate', rating({ usefulness: 5 })),
    says('us', 'request.rate', rating({ satisfied: true, clarity: 1 })),
  ).shows((story) =>
    assert.deepEqual(
      story.state<RequestState>('ask').ratings.map(({ party, body }) => [party, body['clarity'], body['usefulness']]),
      [
        ['cn', 5, 5],
        ['us', 5, 3],
        ['us', 1, 3],
      ],
    ),
  );
  await given(...replied)
    .when('cn', 'request.rate', rating({ satisfied: true }))
    .refused('request.not_requester');
  await given(...replied)
    .when('us', 'request.self-rate', rating())
    .refused('request.not_addressee');
});

test('what is rated is a reply to the request', async () => {
  await given(...replied)
    .when('us', 'request.rate', rating({ satisfied: true }, 'ask'))
    .refused('request.reply_unknown');
  await given(...replied)
    .when('cn', 'request.self-rate', rating({}, 'ask'))
    .refused('request.reply_unknown');
  await given(...replied)
    .when('us', 'request.use-report', { on: 'ask', body: (story) => ({ reply: story.id('ask'), uses: ['none'] }) })
    .refused('request.reply_unknown');
});

const conditional = [
  ...made,
  says('cn', 'request.reply', { ...reply({ conditions: ['confidential', 'use-report'] }), as: 'reply' }),
  until(DAY),
  received(),
] as const;
const used = { on: 'ask', body: (story: Story) => ({ reply: story.id('reply'), uses: ['investigation'] }) };

test('a use report is owed by the requester for a reply that makes it a condition', async () => {
  await given(...conditional).shows((story) => {
    const { owedBy, owedTo, of, startsAt, dueAt, state } = story.deadline('ask', 'use-report');
    assert.deepEqual(
      { owedBy, owedTo, of, startsAt, dueAt, state },
      {
        owedBy: 'us',
        owedTo: 'cn',
        of: story.id('reply'),
        startsAt: START + DAY,
        dueAt: FIRST_UPDATE + DAY,
        state: 'running',
      },
    );
  });
  await given(...conditional, says('us', 'request.use-report', used), received()).shows((story) => {
    assert.equal(story.deadline('ask', 'use-report').state, 'met');
    assert.deepEqual(story.state<RequestState>('ask').useReports[0]!.uses, ['investigation']);
  });
  await given(...replied)
    .when('us', 'request.use-report', used)
    .refused('request.use_unasked');
  await given(...conditional)
    .when('cn', 'request.use-report', used)
    .refused('request.not_requester');
});

const succeeded = says('us', 'request.make', { body: { ...ASK, category: 'takedown' }, as: 'next' });
const superseded = { on: 'ask', body: (story: Story) => ({ by: story.id('next') }) };

test('a request is superseded by another, which voids what runs like a withdrawal', async () => {
  await given(...made, succeeded, says('us', 'request.supersede', superseded), received())
    .at(90 * HOUR)
    .shows((story) => {
      const state = story.state<RequestState>('ask');
      assert.equal(story.deadline('ask', 'reply').state, 'void');
      assert.equal(state.superseded?.by, story.id('next'));
      assert.deepEqual(requestKind.standing(state), { standing: 'superseded', open: false, category: 'preservation' });
      assert.deepEqual(requestKind.refers(state), [story.id('next')]);
    });
  await given(...made)
    .when('us', 'request.supersede', { on: 'ask', body: (story) => ({ by: story.id('ask') }) })
    .refused('request.self_supersede');
  await given(...made, succeeded)
    .when('cn', 'request.supersede', superseded)
    .refused('request.not_requester');
  await given(...made, succeeded, says('cn', 'request.reply', reply()), received())
    .when('us', 'request.supersede', superseded)
    .refused('request.answered');
});

test('a request ends once: it is withdrawn or superseded, and is then not completed nor silence noted on it', async () => {
  const over = [...returned, succeeded, says('us', 'request.supersede', superseded)] as const;
  const more: [string, JsonObject][] = [
    ['request.withdraw', { reason: 'other' }],
    ['request.complete', { supplied: [] }],
    ['request.note-silence', { deadline: 'reply', held: { size: 6, time: START } }],
  ];
  for (const [type, body] of more) {
    await given(...over)
      .when('us', type, { on: 'ask', body })
      .refused('request.withdrawn');
  }
  await given(...made, succeeded, says('us', 'request.withdraw', { on: 'ask', body: { reason: 'duplicate' } }))
    .when('us', 'request.supersede', superseded)
    .refused('request.withdrawn');
});

test('what was given is rated and accounted for after the request was withdrawn', async () => {
  const over = [
    ...made,
    says('us', 'request.withdraw', { on: 'ask', body: { reason: 'obtained-otherwise' } }),
    received(),
    says('cn', 'request.reply', { ...reply({ conditions: ['use-report'] }), as: 'reply' }),
    received(),
  ] as const;
  await given(...over).shows((story) => assert.equal(story.deadline('ask', 'use-report').state, 'running'));
  await given(...over)
    .when('us', 'request.rate', rating({ satisfied: true }))
    .allowed();
  await given(...over)
    .when('us', 'request.use-report', used)
    .allowed();
});

test('a request refers to its case and to the exhibits it and its answers name', () => {
  const id = (letter: string) => letter.repeat(42) + 'A';
  return given(
    make({ case: id('C'), exhibits: [id('D')] }),
    received(),
    says('cn', 'request.reply', reply({ final: false, exhibits: [id('E')] })),
    says('cn', 'request.update', { on: 'ask', body: { ...updated.body, exhibits: [id('F')] } }),
  ).shows((story) => assert.deepEqual(requestKind.refers(story.state('ask')), [id('C'), id('D'), id('E'), id('F')]));
});

test('every standing of a request is reached', async () => {
  const standing = (...steps: Step[]) =>
    given(...steps).shows((story) => {
      seen.push(requestKind.standing(story.state('ask')).standing);
    });
  const seen: string[] = [];
  await standing(...made);
  await standing(...acknowledged);
  await standing(...returned);
  await standing(...made, says('cn', 'request.reply', reply()));
  await standing(...made, says('us', 'request.withdraw', { on: 'ask', body: { reason: 'mistaken' } }));
  assert.deepEqual(seen, ['open', 'acknowledged', 'returned', 'answered', 'withdrawn']);
});
