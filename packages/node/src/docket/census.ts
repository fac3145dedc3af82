// Every subject by what lists and figures go by, in memory: how many there are of anything is then counted, not asked of the database row by row.
// It is read when it is first wanted, a stretch at a time behind whoever files, and from then on only what was written since is read again.
// Some 150 bytes a subject.

import { setImmediate as turn } from 'node:timers/promises';
import type { SubjectState } from '@parley/docket/kind';
import type { Database, Sql } from '../platform/sqlite.ts';
import { endedAtOf } from './ended.ts';
import { parseFacet, type Facet } from './facet.ts';

/** `what`: as in the table of waits. `dueAt`: of what has no end, the greatest. */
export type CensusWait = { party: string; what: number; dueAt: number };

/** `dueAt`: Infinity where no deadline runs. `endedAt`: undefined until somebody asks for it. */
export type CensusRow = {
  position: number;
  facet: Facet;
  class: string;
  openedAt: number;
  dueAt: number;
  waits: readonly CensusWait[];
  endedAt: number | undefined;
};

/** Ascending by time, then by position: the order of the lists. */
export type Orders = { opened: readonly CensusRow[]; due: readonly CensusRow[] };

/** Rows read before others get their turn: a few milliseconds. */
const STRETCH = 2000;
/** The same of rows that are looked up one by one. */
const STRETCH_SINGLE = 200;

const NONE: readonly CensusWait[] = [];

