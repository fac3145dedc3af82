// Where entries and the heads of logs are kept: our own log, and our copy of every counterpart's, alike. One row an entry, its words
// beside it (they may be erased; the entry never is), the hashes of full tiles, and for each log one `head` row.
//
// The head is the one thing that must never roll back. It moves only by compare-and-set, in the transaction that stores what it
// covers, before anything is signed: if we die on any line, either the head and its entries are both there or neither is, and
// what was signed never says more than the head.
//
// What losing each table costs: `entry` and `words` of our log come back from a counterpart, of theirs from them; `tree` is
// computed from `entry`; `head` and `cosigned` are the promise that we never sign two histories, and if they are older than
// what we have signed, only asking every counterpart before signing (recovery) keeps that promise.

import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { EMPTY_ROOT } from '@parley/record/hash';
import type { Database, Migration } from '../platform/sqlite.ts';

/** Positions of one log in `entry`: log number × 2^40 + index, so that one integer key orders and finds everything. */
export const LOG_SPAN = 2 ** 40;
/** Positions of one tile level of one log in `tree`. */
const LEVEL_SPAN = 2 ** 34;
const LEVELS = 64;

export const logTables: Migration = {
  capability: 'log',
  steps: [
    `create table log (
       number integer primary key, party text not null unique, origin text not null unique, own integer not null
     ) strict;
     create table head (
       log integer primary key references log (number), size integer not null, root blob not null, time integer not null
     ) strict;
     create table entry (position integer primary key, id blob not null, bytes blob not null) strict;
     create table entry_key (key integer not null, position integer not null, primary key (key, position)) strict, without rowid;
     create table words (position integer primary key, disclosures text not null) strict;
     create table tree (position integer primary key, hash blob not null) strict;
     create table published (log integer primary key references log (number), size integer not null, note text not null) strict;
     create table cosigned (
       log integer not null references log (number), holder text not null, size integer not null, time integer not null,
       note text not null, primary key (log, holder, size, time)
     ) strict, without rowid;`,
  ],
};

/** The durable head of a log: size, root and the last time that anything was signed for it (POSIX seconds). */
export type Head = { size: number; root: Uint8Array; time: number };

/** A cosigned checkpoint as it is kept: `note` carries the log's and the holder's signatures. */
export type Cosigned = { holder: string; size: number; time: number; note: string };

export class LogStore {
  readonly number: number;
  readonly party: string;
  readonly origin: string;
  readonly own: boolean;
  #database: Database;

  private constructor(database: Database, number: number, party: string, origin: string, own: boolean) {
    this.#database = database;
    this.number = number;
    this.party = party;
    this.origin = origin;
    this.own = own;
  }

  /** Finds the log of `party`, or begins it, empty. */
  static open(database: Database, party: string, origin: string, own: boolean): LogStore {
    return database.transaction(() => {
      const found = LogStore.find(database, party, origin, own);
      if (found !== undefined) return found;
      const next = Number(database.get('select coalesce(max(number), 0) + 1 as number from log')!['number']);
      database.run(
        'insert into log (number, party, origin, own) values (?, ?, ?, ?)',
        next,
        party,
        origin,
        own ? 1 : 0,
      );
      database.run('insert into head (log, size, root, time) values (?, 0, ?, 0)', next, EMPTY_ROOT);
      return new LogStore(database, next, party, origin, own);
    });
  }

  /** The log of `party`, if it was begun. Writes nothing. */
  static find(database: Database, party: string, origin: string, own: boolean): LogStore | undefined {
    const row = database.get('select number from log where origin = ?', origin);
    return row === undefined ? undefined : new LogStore(database, Number(row['number']), party, origin, own);
  }

  position(index: number): number {
    return this.number * LOG_SPAN + index;
  }

  head(): Head {
    const row = this.#database.get('select size, root, time from head where log = ?', this.number)!;
    return { size: Number(row['size']), root: row['root'] as Uint8Array, time: Number(row['time']) };
  }

