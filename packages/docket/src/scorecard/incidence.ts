// How often something has happened by a time, when something else may end the wait first: cumulative incidence under competing risks.
//
// A request that was withdrawn will never be answered. Counting it as merely cut off would answer another question: how soon, had nobody
// withdrawn. The cumulative incidence gives the share of all requests that were answered by a time, withdrawn by that time, and so on;
// the shares of all causes and of those still waiting add up to one (Aalen & Johansen 1978, Scandinavian Journal of Statistics 5).

import { logLogLimits, type Quantile } from '#scorecard/survival';

/** `cause` null: nothing is known after `time`. */
export type Ending = { time: number; cause: string | null };

/** Just after a time at which something ended. `atRisk` before it; `variance` is that of `incidence`; limits null where there are none. */
export type IncidenceStep = {
  time: number;
  atRisk: number;
  incidence: number;
  variance: number;
  lower: number | null;
  upper: number | null;
};

/** Sums of fractions miss ½ by the last bit. */
const TOLERANCE = 1e-12;

/**
 * The steps of the cumulative incidence of one cause, one for each time at which any cause ended a wait, in order of time:
 * F(t) = Σ S(tⱼ₋₁) dₖⱼ / nⱼ, with S the Kaplan–Meier share still waiting.
 *
 * Variance by the delta method (Marubini & Valsecchi 1995, Analysing Survival Data, ch. 10; Dinse & Larson 1986, Biometrika 73):
 *   Σ (F(t) − F(tⱼ))² dⱼ / (nⱼ(nⱼ − dⱼ)) + Σ S(tⱼ₋₁)² dₖⱼ(nⱼ − dₖⱼ) / nⱼ³ − 2 Σ (F(t) − F(tⱼ)) S(tⱼ₋₁) dₖⱼ / nⱼ²
 * with dⱼ endings of any cause and dₖⱼ of this one among nⱼ at risk at tⱼ. With one cause alone it is Greenwood's. The squares are
 * expanded, so that one pass over the data does. Limits of 95 % on the log–log scale: F^exp(±z·s / (F ln F)) (Choudhury 2002,
 * Statistics in Medicine 21).
 */
export function incidenceOf(endings: readonly Ending[], cause: string): IncidenceStep[] {
  const sorted = endings.toSorted((a, b) => a.time - b.time);
  const steps: IncidenceStep[] = [];
  let waiting = 1;
  let incidence = 0;
  let [a, aF, aFF, b, c, cF] = [0, 0, 0, 0, 0, 0];
  for (let at = 0; at < sorted.length;) {
    const { time } = sorted[at]!;
    const atRisk = sorted.length - at;
    let any = 0;
    let own = 0;
    for (; at < sorted.length && sorted[at]!.time === time; at++) {
      if (sorted[at]!.cause !== null) any++;
      if (sorted[at]!.cause === cause) own++;
    }
    if (any === 0) continue;
    incidence += (waiting * own) / atRisk;
    // Once nobody is left at risk F stays as it is, and the first term is nothing.
    const greenwood = any < atRisk ? any / (atRisk * (atRisk - any)) : 0;
    const crossed = (waiting * own) / (atRisk * atRisk);
    a += greenwood;
    aF += greenwood * incidence;
    aFF += greenwood * incidence * incidence;
    b += (waiting * waiting * own * (atRisk - own)) / (atRisk * atRisk * atRisk);
    c += crossed;
    cF += crossed * incidence;
    waiting *= 1 - any / atRisk;
    const variance = Math.max(0, incidence * incidence * a - 2 * incidence * aF + aFF + b - 2 * (incidence * c - cF));
    steps.push({ time, atRisk, incidence, variance, ...logLogLimits(incidence, Math.sqrt(variance)) });
  }
  return steps;
}

/**
 * When half of all had ended in the cause: the first time at which its incidence is at ½ or above, with every time compatible with ½ as
 * its 95 % interval, as Brookmeyer and Crowley do for a median. With competing causes it may never come.
 */
export function halfOf(steps: readonly IncidenceStep[]): Quantile {
  const first = (reached: (step: IncidenceStep) => boolean) => steps.find(reached)?.time ?? null;
  return {
    at: first(({ incidence }) => incidence >= 0.5 - TOLERANCE),
    lower: first(({ upper, incidence }) => (upper === null ? incidence >= 1 - TOLERANCE : upper >= 0.5 - TOLERANCE)),
    upper: first(({ lower }) => lower !== null && lower > 0.5 + TOLERANCE),
  };
}
