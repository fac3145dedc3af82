// The shelf of contradictions. *Proven* evidence convicts a counterpart by its own signatures and stops the cosigning of its log;
// *unproven* is two heads it offered without a proof that one extends the other: refused, kept, and shown for what it is.

import type { Database } from '../platform/sqlite.ts';

export type Alarm = { log: string; kind: string; object: string; foundAt: number };

/** A liar may offer a thousand heads; that many tell the story. */
const UNPROVEN_MAX = 64;

export class EvidenceShelf {
  #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Keeps an object once. `object` is the text that anyone can check. */
  put(log: number, kind: string, object: string, nowSeconds: number): void {
    if (kind === 'unproven') {
      const kept = this.#database.get(`select count(*) as n from evidence where log = ? and kind = 'unproven'`, log);
      if (Number(kept!['n']) >= UNPROVEN_MAX) return;
    }
    this.#database.run(
      'insert into evidence (log, kind, object, found_at) values (?, ?, ?, ?) on conflict do nothing',
      log,
      kind,
      object,
      nowSeconds,
    );
  }

  /** Whether a log has convicted itself. */
  convicts(log: number): boolean {
    return (
      this.#database.get(`select 1 as found from evidence where log = ? and kind <> 'unproven' limit 1`, log) !==
      undefined
    );
  }

  all(): Alarm[] {
    return this.#database
      .all(
        'select l.origin, e.kind, e.object, e.found_at from evidence e join log l on l.number = e.log order by e.number',
      )
      .map((row) => ({
        log: String(row['origin']),
        kind: String(row['kind']),
        object: String(row['object']),
        foundAt: Number(row['found_at']),
      }));
  }
}
