import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ASSUMPTIONS } from '#scorecard/assumptions';
import { ENDS_MIN, SHARE_MIN, WAITS_MIN, type Estimate } from '#scorecard/estimate';
import { scorecardOf, type Scorecard, type ScorecardInput } from '#scorecard/scorecard';
import { shareOf } from '#scorecard/share';
import type { RequestObservation } from '#scorecard/observation';
import { CATEGORIES, DAY, FROM, inventOccasions, inventRequests, left, UNTIL } from './requests.fixture.ts';

const REVIEW = UNTIL + 10 * DAY;

function input(requests: readonly RequestObservation[], more: Partial<ScorecardInput> = {}): ScorecardInput {
  return {
    parties: ['us', 'cn'],
    categories: CATEGORIES,
    requests,
    occasions: [],
    period: { from: FROM, until: UNTIL },
    reviewAt: REVIEW,
    ...more,
  };
}

const whole = () => scorecardOf(input(inventRequests(1, 600), { occasions: inventOccasions(2) }));

/** Of what `cn` was asked, in all categories. */
const ofChina = (card: Scorecard) => card.parties[1]!.answering[0]!;

/** Every object in the card that has an `n`. */
function* figuresOf(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if ('shows' in value) yield { ...value };
  for (const member of Object.values(value)) yield* figuresOf(member);
}

test('every figure carries n, assumptions with their sentences, and two sentences in both languages', () => {
  const card = whole();
  let figures = 0;
  for (const figure of figuresOf(card)) {
    figures++;
    assert.equal(typeof figure['n'], 'number');
    const codes = figure['assumptions'] as string[];
    assert.ok(codes.length > 0);
    for (const code of codes) assert.ok(code in card.assumptions, code);
    for (const words of [figure['shows'], figure['doesNotShow']] as { en: string; zh: string }[]) {
      assert.match(words.en, /^[A-Z0-9].*\.$/);
      assert.match(words.zh, /\p{Script=Han}.*。$/u);
    }
  }
  assert.ok(figures > 200);
  assert.deepEqual(Object.keys(card.assumptions), Object.keys(ASSUMPTIONS), 'no assumption is there for nothing');
});

test('below its minimum a figure holds no number', () => {
  let [withheld, told] = [0, 0];
  for (const figure of figuresOf(scorecardOf(input(inventRequests(3, 40), { occasions: inventOccasions(4) })))) {
    if (!('withheld' in figure)) continue;
    const { n, minimum, value, withheld: why, shows } = figure as Estimate<unknown>;
    assert.equal(n < minimum, why === 'too-few');
    assert.equal(value === null, why !== null);
    if (why === 'too-few') {
      withheld++;
      assert.match(shows.en, /^Too few to say/);
      assert.match(shows.zh, /^数量太少/);
    } else told++;
  }
  assert.ok(withheld > 0 && told > 0);
});

test('with the fewest that a share takes, the widest interval spans less than half of what is possible', () => {
  const widest = (n: number) => {
    const { lower, upper } = shareOf(Math.floor(n / 2), n);
    return upper - lower;
  };
  assert.ok(widest(SHARE_MIN) < 0.5 && widest(SHARE_MIN - 2) > 0.5);
});

test('it is plain JSON: the same bytes for the same record, in whatever order the requests come', () => {
  const requests = inventRequests(5, 120);
  const bytes = JSON.stringify(scorecardOf(input(requests)));
  assert.equal(JSON.stringify(scorecardOf(input(requests.toReversed()))), bytes);
  assert.equal(JSON.stringify(JSON.parse(bytes)), bytes);
  assert.doesNotMatch(bytes, /NaN|Infinity|undefined/);
  assert.doesNotMatch(bytes, /\d\.\d{7,}/, 'no number has more digits than were stated');
});

