// Reading cases, requests and deadlines from the read models. Rows are walked in the order of an index and looked at one by one, at most
// `LOOKED_AT_MAX` for one answer: reading runs on the thread that files, and must never hold it long.

import type { z } from 'zod';
import type { CaseRow, DeadlineRow, RequestRow, requestStates } from '@parley/api/docket';
import { LIMIT_DEFAULT } from '@parley/api/paging';
import type { routes } from '@parley/api/routes';
import { encodeBase64url } from '@parley/record/base64';
import { deadlineAt, type DeadlineAt } from '@parley/docket/asof';
import type { CaseState } from '@parley/docket/case/kind';
import type { Deadline } from '@parley/docket/deadline';
import type { SubjectState } from '@parley/docket/kind';
import type { RequestState } from '@parley/docket/request/kind';
import type { Docket } from '../docket/docket.ts';
import type { Database } from '../platform/sqlite.ts';
import type { Page } from './app.ts';
import { encodeCursor, parseCursor } from './cursor.ts';
import type { Held } from './held.ts';

/** Some ten milliseconds' worth of rows. */
const LOOKED_AT_MAX = 1000;

type Case = z.input<typeof CaseRow>;
type Request = z.input<typeof RequestRow>;
type Query<Name extends 'cases' | 'requests' | 'deadlines'> = z.output<(typeof routes)[Name]['query']>;

/** A subject as stored, and where it stands in the walk that found it. */
type Row = { id: string; at: number[]; state: SubjectState; digest: string; openedBy: string; position: number };
type Due = { subject: string; place: number; dueAt: number };

export class Subjects {
  #database: Database;
  #docket: Docket;
  #held: Held;
  /** POSIX seconds. */
  #now: () => number;

  constructor(database: Database, docket: Docket, held: Held, now: () => number) {
    this.#database = database;
    this.#docket = docket;
    this.#held = held;
    this.#now = now;
  }

