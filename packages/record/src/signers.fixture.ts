// Signers whose private keys everybody knows, for tests and vectors. A seed is 32 equal bytes, and ML-DSA signs without its random
// part (rnd = 0, FIPS 204 §3.4), so that every run gives the same bytes. Never sign with these what anybody is to believe.

import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { encodeUtf8 } from './bytes.ts';
import { webEd25519Signer } from './ed25519.ts';
import { leafHash } from './hash.ts';
import type { Signer } from './signature.ts';
import { vkeyOf, type VkeyType } from './vkey.ts';

/** The signer of that name whose seed is `byte`, 32 times. */
export async function fixedSigner(name: string, type: VkeyType, byte: number): Promise<Signer> {
  const seed = new Uint8Array(32).fill(byte);
  if (type !== 0x06) {
    const { publicKey, sign } = await webEd25519Signer(seed);
    return { vkey: vkeyOf(name, type, publicKey), sign };
  }
  const { publicKey, secretKey } = ml_dsa44.keygen(seed);
  return {
    vkey: vkeyOf(name, type, publicKey),
    sign: (message) => ml_dsa44.sign(message, secretKey, { extraEntropy: false }),
  };
}

export const LOG_NAME = 'a.example/k7q2/alpha';
export const HOLDER_NAME = 'b.example/k7q2/beta-holder';

/** The keys of one log and one holder: what the worked example of the record's specification signs with. */
export const logClassical: Signer = await fixedSigner(LOG_NAME, 0x01, 1);
export const holderClassical: Signer = await fixedSigner(HOLDER_NAME, 0x04, 2);
export const holderQuantum: Signer = await fixedSigner(HOLDER_NAME, 0x06, 3);
export const logQuantum: Signer = await fixedSigner(LOG_NAME, 0x06, 4);

export const logSigners = [logClassical, logQuantum];
export const holderSigners = [holderClassical, holderQuantum];
export const logVkeys = logSigners.map(({ vkey }) => vkey);
export const holderVkeys = holderSigners.map(({ vkey }) => vkey);

/** The time of the worked example: 2026-11-23T00:01:00Z. */
export const TIME = 1_795_392_060;

/** Entries of the worked example and three more. */
export const ENTRIES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'].map((word) => encodeUtf8(word));
export const LEAVES = ENTRIES.map(leafHash);
