import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import fc from 'fast-check';
import { commitmentKind, type CommitmentState } from '#commitment/kind';
import { checkDelivery } from '#testing/deliver';
import { given, received, says, until, type Step, type Story } from '#testing/given';
import { DAY, HOUR, START } from '#testing/world';

/** Midnight before the beginning: Monday 5 January 2026, 00:00 UTC. */
const MONDAY = Math.floor(START / DAY) * DAY;

const PLEDGE = {
  to: 'us',
  elements: [
    { no: 1, element: 'act' },
    { no: 2, element: 'amount' },
  ],
  criteria: [
    { no: 1, element: 1, by: 'absence', indicator: 'thefts' },
    { no: 2, element: 1, by: 'judgement' },
    { no: 3, element: 2, by: 'amount' },
  ],
  from: '2026-01-05',
  until: '2026-12-31',
  amount: { unit: 'usd', value: 1_000_000 },
};

const undertake = (body: JsonObject = {}): Step =>
  says('cn', 'commitment.undertake', { by: ['head'], body: { ...PLEDGE, ...body }, as: 'word' });

const pledged = [undertake(), received()] as const;

const proposed = [undertake({ expires: START + 10 * DAY }), received()] as const;

const endorse = (party: string, of: string): Step =>
  says(party, 'endorse', { on: 'word', body: (story) => ({ of: story.id(of) }) });

const mutual = [...proposed, until(HOUR), endorse('us', 'word'), received()] as const;

const report = (body: JsonObject, party = 'cn'): Step =>
  says(party, 'commitment.report', { on: 'word', body: { elements: [], ...body } });

const verdictOn = (no: number, verdict: string, criterion: number): JsonObject => ({
  no,
  verdict,
  criterion,
  confidence: 'moderate',
});

const assess = (party: string, elements: JsonObject[], body: JsonObject = {}, as = 'verdict'): Step =>
  says(party, 'commitment.assess', { by: ['head'], on: 'word', body: { elements, ...body }, as });

const commitment = (story: Story) => story.state<CommitmentState>('word');

const standing = (story: Story) => commitmentKind.standing(commitment(story));

const refusedOpening = (body: JsonObject, code: string) =>
  given()
    .when('cn', 'commitment.undertake', { by: ['head'], body: { ...PLEDGE, ...body } })
    .refused(code);

test('a commitment is undertaken towards another party', async () => {
  await given()
    .when('cn', 'commitment.undertake', { by: ['head'], body: PLEDGE })
    .allowed((story) => assert.deepEqual(story.state('it').sides, ['cn', 'us']));
  await refusedOpening({ to: 'cn' }, 'commitment.to');
  await refusedOpening({ to: 'ru' }, 'commitment.to');
});

test('the time frame has days that exist, the first not after the last', async () => {
  await refusedOpening({ from: '2026-02-30' }, 'commitment.frame');
  await refusedOpening({ until: '2026-04-31' }, 'commitment.frame');
  await refusedOpening({ from: '2026-02-02', until: '2026-02-01' }, 'commitment.frame');
  await given()
    .when('cn', 'commitment.undertake', { by: ['head'], body: { ...PLEDGE, from: '2026-02-01', until: '2026-02-01' } })
    .allowed();
});

test('criteria are fixed when it is undertaken: each judges an element, and each element has one', async () => {
  await refusedOpening({ criteria: PLEDGE.criteria.slice(0, 2) }, 'commitment.criteria');
  await refusedOpening({ criteria: [...PLEDGE.criteria, { no: 4, element: 9, by: 'count' }] }, 'commitment.criteria');
  await refusedOpening({ criteria: [] }, 'act.body');
});

test('at most two hundred reports are due in one frame', async () => {
  const frame = { from: '2026-01-05', until: '2026-07-24', reportDays: 1 };
  await given()
    .when('cn', 'commitment.undertake', { by: ['head'], body: { ...PLEDGE, ...frame } })
    .allowed();
  await refusedOpening({ ...frame, until: '2026-07-25' }, 'commitment.reports_many');
  await refusedOpening({ from: '0000-01-01', until: '9999-12-31', reportDays: 1 }, 'commitment.reports_many');
});

test('a pledge binds its maker without an endorsement', () =>
  given(...pledged).shows((story) =>
    assert.deepEqual(standing(story), { standing: 'pledged', open: true, category: '-' }),
  ));

test('one that is to bind both is proposed, then agreed, declined or withdrawn', async () => {
  const decline = (party: string) =>
    says(party, 'decline', { by: ['head'], on: 'word', body: (story) => ({ of: story.id('word') }) });
  const is = (name: string, open: boolean) => (story: Story) =>
    assert.deepEqual(standing(story), { standing: name, open, category: '-' });
  await given(...proposed).shows(is('proposed', true));
  await given(...mutual).shows(is('agreed', true));
  await given(...proposed, decline('us')).shows(is('declined', false));
  await given(...proposed, decline('cn')).shows(is('withdrawn', false));
  await given(...proposed, decline('cn'), endorse('us', 'word'), received()).shows(is('agreed', true));
});

