// Lower-case hexadecimal, as C2SP writes key IDs and origin hashes.

/** Lower-case hex of `bytes`. */
export function encodeHex(bytes: Uint8Array): string {
  return bytes.toHex();
}

/** The bytes of lower-case hex, or undefined for any other text. */
export function parseHex(text: string): Uint8Array | undefined {
  if (!/^([0-9a-f]{2})*$/.test(text)) return undefined;
  return Uint8Array.fromHex(text);
}
