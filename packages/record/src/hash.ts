// SHA-256 and the two Merkle hashes of RFC 6962 §2.1 (= RFC 9162 §2.1.1): the prefix byte keeps a leaf from ever passing for a
// node. Synchronous on purpose (Web Crypto's digest is not): a tree of a million leaves is hashed in one breath.

import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { encodeUtf8, equalBytes } from './bytes.ts';

/** A SHA-256 digest is this many bytes. */
export const HASH_BYTES = 32;

/** SHA-256 of one message, synchronous. It must not keep the message: its memory is used again. */
export type Sha256 = (message: Uint8Array) => Uint8Array;

let whole: Sha256 = nobleSha256;

/**
 * From here on this function computes every SHA-256 of a message in one piece: a server's platform has one that takes a fifth of the time.
 * Throws if it is not SHA-256.
 */
export function provideSha256(platform: Sha256): void {
  for (const length of [0, 1, 63, 64, 1000]) {
    const message = Uint8Array.from({ length }, (_, at) => at);
    if (!equalBytes(platform(message), nobleSha256(message)))
      throw new Error('what was given as SHA-256 gives another hash');
  }
  whole = platform;
}

/** SHA-256 of the parts, one after the other. */
export function sha256(...parts: Uint8Array[]): Uint8Array {
  if (parts.length === 1) return whole(parts[0]!);
  const state = nobleSha256.create();
  for (const part of parts) state.update(part);
  return state.digest();
}

/** SHA-256 of the UTF-8 bytes of a text. */
export function sha256Text(text: string): Uint8Array {
  if (text.length * 3 > scratch.length) return whole(encodeUtf8(text));
  return whole(scratch.subarray(0, encoder.encodeInto(text, scratch).written));
}

// Messages are put together here: nothing is hashed while another message is, and memory of its own for each would cost more than its hash.
const scratch = new Uint8Array(65_536);
const encoder = new TextEncoder();

/** SHA-256(00 ‖ entry): the hash of a leaf, and the id of the act that is the entry. */
export function leafHash(entry: Uint8Array): Uint8Array {
  const message =
    entry.length < scratch.length ? scratch.subarray(0, 1 + entry.length) : new Uint8Array(1 + entry.length);
  message[0] = 0x00;
  message.set(entry, 1);
  return whole(message);
}

/** SHA-256(01 ‖ left ‖ right) of two 32-byte hashes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const message = scratch.subarray(0, 1 + 2 * HASH_BYTES);
  message[0] = 0x01;
  message.set(left, 1);
  message.set(right, 1 + HASH_BYTES);
  return whole(message);
}

/** The root of the tree without leaves: SHA-256 of nothing. */
export const EMPTY_ROOT: Uint8Array = nobleSha256(new Uint8Array(0));
