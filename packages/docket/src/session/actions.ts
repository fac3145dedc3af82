// What the joint minutes of a session ask of a side by a day. The minutes that are agreed last say what is still asked: an action that
// they carry over unchanged runs on, one that they leave out is released. A side cannot release itself: `dropped` is shown and ends nothing.

import { encodeCanonical, type JsonObject } from '@parley/record/json';
import type { z } from 'zod';
import { instantOf, parseDay, type Calendars } from '#calendar';
import type { Deadline } from '#deadline';
import { calendarsOf, coveredAt, type Facts } from '#facts';
import { runDeadline } from '#running';
import type { sessionActs } from '#session/acts';
import type { SessionText } from '#session/texts';

type Minutes = z.infer<(typeof sessionActs)['session.minutes']['body']>;

/** What an owner reported of an action, by the minutes it named. */
export type ActionReport = {
  id: string;
  party: string;
  index: number;
  minutes: string;
  no: number;
  state: 'under-way' | 'done' | 'dropped';
};

/**
 * An action of joint minutes. `minutes`: those that first had it, and those that carried it over. `since`: when the first came in force;
 * `releasedAt`: when later ones came in force that leave it out. `done`: the report that stopped its deadline.
 */
export type SessionAction = {
  no: number;
  owner: string;
  due: string;
  about: JsonObject | null;
  minutes: string[];
  from: { key: string; iat: number };
  since: number;
  releasedAt: number | null;
  state: 'open' | ActionReport['state'];
  reports: string[];
  done: { id: string; index: number } | null;
};

/** Actions of the minutes in force, in the order they were agreed, with what their owners reported. */
export function actionsOf(
  joint: readonly (SessionText & { inForceAt: number })[],
  reports: readonly ActionReport[],
): SessionAction[] {
  const actions: SessionAction[] = [];
  for (const { id, from, body, inForceAt } of joint) {
    const asked = new Map((body as Minutes).actions.map((action) => [encodeCanonical(action as JsonObject), action]));
    for (const action of actions) {
      if (action.releasedAt !== null) continue;
      if (asked.delete(nameOf(action))) action.minutes.push(id);
      else action.releasedAt = inForceAt;
    }
    for (const { no, owner, due, about } of asked.values()) {
      actions.push({
        no,
        owner,
        due,
        about: about ?? null,
        minutes: [id],
        from,
        since: inForceAt,
        releasedAt: null,
        state: 'open',
        reports: [],
        done: null,
      });
    }
  }
  for (const { id, index, minutes, no, state } of reports) {
    const action = actions.find((one) => one.no === no && one.minutes.includes(minutes));
    if (action === undefined) continue;
    action.reports.push(id);
    if (state === 'done') action.done ??= { id, index };
    action.state = action.done === null ? state : 'done';
  }
  return actions;
}

/** One deadline an action, `action-<no>`: owed from when the minutes came in force until the end of the day. */
export function actionDeadline(action: SessionAction, sides: readonly [string, string], facts: Facts): Deadline {
  const { no, owner, due, minutes, from, since, releasedAt, done } = action;
  return runDeadline(
    {
      kind: 'session',
      for: `action-${no}`,
      of: minutes[0]!,
      owedBy: owner,
      owedTo: owner === sides[0] ? sides[1] : sides[0],
      from,
      startsAt: since,
      // Never read: the minutes set the day.
      allowance: ({ floors }) => ({ hours: floors.deadlineHours }),
      floorHours: ({ floors }) => floors.deadlineHours,
      until: endOfDay(due, owner, since, facts),
      pauses: [],
      answer: done,
      stoppedAt: done === null ? null : coveredAt(facts, owner, done.index),
      voidAt: releasedAt,
    },
    facts,
  );
}

// The day is the owner's, by the calendars it had published when the minutes came in force; without one, the day ends in UTC. A calendar
// that comes later moves nothing.
function endOfDay(day: string, owner: string, since: number, facts: Facts): number {
  const published = calendarsOf(facts, owner);
  const calendars: Calendars = (year) => {
    const calendar = published(year);
    return calendar !== undefined && calendar.publishedAt !== null && calendar.publishedAt <= since
      ? calendar
      : undefined;
  };
  return instantOf(calendars, parseDay(day)!, 1440);
}

function nameOf({ no, owner, due, about }: SessionAction): string {
  return encodeCanonical({ no, owner, due, ...(about === null ? {} : { about }) });
}
