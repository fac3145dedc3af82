// The few distributions the assessment needs. Formulas by number from Abramowitz & Stegun, Handbook of Mathematical Functions (1964),
// and Press et al., Numerical Recipes, 3rd edition (2007).

import { exp, ln } from '#progress/elementary';

const HALF_LN_TWO_PI = 0.9189385332046728;
const TINY = 1e-300;
const EPSILON = 2.220446049250313e-16;
const TERMS_MAX = 10_000;

/** Below this the asymptotic series is not exact to a double, and the recurrence carries the argument up. */
const ASYMPTOTIC_FROM = 12;

/** ln Γ(x), x > 0. A&S 6.1.41 (Stirling's series), after the recurrence 6.1.15. */
export function lnGamma(x: number): number {
  let product = 1;
  let z = x;
  for (; z < ASYMPTOTIC_FROM; z++) product *= z;
  const i = 1 / (z * z);
  const series =
    (1 / 12 + i * (-1 / 360 + i * (1 / 1260 + i * (-1 / 1680 + i * (1 / 1188 + i * (-691 / 360_360 + i / 156)))))) / z;
  return (z - 0.5) * ln(z) - z + HALF_LN_TWO_PI + series - ln(product);
}

/** ψ(x) = d ln Γ / dx, x > 0. A&S 6.3.18 after 6.3.5. */
export function digamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < ASYMPTOTIC_FROM; z++) shift += 1 / z;
  const i = 1 / (z * z);
  const series =
    i * (1 / 12 - i * (1 / 120 - i * (1 / 252 - i * (1 / 240 - i * (1 / 132 - i * (691 / 32_760 - i / 12))))));
  return ln(z) - 0.5 / z - series - shift;
}

/** ψ′(x), x > 0. A&S 6.4.12 after 6.4.6. */
export function trigamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < ASYMPTOTIC_FROM; z++) shift += 1 / (z * z);
  const i = 1 / (z * z);
  const series =
    (i * (1 / 6 - i * (1 / 30 - i * (1 / 42 - i * (1 / 30 - i * (5 / 66 - i * (691 / 2730 - (i * 7) / 6))))))) / z;
  return 1 / z + 0.5 * i + series + shift;
}

/** Q(a, x), the upper regularised incomplete gamma function; a > 0, x ≥ 0. NR §6.2: series below a + 1, continued fraction above. */
function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = exp(a * ln(x) - x - lnGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < TERMS_MAX && term > sum * EPSILON; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - front * sum;
  }
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < TERMS_MAX; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / away(an * d + b);
    c = away(b + an / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < EPSILON) break;
  }
  return front * h;
}

/** P(χ² with `df` degrees of freedom > x). A&S 26.4.19. */
export function chiSquareTail(x: number, df: number): number {
  return upperGamma(df / 2, x / 2);
}

/** P(|Z| > |z|) of a standard normal Z: the chi-square tail of z² with one degree of freedom. */
export function normalTwoTails(z: number): number {
  return chiSquareTail(z * z, 1);
}

/** I_x(a, b), the regularised incomplete beta function. NR §6.4: Lentz's continued fraction. */
function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(b, a, 1 - x);
  const front = exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * ln(x) + b * ln(1 - x)) / a;
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < TERMS_MAX; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < EPSILON) break;
  }
  return front * h;
}

// Lentz's method divides by these: never by nothing.
const away = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/** P(|T| > |t|) of Student's T with `df` degrees of freedom. A&S 26.7.1. */
export function studentTwoTails(t: number, df: number): number {
  return incompleteBeta(df / 2, 0.5, df / (df + t * t));
}

/** The t that |T| exceeds with probability 0.05: what a 95 % interval is multiplied by. By bisection on the tail. */
export function student95(df: number): number {
  let low = 1.9;
  let high = 13;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (studentTwoTails(middle, df) > 0.05) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The same of the standard normal distribution. */
export const NORMAL_95 = 1.959963984540054;
