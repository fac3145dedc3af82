// Running time limits, computed alike by both sides (3-docket §4). A deadline here knows no now: it says when it starts, when it is due,
// what stopped it and when that was provable. What follows for a moment (running, due, lapsed …) is asof.ts.
//
// It starts when the act that calls for an answer was served, and stops at the earliest cosignature, by a counterpart or witness, that
// covers the answer: neither at the officer's claimed time nor at the other side's pleasure. Hours are exact. Working days are the
// obliged party's: the day of receipt is day 0, and it is due at the closing time of the last day.
//
// Which calendar counts for a year that a deadline reaches:
//   published before it started                            that calendar
//   published after that, but by 1 January 00:00 UTC       that calendar where it lengthens the deadline, else Monday to Friday
//   published later still                                  Monday to Friday
//   not published                                          Monday to Friday, and the deadline is provisional
// So whoever owes an answer cannot undo a lapse with a calendar, and cannot shorten what it owes to itself.

import { addWorkingDays, dayNumber, workingDaysBetween, type Calendar, type Calendars } from '#calendar';
import type { Allowance } from '#allowance';

/** `until`: the moment the requester set, instead of the accord's allowance. */
export type DeadlineAllowance = Allowance | { until: number };

/** Plain JSON; times in seconds, null where not known or not reached. */
export type Deadline = {
  /** kind of the subject, and what is owed in it: `case` and `position` */
  kind: string;
  for: string;
  /** the act that calls for the answer */
  of: string;
  owedBy: string;
  owedTo: string;
  allowance: DeadlineAllowance;
  startsAt: number | null;
  /** null: not started, or paused */
  dueAt: number | null;
  /** due time as if there had been no pause */
  grossDueAt: number | null;
  /** years reached whose calendar is not published: the deadline may only get longer */
  provisional: number[];
  pauses: { from: number; to: number | null }[];
  answer: { id: string; index: number } | null;
  /** when the answer was provable */
  stoppedAt: number | null;
  /** when the subject was withdrawn */
  voidAt: number | null;
};

/** What a kind says of a deadline. `changes`: later terms, by when they came to govern; a running deadline takes them only if longer. */
export type DeadlineTerms = {
  kind: string;
  for: string;
  of: string;
  owedBy: string;
  owedTo: string;
  allowance: DeadlineAllowance;
  changes: readonly { at: number; allowance: DeadlineAllowance }[];
  floorHours: number;
  startsAt: number | null;
  pauses: readonly { from: number; to: number | null }[];
  answer: { id: string; index: number } | null;
  stoppedAt: number | null;
  voidAt: number | null;
};

const HOUR_SECONDS = 3600;

type Pause = { from: number; to: number | null };
type Due = { dueAt: number | null; years: number[]; pauses: Pause[] };

/** The deadline, with its due time by the calendars of the obliged party. */
export function computeDeadline(terms: DeadlineTerms, calendars: Calendars): Deadline {
  const { kind, of, owedBy, owedTo, startsAt, answer, stoppedAt, voidAt } = terms;
  const deadline: Deadline = {
    kind,
    for: terms.for,
    of,
    owedBy,
    owedTo,
    allowance: terms.allowance,
    startsAt,
    dueAt: null,
    grossDueAt: null,
    provisional: [],
    pauses: [],
    answer,
    stoppedAt,
    voidAt,
  };
  if (startsAt === null) return deadline;
  // An answer ends a pause: whoever replies has stopped waiting.
  const pauses = terms.pauses.map(({ from, to }) => ({
    from,
    to: stoppedAt !== null && stoppedAt >= from && (to === null || stoppedAt < to) ? stoppedAt : to,
  }));
  let due = dueWith(terms.allowance, startsAt, terms.floorHours, pauses, calendars);
  let gross = dueWith(terms.allowance, startsAt, terms.floorHours, [], calendars);
  for (const { at, allowance } of terms.changes) {
    const running = at < (stoppedAt ?? Infinity) && at < (due.dueAt ?? Infinity);
    if (!running) continue;
    const changed = dueWith(allowance, startsAt, terms.floorHours, pauses, calendars);
    const changedGross = dueWith(allowance, startsAt, terms.floorHours, [], calendars);
    if ((changedGross.dueAt ?? 0) <= (gross.dueAt ?? 0)) continue;
    deadline.allowance = allowance;
    due = changed;
    gross = changedGross;
  }
  deadline.dueAt = due.dueAt;
  deadline.grossDueAt = gross.dueAt;
  deadline.pauses = due.pauses;
  deadline.provisional = [...new Set([...due.years, ...gross.years])]
    .filter((year) => (calendars(year)?.publishedAt ?? null) === null)
    .toSorted((a, b) => a - b);
  return deadline;
}

function dueWith(
  allowance: DeadlineAllowance,
  startsAt: number,
  floorHours: number,
  pauses: readonly Pause[],
  calendars: Calendars,
): Due {
  const floorAt = startsAt + floorHours * HOUR_SECONDS;
  if ('workingDays' in allowance) {
    const firm = dueInWorkingDays(allowance.workingDays, startsAt, floorAt, pauses, (year) =>
      publishedBy(calendars(year), startsAt),
    );
    const lengthened = dueInWorkingDays(allowance.workingDays, startsAt, floorAt, pauses, (year) =>
      publishedBy(calendars(year), Math.max(startsAt, dayNumber(year, 1, 1) * 86_400)),
    );
    // Paused in one reading and past due in the other: the pause stands, since it makes the deadline longer.
    return lengthened.dueAt === null || (firm.dueAt !== null && lengthened.dueAt > firm.dueAt) ? lengthened : firm;
  }
  const net = 'hours' in allowance ? allowance.hours * HOUR_SECONDS : allowance.until - startsAt;
  let dueAt: number | null = Math.max(startsAt + net, floorAt);
  const kept: Pause[] = [];
  for (const { from, to } of pauses) {
    if (dueAt === null || from >= dueAt) break;
    kept.push({ from, to });
    dueAt = to === null ? null : dueAt + Math.max(0, to - from);
  }
  return { dueAt, years: [], pauses: kept };
}

function publishedBy(calendar: Calendar | undefined, at: number): Calendar | undefined {
  return calendar !== undefined && calendar.publishedAt !== null && calendar.publishedAt <= at ? calendar : undefined;
}

// A pause takes out the days it touches: what is left after it are the working days that had not wholly passed before it, counted from
// the day it ends as day 0.
function dueInWorkingDays(
  workingDays: number,
  startsAt: number,
  floorAt: number,
  pauses: readonly Pause[],
  calendars: Calendars,
): Due {
  let left = workingDays;
  let start = startsAt;
  let reached = addWorkingDays(calendars, start, left);
  let dueAt: number | null = Math.max(reached.dueAt, floorAt);
  const years = [...reached.years];
  const kept: Pause[] = [];
  for (const { from, to } of pauses) {
    if (dueAt === null || from >= dueAt) break;
    kept.push({ from, to });
    if (to === null) {
      dueAt = null;
      break;
    }
    left = Math.max(1, left - workingDaysBetween(calendars, start, from));
    start = Math.max(from, to);
    reached = addWorkingDays(calendars, start, left);
    years.push(...reached.years);
    dueAt = Math.max(reached.dueAt, dueAt);
  }
  return { dueAt, years, pauses: kept };
}
