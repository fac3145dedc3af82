// Whether neighbouring months are alike beyond what the model says. Residuals lie in the order of the months; NaN where a month was left out, and its
// pairs are skipped (Parzen 1963).

import { chiSquareTail } from '#progress/distributions';

/** r at a lag: Σ rᵢ rᵢ₋ₗ / Σ rᵢ². Residuals have mean about 0 and are not centred again. */
export function autocorrelation(residuals: readonly number[], lag: number): number {
  let pairs = 0;
  let all = 0;
  for (const [i, value] of residuals.entries()) {
    if (Number.isNaN(value)) continue;
    all += value * value;
    const before = residuals[i - lag] ?? NaN;
    if (!Number.isNaN(before)) pairs += value * before;
  }
  return all === 0 ? 0 : pairs / all;
}

/** Q = n (n + 2) Σ rₗ² / (n − l), with its chi-square tail: Ljung & Box 1978, doi:10.1093/biomet/65.2.297. */
export function ljungBox(residuals: readonly number[], lags: number): { statistic: number; tail: number } {
  const n = residuals.filter((value) => !Number.isNaN(value)).length;
  let sum = 0;
  for (let lag = 1; lag <= lags; lag++) {
    const r = autocorrelation(residuals, lag);
    sum += (r * r) / (n - lag);
  }
  const statistic = n * (n + 2) * sum;
  return { statistic, tail: chiSquareTail(statistic, lags) };
}