test('who undertook it reports; on one that binds both, each side does', async () => {
  const body = { elements: [{ no: 1, claimed: 'done' }] };
  await given(...pledged)
    .when('cn', 'commitment.report', { on: 'word', body })
    .allowed();
  await given(...pledged)
    .when('us', 'commitment.report', { on: 'word', body })
    .refused('commitment.not_obligor');
  await given(
    ...mutual,
    report(body, 'us'),
    until(2 * HOUR),
    report({ elements: [{ no: 1, claimed: 'partly' }] }),
  ).shows((story) =>
    assert.deepEqual(
      commitment(story).claims.map(({ party, no, claimed }) => [party, no, claimed]),
      [
        ['us', 1, 'done'],
        ['cn', 1, 'partly'],
      ],
    ),
  );
});

test('a report says something, of elements that are there', async () => {
  await given(...pledged)
    .when('cn', 'commitment.report', { on: 'word', body: { elements: [] } })
    .refused('commitment.reports_nothing');
  await given(...pledged)
    .when('cn', 'commitment.report', { on: 'word', body: { elements: [{ no: 4, claimed: 'done' }] } })
    .refused('commitment.element_unknown');
});

test('an amount is reported only of a commitment that has one, and the last one said stands beside the earlier', async () => {
  await given(...pledged, report({ amount: 600_000 }), report({ amount: 500_000 })).shows((story) => {
    const { amounts, reports } = commitment(story);
    assert.deepEqual(
      amounts.map(({ party, value }) => [party, value]),
      [['cn', 500_000]],
      'a correction may say less',
    );
    assert.deepEqual(
      reports.map(({ body }) => body['amount']),
      [600_000, 500_000],
    );
  });
  const { amount: _, ...none } = PLEDGE;
  await given(says('cn', 'commitment.undertake', { by: ['head'], body: none, as: 'word' }))
    .when('cn', 'commitment.report', { on: 'word', body: { elements: [], amount: 1 } })
    .refused('commitment.amount_none');
});

test('an element is judged by a criterion that was fixed for it', async () => {
  const when = (elements: JsonObject[]) =>
    given(...pledged).when('us', 'commitment.assess', { by: ['head'], on: 'word', body: { elements } });
  await when([verdictOn(1, 'partly', 2)]).allowed();
  await when([verdictOn(1, 'partly', 3)]).refused('commitment.criterion');
  await when([verdictOn(1, 'partly', 9)]).refused('commitment.criterion');
  await when([verdictOn(3, 'partly', 3)]).refused('commitment.element_unknown');
});

test('each party gives verdicts of its own; its last on an element stands, and all are kept', () =>
  given(
    ...pledged,
    assess('us', [verdictOn(1, 'not', 1), verdictOn(2, 'cannot-be-assessed', 3)]),
    until(HOUR),
    assess('cn', [verdictOn(1, 'fulfilled', 1)]),
    until(2 * HOUR),
    assess('us', [verdictOn(1, 'partly', 2)]),
  ).shows((story) => {
    const { verdicts, assessments, joint } = commitment(story);
    assert.deepEqual(
      verdicts.map(({ party, no, verdict, criterion }) => [party, no, verdict, criterion]),
      [
        ['us', 1, 'partly', 2],
        ['us', 2, 'cannot-be-assessed', 3],
        ['cn', 1, 'fulfilled', 1],
      ],
    );
    assert.equal(assessments.length, 3);
    assert.deepEqual(joint, []);
    assert.equal(standing(story).standing, 'pledged', 'what each says alone makes nothing fulfilled');
  }));

const bothSay = (elements: JsonObject[], at: number, as: string): Step[] => [
  until(at),
  assess('us', elements, { expires: START + at + DAY }, as),
  received(),
  endorse('cn', as),
  received(),
];

test('a joint verdict exists only by endorsement, and is nobody’s own', async () => {
  const elements = [verdictOn(1, 'fulfilled', 1), verdictOn(2, 'partly', 3)];
  await given(...pledged, assess('us', elements, { expires: START + DAY }), received()).shows((story) => {
    assert.deepEqual(commitment(story).joint, []);
    assert.deepEqual(commitment(story).verdicts, []);
  });
  await given(...pledged, ...bothSay(elements, HOUR, 'both')).shows((story) => {
    const { joint, verdicts } = commitment(story);
    assert.deepEqual(
      joint.map(({ no, verdict, since }) => [no, verdict, since]),
      [
        [1, 'fulfilled', START + HOUR],
        [2, 'partly', START + HOUR],
      ],
    );
    assert.deepEqual(verdicts, []);
    assert.equal(standing(story).standing, 'pledged');
  });
});

