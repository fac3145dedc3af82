// Pages of the desk's lists: rows by a key of one or two whole numbers, looked at one by one until the page is full.

import type { Page } from '../api/app.ts';
import { fillPage, type Key } from '../docket/reader/page.ts';
import type { Sql } from '../platform/sqlite.ts';

const LIMIT = 50;
/** What a row takes of an answer's budget unless it says more. */
const ROW_BYTES = 512;

type Found = Record<string, Sql>;

/** `view` gives undefined for a row that is not shown. Rows come in the order of the page. */
export function seekPage<Row>(
  rows: Iterable<Found>,
  limit: number | undefined,
  keyOf: (row: Found) => Key,
  view: (row: Found) => Row | undefined,
): Page<Row> {
  let at: Found = {};
  const keys = (function* () {
    for (const row of rows) {
      at = row;
      yield keyOf(row);
    }
  })();
  return fillPage(keys, limit ?? LIMIT, () => {
    const row = view(at);
    return { row, bytes: ROW_BYTES + (row === undefined ? 0 : JSON.stringify(row).length) };
  });
}

export function seqOf(row: Found): Key {
  return [Number(row['seq'])];
}

/** Every number below that of the cursor, or all. */
export function below(key: Key | undefined): number {
  return key?.[0] ?? Number.MAX_SAFE_INTEGER;
}

export function byOf(row: Found): { account: string; name: string } {
  return { account: String(row['account']), name: String(row['name']) };
}
