// A list of any length as stretches that are read when somebody looks at them.

/** As the node answers how long a list is. */
export type Outline = { total: number; head: number; every: number; marks: readonly string[] };

/** `after`, `until`: cursors between which it stands, none at either end. `from`: number of its first row, from 0. */
export type Stretch = { from: number; rows: number; after?: string; until?: string };

export function stretchesOf({ total, head, every, marks }: Outline): Stretch[] {
  if (total === 0) return [];
  return Array.from({ length: marks.length + 1 }, (_, place) => {
    const from = place === 0 ? 0 : head + (place - 1) * every;
    const end = place === marks.length ? total : head + place * every;
    return {
      from,
      rows: end - from,
      ...(place > 0 && { after: marks[place - 1]! }),
      ...(place < marks.length && { until: marks[place]! }),
    };
  });
}

/** Of what is found, which comes page by page: those that were read, and one that is read next if there is more. */
export function stretchesOfPages(pages: readonly { items: readonly unknown[] }[], more: boolean): Stretch[] {
  let from = 0;
  const read = pages.map(({ items }) => {
    const stretch = { from, rows: items.length };
    from += items.length;
    return stretch;
  });
  return more ? [...read, { from, rows: 1 }] : read;
}
