// Reading cases, requests and deadlines. A list is a choice of facets (facet.ts), each of which an index holds in order; their rows are
// merged and read one by one until the page is full, so an answer costs what is on it, however many subjects there are.

import type { z } from 'zod';
import type { CaseRow, DeadlineRow, RequestRow } from '@parley/api/docket';
import { LIMIT_DEFAULT } from '@parley/api/paging';
import type { routes } from '@parley/api/routes';
import { encodeBase64url } from '@parley/record/base64';
import type { JsonObject } from '@parley/record/json';
import { deadlineAt, type DeadlineAt } from '@parley/docket/asof';
import type { Deadline } from '@parley/docket/deadline';
import type { SubjectState } from '@parley/docket/kind';
import { refersOf } from '@parley/docket/obligations/oblige';
import type { Page } from '../../api/app.ts';
import type { Database } from '../../platform/sqlite.ts';
import type { Docket } from '../docket.ts';
import { deadlinesOf, nextDeadlineOf, parseFacet, type Facet } from '../facet.ts';
import { subjectKey } from '../subjects.ts';
import type { ActReader } from './acts.ts';
import { mergeSources, type Source } from './merge.ts';
import { fillPage, parseCursor, type Key } from './page.ts';

type Query<Name extends 'cases' | 'requests' | 'deadlines'> = z.output<(typeof routes)[Name]['query']>;
type Case = z.input<typeof CaseRow>;
type Request = z.input<typeof RequestRow>;
type Due = z.input<typeof DeadlineRow>;
type Sort = NonNullable<Query<'cases'>['sort']>;

type Subject = { id: string; state: SubjectState; digest: string; position: number; bytes: number };

/** What every list of subjects of a kind can be asked: which facets, about which case, in which order. */
type Asked = Pick<Query<'requests'>, 'after' | 'limit' | 'sort' | 'dueBefore'> & {
  kind: string;
  by: string | undefined;
  about?: string | undefined;
  fits: (facet: Facet) => boolean;
};

const LAST = Number.MAX_SAFE_INTEGER;

export class SubjectReader {
  #database: Database;
  #docket: Docket;
  #acts: ActReader;
  /** POSIX seconds. */
  #now: () => number;

  constructor(options: { database: Database; docket: Docket; acts: ActReader; now: () => number }) {
    this.#database = options.database;
    this.#docket = options.docket;
    this.#acts = options.acts;
    this.#now = options.now;
  }

