// "What do you still need to see?": of every element that binds a party, the criteria by which the other side has not yet called it fulfilled,
// and why. A claim of the obligor takes nothing off the list; a verdict of the other side, or of both, does.

import type { CommitmentBody, CommitmentState, Verdict } from '#commitment/kind';
import { obligorsOf } from '#commitment/kind';

/**
 * `why`: the last verdict by this criterion, or that there is none. `verdict`: the act that gave it; `claimed`: what the obligor last claimed of
 * the element, and by which report. Both null if nothing was said.
 */
export type Need = {
  obligor: string;
  /** who needs to see it */
  of: string;
  element: { no: number; element: string };
  criterion: { no: number; by: string; indicator: string | null };
  why: 'not-assessed' | 'partly' | 'not' | 'cannot-be-assessed' | 'disputed';
  confidence: string | null;
  verdict: string | null;
  claimed: { claimed: string; by: string } | null;
};

/** In the order of the sides, then of the elements, then of the criteria; nothing while it binds nobody. */
export function needsOf(state: CommitmentState): Need[] {
  const { elements, criteria } = state.commitment as CommitmentBody;
  return obligorsOf(state).flatMap((obligor) => {
    const of = state.sides.find((side) => side !== obligor)!;
    return elements.flatMap((element) =>
      criteria
        .filter((criterion) => criterion.element === element.no)
        .flatMap(({ no, by, indicator }): Need[] => {
          if (state.joint.some((one) => one.criterion === no && one.verdict === 'fulfilled')) return [];
          const last = lastBy(state, of, no);
          if (last?.verdict === 'fulfilled') return [];
          const claim = state.claims.find((one) => one.party === obligor && one.no === element.no);
          return [
            {
              obligor,
              of,
              element: { no: element.no, element: element.element },
              criterion: { no, by, indicator: indicator ?? null },
              why: last?.verdict ?? 'not-assessed',
              confidence: last?.confidence ?? null,
              verdict: last?.by ?? null,
              claimed: claim === undefined ? null : { claimed: claim.claimed, by: claim.by },
            },
          ];
        }),
    );
  });
}

// An element may have several criteria and is judged by one at a time, so the last verdict on the element alone does not say what is missing.
function lastBy(state: CommitmentState, party: string, criterion: number): Verdict | undefined {
  for (const { id, body, ...one } of state.assessments.toReversed()) {
    if (one.party !== party || one.joint) continue;
    const found = (body['elements'] as Omit<Verdict, 'party' | 'by'>[]).find(
      (element) => element.criterion === criterion,
    );
    if (found !== undefined) return { ...found, party, by: id };
  }
  return undefined;
}
