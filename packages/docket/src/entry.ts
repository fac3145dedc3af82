// One log entry as the fold sees it. Every entry of every log becomes one of these, opened or not, so that nothing signed can go
// missing between the record and the docket: it takes effect, or it is disregarded with a code, or it waits.

import type { VerifiedAct } from '@parley/record/act';
import type { Refusal } from '@parley/record/refusal';

/**
 * `party`: whose log it stands in; `index`: where. `act` if `openAct` opened it with the keys that log had introduced before
 * (`introducedKeys`), else `refusal`: why not (`act.malformed`, `act.signature`, `act.key_unknown` …). `id`: base64url leaf hash of the
 * bytes, whatever they are.
 */
export type Entry = { party: string; index: number; id: string; act?: VerifiedAct; refusal?: Refusal };

/**
 * Where an entry stands in the one order of all acts (order.ts). `key`: comparing keys as strings compares places. `iat`: running
 * maximum of `iat` in its log, this entry included. `seen`: running maximum, by party, of how much of the other logs was seen.
 */
export type Place = { key: string; iat: number; seen: Record<string, number> };

/** An entry whose causal past is held. */
export type PlacedEntry = Entry & { place: Place };

/** In docket order. */
export function comparePlaces(a: { place: Place }, b: { place: Place }): number {
  return a.place.key < b.place.key ? -1 : a.place.key > b.place.key ? 1 : 0;
}
