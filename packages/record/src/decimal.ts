// Whole numbers in text, one spelling each: sizes and indexes in checkpoints, proofs and requests.

/** The number that plain decimal digits (no sign, no leading zero) write, or undefined above 2^53 − 1 and for all else. */
export function parseDecimal(text: string): number | undefined {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}
