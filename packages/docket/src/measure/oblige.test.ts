// What follows for a measure from a request or a commitment: told once with everything said in turn, and delivered in any order.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import fc from 'fast-check';
import type { Obligation } from '#kind';
import type { MeasureState } from '#measure/kind';
import { checkDelivery } from '#testing/deliver';
import { cosigned, given, inWorld, received, says, until, type Step, type Story } from '#testing/given';
import { DAY, HOUR, START } from '#testing/world';

const BODY = { to: 'cn', kind: 'tariff', orientation: 'prospective' };

const announce = (body: JsonObject | ((story: Story) => JsonObject) = { state: 'in-force' }): Step =>
  says('us', 'measure.announce', {
    by: ['head'],
    body: (story) => ({ ...BODY, ...(typeof body === 'function' ? body(story) : body) }),
    as: 'measure',
  });

const ask: Step = says('us', 'request.make', {
  body: { to: 'cn', category: 'takedown', urgency: 'routine' },
  as: 'ask',
});

const reply = (body: JsonObject = {}): Step =>
  says('cn', 'request.reply', { on: 'ask', body: { final: true, outcome: 'fulfilled', ...body }, as: 'reply' });

const rate = (satisfied: boolean, as = 'rating'): Step =>
  says('us', 'request.rate', {
    on: 'ask',
    body: (story) => ({
      reply: story.id('reply'),
      relevance: 4,
      completeness: 4,
      clarity: 4,
      specificity: 4,
      usefulness: 4,
      satisfied,
    }),
    as,
  });

const pledge: Step = says('cn', 'commitment.undertake', {
  by: ['head'],
  body: {
    to: 'us',
    elements: [
      { no: 1, element: 'act' },
      { no: 2, element: 'procedure' },
    ],
    criteria: [
      { no: 1, element: 1, by: 'absence' },
      { no: 2, element: 2, by: 'event' },
    ],
    from: '2026-01-05',
    until: '2026-12-31',
  },
  as: 'pledge',
});

const assess = (party: string, verdicts: [number, string][], as: string, body: JsonObject = {}): Step =>
  says(party, 'commitment.assess', {
    by: ['head'],
    on: 'pledge',
    body: {
      elements: verdicts.map(([no, verdict]) => ({ no, verdict, criterion: no, confidence: 'high' })),
      ...body,
    },
    as,
  });

const standDown = (on: 'request' | 'commitment', satisfaction: string): Step =>
  says('us', 'measure.stand-down', {
    by: ['head'],
    on: 'measure',
    body: ({ acts, world }) => ({
      when: { [on]: acts.get(on === 'request' ? 'ask' : 'pledge')!.id },
      satisfaction,
      expires: world.now + 10 * DAY,
    }),
    as: 'offer',
  });

const endorse = (party: string, on: string, of: string): Step =>
  says(party, 'endorse', { on, body: (story) => ({ of: story.id(of) }) });

const agreed = (on: 'request' | 'commitment', satisfaction: string): Step[] => [
  standDown(on, satisfaction),
  received(),
  endorse('cn', 'measure', 'offer'),
  received(),
];

const lifts: Step = says('us', 'measure.vary', {
  by: ['head'],
  on: 'measure',
  body: { state: 'lifted', reason: 'stand-down', from: '2026-01-06' },
  as: 'lifting',
});

const obligations = (story: Story): Obligation[] => story.state<MeasureState>('measure').obligations;

const owed = (story: Story) =>
  obligations(story).map(({ what, because, since, deadline }) => ({
    what,
    because: [...story.acts].find(([name, { id }]) => name !== 'last' && id === because)?.[0],
    hours: since === null ? null : (since - START) / HOUR,
    by: deadline?.owedBy,
  }));

const LIFT = { what: 'lift', by: 'us' };

const withRequest = [ask, announce(), received(), until(HOUR), ...agreed('request', 'us')] as const;

test('a stand-down agreed makes lifting owed once the request is fulfilled and the requester satisfied', async () => {
  await given(...withRequest).shows((story) => assert.deepEqual(owed(story), []));
  const answered = [...withRequest, until(2 * HOUR), reply(), received()] as const;
  await given(...answered).shows((story) => assert.deepEqual(owed(story), [], 'the requester has not said so'));
  await given(...answered, until(3 * HOUR), rate(false), received()).shows((story) =>
    assert.deepEqual(owed(story), []),
  );
  await given(...answered, until(3 * HOUR), rate(true), until(4 * HOUR), received()).shows((story) => {
    assert.deepEqual(owed(story), [{ ...LIFT, because: 'rating', hours: 4 }]);
    const { deadline } = obligations(story)[0]!;
    // Monday 5 January; ten working days on, at 24:00 UTC of Monday 19 January.
    assert.equal(deadline!.dueAt, Math.floor(START / DAY) * DAY + 15 * DAY);
    assert.deepEqual([deadline!.for, deadline!.of, deadline!.owedTo], ['lift', story.id('offer'), 'cn']);
  });
});

