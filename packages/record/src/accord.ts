// The accord: the founding document that the parties signed. Its hash names everything else, so it is one text: canonical JSON.
//
//   { "v": "parley/1", "title": Text, "dated": "YYYY-MM-DD", "text": Text,
//     "parties":   [{ "id", "names": Text, "languages": ["en"], "domain", "addresses": ["https://…"], "tls"?: [P], "hue": 0–359,
//                     "keys": { "root": K, "log": { "ed25519": K, "mldsa44": M }, "holder": { same }, "http": K } }, …]
//     "witnesses": [{ "name", "vkeys": ["…"] }, …],   "quorum": how many of the witnesses must have cosigned; 0 = none
//     "quotas":    { "entriesPerDay", "bytesPerDay" },
//     "terms":     { … },   "offices": { … } }
//
//   P: the SHA-256 of a certificate's public key (SubjectPublicKeyInfo), in base64url: by these alone, and no authority, the party's node is known
//
//   Text = { BCP 47 tag: string, … }     K = base64url of 32 bytes (Ed25519)     M = base64url of 1312 bytes (ML-DSA-44)
//
// It holds no name that depends on its own hash: origins and key names are derived (key.ts), so no checkpoint, cosignature or
// proof can be moved to another accord. No public key stands in it twice, whatever the role: an Ed25519 cosignature does not name
// its cosigner, and a key with two roles lets one statement pass for another. Terms and offices belong to the docket, which has
// their schemas; here they are any JSON objects.
//
// The document comes from the people who negotiate it, and is then compared by hash; a party may still publish nonsense.

import { z } from 'zod';
import { encodeBase64url, parseBase64url } from './base64.ts';
import { encodeUtf8 } from './bytes.ts';
import { acceptableEd25519Key, ED25519_KEY_BYTES } from './ed25519.ts';
import { isObject, parseCanonical, type Json, type JsonObject } from './json.ts';
import { accordId, DOMAIN, ORIGIN_BYTES_MAX, originOf, PARTY_ID } from './key.ts';
import { ML_DSA_44_KEY_BYTES } from './mldsa.ts';
import { refuse, type Result } from './refusal.ts';
import { parseVkey } from './vkey.ts';

export type AccordCode = 'accord.too_large' | 'accord.malformed' | 'accord.not_canonical' | 'accord.schema';

/** A founding document, in UTF-8 bytes: the prose of a treaty in several languages fits. */
export const ACCORD_BYTES_MAX = 262_144;

// All accord ids have one length.
const SOME_ACCORD_ID = 'a'.repeat(52);

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const ADDRESS = /^https?:\/\/[!-~]+$/;

const text = z
  .record(z.string().regex(LANGUAGE), z.string().min(1))
  .refine((value) => Object.keys(value).length > 0, 'expected at least one language');

const ed25519Key = z.string().refine((value) => {
  const key = parseBase64url(value);
  return key !== undefined && key.length === ED25519_KEY_BYTES && acceptableEd25519Key(key);
}, 'expected the base64url of a 32-byte Ed25519 public key that is canonical and not of small order');

const mlDsa44Key = z
  .string()
  .refine(
    (value) => parseBase64url(value)?.length === ML_DSA_44_KEY_BYTES,
    'expected the base64url of a 1312-byte ML-DSA-44 public key',
  );

const pin = z
  .string()
  .refine((value) => parseBase64url(value)?.length === 32, 'expected the base64url of a SHA-256 of 32 bytes');

const keyPair = z.strictObject({ ed25519: ed25519Key, mldsa44: mlDsa44Key });

const party = z.strictObject({
  id: z.string().regex(PARTY_ID),
  names: text,
  languages: z.array(z.string().regex(LANGUAGE)).min(1),
  domain: z.string().max(253).regex(DOMAIN),
  addresses: z
    .array(
      z
        .string()
        .regex(ADDRESS)
        .refine((value) => URL.canParse(value), 'expected a URL'),
    )
    .min(1),
  tls: z.array(pin).min(1).max(8).exactOptional(),
  hue: z.int().min(0).max(359),
  keys: z.strictObject({ root: ed25519Key, log: keyPair, holder: keyPair, http: ed25519Key }),
});

