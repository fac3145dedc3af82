// A disk that fails when it is told to. The database is the node's own, on a real file without durability: a crash leaves the file as it
// was last committed, which is what a durable disk leaves after a pulled plug. A write is a commit, or a single statement outside a
// transaction; each can fail, be done and yet not answered, or be the last thing that the process sees, before it or after it.

import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appTables } from '@parley/node/app';
import { Database } from '@parley/node/platform/sqlite';
import type { Life } from './timeline.ts';

/** What happens to a write. */
export type Mishap = 'fails' | 'answer lost' | 'crash before' | 'crash after';

/** The disk did it. */
export class DiskError extends Error {}

/** The process died within a call of the disk; nobody is left to catch this. */
export class CrashError extends Error {}

/** Memory where the machine has it as a file system: a run writes some thousand times. */
const ROOT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export function makeFolder(): string {
  return mkdtempSync(join(ROOT, 'parley-simulator-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

export class Disk {
  readonly #folder: string;
  #database: Database | undefined;
  #armed: { writes: number; mishap: Mishap; times: number } | undefined;
  #full = false;
  /** Every mishap of the present life, newest last. */
  mishaps: Mishap[] = [];
  #onMishap: (mishap: Mishap) => void;

  constructor(folder: string, onMishap: (mishap: Mishap) => void) {
    this.#folder = folder;
    this.#onMishap = onMishap;
    mkdirSync(folder);
  }

  get #path(): string {
    return join(this.#folder, 'parley.db');
  }

  /** For one life. Before the next, `close`. What a life that is over still reads does no harm; it writes nothing. */
  open(life: Life): Database {
    this.mishaps = [];
    const database = Database.open(this.#path, appTables, 'off');
    this.#database = database;
    const { raw } = database;
    const exec = raw.exec.bind(raw);
    raw.exec = (sql) => {
      requireAlive(life);
      if (sql === 'commit') this.#write(life, () => exec(sql));
      else exec(sql);
    };
    const run = database.run.bind(database);
    database.run = (sql, ...values) => {
      requireAlive(life);
      let changes = 0;
      const work = () => {
        changes = run(sql, ...values);
      };
      if (raw.isTransaction) work();
      else this.#write(life, work);
      return changes;
    };
    this.#limit();
    return database;
  }

  #write(life: Life, work: () => void): void {
    const armed = this.#armed;
    if (armed === undefined || --armed.writes > 0) {
      work();
      return;
    }
    if (--armed.times === 0 || armed.mishap !== 'fails') this.#armed = undefined;
    this.mishaps.push(armed.mishap);
    this.#onMishap(armed.mishap);
    switch (armed.mishap) {
      case 'fails':
        throw new DiskError('a write failed');
      case 'answer lost':
        work();
        throw new DiskError('a write was done and its answer lost');
      case 'crash before':
        life.dead = true;
        throw new CrashError('the process died before a write');
      case 'crash after':
        work();
        life.dead = true;
        throw new CrashError('the process died after a write');
    }
  }

  /** The `writes`-th write from now meets this; if it fails, so do those after it, `times` in all. */
  arm(writes: number, mishap: Mishap, times = 1): void {
    this.#armed = { writes, mishap, times };
  }

  disarm(): void {
    this.#armed = undefined;
  }

  get full(): boolean {
    return this.#full;
  }

  /** No page more: SQLite itself says that the disk is full. */
  set full(full: boolean) {
    this.#full = full;
    this.#limit();
  }

  #limit(): void {
    if (this.#database === undefined || !this.#database.raw.isOpen) return;
    const { raw } = this.#database;
    const { page_count: pages } = raw.prepare('pragma page_count').get() as { page_count: number };
    raw.prepare(`pragma max_page_count = ${this.#full ? pages : 2 ** 30}`).get();
  }

  /** The process is gone: what was not committed never was. */
  close(): void {
    if (this.#database?.raw.isOpen === true) this.#database.close();
    this.#database = undefined;
  }

  /** A copy of the file as it is committed now: what an operator put aside. */
  copy(name: string): void {
    for (const end of ['', '-wal']) {
      const to = join(this.#folder, `${name}${end}`);
      rmSync(to, { force: true });
      if (existsSync(this.#path + end)) copyFileSync(this.#path + end, to);
    }
  }

  /** Puts a copy in the place of the file. Only while it is closed. */
  restore(name: string): void {
    for (const end of ['', '-wal', '-shm']) {
      rmSync(this.#path + end, { force: true });
      const from = join(this.#folder, `${name}${end}`);
      if (end !== '-shm' && existsSync(from)) copyFileSync(from, this.#path + end);
    }
  }
}

function requireAlive(life: Life): void {
  if (life.dead) throw new CrashError('this process is over');
}

/** Whether a fault of a node is what its disk did to it. */
export function isDiskFault(cause: unknown): boolean {
  return cause instanceof DiskError || cause instanceof CrashError || /database or disk is full/.test(String(cause));
}
