// Where the marks of a time line stand: by time, in hundredths of its length; those of one lane that would lie on each other become one.

export type Mark<Lane extends string> = { at: number; lane: Lane; open: boolean; name: string };
export type Placed<Lane extends string> = { left: number; lane: Lane; open: boolean; names: string[] };

/** Marks nearer than this, in hundredths, are drawn as one. */
const NEAR = 1.2;
/** Times written below, at most, and how far apart at least. */
const TICK_APART = 14;

/** `times`: moments to write below, each one that of a mark. */
export function lanesOf<Lane extends string>(
  marks: readonly Mark<Lane>[],
): { placed: Placed<Lane>[]; times: { at: number; left: number }[] } {
  const ordered = marks.toSorted((a, b) => a.at - b.at);
  const first = ordered[0]?.at ?? 0;
  const length = Math.max((ordered.at(-1)?.at ?? 0) - first, 1);
  // Nothing stands on the very edge.
  const leftOf = (at: number) => 2 + (96 * (at - first)) / length;
  const placed: Placed<Lane>[] = [];
  for (const { at, lane, open, name } of ordered) {
    const left = leftOf(at);
    const near = placed.findLast((one) => one.lane === lane && one.open === open);
    if (near !== undefined && left - near.left < NEAR) near.names.push(name);
    else placed.push({ left, lane, open, names: [name] });
  }
  const times: { at: number; left: number }[] = [];
  for (const { at } of ordered) {
    const left = leftOf(at);
    if (left <= 100 - TICK_APART && (times.length === 0 || left - times.at(-1)!.left >= TICK_APART))
      times.push({ at, left });
  }
  const last = ordered.at(-1);
  if (last !== undefined && last.at > first) times.push({ at: last.at, left: leftOf(last.at) });
  return { placed, times };
}
