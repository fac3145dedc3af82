// Names of keys, and names made of them. Nothing here is chosen by anybody: all of it follows from the accord's text.
//
//   kid          = base64url( SHA-256( {"crv":"Ed25519","kty":"OKP","x":"<base64url public key>"} ) )      RFC 7638, RFC 8037 §2
//   accord id    = lower-case unpadded base32 of SHA-256( founding document ), 52 characters
//   log origin   = <party's domain> "/parley/" <accord id> "/" <party id>, at most 240 bytes
//   holder name  = <party's own origin> "/holder"
//   log vkeys    = type 01 and type 06, both named by the origin: a checkpoint counts only with both
//   holder vkeys = type 04 and type 06, both named by the holder name
//
// Trust follows from it too, in the form that any tlog tool reads (policy.ts): `policyOf` names every key of the accord and asks for no
// cosignature; `effectivePolicy` says when one log's checkpoint is settled: cosigned by the holder of every other party, each with
// both keys, and by the accord's quorum of witnesses. After a rotation the same functions take the accord with the current keys in
// place of the founding ones; the accord id stays.
//
// Because the accord id stands in every name, and names are signed or checked wherever a key signs, no checkpoint, cosignature or
// proof made under one accord says anything under another.

import type { Accord, AccordParty, AccordWitness } from './accord.ts';
import { encodeBase32 } from './base32.ts';
import { encodeBase64url, parseBase64url } from './base64.ts';
import { encodeUtf8 } from './bytes.ts';
import { ED25519_KEY_BYTES } from './ed25519.ts';
import { sha256 } from './hash.ts';
import type { Policy, PolicyGroup, PolicyWitness } from './policy.ts';
import { parseVkey, vkeyOf, type Vkey } from './vkey.ts';

/** The origin of a log, in bytes: "/holder" and more still fit the one-byte length of a cosigner's name. */
export const ORIGIN_BYTES_MAX = 240;

const DOMAIN_LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';

/** A DNS name in lower case, without a final dot or a port. */
export const DOMAIN = new RegExp(`^${DOMAIN_LABEL}(?:\\.${DOMAIN_LABEL})*$`);

export const PARTY_ID = /^[a-z0-9-]{1,16}$/;

/** 32 bytes in base32: the four bits left over are zero. */
export const ACCORD_ID = /^[a-z2-7]{51}[aq]$/;

const ORIGIN = new RegExp(`^(${DOMAIN.source.slice(1, -1)})/parley/([a-z2-7]{51}[aq])/([a-z0-9-]{1,16})$`);

/** The kid of an officer's Ed25519 public key (32 bytes): its JWK thumbprint, 43 characters of base64url. */
export function thumbprint(publicKey: Uint8Array): string {
  if (publicKey.length !== ED25519_KEY_BYTES) {
    throw new TypeError(`taking a thumbprint: ${publicKey.length} bytes, expected an Ed25519 public key of 32`);
  }
  return encodeBase64url(sha256(encodeUtf8(`{"crv":"Ed25519","kty":"OKP","x":"${encodeBase64url(publicKey)}"}`)));
}

/** The id of the accord founded by `document`, the exact text. An amendment never changes it. */
export function accordId(document: string): string {
  return encodeBase32(sha256(encodeUtf8(document)));
}

/** The origin of a party's log. Throws RangeError for a party that the accord does not have. */
export function originOf(accord: Pick<Accord, 'parties'>, id: string, partyId: string): string {
  return `${partyOf(accord, partyId).domain}/parley/${id}/${partyId}`;
}

/** The parts of an origin, or undefined for any other text. */
export function parseOrigin(origin: string): { domain: string; accordId: string; partyId: string } | undefined {
  if (origin.length > ORIGIN_BYTES_MAX) return undefined;
  const match = ORIGIN.exec(origin);
  if (match === null) return undefined;
  const [, domain, id, partyId] = match as unknown as [string, string, string, string];
  return { domain, accordId: id, partyId };
}

/** The name under which the party of `origin` cosigns what it holds. */
export function holderName(origin: string): string {
  return `${origin}/holder`;
}

/** A classical and a post-quantum public key that sign together: base64url, as the accord writes them. */
export type KeyPair = AccordParty['keys']['log'];

