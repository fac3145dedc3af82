// Base32 (RFC 4648 §6) in lower case without padding: accord ids, which must survive in host names, paths and speech.

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** Lower-case unpadded base32 of `bytes`; 32 bytes give 52 characters. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(buffer >>> bits) & 31];
    }
    buffer &= (1 << bits) - 1;
  }
  if (bits > 0) text += ALPHABET[(buffer << (5 - bits)) & 31];
  return text;
}