export class Census {
  #database: Database;
  #rows = new Map<number, CensusRow>();
  #opened: CensusRow[] = [];
  #due: CensusRow[] = [];
  #touched = new Set<number>();
  #facets = new Map<string, Facet>();
  /** Whether it is wanted: read, or being read. */
  #wanted = false;
  #whole = false;
  #reading: Promise<void> | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Rows of a subject were written, or its class. */
  touch(position: number): void {
    if (this.#wanted) this.#touched.add(position);
  }

  /** What was read is no longer so: it is read again when it is wanted. */
  drop(): void {
    this.#whole = false;
    this.#rows = new Map();
    this.#touched.clear();
  }

  /** What stands in the tables now. `look` runs at once, and keeps nothing. */
  async ask<Told>(look: (orders: Orders) => Told): Promise<Told> {
    this.#wanted = true;
    while (!this.#whole || this.#touched.size > 0) {
      this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
      await this.#reading;
    }
    return look({ opened: this.#opened, due: this.#due });
  }

  /** The same, when it is known of every closed subject of a kind when it ended. */
  async askEnded<Told>(kind: string, look: (orders: Orders) => Told): Promise<Told> {
    for (;;) {
      const unknown = await this.ask(({ opened }) => {
        const some: CensusRow[] = [];
        for (const row of opened) {
          if (row.endedAt === undefined && !row.facet.open && row.facet.kind === kind) some.push(row);
          if (some.length === STRETCH_SINGLE) break;
        }
        return some;
      });
      for (const row of unknown) row.endedAt = this.#endOf(row);
      if (unknown.length < STRETCH_SINGLE) return this.ask(look);
      await turn();
    }
  }

  async #read(): Promise<void> {
    if (!this.#whole) await this.#readAll();
    else await this.#readTouched();
  }

  async #readAll(): Promise<void> {
    const rows = new Map<number, CensusRow>();
    this.#rows = rows;
    this.#touched.clear();
    const opened: CensusRow[] = [];
    const due: CensusRow[] = [];
    // Facet by facet, each in order: sorting then merges what is sorted.
    await this.#each(
      `select facet, opened_at, position from subject indexed by subject_opened
       where (facet, opened_at, position) > (?, ?, ?) order by facet, opened_at, position limit ${STRETCH}`,
      ['facet', 'opened_at', 'position'],
      ['', -1, -1],
      (row) => {
        const position = Number(row['position']);
        // Written meanwhile under another facet: it is read by itself when all the others are.
        if (rows.has(position)) return;
        const one: CensusRow = {
          position,
          facet: this.#facetOf(String(row['facet'])),
          class: '',
          openedAt: Number(row['opened_at']),
          dueAt: Infinity,
          waits: NONE,
          endedAt: undefined,
        };
        rows.set(position, one);
        opened.push(one);
      },
    );
    await this.#each(
      `select facet, due_at, position from subject indexed by subject_due
       where due_at is not null and (facet, due_at, position) > (?, ?, ?) order by facet, due_at, position limit ${STRETCH}`,
      ['facet', 'due_at', 'position'],
      ['', -1, -1],
      (row) => {
        const one = rows.get(Number(row['position']));
        if (one === undefined || one.dueAt !== Infinity) return;
        one.dueAt = Number(row['due_at']);
        due.push(one);
      },
    );
    const classes = new Map<string, string>();
    await this.#each(
      `select position, class from classed indexed by classed_position where position > ? order by position limit ${STRETCH}`,
      ['position'],
      [-1],
      (row) => {
        const one = rows.get(Number(row['position']));
        const name = String(row['class']);
        if (!classes.has(name)) classes.set(name, name);
        if (one !== undefined) one.class = classes.get(name)!;
      },
    );
    await this.#each(
      `select position, place, party, what, due_at from wait where (position, place) > (?, ?) order by position, place limit ${STRETCH}`,
      ['position', 'place'],
      [-1, -1],
      (row) => {
        const one = rows.get(Number(row['position']));
        if (one !== undefined) one.waits = [...one.waits, waitOf(row)];
      },
    );
    // Dropped meanwhile: whoever waits has it read again.
    if (this.#rows !== rows) return;
    this.#opened = opened.toSorted(byOpening);
    this.#due = due.toSorted(byDue);
    this.#whole = true;
  }

  async #readTouched(): Promise<void> {
    const rows = this.#rows;
    const added: CensusRow[] = [];
    const gone = new Set<CensusRow>();
    let count = 0;
    for (const position of this.#touched) {
      this.#touched.delete(position);
      const before = rows.get(position);
      const now = this.#rowAt(position);
      if (before !== undefined && before.openedAt === now?.openedAt && before.dueAt === now.dueAt) {
        Object.assign(before, now);
      } else {
        if (before !== undefined) gone.add(before);
        rows.delete(position);
        if (now !== undefined) {
          rows.set(position, now);
          added.push(now);
        }
      }
      if (++count % STRETCH_SINGLE === 0) {
        await turn();
        if (this.#rows !== rows) return;
      }
    }
    if (added.length === 0 && gone.size === 0) return;
    const kept = (list: readonly CensusRow[]) => (gone.size === 0 ? list : list.filter((row) => !gone.has(row)));
    const still = added.filter((row) => rows.get(row.position) === row);
    this.#opened = [...kept(this.#opened), ...still].toSorted(byOpening);
    this.#due = [...kept(this.#due), ...still.filter(({ dueAt }) => dueAt !== Infinity)].toSorted(byDue);
  }

  #rowAt(position: number): CensusRow | undefined {
    const row = this.#database.get('select facet, opened_at, due_at from subject where position = ?', position);
    if (row === undefined) return undefined;
    const known = this.#database.get('select class from classed where position = ?', position);
    const waits = this.#database.all(
      'select party, what, due_at from wait where position = ? order by place',
      position,
    );
    return {
      position,
      facet: this.#facetOf(String(row['facet'])),
      class: String(known?.['class'] ?? ''),
      openedAt: Number(row['opened_at']),
      dueAt: row['due_at'] === null ? Infinity : Number(row['due_at']),
      waits: waits.length === 0 ? NONE : waits.map(waitOf),
      endedAt: undefined,
    };
  }

  #endOf({ position }: CensusRow): number {
    const row = this.#database.get('select state from subject where position = ?', position);
    return row === undefined ? 0 : endedAtOf(JSON.parse(String(row['state'])) as SubjectState);
  }

  /** Rows of a table of any length, a stretch at a time. */
  async #each(
    sql: string,
    key: readonly string[],
    first: Sql[],
    take: (row: Record<string, Sql>) => void,
  ): Promise<void> {
    let after = first;
    for (;;) {
      const rows = this.#database.all(sql, ...after);
      for (const row of rows) take(row);
      if (rows.length < STRETCH) return;
      after = key.map((name) => rows.at(-1)![name]!);
      await turn();
    }
  }

  #facetOf(text: string): Facet {
    let facet = this.#facets.get(text);
    if (facet === undefined) this.#facets.set(text, (facet = parseFacet(text)));
    return facet;
  }
}

const byOpening = (a: CensusRow, b: CensusRow) => a.openedAt - b.openedAt || a.position - b.position;
const byDue = (a: CensusRow, b: CensusRow) => a.dueAt - b.dueAt || a.position - b.position;

function waitOf(row: Record<string, Sql>): CensusWait {
  return { party: String(row['party']), what: Number(row['what']), dueAt: Number(row['due_at']) };
}
