// What counts as held for the cadences of the accord: a round when it is known that it was held, a check when it was answered, a drill when
// a human read it back.

import type { HotlineState } from '#hotline/kind';
import type { SubjectState } from '#kind';
import type { House } from '#roster';
import { dueAndHeld, sessionsDue, type DueAndHeld, type Occasion } from '#session/cadence';
import type { SessionState } from '#session/kind';

/** Due and held by `asOf`: rounds of the dialogue, communication checks, hotline drills. */
export function cadencesOf(
  states: readonly SubjectState[],
  house: House,
  asOf: number,
): Record<'session' | 'check' | 'drill', DueAndHeld> {
  const { versions } = house;
  const since = house.state.inForceAt;
  const sessions = states.filter((state): state is SessionState => state.kind === 'session');
  const checks = states.filter(({ kind }) => kind === 'contact');
  const drills = states.filter((state) => state.kind === 'hotline' && (state as HotlineState).drill);
  return {
    session: sessionsDue(versions, since, sessions, asOf),
    check: dueAndHeld(versions, 'checkDays', since, metBy(checks, /^answer$/), asOf),
    drill: dueAndHeld(versions, 'drillDays', since, metBy(drills, /^acknowledge/), asOf),
  };
}

function metBy(states: readonly SubjectState[], owed: RegExp): Occasion[] {
  return states.flatMap(({ id, deadlines }) => {
    const met = deadlines.find(({ for: name, stoppedAt }) => owed.test(name) && stoppedAt !== null);
    return met === undefined ? [] : [{ id, at: met.stoppedAt! }];
  });
}
