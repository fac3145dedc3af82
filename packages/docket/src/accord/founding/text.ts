// What is negotiated: the accord, with the parties that have put themselves in so far, and beside it the key of each party's registrar, which its
// root key appoints when it signs.
//
//     { "accord": accord.json, with one party or two,   "registrars": { "us": K, … },   "template"?: { "name", "digest" } }
//
// It comes from a counterpart whom nobody trusts, so it is read as strictly as the accord that it becomes.

import { parseAccord, type Accord, type AccordParty } from '@parley/record/accord';
import { encodeBase64url } from '@parley/record/base64';
import { encodeCanonical, isObject, type JsonObject } from '@parley/record/json';
import { refuse, type Result } from '@parley/record/refusal';
import { z } from 'zod';
import { Bytes32 } from '#code';
import type { FoundingCode } from '#accord/founding/envelope';
import { parseTerms, type Offices, type Terms } from '#terms';

/** Two founders: what is negotiated passes from one to the other and back. */
export const FOUNDERS = 2;

export type FoundingText = {
  accord: Accord;
  registrars: { [party: string]: string };
  template?: { name: string; digest: string };
};

/** A party as it puts itself into an accord. `registrar`: the public key of its node's own officer. */
export type OwnEntry = { party: AccordParty; registrar: string };

export type ReadText = { text: FoundingText; terms: Terms; offices: Offices };

const shape = z.strictObject({
  accord: z.record(z.string(), z.unknown()),
  registrars: z.record(z.string(), Bytes32),
  template: z.strictObject({ name: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/), digest: Bytes32 }).optional(),
});

/** Reads what is negotiated; the detail names what is wrong with it. */
export function readText(value: JsonObject): Result<ReadText, FoundingCode> {
  const read = shape.safeParse(value);
  if (!read.success) return wrong(read.error.issues[0]!.path.map(String).join('.') || 'the text');
  const { registrars, template } = read.data;
  const parsed = parseSeats(value['accord'] as JsonObject);
  if (!parsed.ok) return parsed;
  const { accord } = parsed;
  const agreed = parseTerms(accord);
  if (!agreed.ok) return refuse('founding.text', agreed.refusal.detail);
  const ids = accord.parties.map(({ id }) => id);
  if (Object.keys(registrars).toSorted().join(' ') !== ids.toSorted().join(' '))
    return wrong('registrars: expected one of each party');
  const keys = [...Object.values(registrars), ...accord.parties.flatMap((party) => ed25519KeysOf(party))];
  if (new Set(keys).size < keys.length) return wrong('registrars: one key stands in two places');
  const text = { accord, registrars, ...(template === undefined ? {} : { template }) };
  return { ok: true, text, terms: agreed.terms, offices: agreed.offices };
}

/** The founding document itself, once both are in it. */
export function documentOf({ accord }: FoundingText): string {
  return encodeCanonical(accord);
}

/** What is signed and compared, as plain JSON. */
export function plain(text: FoundingText): JsonObject {
  return text;
}

/** An accord in which seats are empty still: it is read with a stand-in in the seat, who is nobody, and then without. */
function parseSeats(accord: JsonObject): Result<{ accord: Accord }, FoundingCode> {
  const parties = accord['parties'];
  if (!Array.isArray(parties) || !parties.every(isObject)) return wrong('accord.parties');
  if (parties.length < 1 || parties.length > FOUNDERS)
    return refuse('founding.full', `reading a founding: it has ${parties.length} parties, expected one or ${FOUNDERS}`);
  const seated = parties.length === FOUNDERS ? parties : [...parties, STAND_IN];
  let document: string;
  try {
    document = encodeCanonical({ ...accord, parties: seated });
  } catch {
    return wrong('accord: what is no canonical JSON');
  }
  const parsed = parseAccord(document);
  if (!parsed.ok) return refuse('founding.text', parsed.refusal.detail);
  return { ok: true, accord: { ...parsed.accord, parties: parsed.accord.parties.slice(0, parties.length) } };
}

/** The public Ed25519 keys of a party, by which it is known. */
export function ed25519KeysOf({ keys }: AccordParty): string[] {
  return [keys.root, keys.http, keys.log.ed25519, keys.holder.ed25519];
}

function wrong(what: string) {
  return refuse<FoundingCode>('founding.text', `reading a founding: ${what} is not in order`);
}

const standInKey = (bytes: number, number: number) => encodeBase64url(new Uint8Array(bytes).fill(number, 0, 1));

// Its id is one that no party can take by chance: two parties of one id are refused.
const STAND_IN: JsonObject = {
  id: '-',
  names: { en: '-' },
  languages: ['en'],
  domain: 'a',
  addresses: ['http://a'],
  hue: 0,
  keys: {
    root: standInKey(32, 3),
    http: standInKey(32, 4),
    log: { ed25519: standInKey(32, 5), mldsa44: standInKey(1312, 6) },
    holder: { ed25519: standInKey(32, 6), mldsa44: standInKey(1312, 7) },
  },
};
