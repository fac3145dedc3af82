// Which acts are in order now: those of the subject's kind that its own rules would hear from this side, signed by an office that the officer
// holds. The rules themselves are asked, with the body that the act begins with; what they object to in a body is no reason not to begin.

import type { Accord } from '@parley/record/accord';
import { signaturesDemanded } from '@parley/docket/authority';
import { gatherFacts, type Facts } from '@parley/docket/facts';
import { foldHouse } from '@parley/docket/house';
import type { Said, SubjectState } from '@parley/docket/kind';
import { actTypes, kindOf, kinds } from '@parley/docket/kinds';
import { receiptsOf } from '@parley/docket/receipts';
import type { Offices } from '@parley/docket/terms';
import { begin, lapsedOf, openProposals, type Known, type Subject } from '#compose/begin';

/** Refusals that hang on who speaks and on how the subject stands, whatever the act says; by what stands behind the dot. */
const STANDING = new Set(
  'not_requester not_addressee not_claimant not_respondent acknowledged answered returned not_returned withdrawn not_announcer announcer ended not_obligor own not_depositor not_sealed not_held opened held reply_unknown use_unasked not_closed extended stood_down not_responded nothing_joint minutes_not_joint'.split(
    ' ',
  ),
);

/** Those that nodes file by themselves. */
const REGISTRAR = new Set(['exhibit.held', 'exhibit.opened', 'hotline.notice']);

/** The rules, as they are asked in a browser: without receipts, so what depends on them is not judged here. */
export function factsOf(accord: Accord, accordId: string): Facts {
  const nothing = { receipts: receiptsOf({}), rootAt: () => undefined };
  return gatherFacts({ house: foldHouse(accord, accordId, [], nothing), ...nothing });
}

export type Powers = { offices: Offices; held: readonly string[] };

export function maySign(type: string, { offices, held }: Powers): boolean {
  return held.some((office) => signaturesDemanded(offices, office, type) !== undefined);
}

/** Acts that open a subject. */
export function openings(powers: Powers): string[] {
  return [...actTypes]
    .filter(([type, { opens }]) => opens !== undefined && maySign(type, powers))
    .map(([type]) => type);
}

/** Acts of the house: the accord, officers, keys, addresses, calendars. */
export function houseActs(powers: Powers): string[] {
  return [...actTypes.keys()].filter(
    (type) =>
      /^(accord|officer|party|calendar)\.|^contact\.publish$/.test(type) &&
      type !== 'accord.found' &&
      maySign(type, powers),
  );
}

/** Acts in a subject that are in order now: of its kind first, then what any subject takes. */
export function inOrder(
  subject: Subject,
  known: Known,
  powers: Powers,
  facts: Facts,
): { own: string[]; any: string[] } {
  const kind = kinds.find(({ name }) => name === subject.kind);
  const own = Object.entries(kind?.acts ?? {})
    .filter(([type, { opens }]) => opens !== true && !REGISTRAR.has(type) && type !== 'contact.publish')
    .map(([type]) => type);
  const any = openProposals(subject.state, known.own).length > 0 ? ['endorse', 'decline'] : [];
  const may = (type: string) => maySign(type, powers) && stands(type, subject, known, facts);
  return {
    own: own.filter(may),
    any: [...any, 'note', 'translate', 'correct', 'erasure'].filter((type) => maySign(type, powers)),
  };
}

function stands(type: string, subject: Subject, known: Known, facts: Facts): boolean {
  const kind = kindOf.get(type);
  if (kind === undefined) return true;
  if (type === 'request.note-silence' && lapsedOf(subject.state, known) === undefined) return false;
  const said: Said = {
    id: 'A'.repeat(43),
    party: known.own,
    index: Number.MAX_SAFE_INTEGER,
    type,
    iat: known.now,
    key: '',
    seen: {},
    body: begin(type, known, { subject }).body,
    exhibit: null,
    seal: null,
  };
  try {
    const refusal = kind.admit(subject.state as unknown as SubjectState, said, facts);
    return refusal === undefined || !STANDING.has(refusal.code.slice(refusal.code.indexOf('.') + 1));
  } catch {
    // A body that is not written yet is no body that rules can read.
    return true;
  }
}
