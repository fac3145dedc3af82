// Connecting to a counterpart. Whom we reach is decided here, before anything is said:
//
//   pins         the party told which public keys its certificates have: one of those is served, or the connection is cut. Authorities, names
//                and dates do not count then; the party's own statement says more than they could, also of a certificate that expired.
//   no pins      the platform's authorities, the name and the dates decide, as everywhere on the Web
//   publicOnly   the address was told by the counterpart alone: nothing of our own network is connected to, whatever its name resolves to
//
// What is at stake is who reads along: entries and heads authenticate themselves, but words are confidential, and a request that is passed
// on by somebody in the middle is answered.

import { createHash, type X509Certificate } from 'node:crypto';
import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { TLSSocket } from 'node:tls';
import { buildConnector } from 'undici';

/** One way to ask a party. `pins`: SHA-256 of public keys in base64url. */
export type Route = { address: string; pins: readonly string[] | undefined; publicOnly: boolean };

export const CONNECT_TIMEOUT_MS = 5_000;

const NOT_PUBLIC: [network: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  // The unspecified address, loopback, and everything that has an IPv4 address in it: mapped, translated, 6to4, Teredo.
  ['::', 8],
  ['64:ff9b::', 32],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
];

// One list a family: a list of both holds an IPv4 address against the networks of IPv6, too, as if it were a mapped one.
const notPublic = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [network, prefix] of NOT_PUBLIC) {
  const family = network.includes(':') ? 'ipv6' : 'ipv4';
  notPublic[family].addSubnet(network, prefix, family);
}

/** Whether an IP address is one of our own machine or network, or none that the public Internet carries. */
export function isInternalAddress(ip: string): boolean {
  const family = isIP(ip) === 6 ? 'ipv6' : 'ipv4';
  return isIP(ip) === 0 || notPublic[family].check(ip, family);
}

/** As far as the address itself tells: an internal IP address, or this machine by name. */
export function isInternalHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? /^(.+\.)?localhost\.?$/i.test(bare) : isInternalAddress(bare);
}

/** The pin of a certificate: SHA-256 of its SubjectPublicKeyInfo (RFC 7469 §2.4), in base64url. */
export function pinOf(certificate: X509Certificate): string {
  return createHash('sha256')
    .update(certificate.publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64url');
}

/** Connects as a route says. */
export function dialer({ pins, publicOnly }: Pick<Route, 'pins' | 'publicOnly'>): buildConnector.connector {
  const connect = buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    allowH2: false,
    // A resumed session shows no certificate, so there would be nothing to hold against the pins.
    ...(pins !== undefined && { rejectUnauthorized: false, minVersion: 'TLSv1.3', maxCachedSessions: 0 }),
    ...(publicOnly && { lookup: publicLookup }),
  });
  return (options, done) => {
    if (publicOnly && isInternalHost(options.hostname)) return done(notFollowed(options.hostname), null);
    if (pins !== undefined && options.protocol !== 'https:') {
      return done(new Error(`${options.hostname} has pins, and is not asked without TLS`), null);
    }
    connect(options, (...[fault, socket]) => {
      if (fault !== null) return done(fault, null);
      if (pins === undefined) return done(null, socket);
      const served = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
      if (served !== undefined && pins.includes(pinOf(served))) return done(null, socket);
      socket.destroy();
      const shown = served === undefined ? 'no certificate' : `a certificate of the pin ${pinOf(served)}`;
      done(new Error(`${options.hostname} serves ${shown}, expected ${pins.join(' or ')}`), null);
    });
  };
}

// The addresses that are checked are those that are connected to: a name cannot resolve to one thing here and to another there.
const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (fault, found) => {
    if (fault !== null) return done(fault, []);
    if (found.some(({ address }) => isInternalAddress(address))) return done(notFollowed(hostname), []);
    const [first] = found;
    if (options.all === true || first === undefined) return done(null, found);
    done(null, first.address, first.family);
  });
};

function notFollowed(host: string): NodeJS.ErrnoException {
  return new Error(
    `${host} is no public address, and only its party said so: an administrator allows it with allowInternal`,
  );
}
