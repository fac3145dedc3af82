// Random numbers for simulations in tests: the same on every machine, from a seed.

import { exp, ln } from '#progress/elementary';

/** Uniform in (0, 1): mulberry32. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
}

/** A Poisson count: Knuth's product, in steps of 30 so that the product keeps its digits. */
export function poisson(mean: number, next: () => number): number {
  if (mean > 30) return poisson(30, next) + poisson(mean - 30, next);
  const limit = exp(-mean);
  let count = -1;
  for (let product = 1; product > limit; count++) product *= next();
  return count;
}

/** A standard normal: Marsaglia's polar method. */
export function normal(next: () => number): number {
  for (;;) {
    const [u, v] = [2 * next() - 1, 2 * next() - 1];
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * ln(s)) / s);
  }
}

/** A gamma variable of mean 1 and variance 1/shape, shape ≥ 1: Marsaglia & Tsang 2000, doi:10.1145/358407.358414. */
export function gamma(shape: number, next: () => number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(next);
    const root = 1 + c * x;
    const v = root * root * root;
    if (v > 0 && ln(next()) < 0.5 * x * x + d - d * v + d * ln(v)) return (d * v) / shape;
  }
}
