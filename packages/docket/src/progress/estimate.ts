// One thing said of a series: its figures, what it stands on, and what it does and does not show. Below the minimum there are no figures.

import type { AssumptionCode } from '#progress/assumptions';
import { kept, type Plain } from '#progress/plain';
import type { Ratio } from '#progress/ratio';

export type EstimateCode =
  | 'change'
  | 'comparison-change'
  | 'ratio-of-ratios'
  | 'ratio-of-ratios-clumped'
  | 'ratio-of-ratios-dated'
  | 'slope-before'
  | 'level'
  | 'slope-change'
  | 'level-ratio-of-ratios'
  | 'rival'
  | 'change-point'
  | 'over-dispersion'
  | 'autocorrelation'
  | 'zeros'
  | 'reporting-delay';

/**
 * `n`: how many of what it stands on. `figures`: to four significant digits; null where there are too few to say, and `tooFew` says how many would be
 * needed. `about`: the date of a rival break, the kind of the model.
 */
export type Estimate = {
  code: EstimateCode;
  about?: string;
  n: Record<string, number>;
  figures: Record<string, number | string | boolean> | null;
  tooFew?: { of: 'events' | 'months' | 'reports'; have: number; minimum: number };
  assumptions: AssumptionCode[];
  shows: Plain;
};

const OF = {
  events: { en: 'events', zh: '事件数' },
  months: { en: 'months', zh: '月数' },
  reports: { en: 'events with both dates known to the month', zh: '两个日期均精确到月的事件数' },
} as const;

/** Too few to say, and no figure. `what`: what would have been said. */
export function tooFew(
  code: EstimateCode,
  what: Plain,
  of: keyof typeof OF,
  have: number,
  minimum: number,
  about?: string,
): Estimate {
  const counted = kept(have);
  return {
    code,
    ...(about === undefined ? {} : { about }),
    n: { [of]: counted },
    figures: null,
    tooFew: { of, have: counted, minimum },
    assumptions: [],
    shows: {
      en: `${what.en}: too few to say (${OF[of].en}: ${counted}, at least ${minimum} needed).`,
      zh: `${what.zh}：数量太少，无法判断（${OF[of].zh}：${counted}，至少需要 ${minimum}）。`,
    },
  };
}

export function ratioFigures({ ratio, low, high }: Ratio): { ratio: number; low: number; high: number } {
  return { ratio: kept(ratio), low: kept(low), high: kept(high) };
}
