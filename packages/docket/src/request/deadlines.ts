// What is owed in a request: that it is acknowledged, answered, kept up to date until then, and, by the requester, that the use of a
// reply is reported where that was a condition.

import type { z } from 'zod';
import type { Deadline, Extension } from '#deadline';
import { coveredAt, type Facts } from '#facts';
import type { requestActs } from '#request/acts';
import type { RequestExtension, RequestState } from '#request/kind';
import { runDeadline, type Owed } from '#running';
import type { Terms } from '#terms';

type Body<Type extends keyof typeof requestActs> = z.infer<(typeof requestActs)[Type]['body']>;

type Act = { id: string; index: number };

/** In this order: acknowledge; reply; update after update; a use report for each reply that asks for one. */
export function deadlinesOf(state: RequestState, facts: Facts): Deadline[] {
  const [requester, addressee] = state.sides;
  const { category, due } = state.request as Body<'request.make'>;
  const startsAt = state.acts[0]!.servedAt;
  const ended = state.withdrawn ?? state.superseded;
  const stopOf = (answer: Act | null) => (answer === null ? null : coveredAt(facts, addressee, answer.index));
  const owed = {
    kind: 'request',
    of: state.id,
    owedBy: addressee,
    owedTo: requester,
    from: state.from,
    startsAt,
    floorHours: (terms: Terms) => terms.floors.deadlineHours,
    pauses: [],
    voidAt: ended?.servedAt ?? null,
  } satisfies Partial<Owed>;
  const pauses = state.returns
    .filter((one) => one.pauses && one.from !== null)
    .map(({ from, completed }) => ({ from: from!, to: completed?.servedAt ?? null }));
  const acknowledge = runDeadline(
    {
      ...owed,
      for: 'acknowledge',
      allowance: (terms) => terms.allowances.request.acknowledge,
      answer: state.heard,
      stoppedAt: stopOf(state.heard),
    },
    facts,
  );
  const reply = runDeadline(
    {
      ...owed,
      for: 'reply',
      allowance: (terms) => terms.allowances.request.reply[category],
      until: due,
      pauses,
      extensions: extensionsOf(state, facts),
      answer: state.final,
      stoppedAt: stopOf(state.final),
    },
    facts,
  );
  const updates = updatesOwed(state).map(({ after, answer }) =>
    runDeadline(
      {
        ...owed,
        for: 'update',
        of: after.id,
        allowance: (terms) => terms.allowances.request.update,
        startsAt: stopOf(after),
        pauses,
        answer,
        stoppedAt: stopOf(answer),
      },
      facts,
    ),
  );
  return [acknowledge, reply, ...updates, ...useReports(state, owed, facts)];
}

// From the acknowledgement to the first update, from there to the next, and so on to the final reply; nothing after that.
function updatesOwed({ heard, updates, final }: RequestState): { after: Act; answer: Act | null }[] {
  const stops: Act[] = heard === null ? [] : [heard, ...updates.filter(({ id }) => id !== heard.id)];
  return stops
    .map((after, at) => ({ after, answer: stops[at + 1] ?? final }))
    .filter(({ after }) => after.id !== final?.id)
    .map(({ after, answer }) => ({
      after,
      answer: answer === null ? null : { id: answer.id, index: answer.index },
    }));
}

/** When an extension took effect: by right once it was covered, by agreement once it was in force; null: not, or not known. */
export function extendedFrom({ sides, proposals }: RequestState, one: RequestExtension, facts: Facts): number | null {
  if (one.byRight) return coveredAt(facts, sides[1], one.index);
  return proposals.find(({ id }) => id === one.id)?.inForceAt ?? null;
}

function extensionsOf(state: RequestState, facts: Facts): Extension[] {
  const extensions: Extension[] = [];
  for (const one of state.extensions) {
    const at = extendedFrom(state, one, facts);
    if (at !== null) extensions.push({ id: one.id, at, by: one.by });
  }
  return extensions.toSorted((a, b) => a.at - b.at);
}

// A report is owed from when the reply was served, whatever becomes of the request: the material was handed over.
function useReports(
  state: RequestState,
  owed: Omit<Owed, 'for' | 'allowance' | 'answer' | 'stoppedAt'>,
  facts: Facts,
): Deadline[] {
  const [requester, addressee] = state.sides;
  const served = new Map(state.acts.map(({ id, servedAt }) => [id, servedAt]));
  return state.replies.filter(asksUseReport).map(({ id }) => {
    const report = state.useReports.find(({ reply }) => reply === id);
    const answer = report === undefined ? null : { id: report.id, index: report.index };
    return runDeadline(
      {
        ...owed,
        for: 'use-report',
        of: id,
        owedBy: requester,
        owedTo: addressee,
        allowance: (terms) => terms.allowances.request.useReport,
        startsAt: served.get(id) ?? null,
        answer,
        stoppedAt: answer === null ? null : coveredAt(facts, requester, answer.index),
        voidAt: null,
      },
      facts,
    );
  });
}

/** Whether a reply was given on condition that its use is reported. */
export function asksUseReport({ body }: RequestState['replies'][number]): boolean {
  return (body as Body<'request.reply'>).conditions?.includes('use-report') === true;
}