test('exchange the parties, and the same figures come out exchanged', () => {
  const requests = inventRequests(6, 200);
  const other = (party: string) => (party === 'us' ? 'cn' : 'us');
  const turned = requests.map((one) => ({ ...one, asker: other(one.asker), answerer: other(one.answerer) }));
  const [card, mirrored] = [scorecardOf(input(requests)), scorecardOf(input(turned))];
  for (const at of [0, 1]) {
    assert.deepEqual(mirrored.parties[1 - at]!.answering, card.parties[at]!.answering);
    assert.deepEqual(mirrored.parties[1 - at]!.asking, card.parties[at]!.asking);
  }
  for (const [at, { speed }] of card.sideBySide.entries()) {
    const opposite = mirrored.sideBySide[at]!.speed;
    assert.ok(Math.abs(speed.value!.ratio * opposite.value!.ratio - 1) < 0.002);
    assert.deepEqual(opposite.value!.p, speed.value!.p);
  }
});

test('what came after the review date has not happened yet', () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 30, max: 400 }), (seed, days) => {
      const reviewAt = FROM + days * DAY;
      const requests = inventRequests(seed, 30);
      const cut = (time: number | null) => (time !== null && time > reviewAt ? null : time);
      const there = requests.filter(({ madeAt }) => madeAt <= reviewAt);
      const known = there.map((one) => ({
        ...one,
        servedAt: cut(one.servedAt),
        acknowledgedAt: cut(one.acknowledgedAt),
        firstReplyAt: cut(one.firstReplyAt),
        finalAt: cut(one.finalAt),
        outcome: cut(one.finalAt) === null ? null : one.outcome,
        returnedAt: cut(one.returnedAt),
        withdrawnAt: cut(one.withdrawnAt),
        supersededAt: cut(one.supersededAt),
      }));
      assert.deepEqual(scorecardOf(input(known, { reviewAt })), scorecardOf(input(requests, { reviewAt })));
    }),
    { numRuns: 20 },
  ));

test('every request asked is exactly one of answered, refused, withdrawn, superseded and open', () => {
  for (const { answering, asking } of whole().parties) {
    for (const { counts } of [...answering, ...asking]) {
      const { asked, answered, refused, withdrawn, superseded, open } = counts;
      assert.equal(answered + refused + withdrawn + superseded + open, asked);
    }
    const [all, ...each] = answering.map(({ counts }) => counts.asked);
    assert.equal(
      each.reduce((sum, asked) => sum + asked, 0),
      all,
    );
  }
});

test('what came first counts, and a final reply of the same second comes before a withdrawal', () => {
  const at = FROM + 5 * DAY;
  const closed = { finalAt: at, firstReplyAt: at, outcome: 'fulfilled' };
  const counts = ofChina(
    scorecardOf(
      input([
        left(FROM, { ...closed, withdrawnAt: at }),
        left(FROM, { ...closed, withdrawnAt: at - 1 }),
        left(FROM, { supersededAt: at, withdrawnAt: at + 1 }),
        left(FROM, { finalAt: at, outcome: 'refused' }),
        left(FROM, { madeAt: FROM, servedAt: null }),
        left(FROM),
      ]),
    ),
  ).counts;
  const { asked, answered, refused, withdrawn, superseded, open, unserved } = counts;
  assert.deepEqual(
    { asked, answered, refused, withdrawn, superseded, open, unserved },
    { asked: 5, answered: 1, refused: 1, withdrawn: 1, superseded: 1, open: 1, unserved: 1 },
  );
});

test('requests left unanswered are not left out: the median is not reached while fewer than half are answered', () => {
  const quick = Array.from({ length: 6 }, () =>
    left(FROM, { finalAt: FROM + DAY, firstReplyAt: FROM + DAY, outcome: 'fulfilled' }),
  );
  const silent = Array.from({ length: 14 }, () => left(FROM));
  const { waits } = ofChina(scorecardOf(input([...quick, ...silent])));
  const close = waits.find(({ stage, clock }) => stage === 'close' && clock === 'gross')!;
  assert.deepEqual(close.median.value, {
    median: null,
    lower: DAY,
    upper: null,
    reached: 6,
    endedOtherwise: 0,
    open: 14,
  });
  assert.match(close.median.shows.en, /^6 of 20 had a final reply .* not reached yet/);
});

