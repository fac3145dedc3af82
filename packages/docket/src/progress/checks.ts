// Whether the model's own claims hold: no more spread than it says, no likeness of neighbouring months, as many months without an event as it expects.

import { ljungBox } from '#progress/correlation';
import type { Estimate } from '#progress/estimate';
import { kept, said } from '#progress/plain';
import { DISPERSION_LEVEL, type Segmented } from '#progress/segmented';
import { zeroCheck } from '#progress/zeros';

/** The most lags the autocorrelation check looks at: a year. */
const CHECK_LAGS_MAX = 12;

export function checkModel(
  fitted: Segmented,
  series: readonly number[],
): { estimates: Estimate[]; autocorrelated: boolean } {
  const n = { months: fitted.places.length };
  const over = fitted.dispersionTail < DISPERSION_LEVEL;
  const lags = Math.min(CHECK_LAGS_MAX, Math.floor(fitted.places.length / 5));
  const alike = ljungBox(fitted.residuals, lags);
  const autocorrelated = alike.tail < DISPERSION_LEVEL;
  const found: Estimate[] = [
    {
      code: 'over-dispersion',
      n,
      figures: {
        dispersion: kept(fitted.dispersion),
        tail: kept(fitted.dispersionTail),
        ...(fitted.fit.theta === null ? {} : { theta: kept(fitted.fit.theta) }),
      },
      assumptions: fitted.fractional ? ['fractional-counts'] : [],
      shows: {
        en: `Pearson dispersion ${said(fitted.dispersion)}, where 1 is chance alone. ${over ? 'More varied than chance: intervals allow for it.' : 'No more varied than chance.'}${fitted.fractional ? ' Spread dates make counts look steadier than events are.' : ''}`,
        zh: `皮尔逊离散度 ${said(fitted.dispersion)}，1 为纯偶然。${over ? '波动大于偶然：区间已计入。' : '波动不大于偶然。'}${fitted.fractional ? '日期分摊使计数看来比事件更平稳。' : ''}`,
      },
    },
    {
      code: 'autocorrelation',
      n,
      figures: { ljungBox: kept(alike.statistic), lags, tail: kept(alike.tail) },
      assumptions: fitted.fractional ? ['fractional-counts'] : [],
      shows: autocorrelated
        ? {
            en: `Neighbouring months are alike (Ljung–Box ${said(alike.statistic)} on ${lags} lags): intervals are widened for it, and may still be too narrow.`,
            zh: `相邻月份相似（Ljung–Box ${said(alike.statistic)}，${lags} 阶滞后）：区间已放宽，但可能仍过窄。`,
          }
        : {
            en: `No likeness of neighbouring months is shown (Ljung–Box ${said(alike.statistic)} on ${lags} lags).`,
            zh: `未显示相邻月份相似（Ljung–Box ${said(alike.statistic)}，${lags} 阶滞后）。`,
          },
    },
  ];
  if (fitted.fractional) return { estimates: found, autocorrelated };
  const counts = fitted.places.map((place) => series[place]!);
  const zeros = zeroCheck(counts, fitted.fit.means, fitted.fit.theta);
  const odd = zeros.tail < DISPERSION_LEVEL;
  found.push({
    code: 'zeros',
    n,
    figures: { observed: zeros.observed, expected: kept(zeros.expected), tail: kept(zeros.tail) },
    assumptions: [],
    shows: {
      en: `${zeros.observed} months without an event, where the model expects ${said(zeros.expected)}. ${odd ? 'That is not what it expects: do not lean on its intervals.' : 'The model holds in this.'}`,
      zh: `${zeros.observed} 个月无事件，模型预期 ${said(zeros.expected)} 个。${odd ? '与预期不符：不宜依赖其区间。' : '在这一点上模型成立。'}`,
    },
  });
  return { estimates: found, autocorrelated };
}
