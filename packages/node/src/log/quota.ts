// How much a log may grow, as the accord says: so that no party can drown the other, or its own officers' words, in entries. Days are
// UTC, by the clock of whoever counts.
//
//   who files   keeps the quota of each day
//   who holds   keeps the quotas of all days since the accord: what was not used stays open
//
// So a log that was filed in order is always held, also when a week of it arrives at once after a cut line, or when the two clocks
// disagree about midnight. A refusal passes by itself with the day.

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
  #firstDay: number;

  /** `dated`: the accord's day, YYYY-MM-DD. */
  constructor(database: Database, quotas: Quotas, dated: string) {
    this.#database = database;
    this.#quotas = quotas;
    this.#firstDay = Math.floor(Date.parse(`${dated}T00:00:00Z`) / 1000 / DAY_SECONDS);
  }

  /** Counts what is filed towards its day, or refuses and counts nothing. Within the transaction that stores it. */
  file(log: number, entries: number, bytes: number, nowSeconds: number): Refusal | undefined {
    const day = Math.floor(nowSeconds / DAY_SECONDS);
    const used = this.#used('select entries, bytes from intake where log = ? and day = ?', log, day);
    return this.#count(log, day, { entries, bytes }, used, 1);
  }

  /** Counts what is held towards all days since the accord, or refuses and counts nothing. Within the transaction that stores it. */
  hold(log: number, entries: number, bytes: number, nowSeconds: number): Refusal | undefined {
    const day = Math.floor(nowSeconds / DAY_SECONDS);
    const used = this.#used('select sum(entries) as entries, sum(bytes) as bytes from intake where log = ?', log);
    // A clock may be a day off, either way.
    return this.#count(log, day, { entries, bytes }, used, Math.max(1, day - this.#firstDay + 2));
  }

  #used(sql: string, ...values: number[]): { entries: number; bytes: number } {
    const row = this.#database.get(sql, ...values);
    return { entries: Number(row?.['entries'] ?? 0), bytes: Number(row?.['bytes'] ?? 0) };
  }

  #count(
    log: number,
    day: number,
    taken: { entries: number; bytes: number },
    used: { entries: number; bytes: number },
    days: number,
  ): Refusal | undefined {
    const { entriesPerDay, bytesPerDay } = this.#quotas;
    if (used.entries + taken.entries > entriesPerDay * days || used.bytes + taken.bytes > bytesPerDay * days) {
      const detail = `taking ${taken.entries} entries of ${taken.bytes} bytes beside ${used.entries} entries of ${used.bytes} bytes: the accord allows ${entriesPerDay} entries and ${bytesPerDay} bytes a day, and this would be more than ${days === 1 ? 'today’s' : `those of ${days} days`}`;
      return refuse('log.quota', detail).refusal;
    }
    this.#database.run(
      `insert into intake (log, day, entries, bytes) values (?, ?, ?, ?)
       on conflict (log, day) do update set entries = entries + excluded.entries, bytes = bytes + excluded.bytes`,
      log,
      day,
      taken.entries,
      taken.bytes,
    );
    return undefined;
  }
}
