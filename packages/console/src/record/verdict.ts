// What the steps of a proof come to.

import type { Proof } from '#record/proof';

/** `unreceived`: nobody else holds the act yet, so nothing shows that it stands in the log. */
export function verdictOf({ steps }: Pick<Proof, 'steps'>): 'holds' | 'fails' | 'unreceived' {
  if (steps.some(({ state }) => state === 'fails' || state === 'open')) return 'fails';
  return steps.some(({ state }) => state === 'absent') ? 'unreceived' : 'holds';
}
