import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import { sessionKind, type SessionState } from '#session/kind';
import { cosigned, given, inWorld, received, says, until, type Step, type Story } from '#testing/given';
import { DAY, HOUR, START } from '#testing/world';

const DATES = { round: 1, from: '2026-03-02', until: '2026-03-03', format: 'in-person', level: 'ministerial' };
const ITEM = { no: 1, kind: 'status-report' };
const OWN = { no: 2, kind: 'drill' };
const ACTION = { no: 1, owner: 'cn', due: '2026-04-30' };
const MINUTES = {
  from: '2026-03-02',
  until: '2026-03-04',
  items: [{ no: 1, outcome: 'discussed' }],
  decisions: [{ no: 1 }],
  actions: [ACTION],
};
const ABOUT = 'E'.repeat(42) + 'A';

const soon = (body: JsonObject, days = 20) => ({ ...body, expires: START + days * DAY });

const convened = says('us', 'session.convene', { body: soon({ ...DATES, to: 'cn' }), as: 'session' });

/** An act of the session; `counters`: the name of the proposal it counters. */
const does = (
  party: string,
  type: string,
  body: JsonObject,
  more: { as?: string; counters?: string; seen?: Record<string, number> } = {},
): Step => {
  const { as, counters, seen } = more;
  return says(party, type, {
    on: 'session',
    body: counters === undefined ? body : (story) => ({ ...body, counters: story.id(counters) }),
    ...(as === undefined ? {} : { as }),
    ...(seen === undefined ? {} : { seen }),
  });
};

const answers = (party: string, type: 'endorse' | 'decline', of: string, as = type as string): Step =>
  says(party, type, { on: 'session', body: (story) => ({ of: story.id(of) }), as });

const agreed = [convened, received(), answers('cn', 'endorse', 'session'), received()] as const;
const minuted = [
  ...agreed,
  does('us', 'session.minutes', soon(MINUTES), { as: 'minutes' }),
  received(),
  until(HOUR),
  answers('cn', 'endorse', 'minutes'),
  until(2 * HOUR),
  received(),
] as const;

const stateOf = (story: Story) => story.state<SessionState>('session');
const standsAs = (standing: string, open: boolean) => (story: Story) =>
  assert.deepEqual(sessionKind.standing(stateOf(story)), { standing, open, category: '-' });

test('a session is convened with another party of the accord', async () => {
  for (const to of ['us', 'ru']) {
    await given()
      .when('us', 'session.convene', { body: soon({ ...DATES, to }) })
      .refused('session.other_side');
  }
  await given()
    .when('cn', 'session.convene', { body: soon({ ...DATES, to: 'us' }), as: 'session' })
    .allowed((story) => {
      assert.deepEqual(stateOf(story).sides, ['cn', 'us']);
      standsAs('proposed', true)(story);
    });
});

test('further dates are proposed to the other side', async () => {
  for (const to of ['cn', 'ru']) {
    await given(convened, received())
      .when('cn', 'session.convene', { on: 'session', body: soon({ ...DATES, to }) })
      .refused('session.other_side');
  }
});

test('a session lasts from a day until the same day or a later one, and days exist', async () => {
  for (const days of [
    { from: '2026-03-03', until: '2026-03-02' },
    { from: '2026-02-29', until: '2026-03-02' },
    { from: '2026-02-28', until: '2026-02-30' },
  ]) {
    await given()
      .when('us', 'session.convene', { body: soon({ ...DATES, to: 'cn', ...days }) })
      .refused('session.days');
    await given(convened, received())
      .when('cn', 'session.minutes', { on: 'session', body: soon({ ...MINUTES, ...days }) })
      .refused('session.days');
    await given(convened, received())
      .when('cn', 'session.convene', { on: 'session', body: soon({ ...DATES, to: 'us', ...days }) })
      .refused('session.days');
  }
  await given()
    .when('us', 'session.convene', { body: soon({ ...DATES, to: 'cn', until: DATES.from }) })
    .allowed();
});

