// Log-linear regression of counts: Poisson, and negative binomial with variance μ + μ²/θ (NB2). Fractional counts are allowed in the
// Poisson form, whose estimating equations need only the mean to be right (Wedderburn 1974, doi:10.1093/biomet/61.3.439; Gourieroux,
// Monfort & Trognon 1984, doi:10.2307/1913472); their spread is then Pearson's, never the Poisson's own.

import { digamma, lnGamma, trigamma } from '#progress/distributions';
import { exp, ln } from '#progress/elementary';
import { dot, inverse, times } from '#progress/matrix';

const ITERATIONS_MAX = 60;
const TOLERANCE = 1e-11;

/** θ beyond which the negative binomial is the Poisson for any purpose. */
export const THETA_MAX = 1e6;

/** A linear predictor this far out means that a cell's fitted count runs to nought: the estimate has no finite value. */
const PREDICTOR_MAX = 30;

/** One row of `design` a cell, with its count and what it was exposed to (1 if nothing is said). */
export type Cells = {
  design: readonly (readonly number[])[];
  counts: readonly number[];
  exposures?: readonly number[];
};

/**
 * `covariance`: model-based, (XᵀWX)⁻¹, before any dispersion. `pearson`: Σ (y − μ)² / V(μ). `deviance` of the family, `df` = cells − terms.
 * `weights`: by which a residual y − μ enters the score, 1 for Poisson and θ/(θ+μ) for NB2.
 */
export type Fit = {
  coefficients: number[];
  covariance: number[][];
  means: number[];
  weights: number[];
  theta: number | null;
  pearson: number;
  deviance: number;
  df: number;
};

/** Poisson regression by iteratively reweighted least squares (McCullagh & Nelder 1989, §2.5); undefined if it does not settle. */
export function fitPoisson(cells: Cells): Fit | undefined {
  return reweighted(cells, null);
}

/**
 * NB2 regression: IRLS at fixed θ and Newton's method for θ in turn, as in Venables & Ripley 2002, §7.4 (`glm.nb` of MASS; Lawless 1987,
 * doi:10.2307/3314912). `theta` is null where the likelihood has no maximum short of the Poisson.
 */
export function fitNegativeBinomial(cells: Cells): Fit | undefined {
  let fit = fitPoisson(cells);
  let theta = THETA_MAX;
  for (let round = 0; round < ITERATIONS_MAX && fit !== undefined; round++) {
    const next = likeliestTheta(cells.counts, fit.means, theta);
    if (next >= THETA_MAX) return fitPoisson(cells);
    fit = reweighted(cells, next, fit.coefficients);
    if (Math.abs(next - theta) <= 1e-10 * next) return fit;
    theta = next;
  }
  return fit;
}

/** ln likelihood of NB2; `theta` null: of the Poisson. */
export function lnLikelihood(counts: readonly number[], means: readonly number[], theta: number | null): number {
  let sum = 0;
  for (const [i, y] of counts.entries()) {
    const mu = means[i]!;
    if (theta === null) sum += y * ln(mu) - mu - lnGamma(y + 1);
    else {
      sum += lnGamma(y + theta) - lnGamma(theta) - lnGamma(y + 1);
      sum += theta * ln(theta / (theta + mu)) + (y === 0 ? 0 : y * ln(mu / (theta + mu)));
    }
  }
  return sum;
}

/**
 * The standard error of θ, from its expected information where the likelihood's curvature gives one (as `theta.ml` of MASS): the observed
 * information at the maximum.
 */
export function thetaError(counts: readonly number[], { means, theta }: Fit): number | null {
  return theta === null ? null : 1 / Math.sqrt(-thetaSlope(counts, means, theta).second);
}

