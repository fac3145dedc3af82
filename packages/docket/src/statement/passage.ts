// Text as a quotation is compared by: words, single Chinese and Japanese characters, and marks, each with where it stands. White space counts
// only where it parts words, however much of it there is and of which kind; all quotation marks are one mark, because a newspaper sets its
// own around and within what it quotes. Nothing else is levelled: neither case, nor punctuation, nor a single character.

/** `text`: what is compared; `lower`: the same without its case. `from`, `to`: where it stands in the original, in UTF-16 units. `parted`: white space before it that counts. */
export type Token = {
  text: string;
  lower: string;
  kind: 'word' | 'character' | 'mark' | 'quote';
  parted: boolean;
  from: number;
  to: number;
};

const QUOTES = '"\'`´‘’‚‛“”„‟‹›«»「」『』﹁﹂﹃﹄＂＇｢｣〝〞〟';

const SPACE = String.raw`[\s\u200B\u2060\uFEFF]`;

const CHARACTER = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]`;

const LETTER = String.raw`(?:(?!${CHARACTER})[\p{L}\p{M}\p{N}])`;

/** A word has its apostrophes within it. */
const TOKEN = new RegExp(
  String.raw`(?<space>${SPACE}+)|(?<word>${LETTER}+(?:['’＇]${LETTER}+)*)|(?<character>${CHARACTER})|(?<quote>[${QUOTES}])|(?<mark>.)`,
  'gsu',
);

/** Around these, and around characters, white space parts nothing. */
const TIGHT = /^[\u2013-\u2015\u2026\u3000-\u303F\uFF00-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65]$/u;

export function tokensOf(original: string): Token[] {
  const tokens: Token[] = [];
  let spaced = false;
  let before: Token | undefined;
  for (const { groups, index, 0: found } of original.matchAll(TOKEN)) {
    if (groups!['space'] !== undefined) {
      spaced = true;
      continue;
    }
    const kind = (['word', 'character', 'quote', 'mark'] as const).find((name) => groups![name] !== undefined)!;
    const text = kind === 'quote' ? '"' : kind === 'word' ? found.replaceAll(/[’＇]/g, "'") : found;
    const token: Token = {
      text,
      lower: text.toLowerCase(),
      kind,
      parted: false,
      from: index,
      to: index + found.length,
    };
    token.parted = spaced && before !== undefined && !isTight(before) && !isTight(token);
    tokens.push(token);
    before = token;
    spaced = false;
  }
  return tokens;
}

/** Without the quotation marks that a quotation itself is set in, or begins or ends in the midst of. */
export function withoutOuterQuotes(tokens: readonly Token[]): Token[] {
  const first = tokens.findIndex(({ kind }) => kind !== 'quote');
  const last = tokens.findLastIndex(({ kind }) => kind !== 'quote');
  return first === -1 ? [] : tokens.slice(first, last + 1);
}

function isTight({ kind, text }: Token): boolean {
  return kind === 'character' || kind === 'quote' || TIGHT.test(text);
}
