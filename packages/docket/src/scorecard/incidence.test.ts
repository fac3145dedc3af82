import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { halfOf, incidenceOf, type Ending, type IncidenceStep } from '#scorecard/incidence';
import { medianOf, survivalOf } from '#scorecard/survival';
import { exponential, shareOfWorlds, type Draw } from './random.fixture.ts';
import { ALL, AML } from './transplant.fixture.ts';

const near = (actual: number | null | undefined, expected: number, by = 1e-9) =>
  assert.ok(typeof actual === 'number' && Math.abs(actual - expected) <= by, `${actual} is not ${expected}`);

const at = (steps: readonly IncidenceStep[], time: number) => steps.findLast((step) => step.time <= time);

test('the incidence grows as in the example of Satagopan and others', () => {
  // British Journal of Cancer 91 (2004), table 2: the first months of 305 patients, 0.3 per cent at each of four deaths; the sum of 1.2
  // per cent that is printed adds up what was rounded before.
  const first: Ending[] = [
    { time: 7, cause: null },
    { time: 10, cause: 'cancer' },
    { time: 14, cause: null },
    { time: 16, cause: 'cancer' },
    { time: 18, cause: 'other' },
    { time: 23, cause: 'cancer' },
    { time: 24, cause: null },
    { time: 26, cause: 'other' },
    { time: 27, cause: 'cancer' },
  ];
  const rest: Ending[] = Array.from({ length: 296 }, () => ({ time: 100, cause: null }));
  const steps = incidenceOf([...first, ...rest], 'cancer');
  let before = 0;
  for (const [time, atRisk] of [
    [10, 304],
    [16, 302],
    [23, 300],
    [27, 297],
  ] as const) {
    const step = at(steps, time)!;
    assert.equal(step.atRisk, atRisk);
    assert.equal(Math.round((step.incidence - before) * 1000) / 10, 0.3);
    before = step.incidence;
  }
  near(before, 0.012, 0.0015);
});

test('transplants: incidence and standard errors are those of statsmodels', () => {
  // CumIncidenceRight of statsmodels 0.15, rounded by it to six digits.
  const expected: [Ending[], string, number, number, number][] = [
    [ALL, 'died', 0, 0.058824, 0.057067],
    [ALL, 'died', 30, 0.176471, 0.092459],
    [ALL, 'relapsed', 9, 0.470588, 0.121058],
    [ALL, 'relapsed', 30, 0.705882, 0.11051],
    [AML, 'died', 3, 0.177083, 0.092711],
    [AML, 'died', 60, 0.368186, 0.120851],
    [AML, 'relapsed', 7, 0.120486, 0.080263],
    [AML, 'relapsed', 60, 0.205707, 0.107947],
    [[...ALL, ...AML], 'died', 4, 0.204926, 0.069106],
    [[...ALL, ...AML], 'died', 60, 0.272839, 0.078091],
    [[...ALL, ...AML], 'relapsed', 60, 0.48127, 0.090017],
  ];
  for (const [endings, cause, time, incidence, error] of expected) {
    const step = at(incidenceOf(endings, cause), time)!;
    near(step.incidence, incidence, 1e-6);
    near(Math.sqrt(step.variance), error, 1e-6);
  }
});

const endings = fc.array(
  fc.record({ time: fc.nat(15), cause: fc.constantFrom('answered', 'withdrawn', 'superseded', null) }),
  { minLength: 1, maxLength: 40 },
);

test('it is the sum that the definition says, and its variance the three sums, computed one by one', () =>
  fc.assert(
    fc.property(endings, (sample) => {
      const rows: { n: number; d: number; own: number; before: number; after: number }[] = [];
      let waiting = 1;
      let incidence = 0;
      const steps = incidenceOf(sample, 'answered');
      for (let time = 0; time <= 15; time++) {
        const n = sample.filter((one) => one.time >= time).length;
        const d = sample.filter((one) => one.time === time && one.cause !== null).length;
        const own = sample.filter((one) => one.time === time && one.cause === 'answered').length;
        if (d === 0) continue;
        incidence += (waiting * own) / n;
        rows.push({ n, d, own, before: waiting, after: incidence });
        waiting *= 1 - d / n;
        let variance = 0;
        for (const row of rows) {
          const gap = incidence - row.after;
          if (row.d < row.n) variance += (gap * gap * row.d) / (row.n * (row.n - row.d));
          variance += (row.before ** 2 * row.own * (row.n - row.own)) / row.n ** 3;
          variance -= (2 * gap * row.before * row.own) / row.n ** 2;
        }
        const step = steps[rows.length - 1]!;
        near(step.incidence, incidence);
        near(step.variance, Math.max(0, variance));
      }
      assert.equal(steps.length, rows.length);
    }),
  ));

