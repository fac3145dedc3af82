// The monthly series as a trend that may break: at the accord, at a rival date, at a month nobody names; and whether the model's own claims hold.

import type { AssumptionCode } from '#progress/assumptions';
import type { Named } from '#progress/before';
import { changePoint } from '#progress/changepoint';
import { checkModel } from '#progress/checks';
import { countMonths, type Monthly } from '#progress/counts';
import { knownAt, knownBetween, reportingDelay, type Delay, type Reporting } from '#progress/delay';
import { ratioFigures, tooFew, type Estimate, type EstimateCode } from '#progress/estimate';
import type { IndicatorRow } from '#progress/indicator';
import { KNOWN_MIN, REGRESSION_EVENTS_MIN, REPORTS_MIN, SIDE_EVENTS_MIN, SIDE_MONTHS_MIN } from '#progress/minimum';
import { daysOf, encodeMonth, monthOf } from '#progress/month';
import { events, interval, kept, said, type Plain } from '#progress/plain';
import { direction, type Ratio } from '#progress/ratio';
import { hasRoom, type Scope } from '#progress/scope';
import {
  fitSegments,
  lagsFor,
  TERM,
  termErrors,
  termRatio,
  termRatioOfRatios,
  type Segmented,
  type Segments,
} from '#progress/segmented';

/** Scaled deviance within which a rival explains as well (Burnham & Anderson 2002, §2.6: a difference of 2 in AIC, with as many terms). */
const AS_WELL = 2;

export type Trend = {
  estimates: Estimate[];
  /** rivals whose break fits as well as the accord's, or better */
  rivalsAsWell: string[];
  /** the interval of the unknown break leaves the accord out */
  elsewhere: { month: string; low: string; high: string } | null;
  fellBefore: boolean;
  autocorrelated: boolean;
};

type Prepared = { monthly: Monthly; months: number; exposures: number[] | null; delay: Estimate };

export function fitTrend(ours: Named, others: Named | null, scope: Scope): Trend {
  const prepared = prepare(ours.rows, scope);
  const trend: Trend = { estimates: [], rivalsAsWell: [], elsewhere: null, fellBefore: false, autocorrelated: false };
  const broken = breakOf(prepared, scope, scope.breakAt);
  if (typeof broken !== 'function') {
    trend.estimates.push(broken, prepared.delay);
    return trend;
  }
  const fitted = broken(false);
  if (fitted === undefined) {
    trend.estimates.push(unsettled(prepared), prepared.delay);
    return trend;
  }
  trend.estimates.push(...terms(fitted, prepared, scope));
  trend.fellBefore = direction(termRatio(fitted, TERM.slopeBefore)) === 'fell';
  if (others !== null) trend.estimates.push(againstOthers(fitted, prepared, others, scope));
  const checked = checkModel(fitted, prepared.monthly.counts);
  trend.autocorrelated = checked.autocorrelated;
  trend.estimates.push(...rivals(prepared, scope, trend), change(prepared, scope, trend), ...checked.estimates);
  trend.estimates.push(prepared.delay);
  return trend;
}

/** Counts by month, cut off where less than half is known by now, with the share known of each. */
function prepare(rows: readonly IndicatorRow[], scope: Scope): Prepared {
  const { window, asOf } = scope;
  const { counts, fractional } = countMonths(rows, window);
  const delays = delaysOf(rows, asOf);
  let reports = 0;
  for (const { count } of delays) reports += count;
  const reporting = reports >= REPORTS_MIN ? reportingDelay(delays) : undefined;
  if (reporting === undefined) {
    const what = { en: 'Correction for events not known yet', zh: '对尚未为人所知的事件的校正' };
    return {
      monthly: { counts, fractional },
      months: counts.length,
      exposures: null,
      delay: tooFew('reporting-delay', what, 'reports', reports, REPORTS_MIN),
    };
  }
  const known = counts.map((_, at) => knownAt(reporting, asOf - (window.from + at)));
  const short = known.findIndex((share) => share < KNOWN_MIN);
  const months = short < 0 ? counts.length : short;
  return {
    monthly: { counts: counts.slice(0, months), fractional },
    months,
    exposures: known.slice(0, months),
    delay: delayEstimate(reporting, known, months, scope),
  };
}

