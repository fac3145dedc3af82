// A matrix of rival hypotheses on a case: each exhibit rated against each hypothesis, by both sides, side by side. No rating of one side
// changes the other's, and nothing here says who is right; competing.ts ranks what one side has rated.

import type { z } from 'zod';
import { hypothesesActs } from '#finding/acts';
import { hypothesesRefusals, refuseHypotheses } from '#finding/refusals';
import type { Refusal } from '@parley/record/refusal';
import type { Kind, Said, SubjectState } from '#kind';

type Body = z.infer<(typeof hypothesesActs)['hypotheses.rate']['body']>;

/** `party`, `from`: who added it, in which act. */
export type Hypothesis = { no: number; kind: string; party: string; from: string };

/** A rating as it was said in the act `by`; `weight` null: not said. */
export type Rated = {
  by: string;
  rating: 'consistent' | 'inconsistent' | 'not-applicable';
  weight: 'low' | 'medium' | 'high' | null;
};

/** The rating of a party that stands, the last it gave, after those it gave `earlier`. */
export type Rating = Rated & { party: string; hypothesis: number; exhibit: string; earlier: Rated[] };

export type HypothesesState = SubjectState & {
  kind: 'hypotheses';
  case: string;
  /** in the order they were added */
  hypotheses: Hypothesis[];
  /** exhibits in the order they were first rated */
  exhibits: string[];
  /** one for each party, hypothesis and exhibit, in the order they were first given */
  ratings: Rating[];
};

export const hypothesesKind: Kind<HypothesesState> = {
  name: 'hypotheses',
  acts: hypothesesActs,
  refusals: hypothesesRefusals,

  admitOpening(opening, { house }) {
    const { to, case: about } = opening.body as Body;
    if (about === undefined)
      return refuseHypotheses('hypotheses.opening', opening, 'it opens a matrix and names no case');
    if (to === undefined || to === opening.party || !house.parties.includes(to)) {
      return refuseHypotheses('hypotheses.opening', opening, `it opens a matrix with ${to ?? 'nobody'}`);
    }
    return admitRatings([], opening);
  },

  sides: (opening) => [opening.party, (opening.body as Body).to!],

  open(opening, base) {
    const about = (opening.body as Body).case!;
    return rated({ ...base, kind: 'hypotheses', case: about, hypotheses: [], exhibits: [], ratings: [] }, opening);
  },

  admit(state, said) {
    const { to, case: about } = said.body as Body;
    const other = state.sides.find((side) => side !== said.party)!;
    if (to !== undefined && to !== other) {
      const fact = `the matrix is between ${state.sides.join(' and ')}, and it names ${to}`;
      return refuseHypotheses('hypotheses.elsewhere', said, fact);
    }
    if (about !== undefined && about !== state.case) {
      return refuseHypotheses('hypotheses.elsewhere', said, `the matrix is of the case ${state.case}`);
    }
    return admitRatings(state.hypotheses, said);
  },

  fold: rated,
  deadlines: () => [],
  standing: ({ sides, ratings }) => {
    const both = sides.every((side) => ratings.some(({ party }) => party === side));
    return { standing: ratings.length === 0 ? 'unrated' : both ? 'by-both' : 'by-one', open: true, category: '-' };
  },
  refers: (state) => [state.case, ...state.exhibits],
};

function admitRatings(known: readonly Hypothesis[], said: Said): Refusal | undefined {
  const { hypotheses = [], ratings } = said.body as Body;
  if (hypotheses.length === 0 && ratings.length === 0) {
    return refuseHypotheses('hypotheses.nothing', said, 'it adds and rates nothing');
  }
  const kinds = new Map(known.map(({ no, kind }) => [no, kind]));
  for (const { no, kind } of hypotheses) {
    const before = kinds.get(no);
    if (before !== undefined && before !== kind) {
      return refuseHypotheses('hypotheses.kind_changed', said, `hypothesis ${no} is ${before}, and it says ${kind}`);
    }
    kinds.set(no, kind);
  }
  const pairs = new Set<string>();
  for (const { hypothesis, exhibit } of ratings) {
    if (!kinds.has(hypothesis)) {
      return refuseHypotheses('hypotheses.unknown', said, `there is no hypothesis ${hypothesis}`);
    }
    if (pairs.has(pairOf(hypothesis, exhibit))) {
      return refuseHypotheses(
        'hypotheses.rated_twice',
        said,
        `it rates hypothesis ${hypothesis} twice against one exhibit`,
      );
    }
    pairs.add(pairOf(hypothesis, exhibit));
  }
  return undefined;
}

function rated(state: HypothesesState, { id, party, body }: Said): HypothesesState {
  const { hypotheses = [], ratings } = body as Body;
  const known = new Set(state.hypotheses.map(({ no }) => no));
  const added = hypotheses.filter(({ no }) => !known.has(no)).map(({ no, kind }) => ({ no, kind, party, from: id }));
  const fresh = new Map(
    ratings.map(({ hypothesis, exhibit, rating, weight }) => [
      pairOf(hypothesis, exhibit),
      { hypothesis, exhibit, said: { by: id, rating, weight: weight ?? null } },
    ]),
  );
  const standing = state.ratings.map((before): Rating => {
    const pair = pairOf(before.hypothesis, before.exhibit);
    const again = before.party === party ? fresh.get(pair) : undefined;
    if (again === undefined) return before;
    fresh.delete(pair);
    const { by, rating, weight, earlier } = before;
    return { ...before, ...again.said, earlier: [...earlier, { by, rating, weight }] };
  });
  const first = [...fresh.values()].map(({ hypothesis, exhibit, said }): Rating => ({
    party,
    hypothesis,
    exhibit,
    ...said,
    earlier: [],
  }));
  return {
    ...state,
    hypotheses: [...state.hypotheses, ...added],
    exhibits: [...new Set([...state.exhibits, ...ratings.map(({ exhibit }) => exhibit)])],
    ratings: [...standing, ...first],
  };
}

const pairOf = (hypothesis: number, exhibit: string): string => `${hypothesis} ${exhibit}`;
