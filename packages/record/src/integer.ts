// Whole numbers from 0 to 2^53 − 1, one spelling each: decimal digits in checkpoints, proofs and requests, eight big-endian bytes
// in what is signed and uploaded. The formats allow up to 2^63; no log will get there, and a number that a runtime rounds would
// be a second reading of one text.

/** The number that plain decimal digits (no sign, no leading zero) write, or undefined above 2^53 − 1 and for all else. */
export function parseDecimal(text: string): number | undefined {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Eight bytes, big-endian. */
export function encodeUint64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** The number in the eight bytes at `at`, or undefined above 2^53 − 1 and where there are not that many. */
export function parseUint64(bytes: Uint8Array, at: number): number | undefined {
  if (at + 8 > bytes.length) return undefined;
  const value = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(at));
  return Number.isSafeInteger(value) ? value : undefined;
}
