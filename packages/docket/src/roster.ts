// What the house says at a place: who was in office at which index of which log, which terms govern an act. Types and lookups alone;
// house.ts folds them.

import type { Accord } from '@parley/record/accord';
import type { JsonObject } from '@parley/record/json';
import type { Refusal } from '@parley/record/refusal';
import type { Calendar } from '#calendar';
import type { Entry } from '#entry';
import type { Await } from '#facts';
import type { Correction, Erasure, Note, Proposal, Translation } from '#kind';
import type { Offices, Terms } from '#terms';

/** An appointment. `appointed`, `relieved`: index in its own log; times in seconds; null: not so. */
export type Officer = {
  kid: string;
  id: string;
  office: string;
  from: number;
  until: number | null;
  deputyOf: string | null;
  appointed: number;
  relieved: number | null;
  compromisedSince: number | null;
};

/** What one party's log says of itself. `keyActs`: indices that `keys` counts, ascending. `roots`: root keys, each since an index. */
export type LogHouse = {
  origin: string;
  founded: number | null;
  keyActs: number[];
  roots: { kid: string; since: number }[];
  officers: Officer[];
};

/** Terms and offices, and since when: the place of the completing endorsement, and the `iat` from which they govern. */
export type TermsVersion = { id: string; key: string; from: number; inForceAt: number; terms: Terms; offices: Offices };

/** The house's share of the docket, plain JSON. */
export type HouseState = {
  kind: 'accord';
  id: string;
  /** when each log held accord.found and every other party had received it */
  inForceAt: number | null;
  parties: {
    id: string;
    founded: number | null;
    officers: Officer[];
    keys: { id: string; index: number; body: JsonObject }[];
    addresses: { id: string; index: number; body: JsonObject } | null;
    contacts: { id: string; index: number; receivedAt: number | null; body: JsonObject } | null;
    calendars: { id: string; year: number; publishedAt: number | null; body: JsonObject }[];
  }[];
  /** acts with effect, in order */
  acts: { id: string; type: string; party: string; index: number; signedAt: number; receivedAt: number | null }[];
  versions: { id: string; from: number; inForceAt: number; terms: JsonObject; offices: JsonObject }[];
  proposals: Proposal[];
  notes: Note[];
  translations: Translation[];
  corrections: Correction[];
  erasures: Erasure[];
};

/** A signed act, or an entry that is none, without effect; it stays in the record. */
export type Disregarded = {
  party: string;
  index: number;
  id: string;
  code: string;
  detail: string;
  /** what the refusal names beside: the current `keys`, the kid … */
  more: { [member: string]: unknown };
};

export type House = {
  document: Accord;
  /** the accord's id */
  accord: string;
  /** in the accord's order */
  parties: readonly string[];
  witnesses: readonly string[];
  partyOf: ReadonlyMap<string, string>;
  logs: ReadonlyMap<string, LogHouse>;
  versions: readonly TermsVersion[];
  calendars: ReadonlyMap<string, ReadonlyMap<number, Calendar>>;
  state: HouseState;
  disregarded: Disregarded[];
  awaits: Await[];
};

/** The terms that govern an act: those of the last amendment completed before its place whose `from` is not after its `iat`. */
export function termsAt(house: Pick<House, 'versions'>, key: string, iat: number): TermsVersion {
  return house.versions.findLast((version) => version.key < key && version.from <= iat) ?? house.versions[0]!;
}

/** What `keys` must be in the next act of a party's log; undefined for its first. */
export function keysForNext(house: House, party: string): number | undefined {
  return house.logs.get(party)!.keyActs.at(-1);
}

/** The line of an entry without effect. */
export function disregard({ party, index, id }: Entry, { code, detail, ...more }: Refusal): Disregarded {
  return { party, index, id, code, detail, more };
}