test('lifting is owed from when what met the condition was provable to the side that owes it', () =>
  given(...withRequest, until(2 * HOUR), reply(), received(), until(3 * HOUR), rate(true)).shows((story) => {
    assert.deepEqual(owed(story), [{ ...LIFT, because: 'rating', hours: null }]);
    assert.equal(obligations(story)[0]!.deadline!.dueAt, null);
  }));

test('the variation that lifts stops it, at its receipt', () =>
  given(
    ...withRequest,
    until(2 * HOUR),
    reply(),
    received(),
    until(3 * HOUR),
    rate(true),
    received(),
    until(5 * HOUR),
    lifts,
    until(6 * HOUR),
    received(),
  ).shows((story) => {
    const { deadline } = obligations(story)[0]!;
    assert.deepEqual([deadline!.answer?.id, deadline!.stoppedAt], [story.id('lifting'), START + 6 * HOUR]);
  }));

test('to the satisfaction of the addressee, its own final reply meets the condition', () =>
  given(
    ask,
    announce(),
    received(),
    until(HOUR),
    ...agreed('request', 'cn'),
    until(2 * HOUR),
    reply(),
    received(),
  ).shows((story) => assert.deepEqual(owed(story), [{ ...LIFT, because: 'reply', hours: 2 }])));

test('what the other side says is owed for once it is served, also where the side that owes keeps its receipt back', () =>
  inWorld(
    { witnesses: ['w.example'] },
    ask,
    announce(),
    received(),
    until(HOUR),
    ...agreed('request', 'cn'),
    until(2 * HOUR),
    reply(),
    cosigned('w.example', 'cn'),
  ).shows((story) => assert.deepEqual(owed(story), [{ ...LIFT, because: 'reply', hours: 2 + 5 * 24 }])));

test('a reply that is not final, or not fulfilled, meets nothing', async () => {
  for (const body of [{ final: false }, { outcome: 'partly' }, { outcome: 'no-information' }]) {
    await given(ask, announce(), received(), until(HOUR), ...agreed('request', 'cn'), reply(body), received()).shows(
      (story) => assert.deepEqual(owed(story), []),
    );
  }
});

test('a stand-down that was only proposed obliges nobody', () =>
  given(ask, announce(), received(), standDown('request', 'cn'), received(), reply(), received()).shows((story) =>
    assert.deepEqual(owed(story), []),
  ));

test('what had met the condition before it was agreed counts from then', () =>
  given(ask, announce(), received(), reply(), received(), until(HOUR), ...agreed('request', 'cn')).shows((story) =>
    assert.deepEqual(owed(story), [{ ...LIFT, because: 'reply', hours: 1 }]),
  ));

const withPledge = [pledge, announce(), received(), until(HOUR), ...agreed('commitment', 'us')] as const;

test('a commitment is met when the side to be satisfied calls every element fulfilled', async () => {
  const one = [...withPledge, until(2 * HOUR), assess('us', [[1, 'fulfilled']], 'one'), received()] as const;
  await given(...one).shows((story) => assert.deepEqual(owed(story), []));
  await given(...one, until(3 * HOUR), assess('us', [[2, 'partly']], 'two'), received()).shows((story) =>
    assert.deepEqual(owed(story), []),
  );
  await given(...one, until(3 * HOUR), assess('us', [[2, 'fulfilled']], 'two'), received()).shows((story) =>
    assert.deepEqual(owed(story), [{ ...LIFT, because: 'two', hours: 3 }]),
  );
});

const ALL: [number, string][] = [
  [1, 'fulfilled'],
  [2, 'fulfilled'],
];

test('what the other side finds of itself meets nothing, what both say does', async () => {
  await given(...withPledge, assess('cn', ALL, 'own'), received()).shows((story) => assert.deepEqual(owed(story), []));
  const proposed = [
    ...withPledge,
    until(2 * HOUR),
    assess('cn', ALL, 'both', { expires: START + 9 * HOUR }),
    received(),
  ];
  await given(...proposed).shows((story) => assert.deepEqual(owed(story), []));
  await given(...proposed, until(3 * HOUR), endorse('us', 'pledge', 'both'), received()).shows((story) =>
    assert.deepEqual(owed(story), [{ ...LIFT, because: 'both', hours: 3 }]),
  );
});

test('of a verdict of its own and one of both, what was provable first counts', () =>
  given(
    ...withPledge,
    until(2 * HOUR),
    assess('cn', ALL, 'both', { expires: START + 9 * HOUR }),
    received(),
    until(3 * HOUR),
    endorse('us', 'pledge', 'both'),
    received(),
    until(4 * HOUR),
    assess('us', ALL, 'own'),
    received(),
  ).shows((story) => assert.deepEqual(owed(story), [{ ...LIFT, because: 'both', hours: 3 }])));

