// The scratch files of an audit: what was verified, out of memory, and in the order that the fold wants it. Three SQLite files in a folder of
// their own below the system's temporary folder, removed when the audit ends; nothing in them outlives it, so nothing is made durable.
//
//     record.db   entries, their places in the order of all acts, roots that acts have seen, receipts    written, then read by workers
//     docket.db   what the fold says: a digest a subject, a line a disregarded act                       written by the audit alone
//     spill.db    subjects of the second pass, and the states that they refer to                         written, then read by workers
//
// A log is known by its number, the place of its party in the accord; an entry by its position, number × 2^40 + index.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { parseBase64url } from '@parley/record/base64';
import type { Place } from '@parley/docket/entry';
import type { Cosigned } from '@parley/docket/receipts';
import type { Row } from '#audit/bundle';

export const SPAN = 2 ** 40;

/** Rows in one transaction. */
const ROWS_A_COMMIT = 50_000;

const RECORD = `
  -- act: JSON of payload and kids, or null where the entry could not be opened. code, detail: why it goes nowhere. house: 1 if it is of the house.
  create table entry (
    position integer primary key, id blob not null, act text, iat integer, seen text, house integer not null, subject blob, code text, detail text
  ) strict;
  create table place (position integer primary key, key text not null, iat integer not null, seen text not null) strict;
  create table subject_entry (subject blob not null, key text not null, position integer not null) strict;
  create table root (log integer not null, size integer not null, root text, primary key (log, size)) strict, without rowid;
  create table cosigned (party text not null, by text not null, size integer not null, time integer not null) strict;`;

const DOCKET = `
  create table subject (id text primary key, kind text not null, digest text not null) strict, without rowid;
  create table disregarded (position integer primary key, code text not null, detail text not null) strict;`;

const SPILL = `
  -- Subjects of which the second pass has something to say yet.
  create table obliged (subject text primary key) strict, without rowid;
  -- Subjects that those refer to; state: what their own acts give them, null where nothing opened them or it is not folded yet.
  create table first (subject text primary key, state text) strict, without rowid;`;

/** What placing an entry needs of it. `seen`: JSON as in its payload. */
export type Claim = {
  iat: number | null;
  seen: string | null;
  house: number;
  subject: Uint8Array | null;
  code: string | null;
  detail: string | null;
};

export class Scratch {
  readonly folder = mkdtempSync(join(tmpdir(), 'parley-audit-'));
  #record = new Bulk(recordPath(this.folder), RECORD);
  #docket = new Bulk(join(this.folder, 'docket.db'), DOCKET);
  #spill = new Bulk(spillPath(this.folder), SPILL);
  #seenLast = new Map<number, number>();

  remove(): void {
    this.#record.close();
    this.#docket.close();
    this.#spill.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** `numberOf`: of the log with that origin, undefined if the accord has none. */
  putEntry(position: number, row: Row, numberOf: (origin: string) => number | undefined): void {
    const insert =
      'insert into entry (position, id, act, iat, seen, house, subject, code, detail) values (?, ?, ?, ?, ?, ?, ?, ?, ?)';
    const id = parseBase64url(row.id)!;
    if (!('act' in row)) {
      const { code, detail } = row.refusal;
      this.#record.write(insert, position, id, null, null, null, 0, null, code, detail);
      return;
    }
    const { act, iat, seen, route } = row;
    const subject = route.to === 'subject' ? parseBase64url(route.subject)! : null;
    const [code, detail] = route.to === 'nothing' ? [route.code, route.detail] : [null, null];
    const seenText = seen === undefined ? null : JSON.stringify(seen);
    this.#record.write(insert, position, id, act, iat, seenText, route.to === 'house' ? 1 : 0, subject, code, detail);
    for (const origin in seen ?? {}) {
      const log = numberOf(origin);
      const size = seen![origin]!.n;
      // Acts that were signed at about the same time have seen the same head.
      if (log === undefined || this.#seenLast.get(log) === size) continue;
      this.#seenLast.set(log, size);
      this.#record.write('insert into root (log, size) values (?, ?) on conflict do nothing', log, size);
    }
  }

  claim(position: number): Claim | undefined {
    return this.#record.get(
      'select iat, seen, house, subject, code, detail from entry where position = ?',
      position,
    ) as Claim | undefined;
  }

  putPlace(position: number, { key, iat, seen }: Place, subject: Uint8Array | null): void {
    this.#record.write(
      'insert into place (position, key, iat, seen) values (?, ?, ?, ?)',
      position,
      key,
      iat,
      JSON.stringify(seen),
    );
    if (subject !== null)
      this.#record.write('insert into subject_entry (subject, key, position) values (?, ?, ?)', subject, key, position);
  }

  keyAt(position: number): string | undefined {
    return this.#record.get('select key from place where position = ?', position)?.['key'] as string | undefined;
  }

