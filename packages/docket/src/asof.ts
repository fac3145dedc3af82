// What depends on the moment: the only place where a *now* enters, always given by the caller. States of deadlines, lapses that count,
// and what counts as served by then. Nothing here goes into the docket digest.

import type { Deadline } from '#deadline';
import type { ActLine, SubjectState } from '#kind';
import type { Receipts } from '#receipts';
import type { House } from '#roster';

export const DEADLINE_STATES = [
  'not started',
  'running',
  'paused',
  'met',
  'met late',
  'due',
  'lapsed',
  'void',
] as const;

export type DeadlineState = (typeof DEADLINE_STATES)[number];

/**
 * `due`: past its time, and nothing was held since `heldAt`, so nobody can say whether it was answered. `lapsed`: at `heldAt` or before,
 * but not before it was due, the obliged log was held without the answer. `heldAt`: newest cosignature of that log without it.
 */
export type DeadlineAt = Deadline & { state: DeadlineState; heldAt: number | null };

/** How an act reached the other side by then: `constructive` when a witness had it for the accord's service days. */
export type Service = { id: string; service: 'receipt' | 'constructive' | 'none'; servedAt: number | null };

export type SubjectAt = { asOf: number; deadlines: DeadlineAt[]; services: Service[] };

export function subjectAt(state: SubjectState, asOf: number, house: House, receipts: Receipts): SubjectAt {
  return {
    asOf,
    deadlines: state.deadlines.map((deadline) => deadlineAt(deadline, asOf, house, receipts)),
    services: state.acts.map((line) => serviceAt(line, asOf)),
  };
}

/** Every subject of a docket at a moment, by id. */
export function docketAt(
  docket: { house: House; subjects: ReadonlyMap<string, { state: SubjectState | undefined }> },
  asOf: number,
  receipts: Receipts,
): Map<string, SubjectAt> {
  const subjects = new Map<string, SubjectAt>();
  for (const [id, { state }] of docket.subjects) {
    if (state !== undefined) subjects.set(id, subjectAt(state, asOf, docket.house, receipts));
  }
  return subjects;
}

export function deadlineAt(deadline: Deadline, asOf: number, house: House, receipts: Receipts): DeadlineAt {
  const heldAt = lastHeldAt(deadline, asOf, house, receipts);
  return { ...deadline, state: stateAt(deadline, asOf, heldAt), heldAt };
}

/** `heldAt`: newest cosignature, by anybody else, of the obliged log without the answer. */
export function stateAt(deadline: Deadline, asOf: number, heldAt: number | null): DeadlineState {
  const { startsAt, dueAt, stoppedAt, voidAt, pauses } = deadline;
  const due = dueAt ?? Infinity;
  if (voidAt !== null && voidAt <= asOf && voidAt < due && voidAt < (stoppedAt ?? Infinity)) return 'void';
  if (stoppedAt !== null && stoppedAt <= asOf) return stoppedAt <= due ? 'met' : 'met late';
  if (startsAt === null || asOf < startsAt) return 'not started';
  if (pauses.some(({ from, to }) => from <= asOf && asOf < (to ?? Infinity))) return 'paused';
  if (asOf < due) return 'running';
  return heldAt !== null && heldAt >= due ? 'lapsed' : 'due';
}

// The newest cosignature, by anybody but the obliged party, of its log without the answer.
function lastHeldAt(deadline: Deadline, asOf: number, house: House, receipts: Receipts): number | null {
  const { owedBy, answer } = deadline;
  let last: number | null = null;
  for (const by of [...house.parties, ...house.witnesses]) {
    if (by === owedBy) continue;
    const time = receipts.last(owedBy, answer?.index ?? Number.MAX_SAFE_INTEGER, by, asOf);
    if (time !== undefined && (last === null || time > last)) last = time;
  }
  return last;
}

function serviceAt({ id, receivedAt, servedAt }: ActLine, asOf: number): Service {
  if (servedAt === null || servedAt > asOf) return { id, service: 'none', servedAt: null };
  return { id, service: servedAt === receivedAt ? 'receipt' : 'constructive', servedAt };
}
