import { encodeBase64url } from '@parley/record/base64';

/** An id for something of the desk: whoever makes it may send it again without making a second one. */
export function deskId(): string {
  return encodeBase64url(crypto.getRandomValues(new Uint8Array(16)));
}
