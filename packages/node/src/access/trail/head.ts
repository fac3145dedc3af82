// The signed head of a trail: a checkpoint (spec: c2sp.org/tlog-checkpoint) under one Ed25519 key that signs nothing else, named by the trail's
// own origin, so that no head of it can pass for a head of a log. It is signed in the transaction that appends, hence without waiting.

import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { encodeUtf8 } from '@parley/record/bytes';
import { encodeCheckpoint, openCheckpoint } from '@parley/record/checkpoint';
import { encodeNote } from '@parley/record/note';
import { refuse, type Result } from '@parley/record/refusal';
import { webSuite } from '@parley/record/suite';
import { parseVkey, vkeyOf, type Vkey } from '@parley/record/vkey';

export type TrailHead = { size: number; root: Uint8Array };

export type TrailSigner = { vkey: Vkey; sign: (head: TrailHead) => string };

export type TrailCode =
  | 'trail.malformed'
  | 'trail.key'
  | 'trail.altered'
  | 'trail.truncated'
  | 'trail.rewritten'
  | 'trail.unsigned';

/** The trail of a log is named after it. */
export function trailOrigin(logOrigin: string): string {
  return `${logOrigin}/trail`;
}

// PKCS #8 (RFC 8410 §7) of a 32-byte seed is this prefix and the seed.
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const RAW_KEY_BYTES = 32;

/** The signer with the given 32-byte seed. */
export function trailSigner(origin: string, seed: Uint8Array): TrailSigner {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const vkey = vkeyOf(origin, 0x01, new Uint8Array(spki.subarray(-RAW_KEY_BYTES)));
  return {
    vkey,
    sign(head) {
      const text = encodeCheckpoint({ origin, ...head });
      const signature = new Uint8Array(sign(null, encodeUtf8(text), key));
      return encodeNote({ text, signatures: [{ name: vkey.name, keyId: vkey.keyId, signature }] });
    },
  };
}

/** Opens a head under the trail's key. */
export async function openHead(note: string, vkey: Vkey): Promise<Result<TrailHead, TrailCode>> {
  const opened = await openCheckpoint(note, [vkey], webSuite);
  if (opened.ok) return { ok: true, size: opened.checkpoint.size, root: opened.checkpoint.root };
  return refuse('trail.key', `open a head of the trail: ${opened.refusal.detail}; expected the key ${vkey.name}`);
}

/** Reads the key of a trail from its text. */
export function parseTrailKey(text: string): Result<{ vkey: Vkey }, TrailCode> {
  const parsed = parseVkey(text.trim());
  if (parsed.ok && parsed.vkey.type === 0x01 && parsed.vkey.name.endsWith('/trail')) return parsed;
  return refuse(
    'trail.malformed',
    'read the key of a trail: expected <origin>/trail+<key id>+<key>, as export writes it',
  );
}
