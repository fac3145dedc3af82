// Whether there are more months without an event than the fitted model expects: the score test of van den Broek 1995 (doi:10.2307/2532959) for the
// Poisson; for the negative binomial, observed less expected by the standard error of independent months.

import { chiSquareTail } from '#progress/distributions';
import { exp, ln } from '#progress/elementary';

/** `tail`: probability of as much or more difference, in either direction, if the model holds. */
export type Zeros = { observed: number; expected: number; tail: number };

export function zeroCheck(counts: readonly number[], means: readonly number[], theta: number | null): Zeros {
  let observed = 0;
  let expected = 0;
  let score = 0;
  let information = 0;
  for (const [i, mu] of means.entries()) {
    const none = theta === null ? exp(-mu) : exp(theta * ln(theta / (theta + mu)));
    const zero = counts[i] === 0 ? 1 : 0;
    observed += zero;
    expected += none;
    score += theta === null ? (zero - none) / none : zero - none;
    information += theta === null ? (1 - none) / none - mu : none * (1 - none);
  }
  return { observed, expected, tail: information > 0 ? chiSquareTail((score * score) / information, 1) : 1 };
}
