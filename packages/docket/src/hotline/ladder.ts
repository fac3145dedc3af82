// The ladder of the hotline. An item that nobody acknowledges on its rung by the due time stands on the next rung from then on, by
// itself: that follows from the terms and from what is provable, and needs neither an act nor a clock. So the whole chain of due times,
// up to the highest rung, is known once the raising is served; which of its rungs an item has reached depends on the moment alone.

import type { Deadline } from '#deadline';
import type { Facts } from '#facts';
import type { HotlineState } from '#hotline/kind';
import { runDeadline, type Owed } from '#running';

/** Owed on every rung alike; what a rung adds is when it starts. */
type OwedOnRung = Omit<Owed, 'for' | 'startsAt'>;

/**
 * `rungs`: the acknowledgement owed on each rung that the item reaches unless it is heard in time or stood down: on the lowest from `servedAt`, on
 * every other from when it was due on the one below. `exhaustedAt`: when it was due on the highest, if it comes to that.
 */
export function climb(
  { rung, top }: { rung: number; top: number },
  servedAt: number | null,
  owed: OwedOnRung,
  facts: Facts,
): { rungs: Deadline[]; exhaustedAt: number | null } {
  const rungs: Deadline[] = [];
  const endedAt = Math.min(owed.stoppedAt ?? Infinity, owed.voidAt ?? Infinity);
  let startsAt = servedAt;
  for (let at = rung; at <= top; at++) {
    const name = at === rung ? 'acknowledge' : `acknowledge-rung-${at}`;
    const deadline = runDeadline({ ...owed, for: name, startsAt }, facts);
    rungs.push(deadline);
    if (deadline.dueAt === null || endedAt <= deadline.dueAt) return { rungs, exhaustedAt: null };
    startsAt = deadline.dueAt;
  }
  return { rungs, exhaustedAt: startsAt };
}

/**
 * Where an item stands at a moment. `rung`: the one reached; once it was heard or stood down it climbs no further. `since`: when it reached
 * that rung, `dueAt`: by when it is to be acknowledged there; null: the raising is not served. `phase`: `unserved`; `waits` for its
 * acknowledgement; `unheard`: not acknowledged on the highest rung by its due time; `heard`; `stood-down`.
 */
export type RungAt = {
  rung: number;
  since: number | null;
  dueAt: number | null;
  phase: 'unserved' | 'waits' | 'unheard' | 'heard' | 'stood-down';
};

/** The rung that an item has reached at a moment, in seconds. */
export function rungAt(state: Pick<HotlineState, 'rung' | 'deadlines' | 'standDown'>, asOf: number): RungAt {
  const rungs = state.deadlines.filter((deadline) => deadline.for !== 'respond');
  const reached = Math.max(
    0,
    rungs.findLastIndex(({ startsAt }) => startsAt !== null && startsAt <= asOf),
  );
  const { startsAt, dueAt, stoppedAt } = rungs[reached]!;
  const served = startsAt !== null && startsAt <= asOf;
  const at = { rung: state.rung + reached, since: served ? startsAt : null, dueAt: served ? dueAt : null };
  if (state.standDown !== null && state.standDown.inForceAt <= asOf) return { ...at, phase: 'stood-down' };
  if (stoppedAt !== null && stoppedAt <= asOf) return { ...at, phase: 'heard' };
  if (!served) return { ...at, phase: 'unserved' };
  return { ...at, phase: asOf < (dueAt ?? Infinity) ? 'waits' : 'unheard' };
}
