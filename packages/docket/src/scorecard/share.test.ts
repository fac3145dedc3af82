import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shareOf } from '#scorecard/share';
import { shareOfWorlds } from './random.fixture.ts';

const digits = ({ lower, upper }: { lower: number; upper: number }) => [lower, upper].map((x) => Math.round(x * 1e4));

test('the limits are those that Newcombe printed for Wilson’s method', () => {
  // Newcombe (1998), Statistics in Medicine 17, table I, method 3.
  assert.deepEqual(digits(shareOf(81, 263)), [2553, 3662]);
  assert.deepEqual(digits(shareOf(15, 148)), [624, 1605]);
  assert.deepEqual(digits(shareOf(0, 20)), [0, 1611]);
  assert.deepEqual(digits(shareOf(1, 29)), [61, 1718]);
  assert.deepEqual(digits(shareOf(29, 29)), [8830, 10_000]);
});

test('each limit is a share that the observed one would just contradict', () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
      const count = Math.round(part * n);
      const { share, lower, upper } = shareOf(count, n);
      for (const limit of [lower, upper]) {
        if (limit === 0 || limit === 1) continue;
        const deviations = Math.abs(share - limit) / Math.sqrt((limit * (1 - limit)) / n);
        assert.ok(Math.abs(deviations - 1.959963984540054) < 1e-6);
      }
      assert.ok(lower <= share && share <= upper);
    }),
  ));

test('over shares of every size, the interval holds the truth about 95 times in 100', () => {
  for (const n of [10, 30, 200]) {
    const covered = shareOfWorlds(6000, n, (draw) => {
      const truth = draw();
      let count = 0;
      for (let one = 0; one < n; one++) if (draw() < truth) count++;
      const { lower, upper } = shareOf(count, n);
      return lower <= truth && truth <= upper;
    });
    assert.ok(covered >= 0.93 && covered <= 0.97, `${n}: ${covered}`);
  }
});
