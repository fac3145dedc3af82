// What the scorecard counts: plain numbers, taken from the docket once, with nothing of an act but when it happened and what kind it was.
// All times are seconds since 1970 UTC, or null where something has not happened or is not known to have.

/** What a reply is rated for, by whoever received it and by whoever gave it. */
export const DIMENSIONS = ['relevance', 'completeness', 'clarity', 'specificity', 'usefulness'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Ratings go from 1 to 5. */
export const RATING_MAX = 5;

/** `at`: when the rating was provable. A dimension that was not rated is absent. Both sides' ratings are of one and the same reply. */
export type Rating = { at: number | null; scores: Partial<Record<Dimension, number>> };

/** `to` null: still paused. */
export type PauseObservation = { from: number; to: number | null };

/** `grossDueAt`: as if there had been no pause. `heldAt`: the newest cosignature of the obliged log, by others, without the answer. */
export type DueObservation = { dueAt: number | null; grossDueAt: number | null; heldAt: number | null };

export type RequestObservation = {
  asker: string;
  answerer: string;
  category: string;
  /** the asker's own claim: it decides nothing but the period of a request that was never served */
  madeAt: number;
  servedAt: number | null;
  /** first act of the answerer that shows a human had it: an acknowledgement, a return or a reply */
  acknowledgedAt: number | null;
  /** first reply, partial or final, that gives something in substance */
  firstReplyAt: number | null;
  finalAt: number | null;
  /** of the final reply; `refused` is told apart, everything else is an answer */
  outcome: string | null;
  returnedAt: number | null;
  withdrawnAt: number | null;
  supersededAt: number | null;
  pauses: PauseObservation[];
  due: { acknowledge: DueObservation; reply: DueObservation };
  ratings: { receiver: Rating | null; giver: Rating | null };
};

/** What is due on a day, by plan or by rule, and is held or done, or not. */
export const OCCASION_KINDS = [
  'update',
  'drill',
  'check',
  'check-answer',
  'hotline',
  'session',
  'action-item',
] as const;
export type OccasionKind = (typeof OCCASION_KINDS)[number];

/** `owedBy`: one party, or all that owe it jointly, as they owe a session. `voidAt`: when it stopped being owed. */
export type OccasionObservation = {
  kind: OccasionKind;
  owedBy: string[];
  dueAt: number;
  doneAt: number | null;
  voidAt: number | null;
};

/** A request as it was known at the review date: whatever came later has not happened yet. */
export function knownAt(request: RequestObservation, reviewAt: number): RequestObservation {
  const known = (time: number | null) => (time !== null && time <= reviewAt ? time : null);
  const rating = (given: Rating | null) => (given !== null && known(given.at) !== null ? given : null);
  const finalAt = known(request.finalAt);
  return {
    ...request,
    servedAt: known(request.servedAt),
    acknowledgedAt: known(request.acknowledgedAt),
    firstReplyAt: known(request.firstReplyAt),
    finalAt,
    outcome: finalAt === null ? null : request.outcome,
    returnedAt: known(request.returnedAt),
    withdrawnAt: known(request.withdrawnAt),
    supersededAt: known(request.supersededAt),
    pauses: request.pauses.filter(({ from }) => from <= reviewAt).map(({ from, to }) => ({ from, to: known(to) })),
    ratings: { receiver: rating(request.ratings.receiver), giver: rating(request.ratings.giver) },
  };
}

/** How a request stands: exactly one of these. What came first counts; a final reply of the same second comes before a withdrawal. */
export type Standing = 'answered' | 'refused' | 'withdrawn' | 'superseded' | 'open';

export function standingOf(request: RequestObservation): Standing {
  const { finalAt, outcome, withdrawnAt, supersededAt } = request;
  const [final, withdrawn, superseded] = [finalAt ?? Infinity, withdrawnAt ?? Infinity, supersededAt ?? Infinity];
  if (final === Infinity && withdrawn === Infinity && superseded === Infinity) return 'open';
  if (final <= Math.min(withdrawn, superseded)) return outcome === 'refused' ? 'refused' : 'answered';
  return withdrawn <= superseded ? 'withdrawn' : 'superseded';
}
