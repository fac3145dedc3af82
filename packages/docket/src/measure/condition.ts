// When the condition of a measure was met, by what the subject it names has come to: a request that was fulfilled, a commitment whose every
// element was. The act that met it stands: a change of mind after that undoes nothing that had followed, one before does.

import { jointAssessments, type AssessmentBody, type CommitmentBody, type CommitmentState } from '#commitment/kind';
import { coveredAt, servedAt, type Facts } from '#facts';
import type { Others, SubjectState } from '#kind';
import type { RequestState } from '#request/kind';

/** `since`: when it was served on the side that owes, or its own act provable; null while it is not. */
export type Met = { because: string; since: number | null };

/** An act after which a condition holds, or holds no more; `at`: when it was provable. */
type Turn = { id: string; at: number | null; holds: boolean };

/** What a condition asks for, to whose satisfaction; `after`: from when it counts; `owedBy`: on whom it must be served. */
export type Asked = {
  when: { request: string } | { commitment: string };
  satisfaction: string;
  after: number;
  owedBy: string;
  serviceDays: number;
};

/** The act that met a condition; undefined: nothing has, or what it names is not held or of another kind. */
export function metBy(
  { when, satisfaction, after, owedBy, serviceDays }: Asked,
  others: Others,
  facts: Facts,
): Met | undefined {
  const provable = (party: string, index: number) =>
    party === owedBy ? coveredAt(facts, party, index) : servedAt(facts, party, index, owedBy, serviceDays);
  if ('request' in when) {
    const state = others(when.request);
    return isRequest(state) ? firstHeld(turnsOfRequest(state, satisfaction, provable), after) : undefined;
  }
  const state = others(when.commitment);
  if (!isCommitment(state)) return undefined;
  const own = firstHeld(turnsOfOwn(state, satisfaction, provable), after);
  const both = firstHeld(turnsOfBoth(state), after);
  if (own === undefined || both === undefined) return own ?? both;
  return (both.since ?? Infinity) < (own.since ?? Infinity) ? both : own;
}

type Provable = (party: string, index: number) => number | null;

// The final reply says fulfilled. To the requester's satisfaction, the requester has also said that it asks for nothing more.
function turnsOfRequest(state: RequestState, satisfaction: string, provable: Provable): Turn[] {
  const { final, outcome } = state;
  const [requester, addressee] = state.sides;
  if (final === null || outcome !== 'fulfilled') return [];
  if (satisfaction === addressee) return [{ id: final.id, at: provable(addressee, final.index), holds: true }];
  if (satisfaction !== requester) return [];
  return state.ratings
    .filter(({ party, body }) => party === requester && body['reply'] === final.id)
    .map(({ id, party, index, body }) => ({ id, at: provable(party, index), holds: body['satisfied'] === true }));
}

// The satisfied party's own last verdicts, act by act: fulfilled on every element.
function turnsOfOwn(state: CommitmentState, satisfaction: string, provable: Provable): Turn[] {
  const own = state.assessments.filter(({ party, joint }) => party === satisfaction && !joint);
  return turnsOf(
    state,
    own.map(({ id, party, index, body }) => ({ id, at: provable(party, index), body: body as AssessmentBody })),
  );
}

function turnsOfBoth(state: CommitmentState): Turn[] {
  return turnsOf(
    state,
    jointAssessments(state).map(({ id, since, body }) => ({ id, at: since, body })),
  );
}

function turnsOf(
  state: CommitmentState,
  assessments: readonly { id: string; at: number | null; body: AssessmentBody }[],
): Turn[] {
  const { elements } = state.commitment as CommitmentBody;
  const verdicts = new Map<number, string>();
  return assessments.map(({ id, at, body }) => {
    for (const { no, verdict } of body.elements) verdicts.set(no, verdict);
    return { id, at, holds: elements.every(({ no }) => verdicts.get(no) === 'fulfilled') };
  });
}

// What had held and did not any more when it came to count, did not meet the condition.
function firstHeld(turns: readonly Turn[], after: number): Met | undefined {
  let first: Turn | undefined;
  for (const turn of turns) {
    if (turn.holds) first ??= turn;
    else if (first !== undefined && turn.at !== null && turn.at <= after) first = undefined;
    else if (first !== undefined) break;
  }
  if (first === undefined) return undefined;
  return { because: first.id, since: first.at === null ? null : Math.max(first.at, after) };
}

function isRequest(state: SubjectState | undefined): state is RequestState {
  return state?.kind === 'request';
}

function isCommitment(state: SubjectState | undefined): state is CommitmentState {
  return state?.kind === 'commitment';
}
