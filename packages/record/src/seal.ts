// A seal: a commitment to an exhibit that is not shown. Only the digest travels; disclosing later carries salt and content.
//
//   c = SHA-256( "parley/seal/v1" 00 ‖ salt[32] ‖ content )
//
// The salt is random and secret until disclosure, so the digest says nothing about a content that could be guessed. It has one
// length, so no salt can borrow bytes from the content. Contents may be gigabytes: `startSeal` takes them in pieces.

import { sha256 } from '@noble/hashes/sha2.js';
import { encodeBase64url } from './base64.ts';
import { encodeUtf8 } from './bytes.ts';

export const SEAL_SALT_BYTES = 32;

const LABEL = encodeUtf8('parley/seal/v1\0');

/** A seal in the making: give it the content piece by piece, then take the digest once. */
export type Sealing = { update: (piece: Uint8Array) => void; digest: () => string };

/** Begins to seal a content of any size. `salt`: 32 random bytes, used for one exhibit. Throws TypeError for another length. */
export function startSeal(salt: Uint8Array): Sealing {
  if (salt.length !== SEAL_SALT_BYTES) {
    throw new TypeError(`sealing an exhibit: the salt has ${salt.length} bytes, expected ${SEAL_SALT_BYTES}`);
  }
  const state = sha256.create().update(LABEL).update(salt);
  return {
    update: (piece) => {
      state.update(piece);
    },
    digest: () => encodeBase64url(state.digest()),
  };
}

/** The seal digest of `content` under a 32-byte `salt`, base64url, as an act's `seals` carries it. */
export function sealContent(salt: Uint8Array, content: Uint8Array): string {
  const sealing = startSeal(salt);
  sealing.update(content);
  return sealing.digest();
}

/** True if `salt` and `content`, as disclosed, are what was sealed as `digest`. A salt of another length is false, not a throw. */
export function checkSeal(digest: string, salt: Uint8Array, content: Uint8Array): boolean {
  return salt.length === SEAL_SALT_BYTES && sealContent(salt, content) === digest;
}
