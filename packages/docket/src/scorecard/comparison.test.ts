import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { logRank, speedRatio, type Stratum } from '#scorecard/comparison';
import { PLACEBO, SIX_MP } from './leukaemia.fixture.ts';
import { exponential, shareOfWorlds, type Draw } from './random.fixture.ts';

const near = (actual: number | undefined, expected: number, by = 1e-9) =>
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= by, `${actual} is not ${expected}`);

test('leukaemia: the log-rank test is the published one', () => {
  // 9 and 21 relapses against 19.25 and 10.75 expected, chi-square 16.79: Kleinbaum & Klein, Survival Analysis, ch. 2.
  const result = logRank([[SIX_MP, PLACEBO]])!;
  assert.deepEqual(result.observed, [9, 21]);
  near(result.expected[0], 19.25, 0.005);
  near(result.expected[1], 10.75, 0.005);
  // statsmodels 0.15, survdiff.
  near(result.chiSquare, 16.792940989216532);
  near(result.p, 4.1688091093394775e-5, 1e-15);
});

test('leukaemia: the ratio is that of Cox with Efron’s ties', () => {
  // statsmodels 0.15, PHReg(ties='efron'): 1.57212515, standard error 0.41239672.
  const { ratio, lower, upper } = speedRatio([[PLACEBO, SIX_MP]])!;
  near(Math.log(ratio), 1.57212515, 1e-8);
  near(Math.log(upper / lower) / 2 / 1.959963984540054, 0.41239672, 1e-8);
});

const durations = fc.array(fc.record({ time: fc.nat(20), event: fc.boolean() }), { maxLength: 25 });
const strata = fc.array(fc.tuple(durations, durations), { minLength: 1, maxLength: 3 });

test('exchanging the sides inverts the ratio and leaves the test as it is', () =>
  fc.assert(
    fc.property(strata, (sample) => {
      const turned = sample.map(([first, second]): Stratum => [second, first]);
      const [one, other] = [speedRatio(sample), speedRatio(turned)];
      assert.equal(one === undefined, other === undefined);
      if (one !== undefined && other !== undefined) {
        near(one.ratio * other.ratio, 1, 1e-6);
        near(one.lower * other.upper, 1, 1e-6);
      }
      const [test, turnedTest] = [logRank(sample), logRank(turned)];
      assert.equal(test === undefined, turnedTest === undefined);
      if (test !== undefined) near(turnedTest?.chiSquare, test.chiSquare, 1e-7);
    }),
  ));

test('without ties the log-rank test is the score test of the ratio', () =>
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(1000), { minLength: 4, maxLength: 30 }),
      fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 30, maxLength: 30 }),
      (times, marks) => {
        const all = times.map((time, at) => ({ time, event: marks[at]![0], first: marks[at]![1] }));
        const stratum: Stratum = [all.filter(({ first }) => first), all.filter(({ first }) => !first)];
        let [score, information] = [0, 0];
        for (const { time, first } of all.filter(({ event }) => event)) {
          const atRisk = all.filter((one) => one.time >= time);
          const share = atRisk.filter((one) => one.first).length / atRisk.length;
          score += (first ? 1 : 0) - share;
          information += share * (1 - share);
        }
        const result = logRank([stratum]);
        if (information === 0) assert.equal(result, undefined);
        else near(result!.chiSquare, score ** 2 / information, 1e-9);
      },
    ),
  ));

test('the ratio makes the partial likelihood greatest', () => {
  // Three events without ties: first at 1 (2 + 2 at risk), second at 2 (1 + 2), first at 3 (1 + 1), second at 4 alone.
  const stratum: Stratum = [
    [1, 3].map((time) => ({ time, event: true })),
    [2, 4].map((time) => ({ time, event: true })),
  ];
  const likelihood = (r: number) => (r / (2 * r + 2)) * (1 / (r + 2)) * (r / (r + 1));
  const { ratio } = speedRatio([stratum])!;
  for (const factor of [0.99, 1.01]) assert.ok(likelihood(ratio) > likelihood(ratio * factor));
});

test('what cannot be told is undefined', () => {
  const event = (time: number) => ({ time, event: true });
  assert.equal(logRank([]), undefined);
  assert.equal(speedRatio([[[event(1)], []]]), undefined);
  assert.equal(speedRatio([[[event(1), event(2)], [{ time: 9, event: false }]]]), undefined);
});

/** Two categories of different speed, asked unevenly; the first side answers `ratio` times as fast in both. */
function world(draw: Draw, size: number, ratio: number): Stratum[] {
  const side = (count: number, rate: number) =>
    Array.from({ length: count }, () => {
      const answered = exponential(draw, rate);
      const cut = draw() * 200;
      return { time: Math.min(answered, cut), event: answered <= cut };
    });
  return [
    [side(size, 0.02 * ratio), side(2 * size, 0.02)],
    [side(2 * size, 0.1 * ratio), side(size, 0.1)],
  ];
}

for (const ratio of [1, 1.8]) {
  test(`sides ${ratio} times as fast: the interval holds the truth about 95 times in 100`, () => {
    const share = shareOfWorlds(3000, 5, (draw) => {
      const { lower, upper } = speedRatio(world(draw, 12, ratio))!;
      return lower <= ratio && ratio <= upper;
    });
    assert.ok(share >= 0.93 && share <= 0.97, `${share}`);
  });
}

test('sides of equal speed are told apart 5 times in 100', () => {
  const share = shareOfWorlds(3000, 6, (draw) => logRank(world(draw, 12, 1))!.p < 0.05);
  assert.ok(share >= 0.03 && share <= 0.07, `${share}`);
});
