// exp and ln, made of nothing but + - * /, so that every engine computes the same bits. ECMAScript leaves Math.exp and Math.log to the
// implementation; an assessment that two parties compute must not hang on whose machine it was. Math.sqrt is exact by IEEE 754.
//
// Source: fdlibm 5.3, e_exp.c and e_log.c (Sun Microsystems, 1993): argument reduction to |x| ≤ ln 2 / 2 and a rational approximation;
// the error is below one unit in the last place.

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const INVERSE_LN2 = Math.LOG2E;
const OVERFLOW = 709.782712893383973096;
const UNDERFLOW = -745.13321910194110842;
const TWO_54 = 18_014_398_509_481_984;

const EXP = [
  1.66666666666666019037e-1, -2.77777777770155933842e-3, 6.61375632143793436117e-5, -1.6533902205465251539e-6,
  4.13813679705723846039e-8,
] as const;

const LN = [
  6.66666666666673513e-1, 3.999999999940941908e-1, 2.857142874366239149e-1, 2.222219843214978396e-1,
  1.818357216161805012e-1, 1.531383769920937332e-1, 1.479819860511658591e-1,
] as const;

/** e to the power of x. Infinity above 709.78, 0 below −745.13. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > OVERFLOW) return Infinity;
  if (x < UNDERFLOW) return 0;
  const k = Math.abs(x) > 0.5 * LN2_HIGH ? Math.trunc(INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5)) : 0;
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c = r - t * (EXP[0] + t * (EXP[1] + t * (EXP[2] + t * (EXP[3] + t * EXP[4]))));
  return twoTo(k, 1 - (low - (r * c) / (2 - c) - high));
}

/** The natural logarithm. −Infinity at 0, NaN below. */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  let k = 0;
  let m = x;
  if (m < 2.2250738585072014e-308) {
    m *= TWO_54;
    k -= 54;
  }
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, m);
  const head = view.getUint32(0);
  k += (head >>> 20) - 1023;
  view.setUint32(0, (head & 0xf_ffff) | 0x3ff0_0000);
  m = view.getFloat64(0);
  if (m > Math.SQRT2) {
    m /= 2;
    k += 1;
  }
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (LN[1] + w * (LN[3] + w * LN[5]));
  const odd = z * (LN[0] + w * (LN[2] + w * (LN[4] + w * LN[6])));
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + even + odd) + k * LN2_LOW) - f);
}

// value · 2^k, in two steps where 2^k alone has no double.
function twoTo(k: number, value: number): number {
  if (k > 1023) return value * power(1023) * power(k - 1023);
  if (k < -1022) return value * power(k + 54) * (1 / TWO_54);
  return value * power(k);
}

function power(k: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, (k + 1023) << 20);
  return view.getFloat64(0);
}
