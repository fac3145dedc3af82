// Acts in doubt: an officer was relieved because somebody else may have signed with the officer's key since some moment. That changes
// nothing that is in order: an act stands, and the doubt is shown beside it. Whoever held the key could claim any time of signing, so what
// counts is when an act was provable: one that others had cosigned before that moment was surely there.

import { coveredAt, type Facts } from '#facts';
import type { LogHouse } from '#roster';

/** A signer whose key may have been another's when the act came to be known. `since`, in seconds: from when, as the relief says. */
export type Doubt = { kid: string; officer: string; since: number };

/** An act by its place in a log, and who signed it. */
export type Signed = { party: string; index: number; kids: readonly string[] };

/** Doubts about one act, in the order of its signers; none in the ordinary case. */
export function doubtsOf(log: Pick<LogHouse, 'officers'>, signed: Signed, facts: Facts): Doubt[] {
  const doubts: Doubt[] = [];
  for (const kid of signed.kids) {
    const officer = log.officers.find((one) => one.kid === kid);
    const since = officer?.compromisedSince ?? null;
    if (officer === undefined || since === null) continue;
    const provenAt = coveredAt(facts, signed.party, signed.index);
    if (provenAt === null || provenAt >= since) doubts.push({ kid, officer: officer.id, since });
  }
  return doubts;
}

/** Of many acts of one log those in doubt, in the order given. */
export function actsInDoubt<Act extends Signed>(
  log: Pick<LogHouse, 'officers'>,
  acts: readonly Act[],
  facts: Facts,
): { act: Act; doubts: Doubt[] }[] {
  return acts.flatMap((act) => {
    const doubts = doubtsOf(log, act, facts);
    return doubts.length === 0 ? [] : [{ act, doubts }];
  });
}
