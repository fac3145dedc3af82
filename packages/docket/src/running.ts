// What every deadline of every kind takes from the house: the allowance of the terms that govern the act it comes from, what later terms
// would make of it, the floor, and the calendars of whoever owes.

import type { Allowance } from '#allowance';
import { computeDeadline, type Deadline, type DeadlineAllowance, type DeadlineTerms } from '#deadline';
import { calendarsOf, type Facts } from '#facts';
import { termsAt } from '#roster';
import type { Terms } from '#terms';

/** What a kind has to say: everything else follows from the terms at `from`, the act that calls for the answer. */
export type Owed = Pick<
  DeadlineTerms,
  'kind' | 'for' | 'of' | 'owedBy' | 'owedTo' | 'startsAt' | 'pauses' | 'extensions' | 'answer' | 'stoppedAt' | 'voidAt'
> & {
  from: { key: string; iat: number };
  allowance: (terms: Terms) => Allowance;
  floorHours: (terms: Terms) => number;
  /** the moment the other side set instead of the allowance; the floor holds all the same */
  until?: number | undefined;
};

export function runDeadline(owed: Owed, facts: Facts): Deadline {
  const { kind, of, owedBy, owedTo, startsAt, pauses, extensions, answer, stoppedAt, voidAt, until } = owed;
  const { versions } = facts.house;
  const governing = termsAt(facts.house, owed.from.key, owed.from.iat);
  const changes: { at: number; allowance: DeadlineAllowance }[] = [];
  if (until === undefined) {
    for (const version of versions.slice(versions.indexOf(governing) + 1)) {
      changes.push({ at: Math.max(version.from, version.inForceAt), allowance: owed.allowance(version.terms) });
    }
  }
  const terms: DeadlineTerms = {
    kind,
    for: owed.for,
    of,
    owedBy,
    owedTo,
    allowance: until === undefined ? owed.allowance(governing.terms) : { until },
    changes,
    floorHours: owed.floorHours(governing.terms),
    startsAt,
    pauses,
    extensions,
    answer,
    stoppedAt,
    voidAt,
  };
  return computeDeadline(terms, calendarsOf(facts, owedBy));
}
