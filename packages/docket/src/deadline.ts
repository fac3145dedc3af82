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
//
// An extension goes on where the deadline would have ended: hours from the due time, working days from the day of it. It counts if it took
// effect before that; what comes later changes nothing, so no lapse is undone by more time.

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
  /** those that count, and since when */
  extensions: { id: string; at: number }[];
  answer: { id: string; index: number } | null;
  /** when the answer was provable */
  stoppedAt: number | null;
  /** when the subject was withdrawn, superseded or closed */
  voidAt: number | null;
};

/** More time, and when it took effect. */
export type Extension = { id: string; at: number; by: Allowance };

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
  /** in order of time, none within another */
  pauses: readonly { from: number; to: number | null }[];
  /** in order of time; absent: none */
  extensions?: readonly Extension[] | undefined;
  answer: { id: string; index: number } | null;
  stoppedAt: number | null;
  voidAt: number | null;
};

const HOUR_SECONDS = 3600;

type Pause = { from: number; to: number | null };
type Due = { dueAt: number | null; years: number[]; pauses: Pause[]; extensions: Extension[] };

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
    extensions: [],
    answer,
    stoppedAt,
    voidAt,
  };
  if (startsAt === null) return deadline;
  const floorAt = startsAt + terms.floorHours * HOUR_SECONDS;
  const pauses = pausesWithin(terms.pauses, startsAt, stoppedAt);
  const extensions = (terms.extensions ?? []).filter(({ at }) => at < (stoppedAt ?? Infinity));
  const dueWith = (allowance: DeadlineAllowance) => {
    const net = dueBy(allowance, startsAt, floorAt, pauses, extensions, calendars);
    // As if there had been no pause, but with the time that was given.
    const given = net.extensions.map((one) => ({ ...one, at: -Infinity }));
    return { net, gross: dueBy(allowance, startsAt, floorAt, [], given, calendars) };
  };
  let due = dueWith(terms.allowance);
  for (const { at, allowance } of terms.changes) {
    const running = at < (stoppedAt ?? Infinity) && at < (due.net.dueAt ?? Infinity);
    if (!running) continue;
    const changed = dueWith(allowance);
    if ((changed.gross.dueAt ?? 0) <= (due.gross.dueAt ?? 0)) continue;
    deadline.allowance = allowance;
    due = changed;
  }
  const { net, gross } = due;
  deadline.dueAt = net.dueAt;
  deadline.grossDueAt = gross.dueAt;
  deadline.pauses = net.pauses;
  deadline.extensions = net.extensions.map(({ id, at }) => ({ id, at }));
  deadline.provisional = [...new Set([...net.years, ...gross.years])]
    .filter((year) => (calendars(year)?.publishedAt ?? null) === null)
    .toSorted((a, b) => a - b);
  return deadline;
}

// What began before the deadline pauses it from its start. An answer ends a pause, and there is none after it: whoever replies has stopped waiting.
function pausesWithin(pauses: readonly Pause[], startsAt: number, stoppedAt: number | null): Pause[] {
  const within: Pause[] = [];
  for (const { from, to } of pauses) {
    const until = stoppedAt !== null && (to === null || stoppedAt < to) ? stoppedAt : to;
    const since = Math.max(from, startsAt);
    if (until === null || since < until) within.push({ from: since, to: until });
  }
  return within;
}

function publishedBy(calendar: Calendar | undefined, at: number): Calendar | undefined {
  return calendar !== undefined && calendar.publishedAt !== null && calendar.publishedAt <= at ? calendar : undefined;
}

// By the calendars there were at the start, and by those published in time; the later stands. Paused in one reading and past due in the
// other: the pause stands, since it makes the deadline longer.
function dueBy(
  allowance: DeadlineAllowance,
  startsAt: number,
  floorAt: number,
  pauses: readonly Pause[],
  extensions: readonly Extension[],
  calendars: Calendars,
): Due {
  const firm = dueIn(allowance, startsAt, floorAt, pauses, extensions, (year) =>
    publishedBy(calendars(year), startsAt),
  );
  // Exact time asks no calendar.
  if (firm.years.length === 0) return firm;
  const lengthened = dueIn(allowance, startsAt, floorAt, pauses, extensions, (year) =>
    publishedBy(calendars(year), Math.max(startsAt, dayNumber(year, 1, 1) * 86_400)),
  );
  return lengthened.dueAt === null || (firm.dueAt !== null && lengthened.dueAt > firm.dueAt) ? lengthened : firm;
}

/** The allowance, or an extension after it. `days`: working days after the day of `start`; null: exact time. */
type Stretch = { start: number; days: number | null; dueAt: number };

function dueIn(
  allowance: DeadlineAllowance,
  startsAt: number,
  floorAt: number,
  pauses: readonly Pause[],
  extensions: readonly Extension[],
  calendars: Calendars,
): Due {
  const years: number[] = [];
  const inDays = (start: number, days: number, notBefore: number): Stretch => {
    const reached = addWorkingDays(calendars, start, days);
    years.push(...reached.years);
    return { start, days, dueAt: Math.max(reached.dueAt, notBefore) };
  };
  // A day that ended at 24:00 is the day it was due on, not the next.
  const after = (dueAt: number, days: number | null, seconds: number): Stretch =>
    days === null ? { start: dueAt, days, dueAt: dueAt + seconds } : inDays(dueAt - 1, days, dueAt);
  const stretches: Stretch[] = [];
  if ('workingDays' in allowance) stretches.push(inDays(startsAt, allowance.workingDays, floorAt));
  else {
    const dueAt = 'hours' in allowance ? startsAt + allowance.hours * HOUR_SECONDS : allowance.until;
    stretches.push({ start: startsAt, days: null, dueAt: Math.max(dueAt, floorAt) });
  }
  const kept: Pause[] = [];
  const counted: Extension[] = [];
  const dueAt = () => (kept.at(-1)?.to === null ? null : stretches.at(-1)!.dueAt);
  const extend = (until: number) => {
    for (const extension of extensions) {
      if (counted.includes(extension) || extension.at > until || extension.at >= (dueAt() ?? Infinity)) continue;
      const { by } = extension;
      const last = stretches.at(-1)!.dueAt;
      stretches.push('hours' in by ? after(last, null, by.hours * HOUR_SECONDS) : after(last, by.workingDays, 0));
      counted.push(extension);
    }
  };
  for (const { from, to } of pauses) {
    extend(from);
    const due = dueAt();
    if (due === null || from >= due) break;
    kept.push({ from, to });
    if (to !== null) pause(stretches, from, to);
  }
  extend(Infinity);
  return { dueAt: dueAt(), years, pauses: kept, extensions: counted };

  // A pause takes out the days it touches: what is left after it are the working days that had not wholly passed before it, counted from
  // the day it ends as day 0. What was to follow follows from there.
  function pause(of: Stretch[], from: number, to: number): void {
    const at = of.findIndex((one) => one.dueAt > from);
    const { start, days, dueAt: before } = of[at]!;
    of[at] =
      days === null
        ? { start, days, dueAt: before + (to - from) }
        : inDays(to, Math.max(1, days - workingDaysBetween(calendars, start, from)), before);
    for (let next = at + 1; next < of.length; next++) {
      const one = of[next]!;
      of[next] = after(of[next - 1]!.dueAt, one.days, one.dueAt - one.start);
    }
  }
}
