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

type Owing = { state: RequestState; facts: Facts; owed: Omit<Owed, 'for' | 'allowance' | 'answer' | 'stoppedAt'> };

function owing(state: RequestState, facts: Facts): Owing {
  const [requester, addressee] = state.sides;
  const ended = state.withdrawn ?? state.superseded;
  const owed = {
    kind: 'request',
    of: state.id,
    owedBy: addressee,
    owedTo: requester,
    from: state.from,
    startsAt: state.acts[0]!.servedAt,
    floorHours: (terms: Terms) => terms.floors.deadlineHours,
    pauses: [],
    voidAt: ended?.servedAt ?? null,
  };
  return { state, facts, owed };
}

/** In this order: acknowledge; reply; update after update; a use report for each reply that asks for one. */
export function deadlinesOf(state: RequestState, facts: Facts): Deadline[] {
  const all = owing(state, facts);
  return [
    acknowledge(all),
    reply(all),
    ...updatesOwed(state).map((interval) => update(all, interval)),
    ...useReports(all),
  ];
}

/** The deadline of that name that stands now, of updates the last; undefined: none is owed yet. */
export function owedNow(state: RequestState, name: string, facts: Facts): Deadline | undefined {
  const all = owing(state, facts);
  if (name === 'acknowledge') return acknowledge(all);
  if (name === 'reply') return reply(all);
  const interval = updatesOwed(state).at(-1);
  return interval === undefined ? undefined : update(all, interval);
}

function stopOf({ state, facts }: Owing, answer: Act | null): number | null {
  return answer === null ? null : coveredAt(facts, state.sides[1], answer.index);
}

function acknowledge(all: Owing): Deadline {
  const { heard } = all.state;
  const allowance = (terms: Terms) => terms.allowances.request.acknowledge;
  return runDeadline(
    { ...all.owed, for: 'acknowledge', allowance, answer: heard, stoppedAt: stopOf(all, heard) },
    all.facts,
  );
}

function reply(all: Owing): Deadline {
  const { final, request } = all.state;
  const { category, due } = request as Body<'request.make'>;
  return runDeadline(
    {
      ...all.owed,
      for: 'reply',
      allowance: (terms) => terms.allowances.request.reply[category],
      until: due,
      pauses: pausesOf(all.state),
      extensions: extensionsOf(all.state, all.facts),
      answer: final,
      stoppedAt: stopOf(all, final),
    },
    all.facts,
  );
}

function update(all: Owing, { after, answer }: Interval): Deadline {
  return runDeadline(
    {
      ...all.owed,
      for: 'update',
      of: after.id,
      allowance: (terms) => terms.allowances.request.update,
      startsAt: stopOf(all, after),
      pauses: pausesOf(all.state),
      answer,
      stoppedAt: stopOf(all, answer),
    },
    all.facts,
  );
}

function pausesOf({ returns }: RequestState): { from: number; to: number | null }[] {
  return returns
    .filter((one) => one.pauses && one.from !== null)
    .map(({ from, completed }) => ({ from: from!, to: completed?.servedAt ?? null }));
}

type Interval = { after: Act; answer: Act | null };

// From the acknowledgement to the first update, from there to the next, and so on to the final reply; nothing after that.
function updatesOwed({ heard, updates, final }: RequestState): Interval[] {
  if (heard === null) return [];
  const stops = [heard, ...updates.filter(({ id }) => id !== heard.id).map(({ id, index }) => ({ id, index }))];
  return stops
    .map((after, at) => ({ after, answer: stops[at + 1] ?? final }))
    .filter(({ after }) => after.id !== final?.id);
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
function useReports({ state, facts, owed }: Owing): Deadline[] {
  const [requester, addressee] = state.sides;
  const asking = state.replies.filter(asksUseReport);
  if (asking.length === 0) return [];
  const served = new Map(state.acts.map(({ id, servedAt }) => [id, servedAt]));
  return asking.map(({ id }) => {
    const report = state.useReports.find((one) => one.reply === id);
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
