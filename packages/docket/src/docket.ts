// The whole docket from a whole record: what an auditor folds, and what the incremental folds of a node must equal. Everything that is in
// a log comes out: in a state, disregarded with a code, or waiting for what it has seen.

import { originOf } from '@parley/record/key';
import type { Accord } from '@parley/record/accord';
import { docketDigest, subjectDigest, type Cut } from '#digest';
import { comparePlaces, type Entry, type PlacedEntry } from '#entry';
import type { RootAt } from '#facts';
import { foldSubject, type SubjectFold } from '#fold';
import { foldHouse } from '#house';
import { isObliged, obligeSubject } from '#obligations/oblige';
import { placeEntry } from '#order';
import type { Receipts } from '#receipts';
import { disregard, type Disregarded, type House } from '#roster';
import { refuseUnrouted, routeOf } from '#route';

/** `logs`: by party, every entry in order of index, opened with the keys that log had introduced. */
export type DocketRecord = {
  accord: Accord;
  accordId: string;
  logs: ReadonlyMap<string, readonly Entry[]>;
  receipts: Receipts;
  rootAt: RootAt;
};

/** `subjects` in the order of their first acts. */
export type Docket = { house: House; subjects: Map<string, SubjectFold> };

export function foldDocket(record: DocketRecord): { docket: Docket; disregarded: Disregarded[]; waiting: Entry[] } {
  const { accord, accordId, receipts, rootAt } = record;
  const { placed, waiting } = placeAll(record);
  const ofHouse: PlacedEntry[] = [];
  const ofSubjects = new Map<string, PlacedEntry[]>();
  const disregarded: Disregarded[] = [];
  for (const entry of placed) {
    const route = routeOf(entry);
    if (route.to === 'house') ofHouse.push(entry);
    else if (route.to === 'subject') {
      const entries = ofSubjects.get(route.subject);
      if (entries === undefined) ofSubjects.set(route.subject, [entry]);
      else entries.push(entry);
    } else disregarded.push(disregardUnrouted(entry));
  }
  const house = foldHouse(accord, accordId, ofHouse, { receipts, rootAt });
  const context = { house, receipts, rootAt };
  const subjects = new Map<string, SubjectFold>();
  disregarded.push(...house.disregarded);
  for (const [subject, entries] of ofSubjects) {
    const fold = foldSubject(context, subject, entries);
    subjects.set(subject, fold);
    disregarded.push(...fold.disregarded);
  }
  const states = new Map([...subjects].map(([id, { state }]) => [id, state]));
  for (const [subject, fold] of subjects) {
    if (fold.state === undefined || !isObliged(fold.state)) continue;
    const { state, awaits } = obligeSubject(context, fold.state, (id) => states.get(id));
    subjects.set(subject, { ...fold, state, awaits: [...fold.awaits, ...awaits] });
  }
  return { docket: { house, subjects }, disregarded, waiting };
}

/** The line of an entry that `routeOf` sends nowhere. */
export function disregardUnrouted(entry: Entry): Disregarded {
  return disregard(entry, refuseUnrouted(entry));
}

/** The digest of a whole docket at a cut. */
export function digestOfDocket({ house, subjects }: Docket, disregarded: readonly Disregarded[], cut: Cut): string {
  const digests: [string, string][] = [[house.accord, subjectDigest(house.state)]];
  for (const [id, { state }] of subjects) if (state !== undefined) digests.push([id, subjectDigest(state)]);
  return docketDigest({
    accord: house.accord,
    cut,
    subjects: digests,
    disregarded: disregarded.map(({ party, index, code }) => [house.logs.get(party)!.origin, index, code]),
  });
}

/** All entries whose causal past is there, in docket order, and the others. */
export function placeAll({ accord, accordId, logs }: Pick<DocketRecord, 'accord' | 'accordId' | 'logs'>): {
  placed: PlacedEntry[];
  waiting: Entry[];
} {
  const partyOf = new Map(accord.parties.map(({ id }) => [originOf(accord, accordId, id), id]));
  const byParty = new Map<string, PlacedEntry[]>(accord.parties.map(({ id }) => [id, []]));
  for (let moved = true; moved;) {
    moved = false;
    for (const [party, own] of byParty) {
      const log = logs.get(party) ?? [];
      while (own.length < log.length) {
        const entry = log[own.length]!;
        const placing = placeEntry(
          entry,
          own.at(-1)?.place,
          (origin) => partyOf.get(origin),
          (other, index) => byParty.get(other)?.[index]?.place.key,
        );
        if (!placing.ok) break;
        own.push({ ...entry, place: placing.place });
        moved = true;
      }
    }
  }
  const placed = [...byParty.values()].flat().toSorted(comparePlaces);
  const waiting = [...byParty].flatMap(([party, own]) => (logs.get(party) ?? []).slice(own.length));
  return { placed, waiting };
}
