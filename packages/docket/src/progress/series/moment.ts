// Dates as series write them, to When: as precise as they are written, or as coarse as the source says they are.

import { parseDay } from '#calendar';
import { RANGE_YEARS_MAX } from '#progress/indicator';
import { When } from '#when';

const PRECISIONS = ['day', 'month', 'quarter', 'year'] as const;
type Precision = (typeof PRECISIONS)[number];

const FORM = /^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?|-Q[1-4])?$/;

/** The precision a moment is written to; undefined if it is none, or a day that does not exist. */
function precisionOf(moment: string): Precision | undefined {
  if (!FORM.test(moment)) return undefined;
  if (moment.length === 4) return 'year';
  if (moment[5] === 'Q') return 'quarter';
  if (moment.length === 7) return 'month';
  return parseDay(moment) === undefined ? undefined : 'day';
}

/** A moment written coarser; undefined if it would have to be finer. */
function coarser(moment: string, precision: Precision): string | undefined {
  const own = precisionOf(moment)!;
  if (PRECISIONS.indexOf(own) > PRECISIONS.indexOf(precision)) return undefined;
  if (own === precision) return moment;
  if (precision === 'year') return moment.slice(0, 4);
  if (precision === 'month') return moment.slice(0, 7);
  return `${moment.slice(0, 4)}-Q${Math.ceil(Number(moment.slice(5, 7)) / 3)}`;
}

export type Written = {
  from: string;
  to?: string | undefined;
  precision?: string | undefined;
  approximate?: boolean;
  ongoing?: boolean;
};

/** A When, or what is wrong with what is written. */
export function readWhen({ from, to, precision, approximate, ongoing }: Written): When | string {
  const forms = 'write 2015, 2015-Q3, 2015-09 or 2015-09-25';
  const own = precisionOf(from);
  if (own === undefined) return `${from} is no date: ${forms}`;
  const end = to === undefined ? own : precisionOf(to);
  if (end === undefined) return `${to} is no date: ${forms}`;
  const stated = PRECISIONS.find((one) => one === precision);
  if (precision !== undefined && stated === undefined)
    return `${precision} is no precision: write day, month, quarter or year`;
  const level = stated ?? PRECISIONS[Math.max(PRECISIONS.indexOf(own), PRECISIONS.indexOf(end))]!;
  const [start, stop] = [coarser(from, level), to === undefined ? undefined : coarser(to, level)];
  if (start === undefined || (to !== undefined && stop === undefined))
    return `the date is written coarser than its precision, ${level}: write the ${level}, or a coarser precision`;
  if (stop !== undefined && Number(stop.slice(0, 4)) - Number(start.slice(0, 4)) > RANGE_YEARS_MAX)
    return `it spans more than ${RANGE_YEARS_MAX} years: write when it began`;
  const parsed = When.safeParse({
    from: start,
    precision: level,
    ...(stop === undefined ? {} : { to: stop }),
    ...(approximate === true ? { approximate } : {}),
    ...(ongoing === true ? { ongoing } : {}),
  });
  return parsed.success ? parsed.data : parsed.error.issues[0]!.message;
}
