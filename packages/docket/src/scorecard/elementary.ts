// Logarithm, exponential and normal tail out of the four operations and the square root alone. ECMAScript leaves Math.log, Math.exp and
// Math.pow to the engine, so two nodes could differ in the last bit, and that bit could turn a rounded digit. These give the same bits
// wherever numbers are IEEE 754 doubles.

/** 97.5 % point of the standard normal distribution: what a two-sided interval of 95 % takes. */
export const Z95 = 1.959963984540054;

const LN2_HIGH = 6.931_471_803_691_238e-1;
const LN2_LOW = 1.908_214_929_270_587_7e-10;
const SQRT_HALF = Math.SQRT1_2;

/**
 * Natural logarithm of a positive number. x = m·2^k with m in [√½, √2), and ln m = 2·artanh((m − 1)/(m + 1)) by its series
 * (Abramowitz & Stegun 4.1.27).
 */
export function ln(x: number): number {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x === Infinity ? Infinity : NaN;
  let mantissa = x;
  let exponent = 0;
  for (; mantissa >= 2 * SQRT_HALF; exponent++) mantissa /= 2;
  for (; mantissa < SQRT_HALF; exponent--) mantissa *= 2;
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let sum = 0;
  for (let odd = 41; odd >= 1; odd -= 2) sum = sum * square + 1 / odd;
  return exponent * LN2_HIGH + (2 * s * sum + exponent * LN2_LOW);
}

/** Exponential. x = k·ln 2 + r with |r| ≤ ½ ln 2, and e^r by its series (Abramowitz & Stegun 4.2.1). */
export function exp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > 709.7) return Infinity;
  if (x < -745.2) return 0;
  const exponent = Math.round(x / (LN2_HIGH + LN2_LOW));
  const rest = x - exponent * LN2_HIGH - exponent * LN2_LOW;
  let sum = 1;
  for (let term = 18; term >= 1; term--) sum = 1 + (rest * sum) / term;
  for (let left = exponent; left > 0; left--) sum *= 2;
  for (let left = exponent; left < 0; left++) sum /= 2;
  return sum;
}

/** Beyond this many standard deviations the series loses digits and the continued fraction has converged. */
const TAIL_FROM = 3;

/**
 * Probability that a standard normal variable exceeds |x|, on one side. Series of Marsaglia (2004), "Evaluating the Normal
 * Distribution", Journal of Statistical Software 11(4), near the middle; Laplace's continued fraction (Abramowitz & Stegun 26.2.14) in
 * the tail.
 */
export function normalTail(x: number): number {
  const z = Math.abs(x);
  const density = exp((-z * z) / 2) / 2.506_628_274_631_000_7;
  if (z >= TAIL_FROM) {
    let fraction = z;
    for (let k = 200; k >= 1; k--) fraction = z + k / fraction;
    return density / fraction;
  }
  let term = z;
  let sum = z;
  for (let odd = 3; odd < 120; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return 0.5 - density * sum;
}

/** Probability that a chi-square variable of one degree of freedom exceeds x: it is a squared normal. */
export function chiSquareTail(x: number): number {
  return Math.min(1, 2 * normalTail(Math.sqrt(x)));
}

/** Rounds to so many decimal digits; never minus zero. Every number that leaves the scorecard goes through here. */
export function rounded(x: number, digits: number): number {
  let scale = 1;
  for (let left = digits; left > 0; left--) scale *= 10;
  return Math.round(x * scale) / scale + 0;
}
