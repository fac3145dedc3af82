// When a series changed, if it changed once and nobody says when: the break is put at every month in turn, and the one that fits best is the
// estimate (profile likelihood). The interval holds every month whose scaled deviance is within 7.35 of the best: the 95 % point of
// (1 − e^(−x/2))², the distribution of that difference (Hansen 2000, doi:10.1111/1468-0262.00124, theorem 2 and table I), which is wider
// than chi-square's 3.84 because a break has no derivative.
//
// Whether there was a change at all is another question, with a threshold of its own (Andrews 1993, doi:10.2307/2951764, table I): 8.85 for a
// level, 11.79 for level and slope, 15 % trimmed.

import { exp } from '#progress/elementary';
import { fitSegments } from '#progress/segmented';
import { fitPoisson } from '#progress/regression';

const WITHIN = 7.35;
const STANDS_OUT = { level: 8.85, 'level-and-slope': 11.79 } as const;

/** Share of the months at either end that is no candidate, so that both sides have something to go by. */
const TRIMMED = 0.15;

/** Whole events that either side of a candidate must hold. */
const SIDE_EVENTS_MIN = 5;

/**
 * Places in the series; the break is before the month `at`. `low` and `high`: first and last month of the interval; `held`: how many it holds, of
 * `candidates`. `gain`: how much better the break fits than none, in scaled deviance. `before`, `after`: the fitted monthly count just before and
 * just after.
 */
export type ChangePoint = {
  at: number;
  low: number;
  high: number;
  held: number;
  candidates: number;
  gain: number;
  standsOut: boolean;
  before: number;
  after: number;
};

/** `level`: two constant rates. `level-and-slope`: two straight lines on the ln scale. Undefined if no month can be a candidate. */
export function changePoint(
  counts: readonly number[],
  terms: keyof typeof STANDS_OUT,
  exposures?: readonly number[],
): ChangePoint | undefined {
  const given = exposures === undefined ? {} : { exposures };
  const unbroken = fitPoisson({
    design: counts.map((_, i) => (terms === 'level' ? [1] : [1, i / 12])),
    counts,
    ...given,
  });
  if (unbroken === undefined) return undefined;
  const trimmed = Math.max(2, Math.ceil(TRIMMED * counts.length));
  const total = sumOf(counts);
  const profile: { at: number; deviance: number; pearson: number; df: number; before: number; after: number }[] = [];
  for (let at = trimmed; at <= counts.length - trimmed; at++) {
    const before = sumOf(counts.slice(0, at));
    if (before < SIDE_EVENTS_MIN || total - before < SIDE_EVENTS_MIN) continue;
    const fit =
      terms === 'level'
        ? fitPoisson({ design: counts.map((_, i) => [1, i >= at ? 1 : 0]), counts, ...given })
        : fitSegments({ counts, breakAt: at, fractional: false, quasi: true, ...given })?.fit;
    if (fit === undefined) continue;
    const [level, second, third] = fit.coefficients;
    profile.push({
      at,
      deviance: fit.deviance,
      pearson: fit.pearson,
      df: fit.df,
      before: exp(level!),
      after: exp(level! + (terms === 'level' ? second! : third!)),
    });
  }
  const best = profile.toSorted((a, b) => a.deviance - b.deviance)[0];
  if (best === undefined) return undefined;
  const scale = Math.max(1, best.pearson / best.df);
  const held = profile.filter(({ deviance }) => deviance - best.deviance <= WITHIN * scale);
  const gain = (unbroken.deviance - best.deviance) / scale;
  return {
    at: best.at,
    low: held[0]!.at,
    high: held.at(-1)!.at,
    held: held.length,
    candidates: profile.length,
    gain,
    standsOut: gain > STANDS_OUT[terms],
    before: best.before,
    after: best.after,
  };
}

function sumOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
