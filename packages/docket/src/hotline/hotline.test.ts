import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import { hotlineKind, type HotlineState } from '#hotline/kind';
import { rungAt } from '#hotline/ladder';
import { cosigned, given, inWorld, received, says, until, type Step, type Story } from '#testing/given';
import { defaultTerms } from '#terms';
import { DAY, HOUR, START } from '#testing/world';

const RAISE = { to: 'cn', about: 'crisis', rung: 1 };

const raise = (body: JsonObject = {}): Step => says('us', 'hotline.raise', { body: { ...RAISE, ...body }, as: 'call' });

const raised = [raise(), received()] as const;

const acknowledge = (rung = 1) => ({ on: 'call', body: { rung } });

const respond = (answer = 'done') => ({ on: 'call', body: { answer } });

const NOTICE = { rung: 1, channel: 'telephone', digest: 'D'.repeat(42) + 'A', result: 'delivered' };

const state = (story: Story) => story.state<HotlineState>('call');

const standing = (story: Story) => hotlineKind.standing(state(story));

const names = (story: Story) => state(story).deadlines.map((one) => one.for);

test('the hotline is raised to another party, on a rung of the accord', async () => {
  await given()
    .when('us', 'hotline.raise', { body: RAISE, as: 'call' })
    .allowed((story) => {
      assert.deepEqual(state(story).sides, ['us', 'cn']);
      assert.deepEqual(standing(story), { standing: 'raised', open: true, category: 'crisis' });
      assert.equal(state(story).top, 4);
    });
  for (const to of ['us', 'ru']) {
    await given()
      .when('us', 'hotline.raise', { body: { ...RAISE, to } })
      .refused('hotline.addressee');
  }
  await given()
    .when('us', 'hotline.raise', { body: { ...RAISE, rung: 4 } })
    .allowed();
  await given()
    .when('us', 'hotline.raise', { body: { ...RAISE, rung: 5 } })
    .refused('hotline.rung');
});

test('the rungs are those of the terms that govern the raising', () =>
  inWorld({ terms: { hotlineRungs: ['desk', 'minister'] } })
    .when('us', 'hotline.raise', { body: { ...RAISE, rung: 3 } })
    .refused('hotline.rung'));

test('only the addressee acknowledges and responds', async () => {
  await given(...raised)
    .when('us', 'hotline.acknowledge', acknowledge())
    .refused('hotline.not_addressee');
  await given(...raised)
    .when('us', 'hotline.respond', respond())
    .refused('hotline.not_addressee');
});

test('an item is acknowledged once, on its rung or a higher one', async () => {
  const senior = [raise({ rung: 2 }), received()] as const;
  await given(...senior)
    .when('cn', 'hotline.acknowledge', acknowledge(1))
    .refused('hotline.rung');
  await given(...senior)
    .when('cn', 'hotline.acknowledge', acknowledge(5))
    .refused('hotline.rung');
  await given(...senior)
    .when('cn', 'hotline.acknowledge', acknowledge(4))
    .allowed((story) => {
      assert.equal(state(story).acknowledged?.rung, 4);
      assert.deepEqual(standing(story), { standing: 'acknowledged', open: true, category: 'crisis' });
    });
  await given(...senior, says('cn', 'hotline.acknowledge', acknowledge(2)))
    .when('cn', 'hotline.acknowledge', acknowledge(3))
    .refused('hotline.acknowledged');
});

test('the acknowledgement is owed in hours from when the raising was served', () =>
  given(raise(), until(3 * HOUR), received()).shows((story) => {
    const { startsAt, dueAt, owedBy, state: now } = story.deadline('call', 'acknowledge');
    assert.deepEqual(
      { startsAt, dueAt, owedBy, now },
      { startsAt: START + 3 * HOUR, dueAt: START + 7 * HOUR, owedBy: 'cn', now: 'running' },
    );
  }));

test('until the raising is served nothing starts and nothing climbs', () =>
  given(raise())
    .at(90 * DAY)
    .shows((story) => {
      assert.deepEqual(names(story), ['acknowledge', 'respond']);
      assert.equal(story.deadline('call', 'acknowledge').state, 'not started');
      assert.deepEqual(rungAt(state(story), START + 90 * DAY), {
        rung: 1,
        since: null,
        dueAt: null,
        phase: 'unserved',
      });
    }));

