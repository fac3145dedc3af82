// One order for all acts, the same on every node (3-docket §1). It is a merge: among the heads of all logs whose `seen` prefix has
// been emitted, repeatedly emit the least by
//
//   K(x) = (running maximum of iat in its log, party id, index)
//
// A merge needs all logs. A node that takes in one act at a time, and a database that sorts, need a key of the act itself, that
// never changes once its causal past is held. There is one, because an act becomes available exactly when the last emitted of its
// predecessors is: its own log's previous entry and, for every other log, the last entry of the running maximum of `seen`. Call
// that one its parent. The merge is then a walk over the tree of parents that always takes the least K among what is available, and
// such a walk visits nodes in the order of their paths from the root, each path reduced to the elements that are greater than
// every later one (an element followed by a greater one cannot have held anything back):
//
//   key(x) = key(parent) without its trailing elements < K(x), then K(x);   keys compare element by element, a prefix first
//
// A log's K only grows, so a key holds at most one element a party. Encoded so that comparing strings compares keys:
//
//   element = iat in 8 digits of base 32 · party id · "," · number of digits of index in base 32 · those digits
//   ("," sorts before every character of a party id)
//
// An entry that could not be opened keeps its log's running maxima and so its place. An act whose `seen` reaches beyond what is
// held waits, and its log waits behind it. `seen` of a log that the accord does not have orders nothing.

import type { VerifiedAct } from '@parley/record/act';
import type { Place } from '#entry';

/** What an act waits for: `size` entries of `party`'s log, held and placed. */
export type Waits = { party: string; size: number };

export type Placing = { ok: true; place: Place } | { ok: false; waits: Waits };

/**
 * The place of the entry at `index` of `party`'s log. `before`: the place of its predecessor, absent at index 0. `partyOf`: the party
 * that has a log of that origin. `keyOf`: the key of an entry that is held and placed, else undefined; how often it is asked is bounded by
 * the number of parties.
 */
export function placeEntry(
  entry: { party: string; index: number; act?: VerifiedAct },
  before: Place | undefined,
  partyOf: (origin: string) => string | undefined,
  keyOf: (party: string, index: number) => string | undefined,
): Placing {
  let parent = before?.key ?? '';
  let seen = before?.seen ?? {};
  const payload = entry.act?.payload;
  for (const origin in payload?.seen ?? {}) {
    const party = partyOf(origin);
    const size = payload!.seen![origin]!.n;
    if (party === undefined || party === entry.party || size <= (seen[party] ?? 0)) continue;
    const key = keyOf(party, size - 1);
    if (key === undefined) return { ok: false, waits: { party, size } };
    if (key > parent) parent = key;
    seen = { ...seen, [party]: size };
  }
  const iat = Math.max(before?.iat ?? 0, payload?.iat ?? 0);
  return { ok: true, place: { key: appendElement(parent, encodeElement(iat, entry.party, entry.index)), iat, seen } };
}

const IAT_DIGITS = 8;

function encodeElement(iat: number, party: string, index: number): string {
  const digits = index.toString(32);
  return `${iat.toString(32).padStart(IAT_DIGITS, '0')}${party},${digits.length.toString(32)}${digits}`;
}

// Elements of a key are in descending order, so the first one that is less than the new one starts the tail that falls away.
function appendElement(key: string, element: string): string {
  let start = 0;
  while (start < key.length) {
    const comma = key.indexOf(',', start + IAT_DIGITS);
    const end = comma + 2 + Number.parseInt(key[comma + 1]!, 32);
    if (key.slice(start, end) < element) break;
    start = end;
  }
  return key.slice(0, start) + element;
}
