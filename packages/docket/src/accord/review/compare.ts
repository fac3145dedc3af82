// Two accords side by side: which lines are different, new or gone.

import { linesOf, type Line, type Readable } from '#accord/review/lines';
import type { Label } from '#vocabulary/label';

/** A line that differs. Without `before` it is new; without `after` it is gone. */
export type Difference = { at: string; name: Label; before?: Label; after?: Label };

export function differencesBetween(before: Readable, after: Readable): Difference[] {
  const old = new Map(linesOf(before).map((line) => [line.at, line]));
  const young = linesOf(after);
  const changed = young.flatMap((line): Difference[] => {
    const was = old.get(line.at);
    old.delete(line.at);
    if (was === undefined) return [{ at: line.at, name: line.name, after: line.says }];
    return sameSays(was, line) ? [] : [{ at: line.at, name: line.name, before: was.says, after: line.says }];
  });
  return [...changed, ...[...old.values()].map(({ at, name, says }) => ({ at, name, before: says }))];
}

function sameSays({ says: one }: Line, { says: other }: Line): boolean {
  return one.en === other.en && one.zh === other.zh;
}
