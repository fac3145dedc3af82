// May this act be filed in our own log now. It is the fold that answers: the act is put where it would stand, and is refused with the code
// by which it would be disregarded. Beside that, only what a node can ask of its own officers: the clock, and what it knows itself.

import { refuse, type Refused, type Result } from '@parley/record/refusal';
import { comparePlaces, type PlacedEntry } from '#entry';
import { gatherFacts, type Context } from '#facts';
import { foldSubject, type SubjectFold } from '#fold';
import { foldHouse } from '#house';
import { kinds } from '#kinds';
import type { Waits } from '#order';
import { refuseAct } from '#refusals';
import type { Disregarded, House } from '#roster';
import { refuseUnrouted, routeOf } from '#route';
import { said } from '#said';

/** An officer's clock may be this far ahead of the node's. */
export const EARLY_SECONDS = 300;

export type Decision = Result<{ house: House } | { fold: SubjectFold }>;

/**
 * `entries`: those of the house, or of the candidate's subject, in docket order, without the candidate; `now`: the node's clock, in seconds.
 * What is decided is the new house, or the new fold of the subject: the caller keeps it instead of folding again.
 */
export function decide(
  context: Context,
  entries: readonly PlacedEntry[],
  candidate: PlacedEntry,
  now: number,
): Decision {
  const route = routeOf(candidate);
  if (route.to === 'nothing') return { ok: false, refusal: refuseUnrouted(candidate) };
  const { iat, type } = candidate.act!.payload;
  if (iat > now + EARLY_SECONDS) {
    return refuseAct('act.early', `filing ${type}: it is signed at ${iat}, expected at most ${now + EARLY_SECONDS}`, {
      now,
    });
  }
  const all = insert(entries, candidate);
  if (route.to === 'house') {
    const { document, accord } = context.house;
    const house = foldHouse(document, accord, all, context);
    return refusalOf(candidate, house.disregarded) ?? { ok: true, house };
  }
  const fold = foldSubject(context, route.subject, all);
  const refused = refusalOf(candidate, fold.disregarded);
  if (refused !== undefined) return refused;
  const kind = kinds.find(({ name }) => name === fold.state?.kind);
  const refusal = kind?.admitFiling?.(said(candidate), fold.state!, gatherFacts(context));
  return refusal === undefined ? { ok: true, fold } : { ok: false, refusal };
}

/** The refusal of an act that has seen more of the counterpart than the node holds. */
export function refuseWaiting(entry: { party: string; index: number }, { party, size }: Waits): Refused {
  return refuseAct(
    'act.waits',
    `filing at ${entry.party} ${entry.index}: it has seen ${size} entries of ${party}, more than are held`,
  );
}

function refusalOf({ party, index }: PlacedEntry, disregarded: readonly Disregarded[]): Refused | undefined {
  const found = disregarded.find((one) => one.party === party && one.index === index);
  return found === undefined ? undefined : refuse(found.code, found.detail, found.more);
}

function insert(entries: readonly PlacedEntry[], candidate: PlacedEntry): PlacedEntry[] {
  const after = entries.findLastIndex((entry) => comparePlaces(entry, candidate) < 0) + 1;
  return entries.toSpliced(after, 0, candidate);
}
