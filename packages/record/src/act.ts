// An act on the wire: one log entry, one official statement, signed by one officer or by several.
//
//   one signature    BASE64URL(header) "." BASE64URL(payload) "." BASE64URL(signature)             RFC 7515 §7.1
//   two to sixteen   {"payload":"…","signatures":[{"protected":"…","signature":"…"},…]}            RFC 7515 §7.2.1, as its own JCS,
//                    distinct kids in ascending order, no unprotected header
//   header           {"alg":"Ed25519","kid":"<43 characters>","typ":"parley-act+sd-jwt"}           byte for byte (RFC 9864 names the alg)
//   payload          its own JCS (json.ts), an SD-JWT issuer payload (RFC 9901 §4) with the members below and no other
//   signed bytes     ASCII( BASE64URL(header) "." BASE64URL(payload) )                             RFC 7515 §5.1
//   act id           base64url of the Merkle leaf hash, SHA-256( 00 ‖ entry )
//
// An attacker controls every byte: a counterpart's node may append anything to its own log. JOSE leaves much open (repeated header
// members, unknown ones, stray bits in base64url, key material inside the header), and each freedom gives two byte strings for one
// act, or two readings of one. So nothing is searched in a header and no algorithm is chosen by it: the bytes equal the template
// or the entry is no act. Keys are found by kid among those the caller holds, never in the entry.
//
// The body's strings are visible ASCII without spaces: rules read the body, it stays for ever, and prose belongs in the words.

import { encodeBase64url, parseBase64url, parseBase64urlText } from './base64.ts';
import { encodeUtf8 } from './bytes.ts';
import { acceptableEd25519, ED25519_SIGNATURE_BYTES } from './ed25519.ts';
import { leafHash } from './hash.ts';
import { encodeCanonical, isObject, parseCanonical, type Json, type JsonObject } from './json.ts';
import { ACCORD_ID, parseOrigin } from './key.ts';
import { refuse, type Refused, type Result } from './refusal.ts';
import type { Sign, Suite } from './suite.ts';

/** An act named from outside: the origin of its log, its index there, and its id. */
export type ActRef = { log: string; i: number; h: string };

/** By origin, the checkpoint the node held when the officer signed: size and root hash, padded base64 as in checkpoints. */
export type Seen = Record<string, { n: number; root: string }>;

export type Payload = {
  v: 'parley/1';
  accord: string;
  /** Origin of the log the act is for: must equal the log it is found in. */
  log: string;
  type: string;
  /** The officer's claimed time, seconds since 1970. */
  iat: number;
  /** 16 random bytes, base64url. */
  nonce: string;
  /** Index of the last act in its own log that changed keys, officers or terms; absent only at index 0. */
  keys?: number;
  /** Id of the act that opened the subject; absent on the opening act. */
  subject?: string;
  re?: ActRef[];
  seen?: Seen;
  body: JsonObject;
  /** Digests of the words, ascending. */
  _sd?: string[];
  _sd_alg?: 'sha-256';
  /** Deposited exhibits: base64url SHA-256, bytes, media type. */
  exhibits?: { h: string; n: number; ct: string }[];
  /** Sealed exhibits: base64url seal digest, bytes, media type. */
  seals?: { c: string; n: number; ct: string }[];
};

export type ActSignature = { kid: string; signingInput: Uint8Array; signature: Uint8Array };

/** What arrived: well-formed, by nobody yet. */
export type Act = { entry: Uint8Array; id: string; payload: Payload; signatures: ActSignature[] };

const verified: unique symbol = Symbol('verified');

/** What `openAct` returned: every signature is valid by the key that the caller holds for its kid. */
export type VerifiedAct = Act & { readonly [verified]: true; kids: string[] };

export type ActCode =
  | 'act.too_large'
  | 'act.malformed'
  | 'act.header'
  | 'act.kids'
  | 'act.not_canonical'
  | 'act.payload'
  | 'act.key_unknown'
  | 'act.signature';

/** An entry, in bytes. */
export const ENTRY_BYTES_MAX = 32_768;

/** Signatures on one act: no accord asks for more officers, and each costs a verification. */
export const ACT_SIGNATURES_MAX = 16;

/** A string in the body: the longest thing a body may carry is an ML-DSA-44 public key in base64url. */
export const BODY_STRING_MAX = 1750;

/** A member name in the body: an origin is at most this long. */
export const BODY_NAME_MAX = 240;

