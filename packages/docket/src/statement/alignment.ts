// A quotation beside the text it may come from: which passage it costs least to turn into the quotation, and what is different then. The
// tokens of both are numbered first, so that the comparison of every token with every other is one of small integers.

import type { Token } from '#statement/passage';

/** What the quotation says, and what the passage says there; empty: added, or left out. */
export type Difference = { quoted: string; held: string };

/** Tokens by number: equal ones have the same, in `lower` also those that differ in case alone. `cost`: of leaving one out, or adding it. */
export type Numbered = {
  tokens: readonly Token[];
  text: Int32Array;
  lower: Int32Array;
  parted: Uint8Array;
  cost: Uint8Array;
};

/** Marks weigh less than words and characters, and the case of a word less than another word. */
const WORD_COST = 2;
const MARK_COST = 1;

/** Numbers that are the same in all lists that are given the same `numbers`. */
export function numberTokens(tokens: readonly Token[], numbers: Map<string, number>): Numbered {
  const numberOf = (text: string): number => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  return {
    tokens,
    text: Int32Array.from(tokens, ({ text }) => numberOf(text)),
    lower: Int32Array.from(tokens, ({ lower }) => numberOf(lower)),
    parted: Uint8Array.from(tokens, ({ parted }) => Number(parted)),
    cost: Uint8Array.from(tokens, ({ kind }) => (kind === 'word' || kind === 'character' ? WORD_COST : MARK_COST)),
  };
}

/**
 * Whether a token of a quotation is one of a text. White space before it is compared where the same token is before both: at the beginning of a
 * quotation, or after a mark that is missing, it says nothing.
 */
export function isSame(quoted: Numbered, n: number, held: Numbered, at: number): boolean {
  return (
    quoted.text[n] === held.text[at] &&
    (quoted.parted[n] === held.parted[at] || n === 0 || at === 0 || quoted.text[n - 1] !== held.text[at - 1])
  );
}

// A word is never taken for a mark: the one is missing, and the other added.
function costOfChange(quoted: Numbered, n: number, held: Numbered, at: number): number {
  if (isSame(quoted, n, held, at)) return 0;
  if (quoted.lower[n] === held.lower[at]) return MARK_COST;
  const cost = quoted.cost[n]!;
  return cost === held.cost[at] ? cost : WORD_COST + MARK_COST;
}

/** What it costs to leave out all of it. */
export function costOfAll({ cost }: Numbered): number {
  return cost.reduce((sum, one) => sum + one, 0);
}

/** What turning any passage of a text into the quotation costs at least: the tokens that the text has nowhere. */
export function costOfAbsent(quoted: Numbered, held: Numbered): number {
  const there = new Set(held.lower);
  return quoted.cost.reduce((sum, one, n) => (there.has(quoted.lower[n]!) ? sum : sum + one), 0);
}

/**
 * The passage with the least cost of turning it into the quotation, from token `from` to before token `to`; of several the first, and of those
 * that begin there the longest (P. H. Sellers, The theory and computation of evolutionary distances: pattern recognition, J. Algorithms 1, 1980).
 * Each cell carries where its passage begins, so that two rows are enough.
 */
export function nearestIn(quoted: Numbered, held: Numbered): { cost: number; from: number; to: number } {
  const size = held.tokens.length;
  let costs = new Int32Array(size + 1);
  let starts = Int32Array.from({ length: size + 1 }, (_, at) => at);
  let nextCosts = new Int32Array(size + 1);
  let nextStarts = new Int32Array(size + 1);
  for (let n = 0; n < quoted.tokens.length; n++) {
    const own = quoted.cost[n]!;
    nextCosts[0] = costs[0]! + own;
    nextStarts[0] = 0;
    for (let at = 0; at < size; at++) {
      const changed = costs[at]! + costOfChange(quoted, n, held, at);
      const added = costs[at + 1]! + own;
      const omitted = nextCosts[at]! + held.cost[at]!;
      const cost = Math.min(changed, added, omitted);
      nextCosts[at + 1] = cost;
      nextStarts[at + 1] = cost === changed ? starts[at]! : cost === added ? starts[at + 1]! : nextStarts[at]!;
    }
    [costs, nextCosts] = [nextCosts, costs];
    [starts, nextStarts] = [nextStarts, starts];
  }
  let nearest = { cost: Infinity, from: 0, to: 0 };
  for (let to = 1; to <= size; to++) {
    const [cost, from] = [costs[to]!, starts[to]!];
    if (from === to || cost > nearest.cost || (cost === nearest.cost && from !== nearest.from)) continue;
    nearest = { cost, from, to };
  }
  return nearest;
}

/** The alignment of a quotation with its passage, as runs of what is different, each as it is written. */
export function differencesOf(quotation: string, quoted: Numbered, text: string, passage: Numbered): Difference[] {
  const rows = costsOf(quoted, passage);
  const runs: { quoted: Token[]; held: Token[] }[] = [];
  let open = false;
  const differs = (ofQuotation: Token[], ofPassage: Token[]) => {
    if (!open) runs.unshift({ quoted: [], held: [] });
    open = true;
    runs[0]!.quoted.unshift(...ofQuotation);
    runs[0]!.held.unshift(...ofPassage);
  };
  let n = quoted.tokens.length;
  let at = passage.tokens.length;
  while (n > 0 || at > 0) {
    const cost = rows[n]![at]!;
    const change = n > 0 && at > 0 ? costOfChange(quoted, n - 1, passage, at - 1) : undefined;
    if (change !== undefined && cost === rows[n - 1]![at - 1]! + change) {
      n--;
      at--;
      if (change === 0) open = false;
      else differs([quoted.tokens[n]!], [passage.tokens[at]!]);
    } else if (n > 0 && cost === rows[n - 1]![at]! + quoted.cost[n - 1]!) {
      n--;
      differs([quoted.tokens[n]!], []);
    } else {
      at--;
      differs([], [passage.tokens[at]!]);
    }
  }
  return runs.map((run) => differenceOf(spanOf(quotation, run.quoted), spanOf(text, run.held)));
}

// By token of the quotation and token of the passage: the cost of turning the one up to there into the other up to there.
function costsOf(quoted: Numbered, passage: Numbered): Int32Array[] {
  const size = passage.tokens.length;
  const first = new Int32Array(size + 1);
  for (let at = 0; at < size; at++) first[at + 1] = first[at]! + passage.cost[at]!;
  const rows = [first];
  for (let n = 0; n < quoted.tokens.length; n++) {
    const before = rows[n]!;
    const own = quoted.cost[n]!;
    const next = new Int32Array(size + 1);
    next[0] = before[0]! + own;
    for (let at = 0; at < size; at++) {
      const changed = before[at]! + costOfChange(quoted, n, passage, at);
      next[at + 1] = Math.min(changed, before[at + 1]! + own, next[at]! + passage.cost[at]!);
    }
    rows.push(next);
  }
  return rows;
}

type Span = { text: string; parted: boolean };

function spanOf(text: string, tokens: readonly Token[]): Span {
  const first = tokens[0];
  return first === undefined
    ? { text: '', parted: false }
    : { text: text.slice(first.from, tokens.at(-1)!.to), parted: first.parted };
}

// Where white space is all that is different, it is shown.
function differenceOf(quoted: Span, held: Span): Difference {
  const shown = ({ text, parted }: Span) => (parted && quoted.text === held.text ? ` ${text}` : text);
  return { quoted: shown(quoted), held: shown(held) };
}