test('a withdrawn request is never counted as answered: the shares of all ends and of those waiting add up', () => {
  for (const { answering } of whole().parties) {
    for (const { outcomes } of answering.flatMap(({ waits }) => waits)) {
      for (const { shares, waiting } of outcomes.value?.byDay ?? []) {
        const total = shares.reduce((sum, { share }) => sum + share, waiting);
        assert.ok(Math.abs(total - 1) < 3e-4, `${total}`);
      }
    }
  }
});

test('a refusal closes a request as an answer does, and is no reply of substance', () => {
  const at = FROM + 3 * DAY;
  const requests = [
    ...Array.from({ length: 8 }, () => left(FROM, { finalAt: at, outcome: 'refused' })),
    ...Array.from({ length: 4 }, () => left(FROM, { finalAt: at, firstReplyAt: at, outcome: 'fulfilled' })),
  ];
  const { waits } = ofChina(scorecardOf(input(requests)));
  const outcomes = (stage: string) =>
    waits.find((card) => card.stage === stage && card.clock === 'net')!.outcomes.value!;
  assert.equal(outcomes('close').half.at, 3 * DAY);
  assert.equal(outcomes('reply').half.at, null);
  assert.deepEqual(
    outcomes('reply').byDay.map(({ day }) => day),
    [2],
  );
});

test('net time leaves out the pause, gross time does not', () => {
  const requests = Array.from({ length: WAITS_MIN }, () =>
    left(FROM, {
      acknowledgedAt: FROM + DAY,
      returnedAt: FROM + DAY,
      pauses: [{ from: FROM + DAY, to: FROM + 8 * DAY }],
      firstReplyAt: FROM + 10 * DAY,
      finalAt: FROM + 10 * DAY,
      outcome: 'fulfilled',
    }),
  );
  const { waits } = ofChina(scorecardOf(input(requests)));
  const median = (stage: string, clock: string) =>
    waits.find((card) => card.stage === stage && card.clock === clock)!.median.value!.median! / DAY;
  assert.deepEqual(
    [median('acknowledge', 'gross'), median('reply', 'gross'), median('reply', 'net'), median('close', 'net')],
    [1, 10, 3, 3],
  );
});

test('a request is in time, late, lapsed, unproven, not due or void', () => {
  const [early, late] = [FROM + 9 * DAY, FROM + 11 * DAY];
  const unheld = left(FROM);
  unheld.due.reply.heldAt = FROM + 9 * DAY;
  const { counts } = ofChina(
    scorecardOf(
      input(
        [
          left(FROM, { finalAt: early, outcome: 'fulfilled' }),
          left(FROM, { finalAt: early, outcome: 'refused', withdrawnAt: late }),
          left(FROM, { finalAt: late, outcome: 'fulfilled' }),
          left(FROM),
          unheld,
          left(FROM + 80 * DAY, { finalAt: FROM + 81 * DAY, outcome: 'fulfilled' }),
          left(FROM, { withdrawnAt: early }),
          left(FROM, { withdrawnAt: late }),
        ],
        { reviewAt: FROM + 85 * DAY },
      ),
    ),
  ).timely.find((card) => card.for === 'reply' && card.clock === 'net')!;
  assert.deepEqual(counts, { inTime: 2, late: 1, lapsed: 2, unproven: 1, notDue: 1, void: 1 });
});

