// By what lists of subjects are filtered: who opened it, whom it concerns, of what category it is and how it stands. The few values that
// occur together are one text, a *facet*, in the row of the subject:
//
//     <kind> <by> <to> <category> <standing> <open|closed>       no part has a space; "-" where a kind has none
//
// There are few facets, however many subjects there are: an index by (facet, time) holds the subjects of each in order, and any filter is a
// choice of facets whose rows are merged. So two indexes serve every filter in every order, and a subject costs two entries.

import type { Deadline } from '@parley/docket/deadline';
import type { SubjectState } from '@parley/docket/kind';
import { kinds } from '@parley/docket/kinds';
import { deadlinesOf } from '@parley/docket/obligations/waits';

export type Facet = { kind: string; by: string; to: string; category: string; standing: string; open: boolean };

const byName = new Map(kinds.map((kind) => [kind.name, kind]));

export function encodeFacet({ kind, by, to, category, standing, open }: Facet): string {
  return [kind, by, to, category, standing, open ? 'open' : 'closed'].join(' ');
}

/** Reads what `encodeFacet` wrote. */
export function parseFacet(text: string): Facet {
  const [kind, by, to, category, standing, open] = text.split(' ') as [string, string, string, string, string, string];
  return { kind, by, to, category, standing, open: open === 'open' };
}

/** How a subject stands is for its kind to say. */
export function facetOf(state: SubjectState): Facet {
  const [by, to] = state.sides;
  return { kind: state.kind, by, to, ...byName.get(state.kind)!.standing(state) };
}

/** Whether a due time is known and nothing has stopped the deadline: it runs, or it ran out. */
function isRunning(deadline: Deadline): deadline is Deadline & { dueAt: number } {
  return deadline.dueAt !== null && deadline.stoppedAt === null && deadline.voidAt === null;
}

/** The deadline that is due first among those that run. */
export function nextDeadlineOf(state: SubjectState): (Deadline & { dueAt: number }) | undefined {
  let next: (Deadline & { dueAt: number }) | undefined;
  for (const deadline of deadlinesOf(state)) {
    if (isRunning(deadline) && (next === undefined || deadline.dueAt < next.dueAt)) next = deadline;
  }
  return next;
}