// The 24 bytes before the kid are a multiple of three, so every header shares its first 32 base64url characters.
const HEADER_BEFORE = '{"alg":"Ed25519","kid":"';
const HEADER_AFTER = '","typ":"parley-act+sd-jwt"}';
const KID_AT = HEADER_BEFORE.length;
const KID_CHARS = 43;
const HEADER_CHARS = 127;
const SIGNATURE_CHARS = 86;

const GENERAL = /^\{"payload":"([A-Za-z0-9_-]+)","signatures":\[(\{[A-Za-z0-9_\-":,{}]+\})\]\}$/;
const GENERAL_SIGNATURE = /^\{"protected":"([A-Za-z0-9_-]+)","signature":"([A-Za-z0-9_-]+)"\}$/;

/** 32 bytes in base64url: the four bits left over are zero. */
const DIGEST = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
const DIGEST_BASE64 = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;
const NONCE = /^[A-Za-z0-9_-]{21}[AQgw]$/;
const TYPE = /^[a-z][a-z0-9-]{0,31}(\.[a-z][a-z0-9-]{0,31})?$/;
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}$/;
const BODY_STRING = /^[!-~]*$/;

/** 9999-12-31T23:59:59Z: later times have no date in four digits, and some calendars have none at all. */
const IAT_MAX = 253_402_300_799;

const latin1 = new TextDecoder('latin1');

/**
 * Reads one log entry. Any bytes are ordinary input: never throws. The act keeps `entry` itself, not a copy. `id`: its id, from those who
 * computed it before.
 */
export function parseAct(entry: Uint8Array, id?: string): Result<{ act: Act }, ActCode> {
  if (entry.length > ENTRY_BYTES_MAX) {
    return refuse('act.too_large', `reading an act: ${entry.length} bytes, expected at most ${ENTRY_BYTES_MAX}`);
  }
  // Bytes outside ASCII become characters outside the patterns.
  const text = latin1.decode(entry);
  const parts = text.startsWith('{') ? splitGeneral(text) : splitCompact(text, entry);
  if (!parts.ok) return parts;
  const payloadText = parseBase64urlText(parts.payload);
  if (payloadText === undefined)
    return refuse('act.malformed', 'reading an act: the payload is not base64url of UTF-8 text');
  const read = parsePayload(payloadText);
  if (!read.ok) return read;
  const { signatures } = parts;
  return { ok: true, act: { entry, id: id ?? encodeBase64url(leafHash(entry)), payload: read.payload, signatures } };
}

/**
 * Verifies every signature of an act. `keys`: public keys (32 bytes) by kid, as the caller trusts them; a kid is taken for what the
 * caller says it is. Refuses with `act.key_unknown` before any signature is checked, with `act.signature` at the first invalid one.
 */
export async function openAct(
  entry: Uint8Array | Act,
  keys: ReadonlyMap<string, Uint8Array>,
  suite: Suite,
): Promise<Result<{ act: VerifiedAct }, ActCode>> {
  const signed = signedBy(entry, keys);
  if (!signed.ok) return signed;
  const { act, kids } = signed;
  for (const { kid, signingInput, signature } of act.signatures) {
    const publicKey = keys.get(kid)!;
    if (!acceptableEd25519(publicKey, signature) || !(await suite.ed25519(publicKey, signingInput, signature)))
      return invalid(act, kid);
  }
  return { ok: true, act: verifiedAct(act, kids) };
}

/** As `openAct`, for those whose Ed25519 answers at once. `ed25519` need not know the rule of ed25519.ts: it is asked behind it. */
export function openActNow(
  entry: Uint8Array | Act,
  keys: ReadonlyMap<string, Uint8Array>,
  ed25519: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean,
): Result<{ act: VerifiedAct }, ActCode> {
  const signed = signedBy(entry, keys);
  if (!signed.ok) return signed;
  const { act, kids } = signed;
  for (const { kid, signingInput, signature } of act.signatures) {
    const publicKey = keys.get(kid)!;
    if (!acceptableEd25519(publicKey, signature) || !ed25519(publicKey, signingInput, signature))
      return invalid(act, kid);
  }
  return { ok: true, act: verifiedAct(act, kids) };
}

function signedBy(
  entry: Uint8Array | Act,
  keys: ReadonlyMap<string, Uint8Array>,
): Result<{ act: Act; kids: string[] }, ActCode> {
  let act: Act;
  if (entry instanceof Uint8Array) {
    const parsed = parseAct(entry);
    if (!parsed.ok) return parsed;
    act = parsed.act;
  } else act = entry;
  const kids = act.signatures.map(({ kid }) => kid);
  const unknown = kids.find((kid) => !keys.has(kid));
  if (unknown === undefined) return { ok: true, act, kids };
  return refuse('act.key_unknown', `opening act ${act.id}: no key is known by the kid ${unknown}`, { kid: unknown });
}

function invalid(act: Act, kid: string): Refused<'act.signature'> {
  return refuse('act.signature', `opening act ${act.id}: the signature by ${kid} is not valid`, { kid });
}

function verifiedAct({ entry, id, payload, signatures }: Act, kids: string[]): VerifiedAct {
  return { entry, id, payload, signatures, kids, [verified]: true };
}

/**
 * An act out of the caller's own memory: bytes that `openAct` took before, kept where nobody else writes, with the id that it gave them.
 * Nothing is checked again. Throws if the bytes cannot be read at all.
 */
export function recallAct(entry: Uint8Array, id: string): VerifiedAct {
  const text = latin1.decode(entry);
  const parts = text.startsWith('{') ? splitGeneral(text) : splitCompact(text, entry);
  const payloadText = parts.ok ? parseBase64urlText(parts.payload) : undefined;
  if (!parts.ok || payloadText === undefined) throw new Error(`recalling act ${id}: it is no act any more`);
  const { signatures } = parts;
  const payload = JSON.parse(payloadText) as Payload;
  return { entry, id, payload, signatures, kids: signatures.map(({ kid }) => kid), [verified]: true };
}

/** What the officer with `kid` signs. Throws TypeError for a payload or kid that `parseAct` would refuse. */
export function signingInputOf(payload: Payload, kid: string): Uint8Array {
  return encodeUtf8(`${encodeHeader(kid)}.${encodePayload(payload)}`);
}

/** The entry made of a payload and its signatures, in any order. Throws TypeError for what `parseAct` would refuse. */
export function assembleAct(
  payload: Payload,
  signatures: readonly { kid: string; signature: Uint8Array }[],
): Uint8Array {
  return assemble(encodePayload(payload), signatures);
}

/** The entry of an act signed by all `signers`. Throws TypeError, before anybody signs, for what `parseAct` would refuse. */
export async function composeAct(
  payload: Payload,
  signers: readonly { kid: string; sign: Sign }[],
): Promise<Uint8Array> {
  const encoded = encodePayload(payload);
  const blank = new Uint8Array(ED25519_SIGNATURE_BYTES);
  assemble(
    encoded,
    signers.map(({ kid }) => ({ kid, signature: blank })),
  );
  const signatures: { kid: string; signature: Uint8Array }[] = [];
  for (const { kid, sign } of signers) {
    signatures.push({ kid, signature: await sign(encodeUtf8(`${encodeHeader(kid)}.${encoded}`)) });
  }
  return assemble(encoded, signatures);
}

function encodeHeader(kid: string): string {
  if (!DIGEST.test(kid)) throw new TypeError(`composing an act: ${JSON.stringify(kid)} is no kid`);
  return encodeBase64url(encodeUtf8(HEADER_BEFORE + kid + HEADER_AFTER));
}

function encodePayload(payload: Payload): string {
  const text = encodeCanonical(payload);
  const read = parsePayload(text);
  if (!read.ok) throw new TypeError(`composing an act: ${read.refusal.detail}`);
  return encodeBase64url(encodeUtf8(text));
}

function assemble(payload: string, signatures: readonly { kid: string; signature: Uint8Array }[]): Uint8Array {
  const sorted = signatures.toSorted((a, b) => (a.kid < b.kid ? -1 : 1));
  const parts = sorted.map(({ kid, signature }) => [encodeHeader(kid), encodeBase64url(signature)] as const);
  const one = parts.length === 1 ? parts[0] : undefined;
  const entry = encodeUtf8(
    one !== undefined
      ? `${one[0]}.${payload}.${one[1]}`
      : `{"payload":"${payload}","signatures":[${parts.map(([header, signature]) => `{"protected":"${header}","signature":"${signature}"}`).join(',')}]}`,
  );
  const read = parseAct(entry);
  if (!read.ok) throw new TypeError(`composing an act: ${read.refusal.detail}`);
  return entry;
}

type Parts = Result<{ payload: string; signatures: ActSignature[] }, ActCode>;

function splitCompact(text: string, entry: Uint8Array): Parts {
  // Whatever else is wrong with the parts, their base64url is not canonical.
  const first = text.indexOf('.');
  const second = first < 0 ? -1 : text.indexOf('.', first + 1);
  if (second < 0) {
    return refuse('act.malformed', 'reading an act: neither compact nor general JWS in its canonical form');
  }
  const header = text.slice(0, first);
  const payload = text.slice(first + 1, second);
  const signature = text.slice(second + 1);
  const signed = readSignature(header, signature, entry.subarray(0, second));
  return signed.ok ? { ok: true, payload, signatures: [signed.signature] } : signed;
}

function splitGeneral(text: string): Parts {
  const match = GENERAL.exec(text);
  if (match === null)
    return refuse('act.malformed', 'reading an act: neither compact nor general JWS in its canonical form');
  const [, payload, list] = match as unknown as [string, string, string];
  const items = list.split(/(?<=\}),(?=\{)/);
  if (items.length < 2 || items.length > ACT_SIGNATURES_MAX) {
    return refuse(
      'act.kids',
      `reading an act: ${items.length} signatures in the general form, expected 2 to ${ACT_SIGNATURES_MAX}`,
    );
  }
  const signatures: ActSignature[] = [];
  for (const item of items) {
    const parts = GENERAL_SIGNATURE.exec(item);
    if (parts === null)
      return refuse('act.malformed', 'reading an act: a signature is not exactly protected and signature');
    const [, header, signature] = parts as unknown as [string, string, string];
    const signed = readSignature(header, signature, encodeUtf8(`${header}.${payload}`));
    if (!signed.ok) return signed;
    const last = signatures.at(-1);
    if (last !== undefined && last.kid >= signed.signature.kid) {
      return refuse('act.kids', 'reading an act: the kids of its signatures are not distinct and ascending');
    }
    signatures.push(signed.signature);
  }
  return { ok: true, payload, signatures };
}

function readSignature(
  header: string,
  signature: string,
  signingInput: Uint8Array,
): Result<{ signature: ActSignature }, ActCode> {
  const kid = kids.get(header) ?? parseHeader(header);
  if (kid === undefined) {
    return refuse('act.header', `reading an act: the header is not ${HEADER_BEFORE}…${HEADER_AFTER}, byte for byte`);
  }
  const signatureBytes = signature.length === SIGNATURE_CHARS ? parseBase64url(signature) : undefined;
  if (signatureBytes === undefined) {
    return refuse('act.malformed', 'reading an act: a signature is not the base64url of 64 bytes');
  }
  return { ok: true, signature: { kid, signingInput, signature: signatureBytes } };
}

/** The headers read last, with their kids: a few officers sign most acts. */
const kids = new Map<string, string>();
const KIDS_MAX = 256;

/** The kid in a header, or undefined for any other text than the one that a kid has. */
function parseHeader(header: string): string | undefined {
  const bytes = header.length === HEADER_CHARS ? parseBase64url(header) : undefined;
  if (bytes === undefined) return undefined;
  const text = latin1.decode(bytes);
  const kid = text.slice(KID_AT, KID_AT + KID_CHARS);
  if (!text.startsWith(HEADER_BEFORE) || !text.endsWith(HEADER_AFTER) || !DIGEST.test(kid)) return undefined;
  remember(kids, header, kid, KIDS_MAX);
  return kid;
}

function parsePayload(text: string): Result<{ payload: Payload }, ActCode> {
  const parsed = parseCanonical(text);
  if (!parsed.ok) {
    const code = parsed.refusal.code === 'json.malformed' ? 'act.malformed' : 'act.not_canonical';
    return refuse(code, `reading an act's payload: ${parsed.refusal.detail}`);
  }
  if (!isObject(parsed.value)) return refuse('act.payload', "reading an act's payload: not an object");
  return checkPayload(parsed.value);
}

function checkPayload(value: JsonObject): Result<{ payload: Payload }, ActCode> {
  const { accord, log, type, iat, nonce, body } = value;
  if (value['v'] !== 'parley/1') return wrong('v', 'parley/1');
  if (!matches(accord, ACCORD_ID)) return wrong('accord', 'an accord id: 52 characters of base32');
  if (!isOrigin(log, accord)) return wrong('log', "an origin of the payload's accord, of at most 240 bytes");
  if (!matches(type, TYPE)) return wrong('type', 'an act type such as request.make');
  if (!isCount(iat) || iat > IAT_MAX) return wrong('iat', 'seconds from 1970 to the year 9999');
  if (!matches(nonce, NONCE)) return wrong('nonce', '16 bytes in base64url');
  if (!isObject(body)) return wrong('body', 'an object');
  const inBody = bodyProblem(body);
  if (inBody !== undefined) return wrong('body', inBody);
  let members = 7;
  for (const name in OPTIONAL) {
    if (!Object.hasOwn(value, name)) continue;
    members++;
    const problem = OPTIONAL[name]!(value[name]!, accord, log);
    if (problem !== undefined) return wrong(name, problem);
  }
  if (Object.hasOwn(value, '_sd') !== Object.hasOwn(value, '_sd_alg'))
    return wrong('_sd_alg', 'present exactly when _sd is');
  if (Object.keys(value).length !== members) {
    return refuse('act.payload', "reading an act's payload: it has a member that the format does not know");
  }
  return { ok: true, payload: value as Payload };
}

// For each optional member, what was expected of it if it is wrong. A list or map that would be empty is left out instead.
const OPTIONAL: Record<string, (value: Json, accord: string, log: string) => string | undefined> = {
  keys: (value) => (isCount(value) ? undefined : 'an index'),
  subject: (value) => (matches(value, DIGEST) ? undefined : 'an act id'),
  re: (value, accord) =>
    isList(
      value,
      (item) =>
        hasExactly(item, 3) && isOrigin(item['log'], accord) && isCount(item['i']) && matches(item['h'], DIGEST),
    )
      ? undefined
      : "a list of { log, i, h }, each within the payload's accord",
  seen: (value, accord, log) => {
    if (!isObject(value)) return 'a map from origin to { n, root }';
    const origins = Object.keys(value);
    for (const origin of origins) {
      const head = value[origin]!;
      if (origin === log || !isOrigin(origin, accord)) return "origins of other logs of the payload's accord";
      if (!isObject(head) || !hasExactly(head, 2)) return 'a map from origin to { n, root }';
      if (!isCount(head['n']) || head['n'] === 0 || !matches(head['root'], DIGEST_BASE64)) {
        return 'sizes of at least 1 and roots of 32 bytes in base64';
      }
    }
    return origins.length > 0 ? undefined : 'at least one origin';
  },
  _sd: (value) => {
    if (!Array.isArray(value) || value.length === 0) return 'a list of digests';
    let last = '';
    for (const digest of value) {
      if (!matches(digest, DIGEST) || digest <= last) return 'distinct digests of 43 characters, ascending';
      last = digest;
    }
    return undefined;
  },
  _sd_alg: (value) => (value === 'sha-256' ? undefined : 'sha-256'),
  exhibits: (value) => (isList(value, (item) => isContent(item, 'h')) ? undefined : 'a list of { h, n, ct }'),
  seals: (value) => (isList(value, (item) => isContent(item, 'c')) ? undefined : 'a list of { c, n, ct }'),
};

function isContent(item: JsonObject, digest: 'h' | 'c'): boolean {
  return hasExactly(item, 3) && matches(item[digest], DIGEST) && isCount(item['n']) && matches(item['ct'], MEDIA_TYPE);
}

function isList(value: Json, isItem: (item: JsonObject) => boolean): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((item) => isObject(item) && isItem(item));
}

function hasExactly(item: JsonObject, members: number): boolean {
  return Object.keys(item).length === members;
}

function isCount(value: Json | undefined): value is number {
  return typeof value === 'number' && value >= 0;
}

function matches(value: Json | undefined, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}

function isOrigin(value: Json | undefined, accord: string): value is string {
  return typeof value === 'string' && (accords.get(value) ?? parseAccordOf(value)) === accord;
}

/** The origins read last, with their accords: a record has as many as parties. */
const accords = new Map<string, string>();
const ORIGINS_MAX = 64;

function parseAccordOf(origin: string): string | undefined {
  const accord = parseOrigin(origin)?.accordId;
  if (accord !== undefined) remember(accords, origin, accord, ORIGINS_MAX);
  return accord;
}

function remember(memory: Map<string, string>, name: string, value: string, most: number): void {
  const oldest = memory.size < most ? undefined : memory.keys().next().value;
  if (oldest !== undefined) memory.delete(oldest);
  memory.set(name, value);
}

function bodyProblem(value: Json): string | undefined {
  if (typeof value === 'string') {
    return value.length <= BODY_STRING_MAX && BODY_STRING.test(value)
      ? undefined
      : `strings of visible ASCII without spaces, of at most ${BODY_STRING_MAX} characters`;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    for (const item of value) {
      const problem = bodyProblem(item);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
  for (const name of Object.keys(value)) {
    if (name === '' || name.length > BODY_NAME_MAX || !BODY_STRING.test(name)) {
      return `names of visible ASCII without spaces, of 1 to ${BODY_NAME_MAX} characters`;
    }
    const problem = bodyProblem(value[name]!);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function wrong(member: string, expected: string): Refused<'act.payload'> {
  return refuse('act.payload', `reading an act's payload: ${member} is wrong, expected ${expected}`, { member });
}