test('constructive service starts the ladder of a party that receives nothing', () =>
  inWorld({ witnesses: ['w.example'] }, raise(), cosigned('w.example', 'us')).shows((story) => {
    assert.equal(rungAt(state(story), START + 5 * DAY).phase, 'waits');
    assert.deepEqual(rungAt(state(story), START + 5 * DAY + 4 * HOUR), {
      rung: 2,
      since: START + 5 * DAY + 4 * HOUR,
      dueAt: START + 5 * DAY + 8 * HOUR,
      phase: 'waits',
    });
  }));

test('what is not acknowledged climbs one rung by itself, up to the highest', () =>
  given(...raised).shows((story) => {
    assert.deepEqual(names(story), [
      'acknowledge',
      'acknowledge-rung-2',
      'acknowledge-rung-3',
      'acknowledge-rung-4',
      'respond',
    ]);
    const at = (hours: number) => rungAt(state(story), START + hours * HOUR);
    assert.deepEqual(
      [0, 4, 8, 12, 16, 900].map((hours) => [at(hours).rung, at(hours).phase]),
      [
        [1, 'waits'],
        [2, 'waits'],
        [3, 'waits'],
        [4, 'waits'],
        [4, 'unheard'],
        [4, 'unheard'],
      ],
    );
    assert.equal(story.deadline('call', 'respond').startsAt, START + 16 * HOUR, 'owed from the last due time');
  }));

test('an item raised to the highest rung climbs no further', () =>
  given(raise({ rung: 4 }), received()).shows((story) => {
    assert.deepEqual(names(story), ['acknowledge', 'respond']);
    assert.equal(rungAt(state(story), START + 4 * HOUR).phase, 'unheard');
  }));

test('an acknowledgement in time ends the climb; a late one is heard on the rung reached by then', async () => {
  const heard = (seconds: number) =>
    given(...raised, until(seconds), says('cn', 'hotline.acknowledge', acknowledge()), received());
  await heard(4 * HOUR).shows((story) => {
    assert.deepEqual(names(story), ['acknowledge', 'respond']);
    assert.equal(state(story).reached, 1);
    assert.deepEqual(rungAt(state(story), START + 4 * HOUR), {
      rung: 1,
      since: START,
      dueAt: START + 4 * HOUR,
      phase: 'heard',
    });
  });
  await heard(4 * HOUR + 1).shows((story) => {
    assert.deepEqual(names(story), ['acknowledge', 'acknowledge-rung-2', 'respond']);
    assert.equal(state(story).reached, 2);
    assert.equal(state(story).acknowledged?.rung, 1, 'the desk says that it was the desk');
    assert.equal(story.deadline('call', 'acknowledge').state, 'met late');
    assert.equal(story.deadline('call', 'acknowledge-rung-2').state, 'met');
    assert.equal(rungAt(state(story), START + 99 * HOUR).rung, 2, 'it climbs no further');
  });
});

test('an acknowledgement counts from when it was provable', () =>
  given(...raised, until(HOUR), says('cn', 'hotline.acknowledge', acknowledge()), until(9 * HOUR), received()).shows(
    (story) => {
      assert.equal(state(story).reached, 3);
      assert.equal(rungAt(state(story), START + 9 * HOUR).phase, 'heard');
    },
  ));

test('a response implies that it was heard', () =>
  given(...raised, until(HOUR), says('cn', 'hotline.respond', respond()), received()).shows((story) => {
    assert.equal(story.deadline('call', 'acknowledge').state, 'met');
    assert.equal(story.deadline('call', 'respond').state, 'met');
    assert.equal(state(story).acknowledged, null);
    assert.equal(standing(story).standing, 'responded');
  }));

test('a response is owed from the acknowledgement, in hours', () =>
  given(...raised, until(2 * HOUR), says('cn', 'hotline.acknowledge', acknowledge()), received()).shows((story) => {
    const { startsAt, dueAt } = story.deadline('call', 'respond');
    assert.deepEqual({ startsAt, dueAt }, { startsAt: START + 2 * HOUR, dueAt: START + 26 * HOUR });
  }));

test('the raiser may say until when, and the floor of the hotline holds', async () => {
  const wanted = (by: number) =>
    given(
      raise({ by: START + by }),
      received(),
      until(2 * HOUR),
      says('cn', 'hotline.acknowledge', acknowledge()),
      received(),
    );
  await wanted(10 * HOUR).shows((story) => assert.equal(story.deadline('call', 'respond').dueAt, START + 10 * HOUR));
  await wanted(HOUR).shows((story) => assert.equal(story.deadline('call', 'respond').dueAt, START + 3 * HOUR));
  await wanted(9 * DAY).shows((story) => assert.equal(story.deadline('call', 'respond').dueAt, START + 9 * DAY));
});

