// Pages: rows come as candidates in the order of their keys, lists of whole numbers; a cursor is the key at which a page ended, so new rows
// move nothing. Reading runs on the thread that files, so an answer ends early, with a cursor to go on from, when it has looked at enough.

import type { Page } from '../../api/app.ts';

/** Compared number by number. The last one is a position, so no two rows have one key. */
export type Key = readonly number[];

/** Candidates looked at for one answer. */
export const LOOKED_AT_MAX = 1000;
/** Bytes read for one answer: some five milliseconds of parsing. */
export const PAGE_BYTES_MAX = 512 * 1024;

/** Numbers with dots between: nothing that a URL would escape. */
export function encodeCursor(key: Key): string {
  return key.join('.');
}

/** The key of `length` numbers in a cursor; undefined for any other text, from which a list begins anew. */
export function parseCursor(text: string | undefined, length: number): Key | undefined {
  if (text === undefined || !/^\d{1,16}(\.\d{1,16})*$/.test(text)) return undefined;
  const key = text.split('.').map(Number);
  return key.length === length && key.every(Number.isSafeInteger) ? key : undefined;
}

/** `look` gives the row of a candidate, undefined where a filter leaves it out, and how many bytes that took. */
export function fillPage<Row>(
  candidates: Iterable<Key>,
  limit: number,
  look: (key: Key) => { row: Row | undefined; bytes: number },
): Page<Row> {
  const items: Row[] = [];
  let looked = 0;
  let read = 0;
  let last: Key = [];
  for (const key of candidates) {
    if (items.length === limit || looked === LOOKED_AT_MAX || read >= PAGE_BYTES_MAX)
      return { items, next: encodeCursor(last) };
    const { row, bytes } = look(key);
    if (row !== undefined) items.push(row);
    looked++;
    read += bytes;
    last = key;
  }
  return { items };
}