function delaysOf(rows: readonly IndicatorRow[], asOf: number): Delay[] {
  const fine = ({ precision, to }: { precision: string; to?: string | undefined }) =>
    (precision === 'day' || precision === 'month') && to === undefined;
  return rows.flatMap(({ when, reported, count }) => {
    if (reported === null || !fine(when) || !fine(reported)) return [];
    const month = monthOf(daysOf(when)[0]);
    const delay = { delay: monthOf(daysOf(reported)[0]) - month, limit: asOf - month, count };
    return delay.delay >= 0 && delay.delay <= delay.limit ? [delay] : [];
  });
}

function delayEstimate(
  reporting: Reporting,
  known: readonly number[],
  months: number,
  { window, asOf }: Scope,
): Estimate {
  const median = reporting.known.findIndex((share) => share >= 0.5);
  const last = knownBetween(reporting, asOf - window.to);
  const out = known.length - months;
  const month = encodeMonth(window.to);
  const [share, low, high] = [last.share, last.low, last.high].map((value) => said(value * 100));
  return {
    code: 'reporting-delay',
    n: { reports: kept(reporting.events) },
    figures: {
      medianMonths: median,
      longestMonths: reporting.longest,
      knownOfLastMonth: kept(last.share),
      low: kept(last.low),
      high: kept(last.high),
      monthsLeftOut: out,
    },
    assumptions: ['known-delays'],
    shows: {
      en: `Half of the events became known within ${median} months of happening, the last after ${reporting.longest}; of those of ${month}, ${share} % are known by now (95 % ${low} to ${high}). The regression allows for that, and leaves out ${out} months of which less than half is known. What never becomes known stays unknown.`,
      zh: `半数事件在发生后 ${median} 个月内为人所知，最晚者在 ${reporting.longest} 个月后；${month} 的事件现已知 ${share}%（95% 区间 ${low} 至 ${high}）。回归已计入此点，并略去已知不足一半的 ${out} 个月。永远不为人知者仍属未知。`,
    },
  };
}

const WHAT: Plain = { en: 'Level and slope before and after', zh: '前后的水平与斜率' };

/** A fit of the break at a place, `plain` for one by Poisson deviance whatever the counts; or why there can be none. */
function breakOf(
  { monthly, months, exposures }: Prepared,
  scope: Scope,
  breakAt: number,
  code: EstimateCode = 'level',
  about?: string,
): Estimate | ((plain: boolean) => Segmented | undefined) {
  let before = 0;
  let after = 0;
  for (const [at, count] of monthly.counts.entries()) {
    if (scope.leftOut.has(at)) continue;
    if (at < breakAt) before += count;
    else after += count;
  }
  const what = about === undefined ? WHAT : { en: `A break at ${about}`, zh: `${about} 的断点` };
  if (!hasRoom(breakAt, months)) {
    const shorter = Math.max(0, Math.min(breakAt, months - breakAt));
    return tooFew(
      code,
      { en: `${what.en}, shorter side`, zh: `${what.zh}（较短一侧）` },
      'months',
      shorter,
      SIDE_MONTHS_MIN,
      about,
    );
  }
  if (before + after < REGRESSION_EVENTS_MIN)
    return tooFew(code, what, 'events', before + after, REGRESSION_EVENTS_MIN, about);
  if (Math.min(before, after) < SIDE_EVENTS_MIN)
    return tooFew(
      code,
      { en: `${what.en}, rarer side`, zh: `${what.zh}（较少一侧）` },
      'events',
      Math.min(before, after),
      SIDE_EVENTS_MIN,
      about,
    );
  const segments: Segments = {
    counts: monthly.counts,
    breakAt,
    leftOut: scope.leftOut,
    anticipation: scope.term,
    ...(exposures === null ? {} : { exposures }),
    fractional: monthly.fractional,
  };
  return (plain) => fitSegments(plain ? { ...segments, quasi: true } : segments);
}

function unsettled({ monthly }: Prepared): Estimate {
  return {
    code: 'level',
    n: { months: monthly.counts.length },
    figures: null,
    assumptions: [],
    shows: {
      en: 'Level and slope before and after: the counts do not settle them, and nothing is said.',
      zh: '前后的水平与斜率：计数不足以确定，不作判断。',
    },
  };
}

function takenForGranted(fitted: Segmented, { exposures }: Prepared, { anticipation }: Scope): AssumptionCode[] {
  const taken: AssumptionCode[] = ['log-linear', 'one-break', 'no-season', 'same-watch'];
  taken.push(
    fitted.family === 'negative-binomial'
      ? 'negative-binomial'
      : fitted.family === 'poisson'
        ? 'poisson'
        : 'scaled-dispersion',
  );
  if (fitted.fractional) taken.push('fractional-counts');
  taken.push('dependent-months', exposures === null ? 'all-known' : 'known-delays');
  if (anticipation !== null) taken.push(anticipation.as === 'term' ? 'anticipation-term' : 'shared-window');
  return taken;
}

