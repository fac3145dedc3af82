// Reading subjects of every kind, and deadlines. A list is a choice of facets (facet.ts), each of which an index holds in order, or what a search
// finds; rows are read one by one until the page is full, so an answer costs what is on it, however many subjects there are.

import type { z } from 'zod';
import type { DeadlineRow, WaitRow } from '@parley/api/docket';
import { LIMIT_DEFAULT } from '@parley/api/paging';
import type { routes } from '@parley/api/routes';
import { moreOf, type SubjectQuery, type SubjectRow } from '@parley/api/subjects';
import { encodeBase64url } from '@parley/record/base64';
import type { JsonObject } from '@parley/record/json';
import { deadlineAt, type DeadlineAt } from '@parley/docket/asof';
import type { Deadline } from '@parley/docket/deadline';
import type { SubjectState } from '@parley/docket/kind';
import { refersOf } from '@parley/docket/obligations/oblige';
import { deadlinesOf, waitAt, waitingIn } from '@parley/docket/obligations/waits';
import { seenAt, type Sight } from '../../access/sight.ts';
import type { Page } from '../../api/app.ts';
import type { Log } from '../../log/log.ts';
import type { Database } from '../../platform/sqlite.ts';
import type { Docket } from '../docket.ts';
import { TLP } from '../classes.ts';
import { facetOf, nextDeadlineOf, parseFacet } from '../facet.ts';
import type { Found } from '../search.ts';
import { subjectKey, WHAT } from '../subjects.ts';
import type { ActReader } from './acts.ts';
import { fits } from './fits.ts';
import { compareKeys, mergeSources, type Source } from './merge.ts';
import { leaveOut } from './left-out.ts';
import { fillPage, PAGE_BYTES_MAX, parseCursor, type Key } from './page.ts';

type Query<Name extends 'deadlines' | 'waits'> = z.output<(typeof routes)[Name]['query']>;
type Due = z.input<typeof DeadlineRow>;
type Wait = z.input<typeof WaitRow>;
type Sort = NonNullable<SubjectQuery['sort']>;

/** What every list of subjects can be asked; without `kind`, of all kinds. */
export type Asked = SubjectQuery & { kind?: string | undefined };

type Subject = { id: string; state: SubjectState; digest: string; position: number; bytes: number };

const LAST = Number.MAX_SAFE_INTEGER;

export class SubjectReader {
  #database: Database;
  #docket: Docket;
  #acts: ActReader;
  /** POSIX seconds. */
  #now: () => number;
  #sight: Sight;

  /** `sight`: what is shown of all. */
  constructor(options: { database: Database; docket: Docket; acts: ActReader; now: () => number; sight: Sight }) {
    this.#sight = options.sight;
    this.#database = options.database;
    this.#docket = options.docket;
    this.#acts = options.acts;
    this.#now = options.now;
  }

