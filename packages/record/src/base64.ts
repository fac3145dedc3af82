// Base64 (RFC 4648 §4, padded) and base64url (§5, unpadded), strictly: one text for one byte string.
// Every decoder of the platform forgives something (spaces, the other alphabet, stray trailing bits), and a forgiven
// text would be a second spelling of one signed statement. So: decode, encode again, compare.

/** Padded base64 of `bytes`. */
export function encodeBase64(bytes: Uint8Array): string {
  return bytes.toBase64();
}

/** The bytes of canonical padded base64, or undefined for any other text. */
export function parseBase64(text: string): Uint8Array | undefined {
  return parseStrictly(text, 'base64');
}

/** Unpadded base64url of `bytes`. */
export function encodeBase64url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: 'base64url', omitPadding: true });
}

/** The bytes of canonical unpadded base64url, or undefined for any other text. */
export function parseBase64url(text: string): Uint8Array | undefined {
  return parseStrictly(text, 'base64url');
}

function parseStrictly(text: string, alphabet: 'base64' | 'base64url'): Uint8Array | undefined {
  let bytes: Uint8Array;
  try {
    bytes = Uint8Array.fromBase64(text, { alphabet });
  } catch {
    return undefined;
  }
  const again = alphabet === 'base64' ? encodeBase64(bytes) : encodeBase64url(bytes);
  return again === text ? bytes : undefined;
}
