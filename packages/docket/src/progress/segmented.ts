// Segmented regression of monthly counts: a level and a yearly slope before the break, and how both change at it (Wagner et al. 2002,
// doi:10.1046/j.1365-2710.2002.00430.x; Lopez Bernal, Cummins & Gasparrini 2017, doi:10.1093/ije/dyw098).
//
// Standard errors are the larger of two: the model's own, by its dispersion and never below the Poisson's, and Newey & West's (1987,
// doi:10.2307/1913610), which hold when neighbouring months are alike. For those the bandwidth and the quantile are those that keep
// intervals honest in short series: 1.3 √n lags (Lazarus, Lewis, Stock & Watson 2018, doi:10.1080/07350015.2018.1506926) with the fixed-b
// quantile of Kiefer & Vogelsang 2005 (doi:10.1017/S0266466605050565, table 1, Bartlett).

import { chiSquareTail, student95 } from '#progress/distributions';
import { dot } from '#progress/matrix';
import { ratioOf, type Ratio } from '#progress/ratio';
import { fitNegativeBinomial, fitPoisson, type Fit } from '#progress/regression';

/** Below this probability of the Pearson statistic under a Poisson, counts are over-dispersed. */
export const DISPERSION_LEVEL = 0.05;

const MONTHS_A_YEAR = 12;

/**
 * `breakAt`: place of the first month after the break. `leftOut`: months that no side may claim. `anticipation`: months with a term of their own.
 * `exposures`: expected share of the events that is known by now, by month. `fractional`: the counts are no counts of whole events.
 */
export type Segments = {
  counts: readonly number[];
  breakAt: number;
  leftOut?: ReadonlySet<number>;
  anticipation?: ReadonlySet<number>;
  exposures?: readonly number[];
  fractional: boolean;
  /** without it the slope is the same on both sides */
  slopeChange?: boolean;
};

/** `family` says what the spread of the counts was taken to be. */
export type Segmented = {
  family: 'poisson' | 'quasi-poisson' | 'negative-binomial';
  fit: Fit;
  places: number[];
  /** Pearson statistic by degrees of freedom, of the Poisson fit, and its tail */
  dispersion: number;
  dispersionTail: number;
  /** by place in the series: what one month moved each coefficient; 0 for months left out */
  influence: number[][];
  lags: number;
};

/** Fits; undefined if the counts do not say all terms. Negative binomial where whole counts are over-dispersed, by Pearson. */
export function fitSegments(segments: Segments): Segmented | undefined {
  const { counts, fractional } = segments;
  const places = counts.map((_, i) => i).filter((i) => segments.leftOut?.has(i) !== true);
  const cells = {
    design: places.map((i) => designRow(segments, i)),
    counts: places.map((i) => counts[i]!),
    ...(segments.exposures === undefined ? {} : { exposures: places.map((i) => segments.exposures![i]!) }),
  };
  const poisson = fitPoisson(cells);
  if (poisson === undefined || poisson.df < 1) return undefined;
  const dispersion = poisson.pearson / poisson.df;
  const dispersionTail = chiSquareTail(poisson.pearson, poisson.df);
  const spread = dispersionTail < DISPERSION_LEVEL;
  const fit = spread && !fractional ? (fitNegativeBinomial(cells) ?? poisson) : poisson;
  const influence = counts.map(() => Array<number>(poisson.coefficients.length).fill(0));
  for (const [at, place] of places.entries()) {
    const score = fit.weights[at]! * (cells.counts[at]! - fit.means[at]!);
    influence[place] = fit.covariance.map((row) => dot(row, cells.design[at]!) * score);
  }
  const family = fit.theta !== null ? 'negative-binomial' : fractional || spread ? 'quasi-poisson' : 'poisson';
  return { family, fit, places, dispersion, dispersionTail, influence, lags: lagsFor(places.length) };
}

function designRow({ breakAt, anticipation, slopeChange }: Segments, i: number): number[] {
  const years = (i - breakAt) / MONTHS_A_YEAR;
  const after = i >= breakAt ? 1 : 0;
  const row = [1, years, after];
  if (slopeChange !== false) row.push(after * years);
  if (anticipation !== undefined && anticipation.size > 0) row.push(anticipation.has(i) ? 1 : 0);
  return row;
}

/** The terms, in the order of the coefficients. */
export const TERM = { slopeBefore: 1, level: 2, slopeChange: 3 } as const;

/** e to the coefficient, with its 95 % interval. */
export function termRatio(segmented: Segmented, term: number): Ratio {
  const { fit, lags, places } = segmented;
  const model = fit.covariance[term]![term]! * ownDispersion(segmented);
  const series = segmented.influence.map((row) => row[term]!);
  return widerRatio(fit.coefficients[term]!, model, series, { lags, months: places.length, df: fit.df });
}

/** The coefficient of one series less that of another over the same months: a ratio of ratios. What both months share is allowed for. */
export function termRatioOfRatios(ours: Segmented, others: Segmented, term: number): Ratio {
  const difference = ours.fit.coefficients[term]! - others.fit.coefficients[term]!;
  const model =
    ours.fit.covariance[term]![term]! * ownDispersion(ours) + others.fit.covariance[term]![term]! * ownDispersion(others);
  const series = ours.influence.map((row, i) => row[term]! - others.influence[i]![term]!);
  const months = Math.min(ours.places.length, others.places.length);
  return widerRatio(difference, model, series, { lags: lagsFor(months), months, df: ours.fit.df });
}

// A spread of dates over months makes counts look steadier than events are: dispersion below 1 is never believed.
function ownDispersion({ fit, dispersion }: Segmented): number {
  return fit.theta === null ? Math.max(1, dispersion) : 1;
}

function widerRatio(
  estimate: number,
  modelVariance: number,
  series: readonly number[],
  { lags, months, df }: { lags: number; months: number; df: number },
): Ratio {
  const own = Math.sqrt(modelVariance) * student95(df);
  const robust = Math.sqrt((neweyWest(series, lags) * months) / df) * fixedB95((lags + 1) / months);
  return ratioOf(estimate, Math.max(own, robust), 1);
}

/**
 * The variance of the sum of a series by Bartlett's weights (Newey & West 1987, equation 5). A month left out is a 0, which its neighbours' pairs skip
 * (Parzen 1963's amplitude modulation).
 */
export function neweyWest(series: readonly number[], lags: number): number {
  let sum = 0;
  for (let lag = 0; lag <= lags; lag++) {
    let pairs = 0;
    for (let i = lag; i < series.length; i++) pairs += series[i]! * series[i - lag]!;
    sum += pairs * (lag === 0 ? 1 : 2 * (1 - lag / (lags + 1)));
  }
  return sum;
}

function lagsFor(months: number): number {
  return Math.ceil(1.3 * Math.sqrt(months)) - 1;
}

/** The 97.5 % point of the fixed-b distribution of t, Bartlett kernel; b: bandwidth by length. At b = 0 the normal's. */
function fixedB95(b: number): number {
  return 1.96 + 2.9694 * b + 0.416 * b * b - 0.5324 * b * b * b;
}
