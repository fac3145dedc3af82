// From the state of a request to what the scorecard counts of it: times at which things were provable, and nothing else.

import { deadlineAt } from '#asof';
import { coveredAt, gatherFacts, type Context } from '#facts';
import type { RequestState } from '#request/kind';
import type { DueObservation, RequestObservation } from '#scorecard/observation';

/** Outcomes of a reply that gives nothing in substance. That there is no information is an answer. */
const WITHOUT_SUBSTANCE: readonly unknown[] = ['refused', 'capacity-limited'];

/**
 * `reviewAt` decides only which cosignatures count as the newest hold of the obliged log; the scorecard cuts everything else off by itself.
 * `ratings` of the last reply that was rated, when there are any.
 */
export function observeRequest(
  state: RequestState,
  context: Context,
  reviewAt: number,
  ratings: RequestObservation['ratings'] = { receiver: null, giver: null },
): RequestObservation {
  const facts = gatherFacts(context);
  const [asker, answerer] = state.sides;
  const { category } = state.request;
  const provenAt = (index: number) => coveredAt(facts, answerer, index);
  const servedAtOf = (type: string) => state.acts.find((line) => line.type === type)?.servedAt ?? null;
  return {
    asker,
    answerer,
    category: typeof category === 'string' ? category : '',
    madeAt: state.openedAt,
    servedAt: state.acts[0]?.servedAt ?? null,
    acknowledgedAt: state.heard === null ? null : provenAt(state.heard.index),
    firstReplyAt: earliest(
      state.replies
        .filter(({ body }) => !WITHOUT_SUBSTANCE.includes(body['outcome']))
        .map(({ index }) => provenAt(index)),
    ),
    finalAt: state.final === null ? null : provenAt(state.final.index),
    outcome: state.final === null ? null : state.outcome,
    returnedAt: earliest(state.returns.map(({ from }) => from)),
    withdrawnAt: servedAtOf('request.withdraw'),
    supersededAt: servedAtOf('request.supersede'),
    pauses: state.returns
      .filter(({ pauses, from }) => pauses && from !== null)
      .map(({ from, completed }) => ({ from: from!, to: completed?.servedAt ?? null })),
    due: {
      acknowledge: dueOf(state, 'acknowledge', context, reviewAt),
      reply: dueOf(state, 'reply', context, reviewAt),
    },
    ratings,
  };
}

function dueOf(state: RequestState, owed: string, { house, receipts }: Context, reviewAt: number): DueObservation {
  const deadline = state.deadlines.find((one) => one.for === owed);
  if (deadline === undefined) return { dueAt: null, grossDueAt: null, heldAt: null };
  const { dueAt, grossDueAt, heldAt } = deadlineAt(deadline, reviewAt, house, receipts);
  return { dueAt, grossDueAt, heldAt };
}

function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
