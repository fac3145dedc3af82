// Texts from a vocabulary in which few words are frequent and most are rare, in two languages: what a search has to find its way in.

import type { JsonObject } from '@parley/record/json';

export const WORDS = 20_000;

/** Numbers below a bound that look drawn and are the same in every run. */
export function drawing(): (below: number) => number {
  let drawn = 1;
  return (below) => {
    drawn = (Math.imul(drawn, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((drawn / 2 ** 32) * below);
  };
}

/** The n-th word of a language in which the first is the most frequent: three syllables, or two characters. */
export const english = (n: number) =>
  [n % 20, Math.floor(n / 20) % 20, Math.floor(n / 400)]
    .map((at) => 'bacedifoguhajekilomunapaqerisotuvawexiyozu'.slice(2 * (at % 20), 2 * (at % 20) + 2))
    .join('') + (n > 7999 ? 'n' : '');

export const chinese = (n: number) => String.fromCharCode(0x4e00 + (n % 2500), 0x4e00 + (Math.floor(n / 8) % 2500));

export type Draw = ReturnType<typeof drawing>;

/** The number of a word as often as it is frequent. */
export const skewed = (draw: Draw) => Math.floor(WORDS * (draw(1_000_000) / 1_000_000) ** 4);

export function text(draw: Draw, words: number): JsonObject {
  const numbers = Array.from({ length: words }, () => skewed(draw));
  return { en: numbers.map(english).join(' '), zh: numbers.map(chinese).join('') };
}
