// Folding: from entries in docket order to the state of a subject, and what was disregarded on the way. Total: whatever act was opened,
// it leads to a state or to a code, never to an exception, and the same entries, receipts and house give the same bytes on every node.

import type { Refusal } from '@parley/record/refusal';
import { admitEntry } from '#authority';
import type { PlacedEntry } from '#entry';
import { gatherFacts, receivedAt, servedAt, type Await, type Context, type Facts } from '#facts';
import { admitJoint, admitProposal, foldJoint, isProposal, JOINT_TYPES, openProposal } from '#joint/rules';
import type { ActLine, Kind, Said, SubjectState } from '#kind';
import { actTypes, kindOf } from '#kinds';
import { refuseAct } from '#refusals';
import { disregard, termsAt, type Disregarded } from '#roster';
import { said } from '#said';
import { admitWording, foldWording, WORDS_TYPES } from '#words/rules';

/** `state` undefined: no act that opens the subject took effect. `awaits`: what would change this result, beside entries and their receipts. */
export type SubjectFold = {
  subject: string;
  state: SubjectState | undefined;
  disregarded: Disregarded[];
  awaits: Await[];
};

/** Folds the entries that `routeOf` sends to a subject, in docket order (`comparePlaces`). */
export function foldSubject(context: Context, subject: string, entries: readonly PlacedEntry[]): SubjectFold {
  const facts = gatherFacts(context);
  const disregarded: Disregarded[] = [];
  const authors = new Map<string, string>();
  let state: SubjectState | undefined;
  let kind: Kind | undefined;
  for (const entry of entries) {
    const refusal = admitEntry(entry, facts) ?? admitInSubject(state, kind, entry, authors, facts);
    if (refusal !== undefined) {
      disregarded.push(disregard(entry, refusal));
      continue;
    }
    authors.set(entry.id, entry.party);
    const act = said(entry);
    if (state === undefined || kind === undefined) {
      kind = kindOf.get(act.type)!;
      state = kind.open(act, openSubject(kind.name, kind.sides(act), act, facts), facts);
      if (isProposal(act)) state = { ...state, proposals: [openProposal(act)] };
    } else state = foldAct(state, kind, act, facts);
  }
  if (state !== undefined && kind !== undefined) {
    state = { ...state, deadlines: kind.deadlines(state, facts) };
    state = kind.settle?.(state, facts) ?? state;
  }
  return { subject, state, disregarded, awaits: [...facts.awaits.values()] };
}

function admitInSubject(
  state: SubjectState | undefined,
  kind: Kind | undefined,
  entry: PlacedEntry,
  authors: ReadonlyMap<string, string>,
  facts: Facts,
): Refusal | undefined {
  const act = said(entry);
  const at = `hearing ${act.type} at ${act.party} ${act.index}:`;
  const names = entry.act!.payload.subject;
  if (authors.has(entry.id)) return refuseAct('act.repeated', `${at} it takes effect where it stood first`).refusal;
  const { opens } = actTypes.get(act.type)!;
  if (opens === true && names !== undefined) {
    return refuseAct('act.subject_unexpected', `${at} it names a subject and opens one`).refusal;
  }
  if (opens !== undefined && names === undefined) {
    return admitExpiry(act, facts) ?? kindOf.get(act.type)!.admitOpening(act, facts);
  }
  if (state === undefined || kind === undefined) {
    return refuseAct('act.no_subject', `${at} nothing opened ${names ?? 'its subject'} before it`).refusal;
  }
  if (!state.sides.includes(act.party)) {
    return refuseAct('act.not_a_side', `${at} ${act.party} is not ${state.sides.join(' or ')}`).refusal;
  }
  if (JOINT_TYPES.has(act.type)) return admitJoint(state, authors, act, state.sides, facts);
  if (WORDS_TYPES.has(act.type)) return admitWording(state, act, (id) => authors.get(id));
  if (kindOf.get(act.type) !== kind) return refuseAct('act.wrong_kind', `${at} its subject is a ${kind.name}`).refusal;
  return admitExpiry(act, facts) ?? kind.admit(state, act, facts);
}

function admitExpiry(act: Said, facts: Facts): Refusal | undefined {
  if (!isProposal(act)) return undefined;
  return admitProposal(act, termsAt(facts.house, act.key, act.iat).terms.proposalDays);
}

function openSubject(kind: string, sides: [string, string], act: Said, facts: Facts): SubjectState {
  const line = lineOf(act, sides, facts);
  return {
    kind,
    id: act.id,
    sides,
    openedAt: line.receivedAt ?? act.iat,
    acts: [line],
    notes: [],
    translations: [],
    corrections: [],
    erasures: [],
    proposals: [],
    deadlines: [],
    obligations: [],
  };
}

// The lists of acts and notes belong to this fold alone until it ends, and only grow: they are not copied act by act.
function foldAct(state: SubjectState, kind: Kind, act: Said, facts: Facts): SubjectState {
  state.acts.push(lineOf(act, state.sides, facts));
  if (JOINT_TYPES.has(act.type)) return { ...state, ...foldJoint(state, act, state.sides, facts) };
  if (WORDS_TYPES.has(act.type)) return { ...state, ...foldWording(state, act) };
  const next = kind.fold(state, act, facts);
  return isProposal(act) ? { ...next, proposals: [...next.proposals, openProposal(act)] } : next;
}

function lineOf({ id, type, party, index, iat, key }: Said, sides: [string, string], facts: Facts): ActLine {
  const to = sides[0] === party ? sides[1] : sides[0];
  const { serviceDays } = termsAt(facts.house, key, iat).terms;
  return {
    id,
    type,
    party,
    index,
    signedAt: iat,
    receivedAt: receivedAt(facts, party, index, to),
    servedAt: servedAt(facts, party, index, to, serviceDays),
  };
}
