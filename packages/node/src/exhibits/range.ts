// RFC 9110 §14, as far as content needs it: one range of bytes. A header that asks for several ranges, for other units, or for nonsense is
// passed over, as the standard allows: the answer is then the whole.

/** Bytes `from` … `to` − 1. */
export type Span = { from: number; to: number };

/** The entity tag of a content: its digest, which never stands for other bytes. */
export function tagOf(digest: string): string {
  return `"${digest}"`;
}

/**
 * What a `Range` asks of a content of `size` bytes: a part, the whole, or nothing that there is (416). `ifRange`: another tag than the
 * content's asks for the whole.
 */
export function parseRange(
  range: string | undefined,
  ifRange: string | undefined,
  digest: string,
  size: number,
): Span | 'whole' | 'unsatisfiable' {
  if (range === undefined || (ifRange !== undefined && ifRange !== tagOf(digest))) return 'whole';
  const found = /^bytes=([0-9]{0,15})-([0-9]{0,15})$/.exec(range);
  const [, first, last] = found ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return 'whole';
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { from: size - length, to: size };
  }
  if (last !== '' && Number(last) < Number(first)) return 'whole';
  if (Number(first) >= size) return 'unsatisfiable';
  return { from: Number(first), to: last === '' ? size : Math.min(Number(last) + 1, size) };
}

/** The header of an answer that carries a part. */
export function encodeContentRange({ from, to }: Span, size: number): string {
  return `bytes ${from}-${to - 1}/${size}`;
}

/** Reads that header; undefined for any other text. */
export function parseContentRange(text: string | undefined): (Span & { size: number }) | undefined {
  const found = /^bytes ([0-9]{1,15})-([0-9]{1,15})\/([0-9]{1,15})$/.exec(text ?? '');
  if (found === null) return undefined;
  const [from, last, size] = found.slice(1).map(Number) as [number, number, number];
  return from <= last && last < size ? { from, to: last + 1, size } : undefined;
}