  /** Compare and set. Throws when the stored head is not `from`: somebody else writes here, and nothing more may be signed. */
  moveHead(from: Head, to: Head): void {
    const changed = this.#database.run(
      'update head set size = ?, root = ?, time = ? where log = ? and size = ? and root = ? and time = ?',
      to.size,
      to.root,
      to.time,
      this.number,
      from.size,
      from.root,
      from.time,
    );
    if (changed !== 1) {
      throw new Error(
        `the stored head of ${this.origin} is not the one this process moved last: another process writes this log`,
      );
    }
  }

  // ── entries and words ──

  putEntry(index: number, id: string, bytes: Uint8Array, disclosures: string | undefined): void {
    const position = this.position(index);
    const idBytes = parseBase64url(id)!;
    this.#database.run('insert into entry (position, id, bytes) values (?, ?, ?)', position, idBytes, bytes);
    this.#database.run('insert into entry_key (key, position) values (?, ?)', entryKey(idBytes), position);
    if (disclosures !== undefined) {
      this.#database.run('insert into words (position, disclosures) values (?, ?)', position, disclosures);
    }
  }

  entry(index: number): Uint8Array | undefined {
    return this.#database.get('select bytes from entry where position = ?', this.position(index))?.['bytes'] as
      | Uint8Array
      | undefined;
  }

  id(index: number): string | undefined {
    const row = this.#database.get('select id from entry where position = ?', this.position(index));
    return row === undefined ? undefined : encodeBase64url(row['id'] as Uint8Array);
  }

  /** Entries `from` … `to` − 1, as far as they are stored. */
  entries(from: number, to: number): Uint8Array[] {
    return this.#database
      .all(
        'select bytes from entry where position >= ? and position < ? order by position',
        this.position(from),
        this.position(to),
      )
      .map((row) => row['bytes'] as Uint8Array);
  }

  /** As `entries`, with their ids. */
  identified(from: number, to: number): { id: string; bytes: Uint8Array }[] {
    return this.#database
      .all(
        'select id, bytes from entry where position >= ? and position < ? order by position',
        this.position(from),
        this.position(to),
      )
      .map((row) => ({ id: encodeBase64url(row['id'] as Uint8Array), bytes: row['bytes'] as Uint8Array }));
  }

  /** The disclosures of entries `from` … `to` − 1, as JSON array texts; undefined where an entry has none stored. */
  words(from: number, to: number): (string | undefined)[] {
    const found: (string | undefined)[] = Array.from({ length: to - from }, () => undefined);
    const base = this.position(from);
    for (const row of this.#database.all(
      'select position, disclosures from words where position >= ? and position < ?',
      base,
      this.position(to),
    )) {
      found[Number(row['position']) - base] = String(row['disclosures']);
    }
    return found;
  }

  /** Puts other disclosures of an entry in place of those that are stored: what is left of them when some are erased. */
  replaceWords(index: number, disclosures: string): void {
    this.#database.run('update words set disclosures = ? where position = ?', disclosures, this.position(index));
  }

  // ── the tree ──

  /** The hash of the full tile-level-`level` subtree `index`; level 0 are the leaf hashes. Throws if it is not stored. */
  treeHash(level: number, index: number): Uint8Array {
    const row =
      level === 0
        ? this.#database.get('select id as hash from entry where position = ?', this.position(index))
        : this.#database.get('select hash from tree where position = ?', this.#treePosition(level, index));
    if (row === undefined)
      throw new Error(`the tree of ${this.origin} lacks the hash ${level}/${index}: the database is damaged`);
    return row['hash'] as Uint8Array;
  }

  /** Hashes `from` … `to` − 1 of a tile level, as far as they are stored. */
  treeHashes(level: number, from: number, to: number): Uint8Array[] {
    const rows =
      level === 0
        ? this.#database.all(
            'select id as hash from entry where position >= ? and position < ? order by position',
            this.position(from),
            this.position(to),
          )
        : this.#database.all(
            'select hash from tree where position >= ? and position < ? order by position',
            this.#treePosition(level, from),
            this.#treePosition(level, to),
          );
    return rows.map((row) => row['hash'] as Uint8Array);
  }

  putTreeHash(level: number, index: number, hash: Uint8Array): void {
    this.#database.run(
      'insert into tree (position, hash) values (?, ?) on conflict (position) do update set hash = excluded.hash',
      this.#treePosition(level, index),
      hash,
    );
  }

  #treePosition(level: number, index: number): number {
    return (this.number * LEVELS + level) * LEVEL_SPAN + index;
  }

  // ── checkpoints ──

  published(): { size: number; note: string } | undefined {
    const row = this.#database.get('select size, note from published where log = ?', this.number);
    return row === undefined ? undefined : { size: Number(row['size']), note: String(row['note']) };
  }

  putPublished(size: number, note: string): void {
    this.#database.run(
      'insert into published (log, size, note) values (?, ?, ?) on conflict (log) do update set size = excluded.size, note = excluded.note',
      this.number,
      size,
      note,
    );
  }

  /**
   * Keeps a cosigned checkpoint. For one size the first time is the receipt and stays for ever; of later refreshes only the
   * newest is kept, as proof of what was not there by then.
   */
  putCosigned({ holder, size, time, note }: Cosigned): void {
    this.#database.run(
      `delete from cosigned where log = ?1 and holder = ?2 and size = ?3 and time < ?4
         and time > (select min(time) from cosigned where log = ?1 and holder = ?2 and size = ?3)`,
      this.number,
      holder,
      size,
      time,
    );
    this.#database.run(
      'insert into cosigned (log, holder, size, time, note) values (?, ?, ?, ?, ?) on conflict do nothing',
      this.number,
      holder,
      size,
      time,
      note,
    );
  }

  /** The cosigned checkpoints of one holder after (size, time), in order. */
  cosignedAfter(holder: string, size: number, time: number, limit: number): Cosigned[] {
    return this.#database
      .all(
        `select holder, size, time, note from cosigned
         where log = ? and holder = ? and (size, time) > (?, ?) order by size, time limit ?`,
        this.number,
        holder,
        size,
        time,
        limit,
      )
      .map(cosignedOf);
  }

  /** The first cosigned checkpoint of `holder` that covers entry `index`: its receipt. */
  receipt(holder: string, index: number): Cosigned | undefined {
    const row = this.#database.get(
      'select holder, size, time, note from cosigned where log = ? and holder = ? and size > ? order by size, time limit 1',
      this.number,
      holder,
      index,
    );
    return row === undefined ? undefined : cosignedOf(row);
  }

  newestCosigned(holder: string): Cosigned | undefined {
    const row = this.#database.get(
      'select holder, size, time, note from cosigned where log = ? and holder = ? order by size desc, time desc limit 1',
      this.number,
      holder,
    );
    return row === undefined ? undefined : cosignedOf(row);
  }

  newestCosignedByAny(): Cosigned | undefined {
    const row = this.#database.get(
      'select holder, size, time, note from cosigned where log = ? order by size desc, time desc limit 1',
      this.number,
    );
    return row === undefined ? undefined : cosignedOf(row);
  }

  /** What a holder cosigned last, the newest first, without the notes. */
  newestReceipts(holder: string, limit: number): { size: number; time: number }[] {
    return this.#database
      .all(
        'select size, time from cosigned where log = ? and holder = ? order by size desc, time desc limit ?',
        this.number,
        holder,
        limit,
      )
      .map((row) => ({ size: Number(row['size']), time: Number(row['time']) }));
  }

  /** As `cosignedAfter`, of all holders. */
  cosignedByAnyAfter(size: number, time: number, limit: number): Cosigned[] {
    return this.#database
      .all(
        'select holder, size, time, note from cosigned where log = ? and (size, time) > (?, ?) order by size, time, holder limit ?',
        this.number,
        size,
        time,
        limit,
      )
      .map(cosignedOf);
  }

  /** Any cosigned checkpoint of exactly this size. */
  cosignedOf(size: number): string | undefined {
    return this.#database.get('select note from cosigned where log = ? and size = ? limit 1', this.number, size)?.[
      'note'
    ] as string | undefined;
  }

  /** Every (size, time) that `holder` cosigned, without the notes. */
  cosignedTimes(holder: string): { size: number; time: number }[] {
    return this.#database
      .all('select size, time from cosigned where log = ? and holder = ? order by size, time', this.number, holder)
      .map((row) => ({ size: Number(row['size']), time: Number(row['time']) }));
  }
}

/** Where an act id is found, in the log of that number if one is given: its log number and index, or undefined. */
export function findEntry(database: Database, id: string, inLog?: number): { log: number; index: number } | undefined {
  const bytes = parseBase64url(id);
  if (bytes?.length !== 32) return undefined;
  for (const row of database.all(
    'select e.position, e.id from entry_key k join entry e on e.position = k.position where k.key = ?',
    entryKey(bytes),
  )) {
    const position = Number(row['position']);
    const log = Math.floor(position / LOG_SPAN);
    if (inLog !== undefined && log !== inLog) continue;
    if (encodeBase64url(row['id'] as Uint8Array) === id) return { log, index: position % LOG_SPAN };
  }
  return undefined;
}

/** The first six bytes of an id as an integer: a small index instead of one of whole ids; the id itself decides. */
function entryKey(id: Uint8Array): number {
  let key = 0;
  for (let i = 0; i < 6; i++) key = key * 256 + id[i]!;
  return key;
}

function cosignedOf(row: Record<string, unknown>): Cosigned {
  return {
    holder: String(row['holder']),
    size: Number(row['size']),
    time: Number(row['time']),
    note: String(row['note']),
  };
}