  /** Sizes of a log that some act has seen, ascending. */
  *seenSizes(log: number): Generator<number> {
    for (const row of this.#record.each('select size from root where log = ? order by size', log))
      yield Number(row['size']);
  }

  putRoot(log: number, size: number, root: string): void {
    this.#record.write('update root set root = ? where log = ? and size = ?', root, log, size);
  }

  /** The leaf hashes of a log, in order. */
  *leaves(log: number): Generator<Uint8Array> {
    const rows = this.#record.each(
      'select id from entry where position >= ? and position < ? order by position',
      log * SPAN,
      (log + 1) * SPAN,
    );
    for (const row of rows) yield row['id'] as Uint8Array;
  }

  putCosigned(party: string, { by, size, time }: Cosigned): void {
    this.#record.write('insert into cosigned (party, by, size, time) values (?, ?, ?, ?)', party, by, size, time);
  }

  /** Everything of the record is written: from here on workers read it. */
  settle(): void {
    this.#record.run('create index subject_entry_order on subject_entry (subject, key, position)');
    this.#record.commit();
  }

  putSubject(id: string, kind: string, digest: string): void {
    this.#docket.write('insert into subject (id, kind, digest) values (?, ?, ?)', id, kind, digest);
  }

  /** The second pass gave it another digest. */
  changeSubject(id: string, digest: string): void {
    this.#docket.write('update subject set digest = ? where id = ?', digest, id);
  }

  /** The second pass has to say what follows for a subject from those that it refers to. */
  putObliged(id: string, refers: readonly string[]): void {
    this.#spill.write('insert into obliged (subject) values (?)', id);
    for (const other of refers) {
      this.#spill.write('insert into first (subject) values (?) on conflict do nothing', other);
    }
  }

  putFirst(id: string, state: string | null): void {
    this.#spill.write('update first set state = ? where subject = ?', state, id);
  }

  /** Some ids at a time, in order. */
  *idsOf(which: 'obliged' | 'first', count: number): Generator<string[]> {
    for (let last = ''; ;) {
      const ids = Array.from(
        this.#spill.each(`select subject from ${which} where subject > ? order by subject limit ?`, last, count),
        (row) => String(row['subject']),
      );
      if (ids.length > 0) yield ids;
      if (ids.length < count) return;
      last = ids.at(-1)!;
    }
  }

  /** Every state that the second pass reads is written: from here on workers read it. */
  settleSpill(): void {
    this.#spill.commit();
  }

  putDisregarded(position: number, code: string, detail: string): void {
    this.#docket.write('insert into disregarded (position, code, detail) values (?, ?, ?)', position, code, detail);
  }

  /** By id. */
  subjects(): IterableIterator<{ id: string; digest: string }> {
    return this.#docket.each('select id, digest from subject order by id') as IterableIterator<{
      id: string;
      digest: string;
    }>;
  }

  countByKind(): Record<string, number> {
    return countsOf(
      this.#docket.each('select kind as name, count(*) as count from subject group by kind order by kind'),
    );
  }

  /** Of one log, by index. */
  disregarded(log: number): IterableIterator<{ position: number; code: string; detail: string }> {
    return this.#docket.each(
      'select position, code, detail from disregarded where position >= ? and position < ? order by position',
      log * SPAN,
      (log + 1) * SPAN,
    ) as IterableIterator<{ position: number; code: string; detail: string }>;
  }

  countByCode(): Record<string, number> {
    return countsOf(
      this.#docket.each('select code as name, count(*) as count from disregarded group by code order by code'),
    );
  }
}

export function recordPath(folder: string): string {
  return join(folder, 'record.db');
}

export function spillPath(folder: string): string {
  return join(folder, 'spill.db');
}

function countsOf(rows: Iterable<Record<string, unknown>>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[String(row['name'])] = Number(row['count']);
  return counts;
}

type Value = null | number | string | Uint8Array;

/** A database that is written in long transactions and lost with the process. */
class Bulk {
  #database: DatabaseSync;
  #statements = new Map<string, StatementSync>();
  #written = 0;

  constructor(path: string, tables: string) {
    // Not defensive: a journal protects what is worth keeping, and this is not.
    this.#database = new DatabaseSync(path, { defensive: false });
    this.#database.exec(
      `pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -16384; ${tables} begin`,
    );
  }

  write(sql: string, ...values: Value[]): void {
    this.#prepare(sql).run(...values);
    this.#written++;
    if (this.#written % ROWS_A_COMMIT !== 0) return;
    this.commit();
  }

  run(sql: string): void {
    this.#database.exec(sql);
  }

  get(sql: string, ...values: Value[]): Record<string, unknown> | undefined {
    return this.#prepare(sql).get(...values);
  }

  /** Rows one at a time; many may be read side by side. */
  each(sql: string, ...values: Value[]): IterableIterator<Record<string, unknown>> {
    return this.#database.prepare(sql).iterate(...values);
  }

  commit(): void {
    this.#database.exec('commit; begin');
  }

  close(): void {
    this.#database.close();
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) this.#statements.set(sql, (statement = this.#database.prepare(sql)));
    return statement;
  }
}
