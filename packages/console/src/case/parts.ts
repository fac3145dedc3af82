// The parts of a case out of what the node says of it: which act says what of a point, what is owed, and what stands on the time line.

import { stateAt } from '@parley/docket/asof';
import type { CaseState } from '@parley/docket/case/kind';
import type { JsonObject } from '@parley/record/json';
import type { Answer } from '#api/call';
import type { View } from '#case/points';
import { itemsIn, textsIn } from '#said/words';
import type { Texts } from '#ui/text';

export type CaseRow = Answer<'case'>;
/** A subject of any kind. */
export type Related = Answer<'subjects'>['items'][number];
export type Deadline = CaseState['deadlines'][number] & { state: string };

export type Point = {
  no: number;
  kind: string;
  view: View;
  /** The act that made or last corrected it, and the position that last spoke of it. */
  from: string;
  by: string | null;
  exhibits: { claimant: string[]; respondent: string[] };
};

/** Points in the order of their numbers, with the exhibits that each side names for them. */
export function pointsOf(state: CaseState, map: Answer<'caseMap'> | undefined): Point[] {
  const named = new Map(
    [map?.agreed, map?.contested, map?.cannotSay, map?.unanswered].flatMap((some) =>
      (some ?? []).map(({ no, exhibits }) => [no, exhibits] as const),
    ),
  );
  return state.points
    .toSorted((a, b) => a.no - b.no)
    .map((point) => ({ ...point, exhibits: named.get(point.no) ?? { claimant: [], respondent: [] } }));
}

/** The text of a numbered point in an act's words; undefined: it has none that is held. */
export function pointText(words: JsonObject, no: number): Texts | undefined {
  return textsIn(itemsIn(words, 'points').get(no) ?? {}, 'text');
}

type Dated = { deadlines: CaseState['deadlines']; obligations: CaseState['obligations'] };

/**
 * All deadlines of a subject as they stand. Whether what is past its time is known to be unanswered depends on what was held since: the node says so
 * of the one that is due next, and it is the same for all that the same party owes.
 */
export function deadlinesOf(row: { state: unknown; nextDeadline?: unknown }, now: number): Deadline[] {
  const { deadlines, obligations } = row.state as Dated;
  const next = row.nextDeadline as { owedBy: string; heldAt?: number | null } | undefined;
  return [...deadlines, ...obligations.flatMap(({ deadline }) => deadline ?? [])].map((one) => {
    const heldAt = next?.owedBy === one.owedBy ? (next.heldAt ?? null) : null;
    return { ...one, state: stateAt(one, now, heldAt) };
  });
}

export const WAITING: ReadonlySet<string> = new Set(['running', 'paused', 'due', 'lapsed']);

/** What waits before what is done; due first, what was done last at the head. */
export function byUrgency(
  a: { state: string; dueAt: number | null },
  b: { state: string; dueAt: number | null },
): number {
  const waits = (one: { state: string }) => Number(!WAITING.has(one.state));
  return waits(a) - waits(b) || (waits(a) === 0 ? 1 : -1) * ((a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || 0);
}

/** Subjects that belong to the case, by kind. */
export function byKind(related: readonly Related[]): Map<string, Related[]> {
  const kinds = new Map<string, Related[]>();
  for (const one of related) kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), one]);
  return kinds;
}

/** Exhibits that either side names, each once. */
export function exhibitsOf({ allegation, restatements, positions }: CaseState): string[] {
  const bodies = [allegation, ...restatements.map(({ body }) => body), ...positions.map(({ body }) => body)];
  return [
    ...new Set(bodies.flatMap((body) => (Array.isArray(body['exhibits']) ? (body['exhibits'] as string[]) : []))),
  ];
}
