import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { agreementWeights, meanOf, weightedKappa } from '#scorecard/kappa';
import { shareOfWorlds, type Draw } from './random.fixture.ts';

const near = (actual: number | undefined, expected: number, by = 1e-9) =>
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= by, `${actual} is not ${expected}`);

// Two raters, 200 patients, three diagnoses: Fleiss, Cohen & Everitt (1969).
const DIAGNOSES = [
  [106, 10, 4],
  [22, 28, 10],
  [2, 12, 6],
];

test('the example of Fleiss, Cohen and Everitt comes out as they printed it', () => {
  const weighted = weightedKappa(DIAGNOSES, [
    [1, 0, 0.4444],
    [0, 1, 0.6667],
    [0.4444, 0.6667, 1],
  ])!;
  near(weighted.kappa, 0.507, 5e-4);
  near(weighted.error ** 2, 0.003248, 5e-7);
  const plain = weightedKappa(DIAGNOSES, [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ])!;
  near(plain.kappa, 0.429, 5e-4);
  near(plain.error ** 2, 0.002885, 5e-7);
});

test('linear and quadratic weights give what statsmodels gives', () => {
  // statsmodels 0.15, cohens_kappa(table, wt=…).
  const ratings = [
    [11, 4, 1, 0, 0],
    [3, 14, 6, 2, 0],
    [1, 5, 21, 9, 2],
    [0, 1, 6, 18, 7],
    [0, 0, 1, 5, 13],
  ];
  const linear = weightedKappa(ratings, agreementWeights(5, 'linear'))!;
  near(linear.kappa, 0.6617471421259171);
  near(linear.error, 0.0424480394665598);
  near(linear.lower, 0.5785505135571251);
  near(linear.upper, 0.7449437706947092);
  const quadratic = weightedKappa(ratings, agreementWeights(5, 'quadratic'))!;
  near(quadratic.kappa, 0.8066298342541436);
  near(quadratic.error, 0.03288212925151328);
});

const tables = fc.array(fc.array(fc.nat(20), { minLength: 4, maxLength: 4 }), { minLength: 4, maxLength: 4 });

test('the error is the delta method’s, by derivatives taken numerically', () =>
  fc.assert(
    fc.property(tables, fc.constantFrom('linear' as const, 'quadratic' as const), (table, scale) => {
      const weights = agreementWeights(4, scale);
      const n = table.flat().reduce((sum, count) => sum + count, 0);
      const full = table.map((row) => row.map((count) => count + 1));
      const size = n + 16;
      const kappa = weightedKappa(full, weights)!;
      // The derivative of kappa in each cell's share; the multinomial variance of the linear form.
      const step = 1e-4;
      const slopes = full.flatMap((row, i) =>
        row.map((_, j) => {
          const moved = (by: number) =>
            weightedKappa(
              full.map((line, r) => line.map((count, s) => count + (r === i && s === j ? by * size : 0))),
              weights,
            )!.kappa;
          return (moved(step) - moved(-step)) / (2 * step);
        }),
      );
      const shares = full.flat().map((count) => count / size);
      const mean = slopes.reduce((sum, slope, at) => sum + slope * shares[at]!, 0);
      const variance = slopes.reduce((sum, slope, at) => sum + (slope - mean) ** 2 * shares[at]!, 0) / size;
      near(kappa.error, Math.sqrt(variance), 1e-5);
    }),
  ));

test('it does not matter who is the first rater', () =>
  fc.assert(
    fc.property(tables, (table) => {
      const weights = agreementWeights(4, 'quadratic');
      const turned = table.map((row, i) => row.map((_, j) => table[j]![i]!));
      const [one, other] = [weightedKappa(table, weights), weightedKappa(turned, weights)];
      if (one === undefined) assert.equal(other, undefined);
      else near(other?.kappa, one.kappa);
    }),
  ));

test('full agreement is one, and one category throughout says nothing', () => {
  const weights = agreementWeights(2, 'linear');
  assert.deepEqual(
    weightedKappa(
      [
        [5, 0],
        [0, 5],
      ],
      weights,
    ),
    { kappa: 1, error: 0, lower: 1, upper: 1 },
  );
  assert.equal(
    weightedKappa(
      [
        [9, 0],
        [0, 0],
      ],
      weights,
    ),
    undefined,
  );
});

