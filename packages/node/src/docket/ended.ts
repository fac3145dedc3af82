// When a subject ended from which nothing can come any more: what stands in its state as the act that ended it, as it was received.

import type { CaseState } from '@parley/docket/case/kind';
import type { SubjectState } from '@parley/docket/kind';
import type { RequestState } from '@parley/docket/request/kind';

/** POSIX seconds. Of other kinds than cases and requests, the time of the last act. */
export function endedAtOf(state: SubjectState): number {
  const { acts, openedAt } = state;
  const timeOf = (id: string | undefined): number | undefined => {
    const act = acts.find((one) => one.id === id);
    return act && (act.receivedAt ?? act.signedAt);
  };
  const ended =
    state.kind === 'case'
      ? caseEnd(state as CaseState, timeOf)
      : state.kind === 'request'
        ? requestEnd(state as RequestState, timeOf)
        : undefined;
  return ended ?? timeOf(acts.at(-1)?.id) ?? openedAt;
}

type TimeOf = (id: string | undefined) => number | undefined;

function caseEnd({ closedAt, withdrawn, obligations }: CaseState, timeOf: TimeOf): number | undefined {
  const closed = obligations.find(({ what, since }) => what === 'closed' && since !== null)?.since;
  return closedAt ?? timeOf(withdrawn?.id) ?? closed ?? undefined;
}

function requestEnd({ final, withdrawn, superseded }: RequestState, timeOf: TimeOf): number | undefined {
  return timeOf((final ?? withdrawn ?? superseded)?.id);
}
