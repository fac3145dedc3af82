// Words: the part of an act that people read and rules do not, so that it can be withheld or erased and the record still verifies.
//
// Each top-level member of an act's words is one RFC 9901 disclosure. The act carries only digests (`_sd`); the words travel
// beside it and are stored by digest.
//
//   disclosure = base64url( UTF-8( JCS( [salt, name, value] ) ) )       RFC 9901 §4.2.1, with one spelling instead of many
//   salt       = 22 characters of base64url: 16 random bytes            so that nobody guesses what was withheld (§9.3)
//   name       = a letter, then up to 63 letters, digits, "_" or "-"    and none of the payload's own members (§7.1)
//   digest     = base64url( SHA-256( ASCII( disclosure ) ) )            RFC 9901 §4.2.3
//   all disclosures of one act together: at most 256 KiB of text
//
// Nested digests and array disclosures (§4.2.2, §4.2.6) are not used: a value is disclosed whole or not at all.
// A counterpart may file a digest of something that is no disclosure at all. It is held and served like any other, by its digest
// (`digestOf`); only reading it is refused.

import { encodeBase64url, parseBase64urlText } from './base64.ts';
import { encodeUtf8 } from './bytes.ts';
import { sha256Text } from './hash.ts';
import { encodeCanonical, parseCanonical, type Json, type JsonObject } from './json.ts';
import { refuse, type Result } from './refusal.ts';

/** `text` is what is stored and hashed; `digest` is base64url and stands in the act's `_sd`. */
export type Disclosure = { text: string; name: string; value: Json; digest: string };

export type WordsCode =
  | 'words.malformed'
  | 'words.not_canonical'
  | 'words.name'
  | 'words.salt'
  | 'words.too_large'
  | 'words.unexpected'
  | 'words.repeated';

/** All disclosure texts of one act together, in bytes. */
export const WORDS_BYTES_MAX = 262_144;

/** A salt is this many random bytes. */
export const SALT_BYTES = 16;

const SALT = /^[A-Za-z0-9_-]{21}[AQgw]$/;
const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

// A disclosed name must not stand for a member that the payload has itself (RFC 9901 §7.1 step 3.c.ii.3).
const PAYLOAD_MEMBERS: ReadonlySet<string> = new Set([
  'v',
  'accord',
  'log',
  'type',
  'iat',
  'nonce',
  'keys',
  'subject',
  're',
  'seen',
  'body',
  'exhibits',
  'seals',
]);

/** The disclosure of one member of an act's words. `salt`: 16 random bytes, never used twice. Throws for what could not be read back. */
export function encodeDisclosure(salt: Uint8Array, name: string, value: Json): Disclosure {
  if (salt.length !== SALT_BYTES) {
    throw new TypeError(`encoding a disclosure: the salt has ${salt.length} bytes, expected ${SALT_BYTES}`);
  }
  if (!nameAllowed(name)) throw new TypeError(`encoding a disclosure: words cannot have a member named ${name}`);
  const text = encodeBase64url(encodeUtf8(encodeCanonical([encodeBase64url(salt), name, value])));
  if (text.length > WORDS_BYTES_MAX) throw new TypeError(`encoding a disclosure: more than ${WORDS_BYTES_MAX} bytes`);
  return { text, name, value, digest: digestOf(text) };
}

/** Reads one disclosure. Says nothing about which act it belongs to: `checkWords` does. Never throws. */
export function parseDisclosure(text: string): Result<{ disclosure: Disclosure }, WordsCode> {
  const read = readDisclosure(text);
  return read.ok
    ? { ok: true, disclosure: { text, name: read.name, value: read.value, digest: digestOf(text) } }
    : read;
}

/** As `parseDisclosure`, for those who do not ask for the digest. */
export function readDisclosure(text: string): Result<{ name: string; value: Json }, WordsCode> {
  if (text.length > WORDS_BYTES_MAX) {
    return refuse('words.too_large', `reading a disclosure: ${text.length} bytes, expected at most ${WORDS_BYTES_MAX}`);
  }
  const array = parseBase64urlText(text);
  if (array === undefined) {
    return refuse('words.malformed', 'reading a disclosure: not the unpadded base64url of UTF-8 text');
  }
  const parsed = parseCanonical(array);
  if (!parsed.ok) {
    const code = parsed.refusal.code === 'json.malformed' ? 'words.malformed' : 'words.not_canonical';
    return refuse(code, `reading a disclosure: ${parsed.refusal.detail}`);
  }
  if (!Array.isArray(parsed.value) || parsed.value.length !== 3) {
    return refuse('words.malformed', 'reading a disclosure: not an array of salt, name and value');
  }
  const [salt, name, value] = parsed.value as [Json, Json, Json];
  if (typeof salt !== 'string' || !SALT.test(salt)) {
    return refuse('words.salt', 'reading a disclosure: the salt is not the base64url of 16 bytes');
  }
  if (typeof name !== 'string' || !nameAllowed(name)) {
    return refuse('words.name', 'reading a disclosure: words cannot have a member of that name');
  }
  return { ok: true, name, value };
}

/** base64url SHA-256 of a disclosure's text, whatever the text is: what stands in `_sd` (RFC 9901 §4.2.3). */
export function digestOf(text: string): string {
  return encodeBase64url(sha256Text(text));
}

/**
 * The words that `disclosures` give to an act, in the order of `_sd`, and the digests of `_sd` that none of them has (withheld,
 * erased, or not held yet). Refused: a disclosure that the act does not name, one given twice, two of one name, more than 256 KiB.
 */
export function checkWords(
  payload: { _sd?: string[] },
  disclosures: readonly Disclosure[],
): Result<{ words: JsonObject; missing: string[] }, WordsCode> {
  const wanted = payload._sd ?? [];
  const given = new Map<string, Disclosure>();
  let bytes = 0;
  for (const disclosure of disclosures) {
    if (given.has(disclosure.digest)) {
      return refuse('words.repeated', `checking words: the disclosure ${disclosure.digest} is given twice`);
    }
    given.set(disclosure.digest, disclosure);
    bytes += disclosure.text.length;
  }
  if (bytes > WORDS_BYTES_MAX) {
    return refuse('words.too_large', `checking words: ${bytes} bytes, expected at most ${WORDS_BYTES_MAX}`);
  }
  const words: JsonObject = {};
  const missing: string[] = [];
  for (const digest of wanted) {
    const disclosure = given.get(digest);
    if (disclosure === undefined) {
      missing.push(digest);
      continue;
    }
    given.delete(digest);
    if (Object.hasOwn(words, disclosure.name)) {
      return refuse('words.repeated', `checking words: two disclosures are named ${disclosure.name}`);
    }
    words[disclosure.name] = disclosure.value;
  }
  for (const digest of given.keys()) {
    return refuse('words.unexpected', `checking words: the act does not name the disclosure ${digest}`);
  }
  return { ok: true, words, missing };
}

function nameAllowed(name: string): boolean {
  return NAME.test(name) && !PAYLOAD_MEMBERS.has(name);
}