  cases(query: Query<'cases'>): Page<Case> {
    const { by, respondent, open, stance } = query;
    return this.#page('case', query, (state: CaseState) => {
      return (
        (by === undefined || state.sides[0] === by) &&
        (respondent === undefined || state.sides[1] === respondent) &&
        (open === undefined || (state.withdrawn === null) === open) &&
        (stance === undefined || (state.stance ?? 'none') === stance)
      );
    });
  }

  requests(query: Query<'requests'>): Page<Request> {
    const { by, to, category, case: about, state: wanted, dueBefore } = query;
    return this.#page('request', query, (state: RequestState) => {
      return (
        (by === undefined || state.sides[0] === by) &&
        (to === undefined || state.sides[1] === to) &&
        (category === undefined || state.request['category'] === category) &&
        (about === undefined || state.request['case'] === about) &&
        (wanted === undefined || stateOfRequest(state) === wanted) &&
        (dueBefore === undefined || (nextOf(state)?.dueAt ?? Infinity) < dueBefore)
      );
    });
  }

  caseOf(id: string): Case | undefined {
    const row = this.#get(id, []);
    return row?.state.kind === 'case' ? this.#shown(row) : undefined;
  }

  requestOf(id: string): Request | undefined {
    const row = this.#get(id, []);
    return row?.state.kind === 'request' ? this.#shown(row) : undefined;
  }

  /** What nothing has stopped yet, the one due first at the head. */
  deadlines(query: Query<'deadlines'>): Page<z.input<typeof DeadlineRow>> {
    const items: z.input<typeof DeadlineRow>[] = [];
    const parties = query.owedBy === undefined ? this.#docket.house.parties : [query.owedBy];
    let last: Due | undefined;
    for (const due of this.#due(parties, query.after, false)) {
      if (query.dueBefore !== undefined && due.dueAt >= query.dueBefore) break;
      if (items.length === (query.limit ?? LIMIT_DEFAULT)) {
        return { items, next: encodeCursor([last!.dueAt, last!.place], last!.subject) };
      }
      last = due;
      const row = this.#get(due.subject, []);
      const deadline = row?.state.deadlines[due.place];
      if (deadline !== undefined)
        items.push({ subject: due.subject, kind: row!.state.kind, deadline: this.#today(deadline) });
    }
    return { items };
  }

  /** The first time after `now` at which a deadline runs out. */
  nextDueAfter(now: number): number {
    let next = Infinity;
    for (const party of this.#docket.house.parties) {
      const row = this.#database.get('select min(due_at) as at from due where owed_by = ? and due_at > ?', party, now);
      if (typeof row?.['at'] === 'number') next = Math.min(next, row['at']);
    }
    return next;
  }

  #page<State extends SubjectState, Shown>(
    kind: 'case' | 'request',
    query: Pick<Query<'cases'>, 'after' | 'limit' | 'sort'>,
    fits: (state: State) => boolean,
  ): Page<Shown> {
    const items: Shown[] = [];
    let looked = 0;
    let last: Row | undefined;
    for (const row of this.#walk(kind, query.sort ?? '-opened', query.after)) {
      if (looked === LOOKED_AT_MAX || items.length === (query.limit ?? LIMIT_DEFAULT)) {
        return { items, next: encodeCursor(last!.at, last!.id) };
      }
      looked++;
      last = row;
      if (fits(row.state as State)) items.push(this.#shown(row));
    }
    return { items };
  }

  *#walk(kind: string, sort: NonNullable<Query<'cases'>['sort']>, after: string | undefined): Generator<Row> {
    const descending = sort.startsWith('-');
    if (sort.endsWith('due')) {
      for (const due of this.#due(this.#docket.house.parties, after, descending)) {
        const row = this.#get(due.subject, [due.dueAt, due.place]);
        if (row?.state.kind === kind && row.state.deadlines.indexOf(nextOf(row.state)!) === due.place) yield row;
      }
      return;
    }
    const [than, order] = descending ? ['<', 'desc'] : ['>', 'asc'];
    const from = parseCursor(after, 1);
    const bound = from === undefined ? '' : `and (opened_at, id) ${than} (?, ?)`;
    for (const row of this.#database.each(
      `select * from subject indexed by subject_kind where kind = ? ${bound} order by opened_at ${order}, id ${order}`,
      kind,
      ...(from === undefined ? [] : [from.numbers[0]!, from.id]),
    )) {
      yield rowOf(row, [Number(row['opened_at'])]);
    }
  }

  /** Running deadlines of these parties in one order, from behind a cursor on. */
  *#due(parties: readonly string[], after: string | undefined, descending: boolean): Generator<Due> {
    const [than, order] = descending ? ['<', 'desc'] : ['>', 'asc'];
    const from = parseCursor(after, 2);
    const bound = from === undefined ? '' : `and (due_at, subject, place) ${than} (?, ?, ?)`;
    const bounds = from === undefined ? [] : [from.numbers[0]!, from.id, from.numbers[1]!];
    const walks = parties.map((party) =>
      this.#database.each(
        `select subject, place, due_at from due indexed by due_at where owed_by = ? ${bound}
         order by due_at ${order}, subject ${order}, place ${order}`,
        party,
        ...bounds,
      ),
    );
    const step = (walk: (typeof walks)[number]) => {
      const { value } = walk.next();
      if (!value) return undefined;
      return { walk, subject: String(value['subject']), place: Number(value['place']), dueAt: Number(value['due_at']) };
    };
    try {
      const heads = walks.map(step).filter((head) => head !== undefined);
      while (heads.length > 0) {
        let first = 0;
        for (let other = 1; other < heads.length; other++) {
          if (compareDue(heads[other]!, heads[first]!) < 0 !== descending) first = other;
        }
        const { walk, subject, place, dueAt } = heads[first]!;
        yield { subject, place, dueAt };
        const next = step(walk);
        if (next === undefined) heads.splice(first, 1);
        else heads[first] = next;
      }
    } finally {
      for (const walk of walks) walk.return(undefined);
    }
  }

  #get(id: string, at: number[]): Row | undefined {
    const row = this.#database.get('select * from subject where id = ?', id);
    return row === undefined ? undefined : rowOf(row, at);
  }

  #today(deadline: Deadline): DeadlineAt {
    return deadlineAt(deadline, this.#now(), this.#docket.house, this.#docket.times);
  }

  // The caller knows by the kind which of the two it is.
  #shown<Shown>({ id, state, digest, openedBy, position }: Row): Shown {
    const next = nextOf(state);
    const about = state.kind === 'request' ? (state as RequestState).request['case'] : undefined;
    return {
      id,
      kind: state.kind,
      ...(about !== undefined && { case: about }),
      openedBy,
      openedAt: state.openedAt,
      words: this.#held.wordsAt(position),
      state,
      ...(next !== undefined && { nextDeadline: this.#today(next) }),
      digest,
    } as Shown;
  }
}

function rowOf(row: Record<string, unknown>, at: number[]): Row {
  return {
    id: String(row['id']),
    at,
    state: JSON.parse(String(row['state'])) as SubjectState,
    digest: encodeBase64url(row['digest'] as Uint8Array),
    openedBy: String(row['opened_by']),
    position: Number(row['position']),
  };
}

/** The deadline of a subject that is due first, among those that nothing has stopped. */
function nextOf(state: SubjectState): Deadline | undefined {
  let next: Deadline | undefined;
  for (const deadline of state.deadlines) {
    const { dueAt, stoppedAt, voidAt } = deadline;
    if (dueAt === null || stoppedAt !== null || voidAt !== null) continue;
    if (next === undefined || dueAt < next.dueAt!) next = deadline;
  }
  return next;
}

function stateOfRequest(state: RequestState): (typeof requestStates)[number] {
  if (state.withdrawn !== null) return 'withdrawn';
  if (state.final !== null) return 'answered';
  if (state.returns.at(-1)?.completed === null) return 'returned';
  return state.heard === null ? 'open' : 'acknowledged';
}

function compareDue(a: Due, b: Due): number {
  if (a.dueAt !== b.dueAt) return a.dueAt - b.dueAt;
  if (a.subject !== b.subject) return a.subject < b.subject ? -1 : 1;
  return a.place - b.place;
}
