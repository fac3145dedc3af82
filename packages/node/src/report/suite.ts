// Signatures by node:crypto, without going through promises: in a worker that does nothing else that is the fastest. The rule for Ed25519 is
// record's own and stands in front.

import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { encodeBase64url } from '@parley/record/base64';
import { strictEd25519 } from '@parley/record/ed25519';
import { webMlDsa44 } from '@parley/record/mldsa';
import type { Suite } from '@parley/record/suite';

/** A record has some hundreds of officers; one that introduces ever new keys must not fill the memory. */
const KEYS_REMEMBERED = 1024;
const remembered = new Map<string, KeyObject | undefined>();

const ed25519 = strictEd25519((publicKey, message, signature) => {
  const key = keyOf(publicKey);
  return key !== undefined && verify(null, message, key, signature);
});

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

export const nodeSuite: Suite = { ed25519, mlDsa44: webMlDsa44 };
