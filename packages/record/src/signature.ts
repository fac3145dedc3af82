// What each of the three kinds of key signs when it signs a checkpoint, byte by byte.
//
//     0x01  the text of the note                                             c2sp.org/signed-note@v1.0.0
//     0x04  "cosignature/v1\ntime " decimal "\n" text                        c2sp.org/tlog-cosignature@v1.0.1
//     0x06  "subtree/v1\n\0" ‖ len8 cosigner name ‖ u64 time ‖ len8 origin   c2sp.org/tlog-cosignature@v1.1.0-rc.1
//           ‖ u64 start (0) ‖ u64 end (size) ‖ root[32]                      ML-DSA-44, empty context
//
// 0x04 and 0x06 put the time before the signature in their line: u64 POSIX seconds, big-endian. A 0x04 message lacks the
// name of who signs, so one Ed25519 key must never serve two names. A time of 0 in 0x06 means "no statement that this is
// the largest head"; on a checkpoint such a statement is worth nothing to us, and we refuse it in both kinds.

import type { Checkpoint } from './checkpoint.ts';
import { concat, encodeUtf8 } from './bytes.ts';
import { encodeUint64, parseUint64 } from './integer.ts';
import type { NoteSignature } from './note.ts';
import { refuse, type Result } from './refusal.ts';
import type { Sign, Suite } from './suite.ts';
import type { Vkey } from './vkey.ts';

/** A key that signs: what it is called and known by, and the private operation. */
export type Signer = { vkey: Vkey; sign: Sign };

export type SignatureCode = 'signature.malformed' | 'signature.time' | 'signature.invalid';

const SIGNATURE_BYTES = { 0x01: 64, 0x04: 64, 0x06: 2420 } as const;
const TIME_BYTES = 8;
const SUBTREE = encodeUtf8('subtree/v1\n\0');

/** Whether `time` may stand in a cosignature: whole POSIX seconds, 1 to 2^53 − 1. */
export function isTime(time: number): boolean {
  return Number.isSafeInteger(time) && time > 0;
}

/** The bytes that `vkey` signs for this checkpoint; `text` is its note text. Type 0x01 ignores the time. */
export function signedMessage(vkey: Vkey, checkpoint: Checkpoint, text: string, time: number): Uint8Array {
  switch (vkey.type) {
    case 0x01:
      return encodeUtf8(text);
    case 0x04:
      return encodeUtf8(`cosignature/v1\ntime ${time}\n${text}`);
    case 0x06:
      return concat(
        SUBTREE,
        counted(vkey.name),
        encodeUint64(time),
        counted(checkpoint.origin),
        encodeUint64(0),
        encodeUint64(checkpoint.size),
        checkpoint.root,
      );
  }
}

/** Signs a checkpoint: one line for its note. Throws if `time` is not one: our own caller is at fault. */
export async function signLine(
  signer: Signer,
  checkpoint: Checkpoint,
  text: string,
  time: number,
): Promise<NoteSignature> {
  const { vkey } = signer;
  if (!isTime(time)) throw new RangeError(`sign a checkpoint: ${time} is not a time in whole seconds`);
  const signature = await signer.sign(signedMessage(vkey, checkpoint, text, time));
  return {
    name: vkey.name,
    keyId: vkey.keyId,
    signature: vkey.type === 0x01 ? signature : concat(encodeUint64(time), signature),
  };
}

/** Verifies one line of a checkpoint's note. `time` is the signed time of 0x04 and 0x06, undefined for 0x01. */
export async function openLine(
  line: NoteSignature,
  vkey: Vkey,
  checkpoint: Checkpoint,
  text: string,
  suite: Suite,
): Promise<Result<{ time: number | undefined }, SignatureCode>> {
  const timed = vkey.type !== 0x01;
  const expected = SIGNATURE_BYTES[vkey.type] + (timed ? TIME_BYTES : 0);
  if (line.signature.length !== expected) {
    return refuse(
      'signature.malformed',
      `open a signature of ${vkey.name}: ${line.signature.length} bytes, expected ${expected}`,
    );
  }
  const time = timed ? parseUint64(line.signature, 0) : undefined;
  if (timed && (time === undefined || !isTime(time))) {
    return refuse('signature.time', `open a signature of ${vkey.name}: its time is 0 or beyond 2^53 − 1`);
  }
  const message = signedMessage(vkey, checkpoint, text, time ?? 0);
  const signature = timed ? line.signature.subarray(TIME_BYTES) : line.signature;
  const verify = vkey.type === 0x06 ? suite.mlDsa44 : suite.ed25519;
  if (!(await verify(vkey.publicKey, message, signature))) {
    return refuse('signature.invalid', `open a signature of ${vkey.name}: it does not verify`);
  }
  return { ok: true, time };
}

function counted(text: string): Uint8Array {
  const bytes = encodeUtf8(text);
  if (bytes.length > 255) throw new RangeError('sign a checkpoint: a name over 255 bytes');
  return concat(Uint8Array.of(bytes.length), bytes);
}
