// What one side's ratings say of rival hypotheses, after R. J. Heuer, Psychology of Intelligence Analysis (1999), ch. 8: the hypothesis with
// the least against it comes first, since any number of exhibits is consistent with more than one. An exhibit that is rated alike for all of them
// tells nothing apart. Whole numbers alone, one side at a time: two sides' tables stand side by side and are never made into one.

import type { HypothesesState, Rating } from '#finding/hypotheses';

/** Points against a hypothesis for an inconsistent exhibit; a weight that was not said counts as medium. */
const AGAINST = { low: 1, medium: 2, high: 3 } as const;

/**
 * `against`: points of its inconsistent exhibits; `rank` from 1, shared by those with as much against them, null: rated on no exhibit, or on
 * none that applies, so that nothing speaks against it only because nobody looked. `unrated`: exhibits of the matrix that the side rated for
 * another hypothesis and not for this one.
 */
export type RankedHypothesis = {
  no: number;
  kind: string;
  rank: number | null;
  against: number;
  inconsistent: number;
  consistent: number;
  notApplicable: number;
  unrated: number;
};

/**
 * Of the pairs of hypotheses to which an exhibit was applied, how many it tells apart; 0 of any number: it is of no use for a choice.
 * `decisive`: without it other hypotheses would come first.
 */
export type Diagnosticity = { exhibit: string; apart: number; pairs: number; decisive: boolean };

export type Competing = { party: string; hypotheses: RankedHypothesis[]; exhibits: Diagnosticity[] };

type Matrix = Pick<HypothesesState, 'hypotheses' | 'exhibits' | 'ratings'>;

/** By rank, then by number, those without a rank last; exhibits that the side rated, in the order of the matrix. */
export function rankHypotheses(matrix: Matrix, party: string): Competing {
  const own = matrix.ratings.filter((one) => one.party === party);
  const rated = new Set(own.map(({ exhibit }) => exhibit));
  const hypotheses = rank(matrix.hypotheses, own, rated.size);
  const first = firstOf(hypotheses);
  const byExhibit = Map.groupBy(own, ({ exhibit }) => exhibit);
  const exhibits = matrix.exhibits.flatMap((exhibit): Diagnosticity[] => {
    const ratings = byExhibit.get(exhibit);
    if (ratings === undefined) return [];
    const inconsistent = count(ratings, 'inconsistent');
    const consistent = count(ratings, 'consistent');
    const applied = inconsistent + consistent;
    const without = rank(
      matrix.hypotheses,
      own.filter((one) => one.exhibit !== exhibit),
      rated.size - 1,
    );
    return [
      {
        exhibit,
        apart: inconsistent * consistent,
        pairs: (applied * Math.max(0, applied - 1)) / 2,
        decisive: firstOf(without) !== first,
      },
    ];
  });
  return { party, hypotheses, exhibits };
}

function rank(hypotheses: Matrix['hypotheses'], own: readonly Rating[], exhibits: number): RankedHypothesis[] {
  const byHypothesis = Map.groupBy(own, ({ hypothesis }) => hypothesis);
  const scored = hypotheses.map(({ no, kind }) => {
    const ratings = byHypothesis.get(no) ?? [];
    let against = 0;
    for (const { rating, weight } of ratings) if (rating === 'inconsistent') against += AGAINST[weight ?? 'medium'];
    const inconsistent = count(ratings, 'inconsistent');
    const consistent = count(ratings, 'consistent');
    const notApplicable = count(ratings, 'not-applicable');
    return { no, kind, against, inconsistent, consistent, notApplicable, unrated: exhibits - ratings.length };
  });
  const applied = scored.filter(({ inconsistent, consistent }) => inconsistent + consistent > 0);
  const unranked = scored.length + 1;
  return scored
    .map(({ no, kind, ...scores }): RankedHypothesis => {
      const ranked = applied.some((one) => one.no === no);
      const better = applied.filter(({ against }) => against < scores.against).length;
      return { no, kind, rank: ranked ? better + 1 : null, ...scores };
    })
    .toSorted((a, b) => (a.rank ?? unranked) - (b.rank ?? unranked) || a.no - b.no);
}

/** The numbers that come first, as one name. */
function firstOf(hypotheses: readonly RankedHypothesis[]): string {
  return hypotheses
    .filter(({ rank: place }) => place === 1)
    .map(({ no }) => no)
    .join(' ');
}

function count(ratings: readonly Rating[], rating: Rating['rating']): number {
  return ratings.filter((one) => one.rating === rating).length;
}
