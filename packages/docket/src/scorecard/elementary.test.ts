import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chiSquareTail, exp, ln, normalTail, rounded, Z95 } from '#scorecard/elementary';

const near = (actual: number, expected: number, relative = 1e-14) =>
  assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected) + 1e-300, `${actual} is not ${expected}`);

test('logarithm and exponential agree with the engine’s to the last digits', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
      assert.ok(Math.abs(ln(x) - Math.log(x)) <= 4e-16 * Math.max(Math.abs(Math.log(x)), 1e-9) + 2e-16);
    }),
  );
  fc.assert(fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => near(exp(x), Math.exp(x), 2e-15)));
  assert.deepEqual([ln(1), ln(0), ln(Infinity), exp(0), exp(-1e9), exp(1e9)], [0, -Infinity, Infinity, 1, 0, Infinity]);
  assert.ok(Number.isNaN(ln(-1)) && Number.isNaN(exp(NaN)));
});

test('the tails are those of published tables and of SciPy', () => {
  // scipy.stats.norm.sf and chi2.sf of SciPy 1.17.
  near(normalTail(0.5), 0.3085375387259869);
  near(normalTail(1), 0.15865525393145707);
  near(normalTail(Z95), 0.025);
  near(normalTail(3), 0.0013498980316300933, 1e-12);
  near(normalTail(-6), 9.865876450376946e-10, 1e-12);
  near(normalTail(10), 7.61985302416047e-24, 1e-12);
  near(chiSquareTail(0.1), 0.751829634, 1e-8);
  near(chiSquareTail(3.84), 0.0500435212, 1e-8);
  near(chiSquareTail(16.793), 4.16867947e-5, 1e-8);
  assert.equal(chiSquareTail(0), 1);
});

test('rounding never gives minus zero', () => {
  assert.ok(Object.is(rounded(-1e-9, 4), 0));
  assert.deepEqual([rounded(0.12345, 3), rounded(2.5, 0), rounded(-0.1239, 3)], [0.123, 3, -0.124]);
});
