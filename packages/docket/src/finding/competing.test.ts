import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rankHypotheses } from '#finding/competing';
import type { Hypothesis, Rating } from '#finding/hypotheses';

const hypothesis = (no: number): Hypothesis => ({ no, kind: 'criminal', party: 'us', from: 'a' });
const rating = (
  hypothesis: number,
  exhibit: string,
  rated: Rating['rating'],
  weight: Rating['weight'] = null,
  party = 'us',
): Rating => ({ party, hypothesis, exhibit, by: 'a', rating: rated, weight, earlier: [] });

const MATRIX = {
  hypotheses: [1, 2, 3].map(hypothesis),
  exhibits: ['e', 'f', 'g'],
  ratings: [
    rating(1, 'e', 'inconsistent', 'high'),
    rating(2, 'e', 'consistent'),
    rating(3, 'e', 'not-applicable'),
    rating(1, 'f', 'consistent'),
    rating(2, 'f', 'consistent'),
    rating(2, 'g', 'inconsistent'),
    rating(1, 'g', 'inconsistent', 'low'),
    rating(3, 'g', 'consistent', null, 'cn'),
  ],
};

test('the hypothesis with the least against it comes first, whatever speaks for the others', () => {
  const { hypotheses } = rankHypotheses(MATRIX, 'us');
  assert.deepEqual(hypotheses, [
    { no: 2, kind: 'criminal', rank: 1, against: 2, inconsistent: 1, consistent: 2, notApplicable: 0, unrated: 0 },
    { no: 1, kind: 'criminal', rank: 2, against: 4, inconsistent: 2, consistent: 1, notApplicable: 0, unrated: 0 },
    { no: 3, kind: 'criminal', rank: null, against: 0, inconsistent: 0, consistent: 0, notApplicable: 1, unrated: 2 },
  ]);
});

test('a hypothesis that nothing was applied to has no rank: nobody looked', () =>
  assert.equal(rankHypotheses(MATRIX, 'us').hypotheses[2]!.rank, null));

test('an exhibit tells apart those pairs it is consistent with one of and inconsistent with the other', () => {
  assert.deepEqual(rankHypotheses(MATRIX, 'us').exhibits, [
    { exhibit: 'e', apart: 1, pairs: 1, decisive: true },
    { exhibit: 'f', apart: 0, pairs: 1, decisive: false },
    { exhibit: 'g', apart: 0, pairs: 1, decisive: false },
  ]);
});

test('each side is ranked by its own ratings alone', () => {
  const theirs = rankHypotheses(MATRIX, 'cn');
  assert.deepEqual(
    theirs.hypotheses.map(({ no, rank }) => [no, rank]),
    [
      [3, 1],
      [1, null],
      [2, null],
    ],
  );
  assert.deepEqual(theirs.exhibits, [{ exhibit: 'g', apart: 0, pairs: 0, decisive: true }]);
  assert.deepEqual(rankHypotheses({ ...MATRIX, ratings: [] }, 'us').exhibits, []);
});

test('ranks follow from counting, for any ratings and in any order of them', () => {
  const cell = fc.option(
    fc.record({
      rated: fc.constantFrom('consistent', 'inconsistent', 'not-applicable'),
      weight: fc.constantFrom(null, 'low', 'medium', 'high'),
    }),
    { nil: undefined },
  );
  const EXHIBITS = ['e', 'f', 'g', 'h'];
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      (rows, turned) => {
        const ratings = rows.flatMap((cells, row) =>
          cells.flatMap((one, at) =>
            one === undefined ? [] : [rating(row + 1, EXHIBITS[at]!, one.rated, one.weight)],
          ),
        );
        const matrix = {
          hypotheses: rows.map((_, row) => hypothesis(row + 1)),
          exhibits: EXHIBITS,
          ratings: turned ? ratings.toReversed() : ratings,
        };
        const { hypotheses, exhibits } = rankHypotheses(matrix, 'us');
        const points = { low: 1, medium: 2, high: 3 };
        const against = (row: number) =>
          rows[row]!.reduce(
            (sum, one) => sum + (one?.rated === 'inconsistent' ? points[one.weight ?? 'medium'] : 0),
            0,
          );
        const looked = (row: number) => rows[row]!.some((one) => one !== undefined && one.rated !== 'not-applicable');
        for (const one of hypotheses) {
          assert.equal(one.against, against(one.no - 1));
          const before = rows.filter((_, row) => looked(row) && against(row) < one.against).length;
          assert.equal(one.rank, looked(one.no - 1) ? before + 1 : null);
          assert.equal(
            one.consistent + one.inconsistent + one.notApplicable + one.unrated,
            exhibits.length,
            'every exhibit the side rated is counted once',
          );
        }
        for (const { exhibit, apart, pairs } of exhibits) {
          const column = rows.map((cells) => cells[EXHIBITS.indexOf(exhibit)]?.rated);
          const applied = column.filter((one) => one !== undefined && one !== 'not-applicable');
          let [told, all] = [0, 0];
          for (const [n, one] of applied.entries()) {
            for (const other of applied.slice(n + 1)) {
              all++;
              if (one !== other) told++;
            }
          }
          assert.deepEqual([apart, pairs], [told, all]);
        }
        const places = hypotheses.map(({ rank }) => rank ?? Infinity);
        assert.deepEqual(
          places,
          places.toSorted((a, b) => (a < b ? -1 : 1)),
        );
      },
    ),
  );
});
