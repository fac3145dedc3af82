// A share of so many, with its interval.

import { Z95 } from '#scorecard/elementary';

export type Share = { share: number; lower: number; upper: number };

/**
 * The share `count` of `n` > 0, with the 95 % score interval of Wilson (1927), JASA 22, 209–212:
 * (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n). It stays within 0 and 1 and says something even for none and for all.
 */
export function shareOf(count: number, n: number): Share {
  const share = count / n;
  const square = (Z95 * Z95) / n;
  const middle = share + square / 2;
  const half = Z95 * Math.sqrt((share * (1 - share)) / n + square / (4 * n));
  return {
    share,
    lower: count === 0 ? 0 : Math.max(0, (middle - half) / (1 + square)),
    upper: count === n ? 1 : Math.min(1, (middle + half) / (1 + square)),
  };
}
