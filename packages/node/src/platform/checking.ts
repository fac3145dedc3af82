// What the main thread and a thread that checks signatures say to each other: signatures many at a time, since a message between threads costs as
// much as a good part of a check. One block of memory goes over and belongs to the other side from then on.
//
//   question   for each: public key 32 · signature 64 · length of the message, 4 little-endian · message
//   answer     one byte for each, 1 where it is valid

import { ED25519_KEY_BYTES, ED25519_SIGNATURE_BYTES } from '@parley/record/ed25519';
import type { VerifyNow } from './ed25519.ts';

export type Check = { publicKey: Uint8Array; message: Uint8Array; signature: Uint8Array };

const HEAD_BYTES = ED25519_KEY_BYTES + ED25519_SIGNATURE_BYTES;
const LENGTH_BYTES = 4;

/** Keys and signatures have the lengths that they must have. */
export function encodeChecks(checks: readonly Check[]): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const { message } of checks) length += HEAD_BYTES + LENGTH_BYTES + message.length;
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { publicKey, signature, message } of checks) {
    bytes.set(publicKey, at);
    bytes.set(signature, at + ED25519_KEY_BYTES);
    view.setUint32(at + HEAD_BYTES, message.length, true);
    at += HEAD_BYTES + LENGTH_BYTES;
    bytes.set(message, at);
    at += message.length;
  }
  return bytes;
}

export function answerChecks(question: Uint8Array, verify: VerifyNow): Uint8Array<ArrayBuffer> {
  const verdicts: number[] = [];
  const view = new DataView(question.buffer, question.byteOffset, question.byteLength);
  for (let at = 0; at < question.length;) {
    const publicKey = question.subarray(at, at + ED25519_KEY_BYTES);
    const signature = question.subarray(at + ED25519_KEY_BYTES, at + HEAD_BYTES);
    const from = at + HEAD_BYTES + LENGTH_BYTES;
    at = from + view.getUint32(at + HEAD_BYTES, true);
    verdicts.push(verify(publicKey, question.subarray(from, at), signature) ? 1 : 0);
  }
  return Uint8Array.from(verdicts);
}
