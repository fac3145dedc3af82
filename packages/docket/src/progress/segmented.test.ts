import assert from 'node:assert/strict';
import test from 'node:test';
import { autocorrelation, ljungBox } from '#progress/correlation';
import { exp, ln } from '#progress/elementary';
import { fitSegments, neweyWest, TERM, termRatio, termRatioOfRatios } from '#progress/segmented';
import { gamma, poisson, random } from '#progress/testing/random';
import { zeroCheck } from '#progress/zeros';

const close = (actual: number, expected: number, relative = 1e-9) =>
  assert.ok(Math.abs(actual - expected) <= relative * Math.max(1, Math.abs(expected)), `${actual} is not ${expected}`);

/**
 * Acute coronary events in Sicily by month, 2002–2006, and the standardised population; smoking was banned after 36 months. The worked example of
 * Lopez Bernal, Cummins & Gasparrini 2017 (doi:10.1093/ije/dyw098; gasparrini/2017_lopezbernal_IJE_codedata).
 */
const SICILY = [
  728, 659, 791, 734, 757, 726, 760, 740, 720, 814, 795, 858, 887, 766, 851, 769, 781, 756, 766, 752, 765, 831, 879,
  928, 914, 808, 937, 840, 916, 828, 845, 818, 860, 839, 887, 886, 831, 796, 833, 820, 877, 758, 767, 738, 781, 843,
  850, 908, 1021, 859, 976, 888, 962, 838, 810, 876, 843, 936, 912,
];
const POPULATION = [
  379875.3, 376495.5, 377040.8, 377116.4, 377383.4, 374113.1, 379513.3, 376295.5, 374653.2, 378485.6, 375955.5,
  378349.7, 376762.4, 379032.3, 379360.4, 376162, 377972.4, 381830.7, 379888.6, 380872.2, 380966.9, 381240.4, 382104.9,
  381802.7, 381656.3, 383680, 383504.2, 386462.9, 383783.1, 380836.8, 383483, 380906.2, 382926.8, 384052.4, 384449.6,
  383428.4, 388153.2, 388373.2, 386470.1, 386033.2, 383686.4, 385509.3, 385901.9, 386516.6, 388436.5, 383255.2,
  390148.7, 385874.9, 391613.6, 391750.4, 394005.6, 391364.9, 391664.6, 389022.3, 391878.5, 388575.3, 392989, 390018.8,
  390712.3,
];

test('the level change of the published tutorial comes out: 0.894, Poisson interval 0.864 to 0.925', () => {
  const fitted = fitSegments({
    counts: SICILY,
    breakAt: 36,
    exposures: POPULATION,
    fractional: true,
    slopeChange: false,
  })!;
  const [level, error] = [
    fitted.fit.coefficients[TERM.level]!,
    Math.sqrt(fitted.fit.covariance[TERM.level]![TERM.level]!),
  ];
  close(exp(level), 0.894, 5e-4);
  close(exp(level - 1.96 * error), 0.864, 1e-3);
  close(exp(level + 1.96 * error), 0.925, 1e-3);
  // Computed with statsmodels 0.15, GLM Poisson with offset.
  for (const [i, value] of [-6.060186205274003, 0.05933990438705622, -0.11162844256309973].entries())
    close(fitted.fit.coefficients[i]!, value);
  close(fitted.dispersion, 3.559186763760732);
  assert.equal(fitted.family, 'quasi-poisson');
});

test('level and slope, Newey–West errors and Ljung–Box agree with statsmodels 0.15 on the same months', () => {
  const fitted = fitSegments({ counts: SICILY, breakAt: 36, exposures: POPULATION, fractional: true })!;
  for (const [i, value] of [
    -6.061798785825147, 0.058258992579095656, -0.11369418100001916, 0.005002144188789082,
  ].entries())
    close(fitted.fit.coefficients[i]!, value);
  const errors = (lags: number) =>
    [0, 1, 2, 3].map((term) => {
      const series = fitted.influence.map((row) => row[term]!);
      return Math.sqrt((neweyWest(series, lags) * 59) / 55);
    });
  for (const [lags, expected] of [
    [4, [0.02117600281209782, 0.0108818020195793, 0.034475477648587514, 0.0235670370077833]],
    [10, [0.0165739130036944, 0.010012562904735784, 0.027574145339888105, 0.020495722160870266]],
  ] as const)
    for (const [i, error] of errors(lags).entries()) close(error, expected[i]!, 1e-8);
  close(ljungBox(fitted.residuals, 12).statistic, 59.27504553432598);
  assert.ok(ljungBox(fitted.residuals, 12).tail < 1e-7);
});

