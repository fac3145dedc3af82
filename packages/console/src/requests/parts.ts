// A request out of what the node says of it: what is asked for and what the accord wants said, what is owed, and how replies were rated.

import { stateAt, type DeadlineState } from '@parley/docket/asof';
import type { RequestState } from '@parley/docket/request/kind';
import type { Answer } from '#api/call';

export type RequestRow = Answer<'request'>;
export type Deadline = RequestState['deadlines'][number] & { state: DeadlineState };

/** What still waits, as of now. */
export const WAITING: ReadonlySet<string> = new Set<DeadlineState>(['running', 'paused', 'due', 'lapsed']);

/**
 * All deadlines as they stand. Whether what is past its time is known to be unanswered depends on what was held since: the node says so of the
 * one that is due next, and it is the same for all that the same party owes.
 */
export function deadlinesOf(row: { state: unknown; nextDeadline?: unknown }, now: number): Deadline[] {
  const { deadlines } = row.state as RequestState;
  const next = row.nextDeadline as { owedBy: string; heldAt?: number | null } | undefined;
  return deadlines
    .map((one) => ({ ...one, state: stateAt(one, now, next?.owedBy === one.owedBy ? (next.heldAt ?? null) : null) }))
    .toSorted((a, b) => Number(!WAITING.has(a.state)) - Number(!WAITING.has(b.state)));
}

/** `given`: by the request or what completed it. `missing`: said to be missing by the addressee, and not supplied since. */
export type Member = { name: string; standing: 'given' | 'absent' | 'missing' };

/** What the accord wants a request of this category to say, and whether it does. */
export function completenessOf(
  { request, returns }: Pick<RequestState, 'request' | 'returns'>,
  words: Readonly<Record<string, unknown>>,
  required: readonly string[],
): Member[] {
  const claimed = new Set<string>();
  const supplied = new Set<string>();
  for (const { missing, completed } of returns) {
    for (const member of missing) claimed.add(member);
    for (const member of completed?.supplied ?? []) supplied.add(member);
  }
  return [...new Set([...required, ...claimed])].map((name) => {
    if (supplied.has(name)) return { name, standing: 'given' };
    if (claimed.has(name)) return { name, standing: 'missing' };
    return { name, standing: words[name] !== undefined || request[name] !== undefined ? 'given' : 'absent' };
  });
}

/** The rubric that giver and receiver share. */
export const CRITERIA = ['relevance', 'completeness', 'clarity', 'specificity', 'usefulness'] as const;

type Rating = Readonly<Partial<Record<(typeof CRITERIA)[number], number>>> & { satisfied?: boolean };

export type Rated = { reply: string; by: Map<string, Rating> };

/** By reply, each side's last rating of it; only replies that somebody rated. */
export function ratingsOf({ replies, ratings }: Pick<RequestState, 'replies' | 'ratings'>): Rated[] {
  return replies
    .map(({ id }) => ({
      reply: id,
      by: new Map(ratings.filter(({ body }) => body['reply'] === id).map(({ party, body }) => [party, body as Rating])),
    }))
    .filter(({ by }) => by.size > 0);
}

/** What can be said next: `first` is what one does, the others stand beside it. */
export type Sayable = { first: string | undefined; others: string[] };

/** What we may say of it by the rules, as far as they can be told from how it stands. `own`: our party. */
export function sayable(state: RequestState, deadlines: readonly Deadline[], own: string): Sayable {
  const [requester] = state.sides;
  const ended = state.withdrawn !== null || state.superseded !== null;
  const waiting = deadlines.filter((one) => WAITING.has(one.state));
  const returned = state.returns.at(-1)?.completed === null;
  const rated = (by: string) =>
    new Set(state.ratings.filter(({ party }) => party === by).map(({ body }) => body['reply']));
  const unrated = state.replies.some(({ id }) => !rated(own).has(id));
  if (requester === own) {
    const overdue = deadlines.some((one) => one.state === 'due' || one.state === 'lapsed');
    const uses = waiting.some((one) => one.for === 'use-report') ? ['request.use-report'] : [];
    const rate = unrated ? ['request.rate'] : [];
    const open = ended || state.final !== null ? [] : ['request.withdraw', 'request.supersede'];
    const note = overdue && !ended ? ['request.note-silence'] : [];
    const complete = returned && !ended && state.final === null ? ['request.complete'] : [];
    const all = [...complete, ...uses, ...rate, ...note, ...open];
    const first = complete[0] ?? uses[0] ?? rate[0] ?? note[0];
    return { first, others: all.filter((act) => act !== first) };
  }
  if (state.final !== null) return { first: undefined, others: unrated ? ['request.self-rate'] : [] };
  const others = [
    ...(state.heard === null && !ended ? ['request.acknowledge'] : []),
    'request.update',
    ...(returned || ended ? [] : ['request.return']),
    ...(ended ? [] : ['request.extend']),
  ];
  return ended ? { first: undefined, others: ['request.reply'] } : { first: 'request.reply', others };
}