const TERMS: { code: EstimateCode; term: number; en: string; zh: string; not: Plain }[] = [
  {
    code: 'slope-before',
    term: TERM.slopeBefore,
    en: 'Change a year before the accord',
    zh: '协定前的年变化',
    not: { en: 'A trend that was there before is no effect of the accord', zh: '此前已有的趋势不是协定的效果' },
  },
  {
    code: 'level',
    term: TERM.level,
    en: 'Level just after the accord by that expected from before',
    zh: '协定后即时水平与按此前趋势预期的水平之比',
    not: { en: 'Anything else that happened then would look the same', zh: '当时发生的其他事情会呈现同样结果' },
  },
  {
    code: 'slope-change',
    term: TERM.slopeChange,
    en: 'Change a year after the accord by that before',
    zh: '协定后与协定前的年变化之比',
    not: { en: 'A slope says nothing of years to come', zh: '斜率不能说明未来各年' },
  },
];

function terms(fitted: Segmented, prepared: Prepared, scope: Scope): Estimate[] {
  const n = { months: fitted.places.length, events: eventsIn(fitted, prepared) };
  const assumptions = takenForGranted(fitted, prepared, scope);
  return TERMS.map(({ code, term, en, zh, not }) => {
    const ratio = termRatio(fitted, term);
    const errors = termErrors(fitted, term);
    return {
      code,
      about: fitted.family,
      n,
      figures: {
        ...ratioFigures(ratio),
        errorOfModel: kept(errors.model),
        errorNeweyWest: kept(errors.neweyWest),
        lags: lagsFor(fitted.places.length),
      },
      assumptions,
      shows: {
        en: `${en}: ratio ${interval(ratio).en}, ${fitted.family.replaceAll('-', ' ')} regression of ${n.months} months with ${events(n.events)} events. ${SHOWN[direction(ratio)].en} ${not.en}.`,
        zh: `${zh}：比值 ${interval(ratio).zh}，${FAMILY_ZH[fitted.family]}回归，${n.months} 个月，${events(n.events)} 个事件。${SHOWN[direction(ratio)].zh}${not.zh}。`,
      },
    };
  });
}

const FAMILY_ZH = { poisson: '泊松', 'quasi-poisson': '拟泊松', 'negative-binomial': '负二项' } as const;

const SHOWN = {
  fell: { en: 'Lower.', zh: '较低。' },
  rose: { en: 'Higher.', zh: '较高。' },
  unclear: {
    en: 'No change is shown; none within the interval is excluded.',
    zh: '未显示变化，区间内的变化也未被排除。',
  },
} as const;

function againstOthers(fitted: Segmented, own: Prepared, others: Named, scope: Scope): Estimate {
  const code = 'level-ratio-of-ratios';
  const prepared = prepare(others.rows, scope);
  // Both series over the same months.
  const months = Math.min(own.months, prepared.months);
  const cut = ({ monthly, exposures, delay }: Prepared): Prepared => ({
    monthly: { ...monthly, counts: monthly.counts.slice(0, months) },
    months,
    exposures: exposures?.slice(0, months) ?? null,
    delay,
  });
  const other = breakOf(cut(prepared), scope, scope.breakAt, code);
  if (typeof other !== 'function') return other;
  const ours = months === own.months ? () => fitted : breakOf(cut(own), scope, scope.breakAt, code);
  if (typeof ours !== 'function') return ours;
  const [a, b] = [ours(false), other(false)];
  if (a === undefined || b === undefined) return { ...unsettled(prepared), code };
  const ratio = termRatioOfRatios(a, b, TERM.level);
  return {
    code,
    n: { months: a.places.length, events: eventsIn(a, own), othersEvents: eventsIn(b, prepared) },
    figures: ratioFigures(ratio),
    assumptions: [
      ...new Set([
        ...takenForGranted(a, own, scope),
        ...takenForGranted(b, prepared, scope),
        'parallel' as const,
        'no-spillover' as const,
      ]),
    ],
    shows: {
      en: `Level change at the accord by that of ${others.name}, both against their own trends: ${interval(ratio).en}. ${SHOWN[direction(ratio)].en} That the accord was the cause is not shown.`,
      zh: `协定时的水平变化与 ${others.name} 的水平变化之比（各按自身趋势）：${interval(ratio).zh}。${SHOWN[direction(ratio)].zh}并未显示协定是原因。`,
    },
  };
}

