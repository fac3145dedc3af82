import assert from 'node:assert/strict';
import test from 'node:test';
import { fitNegativeBinomial, fitPoisson, lnLikelihood, thetaError } from '#progress/regression';

const close = (actual: number, expected: number, relative = 1e-9) =>
  assert.ok(Math.abs(actual - expected) <= relative * Math.max(1, Math.abs(expected)), `${actual} is not ${expected}`);

const closeAll = (actual: readonly number[], expected: readonly number[], relative?: number) => {
  assert.equal(actual.length, expected.length);
  for (const [i, value] of actual.entries()) close(value, expected[i]!, relative);
};

/** Breaks of yarn by wool and tension: Tippett 1950, `warpbreaks` of R; 9 looms each of A-L, A-M, A-H, B-L, B-M, B-H. */
const BREAKS = [
  26, 30, 54, 25, 70, 52, 51, 26, 67, 18, 21, 29, 17, 12, 18, 35, 30, 36, 36, 21, 24, 18, 10, 43, 28, 15, 26, 27, 14,
  29, 19, 29, 31, 41, 20, 44, 42, 26, 19, 16, 39, 28, 21, 39, 29, 20, 21, 24, 17, 13, 15, 15, 16, 28,
];
const LOOMS = BREAKS.map((_, i) => {
  const b = i >= 27 ? 1 : 0;
  const tension = Math.floor(i / 9) % 3;
  const m = tension === 1 ? 1 : 0;
  const h = tension === 2 ? 1 : 0;
  return [1, b, m, h, b * m, b * h];
});

test('Poisson regression gives what R documents for Dobson’s trial (help page of glm)', () => {
  const counts = [18, 17, 15, 20, 10, 20, 25, 13, 12];
  const design = counts.map((_, i) => {
    const outcome = i % 3;
    const treatment = Math.floor(i / 3);
    return [1, outcome === 1 ? 1 : 0, outcome === 2 ? 1 : 0, treatment === 1 ? 1 : 0, treatment === 2 ? 1 : 0];
  });
  const fit = fitPoisson({ design, counts })!;
  closeAll(fit.coefficients, [3.045, -0.4543, -0.293, 0, 0], 5e-4);
  closeAll(
    fit.covariance.map((row, i) => Math.sqrt(row[i]!)),
    [0.1709, 0.2022, 0.1927, 0.2, 0.2],
    5e-4,
  );
  close(fit.deviance, 5.1291, 5e-5);
  assert.equal(fit.df, 4);
});

test('Poisson regression agrees with R and statsmodels 0.15 on the breaks of yarn', () => {
  const fit = fitPoisson({ design: LOOMS, counts: BREAKS })!;
  closeAll(
    fit.coefficients,
    [
      3.796736849970348, -0.45662716028803024, -0.6186830196224039, -0.5957987257888144, 0.6381768143034051,
      0.18836317369335187,
    ],
  );
  closeAll(
    fit.covariance.map((row, i) => Math.sqrt(row[i]!)),
    [
      0.0499376169438923, 0.08019210347690521, 0.08440020862334734, 0.0837773982877421, 0.12215321097164897,
      0.12989541986225817,
    ],
  );
  close(fit.deviance, 182.3051312858467);
  close(fit.pearson, 180.6663038077966);
});

test('negative binomial regression agrees with R’s glm.nb and statsmodels 0.15 on the breaks of yarn', () => {
  const fit = fitNegativeBinomial({ design: LOOMS, counts: BREAKS })!;
  close(fit.theta!, 12.082164620640954, 1e-7);
  close(lnLikelihood(BREAKS, fit.means, fit.theta), -195.5623992180358);
  closeAll(fit.coefficients, [3.79673685, -0.45662716, -0.61868302, -0.59579873, 0.63817681, 0.18836317], 1e-8);
  // glm.nb prints: Theta 12.08, Std. Err. 3.30
  close(thetaError(BREAKS, fit)!, 3.3, 5e-3);
});

test('counts that are no more spread than a Poisson have no theta', () => {
  const counts = [5, 6, 5, 4, 5, 6, 5, 4];
  const fit = fitNegativeBinomial({ design: counts.map(() => [1]), counts })!;
  assert.equal(fit.theta, null);
  close(fit.means[0]!, 5);
});

test('exposures multiply the mean, and one term over exposures is events by exposure', () => {
  const counts = [3, 0.5, 8.25];
  const exposures = [10, 2, 30];
  const fit = fitPoisson({ design: [[1], [1], [1]], counts, exposures })!;
  close(Math.exp(fit.coefficients[0]!), 11.75 / 42);
  close(fit.covariance[0]![0]!, 1 / 11.75);
});

test('a term that others already say, or a level without a single event, has no estimate', () => {
  assert.equal(
    fitPoisson({
      design: [
        [1, 2],
        [1, 2],
        [1, 2],
      ],
      counts: [1, 2, 3],
    }),
    undefined,
  );
  assert.equal(
    fitPoisson({
      design: [
        [1, 0],
        [1, 0],
        [1, 1],
      ],
      counts: [4, 2, 0],
    }),
    undefined,
  );
  assert.equal(fitPoisson({ design: [[1], [1]], counts: [0, 0] }), undefined);
});
