// What was due by an accord's cadence, and what was held: rounds of the dialogue, and by the same count communication checks and drills.
// A rhythm that slips is nobody's breach until somebody counts, so this counts, for both sides alike.
//
// One is due at the end of every period. The first begins when the accord came in force, each other when the one before ended. A period that
// runs when the terms change takes the new length only if that is longer, and falls away if no cadence is agreed any more. What is held
// within a period meets it, once; a second one within it makes good, late, the earliest period before it that is not met.

import { parseDay } from '#calendar';
import type { TermsVersion } from '#roster';
import type { SessionState } from '#session/kind';
import type { Terms } from '#terms';

const DAY_SECONDS = 86_400;

/** Something that was held, at a moment in seconds. */
export type Occasion = { id: string; at: number };

/** A period: after `from`, not after `dueAt`, in seconds. `met`: what met it, possibly later than `dueAt`. */
export type Period = { from: number; dueAt: number; met: Occasion | null };

/** due = inTime + late + missed. `held` counts every one, also those that met nothing. `next`: the period that runs; null: none does. */
export type DueAndHeld = {
  due: number;
  held: number;
  inTime: number;
  late: number;
  missed: number;
  periods: Period[];
  next: Period | null;
};

type Versions = readonly Pick<TermsVersion, 'from' | 'inForceAt' | 'terms'>[];

/**
 * What was due, and held, by `asOf`. `versions`: the terms as the house lists them; `since`: when the accord came in force, null: it is not;
 * `held` in any order.
 */
export function dueAndHeld(
  versions: Versions,
  member: keyof Terms['cadence'],
  since: number | null,
  held: readonly Occasion[],
  asOf: number,
): DueAndHeld {
  const all = since === null ? [] : periodsOf(versions, member, since, asOf);
  const known = held
    .filter(({ at }) => since !== null && at >= firstMoment(since) && at <= asOf)
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const spare: Occasion[] = [];
  let at = 0;
  for (const one of known) {
    while (at < all.length && all[at]!.dueAt < one.at) at++;
    const period = all[at];
    // A period that continues another begins after the moment the other was due.
    const continues = period !== undefined && at > 0 && all[at - 1]!.dueAt === period.from;
    const within = period !== undefined && (continues ? one.at > period.from : one.at >= firstMoment(period.from));
    if (within && period.met === null) period.met = one;
    else spare.push(one);
  }
  let unmet = 0;
  for (const one of spare) {
    while (unmet < all.length && all[unmet]!.met !== null) unmet++;
    const period = all[unmet];
    if (period !== undefined && period.dueAt < one.at) period.met = one;
  }
  const periods = all.filter(({ dueAt }) => dueAt <= asOf);
  const inTime = periods.filter(({ met, dueAt }) => met !== null && met.at <= dueAt).length;
  const missed = periods.filter(({ met }) => met === null).length;
  const late = periods.length - inTime - missed;
  return {
    due: periods.length,
    held: known.length,
    inTime,
    late,
    missed,
    periods,
    next: all[periods.length] ?? null,
  };
}

/**
 * Rounds of the dialogue between two sides. A session counts as held at the beginning of its first day, in UTC, once the record says by `asOf` that
 * it was.
 */
export function sessionsDue(
  versions: Versions,
  accordInForceAt: number | null,
  sessions: readonly Pick<SessionState, 'id' | 'held'>[],
  asOf: number,
): DueAndHeld {
  const rounds = sessions.flatMap(({ id, held }) =>
    held === null || (held.knownAt ?? Infinity) > asOf ? [] : [{ id, at: parseDay(held.from)! * DAY_SECONDS }],
  );
  return dueAndHeld(versions, 'sessionDays', accordInForceAt, rounds, asOf);
}

// What is known by its day alone may have been held on the day the accord came in force.
function firstMoment(since: number): number {
  return Math.floor(since / DAY_SECONDS) * DAY_SECONDS;
}

/** Periods up to the one that runs at `asOf`, in order. */
function periodsOf(versions: Versions, member: keyof Terms['cadence'], since: number, asOf: number): Period[] {
  const begins = ({ from, inForceAt }: Versions[number]) => Math.max(from, inForceAt);
  const secondsAt = (at: number) => {
    const days = versions.findLast((version) => begins(version) <= at)?.terms.cadence[member];
    return days === undefined ? undefined : days * DAY_SECONDS;
  };
  const changes = [...new Set(versions.map(begins))].filter((at) => at > since).toSorted((a, b) => a - b);
  const periods: Period[] = [];
  let from: number | undefined = since;
  while (from !== undefined && from <= asOf) {
    const begun: number = from;
    const length = secondsAt(begun);
    if (length === undefined) {
      from = changes.find((at) => at > begun);
      continue;
    }
    let dueAt = begun + length;
    let endedAt: number | undefined;
    for (const at of changes) {
      if (at <= begun || at > asOf) continue;
      if (at >= dueAt) break;
      const changed = secondsAt(at);
      if (changed === undefined) {
        endedAt = at;
        break;
      }
      dueAt = Math.max(dueAt, begun + changed);
    }
    if (endedAt === undefined) periods.push({ from: begun, dueAt, met: null });
    from = endedAt ?? dueAt;
  }
  return periods;
}
