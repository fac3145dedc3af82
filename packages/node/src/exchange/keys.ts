// By which http key each party asks: the accord's, or the one of its newest `party.rekey`. The key before is good for nothing from the moment
// the act is folded, since a key is mostly replaced because somebody else may have it.

import type { Accord } from '@parley/record/accord';
import { parseBase64url } from '@parley/record/base64';
import { partyOf, thumbprint } from '@parley/record/key';
import type { House } from '@parley/docket/roster';
import type { HttpKey } from '../platform/httpsig.ts';

/** The http keys of a party by kid, the accord's first. `since`: index of the act that put it there; −1: the accord. */
export function httpGenerations(
  accord: Accord,
  house: House,
  party: string,
): { since: number; kid: string; key: string }[] {
  const replaced = house.state.parties.find(({ id }) => id === party)?.keys ?? [];
  const texts = replaced
    .filter(({ body }) => body['role'] === 'http')
    .map(({ index, body }) => ({ since: index, key: typeof body['key'] === 'string' ? body['key'] : '' }));
  return [{ since: -1, key: partyOf(accord, party).keys.http }, ...texts].flatMap(({ since, key }) => {
    const publicKey = parseBase64url(key);
    return publicKey?.length === 32 ? [{ since, kid: thumbprint(publicKey), key }] : [];
  });
}

/** The http key in force of a party, in base64url. */
export function httpKeyOf(accord: Accord, house: House, party: string): string {
  return httpGenerations(accord, house, party).at(-1)!.key;
}

/** The http key in force of every party, by kid. */
export function httpKeys(accord: Accord, house: House): Map<string, HttpKey> {
  return new Map(
    accord.parties.map(({ id }) => {
      const { kid, key } = httpGenerations(accord, house, id).at(-1)!;
      return [kid, { party: id, publicKey: parseBase64url(key)! }];
    }),
  );
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
