// Proof that whoever enrols a public key holds its private part: a signature over the challenge of the enrolment.
//
//     "parley/possession/v1" 00 kid(43) 00 origin of the page 00 challenge(32)
//
// No act, checkpoint or request has a zero byte in what is signed of it, so the message says nothing anywhere else; and the origin is one of ours,
// so what another server was given proves nothing here. `packages/signing` makes the same message.

import { parseBase64url } from '@parley/record/base64';
import { concat, encodeUtf8 } from '@parley/record/bytes';
import { acceptableEd25519Key, webEd25519 } from '@parley/record/ed25519';
import { thumbprint } from '@parley/record/key';

const ZERO = Uint8Array.of(0);

/** All in base64url but the origin. Gives the kid; undefined if nothing is shown. */
export async function openPossession(
  offered: { publicKey: string; signature: string },
  origin: string,
  challenge: string,
): Promise<string | undefined> {
  const [publicKey, signature, told] = [offered.publicKey, offered.signature, challenge].map(parseBase64url);
  if (publicKey === undefined || signature === undefined || told === undefined) return undefined;
  if (!acceptableEd25519Key(publicKey)) return undefined;
  const kid = thumbprint(publicKey);
  return (await webEd25519(publicKey, possessionMessage(kid, origin, told), signature)) ? kid : undefined;
}

export function possessionMessage(kid: string, origin: string, challenge: Uint8Array): Uint8Array {
  return concat(encodeUtf8('parley/possession/v1'), ZERO, encodeUtf8(kid), ZERO, encodeUtf8(origin), ZERO, challenge);
}
