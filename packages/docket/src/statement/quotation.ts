// Is this what was said? A quotation is checked against the texts that are held, word for word. White space and quotation marks alone are
// levelled (passage.ts). It is exact, or it differs from the passage nearest to it, and then every difference is named; or nothing held is
// near enough to speak of a quotation, and the nearest passage is shown all the same. No whole word is cut: "I can" is not quoted from "I can't".

import {
  costOfAbsent,
  costOfAll,
  differencesOf,
  isSame,
  nearestIn,
  numberTokens,
  type Difference,
  type Numbered,
} from '#statement/alignment';
import { tokensOf, withoutOuterQuotes } from '#statement/passage';

/** A text in one language, of the act that said it. */
export type HeldText = { act: string; language: string; text: string };

/** Where a passage stands in a held text, in UTF-16 units, and the passage as it stands there. */
export type Passage = { act: string; language: string; from: number; to: number; text: string };

/**
 * `passages`: for an exact quotation, the first of every text that has it, in the order given; otherwise the one nearest to it, if any text has a
 * word of it in common.
 */
export type Checked = {
  verdict: 'exact' | 'differs' | 'not-found';
  passages: Passage[];
  differences: Difference[];
};

/** What is longer, in UTF-16 units, is a text and no quotation: comparing costs the product of both lengths. */
export const QUOTATION_CHARS_MAX = 1_000;

/** A quotation differs if at most this share of it, in hundredths, is not what was said; beyond that it is not from there. */
const DIFFERENT_MAX_PERCENT = 40;

/** Throws RangeError if the quotation is longer than `QUOTATION_CHARS_MAX`. */
export function checkQuotation(quotation: string, held: readonly HeldText[]): Checked {
  if (quotation.length > QUOTATION_CHARS_MAX) {
    throw new RangeError(
      `checking a quotation: it has ${quotation.length} units, expected at most ${QUOTATION_CHARS_MAX}`,
    );
  }
  const numbers = new Map<string, number>();
  const quoted = numberTokens(withoutOuterQuotes(tokensOf(quotation)), numbers);
  if (quoted.tokens.length === 0) return { verdict: 'not-found', passages: [], differences: [] };
  const texts = held.map((one) => ({ ...one, numbered: numberTokens(tokensOf(one.text), numbers) }));
  const exact = texts.flatMap((one) => {
    const at = findExact(quoted, one.numbered);
    return at === -1 ? [] : [passageOf(one, at, at + quoted.tokens.length)];
  });
  if (exact.length > 0) return { verdict: 'exact', passages: exact, differences: [] };
  const whole = costOfAll(quoted);
  let nearest: { cost: number; text: (typeof texts)[number]; from: number; to: number } | undefined;
  for (const text of texts) {
    if (costOfAbsent(quoted, text.numbered) >= (nearest?.cost ?? whole)) continue;
    const found = nearestIn(quoted, text.numbered);
    if (found.cost < (nearest?.cost ?? whole)) nearest = { ...found, text };
  }
  if (nearest === undefined) return { verdict: 'not-found', passages: [], differences: [] };
  const { cost, text, from, to } = nearest;
  const passage = numberTokens(text.numbered.tokens.slice(from, to), numbers);
  return {
    verdict: cost * 100 <= whole * DIFFERENT_MAX_PERCENT ? 'differs' : 'not-found',
    passages: [passageOf(text, from, to)],
    differences: differencesOf(quotation, quoted, text.text, passage),
  };
}

function passageOf(
  { act, language, text, numbered }: HeldText & { numbered: Numbered },
  start: number,
  end: number,
): Passage {
  const from = numbered.tokens[start]!.from;
  const { to } = numbered.tokens[end - 1]!;
  return { act, language, from, to, text: text.slice(from, to) };
}

function findExact(quoted: Numbered, held: Numbered): number {
  const last = held.tokens.length - quoted.tokens.length;
  for (let at = 0; at <= last; at++) {
    let n = 0;
    while (n < quoted.tokens.length && isSame(quoted, n, held, at + n)) n++;
    if (n === quoted.tokens.length) return at;
  }
  return -1;
}
