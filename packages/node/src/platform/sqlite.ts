// One SQLite file a node. Durable means durable: WAL with synchronous=FULL, so a commit that returned survives a pulled plug.
// Each capability brings its own tables as numbered migrations; this file knows none of them.

import { DatabaseSync, type StatementSync } from 'node:sqlite';

export type Sql = null | number | bigint | string | Uint8Array;

/** A capability's tables: `steps[n]` takes it from version n to n+1. Steps are never edited once released. */
export type Migration = { capability: string; steps: string[] };

/** Thrown when the file was written by a newer Parley: its tables cannot be understood, so nothing is touched. */
export class NewerDatabaseError extends Error {}

/** How long another process that writes is waited for. */
const BUSY_TIMEOUT_MS = 5000;

export type Durability = 'full' | 'off';

/** A connection with its prepared statements kept, and one transaction at a time. */
export class Database {
  readonly raw: DatabaseSync;
  readonly #durability: Durability;
  #statements = new Map<string, StatementSync>();
  #writing = new Map<string, StatementSync>();
  #inTransaction = false;
  #onRollback: (() => void)[] = [];

  private constructor(raw: DatabaseSync, durability: Durability) {
    this.raw = raw;
    this.#durability = durability;
  }

  /**
   * Opens or makes the file and brings every capability's tables up to date, in one transaction.
   * `durability: 'off'` is for simulations and fixtures whose loss is part of the plan.
   */
  static open(path: string, migrations: Migration[], durability: Durability = 'full'): Database {
    const raw = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    const database = new Database(raw, durability);
    try {
      // What is deleted is overwritten: words that were erased must not stand in a page that happens to be free.
      raw.exec(`pragma secure_delete = on; pragma journal_mode = wal; pragma synchronous = ${durability}; pragma temp_store = memory;
        pragma cache_size = -32768; pragma wal_autocheckpoint = 4000; pragma foreign_keys = on`);
      database.#migrate(migrations);
    } catch (cause) {
      raw.close();
      throw cause;
    }
    return database;
  }

  /** Over a connection that reads one snapshot, whose owner has seen to the versions of its tables, and closes it. */
  static over(snapshot: DatabaseSync): Database {
    return new Database(snapshot, 'full');
  }

  #migrate(migrations: Migration[]): void {
    this.transaction(() => {
      this.raw.exec(
        'create table if not exists migration (capability text primary key, version integer not null) strict',
      );
      for (const { capability, steps } of migrations) {
        const found = this.get('select version from migration where capability = ?', capability);
        const version = found === undefined ? 0 : Number(found['version']);
        if (version > steps.length) {
          throw new NewerDatabaseError(
            `the database holds version ${version} of “${capability}” and this Parley knows ${steps.length}: start the newer Parley that wrote it`,
          );
        }
        for (const step of steps.slice(version)) this.raw.exec(step);
        this.run(
          'insert into migration (capability, version) values (?, ?) on conflict (capability) do update set version = excluded.version',
          capability,
          steps.length,
        );
      }
    });
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.raw.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** How many rows were changed. Nobody reads the last row’s number, which a full-text index takes beyond what a number can say. */
  run(sql: string, ...values: Sql[]): number {
    let statement = this.#writing.get(sql);
    if (statement === undefined) {
      statement = this.raw.prepare(sql);
      statement.setReadBigInts(true);
      this.#writing.set(sql, statement);
    }
    return Number(statement.run(...values).changes);
  }

  get(sql: string, ...values: Sql[]): Record<string, Sql> | undefined {
    return this.#prepare(sql).get(...values);
  }

  all(sql: string, ...values: Sql[]): Record<string, Sql>[] {
    return this.#prepare(sql).all(...values);
  }

  /** Rows one at a time, for tables of any length; `sql` must not be stepped twice at once. */
  *each(sql: string, ...values: Sql[]): Generator<Record<string, Sql>> {
    const statement = this.raw.prepare(sql);
    yield* statement.iterate(...values) as Iterable<Record<string, Sql>>;
  }

  /** Whoever keeps in memory what is stored reads it back when a transaction came to nothing. */
  onRollback(listener: () => void): void {
    this.#onRollback.push(listener);
  }

  /** All of `work` or nothing. Synchronous, so nothing else runs on this connection in between. */
  transaction<T>(work: () => T): T {
    if (this.#inTransaction) throw new Error('a transaction is already open on this connection');
    this.raw.exec('begin immediate');
    this.#inTransaction = true;
    try {
      const value = work();
      this.raw.exec('commit');
      return value;
    } catch (cause) {
      if (this.raw.isTransaction) this.raw.exec('rollback');
      this.#inTransaction = false;
      for (const listener of this.#onRollback) listener();
      throw cause;
    } finally {
      this.#inTransaction = false;
    }
  }

  /**
   * As `transaction`, for what can be made again from what is durable (a read model, a signature over a durable head): its commit does
   * not wait for the disk. A process that dies loses nothing of it; a machine that does may lose it, until the next commit that
   * waits, and never loses more than the end.
   */
  derive<T>(work: () => T): T {
    if (this.#durability === 'off') return this.transaction(work);
    this.raw.exec('pragma synchronous = normal');
    try {
      return this.transaction(work);
    } finally {
      this.raw.exec('pragma synchronous = full');
    }
  }

  /**
   * Empties the journal beside the file, which still has the pages that were overwritten in it. False if somebody reads from it: nobody is
   * waited for, since nothing else runs meanwhile.
   */
  emptyJournal(): boolean {
    this.raw.exec('pragma busy_timeout = 0');
    try {
      return this.raw.prepare('pragma wal_checkpoint(truncate)').get()?.['busy'] === 0;
    } finally {
      this.raw.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`);
    }
  }

  close(): void {
    this.#statements.clear();
    this.#writing.clear();
    this.raw.close();
  }
}
