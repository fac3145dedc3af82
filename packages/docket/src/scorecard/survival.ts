// How long until something happens, when for some it has not happened yet: Kaplan–Meier.
//
// One sample is a duration and whether it ended in the event or was cut off before it (right-censored). At each time at which events
// happen, d of the n still at risk have it; the share that has not is the product of the (n − d)/n so far (Kaplan & Meier 1958, JASA 53).
// Who is cut off at the same time as an event counts as still at risk there.

import { exp, ln, Z95 } from '#scorecard/elementary';

/** `time` in whatever unit, not negative; `event` false: nothing is known after `time`. */
export type Duration = { time: number; event: boolean };

/** What is known just after a time at which events happened. `variance` is that of `survival`; limits null where there is no interval. */
export type SurvivalStep = {
  time: number;
  atRisk: number;
  events: number;
  survival: number;
  variance: number;
  lower: number | null;
  upper: number | null;
};

/** Null: not reached, or no limit on that side. */
export type Quantile = { at: number | null; lower: number | null; upper: number | null };

/** S reaches ½ when it is this near: products of fractions miss by the last bit. */
const TOLERANCE = 1e-12;

/**
 * The steps of the Kaplan–Meier curve, in order of time.
 *
 * Variance: Greenwood (1926), S² Σ d / (n (n − d)). Point-wise 95 % limits on the log–log scale (Kalbfleisch & Prentice 1980):
 * S^exp(±z·σ), σ² = Σ d / (n (n − d)) / (ln S)². They stay within 0 and 1; where S is 1 or 0 there are none.
 */
export function survivalOf(durations: readonly Duration[]): SurvivalStep[] {
  const sorted = durations.toSorted((a, b) => a.time - b.time);
  const steps: SurvivalStep[] = [];
  let greenwood = 0;
  // Between two cut-offs the product telescopes to a single fraction, so that without any it is exactly a count divided by a count.
  let baseShare = 1;
  let base = sorted.length;
  let survival = 1;
  for (let at = 0; at < sorted.length;) {
    const { time } = sorted[at]!;
    const atRisk = sorted.length - at;
    let events = 0;
    let cut = 0;
    for (; at < sorted.length && sorted[at]!.time === time; at++) {
      if (sorted[at]!.event) events++;
      else cut++;
    }
    if (events > 0) {
      survival = (baseShare * (atRisk - events)) / base;
      if (events < atRisk) greenwood += events / (atRisk * (atRisk - events));
      const variance = survival * survival * greenwood;
      steps.push({ time, atRisk, events, survival, variance, ...logLogLimits(survival, Math.sqrt(variance)) });
    }
    if (cut > 0) {
      baseShare = survival;
      base = atRisk - events - cut;
    }
  }
  return steps;
}

/**
 * Limits of a share p with standard error s, symmetric on the log–log scale: p^exp(±z·s / (p ln p)), lower first. None for 0 and 1.
 */
export function logLogLimits(share: number, error: number): { lower: number | null; upper: number | null } {
  if (share <= 0 || share >= 1 || error <= 0) return { lower: null, upper: null };
  const log = ln(share);
  const width = (Z95 * error) / (share * -log);
  return { lower: exp(log * exp(width)), upper: exp(log * exp(-width)) };
}

/**
 * The median: the first time at which the curve is at ½ or below. Its 95 % interval holds every time at which the curve is compatible
 * with ½ (Brookmeyer & Crowley 1982, Biometrics 38), tested on the log–log scale: from the first step whose lower limit is at most ½ up
 * to the first whose upper limit is below ½. A curve that ends at 0 says nothing there, and closes no interval.
 */
export function medianOf(steps: readonly SurvivalStep[]): Quantile {
  const first = (reached: (step: SurvivalStep) => boolean) => steps.find(reached)?.time ?? null;
  return {
    at: first(({ survival }) => survival <= 0.5 + TOLERANCE),
    lower: first(({ lower, survival }) => (lower === null ? survival === 0 : lower <= 0.5 + TOLERANCE)),
    upper: first(({ upper }) => upper !== null && upper < 0.5 - TOLERANCE),
  };
}
