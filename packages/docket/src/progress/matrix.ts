// Symmetric matrices of a few rows: all that a regression with a handful of terms needs.

/** Relative to its diagonal, a pivot below this means that one column says what others say already. */
const PIVOT_MIN = 1e-11;

/**
 * The inverse of a symmetric positive definite matrix by its Cholesky factor (Golub & Van Loan, Matrix Computations, algorithm 4.2.1), scaled to
 * a unit diagonal first; undefined if it has none to speak of.
 */
export function inverse(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const n = matrix.length;
  const scale = matrix.map((row, i) => Math.sqrt(row[i]!));
  if (scale.some((value) => !(value > 0) || value === Infinity)) return undefined;
  const low: number[][] = [];
  for (let i = 0; i < n; i++) {
    low.push([]);
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]! / (scale[i]! * scale[j]!);
      for (let k = 0; k < j; k++) sum -= low[i]![k]! * low[j]![k]!;
      if (i === j && !(sum > PIVOT_MIN)) return undefined;
      low[i]!.push(i === j ? Math.sqrt(sum) : sum / low[j]![j]!);
    }
  }
  const columns = matrix.map((_, column) => {
    const x = matrix.map((__, i) => (i === column ? 1 : 0));
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < i; k++) x[i]! -= low[i]![k]! * x[k]!;
      x[i]! /= low[i]![i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let k = i + 1; k < n; k++) x[i]! -= low[k]![i]! * x[k]!;
      x[i]! /= low[i]![i]!;
    }
    return x;
  });
  return columns.map((column, i) => column.map((value, j) => value / (scale[i]! * scale[j]!)));
}

/** matrix · vector. */
export function times(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] {
  return matrix.map((row) => dot(row, vector));
}

export function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