function reweighted({ design, counts, exposures }: Cells, theta: number | null, from?: number[]): Fit | undefined {
  const terms = design[0]?.length ?? 0;
  const offsets = counts.map((_, i) => ln(exposures?.[i] ?? 1));
  // The first step starts from the counts themselves, as McCullagh & Nelder do.
  let eta = counts.map((y, i) => (from === undefined ? ln(y + 0.1) : offsets[i]! + dot(design[i]!, from)));
  let last: number[] | undefined;
  for (let step = 0; step < ITERATIONS_MAX; step++) {
    const means = eta.map(exp);
    const working = means.map((mu) => (theta === null ? mu : mu / (1 + mu / theta)));
    const information: number[][] = Array.from({ length: terms }, () => Array<number>(terms).fill(0));
    const right = Array<number>(terms).fill(0);
    for (const [i, row] of design.entries()) {
      const w = working[i]!;
      const z = eta[i]! - offsets[i]! + (counts[i]! - means[i]!) / means[i]!;
      for (let a = 0; a < terms; a++) {
        right[a]! += row[a]! * w * z;
        for (let b = 0; b <= a; b++) information[a]![b]! += row[a]! * row[b]! * w;
      }
    }
    for (let a = 0; a < terms; a++) for (let b = a + 1; b < terms; b++) information[a]![b] = information[b]![a]!;
    const covariance = inverse(information);
    if (covariance === undefined) return undefined;
    const coefficients = times(covariance, right);
    eta = design.map((row, i) => offsets[i]! + dot(row, coefficients));
    if (eta.some((value) => !(Math.abs(value) < PREDICTOR_MAX))) return undefined;
    // Where a fitted count runs to nought the deviance settles and the coefficients never do: it is they that must stand still.
    if (last !== undefined && coefficients.every((value, i) => settled(value, last![i]!))) {
      const df = counts.length - terms;
      return { coefficients, covariance, theta, df, ...summed(counts, eta.map(exp), theta) };
    }
    last = coefficients;
  }
  return undefined;
}

const settled = (value: number, last: number): boolean => Math.abs(value - last) <= TOLERANCE * (1 + Math.abs(last));

function summed(counts: readonly number[], means: number[], theta: number | null) {
  let pearson = 0;
  let deviance = 0;
  for (const [i, y] of counts.entries()) {
    const mu = means[i]!;
    pearson += ((y - mu) * (y - mu)) / (theta === null ? mu : mu + (mu * mu) / theta);
    const own = y === 0 ? 0 : y * ln(y / mu);
    deviance += 2 * (theta === null ? own - (y - mu) : own - (y + theta) * ln((y + theta) / (mu + theta)));
  }
  const weights = means.map((mu) => (theta === null ? 1 : theta / (theta + mu)));
  return { means, weights, pearson, deviance };
}

/** First and second derivative of the NB2 ln likelihood by θ (Lawless 1987, equation 3.4). */
function thetaSlope(counts: readonly number[], means: readonly number[], theta: number) {
  let first = 0;
  let second = 0;
  for (const [i, y] of counts.entries()) {
    const mu = means[i]!;
    first += digamma(y + theta) - digamma(theta) + ln(theta / (theta + mu)) + 1 - (y + theta) / (mu + theta);
    second += trigamma(y + theta) - trigamma(theta) + 1 / theta - 2 / (mu + theta);
    second += (y + theta) / ((mu + theta) * (mu + theta));
  }
  return { first, second };
}

// On the scale of ln θ the likelihood is well behaved: bisection between bounds that hold the maximum cannot run away.
function likeliestTheta(counts: readonly number[], means: readonly number[], from: number): number {
  let low = ln(1e-4);
  let high = ln(THETA_MAX);
  if (thetaSlope(counts, means, THETA_MAX).first >= 0) return THETA_MAX;
  let at = from < THETA_MAX ? ln(from) : 0;
  for (let step = 0; step < 200 && high - low > 1e-13; step++) {
    const theta = exp(at);
    const { first, second } = thetaSlope(counts, means, theta);
    if (first > 0) low = at;
    else high = at;
    const curve = theta * theta * second + theta * first;
    const newton = curve < 0 ? at - (theta * first) / curve : NaN;
    if (Math.abs(newton - at) < 1e-14) break;
    at = newton > low && newton < high ? newton : (low + high) / 2;
  }
  return exp(at);
}
