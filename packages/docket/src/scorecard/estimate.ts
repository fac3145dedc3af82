// A figure that may be asked how sure it is: never a number alone. Below its minimum it says that there is too little to say, and holds
// no number at all.

import type { AssumptionCode } from '#scorecard/assumptions';
import { counted, type Noun, type Words } from '#scorecard/wording';

/**
 * `n`: how many it was computed from. `value` null: withheld, and why: `too-few` below `minimum`, or `nothing-to-compare` where what is
 * there does not vary, so that no interval exists.
 */
export type Estimate<Value> = {
  n: number;
  minimum: number;
  value: Value | null;
  withheld: 'too-few' | 'nothing-to-compare' | null;
  assumptions: AssumptionCode[];
  shows: Words;
  doesNotShow: Words;
};

/** The fewest requests for a median or an incidence: in simulation, intervals of ten and more cover between 93 and 97 %; of eight they do not. */
export const WAITS_MIN = 10;

/** The fewest for a share: the first number for which the widest of Wilson's intervals spans less than half of what is possible. */
export const SHARE_MIN = 12;

/** The fewest ends on each side for a ratio of speeds: with five requests a side, one comparison in thirty has no maximum to find. */
export const ENDS_MIN = 10;

/** The fewest ratings for a mean: the usual thirty, at which the normal approximation holds for five ordered grades (simulated). */
export const RATINGS_MIN = 30;

/** The fewest pairs of ratings for a weighted kappa: twice the square of the five grades (Cicchetti 1981, Applied Psychological Measurement 5). */
export const PAIRS_MIN = 50;

/** What an estimate is of, for the sentence that says there are too few. */
export type Counted = { n: number; minimum: number; of: Noun };

type Told<Value> = { value: Value; shows: Words };

/**
 * Computes only from enough. `tell` gives value and sentence, or undefined where what is there does not vary; `unsaid` is what the figure
 * does not show either way.
 */
export function estimate<Value>(
  { n, minimum, of }: Counted,
  assumptions: AssumptionCode[],
  unsaid: Words,
  tell: () => Told<Value> | undefined,
): Estimate<Value> {
  const base = { n, minimum, assumptions, doesNotShow: unsaid };
  if (n < minimum) {
    const shows = {
      en: `Too few to say: ${counted(n, of)}, and a figure takes at least ${minimum}.`,
      zh: `数量太少，无法判断：仅有 ${n} ${of.zh}，至少需要 ${minimum}。`,
    };
    return { ...base, value: null, withheld: 'too-few', shows };
  }
  const told = tell();
  if (told !== undefined) return { ...base, ...told, withheld: null };
  const shows = {
    en: `Nothing to compare: the ${counted(n, of)} do not differ in what is measured, so how sure a figure would be cannot be computed.`,
    zh: `无从比较：这 ${n} ${of.zh}在所衡量的方面没有差异，无法计算数字的可靠程度。`,
  };
  return { ...base, value: null, withheld: 'nothing-to-compare', shows };
}