test('dates are agreed once endorsed and received', async () => {
  await given(convened, received(), answers('cn', 'endorse', 'session')).shows((story) => {
    assert.equal(stateOf(story).agreed.convening, null);
    assert.equal(stateOf(story).convenings[0]!.outcome, 'endorsed');
    standsAs('proposed', true)(story);
  });
  await given(...agreed).shows((story) => {
    assert.equal(stateOf(story).agreed.convening, story.id('session'));
    assert.equal(stateOf(story).convenings[0]!.outcome, 'in-force');
    standsAs('convened', true)(story);
  });
});

test('a counter-proposal stands beside what it counters, with another round if it says so', () =>
  given(
    convened,
    received(),
    does('cn', 'session.convene', soon({ ...DATES, to: 'us', round: 2 }), { counters: 'session', as: 'counter' }),
    received(),
    answers('us', 'endorse', 'counter'),
    received(),
  ).shows((story) => {
    const { convenings, agreed: last } = stateOf(story);
    assert.deepEqual(
      convenings.map(({ outcome, counters, counteredBy, body }) => [outcome, counters, counteredBy, body['round']]),
      [
        ['open', null, [story.id('counter')], 1],
        ['in-force', story.id('session'), [], 2],
      ],
    );
    assert.equal(last.convening, story.id('counter'));
  }));

test('a countered proposal may still be endorsed; what was endorsed last is agreed', () =>
  given(
    convened,
    received(),
    does('cn', 'session.convene', soon({ ...DATES, to: 'us' }), { counters: 'session', as: 'counter' }),
    received(),
    answers('us', 'endorse', 'counter'),
    received(),
    until(HOUR),
    answers('cn', 'endorse', 'session'),
    received(),
  ).shows((story) => {
    assert.deepEqual(
      stateOf(story).convenings.map(({ outcome }) => outcome),
      ['in-force', 'in-force'],
    );
    assert.equal(stateOf(story).agreed.convening, story.id('session'));
  }));

test('a counter-proposal names a proposal of the other side, of the same type, in the same session', async () => {
  await given()
    .when('us', 'session.convene', { body: soon({ ...DATES, to: 'cn', counters: ABOUT }) })
    .refused('session.counters');
  const stories: [string, string, JsonObject, string][] = [
    ['us', 'session.convene', { ...DATES, to: 'cn' }, 'session'],
    ['cn', 'session.minutes', MINUTES, 'session'],
    ['cn', 'session.agenda', { items: [ITEM] }, 'session'],
  ];
  for (const [party, type, body, counters] of stories) {
    await given(convened, received())
      .when(party, type, { on: 'session', body: (story) => soon({ ...body, counters: story.id(counters) }) })
      .refused('session.counters');
  }
});

test('declined and withdrawn dates end the session before it begins', async () => {
  await given(convened, received(), answers('cn', 'decline', 'session')).shows(standsAs('declined', false));
  await given(convened, received(), answers('us', 'decline', 'session')).shows(standsAs('withdrawn', false));
});

test('an agenda is agreed as a whole list, and counter-proposals keep their history', () =>
  given(
    ...agreed,
    does('us', 'session.agenda', soon({ items: [ITEM, OWN] }), { as: 'agenda' }),
    received(),
    answers('cn', 'decline', 'agenda'),
    does('cn', 'session.agenda', soon({ items: [ITEM] }), { counters: 'agenda', as: 'counter' }),
    received(),
    answers('us', 'endorse', 'counter'),
    received(),
  ).shows((story) => {
    const { agendas, agreed: last } = stateOf(story);
    assert.deepEqual(
      agendas.map(({ outcome, counteredBy }) => [outcome, counteredBy]),
      [
        ['declined', [story.id('counter')]],
        ['in-force', []],
      ],
    );
    assert.equal(last.agenda, story.id('counter'));
  }));

const declined = [
  ...agreed,
  does('us', 'session.agenda', soon({ items: [ITEM, OWN] }), { as: 'agenda' }),
  received(),
  answers('cn', 'decline', 'agenda', 'no'),
  received(),
] as const;

