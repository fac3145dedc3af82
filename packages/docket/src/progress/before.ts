// Before and after, counted: each series' own rate ratio, and the ratio of ratios (difference in differences on the ln scale), plain, widened for
// events that come in clumps, and on well-dated events alone.

import type { AssumptionCode } from '#progress/assumptions';
import { countMonths, countSides, type Sides } from '#progress/counts';
import { ratioFigures, tooFew, type Estimate, type EstimateCode } from '#progress/estimate';
import type { IndicatorRow } from '#progress/indicator';
import { EVENTS_MIN } from '#progress/minimum';
import { firstDay } from '#progress/month';
import { counted, interval, kept, type Plain } from '#progress/plain';
import { direction, rateRatio, ratioOfRatios, type Ratio } from '#progress/ratio';
import type { Scope } from '#progress/scope';

/** A series by the name it is spoken of. */
export type Named = { name: string; rows: readonly IndicatorRow[] };

export type BeforeAfter = {
  estimates: Estimate[];
  own: Ratio | null;
  others: Ratio | null;
  ratios: Ratio | null;
  widened: Ratio | null;
};

const enough = ({ before, after }: Sides): boolean => before + after >= EVENTS_MIN;
const sum = ({ before, after }: Sides): number => before + after;

export function compareSides(ours: Named, others: Named | null, scope: Scope): BeforeAfter {
  const own = changeOf('change', ours, scope);
  const found: BeforeAfter = { estimates: [own.estimate], own: own.ratio, others: null, ratios: null, widened: null };
  if (others === null) return found;
  const other = changeOf('comparison-change', others, scope);
  found.estimates.push(other.estimate);
  found.others = other.ratio;
  const plain = ratiosOf('ratio-of-ratios', ours, others, scope, { ours: 1, others: 1 });
  const widened = ratiosOf('ratio-of-ratios-clumped', ours, others, scope, {
    ours: clumping(ours.rows, scope),
    others: clumping(others.rows, scope),
  });
  found.estimates.push(plain.estimate, widened.estimate);
  found.ratios = plain.ratio;
  found.widened = widened.ratio;
  if ([...ours.rows, ...others.rows].some((row) => !isDated(row))) {
    const [a, b] = [ours, others].map(({ name, rows }) => ({ name, rows: rows.filter(isDated) }));
    found.estimates.push(ratiosOf('ratio-of-ratios-dated', a!, b!, scope, { ours: 1, others: 1 }).estimate);
  }
  return found;
}

const isDated = ({ when }: IndicatorRow): boolean =>
  (when.precision === 'day' || when.precision === 'month') &&
  (when.to === undefined || when.to.slice(0, 7) === when.from.slice(0, 7));

const sidesOf = (rows: readonly IndicatorRow[], { window, beforeEnds, day }: Scope): Sides =>
  countSides(rows, window, beforeEnds, day);

function changeOf(
  code: EstimateCode,
  { name, rows }: Named,
  scope: Scope,
): { estimate: Estimate; ratio: Ratio | null } {
  const sides = sidesOf(rows, scope);
  const what: Plain = {
    en: `Rate of ${name} after the accord by that before`,
    zh: `${name} 协定后与协定前的发生率之比`,
  };
  if (!enough(sides)) return { estimate: tooFew(code, what, 'events', sum(sides), EVENTS_MIN), ratio: null };
  const days = {
    before: scope.beforeEnds - firstDay(scope.window.from),
    after: firstDay(scope.window.to + 1) - scope.day,
  };
  const ratio = rateRatio(sides, days.before, days.after);
  const turned = direction(ratio);
  const en = { fell: 'The rate fell', rose: 'The rate rose', unclear: 'Neither a fall nor a rise is shown' }[turned];
  const zh = { fell: '发生率下降', rose: '发生率上升', unclear: '既未显示下降，也未显示上升' }[turned];
  return {
    ratio,
    estimate: {
      code,
      about: name,
      n: rounded(sides),
      figures: ratioFigures(ratio),
      assumptions: ['independent-events', 'same-watch', 'half-added', 'straddlers-out', 'all-known', ...stated(rows)],
      shows: {
        en: `${name}: ${counted(sides.before)} before, ${sides.after} after; rate ratio ${interval(ratio).en}. ${en}; why is not shown.`,
        zh: `${name}：协定前 ${sides.before} 个事件，协定后 ${sides.after} 个；发生率之比 ${interval(ratio).zh}。${zh}；原因未显示。`,
      },
    },
  };
}

function stated(rows: readonly IndicatorRow[]): AssumptionCode[] {
  const taken: AssumptionCode[] = [];
  if (rows.some(({ when }) => when.approximate === true)) taken.push('approximate-as-stated');
  if (rows.some(({ when }) => when.ongoing === true)) taken.push('ongoing-from-start');
  return taken;
}

