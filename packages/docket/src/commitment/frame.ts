// The time frame of a commitment, and the reports that are due in it. Days are whole and end at 24:00 UTC for both sides alike: a frame
// that both are bound by cannot run by the calendar of one.

import { parseDay } from '#calendar';
import type { CommitmentBody } from '#commitment/kind';

const DAY_SECONDS = 86_400;

/** More within one frame is noise to whoever reads them, and a burden on every fold. */
export const REPORTS_MAX = 200;

/** What is wrong with a frame, as a fact; undefined: its days exist and are in order. */
export function faultOfFrame(from: string, until: string): string | undefined {
  for (const day of [from, until]) if (parseDay(day) === undefined) return `there is no day ${day}`;
  return from <= until ? undefined : `it begins on ${from} and ends on ${until}`;
}

/** How many reports are due within a frame whose days are in order. */
export function reportsWithin({ from, until, reportDays }: CommitmentBody): number {
  return reportDays === undefined ? 0 : Math.floor((parseDay(until)! - parseDay(from)!) / reportDays);
}

/**
 * From when and until when each report is due, in seconds: one every `reportDays` after the first day, none after the last day, and none whose
 * time had passed when the commitment came to bind at `boundAt`.
 */
export function reportPeriods(body: CommitmentBody, boundAt: number): { startsAt: number; until: number }[] {
  const first = parseDay(body.from)!;
  const periods: { startsAt: number; until: number }[] = [];
  let startsAt = first * DAY_SECONDS;
  for (let no = 1; no <= reportsWithin(body); no++) {
    const until = (first + no * body.reportDays! + 1) * DAY_SECONDS;
    if (until > boundAt) periods.push({ startsAt: Math.max(startsAt, boundAt), until });
    startsAt = until;
  }
  return periods;
}