/** The keys that sign the checkpoints of a log: all of them must. */
export function logVkeys(origin: string, keys: KeyPair): [ed25519: Vkey, mlDsa44: Vkey] {
  return [vkeyOf(origin, 0x01, keyBytes(keys.ed25519)), vkeyOf(origin, 0x06, keyBytes(keys.mldsa44))];
}

/** The keys with which the party of `origin` cosigns other logs: all of them must. */
export function holderVkeys(origin: string, keys: KeyPair): [ed25519: Vkey, mlDsa44: Vkey] {
  const name = holderName(origin);
  return [vkeyOf(name, 0x04, keyBytes(keys.ed25519)), vkeyOf(name, 0x06, keyBytes(keys.mldsa44))];
}

/** What the derivation of trust reads of an accord. */
export type AccordKeys = Pick<Accord, 'parties' | 'witnesses' | 'quorum'>;

/** All keys of the accord, quorum none: who may have signed or cosigned anything in its record. */
export function policyOf(accord: AccordKeys, id: string): Policy {
  const cosigners = [...accord.parties.map((party) => holder(accord, id, party)), ...accord.witnesses.map(witness)];
  return {
    logs: accord.parties.flatMap(({ id: partyId, keys }) => logLines(originOf(accord, id, partyId), keys.log)),
    witnesses: cosigners.flatMap(({ lines }) => lines),
    groups: cosigners.map(({ group }) => group),
    quorum: 'none',
  };
}

/** When a checkpoint of the party's log is settled: all keys of every other party's holder, and the quorum of witnesses. */
export function effectivePolicy(accord: AccordKeys, id: string, partyId: string): Policy {
  const { keys } = partyOf(accord, partyId);
  const holders = accord.parties.filter((party) => party.id !== partyId).map((party) => holder(accord, id, party));
  const witnesses = accord.witnesses.map(witness);
  const groups = [...holders, ...witnesses].map(({ group }) => group);
  const members = holders.map(({ group }) => group.name);
  if (accord.quorum > 0) {
    groups.push({
      name: 'witnesses',
      threshold: accord.quorum,
      members: witnesses.map(({ group }) => group.name),
    });
    members.push('witnesses');
  }
  groups.push({ name: 'quorum', threshold: 'all', members });
  return {
    logs: logLines(originOf(accord, id, partyId), keys.log),
    witnesses: [...holders, ...witnesses].flatMap(({ lines }) => lines),
    groups,
    quorum: 'quorum',
  };
}

type Cosigner = { lines: PolicyWitness[]; group: PolicyGroup };

function holder(accord: AccordKeys, id: string, party: AccordParty): Cosigner {
  return cosigner(`holder/${party.id}`, holderVkeys(originOf(accord, id, party.id), party.keys.holder));
}

function witness({ name, vkeys }: AccordWitness): Cosigner {
  const parsed = vkeys.map((text) => {
    const read = parseVkey(text);
    if (!read.ok) throw new TypeError(`reading the keys of witness ${name}: ${read.refusal.detail}`);
    return read.vkey;
  });
  return cosigner(`witness/${name}`, parsed);
}

// "holder/beta" is the group of "holder/beta/1" and "holder/beta/2": ids have no slash, so no name is made twice.
function cosigner(name: string, vkeys: Vkey[]): Cosigner {
  const lines = vkeys.map((vkey, index) => ({ name: `${name}/${index + 1}`, vkey }));
  return { lines, group: { name, threshold: 'all', members: lines.map((line) => line.name) } };
}

function logLines(origin: string, keys: KeyPair): Policy['logs'] {
  return logVkeys(origin, keys).map((vkey) => ({ vkey }));
}

/** The party of that id. Throws RangeError if the accord has none. */
export function partyOf(accord: Pick<Accord, 'parties'>, partyId: string): AccordParty {
  const party = accord.parties.find(({ id }) => id === partyId);
  if (party === undefined) throw new RangeError(`finding a party: the accord has none of the id ${partyId}`);
  return party;
}

function keyBytes(text: string): Uint8Array {
  const bytes = parseBase64url(text);
  if (bytes === undefined) throw new TypeError('reading a public key: not base64url');
  return bytes;
}
