// How much a log may grow in a day, as the accord says: so that no party can drown the other, or its own officers' words, in entries. Days
// are UTC, by the clock of whoever counts. A sender keeps the quota when it files, a holder when it holds; a refusal passes by
// itself with the day.

import { refuse, type Refusal } from '@parley/record/refusal';
import type { Database, Migration } from '../platform/sqlite.ts';

export const quotaTables: Migration = {
  capability: 'quota',
  steps: [
    `create table intake (
       log integer not null, day integer not null, entries integer not null, bytes integer not null, primary key (log, day)
     ) strict, without rowid;`,
  ],
};

/** Of one log and one UTC day. */
export type Quotas = { entriesPerDay: number; bytesPerDay: number };

const DAY_SECONDS = 86_400;

export class Quota {
  #database: Database;
  #quotas: Quotas;

  constructor(database: Database, quotas: Quotas) {
    this.#database = database;
    this.#quotas = quotas;
  }

  /**
   * Counts entries and their bytes towards the day of `nowSeconds`, or refuses and counts nothing. Within the transaction that
   * stores them.
   */
  take(log: number, entries: number, bytes: number, nowSeconds: number): Refusal | undefined {
    const day = Math.floor(nowSeconds / DAY_SECONDS);
    const row = this.#database.get('select entries, bytes from intake where log = ? and day = ?', log, day);
    const total = { entries: Number(row?.['entries'] ?? 0) + entries, bytes: Number(row?.['bytes'] ?? 0) + bytes };
    const { entriesPerDay, bytesPerDay } = this.#quotas;
    if (total.entries > entriesPerDay || total.bytes > bytesPerDay) {
      const detail = `taking ${entries} entries of ${bytes} bytes: with them this log would have ${total.entries} entries and ${total.bytes} bytes today, the accord allows ${entriesPerDay} and ${bytesPerDay} a day`;
      return refuse('log.quota', detail).refusal;
    }
    this.#database.run(
      `insert into intake (log, day, entries, bytes) values (?, ?, ?, ?)
       on conflict (log, day) do update set entries = excluded.entries, bytes = excluded.bytes`,
      log,
      day,
      total.entries,
      total.bytes,
    );
    return undefined;
  }
}
