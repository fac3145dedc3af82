// Ed25519, by one rule for everybody.
//
// Verifiers disagree at the edges: of 914 hostile vectors one library accepts 826, one platform 208, another 43. An act that one
// side's node takes and the other's does not would split the docket, so the edges are decided here, before any platform is asked:
//
//   RFC 8032 §5.1.7 without cofactor ([S]B = R + [k]A), and
//   S < L                            one signature has one text (§5.1.7 step 1)
//   A and R encode y < p             one point has one encoding (§5.1.3 step 1)
//   A and R are not of small order   else a signature can hold for many messages or keys
//
// The 14 encodings of points of small order, canonical or not, are listed below. An attacker chooses A, R, S and the message.
// What remains is the same for every verifier that follows RFC 8032 without cofactor.

import { parseHex } from './hex.ts';

/** True if `signature` by `publicKey` over `message` is valid. Any length or content of the three is ordinary input: false, not a throw. */
export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean>;

export const ED25519_KEY_BYTES = 32;
export const ED25519_SIGNATURE_BYTES = 64;

/** True if the signature's form is one that Parley takes from that key; says nothing about the message. */
export function acceptableEd25519(publicKey: Uint8Array, signature: Uint8Array): boolean {
  return (
    signature.length === ED25519_SIGNATURE_BYTES &&
    acceptableEd25519Key(publicKey) &&
    acceptablePoint(signature, 0) &&
    scalarBelowOrder(signature, 32)
  );
}

/** True for 32 bytes that encode y < p and no point of small order. Whether a point with that y exists at all is left to verification. */
export function acceptableEd25519Key(publicKey: Uint8Array): boolean {
  return publicKey.length === ED25519_KEY_BYTES && acceptablePoint(publicKey, 0);
}

/** `verify` behind the rule above: what a suite must hold. */
export function strictEd25519(verify: Verify): Verify {
  return (publicKey, message, signature) =>
    acceptableEd25519(publicKey, signature) && verify(publicKey, message, signature);
}

// The points of the 8-torsion group by y, sign bit cleared, with which sign bits: both, always. y = 0 (order 4, ±x), 1 (identity),
// p-1 (order 2) and two y of order 8 are canonical; p and p+1 are second spellings of 0 and 1. x = 0 has no sign (RFC 8032 §5.1.3
// step 4), so the sign bit on 1 and p-1 makes non-canonical encodings: 7 y, 14 encodings.
const SMALL_ORDER_Y = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].map((text) => parseHex(text)!);

// L = 2^252 + 27742317777372353535851937790883648493, little-endian (RFC 8032 §5.1).
const ORDER = parseHex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010')!;

function acceptablePoint(bytes: Uint8Array, from: number): boolean {
  for (const y of SMALL_ORDER_Y) if (equalY(bytes, from, y)) return false;
  return yBelowPrime(bytes, from);
}

function equalY(bytes: Uint8Array, from: number, y: Uint8Array): boolean {
  for (let i = 0; i < 31; i++) if (bytes[from + i] !== y[i]) return false;
  return (bytes[from + 31]! & 0x7f) === y[31];
}

// p = 2^255 - 19: the y of p and above have all bits set from 5 to 254 and end in ed or more.
function yBelowPrime(bytes: Uint8Array, from: number): boolean {
  if ((bytes[from + 31]! & 0x7f) !== 0x7f) return true;
  for (let i = 30; i > 0; i--) if (bytes[from + i] !== 0xff) return true;
  return bytes[from]! < 0xed;
}

function scalarBelowOrder(bytes: Uint8Array, from: number): boolean {
  for (let i = 31; i >= 0; i--) {
    const difference = bytes[from + i]! - ORDER[i]!;
    if (difference !== 0) return difference < 0;
  }
  return false;
}

// A node meets a few hundred officers; a stranger who sends ever new keys must not fill the memory.
const IMPORTED_KEYS_MAX = 1024;
const imported = new Map<string, Promise<CryptoKey>>();

/** The platform's Web Cryptography behind the rule above. Throws only where the platform has no Ed25519 at all. */
export const webEd25519: Verify = strictEd25519(async (publicKey, message, signature) => {
  let key: CryptoKey;
  try {
    key = await importedKey(publicKey);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'DataError') return false;
    throw error;
  }
  return crypto.subtle.verify('Ed25519', key, bufferSource(signature), bufferSource(message));
});

function importedKey(publicKey: Uint8Array): Promise<CryptoKey> {
  const name = publicKey.toHex();
  const known = imported.get(name);
  if (known !== undefined) return known;
  const oldest = imported.size < IMPORTED_KEYS_MAX ? undefined : imported.keys().next().value;
  if (oldest !== undefined) imported.delete(oldest);
  const key = crypto.subtle.importKey('raw', bufferSource(publicKey), 'Ed25519', false, ['verify']);
  imported.set(name, key);
  return key;
}

// The platform takes bytes of unshared memory only, and so do we: nothing in Parley makes shared memory.
function bufferSource(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}

/** A private key that signs. `sign` gives the 64 bytes of RFC 8032; the same message always gives the same ones. */
export type Ed25519Signer = {
  publicKey: Uint8Array;
  sign: (message: Uint8Array) => Promise<Uint8Array>;
};

// PKCS #8 (RFC 8410 §7) of a 32-byte seed is this prefix and the seed.
const PKCS8_PREFIX = parseHex('302e020100300506032b657004220420')!;

/** The signer with the given 32-byte seed (RFC 8032 §5.1.5), on the platform's Web Cryptography. Throws for another length. */
export async function webEd25519Signer(seed: Uint8Array): Promise<Ed25519Signer> {
  if (seed.length !== 32)
    throw new TypeError(`making an Ed25519 signer: the seed has ${seed.length} bytes, expected 32`);
  const pkcs8 = new Uint8Array(PKCS8_PREFIX.length + 32);
  pkcs8.set(PKCS8_PREFIX);
  pkcs8.set(seed, PKCS8_PREFIX.length);
  // The public key comes out of an extractable import that is then forgotten; the key that signs cannot be exported.
  const extractable = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']);
  const { x } = await crypto.subtle.exportKey('jwk', extractable);
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
  return {
    publicKey: Uint8Array.fromBase64(x!, { alphabet: 'base64url' }),
    sign: async (message) => new Uint8Array(await crypto.subtle.sign('Ed25519', key, bufferSource(message))),
  };
}
