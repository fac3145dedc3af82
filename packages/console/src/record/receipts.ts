// Receipts as one reads them: which entries each covers that none before it did.

export type Receipt = { party: string; size: number; at: number };
export type Covering = Receipt & { from: number; to: number };

/**
 * Of the newest receipts of one log in any order, those that cover something new, the newest first. A holder signs again each day without
 * anything new; the oldest of each holder is left out too, since what stood before it is not told.
 */
export function coveringOf(receipts: readonly Receipt[]): Covering[] {
  const found: Covering[] = [];
  for (const [, own] of Map.groupBy(receipts, ({ party }) => party)) {
    const sorted = own.toSorted((a, b) => a.size - b.size || a.at - b.at);
    for (const [place, one] of sorted.entries()) {
      const before = sorted[place - 1];
      if (before !== undefined && before.size < one.size) found.push({ ...one, from: before.size, to: one.size - 1 });
    }
  }
  return found.toSorted((a, b) => b.at - a.at || b.size - a.size);
}
