// What the rules may ask of the record: receipts, calendars, roots. Every question without an answer yet is written down, so that a
// fold says by itself what would change its result later, and the node folds again when exactly that arrives.

import type { Calendars } from '#calendar';
import type { House } from '#roster';
import type { Receipts } from '#receipts';

/** What a fold waits for: a first cosignature over that entry, or that party's calendar of that year, published and received. */
export type Await =
  | { kind: 'receipt'; party: string; index: number }
  | { kind: 'calendar'; party: string; year: number };

/** The root of a log at a size, padded base64 as in checkpoints; answers for every size up to what is held. */
export type RootAt = (origin: string, size: number) => string | undefined;

/** What a fold is given beside the acts themselves: plain data and lookups, all of one moment. */
export type Context = { house: House; receipts: Receipts; rootAt: RootAt };

export type Facts = Context & { awaits: Map<string, Await> };

export function gatherFacts(context: Context): Facts {
  const { house, receipts, rootAt } = context;
  return { house, receipts, rootAt, awaits: new Map() };
}

const DAY_SECONDS = 86_400;

/** 9999-12-31T23:59:59Z. A holder may date its cosignatures as it likes; what is dated later counts as this, so that sums stay integers. */
const LATEST_SECONDS = 253_402_300_799;

/** When `by` received an entry of `party`'s log: the first cosignature of its holder that covers it. */
export function receivedAt(facts: Facts, party: string, index: number, by: string): number | null {
  const time = firstAt(facts, party, index, by);
  if (time === undefined) awaitReceipt(facts, party, index);
  return time ?? null;
}

/** When an entry was provable: the earliest cosignature of any other party's holder, or of a witness, that covers it. */
export function coveredAt(facts: Facts, party: string, index: number): number | null {
  let earliest = witnessedAt(facts, party, index);
  for (const other of facts.house.parties) {
    if (other === party) continue;
    const time = firstAt(facts, party, index, other);
    if (time !== undefined && (earliest === null || time < earliest)) earliest = time;
  }
  if (earliest === null) awaitReceipt(facts, party, index);
  return earliest;
}

/** When a witness first cosigned a checkpoint that covers an entry. */
function witnessedAt(facts: Facts, party: string, index: number): number | null {
  let earliest: number | null = null;
  for (const witness of facts.house.witnesses) {
    const time = firstAt(facts, party, index, witness);
    if (time !== undefined && (earliest === null || time < earliest)) earliest = time;
  }
  return earliest;
}

/** When an entry counts as served on `to`: its receipt, or the accord's service days after a witness's cosignature, whichever is first. */
export function servedAt(facts: Facts, party: string, index: number, to: string, serviceDays: number): number | null {
  const received = receivedAt(facts, party, index, to);
  const witnessed = witnessedAt(facts, party, index);
  if (witnessed === null) return received;
  const served = witnessed + serviceDays * DAY_SECONDS;
  return received === null ? served : Math.min(received, served);
}

/** When an answer to `proposer` was provable to it: covered by its holder, or by a witness. */
export function provenTo(facts: Facts, party: string, index: number, proposer: string): number | null {
  const received = receivedAt(facts, party, index, proposer);
  const witnessed = witnessedAt(facts, party, index);
  if (received === null || witnessed === null) return received ?? witnessed;
  return Math.min(received, witnessed);
}

/** When every other party had received an entry: the receipt of an act of the accord. */
export function receivedByAll(facts: Facts, party: string, index: number): number | null {
  let last: number | null = 0;
  for (const other of facts.house.parties) {
    if (other === party) continue;
    const time = receivedAt(facts, party, index, other);
    last = time === null || last === null ? null : Math.max(last, time);
  }
  return last;
}

/** The calendars of a party, as far as published; a year that is not, is waited for. */
export function calendarsOf(facts: Facts, party: string): Calendars {
  const published = facts.house.calendars.get(party);
  return (year) => {
    const calendar = published?.get(year);
    if (calendar === undefined || calendar.publishedAt === null) {
      facts.awaits.set(`calendar ${party} ${year}`, { kind: 'calendar', party, year });
    }
    return calendar;
  };
}

function awaitReceipt(facts: Facts, party: string, index: number): void {
  facts.awaits.set(`receipt ${party} ${index}`, { kind: 'receipt', party, index });
}

function firstAt(facts: Facts, party: string, index: number, by: string): number | undefined {
  const time = facts.receipts.first(party, index, by);
  return time === undefined ? undefined : Math.min(time, LATEST_SECONDS);
}
