// Proof that whoever registers a public key has its private part: a signature over a challenge of the server's.
//
//     "parley/possession/v1" 00 kid(43) 00 origin of the page 00 challenge(32)
//
// The message can be nothing else that a Parley key signs. An act's signing input is base64url and dots (act.ts), a checkpoint's text and a
// request's signature base are text of several lines; none has a zero byte, and this begins with a "/" before it. The origin is the browser's own,
// so what one server was given proves nothing to another.

import { parseBase64url } from './base64.ts';
import { concat, encodeUtf8 } from './bytes.ts';
import { acceptableEd25519Key, webEd25519 } from './ed25519.ts';
import { thumbprint } from './key.ts';

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

/** `offered`, in base64url, is what somebody sent. Gives the kid; undefined if possession is not shown. */
export async function openPossession(
  offered: { publicKey: string; signature: string },
  origin: string,
  challenge: Uint8Array,
): Promise<string | undefined> {
  const publicKey = parseBase64url(offered.publicKey);
  const signature = parseBase64url(offered.signature);
  if (publicKey === undefined || signature === undefined || !acceptableEd25519Key(publicKey)) return undefined;
  const message = possessionMessage(publicKey, origin, challenge);
  return (await webEd25519(publicKey, message, signature)) ? thumbprint(publicKey) : undefined;
}
