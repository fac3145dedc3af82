// By what lists of subjects are filtered: who opened it, whom it concerns, of what category it is and how it stands. The few values that
// occur together are one text, a *facet*, in the row of the subject:
//
//     <kind> <by> <to> <category> <standing> <open|closed>       no part has a space; "-" where a kind has none
//
// There are few facets, however many subjects there are: an index by (facet, time) holds the subjects of each in order, and any filter is a
// choice of facets whose rows are merged. So two indexes serve every filter in every order, and a subject costs two entries.

import type { CaseState } from '@parley/docket/case/kind';
import type { Deadline } from '@parley/docket/deadline';
import type { SubjectState } from '@parley/docket/kind';
import type { RequestState } from '@parley/docket/request/kind';

export type Facet = { kind: string; by: string; to: string; category: string; standing: string; open: boolean };

export function encodeFacet({ kind, by, to, category, standing, open }: Facet): string {
  return [kind, by, to, category, standing, open ? 'open' : 'closed'].join(' ');
}

/** Reads what `encodeFacet` wrote. */
export function parseFacet(text: string): Facet {
  const [kind, by, to, category, standing, open] = text.split(' ') as [string, string, string, string, string, string];
  return { kind, by, to, category, standing, open: open === 'open' };
}

/** `standing` of a case is the respondent's stance, `none` before there is one; of a request, how far it has come. */
export function facetOf(state: SubjectState): Facet {
  const [by, to] = state.sides;
  switch (state.kind) {
    case 'case': {
      const { stance, withdrawn } = state as CaseState;
      return { kind: 'case', by, to, category: '-', standing: stance ?? 'none', open: withdrawn === null };
    }
    case 'request': {
      const standing = standingOf(state as RequestState);
      const category = (state as RequestState).request['category'] as string;
      return { kind: 'request', by, to, category, standing, open: standing !== 'answered' && standing !== 'withdrawn' };
    }
    default:
      return { kind: state.kind, by, to, category: '-', standing: '-', open: true };
  }
}

/** open: the addressee has said nothing; acknowledged: it has, but not the last; returned: it waits for the requester. */
function standingOf(state: RequestState): 'open' | 'acknowledged' | 'returned' | 'answered' | 'withdrawn' {
  if (state.withdrawn !== null) return 'withdrawn';
  if (state.final !== null) return 'answered';
  if (state.returns.at(-1)?.completed === null) return 'returned';
  return state.heard === null ? 'open' : 'acknowledged';
}

/** The case that a request belongs to. */
export function caseOf(state: SubjectState): string | undefined {
  const about = state.kind === 'request' ? (state as RequestState).request['case'] : undefined;
  return typeof about === 'string' ? about : undefined;
}

/** Whether a due time is known and nothing has stopped the deadline: it runs, or it ran out. */
export function isRunning(deadline: Deadline): deadline is Deadline & { dueAt: number } {
  return deadline.dueAt !== null && deadline.stoppedAt === null && deadline.voidAt === null;
}

/** The deadline that is due first among those that run. */
export function nextDeadlineOf(state: SubjectState): (Deadline & { dueAt: number }) | undefined {
  let next: (Deadline & { dueAt: number }) | undefined;
  for (const deadline of state.deadlines) {
    if (isRunning(deadline) && (next === undefined || deadline.dueAt < next.dueAt)) next = deadline;
  }
  return next;
}
