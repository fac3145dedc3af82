// Every entry's place in the one order of all acts, worked out as soon as what it has seen is there, in whatever order the logs come in.

import type { VerifiedAct } from '@parley/record/act';
import type { Place } from '@parley/docket/entry';
import { placeEntry } from '@parley/docket/order';
import { SPAN, type Scratch } from '#audit/scratch';

type Cursor = {
  party: string;
  number: number;
  stored: number;
  placed: number;
  place: Place | undefined;
  waits: Waits | undefined;
};
type Waits = { number: number; size: number };

export class Placing {
  #scratch: Scratch;
  #cursors: Cursor[];
  #byParty: Map<string, Cursor>;
  #partyOf: (origin: string) => string | undefined;

  constructor(scratch: Scratch, parties: readonly string[], partyOf: (origin: string) => string | undefined) {
    this.#scratch = scratch;
    this.#cursors = parties.map((party, number) => ({
      party,
      number,
      stored: 0,
      placed: 0,
      place: undefined,
      waits: undefined,
    }));
    this.#byParty = new Map(this.#cursors.map((cursor) => [cursor.party, cursor]));
    this.#partyOf = partyOf;
  }

  /** So many entries of a log are in the scratch file: they, and what waited for them, are placed. */
  stored(number: number, size: number): void {
    this.#cursors[number]!.stored = size;
    for (let moved = true; moved;) {
      moved = false;
      for (const cursor of this.#cursors) {
        const { waits } = cursor;
        if (waits !== undefined && this.#cursors[waits.number]!.placed < waits.size) continue;
        while (cursor.placed < cursor.stored && this.#placeNext(cursor)) moved = true;
      }
    }
  }

  placed(number: number): number {
    return this.#cursors[number]!.placed;
  }

  #placeNext(cursor: Cursor): boolean {
    const { party, number, placed: index } = cursor;
    const position = number * SPAN + index;
    const claim = this.#scratch.claim(position)!;
    const placing = placeEntry(
      { party, index, ...(claim.iat === null ? {} : { act: claimed(claim.iat, claim.seen) }) },
      cursor.place,
      this.#partyOf,
      (other, at) => this.#scratch.keyAt(this.#byParty.get(other)!.number * SPAN + at),
    );
    if (!placing.ok) {
      const { waits } = placing;
      cursor.waits = { number: this.#byParty.get(waits.party)!.number, size: waits.size };
      return false;
    }
    cursor.waits = undefined;
    cursor.place = placing.place;
    cursor.placed++;
    this.#scratch.putPlace(position, placing.place, claim.subject);
    if (claim.code !== null) this.#scratch.putDisregarded(position, claim.code, claim.detail ?? '');
    return true;
  }
}

/** What the order reads of an opened act. */
function claimed(iat: number, seen: string | null): VerifiedAct {
  return { payload: { iat, ...(seen === null ? {} : { seen: JSON.parse(seen) as object }) } } as VerifiedAct;
}