  cases(query: Query<'cases'>): Page<Case> {
    const { after, limit, sort, by, respondent, open, stance } = query;
    return this.#list({
      after,
      limit,
      sort,
      by,
      kind: 'case',
      fits: (facet) =>
        (respondent === undefined || facet.to === respondent) &&
        (open === undefined || facet.open === open) &&
        (stance === undefined || facet.standing === stance),
    }) as Page<Case>;
  }

  caseOf(id: string): Case | undefined {
    return this.#one(id, 'case') as Case | undefined;
  }

  requests(query: Query<'requests'>): Page<Request> {
    const { after, limit, sort, by, dueBefore, to, category, state, case: about } = query;
    return this.#list({
      after,
      limit,
      sort,
      by,
      dueBefore,
      about,
      kind: 'request',
      fits: (facet) =>
        (to === undefined || facet.to === to) &&
        (category === undefined || facet.category === category) &&
        (state === undefined || facet.standing === state),
    }) as Page<Request>;
  }

  requestOf(id: string): Request | undefined {
    return this.#one(id, 'request') as Request | undefined;
  }

  /** What nothing has stopped yet, the one due first at the head. */
  deadlines({ after, limit = LIMIT_DEFAULT, owedBy, dueAfter, dueBefore }: Query<'deadlines'>): Page<Due> {
    const parties = owedBy === undefined ? this.#docket.house.parties : [owedBy];
    const sources = parties.map(
      (party): Source =>
        (behind, count) =>
          this.#database
            .all(
              `select due_at, position, place from due indexed by due_at
               where owed_by = ? and (due_at, position, place) > (?, ?, ?) order by due_at, position, place limit ?`,
              party,
              ...(behind as [number, number, number]),
              count,
            )
            .map((row) => [Number(row['due_at']), Number(row['position']), Number(row['place'])]),
    );
    const cursor = parseCursor(after, 3);
    const from = cursor ?? (dueAfter === undefined ? [0, 0, 0] : [dueAfter, LAST, LAST]);
    const merged = mergeSources(sources, from, 'ascending', limit + 1);
    return fillPage(
      takeWhile(merged, ([dueAt]) => dueBefore === undefined || dueAt! < dueBefore),
      limit,
      ([, position, place]) => {
        const { id, state, bytes } = this.#subject(position!)!;
        return { row: { subject: id, kind: state.kind, deadline: this.#today(deadlinesOf(state)[place!]!) }, bytes };
      },
    );
  }

  /** The first time after `now` (POSIX seconds) at which a deadline runs out, Infinity if none does. */
  nextDueAfter(now: number): number {
    let next = Infinity;
    for (const party of this.#docket.house.parties) {
      const row = this.#database.get(
        'select min(due_at) as at from due indexed by due_at where owed_by = ? and due_at > ?',
        party,
        now,
      );
      if (typeof row?.['at'] === 'number') next = Math.min(next, row['at']);
    }
    return next;
  }

  #list(asked: Asked): Page<Case | Request> {
    const { limit = LIMIT_DEFAULT, sort = '-opened', about, dueBefore } = asked;
    const descending = sort.startsWith('-');
    const byDue = sort.endsWith('due');
    const sources = this.#facets(asked)
      .filter((text) => asked.fits(parseFacet(text)))
      .map((facet) => this.#source(sort, facet, about));
    const from = startOf(asked.after, descending, byDue ? dueBefore : undefined);
    const merged = mergeSources(sources, from, descending ? 'descending' : 'ascending', limit + 1);
    const due = byDue && dueBefore !== undefined ? takeWhile(merged, ([dueAt]) => dueAt! < dueBefore) : merged;
    return fillPage(due, limit, ([, position]) => {
      if (dueBefore !== undefined && !byDue && !this.#isDueBefore(position!, dueBefore))
        return { row: undefined, bytes: 0 };
      const subject = this.#subject(position!)!;
      // References are found by the first bytes of an id.
      if (about !== undefined && !refersOf(subject.state).includes(about))
        return { row: undefined, bytes: subject.bytes };
      const words = this.#acts.wordsAt(position!);
      return { row: this.#shown(subject, words.words), bytes: subject.bytes + words.bytes };
    });
  }

  /** The facets that occur: found by leaping from each to the next in the index, so that it costs as many steps as there are. */
  #facets({ kind, by, about }: Asked): string[] {
    const prefix = by === undefined ? kind : `${kind} ${by}`;
    // "!" comes after the space that ends the prefix, and before whatever a longer name goes on with.
    const range = [`${prefix} `, `${prefix}!`];
    const from = about === undefined ? 'subject indexed by subject_opened' : 'reference indexed by reference_opened';
    const within = about === undefined ? '' : 'refers = ?3 and';
    return this.#database
      .all(
        `with recursive found (facet) as (
           select min(facet) from ${from} where ${within} facet > ?1 and facet < ?2
           union all
           select (select min(facet) from ${from} where ${within} facet > found.facet and facet < ?2)
           from found where found.facet is not null
         ) select facet from found where facet is not null`,
        ...range,
        ...(about === undefined ? [] : [subjectKey(about)]),
      )
      .map((row) => String(row['facet']));
  }

  /** Keys are [time of opening or next due time, position]. Rows of one time are many, if deadlines end with the working day. */
  #source(sort: Sort, facet: string, about: string | undefined): Source {
    const column = sort.endsWith('due') ? 'due_at' : 'opened_at';
    const [than, order] = sort.startsWith('-') ? ['<', 'desc'] : ['>', 'asc'];
    const name = column === 'due_at' ? 'due' : 'opened';
    const [table, within] = about === undefined ? ['subject', ''] : ['reference', 'refers = ? and'];
    const from = `select ${column} as time, position from ${table} indexed by ${table}_${name} where ${within} facet = ?`;
    const which = about === undefined ? [facet] : [subjectKey(about), facet];
    const keysOf = (rows: Record<string, unknown>[]) =>
      rows.map((row): Key => [Number(row['time']), Number(row['position'])]);
    return ([time, position], count) => {
      const same = keysOf(
        this.#database.all(
          `${from} and ${column} = ? and position ${than} ? order by position ${order} limit ?`,
          ...which,
          time!,
          position!,
          count,
        ),
      );
      if (same.length === count) return same;
      const beyond = this.#database.all(
        `${from} and ${column} ${than} ? order by ${column} ${order}, position ${order} limit ?`,
        ...which,
        time!,
        count - same.length,
      );
      return [...same, ...keysOf(beyond)];
    };
  }

  #one(id: string, kind: string): Case | Request | undefined {
    const position = this.#acts.positionOf(id);
    const subject = position === undefined ? undefined : this.#subject(position);
    if (subject?.state.kind !== kind) return undefined;
    return this.#shown(subject, this.#acts.wordsAt(subject.position).words);
  }

  #subject(position: number): Subject | undefined {
    const row = this.#database.get('select id, digest, state from subject where position = ?', position);
    if (row === undefined) return undefined;
    const text = String(row['state']);
    const state = JSON.parse(text) as SubjectState;
    return {
      id: String(row['id']),
      state,
      digest: encodeBase64url(row['digest'] as Uint8Array),
      position,
      bytes: text.length,
    };
  }

  #isDueBefore(position: number, time: number): boolean {
    const due = this.#database.get('select due_at from subject where position = ?', position)?.['due_at'];
    return typeof due === 'number' && due < time;
  }

  #today(deadline: Deadline): DeadlineAt {
    return deadlineAt(deadline, this.#now(), this.#docket.house, this.#docket.times);
  }

  #shown({ id, state, digest }: Subject, words: JsonObject): Case | Request {
    const next = nextDeadlineOf(state);
    const about = state.kind === 'request' ? refersOf(state)[0] : undefined;
    return {
      id,
      kind: state.kind as 'case' | 'request',
      ...(about !== undefined && { case: about }),
      openedBy: state.sides[0],
      openedAt: state.openedAt,
      words,
      state: state as unknown as JsonObject,
      ...(next !== undefined && { nextDeadline: this.#today(next) }),
      digest,
    };
  }
}

/** Before the first key; with a bound on due times, behind all that are due then or later if the list descends. */
function startOf(after: string | undefined, descending: boolean, dueBefore: number | undefined): Key {
  const cursor = parseCursor(after, 2);
  if (!descending) return cursor ?? [-1, -1];
  const bound = dueBefore === undefined ? [LAST, LAST] : [dueBefore, -1];
  return cursor !== undefined && cursor[0]! < bound[0]! ? cursor : bound;
}

function* takeWhile(keys: Iterable<Key>, holds: (key: Key) => boolean): Generator<Key> {
  for (const key of keys) {
    if (!holds(key)) return;
    yield key;
  }
}
