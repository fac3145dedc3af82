// What two nodes compare: the docket's digest, and how much of each log it is of. At one cut there is one digest.

import type { Answer } from '#api/call';

type Digest = Pick<Answer<'digest'>, 'digest' | 'cut'>;

/** One line that can be read out or sent, whatever way: `<digest> us:124/101 cn:…`. `partyOf`: whose log an origin is. */
export function encodeCut({ digest, cut }: Digest, partyOf: (origin: string) => string): string {
  const logs = Object.entries(cut).map(([origin, { size, receipts }]) => {
    const held = Object.entries(receipts)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([party, covered]) => `${party}=${covered}`);
    return `${partyOf(origin)}:${[size, ...held].join(',')}`;
  });
  return [digest, ...logs.toSorted()].join(' ');
}

export type Comparison = 'same' | 'other-cut' | 'differs' | 'unreadable';

/** Two such lines. A digest alone can only be found to be the same. */
export function compareCuts(ours: string, theirs: string): Comparison {
  const [digest, ...cut] = ours.split(' ');
  const [other, ...at] = theirs.trim().split(/\s+/);
  if (other === undefined || !/^[A-Za-z0-9_-]{43}$/.test(other)) return 'unreadable';
  if (other === digest) return 'same';
  return at.length > 0 && at.toSorted().join(' ') === cut.join(' ') ? 'differs' : 'other-cut';
}
