// How a case ends and begins again. The claimant withdraws it; both close it, by a proposal that is endorsed, or either does by a finding
// that is joint. Reopening cites the act that ended it. A closed case owes nothing new: what ran is void, and goes on where it stopped if
// the case is reopened; what had lapsed has lapsed. A finding is another subject, so what follows from one is said in the second pass,
// and the deadlines here, which read this case alone, run on.

import type { Obligation, Others, SubjectState } from '#kind';

/** `at`: in force as a proposal; null: not, or by a finding. */
export type Closing = {
  id: string;
  party: string;
  index: number;
  reason: string;
  finding: string | null;
  at: number | null;
};

/** `at`: when it was served on the other side; null while that is not known. */
export type Reopening = {
  id: string;
  party: string;
  index: number;
  of: string;
  ground: string;
  finding: string | null;
  exhibits: string[];
  at: number | null;
};

export type Withdrawal = { id: string; index: number; reason: string; servedAt: number | null };

/** What of a case says whether it is open. */
export type Endings = Pick<SubjectState, 'id' | 'acts' | 'proposals'> & {
  withdrawals: Withdrawal[];
  closings: Closing[];
  reopenings: Reopening[];
};

const reopenedOf = ({ reopenings }: Endings): ReadonlySet<string> => new Set(reopenings.map(({ of }) => of));

/** The withdrawal that stands: the last, unless it was reopened. */
export function withdrawalOf(state: Endings): Withdrawal | null {
  const last = state.withdrawals.at(-1);
  return last === undefined || reopenedOf(state).has(last.id) ? null : last;
}

/** Closings with the time they came in force, where they were proposed. */
export function closingsInForce({ closings, proposals }: Endings): Closing[] {
  const inForce = new Map(proposals.map(({ id, inForceAt }) => [id, inForceAt]));
  return closings.map((closing) => ({ ...closing, at: inForce.get(closing.id) ?? null }));
}

/** Since when it is closed by a proposal that was endorsed; null: it is not. */
export function closedAtOf(state: Endings): number | null {
  const reopened = reopenedOf(state);
  const times = closingsInForce(state).flatMap(({ id, at }) => (at === null || reopened.has(id) ? [] : [at]));
  return times.length === 0 ? null : Math.min(...times);
}

/** `voidAt`: from when nothing is owed; `pauses`: stretches that ended with a reopening, in order of time, none within another. */
export function interruptionsOf(state: Endings): {
  voidAt: number | null;
  pauses: { from: number; to: number | null }[];
} {
  const ended: { id: string; from: number }[] = [];
  for (const { id, servedAt } of state.withdrawals) if (servedAt !== null) ended.push({ id, from: servedAt });
  for (const { id, at } of closingsInForce(state)) if (at !== null) ended.push({ id, from: at });
  const reopenedAt = new Map<string, number | null>();
  for (const { of, at } of state.reopenings) if (!reopenedAt.has(of)) reopenedAt.set(of, at);
  let voidAt: number | null = null;
  const pauses: { from: number; to: number | null }[] = [];
  for (const { id, from } of ended.toSorted((a, b) => a.from - b.from)) {
    const to = reopenedAt.get(id);
    if (to === undefined) {
      voidAt ??= from;
      continue;
    }
    const last = pauses.at(-1);
    if (last === undefined || (last.to !== null && last.to < from)) pauses.push({ from, to });
    else if (last.to !== null) last.to = to === null ? null : Math.max(last.to, to);
  }
  return { voidAt, pauses };
}

/** `closed`, because of a finding that is joint and about this case, since the later of that and when the closing was served. */
export function closedByFinding(state: Endings, others: Others): Obligation[] {
  const reopened = reopenedOf(state);
  const obligations: Obligation[] = [];
  for (const { id, finding } of state.closings) {
    if (finding === null || reopened.has(id)) continue;
    const jointAt = jointSince(others(finding), state.id);
    if (jointAt === null) continue;
    const served = state.acts.find((line) => line.id === id)?.servedAt ?? null;
    const since = served === null ? null : Math.max(jointAt, served);
    obligations.push({ what: 'closed', because: finding, since, deadline: null });
  }
  return obligations;
}

// Whatever a closing names: only a finding of this very case that became joint closes it.
function jointSince(other: SubjectState | undefined, id: string): number | null {
  if (other?.kind !== 'finding') return null;
  const { case: about, jointAt } = other as SubjectState & { case?: unknown; jointAt?: unknown };
  return about === id && typeof jointAt === 'number' && Number.isSafeInteger(jointAt) ? jointAt : null;
}