test('the oldest open request is found wherever the period begins', () => {
  const { oldest, counts } = ofChina(
    scorecardOf(input([left(FROM - 100 * DAY), left(FROM + DAY, { pauses: [{ from: FROM + 2 * DAY, to: null }] })])),
  );
  assert.equal(counts.asked, 1);
  assert.deepEqual([oldest.n, oldest.gross, oldest.net], [2, REVIEW - FROM + 100 * DAY, REVIEW - FROM + 100 * DAY]);
});

test('occasions are due, held in time, held late, missed, ahead or no longer owed', () => {
  const drill = (day: number, doneDay: number | null, voidDay: number | null = null) => ({
    kind: 'drill' as const,
    owedBy: ['us', 'cn'],
    dueAt: FROM + day * DAY,
    doneAt: doneDay === null ? null : FROM + doneDay * DAY,
    voidAt: voidDay === null ? null : FROM + voidDay * DAY,
  });
  const occasions = [
    drill(1, 1),
    drill(2, 5),
    drill(3, null),
    drill(4, 60),
    drill(5, null, 4),
    drill(70, null),
    drill(400, 400),
  ];
  const card = scorecardOf(input([], { occasions, reviewAt: FROM + 50 * DAY }));
  for (const party of card.parties) {
    assert.deepEqual(party.occasions.find(({ kind }) => kind === 'drill')!.counts, {
      due: 4,
      inTime: 1,
      late: 1,
      missed: 2,
      ahead: 1,
      void: 1,
    });
  }
});

test('ratings: grades are counted, the gap is the receiver’s less the giver’s, and what does not vary is not estimated', () => {
  const rated = (receiver: number, giver: number) =>
    left(FROM, {
      ratings: {
        receiver: { at: FROM + DAY, scores: { clarity: receiver, relevance: 3 } },
        giver: { at: FROM + DAY, scores: { clarity: giver, relevance: 4 } },
      },
    });
  const requests = Array.from({ length: 60 }, (_, at) => rated(1 + (at % 3), 2 + (at % 4)));
  const { quality } = ofChina(scorecardOf(input(requests)));
  const clarity = quality.find(({ dimension }) => dimension === 'clarity')!;
  assert.deepEqual(clarity.receiver.grades, [20, 20, 20, 0, 0]);
  assert.equal(clarity.gap.value!.mean, -1.5);
  assert.ok(clarity.agreement.value!.linear.kappa < 0.2);
  const relevance = quality.find(({ dimension }) => dimension === 'relevance')!;
  assert.equal(relevance.gap.withheld, 'nothing-to-compare');
  assert.equal(quality.find(({ dimension }) => dimension === 'usefulness')!.agreement.withheld, 'too-few');
});

test('side by side: too few ends on either side say nothing of speed', () => {
  const answered = (at: number, turned: boolean) =>
    left(FROM + at, {
      ...(turned ? { asker: 'cn', answerer: 'us' } : {}),
      finalAt: FROM + at + DAY,
      outcome: 'fulfilled',
    });
  const requests = [
    ...Array.from({ length: 40 }, (_, at) => answered(at, false)),
    ...Array.from({ length: ENDS_MIN - 1 }, (_, at) => answered(at, true)),
  ];
  const card = scorecardOf(input(requests)).sideBySide.find(({ stage }) => stage === 'close')!;
  assert.deepEqual([card.parties, card.ends, card.speed.withheld], [['us', 'cn'], [ENDS_MIN - 1, 40], 'too-few']);
});

test('a category that the accord does not list comes last, and none that was not asked', () => {
  const requests = [
    left(FROM, { category: 'zeta' }),
    left(FROM, { category: 'takedown' }),
    left(FROM, { category: 'alpha' }),
  ];
  assert.deepEqual(
    scorecardOf(input(requests)).parties[1]!.answering.map(({ category }) => category),
    [null, 'takedown', 'alpha', 'zeta'],
  );
});

test('nothing asked and nothing due gives a card all the same', () => {
  const card = scorecardOf(input([]));
  assert.equal(card.parties.length, 2);
  assert.equal(ofChina(card).counts.asked, 0);
});