test('several responses are heard; needing time stops nothing', async () => {
  const delayed = [
    ...raised,
    until(HOUR),
    says('cn', 'hotline.respond', respond('needs-time')),
    received(),
    until(2 * HOUR),
  ] as const;
  await given(...delayed).shows((story) => {
    assert.equal(story.deadline('call', 'acknowledge').state, 'met');
    assert.equal(story.deadline('call', 'respond').state, 'running');
    assert.equal(standing(story).standing, 'acknowledged');
  });
  await given(...delayed, says('cn', 'hotline.respond', respond('will-not')), received())
    .when('cn', 'hotline.respond', respond('done'))
    .allowed((story) => {
      assert.deepEqual(
        state(story).responses.map(({ answer }) => answer),
        ['needs-time', 'will-not', 'done'],
      );
      assert.equal(story.deadline('call', 'respond').stoppedAt, START + 2 * HOUR);
    });
});

test('a registrar of either side shows the notice that was given', async () => {
  for (const party of ['us', 'cn']) {
    await given(...raised)
      .when(party, 'hotline.notice', { on: 'call', body: NOTICE, by: ['registrar'] })
      .allowed((story) => assert.deepEqual(state(story).notices[0]?.party, party));
  }
  await given(...raised)
    .when('us', 'hotline.notice', { on: 'call', body: { ...NOTICE, rung: 5 } })
    .refused('hotline.rung');
  await given(...raised)
    .when('cn', 'hotline.acknowledge', { ...acknowledge(), by: ['registrar'] })
    .refused('act.no_power');
});

const standDown = (party: string): Step =>
  says(party, 'hotline.stand-down', {
    on: 'call',
    body: (story) => ({ expires: story.world.now + DAY }),
    as: 'summary',
  });

const endorsed = (party: string): Step =>
  says(party, 'endorse', { on: 'call', body: (story) => ({ of: story.id('summary') }) });

test('either side proposes to stand down, and the other’s endorsement ends it', async () => {
  await given(...raised, until(HOUR), standDown('cn'), received()).shows((story) => {
    assert.equal(state(story).standDown, null);
    assert.equal(standing(story).open, true);
  });
  for (const [proposer, other] of [
    ['us', 'cn'],
    ['cn', 'us'],
  ] as const) {
    await given(...raised, until(HOUR), standDown(proposer), received(), endorsed(other), received()).shows((story) => {
      assert.deepEqual(state(story).standDown, { id: story.id('summary'), inForceAt: START + HOUR });
      assert.deepEqual(standing(story), { standing: 'stood-down', open: false, category: 'crisis' });
      assert.deepEqual(names(story), ['acknowledge', 'respond']);
      assert.equal(story.deadline('call', 'acknowledge').state, 'void');
      assert.equal(rungAt(state(story), START + HOUR - 1).phase, 'waits');
      assert.equal(rungAt(state(story), START + 99 * HOUR).phase, 'stood-down');
      assert.equal(rungAt(state(story), START + 99 * HOUR).rung, 1);
    });
  }
});

test('what was due before it was stood down stays due', () =>
  given(...raised, until(5 * HOUR), standDown('us'), received(), endorsed('cn'), received()).shows((story) => {
    assert.deepEqual(names(story), ['acknowledge', 'acknowledge-rung-2', 'respond']);
    assert.equal(story.deadline('call', 'acknowledge').state, 'lapsed');
    assert.equal(story.deadline('call', 'acknowledge-rung-2').state, 'void');
    assert.equal(story.deadline('call', 'respond').state, 'void');
  }));

test('the first summary in force counts, and what is said later is heard', () =>
  given(...raised, standDown('us'), received(), endorsed('cn'), received(), until(HOUR), standDown('us'), received())
    .when('cn', 'hotline.respond', respond())
    .allowed((story) => assert.equal(state(story).standDown?.inForceAt, START)));

test('of two summaries in force the one that came in force first counts, whichever was proposed first', () => {
  const proposed = (as: string) => says('us', 'hotline.stand-down', { on: 'call', body: { expires: START + DAY }, as });
  const signed = (of: string) => says('cn', 'endorse', { on: 'call', body: (story) => ({ of: story.id(of) }) });
  return given(
    ...raised,
    proposed('first'),
    proposed('second'),
    received(),
    signed('second'),
    received(),
    until(HOUR),
    signed('first'),
    received(),
  ).shows((story) => assert.deepEqual(state(story).standDown, { id: story.id('second'), inForceAt: START }));
});

