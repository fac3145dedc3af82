// Where our pages are: the origins that a browser names when one of them asks, and the host that passkeys are bound to. A node on this machine
// alone is called localhost: a passkey is good at a name, never at an IP address.

import type { RelyingParty } from './passkeys.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** `addresses`: the node’s, the one for browsers first. `port`: where it listens. */
export function relyingPartyOf(name: string, addresses: readonly string[], port: number): RelyingParty {
  const [first = 'http://localhost'] = addresses;
  const { hostname, origin } = new URL(first);
  const origins = [origin, ...addresses.map((address) => new URL(address).origin)];
  if (!LOOPBACK.test(hostname)) return { name, id: hostname, origins: [...new Set(origins)] };
  return {
    name,
    id: 'localhost',
    origins: [...new Set([`http://localhost:${port}`, ...origins, `http://127.0.0.1:${port}`])],
  };
}