test('a side puts on the agenda alone only items that the other declined, as they stood', async () => {
  await given(...declined)
    .when('us', 'session.agenda', { on: 'session', body: { items: [OWN] } })
    .allowed((story) => {
      assert.deepEqual(stateOf(story).oneSided, [
        { id: story.id('it'), party: 'us', item: OWN, declined: story.id('no') },
      ]);
      assert.equal(stateOf(story).agreed.agenda, null);
    });
  const refused: [string, JsonObject[]][] = [
    ['us', [{ no: 3, kind: 'drill' }]],
    ['us', [OWN, { no: 1, kind: 'other' }]],
    ['us', [{ ...OWN, about: { case: ABOUT } }]],
    ['cn', [OWN]],
  ];
  for (const [party, items] of refused) {
    await given(...declined)
      .when(party, 'session.agenda', { on: 'session', body: { items } })
      .refused('session.item_not_declined');
  }
  await given(...agreed, does('us', 'session.agenda', soon({ items: [OWN] }), { as: 'agenda' }), received())
    .when('us', 'session.agenda', { on: 'session', body: { items: [OWN] } })
    .refused('session.item_not_declined');
  await given(...declined)
    .when('us', 'session.agenda', { on: 'session', body: (story) => ({ items: [OWN], counters: story.id('agenda') }) })
    .refused('session.counters');
});

test('an item put there alone is shown so until it is on an agenda in force', () =>
  given(
    ...declined,
    does('us', 'session.agenda', { items: [ITEM, OWN] }),
    does('us', 'session.agenda', { items: [OWN] }, { as: 'again' }),
    does('us', 'session.agenda', soon({ items: [ITEM] }), { as: 'second' }),
    received(),
    answers('cn', 'endorse', 'second'),
    received(),
  ).shows((story) => {
    assert.deepEqual(
      stateOf(story).oneSided.map(({ id, item }) => [id, item]),
      [[story.id('again'), OWN]],
    );
  }));

test('each side names its delegation, and the last one stands', () =>
  given(
    ...agreed,
    does('us', 'session.attend', { count: 5, level: 'ministerial' }, { as: 'first' }),
    does('us', 'session.attend', { count: 4, level: 'director', deputy: true }, { as: 'second' }),
  ).shows((story) => {
    const [own, ...others] = stateOf(story).attendance;
    assert.deepEqual(others, []);
    assert.equal(own!.id, story.id('second'));
    assert.equal(own!.body['deputy'], true);
    assert.deepEqual(own!.earlier, [{ id: story.id('first'), body: { count: 5, level: 'ministerial' } }]);
    assert.equal(stateOf(story).held, null, 'one side alone holds no session');
    standsAs('convened', true)(story);
  }));

const bothAttend = [
  does('us', 'session.attend', { count: 5, level: 'ministerial' }),
  does('cn', 'session.attend', { count: 6, level: 'ministerial' }),
] as const;

test('a session that both sides attended was held on the agreed days, as is known once both attendances are covered', async () => {
  const held = (knownAt: number | null) => (story: Story) => {
    const { from, until: last } = DATES;
    assert.deepEqual(stateOf(story).held, {
      by: 'attendance',
      of: story.id('session'),
      from,
      until: last,
      knownAt,
    });
    standsAs('attended', true)(story);
  };
  await given(...agreed, ...bothAttend).shows(held(null));
  await given(...agreed, ...bothAttend, until(HOUR), received('us')).shows(held(null));
  await given(
    ...agreed,
    ...bothAttend,
    until(HOUR),
    received('us'),
    until(2 * HOUR),
    received('cn'),
    does('us', 'session.attend', { count: 4, level: 'ministerial' }),
  ).shows(held(START + 2 * HOUR));
});

test('dates proposed after both sides named a delegation do not move a session, unless they are agreed', async () => {
  const moved = [
    convened,
    received(),
    ...bothAttend,
    received(),
    does('cn', 'session.convene', soon({ ...DATES, to: 'us', from: '2026-03-01' }), { as: 'later' }),
    received(),
  ];
  await given(...moved).shows((story) => assert.equal(stateOf(story).held?.of, story.id('session')));
  await given(...moved, answers('us', 'endorse', 'later'), received()).shows((story) => {
    assert.equal(stateOf(story).held?.of, story.id('later'));
    assert.equal(stateOf(story).held?.from, '2026-03-01');
  });
});