  subjects(asked: Asked): Page<SubjectRow> {
    const { limit = LIMIT_DEFAULT, about, q } = asked;
    if (about !== undefined && this.#sight.hides(about)) return { items: [] };
    let ends = false;
    const found = function* (candidates: Iterable<Found>) {
      for (const { key, hit } of candidates) {
        ends = !hit;
        yield key;
      }
    };
    const keys = q === undefined ? this.#inOrder(asked, limit) : found(this.#found(asked, q));
    return fillPage(keys, limit, ([, position]) => {
      if (ends) return { row: undefined, bytes: PAGE_BYTES_MAX };
      if (!this.#mayBe(position!, asked)) return { row: undefined, bytes: 0 };
      const subject = this.#subject(position!)!;
      // References are kept by the beginning of an id.
      if (about !== undefined && !refersOf(subject.state).includes(about)) {
        return { row: undefined, bytes: subject.bytes };
      }
      const words = this.#acts.wordsAt(position!);
      return { row: this.#shown(subject, words.words), bytes: subject.bytes + words.bytes };
    });
  }

  /** One subject, of that kind if one is given. */
  subject(id: string, kind: string | undefined): SubjectRow | undefined {
    const position = this.#positionOf(id, this.#sight.rows);
    const subject = position === undefined ? undefined : this.#subject(position);
    if (subject === undefined || (kind !== undefined && subject.state.kind !== kind)) return undefined;
    return this.#shown(subject, this.#acts.wordsAt(subject.position).words);
  }

  /** The state of a subject. */
  stateOf(id: string): SubjectState | undefined {
    const position = this.#positionOf(id, this.#sight.whole);
    return position === undefined ? undefined : this.#subject(position)?.state;
  }

  /** Of the act that opened a subject which is of one of these classes. */
  #positionOf(id: string, classes: string): number | undefined {
    const position = this.#acts.positionOf(id);
    if (position === undefined || this.#sight.all) return position;
    const seen = this.#database.get(`select 1 as yes where ${seenAt('?')}`, position, classes);
    return seen === undefined ? undefined : position;
  }

  /** A condition on rows of a table, and its parameter. */
  #seen(table: string, classes: string): [sql: string, ...given: string[]] {
    return this.#sight.all ? [''] : [`and ${seenAt(`${table}.position`)}`, classes];
  }

  /** What nothing has stopped yet, the one due first at the head. */
  deadlines({ after, limit = LIMIT_DEFAULT, owedBy, dueAfter, dueBefore }: Query<'deadlines'>): Page<Due> {
    const parties = owedBy === undefined ? this.#docket.house.parties : [owedBy];
    const sources = parties.map((party) => this.#waits(party, WHAT.deadline));
    const from = parseCursor(after, 4) ?? (dueAfter === undefined ? [0, 0, 0, 0] : [dueAfter, LAST, LAST, LAST]);
    const merged = mergeSources(sources, from, 'ascending', limit + 1);
    return fillPage(
      takeWhile(merged, ([dueAt]) => dueBefore === undefined || dueAt! < dueBefore),
      limit,
      ([, , position, place]) => {
        const { id, state, bytes } = this.#subject(position!)!;
        return { row: { subject: id, kind: state.kind, deadline: this.#today(deadlinesOf(state)[place!]!) }, bytes };
      },
    );
  }

  /** What waits on these parties now: by due time, then subject, in the order of their ids' bytes, then as the subject has it. */
  waits(
    parties: readonly string[],
    { after, limit = LIMIT_DEFAULT, kind }: Omit<Query<'waits'>, 'on' | 'party'>,
  ): Page<Wait> {
    const now = this.#now();
    const sources = parties.flatMap((party) => [
      this.#waits(party, WHAT.deadline),
      this.#waits(party, WHAT.points),
      // Those that have expired wait no more, and no row says so.
      this.#waits(party, WHAT.proposal, now),
    ]);
    const from = parseCursor(after, 4) ?? [0, 0, 0, 0];
    return fillPage(mergeSources(sources, from, 'ascending', limit + 1), limit, ([, , position, place]) => {
      const { state, bytes } = this.#subject(position!)!;
      const wait = kind === undefined || kind === state.kind ? waitAt(waitingIn(state)[place!]!, now) : undefined;
      return { row: wait && { ...wait, openedBy: state.sides[0], words: this.#acts.wordsAt(position!).words }, bytes };
    });
  }

  /** Keys [due time, subject, position, place] of what waits on a party, of one sort, due at `least` or later. */
  #waits(party: string, what: number, least = 0): Source {
    const [seen, ...given] = this.#seen('wait', this.#sight.whole);
    return (behind, count) => {
      const from = behind[0]! < least ? [least, 0, 0, 0] : behind;
      return this.#database
        .all(
          `select due_at, subject_key, position, place from wait indexed by wait_due
           where party = ? and what = ? and (due_at, subject_key, position, place) > (?, ?, ?, ?) ${seen}
           order by due_at, subject_key, position, place limit ?`,
          party,
          what,
          ...(from as [number, number, number, number]),
          ...given,
          count,
        )
        .map((row) => [row['due_at'], row['subject_key'], row['position'], row['place']].map(Number));
    };
  }

  /** The first time after `now` (POSIX seconds) at which a deadline runs out, Infinity if none does. */
  nextDueAfter(now: number): number {
    let next = Infinity;
    for (const party of this.#docket.house.parties) {
      const row = this.#database.get(
        'select min(due_at) as at from wait indexed by wait_due where party = ? and what = 1 and due_at > ?',
        party,
        now,
      );
      if (typeof row?.['at'] === 'number') next = Math.min(next, row['at']);
    }
    return next;
  }

  /** Keys [time, position] of a list, out of the facets that fit. */
  #inOrder(asked: Asked, limit: number): Iterable<Key> {
    const { sort = '-opened', about, dueBefore } = asked;
    const until = parseCursor(asked.until, 2);
    const seen = this.#seenRows(about === undefined ? 'subject' : 'reference', asked);
    const descending = sort.startsWith('-');
    const byDue = sort.endsWith('due');
    // No class is of this marking: there is nothing to look for in all the rows.
    if (seen[1] === '[]') return [];
    const sources = this.#facets(asked)
      .filter((text) => fits(parseFacet(text), asked))
      .map((facet) => this.#source(sort, facet, about, seen));
    const from = startOf(asked.after, descending, byDue ? dueBefore : undefined);
    const merged = mergeSources(sources, from, descending ? 'descending' : 'ascending', limit + 1);
    const due = byDue && dueBefore !== undefined ? takeWhile(merged, ([dueAt]) => dueAt! < dueBefore) : merged;
    if (until === undefined) return due;
    return takeWhile(due, (key) => (descending ? compareKeys(key, until) >= 0 : compareKeys(key, until) <= 0));
  }

  /** The condition that a list has beside its facets: the classes that are seen, those of a marking alone if one is asked for. */
  #seenRows(table: string, { marking }: Asked): [sql: string, ...given: string[]] {
    if (marking === undefined) return this.#seen(table, this.#sight.rows);
    const marked = this.#docket.classes.marked(marking);
    const shown = this.#sight.all ? undefined : new Set(JSON.parse(this.#sight.rows) as string[]);
    const names = marked.filter((name) => shown === undefined || shown.has(name));
    return [`and ${seenAt(`${table}.position`)}`, JSON.stringify(names)];
  }

  /** The same of what a search finds, of whatever facet. */
  #found({ kind, after }: Asked, q: string): Iterable<Found> {
    const cut = this.#docket.cut();
    const folded = (log: Log) => cut[log.origin]!.size;
    return this.#docket.search.find(q, kind, parseCursor(after, 2), folded, this.#sight);
  }

  /** What can be said of a subject without reading its state. */
  #mayBe(position: number, asked: Asked): boolean {
    const { q, dueBefore, marking } = asked;
    if (q === undefined && dueBefore === undefined) return true;
    // What is found comes in the order of its words, whatever its class.
    if (q !== undefined && marking !== undefined && this.#markingAt(position) !== marking) return false;
    const row = this.#database.get('select facet, due_at from subject where position = ?', position);
    // Words of an act that opens nothing, by the rules, are found as well.
    if (row === undefined || !fits(parseFacet(String(row['facet'])), asked)) return false;
    return dueBefore === undefined || (typeof row['due_at'] === 'number' && row['due_at'] < dueBefore);
  }

  /** The facets that occur: found by leaping from each to the next in the index, so that it costs as many steps as there are. */
  #facets({ kind, by, about }: Asked): string[] {
    const prefix = by === undefined || kind === undefined ? kind : `${kind} ${by}`;
    // "!" comes after the space that ends the prefix, and before whatever a longer name goes on with; "~" after every letter.
    const range = prefix === undefined ? ['!', '~'] : [`${prefix} `, `${prefix}!`];
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
  #source(
    sort: Sort,
    facet: string,
    about: string | undefined,
    [seen, ...given]: [sql: string, ...given: string[]],
  ): Source {
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
          `${from} and ${column} = ? and position ${than} ? ${seen} order by position ${order} limit ?`,
          ...which,
          time!,
          position!,
          ...given,
          count,
        ),
      );
      if (same.length === count) return same;
      const beyond = this.#database.all(
        `${from} and ${column} ${than} ? ${seen} order by ${column} ${order}, position ${order} limit ?`,
        ...which,
        time!,
        ...given,
        count - same.length,
      );
      return [...same, ...keysOf(beyond)];
    };
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

  #markingAt(position: number): (typeof TLP)[number] {
    return TLP[this.#docket.classes.at(position)?.marking ?? TLP.length - 1]!;
  }

  #today(deadline: Deadline): DeadlineAt {
    return deadlineAt(deadline, this.#now(), this.#docket.house, this.#docket.times);
  }

  #shown({ id, state: held, digest, position }: Subject, words: JsonObject): SubjectRow {
    const state = this.#sight.all ? held : leaveOut(held, this.#sight.hides);
    const next = nextDeadlineOf(state);
    const { standing, open, category } = facetOf(state);
    return {
      id,
      kind: state.kind,
      openedBy: state.sides[0],
      to: state.sides[1],
      openedAt: state.openedAt,
      standing,
      open,
      ...(category !== '-' && { category }),
      marking: this.#markingAt(position),
      refers: refersOf(state).filter((other) => !this.#sight.hides(other)),
      ...moreOf(state.kind, state),
      words,
      state,
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
