// What waits on whom: deadlines that run or ran out, what is owed because of other subjects, texts that wait for an endorsement, points of a
// case without an answer. The same for both parties; who looks at it makes it *on us* and *on them*.

import type { CaseState } from '#case/kind';
import type { Deadline } from '#deadline';
import type { SubjectState } from '#kind';
import { kinds } from '#kinds';

/**
 * `party`: on whom it waits; `kind`: of the subject; `what`: `deadline`: owed by an act of the subject itself; `obligation`: owed because of an act
 * in another one; `proposal`: an exact text to endorse or decline; `points`: assertions without an answer. `for`: what is owed, of a
 * proposal the type of act; `of`: the act that calls for it. `dueAt`: POSIX seconds, of a proposal when it expires; null: without an end.
 */
export type Wait = {
  party: string;
  subject: string;
  kind: string;
  what: 'deadline' | 'obligation' | 'proposal' | 'points';
  for: string;
  of: string;
  dueAt: number | null;
  /** numbers of the points */
  points?: number[];
};

/** `overdue`: its time has run out, whether that is provable or not; `open`: it has no end. */
export type WaitAt = Wait & { state: 'running' | 'overdue' | 'open' };

/** What somebody has to answer, or had to: from one moment on, until before another; `during`: not then, it was paused. */
export type Waiting = {
  wait: Wait;
  from: number;
  until: number;
  during: readonly { from: number; to: number | null }[];
};

const byName = new Map(kinds.map((kind) => [kind.name, kind]));

/** All deadlines of a subject: those of its own acts, then those that follow from other subjects. */
export function deadlinesOf({ deadlines, obligations }: SubjectState): Deadline[] {
  return [...deadlines, ...obligations.flatMap(({ deadline }) => deadline ?? [])];
}

/** What waits in a subject at a moment, in POSIX seconds: by due time, what has none last; then by what it is, and by the act that calls for it. */
export function waitsOf(state: SubjectState, asOf: number): WaitAt[] {
  return waitingIn(state)
    .flatMap((waiting) => waitAt(waiting, asOf) ?? [])
    .toSorted(
      (a, b) =>
        (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) ||
        compare(a.what, b.what) ||
        compare(a.of, b.of) ||
        compare(a.for, b.for),
    );
}

/** As of a moment; undefined: nobody waits then. */
export function waitAt({ wait, from, until, during }: Waiting, asOf: number): WaitAt | undefined {
  if (asOf < from || asOf >= until) return undefined;
  if (during.some((pause) => pause.from <= asOf && asOf < (pause.to ?? Infinity))) return undefined;
  if (wait.dueAt === null) return { ...wait, state: 'open' };
  // A proposal can be endorsed to its last second; of a deadline that second is over.
  return { ...wait, state: asOf < wait.dueAt || wait.what === 'proposal' ? 'running' : 'overdue' };
}

/** First every deadline in the order of `deadlinesOf`, then proposals, then points; nothing of it depends on the moment. */
export function waitingIn(state: SubjectState): Waiting[] {
  return [
    ...deadlinesOf(state).map((deadline, place) => ofDeadline(state, deadline, place)),
    ...ofProposals(state),
    ...ofPoints(state),
  ];
}

function ofDeadline({ id, kind, deadlines }: SubjectState, deadline: Deadline, place: number): Waiting {
  const { owedBy, of, startsAt, dueAt, stoppedAt, voidAt, pauses } = deadline;
  const what = place < deadlines.length ? 'deadline' : 'obligation';
  return {
    wait: { party: owedBy, subject: id, kind, what, for: deadline.for, of, dueAt },
    // Without a due time it has not begun, or waits for the other side.
    from: startsAt === null || dueAt === null ? Infinity : startsAt,
    until: Math.min(stoppedAt ?? Infinity, voidAt ?? Infinity),
    during: pauses,
  };
}

function* ofProposals({ id, kind, sides, proposals }: SubjectState): Generator<Waiting> {
  for (const { id: of, type, party, expires, endorsements, declines, withdrawn } of proposals) {
    const other = sides[0] === party ? sides[1] : sides[0];
    const answered = [...endorsements, ...declines].some((answer) => answer.party === other);
    if (answered || withdrawn !== null) continue;
    const wait: Wait = { party: other, subject: id, kind, what: 'proposal', for: type, of, dueAt: expires };
    yield { wait, from: 0, until: expires + 1, during: [] };
  }
}

// They are due with the position, while it is owed; what was added later has no end.
function* ofPoints(state: SubjectState): Generator<Waiting> {
  if (state.kind !== 'case' || !byName.get('case')!.standing(state).open) return;
  const points = (state as CaseState).points.filter(({ view }) => view === 'unanswered').map(({ no }) => no);
  if (points.length === 0) return;
  const { id, kind, sides, deadlines } = state;
  const position = deadlines.find((deadline) => deadline.for === 'position' && deadline.answer === null);
  const wait: Wait = {
    party: sides[1],
    subject: id,
    kind,
    what: 'points',
    for: 'position',
    of: id,
    dueAt: position?.dueAt ?? null,
    points,
  };
  yield { wait, from: 0, until: Infinity, during: [] };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
