// Two versions of a long text: only the paragraphs that differ are worth reading.

export type Piece = { kind: 'same' | 'gone' | 'new'; text: string };

/** Paragraphs in their order; of those that are the same, a run is one piece. */
export function paragraphsOf(before: string, after: string): Piece[] {
  const [old, young] = [before.split(/\n+/), after.split(/\n+/)];
  const shared = longestShared(old, young);
  const pieces: Piece[] = [];
  let [at, to] = [0, 0];
  for (const [was, is] of [...shared, [old.length, young.length] as const]) {
    for (; at < was; at++) pieces.push({ kind: 'gone', text: old[at]! });
    for (; to < is; to++) pieces.push({ kind: 'new', text: young[to]! });
    if (was === old.length) break;
    const last = pieces.at(-1);
    if (last?.kind === 'same') last.text += `\n${old[was]!}`;
    else pieces.push({ kind: 'same', text: old[was]! });
    at = was + 1;
    to = is + 1;
  }
  return pieces;
}

/** Places of a longest common run of paragraphs, in both. */
function longestShared(old: readonly string[], young: readonly string[]): (readonly [number, number])[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint16Array(young.length + 1));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = young.length - 1; j >= 0; j--)
      lengths[i]![j] =
        old[i] === young[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  const places: (readonly [number, number])[] = [];
  for (let [i, j] = [0, 0]; i < old.length && j < young.length;) {
    if (old[i] === young[j]) places.push([i++, j++] as const);
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++;
    else j++;
  }
  return places;
}
