// The docket digest: one hash that two nodes compare to see that they computed the same docket from the same record. In two levels, so
// that it can be kept up as subjects change and made of a million of them without holding their states:
//
//   digest of a subject = base64url( SHA-256( JCS( state ) ) )
//   docket digest       = base64url( SHA-256( JCS( { accord, cut, disregarded, subjects } ) ) )
//     cut          { origin: { size, receipts: { by: size } } } of every log: entries folded, and how many of them each other party's
//                  holder and each witness has cosigned (left out: none)
//     disregarded  [[origin, index, code], …] by origin, then index
//     subjects     [[id, digest of the subject], …] by id; the house stands among them under the accord's id
//
// No words go into it, and nothing that depends on the moment.

import { encodeBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { sha256, sha256Text } from '@parley/record/hash';
import { encodeCanonical, type JsonObject } from '@parley/record/json';

/** By origin: how many entries of the log are folded, and by cosigner how many of them it has cosigned. */
export type Cut = Record<string, { size: number; receipts: Record<string, number> }>;

/** Digest of the state of a subject, or of the house. */
export function subjectDigest(state: object): string {
  return encodeBase64url(digestOfState(encodeCanonical(state as JsonObject)));
}

/** The same, of the canonical text of the state, for those who keep the text as well: 32 bytes. */
export function digestOfState(canonicalText: string): Uint8Array {
  return sha256Text(canonicalText);
}

/** Lists in any order; they are sorted here. */
export function docketDigest(docket: {
  accord: string;
  cut: Cut;
  subjects: Iterable<readonly [id: string, digest: string]>;
  disregarded: Iterable<readonly [origin: string, index: number, code: string]>;
}): string {
  const subjects = [...docket.subjects].toSorted((a, b) => compareText(a[0], b[0]));
  const disregarded = [...docket.disregarded].toSorted((a, b) => compareText(a[0], b[0]) || a[1] - b[1]);
  const parts = [
    encodeUtf8(`{"accord":${encodeCanonical(docket.accord)},"cut":${encodeCanonical(docket.cut)},"disregarded":[`),
    ...encodeList(disregarded),
    encodeUtf8('],"subjects":['),
    ...encodeList(subjects),
    encodeUtf8(']}'),
  ];
  return encodeBase64url(sha256(...parts));
}

/** Few enough arguments for one call of the hash, few enough bytes for one string. */
const LIST_ITEMS_A_PART = 1000;

function* encodeList(items: readonly (readonly (string | number)[])[]): Generator<Uint8Array> {
  for (let at = 0; at < items.length; at += LIST_ITEMS_A_PART) {
    // Of lists of texts and whole numbers, the platform's JSON is the canonical one (RFC 8785 §3.2.2), and a million are written in a breath.
    const part = JSON.stringify(items.slice(at, at + LIST_ITEMS_A_PART)).slice(1, -1);
    yield encodeUtf8((at === 0 ? '' : ',') + part);
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
