// Rows of several sources, each in order, as one list in order. Sources are read in small stretches that grow: a page takes little from
// each, and nothing is open between two steps.

import type { Key } from './page.ts';

/** The first `count` keys behind `after`, in order. */
export type Source = (after: Key, count: number) => Key[];

const STRETCH_MAX = 256;

type Head = { source: Source; keys: Key[]; at: number; count: number; done: boolean };

/** `expected`: how many rows the caller is likely to take. */
export function* mergeSources(
  sources: readonly Source[],
  after: Key,
  order: 'ascending' | 'descending',
  expected: number,
): Generator<Key> {
  const sign = order === 'ascending' ? 1 : -1;
  const count = Math.max(4, Math.ceil((2 * expected) / Math.max(1, sources.length)));
  const heads = sources.map((source) => readOn({ source, keys: [], at: 0, count, done: false }, after));
  for (;;) {
    let first: Head | undefined;
    for (const head of heads) {
      if (head.at === head.keys.length) continue;
      if (first === undefined || sign * compareKeys(head.keys[head.at]!, first.keys[first.at]!) < 0) first = head;
    }
    if (first === undefined) return;
    const key = first.keys[first.at++]!;
    yield key;
    if (first.at === first.keys.length && !first.done) readOn(first, key);
  }
}

function readOn(head: Head, after: Key): Head {
  const count = Math.min(head.count, STRETCH_MAX);
  head.keys = head.source(after, count);
  head.at = 0;
  head.done = head.keys.length < count;
  head.count = 2 * count;
  return head;
}

export function compareKeys(a: Key, b: Key): number {
  for (const [place, number] of a.entries()) {
    if (number !== b[place]) return number - b[place]!;
  }
  return 0;
}
