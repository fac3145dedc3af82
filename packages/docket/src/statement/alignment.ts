// A quotation beside the text it may come from: which passage it costs least to turn into the quotation, and what is different then.

import type { Token } from '#statement/passage';

/** What the quotation says, and what the passage says there; empty: added, or left out. */
export type Difference = { quoted: string; held: string };

/** What it costs that a token is missing, added, or another; marks weigh less than words, and the case of a word less than another word. */
const WORD_COST = 2;
const MARK_COST = 1;

// White space before a token is compared where the same token is before it: at the beginning of a quotation, or after a mark that is missing,
// it says nothing.
export function same(quoted: readonly Token[], n: number, tokens: readonly Token[], at: number): boolean {
  const one = quoted[n]!;
  const other = tokens[at]!;
  return (
    one.text === other.text &&
    (one.parted === other.parted || n === 0 || at === 0 || quoted[n - 1]!.text !== tokens[at - 1]!.text)
  );
}

function costOf({ kind }: Token): number {
  return kind === 'word' || kind === 'character' ? WORD_COST : MARK_COST;
}

export function costOfAll(tokens: readonly Token[]): number {
  let cost = 0;
  for (const token of tokens) cost += costOf(token);
  return cost;
}

/** What turning any passage of a text into the quotation costs at least: what the text has nowhere. */
export function costOfAbsent(quoted: readonly Token[], tokens: readonly Token[]): number {
  const there = new Set(tokens.map(({ lower }) => lower));
  return costOfAll(quoted.filter(({ lower }) => !there.has(lower)));
}

function costOfChange(quoted: readonly Token[], n: number, tokens: readonly Token[], at: number): number {
  if (same(quoted, n, tokens, at)) return 0;
  const one = quoted[n]!;
  const other = tokens[at]!;
  if (one.lower === other.lower) return MARK_COST;
  // A word is never taken for a mark: the one is missing, and the other added.
  return costOf(one) === costOf(other) ? costOf(one) : costOf(one) + costOf(other);
}

// The passage with the least cost of turning it into the quotation, anywhere in the text (P. H. Sellers, The theory and computation of
// evolutionary distances: pattern recognition, J. Algorithms 1, 1980). Each cell carries where its passage begins, so two rows are enough.
export function nearestIn(
  quoted: readonly Token[],
  tokens: readonly Token[],
): { cost: number; from: number; to: number } {
  let costs = Array.from({ length: tokens.length + 1 }, () => 0);
  let starts = Array.from({ length: tokens.length + 1 }, (_, at) => at);
  for (const [row, token] of quoted.entries()) {
    const nextCosts = [costs[0]! + costOf(token)];
    const nextStarts = [0];
    for (const [at, other] of tokens.entries()) {
      const changed = costs[at]! + costOfChange(quoted, row, tokens, at);
      const added = costs[at + 1]! + costOf(token);
      const omitted = nextCosts[at]! + costOf(other);
      const cost = Math.min(changed, added, omitted);
      nextCosts.push(cost);
      nextStarts.push(cost === changed ? starts[at]! : cost === added ? starts[at + 1]! : nextStarts[at]!);
    }
    [costs, starts] = [nextCosts, nextStarts];
  }
  let to = 1;
  for (let at = 1; at < costs.length; at++)
    if (
      starts[at]! < at &&
      (starts[to]! >= to || costs[at]! < costs[to]! || (costs[at] === costs[to] && starts[at] === starts[to]))
    )
      to = at;
  return { cost: costs[to] ?? Infinity, from: starts[to] ?? 0, to };
}

// The alignment of the quotation with its passage, read back as runs of what is different.
export function differencesOf(
  quotation: string,
  quoted: readonly Token[],
  text: string,
  passage: readonly Token[],
): Difference[] {
  const rows = costsOf(quoted, passage);
  const runs: { quoted: Token[]; held: Token[] }[] = [];
  let open = false;
  const differs = (ofQuotation: Token[], ofPassage: Token[]) => {
    if (!open) runs.unshift({ quoted: [], held: [] });
    open = true;
    runs[0]!.quoted.unshift(...ofQuotation);
    runs[0]!.held.unshift(...ofPassage);
  };
  let row = quoted.length;
  let at = passage.length;
  while (row > 0 || at > 0) {
    const cost = rows[row]![at]!;
    const change = row > 0 && at > 0 ? costOfChange(quoted, row - 1, passage, at - 1) : undefined;
    if (change !== undefined && cost === rows[row - 1]![at - 1]! + change) {
      row--;
      at--;
      if (change === 0) open = false;
      else differs([quoted[row]!], [passage[at]!]);
    } else if (row > 0 && cost === rows[row - 1]![at]! + costOf(quoted[row - 1]!)) {
      row--;
      differs([quoted[row]!], []);
    } else {
      at--;
      differs([], [passage[at]!]);
    }
  }
  return runs.map((run) => differenceOf(spanOf(quotation, run.quoted), spanOf(text, run.held)));
}

// By row of the quotation and column of the passage: the cost of turning the one so far into the other so far.
function costsOf(quoted: readonly Token[], passage: readonly Token[]): number[][] {
  const first = [0];
  for (const other of passage) first.push(first.at(-1)! + costOf(other));
  const rows = [first];
  for (const [row, token] of quoted.entries()) {
    const before = rows[row]!;
    const next = [before[0]! + costOf(token)];
    for (const [at, other] of passage.entries()) {
      const changed = before[at]! + costOfChange(quoted, row, passage, at);
      next.push(Math.min(changed, before[at + 1]! + costOf(token), next[at]! + costOf(other)));
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