test('over-dispersed whole counts are fitted as negative binomial, fractional ones never', () => {
  const exposures = POPULATION;
  const { family, fit } = fitSegments({ counts: SICILY, breakAt: 36, exposures, fractional: false })!;
  assert.equal(family, 'negative-binomial');
  // Computed with statsmodels 0.15: NegativeBinomial (nb2) with offset, and the errors of GLM at its alpha.
  close(fit.theta!, 356.58220822998663, 1e-7);
  for (const [i, value] of [
    -6.061079315030616, 0.0587395238773286, -0.11478899360887151, 0.004863397825958238,
  ].entries())
    close(fit.coefficients[i]!, value, 1e-8);
  for (const [i, value] of [
    0.021477753412894096, 0.012239532726322508, 0.03340252628464323, 0.026741008367024685,
  ].entries())
    close(Math.sqrt(fit.covariance[i]![i]!), value, 1e-8);
  assert.equal(fitSegments({ counts: SICILY, breakAt: 36, exposures, fractional: true })!.family, 'quasi-poisson');
});

test('months left out carry nothing, and one with a term of its own moves no other term', () => {
  const counts = [5, 4, 6, 5, 3, 60, 2, 3, 2, 1, 2, 2];
  const out = fitSegments({ counts, breakAt: 6, leftOut: new Set([5]), fractional: true })!;
  const own = fitSegments({ counts, breakAt: 6, anticipation: new Set([5]), fractional: true })!;
  for (const term of [0, 1, 2, 3]) close(own.fit.coefficients[term]!, out.fit.coefficients[term]!, 1e-8);
  assert.deepEqual(out.influence[5], [0, 0, 0, 0]);
  assert.ok(Number.isNaN(out.residuals[5]));
  assert.equal(out.places.length, 11);
});

test('correlations skip the months left out', () => {
  close(autocorrelation([1, 2, NaN, 2, 1], 1), 4 / 10);
  close(autocorrelation([1, 2, NaN, 2, 1], 2), 4 / 10);
});

test('a ratio of ratios is one ratio by the other, and 1 for a series against itself', () => {
  const ours = fitSegments({ counts: SICILY, breakAt: 36, fractional: true })!;
  const same = termRatioOfRatios(ours, ours, TERM.level);
  assert.equal(same.ratio, 1);
  const others = fitSegments({ counts: SICILY.map((count) => count * 2), breakAt: 36, fractional: true })!;
  const ratio = termRatioOfRatios(ours, others, TERM.level);
  close(ratio.ratio, 1);
  assert.ok(ratio.low < 1 && ratio.high > 1);
});

test('the zero check is van den Broek’s: by hand for one rate', () => {
  const counts = [0, 0, 0, 0, 0, 0, 5, 3];
  const none = exp(-1);
  const score = (6 - 8 * none) / none;
  const information = (8 * (1 - none)) / none - 8;
  const { observed, expected, tail } = zeroCheck(counts, Array<number>(8).fill(1), null);
  assert.equal(observed, 6);
  close(expected, 8 * none);
  assert.ok(tail < 0.05 && (score * score) / information > 3.84);
  assert.ok(zeroCheck([1, 0, 2, 1, 0, 1, 1, 2], Array<number>(8).fill(1), null).tail > 0.2);
});

/** Share of simulated series in which the 95 % interval of each term holds the truth. */
function coverage(runs: number, months: number, count: (mean: number, next: () => number) => number) {
  const next = random(20150925);
  const truth = [ln(4), -0.1, ln(0.6), 0.1];
  const held = [0, 0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const counts = Array.from({ length: months }, (_, i) => {
      const years = (i - months / 2) / 12;
      return count(exp(truth[0]! + truth[1]! * years + (years >= 0 ? truth[2]! + truth[3]! * years : 0)), next);
    });
    const fitted = fitSegments({ counts, breakAt: months / 2, fractional: false })!;
    for (const term of [1, 2, 3]) {
      const { low, high } = termRatio(fitted, term);
      if (low <= exp(truth[term]!) && exp(truth[term]!) <= high) held[term]!++;
    }
  }
  return held.slice(1).map((times) => times / runs);
}

test('95 % intervals of slope, level and slope change hold the truth 93 to 97 times in a hundred', () => {
  for (const shares of [
    coverage(500, 96, poisson),
    coverage(300, 96, (mean, next) => poisson(mean * gamma(3, next), next)),
  ])
    for (const share of shares) assert.ok(share >= 0.93 && share <= 0.97, shares.join(' '));
});
