// Proof that whoever registers a public key has its private part: a signature over a challenge of the server's.
//
//     "parley/possession/v1" 00 kid(43) 00 origin of the page 00 challenge(32)
//
// The message can be nothing else that a Parley key signs. An act's signing input is base64url and dots (record/act.ts), a checkpoint's text and a
// request's signature base are text of several lines; none has a zero byte, and this begins with a "/" before it. The origin is the browser's own,
// so what one server was given proves nothing to another.

import { concat, encodeUtf8 } from '@parley/record/bytes';
import { thumbprint } from '@parley/record/key';
import type { Result } from '@parley/record/refusal';
import { signChecked, type OfficerKey } from '#keys/officer-key';

export const CHALLENGE_BYTES = 32;

const LABEL = 'parley/possession/v1';
const ZERO = Uint8Array.of(0);

/** What is signed. `origin`: of the page, as `https://parley.example`. `challenge`: 32 random bytes, used once. Throws for other lengths. */
export function possessionMessage(publicKey: Uint8Array, origin: string, challenge: Uint8Array): Uint8Array {
  if (challenge.length !== CHALLENGE_BYTES)
    throw new TypeError(`proving possession: the challenge has ${challenge.length} bytes, expected ${CHALLENGE_BYTES}`);
  if (origin.includes('\0')) throw new TypeError('proving possession: an origin has no zero byte');
  return concat(encodeUtf8(LABEL), ZERO, encodeUtf8(thumbprint(publicKey)), ZERO, encodeUtf8(origin), ZERO, challenge);
}

/** Signs the challenge with the key. */
export function provePossession(
  key: OfficerKey,
  origin: string,
  challenge: Uint8Array,
): Promise<Result<{ signature: Uint8Array }, 'key.refused' | 'key.signature'>> {
  return signChecked(key, possessionMessage(key.publicKey, origin, challenge));
}
