// What has become of a proposal, as far as the record says: no expiry is a fact of the record, only that an endorsement came too late.

import type { Proposal } from '#kind';

/**
 * `endorsed`: the other side has signed, and the receipt that puts it in force is not known. A withdrawal that crossed an endorsement is
 * none: the endorsement wins.
 */
export type Outcome = 'open' | 'endorsed' | 'in-force' | 'declined' | 'withdrawn';

/** Of a proposal between two sides. */
export function outcomeOf({ inForceAt, endorsements, declines, withdrawn }: Proposal): Outcome {
  if (inForceAt !== null) return 'in-force';
  if (endorsements.length > 0) return 'endorsed';
  if (declines.length > 0) return 'declined';
  return withdrawn === null ? 'open' : 'withdrawn';
}
