// Rate ratios and ratios of ratios of counted events, each with half an event added to every cell, so that a count of nought has an answer and
// the estimate is nearly free of bias: Haldane 1956 (Annals of Human Genetics 20:309), Anscombe 1956 (doi:10.1093/biomet/43.3-4.461),
// interval of Gart 1966 (J. R. Stat. Soc. B 28:164).

import { NORMAL_95 } from '#progress/distributions';
import { exp, ln } from '#progress/elementary';

const ADDED = 0.5;

/** An estimate with its 95 % interval, on the scale of ratios: 1 is no change. */
export type Ratio = { ratio: number; low: number; high: number };

/** The ratio whose ln is `lnRatio`, with an interval of `quantile` standard errors. */
export function ratioOf(lnRatio: number, error: number, quantile: number = NORMAL_95): Ratio {
  return {
    ratio: exp(within(lnRatio)),
    low: exp(within(lnRatio - quantile * error)),
    high: exp(within(lnRatio + quantile * error)),
  };
}

// An interval that runs further than this is as good as boundless, and no infinity can be written down.
const LN_MAX = 100;

function within(value: number): number {
  return Math.min(LN_MAX, Math.max(-LN_MAX, value));
}

type Counted = { before: number; after: number };

/** Events per unit of time after, by the same before. `daysBefore`, `daysAfter`: how long each side was watched. */
export function rateRatio(counts: Counted, daysBefore: number, daysAfter: number, dispersion = 1): Ratio {
  const change = lnChange(counts);
  return ratioOf(change.ln - ln(daysAfter / daysBefore), Math.sqrt(change.variance * dispersion));
}

/** The change of one series by the change of another over the same time: 1 if both changed alike. */
export function ratioOfRatios(ours: Counted, others: Counted, dispersion = { ours: 1, others: 1 }): Ratio {
  const a = lnChange(ours);
  const b = lnChange(others);
  return ratioOf(a.ln - b.ln, Math.sqrt(a.variance * dispersion.ours + b.variance * dispersion.others));
}

function lnChange({ before, after }: Counted): { ln: number; variance: number } {
  const [b, a] = [before + ADDED, after + ADDED];
  return { ln: ln(a / b), variance: 1 / a + 1 / b };
}

/** Whether the interval leaves out 1, and on which side. */
export function direction({ low, high }: Ratio): 'fell' | 'rose' | 'unclear' {
  if (high < 1) return 'fell';
  return low > 1 ? 'rose' : 'unclear';
}
