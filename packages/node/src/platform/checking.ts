// What the main thread and a thread that checks signatures say to each other: many things at a time, since a message between threads costs as much
// as a good part of a check. One block of memory goes over and belongs to the other side from then on; numbers are of 4 bytes, little-endian.
//
//   checks   for each: public key 32 · signature 64 · length of the message · message
//   entries  number of keys, for each: kid 43 · public key 32; then for each entry: its length · entry
//   answer   one byte for each, 1 for a signature that is valid, or an entry that opens by these keys

import { openActNow } from '@parley/record/act';
import { ED25519_KEY_BYTES, ED25519_SIGNATURE_BYTES } from '@parley/record/ed25519';
import type { VerifyNow } from './ed25519.ts';

export type Check = { publicKey: Uint8Array; message: Uint8Array; signature: Uint8Array };

export type Question = { kind: 'checks' | 'entries'; bytes: Uint8Array<ArrayBuffer> };

const HEAD_BYTES = ED25519_KEY_BYTES + ED25519_SIGNATURE_BYTES;
const LENGTH_BYTES = 4;
const KID_BYTES = 43;

/** Keys and signatures have the lengths that they must have. */
export function encodeChecks(checks: readonly Check[]): Question {
  let length = 0;
  for (const { message } of checks) length += HEAD_BYTES + LENGTH_BYTES + message.length;
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { publicKey, signature, message } of checks) {
    bytes.set(publicKey, at);
    bytes.set(signature, at + ED25519_KEY_BYTES);
    view.setUint32(at + HEAD_BYTES, message.length, true);
    at += HEAD_BYTES + LENGTH_BYTES;
    bytes.set(message, at);
    at += message.length;
  }
  return { kind: 'checks', bytes };
}

export function encodeEntries(entries: readonly Uint8Array[], keys: ReadonlyMap<string, Uint8Array>): Question {
  let length = LENGTH_BYTES + keys.size * (KID_BYTES + ED25519_KEY_BYTES);
  for (const entry of entries) length += LENGTH_BYTES + entry.length;
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, keys.size, true);
  let at = LENGTH_BYTES;
  for (const [kid, key] of keys) {
    encoder.encodeInto(kid, bytes.subarray(at));
    bytes.set(key, at + KID_BYTES);
    at += KID_BYTES + ED25519_KEY_BYTES;
  }
  for (const entry of entries) {
    view.setUint32(at, entry.length, true);
    bytes.set(entry, at + LENGTH_BYTES);
    at += LENGTH_BYTES + entry.length;
  }
  return { kind: 'entries', bytes };
}

export function answerOf({ kind, bytes }: Question, verify: VerifyNow): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(kind === 'checks' ? answerChecks(bytes, verify) : answerEntries(bytes, verify), Number);
}

function* answerChecks(bytes: Uint8Array, verify: VerifyNow): Generator<boolean> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length;) {
    const publicKey = bytes.subarray(at, at + ED25519_KEY_BYTES);
    const signature = bytes.subarray(at + ED25519_KEY_BYTES, at + HEAD_BYTES);
    const from = at + HEAD_BYTES + LENGTH_BYTES;
    at = from + view.getUint32(at + HEAD_BYTES, true);
    yield verify(publicKey, bytes.subarray(from, at), signature);
  }
}

function* answerEntries(bytes: Uint8Array, verify: VerifyNow): Generator<boolean> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const keys = new Map<string, Uint8Array>();
  let at = LENGTH_BYTES;
  for (let left = view.getUint32(0, true); left > 0; left--) {
    const kid = decoder.decode(bytes.subarray(at, at + KID_BYTES));
    at += KID_BYTES;
    keys.set(kid, bytes.subarray(at, at + ED25519_KEY_BYTES));
    at += ED25519_KEY_BYTES;
  }
  while (at < bytes.length) {
    const from = at + LENGTH_BYTES;
    at = from + view.getUint32(at, true);
    yield openActNow(bytes.subarray(from, at), keys, verify).ok;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('latin1');