test('joint minutes say when a session was held', () =>
  given(...minuted).shows((story) => {
    assert.deepEqual(stateOf(story).held, {
      by: 'minutes',
      of: story.id('minutes'),
      from: MINUTES.from,
      until: MINUTES.until,
      knownAt: START + 2 * HOUR,
    });
    assert.equal(stateOf(story).agreed.minutes, story.id('minutes'));
    standsAs('minuted', true)(story);
  }));

test('minutes that only one side signed are no joint minutes', () =>
  given(...agreed, does('us', 'session.minutes', soon(MINUTES)), received()).shows((story) => {
    assert.equal(stateOf(story).held, null);
    assert.deepEqual(stateOf(story).actions, []);
    assert.deepEqual(story.state('session').deadlines, []);
  }));

test('an action of the minutes is owned by one of the two sides, by a day that exists', async () => {
  await given(convened, received())
    .when('us', 'session.minutes', { on: 'session', body: soon({ ...MINUTES, actions: [{ ...ACTION, owner: 'ru' }] }) })
    .refused('session.owner');
  await given(convened, received())
    .when('us', 'session.minutes', {
      on: 'session',
      body: soon({ ...MINUTES, actions: [{ ...ACTION, due: '2026-04-31' }] }),
    })
    .refused('session.days');
});

test('an action is owed by its owner until the end of the day, from when the minutes came in force', () =>
  given(...minuted).shows((story) => {
    const { owedBy, owedTo, of, startsAt, dueAt, state } = story.deadline('session', 'action-1');
    assert.deepEqual(
      { owedBy, owedTo, of, startsAt, dueAt, state },
      {
        owedBy: 'cn',
        owedTo: 'us',
        of: story.id('minutes'),
        startsAt: START + 2 * HOUR,
        dueAt: Date.UTC(2026, 4, 1) / 1000,
        state: 'running',
      },
    );
  }));

test('the day ends in the owner’s calendar, if that was published before the minutes came in force', async () => {
  const calendar = says('cn', 'calendar.publish', {
    body: { year: 2026, nonWorking: [], makeUp: [], offsets: [{ fromUtc: 0, offsetMinutes: 480 }] },
  });
  const dueAt = (at: number) => (story: Story) => assert.equal(story.deadline('session', 'action-1').dueAt, at);
  const utc = Date.UTC(2026, 4, 1) / 1000;
  await given(calendar, received(), ...minuted).shows(dueAt(utc - 8 * HOUR));
  await given(...minuted, until(3 * HOUR), calendar, received()).shows(dueAt(utc));
});

test('no action is due sooner than the accord’s floor after the minutes came in force', () =>
  given(
    ...agreed,
    does('us', 'session.minutes', soon({ ...MINUTES, actions: [{ ...ACTION, due: '2026-01-01' }] }), { as: 'minutes' }),
    received(),
    answers('cn', 'endorse', 'minutes'),
    received(),
  ).shows((story) => assert.equal(story.deadline('session', 'action-1').dueAt, START + 24 * HOUR)));

const reports = (party: string, state: string, more: { no?: number; of?: string; as?: string } = {}): Step =>
  says(party, 'session.action', {
    on: 'session',
    body: (story) => ({ minutes: story.id(more.of ?? 'minutes'), no: more.no ?? 1, state }),
    as: more.as ?? state,
  });

test('an action that its owner reports done stops its deadline, and the session closes with the last one', () =>
  given(...minuted, reports('cn', 'under-way'), reports('cn', 'done'), until(5 * HOUR), received()).shows((story) => {
    const [action] = stateOf(story).actions;
    assert.equal(action!.state, 'done');
    assert.deepEqual(action!.reports, [story.id('under-way'), story.id('done')]);
    assert.equal(story.deadline('session', 'action-1').state, 'met');
    assert.equal(story.deadline('session', 'action-1').stoppedAt, START + 5 * HOUR);
    standsAs('minuted', false)(story);
  }));

test('an owner that drops an action is not released from it', () =>
  given(...minuted, reports('cn', 'dropped'), received()).shows((story) => {
    assert.equal(stateOf(story).actions[0]!.state, 'dropped');
    assert.equal(story.deadline('session', 'action-1').state, 'running');
    standsAs('minuted', true)(story);
  }));