const witness = z.strictObject({
  name: z.string().regex(/^[a-z0-9.-]{1,64}$/),
  vkeys: z
    .array(
      z.string().refine((value) => {
        const read = parseVkey(value);
        return read.ok && read.vkey.type !== 0x01;
      }, 'expected a verifier key of a cosigner, of type 4 or 6'),
    )
    .min(1),
});

const count = z.int().min(1);
const object = z.custom<JsonObject>((value) => isObject(value as Json), 'expected an object');

const accordSchema = z
  .strictObject({
    v: z.literal('parley/1'),
    title: text,
    dated: z
      .string()
      .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/)
      .refine(isDay, 'expected a day that exists'),
    text,
    parties: z.array(party).min(2),
    witnesses: z.array(witness),
    quorum: z.int().min(0),
    quotas: z.strictObject({ entriesPerDay: count, bytesPerDay: count }),
    terms: object,
    offices: object,
  })
  .superRefine((accord, context) => {
    for (const message of problemsAcross(accord)) context.addIssue({ code: 'custom', message });
  });

export type AccordParty = z.infer<typeof party>;
export type AccordWitness = z.infer<typeof witness>;
export type Accord = z.infer<typeof accordSchema>;

/** Reads a founding document and computes its accord id. The detail of `accord.schema` names the first member that is wrong. Never throws. */
export function parseAccord(document: string): Result<{ accord: Accord; accordId: string }, AccordCode> {
  if (document.length > ACCORD_BYTES_MAX || encodeUtf8(document).length > ACCORD_BYTES_MAX) {
    return refuse('accord.too_large', `reading an accord: more than ${ACCORD_BYTES_MAX} bytes`);
  }
  const parsed = parseCanonical(document);
  if (!parsed.ok) {
    const code = parsed.refusal.code === 'json.malformed' ? 'accord.malformed' : 'accord.not_canonical';
    return refuse(code, `reading an accord: ${parsed.refusal.detail}`);
  }
  const read = accordSchema.safeParse(parsed.value);
  if (!read.success) {
    const issue = read.error.issues[0]!;
    const member = issue.path.join('.');
    return refuse('accord.schema', `reading an accord: ${member === '' ? 'the document' : member}: ${issue.message}`, {
      member,
    });
  }
  return { ok: true, accord: read.data, accordId: accordId(document) };
}

type Draft = { parties: AccordParty[]; witnesses: AccordWitness[]; quorum: number };

// What one member alone does not show.
function* problemsAcross({ parties, witnesses, quorum }: Draft): Generator<string> {
  if (repeats(parties.map(({ id }) => id))) yield 'two parties have one id';
  if (repeats(witnesses.map(({ name }) => name))) yield 'two witnesses have one name';
  if (quorum > witnesses.length) yield `the quorum is ${quorum} of ${witnesses.length} witnesses`;
  const longest = Math.max(...parties.map(({ id }) => originOf({ parties }, SOME_ACCORD_ID, id).length));
  if (longest > ORIGIN_BYTES_MAX) yield `an origin has ${longest} bytes, expected at most ${ORIGIN_BYTES_MAX}`;
  const keys: string[] = [];
  for (const { keys: own } of parties) {
    keys.push(own.root, own.http, own.log.ed25519, own.log.mldsa44, own.holder.ed25519, own.holder.mldsa44);
  }
  for (const vkey of witnesses.flatMap(({ vkeys }) => vkeys)) {
    const read = parseVkey(vkey);
    if (read.ok) keys.push(encodeBase64url(read.vkey.publicKey));
  }
  if (repeats(keys))
    yield 'one public key stands in two places, expected a key for each role of each party and witness';
}

function repeats(values: string[]): boolean {
  return new Set(values).size < values.length;
}

function isDay(day: string): boolean {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && date >= 1 && date <= days;
}
