// Where a party is asked, and by which certificates it is known. First what our own operator wrote into node.json, then what the party
// published last: by its newest `party.address` in effect, or else in the accord. Addresses that were replaced are not asked again: whoever has
// such a name by now would stand between us and the counterpart.

import type { Accord } from '@parley/record/accord';
import type { JsonObject } from '@parley/record/json';
import { partyOf } from '@parley/record/key';
import type { House } from '@parley/docket/roster';
import { normalAddress } from './address.ts';
import { isInternalHost, type Route } from './dial.ts';

/** `counterparts`: by party, the addresses that the operator set. `allowInternal`: follow published addresses into our own network, too. */
export type Routing = {
  accord: Accord;
  counterparts: Readonly<Record<string, readonly string[]>>;
  allowInternal: boolean;
};

/** The ways to ask a party, in the order to try them. */
export function routesTo({ accord, counterparts, allowInternal }: Routing, house: House, party: string): Route[] {
  const founding = partyOf(accord, party);
  const published = house.state.parties.find(({ id }) => id === party)?.addresses?.body as
    | Pick<typeof founding, 'addresses' | 'tls'>
    | undefined;
  const pins = (published ?? founding).tls;
  const set = counterparts[party] ?? [];
  const agreed = normal([...set, ...founding.addresses]);
  // An accord within one network says so by its own addresses: what follows them may lie there, too.
  const publicOnly =
    published !== undefined && !allowInternal && !agreed.some((one) => isInternalHost(new URL(one).hostname));
  const routes: Route[] = normal(set).map((address) => ({ address, pins, publicOnly: false }));
  for (const address of normal((published ?? founding).addresses)) {
    if (!routes.some((one) => one.address === address)) routes.push({ address, pins, publicOnly });
  }
  return routes;
}

/**
 * Where our own counterparts may ask us: `configured`, and whatever we published at any time, since a counterpart asks where it last heard that
 * we are. Gives what reads it off the house as that is now.
 */
export function ownAddresses(
  configured: readonly string[],
  party: string,
  house: () => House,
  bodyAt: (index: number) => JsonObject | undefined,
): () => readonly string[] {
  let known: { house: House; addresses: string[] } | undefined;
  return () => {
    const now = house();
    if (known?.house !== now) {
      const published = now.state.acts
        .filter((act) => act.type === 'party.address' && act.party === party)
        .flatMap(({ index }) => normal((bodyAt(index)?.['addresses'] ?? []) as string[]));
      known = { house: now, addresses: [...new Set([...configured, ...published.toReversed()])] };
    }
    return known.addresses;
  };
}

/** As the URL standard writes them; what is no address is left out. */
export function normal(addresses: readonly string[]): string[] {
  return addresses.map(normalAddress).filter((one) => one !== undefined);
}