test('of two verdicts of both on an element the one endorsed later stands, and all elements fulfilled end it', () =>
  given(
    ...pledged,
    ...bothSay([verdictOn(1, 'fulfilled', 1), verdictOn(2, 'not', 3)], HOUR, 'first'),
    ...bothSay([verdictOn(2, 'fulfilled', 3)], 2 * HOUR, 'second'),
  ).shows((story) => {
    assert.deepEqual(
      commitment(story).joint.map(({ no, verdict, by }) => [no, verdict, by]),
      [
        [1, 'fulfilled', story.id('first')],
        [2, 'fulfilled', story.id('second')],
      ],
    );
    assert.deepEqual(standing(story), { standing: 'fulfilled', open: false, category: '-' });
  }));

const reports = (story: Story) =>
  commitment(story).deadlines.map(({ owedBy, startsAt, dueAt, stoppedAt }) => [owedBy, startsAt, dueAt, stoppedAt]);

const monthly = { reportDays: 30, until: '2026-04-05' };

test('a report is due this often, in whole days, while the time frame runs', () =>
  given(undertake(monthly), received()).shows((story) =>
    assert.deepEqual(reports(story), [
      ['cn', START, MONDAY + 31 * DAY, null],
      ['cn', MONDAY + 31 * DAY, MONDAY + 61 * DAY, null],
      ['cn', MONDAY + 61 * DAY, MONDAY + 91 * DAY, null],
    ]),
  ));

test('no report is due before the commitment binds, nor for what had passed by then', async () => {
  await given(undertake(monthly)).shows((story) => assert.deepEqual(reports(story), []));
  await given(undertake({ ...monthly, expires: START + 10 * DAY }), received()).shows((story) =>
    assert.deepEqual(reports(story), []),
  );
  await given(undertake({ ...monthly, from: '2025-12-01' }), received()).shows((story) =>
    assert.deepEqual(
      reports(story).map(([, startsAt, dueAt]) => [startsAt, dueAt]),
      [
        [START, MONDAY + 26 * DAY],
        [MONDAY + 26 * DAY, MONDAY + 56 * DAY],
        [MONDAY + 56 * DAY, MONDAY + 86 * DAY],
      ],
    ),
  );
  await given(undertake(), received()).shows((story) => assert.deepEqual(reports(story), [], 'none was undertaken'));
});

test('no report is due sooner than the floor after the commitment came to bind', () =>
  given(undertake({ ...monthly, from: '2025-12-06' }), received()).shows((story) =>
    assert.deepEqual(reports(story)[0], ['cn', START, START + DAY, null]),
  ));

test('of a commitment that binds both, each side owes its reports', () =>
  given(
    undertake({ ...monthly, until: '2026-02-05', expires: START + 10 * DAY }),
    received(),
    until(HOUR),
    endorse('us', 'word'),
    received(),
  ).shows((story) =>
    assert.deepEqual(reports(story), [
      ['cn', START + HOUR, MONDAY + 31 * DAY, null],
      ['us', START + HOUR, MONDAY + 31 * DAY, null],
    ]),
  ));

test('a report answers for its period, and late for those before it', async () => {
  const claim = { elements: [{ no: 1, claimed: 'under-way' }] };
  const steps = [undertake(monthly), received(), until(40 * DAY), report(claim), received()];
  const [first, second] = [MONDAY + 31 * DAY, MONDAY + 61 * DAY];
  await given(...steps).shows((story) =>
    assert.deepEqual(
      commitment(story).deadlines.map(({ dueAt, stoppedAt }) => [dueAt, stoppedAt]),
      [
        [first, START + 40 * DAY],
        [second, START + 40 * DAY],
        [MONDAY + 91 * DAY, null],
      ],
    ),
  );
  await given(...steps).shows((story) => assert.equal(story.deadline('word', 'report').state, 'met late'));
  await given(undertake(monthly), received(), report(claim)).shows((story) => {
    const [deadline] = commitment(story).deadlines;
    assert.equal(deadline!.stoppedAt, null, 'nobody has cosigned the report');
    assert.notEqual(deadline!.answer, null);
  });
});

test('a commitment is listed under the exhibits of its reports and assessments', () =>
  given(
    ...pledged,
    report({ elements: [{ no: 1, claimed: 'done' }], exhibits: ['x'.repeat(43)] }),
    assess('us', [verdictOn(1, 'disputed', 1)], { exhibits: ['y'.repeat(43)] }),
  ).shows((story) => assert.deepEqual(commitmentKind.refers(commitment(story)), ['x'.repeat(43), 'y'.repeat(43)])));

test('in whatever order acts and receipts arrive, the same follows', () =>
  given(
    undertake({ ...monthly, expires: START + 10 * DAY }),
    received(),
    until(HOUR),
    endorse('us', 'word'),
    received(),
    until(32 * DAY),
    report({ elements: [{ no: 1, claimed: 'partly' }], amount: 5 }),
    received(),
    report({ elements: [{ no: 1, claimed: 'done' }] }, 'us'),
    ...bothSay([verdictOn(1, 'fulfilled', 1)], 33 * DAY, 'first'),
    ...bothSay([verdictOn(1, 'not', 1)], 34 * DAY, 'second'),
  ).shows(({ world }) =>
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 60 }), (turns) => checkDelivery(world, turns)),
      { numRuns: 30 },
    ),
  ));
