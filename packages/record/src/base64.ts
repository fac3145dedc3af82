// Base64 (RFC 4648 §4, padded) and base64url (§5, unpadded), strictly: one text for one byte string.
// Every decoder of the platform forgives something (spaces, the other alphabet, stray trailing bits), and a forgiven
// text would be a second spelling of one signed statement. So: decode, then refuse what was forgiven.

import { parseUtf8 } from './bytes.ts';

/** Padded base64 of `bytes`. */
export function encodeBase64(bytes: Uint8Array): string {
  return bytes.toBase64();
}

/** The bytes of canonical padded base64, or undefined for any other text. */
export function parseBase64(text: string): Uint8Array | undefined {
  const bytes = decode(text, 'base64');
  return bytes !== undefined && encodeBase64(bytes) === text ? bytes : undefined;
}

/** Unpadded base64url of `bytes`. */
export function encodeBase64url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: 'base64url', omitPadding: true });
}

/** The bytes of canonical unpadded base64url, or undefined for any other text. */
export function parseBase64url(text: string): Uint8Array | undefined {
  const bytes = decode(text, 'base64url');
  return bytes !== undefined && isCanonicalUrl(text, bytes.length) ? bytes : undefined;
}

/** The text whose UTF-8 bytes are written in canonical unpadded base64url, or undefined for any other text. */
export function parseBase64urlText(text: string): string | undefined {
  if (text.length > scratch.length) {
    const bytes = parseBase64url(text);
    return bytes === undefined ? undefined : parseUtf8(bytes);
  }
  let length: number;
  try {
    length = scratch.setFromBase64(text, { alphabet: 'base64url' }).written;
  } catch {
    return undefined;
  }
  return isCanonicalUrl(text, length) ? parseUtf8(scratch.subarray(0, length)) : undefined;
}

// Bytes on their way to a text: most acts and disclosures fit, and need no memory of their own.
const scratch = new Uint8Array(65_536);

// Whether what was decoded to that many bytes is their one spelling: spaces and padding make the text longer than its bytes need; bits
// that no byte takes are in its last character.
function isCanonicalUrl(text: string, length: number): boolean {
  const over = length % 3;
  if (text.length !== ((length - over) / 3) * 4 + (over === 0 ? 0 : over + 1)) return false;
  return over === 0 || (over === 1 ? ENDS_OF_ONE : ENDS_OF_TWO).includes(text.at(-1)!);
}

/** What the last character may be where one byte, or two, are left over: its four, or two, lowest bits are zero. */
const ENDS_OF_ONE = 'AQgw';
const ENDS_OF_TWO = 'AEIMQUYcgkosw048';

function decode(text: string, alphabet: 'base64' | 'base64url'): Uint8Array | undefined {
  try {
    return Uint8Array.fromBase64(text, { alphabet });
  } catch {
    return undefined;
  }
}
