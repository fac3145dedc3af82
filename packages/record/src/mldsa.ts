// ML-DSA-44 (FIPS 204, pure, empty context): the second signature on every head, for the day the first kind is broken.
//
// Sizes are fixed: 1312 bytes of key, 2420 of signature. Where the platform's Web Cryptography has ML-DSA it is used; browsers
// that lack it verify with @noble/post-quantum, which is never used to sign. Whether it is there is found out by trying, once.

import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import type { Verify } from './ed25519.ts';

export const ML_DSA_44_KEY_BYTES = 1312;
export const ML_DSA_44_SIGNATURE_BYTES = 2420;

// Formats and names of the Web Cryptography draft on modern algorithms, younger than the type declarations.
const RAW_PUBLIC = 'raw-public' as 'raw';
const RAW_SEED = 'raw-seed' as 'raw';

const IMPORTED_KEYS_MAX = 128;
const imported = new Map<string, Promise<CryptoKey>>();
let platform: Promise<boolean> | undefined;

/** True if the platform's Web Cryptography has ML-DSA-44. */
export function platformHasMlDsa44(): Promise<boolean> {
  platform ??= importKey(RAW_PUBLIC, new Uint8Array(ML_DSA_44_KEY_BYTES), 'verify').then(
    () => true,
    () => false,
  );
  return platform;
}

/** Verification by the platform, or by @noble/post-quantum where the platform has no ML-DSA. */
export const webMlDsa44: Verify = async (publicKey, message, signature) => {
  if (publicKey.length !== ML_DSA_44_KEY_BYTES || signature.length !== ML_DSA_44_SIGNATURE_BYTES) return false;
  if (!(await platformHasMlDsa44())) return ml_dsa44.verify(signature, message, publicKey);
  const key = await importedKey(publicKey);
  return crypto.subtle.verify('ML-DSA-44', key, bufferSource(signature), bufferSource(message));
};

/** Verification by @noble/post-quantum alone: what `webMlDsa44` falls back to. */
export const nobleMlDsa44: Verify = (publicKey, message, signature) =>
  publicKey.length === ML_DSA_44_KEY_BYTES &&
  signature.length === ML_DSA_44_SIGNATURE_BYTES &&
  ml_dsa44.verify(signature, message, publicKey);

function importedKey(publicKey: Uint8Array): Promise<CryptoKey> {
  const name = publicKey.toBase64();
  const known = imported.get(name);
  if (known !== undefined) return known;
  const oldest = imported.size < IMPORTED_KEYS_MAX ? undefined : imported.keys().next().value;
  if (oldest !== undefined) imported.delete(oldest);
  const key = importKey(RAW_PUBLIC, publicKey, 'verify');
  imported.set(name, key);
  return key;
}

/** A private key that signs. `sign` is hedged: the same message gives different signatures, all valid. */
export type MlDsa44Signer = {
  publicKey: Uint8Array;
  sign: (message: Uint8Array) => Promise<Uint8Array>;
};

/** The signer with the given 32-byte seed ξ (FIPS 204 §5.1). Throws for another length, and where the platform has no ML-DSA. */
export async function webMlDsa44Signer(seed: Uint8Array): Promise<MlDsa44Signer> {
  if (seed.length !== 32)
    throw new TypeError(`making an ML-DSA-44 signer: the seed has ${seed.length} bytes, expected 32`);
  const extractable = await importKey(RAW_SEED, seed, 'sign', true);
  const { pub } = (await crypto.subtle.exportKey('jwk', extractable)) as JsonWebKey & {
    pub: string;
  };
  const key = await importKey(RAW_SEED, seed, 'sign');
  return {
    publicKey: Uint8Array.fromBase64(pub, { alphabet: 'base64url' }),
    sign: async (message) => new Uint8Array(await crypto.subtle.sign('ML-DSA-44', key, bufferSource(message))),
  };
}

function importKey(
  format: 'raw',
  bytes: Uint8Array,
  usage: 'sign' | 'verify',
  extractable = false,
): Promise<CryptoKey> {
  return crypto.subtle.importKey(format, bufferSource(bytes), 'ML-DSA-44', extractable, [usage]);
}

function bufferSource(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}
