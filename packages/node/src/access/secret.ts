// Secrets that are shown once: 32 random bytes in base64url. The database keeps the SHA-256 alone, so whoever reads it, or a backup of it, can
// do nothing with what is there. They are looked up by their hash, which tells a stranger nothing of those there are.

import { createHash, randomBytes } from 'node:crypto';
import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { encodeHex } from '@parley/record/hex';

export type Random = (bytes: number) => Uint8Array;

export const systemRandom: Random = (bytes) => new Uint8Array(randomBytes(bytes));

const SECRET_BYTES = 32;
const ID_BYTES = 12;

export function newSecret(random: Random): { secret: string; hash: Uint8Array } {
  const bytes = random(SECRET_BYTES);
  return { secret: encodeBase64url(bytes), hash: sha256Of(bytes) };
}

/** The hash of a secret as it was given out; undefined for a text that is none. */
export function hashOf(secret: string): Uint8Array | undefined {
  const bytes = secret.length === 43 ? parseBase64url(secret) : undefined;
  return bytes === undefined ? undefined : sha256Of(bytes);
}

/** A public id: it opens nothing. */
export function newId(random: Random): string {
  return encodeHex(random(ID_BYTES));
}

function sha256Of(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}
