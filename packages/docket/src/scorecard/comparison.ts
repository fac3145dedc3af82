// Whether two sides answer at different speeds: the log-rank test, and the ratio of their speeds.
//
// Requests differ by category, and so may what each side is asked; so both are taken within each category (stratum) and then summed.

import { chiSquareTail, exp, Z95 } from '#scorecard/elementary';
import type { Duration } from '#scorecard/survival';

/** One category: the durations of the first side and of the second. */
export type Stratum = readonly [readonly Duration[], readonly Duration[]];

export type LogRank = {
  observed: [number, number];
  expected: [number, number];
  variance: number;
  chiSquare: number;
  p: number;
};

export type SpeedRatio = { ratio: number; lower: number; upper: number };

/** At one time: how many were at risk on each side, and how many events there were on each. */
type Tie = { n1: number; n2: number; d1: number; d2: number };

/**
 * The log-rank test (Mantel 1966, Cancer Chemotherapy Reports 50; Peto & Peto 1972, JRSS A 135): at each time, of d events the first
 * side's share is expected to be d n₁/n, with the hypergeometric variance d (n₁/n)(n₂/n)(n − d)/(n − 1); (O − E)²/V is chi-square with
 * one degree of freedom. Undefined where no time can tell the sides apart.
 */
export function logRank(strata: readonly Stratum[]): LogRank | undefined {
  let [o1, o2, e1, variance] = [0, 0, 0, 0];
  for (const { n1, n2, d1, d2 } of tiesOf(strata)) {
    const n = n1 + n2;
    const d = d1 + d2;
    o1 += d1;
    o2 += d2;
    e1 += (d * n1) / n;
    if (n > 1) variance += (d * n1 * n2 * (n - d)) / (n * n * (n - 1));
  }
  if (!(variance > 0)) return undefined;
  const chiSquare = ((o1 - e1) * (o1 - e1)) / variance;
  return { observed: [o1, o2], expected: [e1, o1 + o2 - e1], variance, chiSquare, p: chiSquareTail(chiSquare) };
}

/** Newton's steps for one coefficient settle in a handful; a likelihood without a maximum runs past this ratio (e^12). */
const STEPS_MAX = 50;
const LOG_RATIO_MAX = 12;

/**
 * How many times as fast the first side's open requests are answered as the second's, at any moment: the hazard ratio of Cox's
 * proportional hazards (1972, JRSS B 34) with one covariate, ties by Efron (1977, JASA 72), strata kept apart; 95 % interval by Wald
 * from the information. Undefined where the likelihood has no maximum: one side has had no event while it could be compared.
 */
export function speedRatio(strata: readonly Stratum[]): SpeedRatio | undefined {
  const ties = [...tiesOf(strata)].filter(({ n1, n2 }) => n1 > 0 && n2 > 0);
  let log = 0;
  for (let step = 0; step < STEPS_MAX; step++) {
    const ratio = exp(log);
    let [score, information] = [0, 0];
    for (const { n1, n2, d1, d2 } of ties) {
      const d = d1 + d2;
      score += d1;
      for (let tied = 0; tied < d; tied++) {
        const first = ratio * (n1 - (tied / d) * d1);
        const share = first / (first + n2 - (tied / d) * d2);
        score -= share;
        information += share * (1 - share);
      }
    }
    if (!(information > 1e-12)) return undefined;
    const move = Math.max(-1, Math.min(1, score / information));
    log += move;
    if (Math.abs(log) > LOG_RATIO_MAX) return undefined;
    if (Math.abs(move) < 1e-10) {
      const width = Z95 / Math.sqrt(information);
      return { ratio: exp(log), lower: exp(log - width), upper: exp(log + width) };
    }
  }
  return undefined;
}

function* tiesOf(strata: readonly Stratum[]): Generator<Tie> {
  for (const [first, second] of strata) {
    const sorted = [
      ...first.map((duration) => ({ ...duration, side: 1 })),
      ...second.map((duration) => ({ ...duration, side: 2 })),
    ].toSorted((a, b) => a.time - b.time);
    let [n1, n2] = [first.length, second.length];
    for (let at = 0; at < sorted.length;) {
      const { time } = sorted[at]!;
      const tie: Tie = { n1, n2, d1: 0, d2: 0 };
      for (; at < sorted.length && sorted[at]!.time === time; at++) {
        const { side, event } = sorted[at]!;
        if (side === 1) n1--;
        else n2--;
        if (event && side === 1) tie.d1++;
        else if (event) tie.d2++;
      }
      if (tie.d1 + tie.d2 > 0) yield tie;
    }
  }
}
