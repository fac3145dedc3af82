// How far two raters agree beyond chance, when ratings have an order: weighted kappa (Cohen 1968, Psychological Bulletin 70).

import { Z95 } from '#scorecard/elementary';

export type Kappa = { kappa: number; error: number; lower: number; upper: number };

/**
 * Agreement counted between categories i and j of k: one minus the distance as a part of the longest (Cicchetti & Allison 1971), or
 * minus its square (Fleiss & Cohen 1973).
 */
export function agreementWeights(k: number, scale: 'linear' | 'quadratic'): number[][] {
  return Array.from({ length: k }, (_, i) =>
    Array.from({ length: k }, (_, j) => {
      const distance = Math.abs(i - j) / (k - 1);
      return 1 - (scale === 'linear' ? distance : distance * distance);
    }),
  );
}

/**
 * Weighted kappa of a square table of counts, one rater's categories down and the other's across: (pₒ − pₑ) / (1 − pₑ), with pₒ the mean
 * weight observed and pₑ that of independent raters with the same margins. `weights`: 1 on the diagonal, down to 0.
 *
 * Standard error for large samples, without supposing that kappa is 0: Fleiss, Cohen & Everitt (1969), Psychological Bulletin 72:
 * Σ pᵢⱼ (wᵢⱼ(1 − pₑ) − (w̄ᵢ. + w̄.ⱼ)(1 − pₒ))² − (pₒpₑ − 2pₑ + pₒ)², over n(1 − pₑ)⁴. The interval of 95 % is kappa ± z
 * standard errors, kept within −1 and 1.
 *
 * Undefined where both raters used one and the same category throughout.
 */
export function weightedKappa(
  table: readonly (readonly number[])[],
  weights: readonly (readonly number[])[],
): Kappa | undefined {
  const k = table.length;
  let n = 0;
  const rows = Array.from({ length: k }, () => 0);
  const columns = Array.from({ length: k }, () => 0);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      n += table[i]![j]!;
      rows[i]! += table[i]![j]!;
      columns[j]! += table[i]![j]!;
    }
  }
  let observed = 0;
  let expected = 0;
  const ofRow = Array.from({ length: k }, () => 0);
  const ofColumn = Array.from({ length: k }, () => 0);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      const weight = weights[i]![j]!;
      observed += (weight * table[i]![j]!) / n;
      expected += (weight * rows[i]! * columns[j]!) / (n * n);
      ofRow[i]! += (weight * columns[j]!) / n;
      ofColumn[j]! += (weight * rows[i]!) / n;
    }
  }
  const chance = 1 - expected;
  if (!(chance > 1e-12)) return undefined;
  let spread = 0;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      const term = weights[i]![j]! * chance - (ofRow[i]! + ofColumn[j]!) * (1 - observed);
      spread += (table[i]![j]! / n) * term * term;
    }
  }
  const centre = observed * expected - 2 * expected + observed;
  const kappa = (observed - expected) / chance;
  const error = Math.sqrt(Math.max(0, spread - centre * centre) / n) / (chance * chance);
  return { kappa, error, lower: Math.max(-1, kappa - Z95 * error), upper: Math.min(1, kappa + Z95 * error) };
}

/** The mean of at least two numbers and its 95 % interval by the central limit theorem: x̄ ± z s / √n. */
export function meanOf(values: readonly number[]): { mean: number; error: number; lower: number; upper: number } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const error = Math.sqrt(squares / (n - 1) / n);
  return { mean, error, lower: mean - Z95 * error, upper: mean + Z95 * error };
}
