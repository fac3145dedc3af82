// Events of the last months are under-counted, because some have not become known. The share known by age is estimated from those that did, by
// the hazard in reverse time (Kalbfleisch & Lawless 1989, doi:10.1080/01621459.1989.10478780; Lawless 1994, Canadian Journal of Statistics 22:15): looking back
// from the longest delay that could have been seen, what share of those known within d months became known in month d itself.
//
// Estimable is only the share among events that become known within the longest delay observed; what never becomes known, or later than
// that, is beyond any such correction.

import { NORMAL_95 } from '#progress/distributions';
import { exp } from '#progress/elementary';

/** `delay` in months from the event to its report, `limit`: the longest delay that could have been seen, months from the event to the review. */
export type Delay = { delay: number; limit: number; count: number };

/**
 * `known[a]`: share of events known by age a in months; 1 from the longest delay on. `variance[a]`: of its ln (Greenwood's, Lawless 1994 §2).
 * `events`: how many delays it stands on.
 */
export type Reporting = { known: number[]; variance: number[]; longest: number; events: number };

export function reportingDelay(delays: readonly Delay[]): Reporting | undefined {
  const seen = delays.filter(({ delay, limit, count }) => delay >= 0 && delay <= limit && count > 0);
  if (seen.length === 0) return undefined;
  const longest = Math.max(...seen.map(({ delay }) => delay));
  const known = Array<number>(longest + 1).fill(1);
  const variance = Array<number>(longest + 1).fill(0);
  for (let d = longest; d > 0; d--) {
    let within = 0;
    let inMonth = 0;
    for (const { delay, limit, count } of seen) {
      if (delay > d || limit < d) continue;
      within += count;
      if (delay === d) inMonth += count;
    }
    const hazard = within === 0 ? 0 : inMonth / within;
    known[d - 1] = known[d]! * (1 - hazard);
    variance[d - 1] = variance[d]! + (hazard === 0 || hazard === 1 ? 0 : hazard / (within * (1 - hazard)));
  }
  return { known, variance, longest, events: seen.reduce((sum, { count }) => sum + count, 0) };
}

/** The share known at an age in months with its 95 % interval, on the ln scale and never above 1. */
export function knownBetween(reporting: Reporting, age: number): { share: number; low: number; high: number } {
  const share = knownAt(reporting, age);
  const error = age >= reporting.longest || age < 0 ? 0 : Math.sqrt(reporting.variance[age]!);
  return { share, low: share * exp(-NORMAL_95 * error), high: Math.min(1, share * exp(NORMAL_95 * error)) };
}

/** The share known at an age in months. */
export function knownAt({ known, longest }: Reporting, age: number): number {
  return age >= longest ? 1 : age < 0 ? 0 : known[age]!;
}
