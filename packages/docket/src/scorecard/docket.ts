// From a docket to what the scorecard counts: every request with what both sides said of its last rated reply, and everything that was due on
// a day. One accord, one docket, one list: whoever asks for a period cuts it out of this.

import type { Deadline } from '#deadline';
import { coveredAt, gatherFacts, type Context } from '#facts';
import type { HotlineState } from '#hotline/kind';
import type { SubjectState } from '#kind';
import type { RequestState } from '#request/kind';
import { DIMENSIONS, type OccasionKind, type OccasionObservation, type Rating } from '#scorecard/observation';
import type { RequestObservation } from '#scorecard/observation';
import { observeRequest } from '#scorecard/observe';
import { cadencesOf } from '#session/occasions';

/** What is to be counted at `reviewAt`. `states`: of all subjects, in any order. */
export function observeDocket(
  states: readonly SubjectState[],
  context: Context,
  reviewAt: number,
): { requests: RequestObservation[]; occasions: OccasionObservation[] } {
  const requests = states.filter((state): state is RequestState => state.kind === 'request');
  return {
    requests: requests.map((state) => observeRequest(state, context, reviewAt, ratingsOf(state, context, reviewAt))),
    occasions: [...states.flatMap(occasionsOf), ...periodsOf(states, context, reviewAt)],
  };
}

// Both sides' ratings of one and the same reply: the last that its receiver rated by then, else the last that its giver did.
function ratingsOf(state: RequestState, context: Context, reviewAt: number): RequestObservation['ratings'] {
  const facts = gatherFacts(context);
  const [asker] = state.sides;
  const rated = state.ratings
    .map(({ party, index, body }) => ({ party, body, at: coveredAt(facts, party, index) }))
    .filter(({ at }) => at !== null && at <= reviewAt);
  const reply = (rated.findLast(({ party }) => party === asker) ?? rated.at(-1))?.body['reply'];
  const ratingBy = (receives: boolean): Rating | null => {
    const found = rated.findLast(({ party, body }) => (party === asker) === receives && body['reply'] === reply);
    if (found === undefined) return null;
    return { at: found.at, scores: Object.fromEntries(DIMENSIONS.map((name) => [name, found.body[name] as number])) };
  };
  return { receiver: ratingBy(true), giver: ratingBy(false) };
}

/** Deadlines that are counted as occasions: what kind of subject has them, under which names. */
const COUNTED: readonly [subject: string, owed: RegExp, kind: OccasionKind][] = [
  ['request', /^update$/, 'update'],
  ['contact', /^answer$/, 'check-answer'],
  ['hotline', /^acknowledge$/, 'hotline'],
  ['session', /^action-/, 'action-item'],
];

function occasionsOf(state: SubjectState): OccasionObservation[] {
  if (state.kind === 'hotline' && (state as HotlineState).drill) return [];
  return COUNTED.filter(([subject]) => subject === state.kind).flatMap(([, owed, kind]) =>
    state.deadlines
      .filter((one): one is Deadline & { dueAt: number } => owed.test(one.for) && one.dueAt !== null)
      .map(({ owedBy, dueAt, stoppedAt, voidAt }) => ({ kind, owedBy: [owedBy], dueAt, doneAt: stoppedAt, voidAt })),
  );
}

// What the accord's cadence makes due is owed by all parties together.
function periodsOf(states: readonly SubjectState[], { house }: Context, reviewAt: number): OccasionObservation[] {
  const cadences = cadencesOf(states, house, reviewAt);
  return (['session', 'check', 'drill'] as const).flatMap((kind) =>
    cadences[kind].periods.map(({ dueAt, met }) => ({
      kind,
      owedBy: [...house.parties],
      dueAt,
      doneAt: met?.at ?? null,
      voidAt: null,
    })),
  );
}
