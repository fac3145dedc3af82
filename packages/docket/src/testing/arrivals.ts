// A docket kept up as entries and cosignatures arrive, in any order that keeps each log and each cosigner in sequence: what a node does
// with its database, in a few maps. It folds again exactly what the rules say an arrival touches, so a test that compares it with a full
// fold tests those rules.

import type { Accord } from '@parley/record/accord';
import { digestOfDocket, disregardUnrouted, type Docket, type DocketRecord } from '#docket';
import { comparePlaces, type Entry, type PlacedEntry } from '#entry';
import type { Context, RootAt } from '#facts';
import { foldSubject, type SubjectFold } from '#fold';
import { foldHouse, houseChange } from '#house';
import { obligeSubject, refersOf } from '#obligations/oblige';
import { placeEntry } from '#order';
import { receiptsOf, type Cosigned } from '#receipts';
import type { Disregarded, House } from '#roster';
import { routeOf } from '#route';

export class Arrivals {
  readonly accord: Accord;
  readonly accordId: string;
  readonly rootAt: RootAt;
  house: House;
  /** `fold`: the first pass; `obliged`: the second, kept up along the references of others to a subject that changed */
  readonly subjects = new Map<string, { entries: PlacedEntry[]; fold: SubjectFold; obliged: SubjectFold }>();
  readonly unrouted: Disregarded[] = [];
  readonly #arrived = new Map<string, Entry[]>();
  readonly #placed = new Map<string, PlacedEntry[]>();
  readonly #cosigned: Record<string, Cosigned[]> = {};
  #ofHouse: PlacedEntry[] = [];

  constructor(accord: Accord, accordId: string, rootAt: RootAt) {
    this.accord = accord;
    this.accordId = accordId;
    this.rootAt = rootAt;
    for (const { id } of accord.parties) {
      this.#arrived.set(id, []);
      this.#placed.set(id, []);
      this.#cosigned[id] = [];
    }
    this.house = this.#foldHouse();
  }

  entryArrives(entry: Entry): void {
    this.#arrived.get(entry.party)!.push(entry);
    for (let moved = true; moved;) {
      moved = false;
      for (const [party, own] of this.#placed) {
        const next = this.#arrived.get(party)![own.length];
        if (next === undefined) continue;
        const placing = placeEntry(
          next,
          own.at(-1)?.place,
          (origin) => this.house.partyOf.get(origin),
          (other, index) => this.#placed.get(other)?.[index]?.place.key,
        );
        if (!placing.ok) continue;
        const placed = { ...next, place: placing.place };
        own.push(placed);
        this.#take(placed);
        moved = true;
      }
    }
  }

  cosignatureArrives(party: string, cosigned: Cosigned): void {
    const list = this.#cosigned[party]!;
    const from = list.findLast(({ by }) => by === cosigned.by)?.size ?? 0;
    list.push(cosigned);
    const touches = (one: { party: string; index: number }) =>
      one.party === party && one.index >= from && one.index < cosigned.size;
    const awaited = (fold: Pick<SubjectFold, 'awaits'>) =>
      fold.awaits.some((one) => one.kind === 'receipt' && touches(one));
    if (this.#ofHouse.some(touches) || awaited(this.house)) this.#refoldHouse();
    for (const [subject, { entries, obliged }] of this.subjects) {
      if (entries.some(touches) || awaited(obliged)) this.#refold(subject, entries);
    }
  }

  #take(entry: PlacedEntry): void {
    const route = routeOf(entry);
    if (route.to === 'nothing') this.unrouted.push(disregardUnrouted(entry));
    else if (route.to === 'house') {
      this.#ofHouse = [...this.#ofHouse, entry].toSorted(comparePlaces);
      this.#refoldHouse();
    } else {
      const entries = [...(this.subjects.get(route.subject)?.entries ?? []), entry].toSorted(comparePlaces);
      this.#refold(route.subject, entries);
    }
  }

  #refoldHouse(): void {
    const before = this.house;
    this.house = this.#foldHouse();
    const { all, calendars } = houseChange(before, this.house);
    for (const [subject, { entries, obliged }] of this.subjects) {
      const runsBy = obliged.awaits.some(
        (one) =>
          one.kind === 'calendar' && calendars.some(({ party, year }) => party === one.party && year === one.year),
      );
      if (all || runsBy) this.#refold(subject, entries);
    }
  }

  #foldHouse(): House {
    return foldHouse(this.accord, this.accordId, this.#ofHouse, {
      receipts: receiptsOf(this.#cosigned),
      rootAt: this.rootAt,
    });
  }

  #refold(subject: string, entries: PlacedEntry[]): void {
    const fold = foldSubject(this.#context(), subject, entries);
    this.subjects.set(subject, { entries, fold, obliged: fold });
    this.#oblige(subject);
    for (const [id, other] of this.subjects) {
      const { state } = other.fold;
      if (state !== undefined && refersOf(state).includes(subject)) this.#oblige(id);
    }
  }

  #oblige(subject: string): void {
    const { entries, fold } = this.subjects.get(subject)!;
    if (fold.state === undefined) return;
    const { state, awaits } = obligeSubject(this.#context(), fold.state, (id) => this.subjects.get(id)?.fold.state);
    this.subjects.set(subject, { entries, fold, obliged: { ...fold, state, awaits: [...fold.awaits, ...awaits] } });
  }

  /** Subjects whose obligations are not those that follow from the first pass as it is now. */
  stale(): string[] {
    const context = this.#context();
    const others = (id: string) => this.subjects.get(id)?.fold.state;
    return [...this.subjects].flatMap(([id, { fold, obliged }]) => {
      if (fold.state === undefined) return [];
      const { obligations } = obligeSubject(context, fold.state, others).state;
      return JSON.stringify(obligations) === JSON.stringify(obliged.state!.obligations) ? [] : [id];
    });
  }

  #context(): Context {
    return { house: this.house, receipts: receiptsOf(this.#cosigned), rootAt: this.rootAt };
  }

  /** What has arrived so far. */
  record(): DocketRecord {
    const { accord, accordId, rootAt } = this;
    return { accord, accordId, logs: this.#arrived, receipts: receiptsOf(this.#cosigned), rootAt };
  }

  docket(): { docket: Docket; disregarded: Disregarded[]; waiting: number } {
    const subjects = new Map([...this.subjects].map(([id, { obliged }]) => [id, obliged]));
    const disregarded = [
      ...this.unrouted,
      ...this.house.disregarded,
      ...[...subjects.values()].flatMap((one) => one.disregarded),
    ];
    let waiting = 0;
    for (const [party, log] of this.#arrived) waiting += log.length - this.#placed.get(party)!.length;
    return { docket: { house: this.house, subjects }, disregarded, waiting };
  }

  digest(): string {
    const { docket, disregarded } = this.docket();
    return digestOfDocket(docket, disregarded, {});
  }
}
