// What a record went through: every way in which a subject of each kind stood, and every state a deadline was in. Read from the record
// alone, by folding it as far as it was told at each act: once before the other side had received that act, and once after.

import { deadlineAt } from '@parley/docket/asof';
import type { Deadline } from '@parley/docket/deadline';
import { foldDocket, placeAll, type Docket } from '@parley/docket/docket';
import type { PlacedEntry } from '@parley/docket/entry';
import { foldSubject } from '@parley/docket/fold';
import type { SubjectState } from '@parley/docket/kind';
import { kinds } from '@parley/docket/kinds';
import { receiptsOf, type Receipts } from '@parley/docket/receipts';
import type { ListedRecord } from '@parley/docket/report/cut';
import { routeOf } from '@parley/docket/route';

/** Each list sorted. `acts`: how many of each type took effect or did not. `standings` by kind; `now`: how many subjects stand so at the end. */
export type Reached = {
  acts: Record<string, number>;
  standings: Record<string, string[]>;
  now: Record<string, Record<string, number>>;
  deadlines: string[];
  disregarded: Record<string, number>;
};

export function reachedBy(record: ListedRecord): Reached {
  const receipts = receiptsOf(record.cosigned);
  const { docket, disregarded } = foldDocket({ ...record, receipts });
  const acts: Record<string, number> = {};
  for (const log of record.logs.values()) {
    for (const { act } of log) if (act !== undefined) count(acts, act.payload.type);
  }
  const codes: Record<string, number> = {};
  for (const { code } of disregarded) count(codes, code);
  const standings: Record<string, string[]> = {};
  const now: Record<string, Record<string, number>> = {};
  const add = (state: SubjectState) => {
    const { standing } = standingOf(state);
    const known = (standings[state.kind] ??= []);
    if (!known.includes(standing)) known.push(standing);
    return standing;
  };
  for (const state of statesBefore(record, docket)) add(state);
  const states: SubjectState[] = [];
  for (const { state } of docket.subjects.values()) if (state !== undefined) states.push(state);
  for (const state of states) count((now[state.kind] ??= {}), add(state));
  for (const known of Object.values(standings)) known.sort();
  return { acts, standings, now, deadlines: deadlineStates(states, docket, receipts), disregarded: codes };
}

function count(into: Record<string, number>, name: string): void {
  into[name] = (into[name] ?? 0) + 1;
}

function standingOf(state: SubjectState) {
  return kinds.find(({ name }) => name === state.kind)!.standing(state);
}

/** Every subject as it was after each of its acts: unreceived, and with all that was known when the next was said. */
function* statesBefore(record: ListedRecord, { house }: Docket): Generator<SubjectState> {
  const bySubject = new Map<string, PlacedEntry[]>();
  for (const entry of placeAll(record).placed) {
    const route = routeOf(entry);
    if (route.to !== 'subject') continue;
    const entries = bySubject.get(route.subject);
    if (entries === undefined) bySubject.set(route.subject, [entry]);
    else entries.push(entry);
  }
  for (const [subject, entries] of bySubject) {
    for (const [place, { act }] of entries.entries()) {
      const said = act!.payload.iat;
      const next = entries[place + 1]?.act?.payload.iat ?? Infinity;
      for (const until of [said - 1, next - 1]) {
        const context = { house, receipts: receiptsUntil(record, until), rootAt: record.rootAt };
        const { state } = foldSubject(context, subject, entries.slice(0, place + 1));
        if (state !== undefined) yield state;
      }
    }
  }
}

function receiptsUntil({ cosigned }: ListedRecord, until: number): Receipts {
  return receiptsOf(
    Object.fromEntries(
      Object.entries(cosigned).map(([party, list]) => [party, list.filter(({ time }) => time <= until)]),
    ),
  );
}

/** States of all deadlines at the moments when one may change. */
function deadlineStates(states: readonly SubjectState[], { house }: Docket, receipts: Receipts): string[] {
  const found = new Set<string>();
  for (const { openedAt, deadlines, obligations } of states) {
    const owed = obligations.flatMap(({ deadline }) => deadline ?? []);
    for (const deadline of [...deadlines, ...owed]) {
      for (const asOf of [openedAt, ...momentsOf(deadline)]) {
        found.add(deadlineAt(deadline, asOf, house, receipts).state);
      }
    }
  }
  return [...found].toSorted();
}

function momentsOf({ startsAt, dueAt, stoppedAt, voidAt, pauses }: Deadline): number[] {
  const paused = pauses.flatMap(({ from, to }) => [from, to]);
  return [startsAt, dueAt, stoppedAt, voidAt, ...paused].filter((at) => at !== null);
}