test('quadratic kappa is the intraclass correlation, but for a term of 1/n', () => {
  // Fleiss & Cohen (1973): here 2 cov / (var + var + (difference of means)²), exactly, with variances over n.
  const pairs = [1, 2, 3, 4, 5, 3, 2].map((x, at) => [x, [2, 2, 3, 5, 4, 3, 1][at]!] as const);
  const table = Array.from({ length: 5 }, (_, i) =>
    Array.from({ length: 5 }, (_, j) => pairs.filter(([x, y]) => x === i + 1 && y === j + 1).length),
  );
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(pairs.map(([x]) => x)), mean(pairs.map(([, y]) => y))];
  const cov = mean(pairs.map(([x, y]) => (x - mx) * (y - my)));
  const vx = mean(pairs.map(([x]) => (x - mx) ** 2));
  const vy = mean(pairs.map(([, y]) => (y - my) ** 2));
  near(weightedKappa(table, agreementWeights(5, 'quadratic'))!.kappa, (2 * cov) / (vx + vy + (mx - my) ** 2));
});

/** A true quality, and two ratings of it from 1 to 5 that miss it by one, each way, as often as chance has it. */
function rate(draw: Draw): [number, number] {
  const quality = 1 + Math.floor(draw() * 5);
  const rating = () => {
    const miss = draw();
    return Math.min(5, Math.max(1, quality + (miss < 0.25 ? -1 : miss > 0.7 ? 1 : 0)));
  };
  return [rating(), rating()];
}

function tableOf(draw: Draw, size: number): number[][] {
  const table = Array.from({ length: 5 }, () => [0, 0, 0, 0, 0]);
  for (let one = 0; one < size; one++) {
    const [x, y] = rate(draw);
    table[x - 1]![y - 1]!++;
  }
  return table;
}

for (const scale of ['linear', 'quadratic'] as const) {
  for (const size of [50, 150]) {
    test(`of ${size} pairs of ratings, the ${scale} interval holds the truth about 95 times in 100`, () => {
      const weights = agreementWeights(5, scale);
      const rating = (quality: number, given: number) =>
        [0.25, 0.45, 0.3].reduce(
          (sum, chance, at) => sum + (Math.min(5, Math.max(1, quality + at - 1)) === given ? chance : 0),
          0,
        );
      const exact = Array.from({ length: 5 }, (_, x) =>
        Array.from({ length: 5 }, (_, y) =>
          [1, 2, 3, 4, 5].reduce((sum, quality) => sum + (rating(quality, x + 1) * rating(quality, y + 1)) / 5, 0),
        ),
      );
      const truth = weightedKappa(exact, weights)!.kappa;
      const share = shareOfWorlds(4000, size, (draw) => {
        const kappa = weightedKappa(tableOf(draw, size), weights)!;
        return kappa.lower <= truth && truth <= kappa.upper;
      });
      assert.ok(share >= 0.93 && share <= 0.97, `${share}`);
    });
  }
}

test('of 30 differences of ratings, the interval of the mean holds the truth about 95 times in 100', () => {
  const expected = (quality: number) => {
    const up = Math.min(5, quality + 1);
    const down = Math.max(1, quality - 1);
    return 0.25 * down + 0.45 * quality + 0.3 * up;
  };
  const truth = [1, 2, 3, 4, 5].reduce((sum, quality) => sum + (expected(quality) - quality) / 5, 0);
  const share = shareOfWorlds(6000, 30, (draw) => {
    const { lower, upper } = meanOf(
      Array.from({ length: 30 }, () => {
        const quality = 1 + Math.floor(draw() * 5);
        const miss = draw();
        return Math.min(5, Math.max(1, quality + (miss < 0.25 ? -1 : miss > 0.7 ? 1 : 0))) - quality;
      }),
    );
    return lower <= truth && truth <= upper;
  });
  assert.ok(share >= 0.93 && share <= 0.97, `${share}`);
});