test('later terms lengthen a ladder that stands, rung by rung, and never shorten it', async () => {
  const amended = (hours: number, ...rest: Step[]) => {
    const { hotline, ...others } = defaultTerms.allowances;
    const allowances = { ...others, hotline: { ...hotline, acknowledge: { hours } } };
    return given(
      ...raised,
      until(HOUR),
      says('us', 'accord.amend', {
        body: { terms: { ...defaultTerms, allowances } as JsonObject, from: START, expires: START + DAY },
        by: ['head', 'second'],
        as: 'change',
      }),
      received(),
      says('cn', 'endorse', { body: (story) => ({ of: story.id('change') }), by: ['head'] }),
      received(),
      ...rest,
    );
  };
  const dues = (story: Story) =>
    state(story)
      .deadlines.slice(0, 4)
      .map(({ dueAt }) => (dueAt! - START) / HOUR);
  await amended(6).shows((story) => assert.deepEqual(dues(story), [6, 12, 18, 24]));
  await amended(2).shows((story) => assert.deepEqual(dues(story), [4, 8, 12, 16]));
});

test('a drill is marked as one', () =>
  given(raise({ drill: true }), received()).shows((story) => {
    assert.equal(state(story).drill, true);
    assert.equal(standing(story).category, 'drill');
  }));

const asked = [
  says('us', 'request.make', { body: { to: 'cn', category: 'takedown', urgency: 'urgent' }, as: 'ask' }),
  says('us', 'hotline.raise', {
    body: (story) => ({ ...RAISE, about: { request: story.id('ask') } }),
    as: 'call',
  }),
  received(),
  until(HOUR),
] as const;

test('that the request it is about was answered is a fact beside the item', async () => {
  await given(...asked).shows((story) => {
    assert.equal(standing(story).category, 'request');
    assert.deepEqual(state(story).obligations, []);
  });
  const replies = (final: boolean) =>
    says('cn', 'request.reply', { on: 'ask', body: { final, outcome: 'fulfilled' }, as: 'reply' });
  await given(...asked, replies(false), received()).shows((story) => assert.deepEqual(state(story).obligations, []));
  await given(...asked, replies(true)).shows((story) =>
    assert.deepEqual(state(story).obligations, [
      { what: 'answered', because: story.id('reply'), since: null, deadline: null },
    ]),
  );
  await given(...asked, replies(true), received()).shows((story) => {
    assert.equal(state(story).obligations[0]?.since, START + HOUR);
    assert.equal(standing(story).standing, 'raised', 'the item itself ends by agreement alone');
  });
});

test('so is the position on the case it is about', () =>
  given(
    says('us', 'case.allege', {
      body: { respondent: 'cn', claimant: 'cert', points: [{ no: 1, kind: 'access' }] },
      as: 'case',
    }),
    says('us', 'hotline.raise', { body: (story) => ({ ...RAISE, about: { case: story.id('case') } }), as: 'call' }),
    received(),
    says('cn', 'case.position', { on: 'case', body: { stance: 'deny' }, as: 'first' }),
    says('cn', 'case.position', { on: 'case', body: { stance: 'accept' } }),
    received(),
  ).shows((story) =>
    assert.deepEqual(state(story).obligations, [
      { what: 'answered', because: story.id('first'), since: START, deadline: null },
    ]),
  ));

test('a position from before the item was raised is no answer to it; the next one is', async () => {
  const before = [
    says('us', 'case.allege', {
      body: { respondent: 'cn', claimant: 'cert', points: [{ no: 1, kind: 'access' }] },
      as: 'case',
    }),
    says('cn', 'case.position', { on: 'case', body: { stance: 'deny' } }),
    received(),
    until(HOUR),
    says('us', 'hotline.raise', { body: (story) => ({ ...RAISE, about: { case: story.id('case') } }), as: 'call' }),
    received(),
  ] as const;
  await given(...before).shows((story) => assert.deepEqual(state(story).obligations, []));
  await given(
    ...before,
    says('cn', 'case.position', { on: 'case', body: { stance: 'accept' }, as: 'since' }),
    received(),
  ).shows((story) => assert.equal(state(story).obligations[0]?.because, story.id('since')));
});

test('nothing follows from a subject that is of another kind, or that nobody opened', async () => {
  await given(
    ...asked,
    says('cn', 'request.reply', { on: 'ask', body: { final: true, outcome: 'fulfilled' } }),
    says('us', 'hotline.raise', { body: (story) => ({ ...RAISE, about: { case: story.id('ask') } }), as: 'call' }),
    received(),
  ).shows((story) => assert.deepEqual(state(story).obligations, []));
  await given(raise({ about: { request: 'E'.repeat(42) + 'A' } }), received()).shows((story) =>
    assert.deepEqual(state(story).obligations, []),
  );
});
