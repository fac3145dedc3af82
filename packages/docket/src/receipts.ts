// Receipts as data. A party's holder, and every witness, cosigns checkpoints of another log: each cosignature says that the first `size`
// entries were there at `time`, by the cosigner's clock. The first cosignature that covers an entry is its receipt and never
// changes; a later cosignature of the same size refreshes the time up to which nothing more was there, and counts for lapses alone.

/** A cosigned checkpoint: `by` is a party's id for its holder, or a witness's name; `size` in entries, `time` in seconds. */
export type Cosigned = { by: string; size: number; time: number };

/** What the rules ask of the receipts that are held. Both answer from memory or an index: they are asked often. */
export type Receipts = {
  /** time of the first cosignature by `by` that covers the entry at `index` of `party`'s log: its size exceeds `index` */
  first(party: string, index: number, by: string): number | undefined;
  /** time of the newest cosignature by `by`, not later than `until`, over at most `size` entries of `party`'s log; refreshes count */
  last(party: string, size: number, by: string, until: number): number | undefined;
};

/** Receipts from plain lists by party: each cosigner's in growing size and time, whichever way the cosigners are mixed. */
export function receiptsOf(lists: Readonly<Record<string, readonly Cosigned[]>>): Receipts {
  const sorted = new Map<string, Cosigned[]>();
  for (const party in lists) {
    for (const cosigned of lists[party]!) {
      const name = `${party} ${cosigned.by}`;
      const list = sorted.get(name);
      if (list === undefined) sorted.set(name, [cosigned]);
      else list.push(cosigned);
    }
  }
  for (const list of sorted.values()) list.sort((a, b) => a.size - b.size || a.time - b.time);
  const after = (party: string, size: number, by: string): [Cosigned[], number] => {
    const list = sorted.get(`${party} ${by}`) ?? [];
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle]!.size > size) high = middle;
      else low = middle + 1;
    }
    return [list, low];
  };
  return {
    first(party, index, by) {
      const [list, at] = after(party, index, by);
      return list[at]?.time;
    },
    last(party, size, by, until) {
      const [list, at] = after(party, size, by);
      return list.slice(0, at).findLast(({ time }) => time <= until)?.time;
    },
  };
}