test('only its owner reports on an action of minutes that both sides signed, until it is done', async () => {
  const report = (of: string, no = 1) => ({
    on: 'session',
    body: (story: Story) => ({ minutes: story.id(of), no, state: 'done' }),
  });
  await given(...minuted)
    .when('us', 'session.action', report('minutes'))
    .refused('session.not_owner');
  await given(...minuted)
    .when('cn', 'session.action', report('minutes', 2))
    .refused('session.action_unknown');
  await given(...minuted)
    .when('cn', 'session.action', report('session'))
    .refused('session.action_unknown');
  await given(...agreed, does('us', 'session.minutes', soon(MINUTES), { as: 'minutes' }), received())
    .when('cn', 'session.action', report('minutes'))
    .refused('session.minutes_not_joint');
  await given(...minuted, reports('cn', 'done'))
    .when('cn', 'session.action', report('minutes'))
    .refused('session.action_done');
});

const later = (actions: JsonObject[], at: number): Step[] => [
  until(at),
  does('cn', 'session.minutes', soon({ ...MINUTES, actions }, 35), { as: 'later' }),
  received(),
  answers('us', 'endorse', 'later'),
  received(),
];

test('later joint minutes release what they leave out, and carry over what they have unchanged', async () => {
  const other = { no: 1, owner: 'us', due: '2026-05-31' };
  await given(...minuted, ...later([other], 10 * DAY))
    .at(11 * DAY)
    .shows((story) => {
      assert.deepEqual(
        stateOf(story).actions.map(({ owner, releasedAt }) => [owner, releasedAt]),
        [
          ['cn', START + 10 * DAY],
          ['us', null],
        ],
      );
      assert.deepEqual(
        stateOf(story).deadlines.map((one) => [one.for, one.owedBy, one.of, one.voidAt]),
        [
          ['action-1', 'cn', story.id('minutes'), START + 10 * DAY],
          ['action-1', 'us', story.id('later'), null],
        ],
      );
      assert.equal(story.deadline('session', 'action-1').state, 'void');
      assert.equal(stateOf(story).agreed.minutes, story.id('later'));
    });
  await given(
    ...minuted,
    ...later([ACTION, { ...other, no: 2 }], 10 * DAY),
    reports('cn', 'done', { of: 'later' }),
    received(),
  ).shows((story) => {
    const [action, ...others] = stateOf(story).actions;
    assert.deepEqual(action!.minutes, [story.id('minutes'), story.id('later')]);
    assert.equal(action!.since, START + 2 * HOUR, 'it runs from the minutes that first had it');
    assert.equal(action!.done?.id, story.id('done'));
    assert.deepEqual(
      others.map(({ no, state }) => [no, state]),
      [[2, 'open']],
    );
  });
});

test('a deadline that had lapsed before later minutes left it out stays lapsed', () =>
  given(
    ...minuted,
    until(130 * DAY),
    received(),
    says('cn', 'session.minutes', {
      on: 'session',
      body: { ...MINUTES, actions: [], expires: START + 140 * DAY },
      as: 'later',
    }),
    received(),
    answers('us', 'endorse', 'later'),
    received(),
  ).shows((story) => {
    assert.equal(stateOf(story).actions[0]!.releasedAt, START + 130 * DAY);
    assert.equal(story.deadline('session', 'action-1').state, 'lapsed');
  }));

const agenda = [
  ...agreed,
  does('us', 'session.agenda', soon({ items: [ITEM] }), { as: 'agenda' }),
  received(),
  answers('cn', 'endorse', 'agenda'),
] as const;

test('an account is of the whole session, or of an item of an agenda that both sides have signed', async () => {
  await given(...agenda, received())
    .when('us', 'session.record', { on: 'session', body: { item: 1, speaker: 'cn' } })
    .allowed((story) =>
      assert.deepEqual(stateOf(story).accounts, [
        { id: story.id('it'), party: 'us', body: { item: 1, speaker: 'cn' }, agenda: story.id('agenda') },
      ]),
    );
  await given(...agenda)
    .when('cn', 'session.record', { on: 'session', body: { item: 1 } })
    .allowed();
  await given(convened, received())
    .when('cn', 'session.record', { on: 'session' })
    .allowed((story) => assert.equal(stateOf(story).accounts[0]!.agenda, null));
  await given(...agenda, received())
    .when('us', 'session.record', { on: 'session', body: { item: 2 } })
    .refused('session.item_unknown');
  await given(...agreed, does('us', 'session.agenda', soon({ items: [ITEM] })), received())
    .when('us', 'session.record', { on: 'session', body: { item: 1 } })
    .refused('session.item_unknown');
});

