// By which http key each party asks: the accord's, or the one of its newest `party.rekey`. The key before is good for nothing from the moment
// the act is folded, since a key is mostly replaced because somebody else may have it.

import type { Accord } from '@parley/record/accord';
import { parseBase64url } from '@parley/record/base64';
import { thumbprint } from '@parley/record/key';
import type { House } from '@parley/docket/roster';
import type { HttpKey } from '../platform/httpsig.ts';

/** The http key of every party, by kid. */
export function httpKeys(accord: Accord, house: House): Map<string, HttpKey> {
  const keys = new Map<string, HttpKey>();
  for (const { id, keys: founding } of accord.parties) {
    const rekeyed = house.state.parties
      .find((party) => party.id === id)
      ?.keys.findLast(({ body }) => body['role'] === 'http');
    const text = rekeyed?.body['key'] ?? founding.http;
    const publicKey = typeof text === 'string' ? parseBase64url(text) : undefined;
    if (publicKey?.length === 32) keys.set(thumbprint(publicKey), { party: id, publicKey });
  }
  return keys;
}

/** Finds a counterpart by the kid of its http key, as the house has it now. Nobody else may speak to us by our own key. */
export function counterpartKeys(accord: Accord, own: string, house: () => House): (kid: string) => HttpKey | undefined {
  let known: { house: House; keys: Map<string, HttpKey> } | undefined;
  return (kid) => {
    const now = house();
    if (known?.house !== now) known = { house: now, keys: httpKeys(accord, now) };
    const key = known.keys.get(kid);
    return key?.party === own ? undefined : key;
  };
}
