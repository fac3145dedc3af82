import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { medianOf, survivalOf, type Duration } from '#scorecard/survival';
import { drawsFrom, exponential, shareOfWorlds, type Draw } from './random.fixture.ts';
import { PLACEBO, SIX_MP } from './leukaemia.fixture.ts';

const near = (actual: number | null, expected: number, by = 1e-9) =>
  assert.ok(actual !== null && Math.abs(actual - expected) <= by, `${actual} is not ${expected}`);

test('6-MP: survival and standard errors are the published ones', () => {
  // Weeks in remission, Freireich and others (1963), Gehan (1965); the table as in Klein & Moeschberger, Survival Analysis, table 4.1A,
  // to their three and four digits.
  const published = [
    [6, 21, 3, 0.857, 0.0764],
    [7, 17, 1, 0.807, 0.0869],
    [10, 15, 1, 0.753, 0.0963],
    [13, 12, 1, 0.69, 0.1068],
    [16, 11, 1, 0.627, 0.1141],
    [22, 7, 1, 0.538, 0.1282],
    [23, 6, 1, 0.448, 0.1346],
  ];
  assert.deepEqual(
    survivalOf(SIX_MP).map(({ time, atRisk, events, survival, variance }) => [
      time,
      atRisk,
      events,
      Math.round(survival * 1000) / 1000,
      Math.round(Math.sqrt(variance) * 10_000) / 10_000,
    ]),
    published,
  );
});

test('6-MP: the log–log limits are those of SciPy', () => {
  // scipy.stats.ecdf(...).sf.confidence_interval(method='log-log') of SciPy 1.17.
  const limits = [
    [0.6197179552659838, 0.951551747646997],
    [0.5631465646222333, 0.9228090192028804],
    [0.5031995107999564, 0.8893618351692655],
    [0.43161022248618397, 0.8490659633494507],
    [0.36751085598750205, 0.8049121894718412],
    [0.26777893676713505, 0.7467907176353944],
    [0.18805200595923235, 0.6801426284952414],
  ];
  for (const [at, { lower, upper }] of survivalOf(SIX_MP).entries()) {
    near(lower, limits[at]![0]!);
    near(upper, limits[at]![1]!);
  }
});

test('6-MP: the median is 23 weeks, from 13 without an upper limit; placebo 8, from 4 to 11', () => {
  // statsmodels 0.15, SurvfuncRight.quantile_ci(0.5, method='cloglog').
  assert.deepEqual(medianOf(survivalOf(SIX_MP)), { at: 23, lower: 13, upper: null });
  assert.deepEqual(medianOf(survivalOf(PLACEBO)), { at: 8, lower: 4, upper: 11 });
});

const durations = fc.array(fc.record({ time: fc.nat(20), event: fc.boolean() }), { minLength: 1, maxLength: 40 });

test('where nothing is cut off, it is the share that lasted longer, exactly', () =>
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 60 }), (times) => {
      for (const { time, survival, variance } of survivalOf(times.map((time) => ({ time, event: true })))) {
        const share = times.filter((other) => other > time).length / times.length;
        assert.equal(survival, share);
        near(variance, (share * (1 - share)) / times.length);
      }
    }),
  ));

test('it is the product that the definition says, computed one by one', () =>
  fc.assert(
    fc.property(durations, (sample) => {
      let product = 1;
      let sum = 0;
      const expected: [number, number, number][] = [];
      for (let time = 0; time <= 20; time++) {
        const atRisk = sample.filter((one) => one.time >= time).length;
        const events = sample.filter((one) => one.time === time && one.event).length;
        if (events === 0) continue;
        product *= 1 - events / atRisk;
        if (events < atRisk) sum += events / (atRisk * (atRisk - events));
        expected.push([time, product, product * product * sum]);
      }
      const steps = survivalOf(sample);
      assert.equal(steps.length, expected.length);
      for (const [at, [time, survival, variance]] of expected.entries()) {
        assert.equal(steps[at]!.time, time);
        near(steps[at]!.survival, survival);
        near(steps[at]!.variance, variance);
      }
    }),
  ));

test('the median is between its limits, and the order of the sample does not matter', () =>
  fc.assert(
    fc.property(durations, (sample) => {
      const median = medianOf(survivalOf(sample));
      assert.deepEqual(medianOf(survivalOf(sample.toReversed())), median);
      const { at, lower, upper } = median;
      if (at !== null) assert.ok(lower !== null && lower <= at && (upper === null || upper >= at));
      if (upper !== null) assert.ok(at !== null);
    }),
  ));

test('nothing observed gives no step and no median', () => {
  assert.deepEqual(survivalOf([]), []);
  assert.deepEqual(medianOf(survivalOf([{ time: 3, event: false }])), { at: null, lower: null, upper: null });
});

/** Requests made evenly over a year, answered after a median of 30 days, reviewed at its end; a tenth as many are withdrawn. */
function cohort(draw: Draw, size: number): Duration[] {
  return Array.from({ length: size }, () => {
    const answered = exponential(draw, Math.LN2 / 30);
    const cut = Math.min(draw() * 365, exponential(draw, Math.LN2 / 300));
    return { time: Math.min(answered, cut), event: answered <= cut };
  });
}

for (const size of [20, 60, 200]) {
  test(`of ${size} requests, the interval of the median holds the truth about 95 times in 100`, () => {
    const share = shareOfWorlds(4000, size, (draw) => {
      const { lower, upper } = medianOf(survivalOf(cohort(draw, size)));
      return lower !== null && lower <= 30 && (upper === null || upper >= 30);
    });
    assert.ok(share >= 0.93 && share <= 0.97, `${share}`);
  });
}

test('the limits at a time hold the truth about 95 times in 100', () => {
  const truth = Math.exp((-20 * Math.LN2) / 30);
  const share = shareOfWorlds(4000, 7, (draw) => {
    const step = survivalOf(cohort(draw, 60)).findLast(({ time }) => time <= 20);
    return step !== undefined && step.lower! <= truth && truth <= step.upper!;
  });
  assert.ok(share >= 0.93 && share <= 0.97, `${share}`);
});

test('seeded draws repeat', () => assert.equal(drawsFrom(1)(), drawsFrom(1)()));
