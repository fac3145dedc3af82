// SHA-256 and the two Merkle hashes of RFC 6962 §2.1 (= RFC 9162 §2.1.1): the prefix byte keeps a leaf from ever passing for a
// node. Synchronous on purpose (Web Crypto's digest is not): a tree of a million leaves is hashed in one breath.

import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';

/** A SHA-256 digest is this many bytes. */
export const HASH_BYTES = 32;

/** SHA-256 of the parts, one after the other. */
export function sha256(...parts: Uint8Array[]): Uint8Array {
  if (parts.length === 1) return nobleSha256(parts[0]!);
  const state = nobleSha256.create();
  for (const part of parts) state.update(part);
  return state.digest();
}

const LEAF = Uint8Array.of(0x00);

/** SHA-256(00 ‖ entry): the hash of a leaf, and the id of the act that is the entry. */
export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256(LEAF, entry);
}

/** SHA-256(01 ‖ left ‖ right) of two 32-byte hashes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const message = new Uint8Array(1 + 2 * HASH_BYTES);
  message[0] = 0x01;
  message.set(left, 1);
  message.set(right, 1 + HASH_BYTES);
  return nobleSha256(message);
}

/** The root of the tree without leaves: SHA-256 of nothing. */
export const EMPTY_ROOT: Uint8Array = nobleSha256(new Uint8Array(0));
