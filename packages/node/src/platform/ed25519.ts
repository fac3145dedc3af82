// Ed25519 verification by native code, synchronous: for threads that do nothing else. Behind record's rule (`strictEd25519`), which stands in front
// of whoever calls this, all that is left to the code is RFC 8032 without cofactor.
//
// libsodium takes half the time of OpenSSL. Its package is optional: it may not be there for this machine, and a version of it might one day
// verify with cofactor, as some do. So it is asked about signatures that tell the difference before it is asked about any that counts.

import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { createRequire } from 'node:module';
import { encodeBase64url } from '@parley/record/base64';

/** As record's `Verify`, and always at once. */
export type VerifyNow = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** A record has some hundreds of officers; one that introduces ever new keys must not fill the memory. */
const KEYS_REMEMBERED = 1024;
const remembered = new Map<string, KeyObject | undefined>();

/** OpenSSL, which comes with Node. */
export const opensslEd25519: VerifyNow = (publicKey, message, signature) => {
  const key = keyOf(publicKey);
  return key !== undefined && verify(null, message, key, signature);
};

function keyOf(publicKey: Uint8Array): KeyObject | undefined {
  const x = encodeBase64url(publicKey);
  if (remembered.has(x)) return remembered.get(x);
  const oldest = remembered.size < KEYS_REMEMBERED ? undefined : remembered.keys().next().value;
  if (oldest !== undefined) remembered.delete(oldest);
  let key: KeyObject | undefined;
  try {
    key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  } catch {
    key = undefined;
  }
  remembered.set(x, key);
  return key;
}

type Sodium = {
  crypto_sign_verify_detached(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean;
};

/** libsodium, or undefined where it is not installed, does not load, or verifies by another rule. */
export function sodiumEd25519(load: () => unknown = require): VerifyNow | undefined {
  let sodium: Sodium;
  try {
    sodium = load() as Sodium;
    if (
      !keepsRule((publicKey, message, signature) => sodium.crypto_sign_verify_detached(signature, message, publicKey))
    )
      return undefined;
  } catch {
    return undefined;
  }
  return (publicKey, message, signature) => sodium.crypto_sign_verify_detached(signature, message, publicKey);
}

function require(): unknown {
  return createRequire(import.meta.url)('sodium-native');
}

/** The fastest that there is, and what it is called. */
export function fastestEd25519(sodium = sodiumEd25519()): { name: 'libsodium' | 'OpenSSL'; verify: VerifyNow } {
  return sodium === undefined ? { name: 'OpenSSL', verify: opensslEd25519 } : { name: 'libsodium', verify: sodium };
}

function keepsRule(code: VerifyNow): boolean {
  return EDGES.every(({ publicKey, signature, valid }) => {
    const [key, bytes] = [Uint8Array.fromHex(publicKey), Uint8Array.fromHex(signature)];
    return code(key, EDGES_MESSAGE, bytes) === valid;
  });
}

/** Signatures over the same message that all hold with cofactor. Key, R, both or neither have a part of small order. */
export const EDGES_MESSAGE: Uint8Array = new TextEncoder().encode('parley');
export const EDGES: readonly { publicKey: string; signature: string; valid: boolean }[] = [
  {
    publicKey: 'e6050df522ee2d93ab024997bee05d000a4c6dcf2f3acb8c6cc79499ed9422db',
    signature:
      '65ef627b035ec06bec49a2d707a8d99b982483f153bae7293aa4ca9f3c46dd655c449eb38873174a06560b3cafd7632f771ddbfef497af8026690b4a70dec303',
    valid: true,
  },
  {
    publicKey: '28c88aaca095616c6020601247ddd6c587174afbdcd6806fd6c70c509f35aa0c',
    signature:
      '7c56e84b60f6bf3de303e01b0018820009c1904f5bae12a94fab08667941c47bab39623e03175d99a82c85a33ddc00c72064870b76cc478f0041f60987d6dc0f',
    valid: true,
  },
  {
    publicKey: '7362cde457d783d2ea3b6ef46737b73bdc8be7e9c45e0d73bb2ac6e31b1d5a96',
    signature:
      '65ef627b035ec06bec49a2d707a8d99b982483f153bae7293aa4ca9f3c46dd65f93be12cc9078f45530b01a6fc07ad205657078ddbca1166d7235c4f8aa36901',
    valid: false,
  },
  {
    publicKey: 'e6050df522ee2d93ab024997bee05d000a4c6dcf2f3acb8c6cc79499ed9422db',
    signature:
      '5a25c9bdb3972c5562c01c9d2b48d2732028ae15a51a6aab74295162d92f30d25f615cda5aedf42506252f747b7f9477511cedbd1aec307e97048bfdb4f9490c',
    valid: false,
  },
  {
    publicKey: 'a4c98234a53468fa292a11ac8d52a0da1ff9c43c2b985620587ab17f061c4fb7',
    signature:
      '6bfe2cb27a70dac03625e6da04340d1628b41dd5ae3466d23cf9ad3233e0e0bcb6a2b897ce7923474b7ed80fc8fdb84efb2fe4904be4a15f54f4a1f4fc5a5c0b',
    valid: true,
  },
  {
    publicKey: 'd43ed56695cba6950d4c49c09fe2a9b59d696eda0d0e4786ebafca260a53c59c',
    signature:
      '93da36424c68d3aa9d3fe362d4b72d8cdfd751ea5ae595548bd6ae9d26d0cf2d9702da5de3ed3a9cf511f0fdbc8d02b8d5919e8b5374d8715e0f2a2e3306be02',
    valid: false,
  },
];
