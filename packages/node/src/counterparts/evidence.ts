// The shelf of contradictions. *Proven* evidence convicts a counterpart by its own signatures and stops the cosigning of its log;
// *unproven* is two heads it offered without a proof that one extends the other: refused, kept, and shown for what it is.

import type { Database } from '../platform/sqlite.ts';

export type Alarm = { log: string; kind: string; object: string; foundAt: number };

/** Objects kept of one log and kind: a liar may offer a thousand heads; that many tell the story. */
export const OBJECTS_MAX = 16;

export class EvidenceShelf {
  #database: Database;
  /** What is kept, as long as nothing was added: it is asked for at every look at the node's health. */
  #alarms: Alarm[] | undefined;

  constructor(database: Database) {
    this.#database = database;
    database.onRollback(() => (this.#alarms = undefined));
  }

  /** Keeps an object once. `object` is the text that anyone can check. */
  put(log: number, kind: string, object: string, nowSeconds: number): void {
    const kept = this.#database.get('select count(*) as n from evidence where log = ? and kind = ?', log, kind);
    if (Number(kept!['n']) >= OBJECTS_MAX) return;
    this.#alarms = undefined;
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
    this.#alarms ??= this.#database
      .all(
        'select l.origin, e.kind, e.object, e.found_at from evidence e join log l on l.number = e.log order by e.number',
      )
      .map((row) => ({
        log: String(row['origin']),
        kind: String(row['kind']),
        object: String(row['object']),
        foundAt: Number(row['found_at']),
      }));
    return [...this.#alarms];
  }
}