test('a change of mind after the condition was met undoes nothing, one before it was agreed does', async () => {
  const no = assess('us', [[2, 'not']], 'no');
  await given(
    ...withPledge,
    until(2 * HOUR),
    assess('us', ALL, 'yes'),
    received(),
    until(3 * HOUR),
    no,
    received(),
  ).shows((story) => assert.deepEqual(owed(story), [{ ...LIFT, because: 'yes', hours: 2 }]));
  const reversed = [
    pledge,
    announce(),
    received(),
    assess('us', ALL, 'yes'),
    received(),
    until(HOUR),
    no,
    received(),
    until(2 * HOUR),
    ...agreed('commitment', 'us'),
  ] as const;
  await given(...reversed).shows((story) => assert.deepEqual(owed(story), []));
  await given(...reversed, until(3 * HOUR), assess('us', ALL, 'again'), received()).shows((story) =>
    assert.deepEqual(owed(story), [{ ...LIFT, because: 'again', hours: 3 }]),
  );
});

const threat = announce((story) => ({
  state: 'threatened',
  by: START + 5 * HOUR,
  condition: { commitment: story.id('pledge') },
}));

const threatened = [pledge, threat, received()] as const;

test('a threat whose condition is met in time is averted, and is to be taken back', () =>
  given(...threatened, until(4 * HOUR), assess('us', ALL, 'yes'), received()).shows((story) =>
    assert.deepEqual(owed(story), [
      { what: 'averted', because: 'yes', hours: 4, by: undefined },
      { ...LIFT, because: 'yes', hours: 4 },
    ]),
  ));

test('a threat whose condition is met too late, or not to the satisfaction of the side that threatens, is not averted', async () => {
  await given(...threatened, until(6 * HOUR), assess('us', ALL, 'yes'), received()).shows((story) =>
    assert.deepEqual(owed(story), []),
  );
  await given(...threatened, until(4 * HOUR), assess('us', ALL, 'yes')).shows((story) =>
    assert.deepEqual(owed(story), [], 'it is not provable yet'),
  );
  await given(...threatened, until(4 * HOUR), assess('cn', ALL, 'yes'), received()).shows((story) =>
    assert.deepEqual(owed(story), []),
  );
});

test('a threat that was carried out before its condition was met in time was not averted, and is to be lifted', async () => {
  const carriedOut = says('us', 'measure.vary', {
    by: ['head'],
    on: 'measure',
    body: { state: 'in-force', reason: 'condition-not-met', from: '2026-01-05' },
  });
  await given(
    ...threatened,
    until(3 * HOUR),
    carriedOut,
    received(),
    until(4 * HOUR),
    assess('us', ALL, 'yes'),
    received(),
  ).shows((story) => assert.deepEqual(owed(story), [{ ...LIFT, because: 'yes', hours: 4 }]));
  await given(
    ...threatened,
    until(3 * HOUR),
    assess('us', ALL, 'yes'),
    received(),
    until(4 * HOUR),
    carriedOut,
    received(),
  ).shows((story) =>
    assert.deepEqual(
      owed(story).map(({ what }) => what),
      ['averted', 'lift'],
      'that it was carried out all the same is plain to see',
    ),
  );
});

test('nothing follows from a subject that is not held, or is of another kind than it is named as', async () => {
  const named = (condition: JsonObject) => announce({ state: 'threatened', by: START + 5 * HOUR, condition });
  await given(named({ request: 'x'.repeat(43) }), received()).shows((story) => assert.deepEqual(owed(story), []));
  await given(
    pledge,
    announce((story) => ({
      state: 'threatened',
      by: START + 5 * HOUR,
      condition: { request: story.id('pledge') },
    })),
    received(),
    assess('us', ALL, 'yes'),
    received(),
  ).shows((story) => assert.deepEqual(owed(story), []));
  await given(
    ask,
    announce((story) => ({
      state: 'threatened',
      by: START + 5 * HOUR,
      condition: { commitment: story.id('ask') },
    })),
    received(),
    reply(),
    received(),
    rate(true),
    received(),
  ).shows((story) => assert.deepEqual(owed(story), []));
});

test('in whatever order acts and receipts arrive, the same follows', async () => {
  const stories: Step[][] = [
    [...withRequest, until(2 * HOUR), reply(), received(), until(3 * HOUR), rate(true), received(), lifts, received()],
    [
      ...withPledge,
      until(2 * HOUR),
      assess('cn', ALL, 'both', { expires: START + 9 * HOUR }),
      received(),
      endorse('us', 'pledge', 'both'),
      received(),
    ],
    [...threatened, until(4 * HOUR), assess('us', ALL, 'yes'), received()],
  ];
  for (const steps of stories) {
    await given(...steps).shows(({ world }) =>
      fc.assert(
        fc.property(fc.array(fc.nat(5), { maxLength: 60 }), (turns) => checkDelivery(world, turns)),
        { numRuns: 30 },
      ),
    );
  }
});