test('the shares of all causes and of those still waiting add up to one', () =>
  fc.assert(
    fc.property(endings, (sample) => {
      const waiting = survivalOf(sample.map(({ time, cause }) => ({ time, event: cause !== null }))).at(-1);
      const shares = ['answered', 'withdrawn', 'superseded'].map(
        (cause) => incidenceOf(sample, cause).at(-1)?.incidence ?? 0,
      );
      near(
        shares.reduce((sum, share) => sum + share, waiting?.survival ?? 1),
        1,
      );
    }),
  ));

test('with one cause alone it is one minus Kaplan–Meier, with Greenwood’s variance', () =>
  fc.assert(
    fc.property(endings, (sample) => {
      const one = sample.map(({ time, cause }) => ({ time, cause: cause === null ? null : 'answered' }));
      const steps = incidenceOf(one, 'answered');
      const curve = survivalOf(one.map(({ time, cause }) => ({ time, event: cause !== null })));
      for (const [index, { survival, variance }] of curve.entries()) {
        near(steps[index]!.incidence, 1 - survival);
        near(steps[index]!.variance, variance);
      }
    }),
  ));

test('where nothing is cut off, it is a plain share with the variance of one', () =>
  fc.assert(
    fc.property(endings, (sample) => {
      const whole = sample.map(({ time, cause }) => ({ time, cause: cause ?? 'withdrawn' }));
      for (const { time, incidence, variance } of incidenceOf(whole, 'answered')) {
        const share = whole.filter((one) => one.time <= time && one.cause === 'answered').length / whole.length;
        near(incidence, share);
        near(variance, (share * (1 - share)) / whole.length);
      }
    }),
  ));

/** Answered and withdrawn at constant rates, reviewed at a moment within a year. */
function cohort(draw: Draw, size: number): Ending[] {
  return Array.from({ length: size }, () => {
    const answered = exponential(draw, 0.02);
    const withdrawn = exponential(draw, 0.01);
    const cut = draw() * 120;
    const time = Math.min(answered, withdrawn, cut);
    return { time, cause: time === cut ? null : time === answered ? 'answered' : 'withdrawn' };
  });
}

for (const size of [40, 120]) {
  test(`of ${size} requests, the limits hold the truth about 95 times in 100`, () => {
    const truth = (2 / 3) * (1 - Math.exp(-0.03 * 40));
    const share = shareOfWorlds(4000, size, (draw) => {
      const step = at(incidenceOf(cohort(draw, size), 'answered'), 40)!;
      return step.lower! <= truth && truth <= step.upper!;
    });
    assert.ok(share >= 0.93 && share <= 0.97, `${share}`);
  });
}

for (const size of [20, 80]) {
  test(`of ${size} requests, the interval of the half holds the truth about 95 times in 100`, () => {
    // (2/3)(1 − e^(−0.03 t)) = ½
    const truth = Math.log(4) / 0.03;
    const share = shareOfWorlds(4000, size, (draw) => {
      const { lower, upper } = halfOf(incidenceOf(cohort(draw, size), 'answered'));
      return (lower === null || lower <= truth) && (upper === null || upper >= truth);
    });
    assert.ok(share >= 0.93 && share <= 0.97, `${share}`);
  });
}

test('with one cause alone the half is the median', () =>
  fc.assert(
    fc.property(endings, (sample) => {
      const one = sample.map(({ time, cause }) => ({ time, cause: cause === null ? null : 'answered' }));
      const curve = survivalOf(one.map(({ time, cause }) => ({ time, event: cause !== null })));
      assert.equal(halfOf(incidenceOf(one, 'answered')).at, medianOf(curve).at);
    }),
  ));