function rivals(prepared: Prepared, scope: Scope, trend: Trend): Estimate[] {
  const accord = breakOf(prepared, scope, scope.breakAt);
  return scope.rivals.map(({ date, breakAt }) => {
    const rival = breakOf(prepared, scope, breakAt, 'rival', date);
    if (typeof rival !== 'function') return rival;
    const [theirs, ours] = [rival(true), typeof accord === 'function' ? accord(true) : undefined];
    if (theirs === undefined || ours === undefined) return { ...unsettled(prepared), code: 'rival', about: date };
    const difference = (theirs.fit.deviance - ours.fit.deviance) / Math.max(1, ours.dispersion);
    const level: Ratio = termRatio(theirs, TERM.level);
    const asWell = difference <= AS_WELL;
    if (asWell) trend.rivalsAsWell.push(date);
    const fits = difference < -AS_WELL ? 'better' : asWell ? 'as-well' : 'worse';
    const en = { better: 'better than', 'as-well': 'as well as', worse: 'less well than' }[fits];
    const zh = { better: '优于', 'as-well': '不逊于', worse: '逊于' }[fits];
    return {
      code: 'rival',
      about: date,
      n: { months: theirs.places.length, events: eventsIn(theirs, prepared) },
      figures: { ...ratioFigures(level), scaledDeviance: kept(difference), fits },
      assumptions: takenForGranted(theirs, prepared, scope),
      shows: {
        en: `A break at ${date} fits ${en} one at the accord (scaled deviance ${said2(difference)} from the accord's); its level change is ${interval(level).en}. A better fit is no proof of a cause.`,
        zh: `${date} 的断点的拟合${zh}协定处的断点（标度偏差与协定相差 ${said2(difference)}）；其水平变化为 ${interval(level).zh}。拟合较好并不证明因果。`,
      },
    };
  });
}

const said2 = (value: number): string => `${value < 0 ? '−' : '+'}${String(Number(Math.abs(value).toPrecision(2)))}`;

function change({ monthly, exposures, months }: Prepared, scope: Scope, trend: Trend): Estimate {
  const what = { en: 'The month of an unknown break', zh: '未知断点所在月份' };
  const all = monthly.counts.reduce((sum, count) => sum + count, 0);
  const point =
    all < REGRESSION_EVENTS_MIN || months < 2 * SIDE_MONTHS_MIN
      ? undefined
      : changePoint(monthly.counts, 'level-and-slope', exposures ?? undefined);
  if (point === undefined) return tooFew('change-point', what, 'events', all, REGRESSION_EVENTS_MIN);
  const [month, low, high] = [point.at, point.low, point.high].map((at) => encodeMonth(scope.window.from + at)) as [
    string,
    string,
    string,
  ];
  const holds = point.low <= scope.breakAt && scope.breakAt <= point.high;
  if (point.standsOut && !holds) trend.elsewhere = { month, low, high };
  const stands = point.standsOut
    ? holds
      ? { en: 'The accord is within it.', zh: '协定在区间之内。' }
      : { en: 'The accord is not within it.', zh: '协定不在区间之内。' }
    : {
        en: 'No break stands out from none, so neither the month nor the interval means much.',
        zh: '没有断点明显优于无断点，因此该月份与区间意义不大。',
      };
  return {
    code: 'change-point',
    n: { months, events: kept(all), candidates: point.candidates },
    figures: { month, low, high, held: point.held, gain: kept(point.gain), standsOut: point.standsOut },
    assumptions: [
      'log-linear',
      'one-break',
      'no-season',
      'same-watch',
      exposures === null ? 'all-known' : 'known-delays',
    ],
    shows: {
      en: `If there was one break and nobody said when, ${month} fits best (95 % ${low} to ${high}). ${stands.en} It does not say what caused it.`,
      zh: `若有一个断点而无人指明时间，${month} 拟合最佳（95% 区间 ${low} 至 ${high}）。${stands.zh}这并不说明其原因。`,
    },
  };
}

function eventsIn({ places }: Segmented, { monthly }: Prepared): number {
  let all = 0;
  for (const place of places) all += monthly.counts[place] ?? 0;
  return kept(all);
}