test('an account may be of an item that one side put on the agenda alone', async () => {
  const alone = [...declined, does('us', 'session.agenda', { items: [OWN] }, { as: 'alone' }), received()];
  for (const party of ['us', 'cn']) {
    await given(...alone)
      .when(party, 'session.record', { on: 'session', body: { item: 2 } })
      .allowed((story) => assert.equal(stateOf(story).accounts[0]!.agenda, story.id('alone')));
  }
});

test('who is said to have spoken is a party of the accord', () =>
  given(convened, received())
    .when('us', 'session.record', { on: 'session', body: { speaker: 'ru' } })
    .refused('session.speaker'));

test('accounts of both sides stand beside the joint minutes and change nothing in them', () =>
  given(...minuted, does('us', 'session.record', {}), does('cn', 'session.record', {}), received()).shows((story) => {
    assert.deepEqual(
      stateOf(story)
        .accounts.map(({ party }) => party)
        .toSorted(),
      ['cn', 'us'],
    );
    assert.deepEqual(stateOf(story).minutes[0]!.body['items'], MINUTES.items);
  }));

test('only the two sides speak in a session', () =>
  inWorld({ parties: ['us', 'cn', 'eu'] }, convened, received())
    .when('eu', 'session.attend', { on: 'session', body: { count: 1, level: 'expert' } })
    .refused('act.not_a_side'));

test('a withdrawal of minutes beats only an endorsement that had seen it', async () => {
  const offered = [...agreed, does('us', 'session.minutes', soon(MINUTES), { as: 'minutes' }), received()];
  const withdrawn = answers('us', 'decline', 'minutes');
  await given(...offered, withdrawn, received(), answers('cn', 'endorse', 'minutes'), received()).shows((story) => {
    assert.equal(story.code('endorse'), 'proposal.withdrawn');
    assert.equal(stateOf(story).minutes[0]!.outcome, 'withdrawn');
  });
  await given(...offered, withdrawn, answers('cn', 'endorse', 'minutes'), received()).shows((story) => {
    assert.equal(stateOf(story).minutes[0]!.outcome, 'in-force');
    assert.equal(stateOf(story).agreed.minutes, story.id('minutes'));
  });
});

test('an endorsement of minutes received after they expired is disregarded, unless a witness had it in time', async () => {
  const late = [
    ...agreed,
    does('us', 'session.minutes', soon(MINUTES, 1), { as: 'minutes' }),
    received(),
    answers('cn', 'endorse', 'minutes'),
  ];
  await given(...late, until(2 * DAY), received()).shows((story) => {
    assert.equal(story.code('endorse'), 'proposal.expired');
    assert.equal(stateOf(story).held, null);
  });
  await inWorld({ witnesses: ['w.example'] }, ...late, cosigned('w.example', 'cn'), until(2 * DAY), received()).shows(
    (story) => {
      assert.equal(stateOf(story).minutes[0]!.inForceAt, START);
      assert.equal(stateOf(story).held?.by, 'minutes');
    },
  );
});

test('a session refers to what its agendas and minutes are about', () =>
  given(
    ...agreed,
    does('us', 'session.agenda', soon({ items: [{ no: 1, kind: 'case', about: { case: ABOUT } }] })),
    does(
      'us',
      'session.minutes',
      soon({
        ...MINUTES,
        decisions: [{ no: 1, about: { request: ABOUT } }],
        actions: [{ ...ACTION, about: { measure: `B${ABOUT.slice(1)}` } }],
      }),
    ),
  ).shows((story) => assert.deepEqual(sessionKind.refers(stateOf(story)), [ABOUT, `B${ABOUT.slice(1)}`])));
