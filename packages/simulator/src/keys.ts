// Keys from chance, and signatures that are the same in every run. Ed25519 is real and synchronous. ML-DSA-44 is a stand-in: the platform
// signs with fresh randomness each time, so two runs of one seed would differ in bytes; what stands in for it is a keyed hash of the
// same sizes, which only this process can make and check. No party of a run, lying or not, has another's seed.

import { createHash, createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';
import { ED25519_KEY_BYTES, strictEd25519 } from '@parley/record/ed25519';
import { ML_DSA_44_KEY_BYTES, ML_DSA_44_SIGNATURE_BYTES } from '@parley/record/mldsa';
import type { Chance } from './chance.ts';

/** Signs at once, and always the same. */
export type SyncSigner = { publicKey: Uint8Array; sign: (message: Uint8Array) => Uint8Array };

/** As `Suite`, at once. */
export type SyncSuite = {
  ed25519: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
  mlDsa44: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
};

const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** The keys of one run, and who verifies with them. */
export class KeyRing {
  #chance: Chance;
  #mlSeeds = new Map<string, Uint8Array>();
  #publicKeys = new Map<string, KeyObject | undefined>();
  /** Signatures that were verified before: each is seen by both sides and by the checks. */
  #verified = new Map<string, boolean>();

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  ed25519(): SyncSigner {
    const seed = this.#chance.bytes(32);
    const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
    const publicKey = new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32));
    return { publicKey, sign: (message) => new Uint8Array(sign(null, message, key)) };
  }

  mlDsa44(): SyncSigner {
    const seed = this.#chance.bytes(32);
    const publicKey = expand(seed, new Uint8Array(0), ML_DSA_44_KEY_BYTES);
    this.#mlSeeds.set(Buffer.from(publicKey).toString('base64'), seed);
    return { publicKey, sign: (message) => expand(seed, message, ML_DSA_44_SIGNATURE_BYTES) };
  }

  readonly suite: SyncSuite = {
    ed25519: (publicKey, message, signature) => this.#strict(publicKey, message, signature) as boolean,
    mlDsa44: (publicKey, message, signature) => {
      const seed = this.#mlSeeds.get(Buffer.from(publicKey).toString('base64'));
      if (seed === undefined) return false;
      return Buffer.compare(expand(seed, message, ML_DSA_44_SIGNATURE_BYTES), signature) === 0;
    },
  };

  #strict = strictEd25519((publicKey, message, signature) => {
    const name = `${hash('sha256', message, 'base64')}${Buffer.from(publicKey).toString('base64')}${Buffer.from(signature).toString('base64')}`;
    let valid = this.#verified.get(name);
    if (valid === undefined) {
      const key = this.#publicKey(publicKey);
      valid = key !== undefined && verify(null, message, key, signature);
      this.#verified.set(name, valid);
    }
    return valid;
  });

  #publicKey(bytes: Uint8Array): KeyObject | undefined {
    const name = Buffer.from(bytes).toString('base64');
    if (!this.#publicKeys.has(name)) this.#publicKeys.set(name, importKey(bytes));
    return this.#publicKeys.get(name);
  }
}

function importKey(bytes: Uint8Array): KeyObject | undefined {
  if (bytes.length !== ED25519_KEY_BYTES) return undefined;
  try {
    return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, bytes]), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

function expand(seed: Uint8Array, message: Uint8Array, length: number): Uint8Array {
  return new Uint8Array(createHash('shake256', { outputLength: length }).update(seed).update(message).digest());
}