const RATIOS = {
  'ratio-of-ratios': {
    en: 'Ratio of ratios',
    zh: '比率之比',
    assumptions: ['parallel', 'no-spillover', 'delay-alike', 'independent-events', 'half-added', 'straddlers-out'],
  },
  'ratio-of-ratios-clumped': {
    en: 'Ratio of ratios, widened for clumps of events',
    zh: '比率之比（按事件成批放宽）',
    assumptions: ['parallel', 'no-spillover', 'delay-alike', 'clumped-events', 'half-added', 'straddlers-out'],
  },
  'ratio-of-ratios-dated': {
    en: 'Ratio of ratios of events dated to the month or better',
    zh: '仅计日期精确到月的事件的比率之比',
    assumptions: [
      'parallel',
      'no-spillover',
      'delay-alike',
      'dated-only',
      'independent-events',
      'half-added',
      'straddlers-out',
    ],
  },
} as const;

function ratiosOf(
  code: keyof typeof RATIOS,
  ours: Named,
  others: Named,
  scope: Scope,
  dispersion: { ours: number; others: number },
): { estimate: Estimate; ratio: Ratio | null } {
  const { en, zh, assumptions } = RATIOS[code];
  const [a, b] = [sidesOf(ours.rows, scope), sidesOf(others.rows, scope)];
  const short = [a, b].find((sides) => !enough(sides));
  if (short !== undefined) return { estimate: tooFew(code, { en, zh }, 'events', sum(short), EVENTS_MIN), ratio: null };
  const ratio = ratioOfRatios(a, b, dispersion);
  const turned = direction(ratio);
  const shows = {
    fell: {
      en: `${ours.name} fell further than ${others.name}, or rose less`,
      zh: `${ours.name} 的降幅大于 ${others.name}，或升幅较小`,
    },
    rose: {
      en: `${ours.name} rose further than ${others.name}, or fell less`,
      zh: `${ours.name} 的升幅大于 ${others.name}，或降幅较小`,
    },
    unclear: {
      en: `No difference between the change of ${ours.name} and that of ${others.name} is shown`,
      zh: `未显示 ${ours.name} 与 ${others.name} 的变化有差别`,
    },
  }[turned];
  return {
    ratio,
    estimate: {
      code,
      n: { before: kept(a.before), after: kept(a.after), othersBefore: kept(b.before), othersAfter: kept(b.after) },
      figures: {
        ...ratioFigures(ratio),
        ...(code === 'ratio-of-ratios-clumped'
          ? { dispersion: kept(dispersion.ours), dispersionOthers: kept(dispersion.others) }
          : {}),
      },
      assumptions: [...assumptions],
      shows: {
        en: `${en}: ${interval(ratio).en}, from ${a.before} and ${a.after} against ${b.before} and ${b.after} events. ${shows.en}; that the accord was the cause is not shown.`,
        zh: `${zh}：${interval(ratio).zh}，依据 ${a.before} 与 ${a.after} 个事件对 ${b.before} 与 ${b.after} 个事件。${shows.zh}；并未显示协定是原因。`,
      },
    },
  };
}

/**
 * How much more counts vary within a side than by chance: Pearson's statistic by its degrees of freedom, of the months of well-dated events and of
 * whole years of all, whichever is more; never below 1 (McCullagh & Nelder 1989, §6.2.3).
 */
function clumping(rows: readonly IndicatorRow[], { window, breakAt, leftOut }: Scope): number {
  const monthly = countMonths(rows.filter(isDated), window).counts;
  const spread = countMonths(rows, window).counts;
  const months: [number[], number[]] = [[], []];
  for (const [at, count] of monthly.entries()) if (!leftOut.has(at)) months[at < breakAt ? 0 : 1].push(count);
  // Years are counted away from the break in both directions, so that none lies on both sides.
  const years: [number[], number[]] = [[], []];
  for (let at = breakAt; at + 12 <= spread.length; at += 12) years[1].push(total(spread.slice(at, at + 12)));
  for (let at = breakAt; at - 12 >= 0; at -= 12) years[0].push(total(spread.slice(at - 12, at)));
  return Math.max(1, pearson(months), pearson(years));
}

function pearson(sides: readonly (readonly number[])[]): number {
  let statistic = 0;
  let df = 0;
  for (const counts of sides) {
    const mean = total(counts) / counts.length;
    if (!(mean > 0)) continue;
    for (const count of counts) statistic += ((count - mean) * (count - mean)) / mean;
    df += counts.length - 1;
  }
  return df > 0 ? statistic / df : 1;
}

function total(counts: readonly number[]): number {
  let all = 0;
  for (const count of counts) all += count;
  return all;
}

function rounded({ before, after, straddling, outside }: Sides): Record<string, number> {
  return { before: kept(before), after: kept(after), straddling: kept(straddling), outside: kept(outside) };
}
