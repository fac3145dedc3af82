// A text that is there in one or more languages, in the one that fits whoever reads.

export type Texts = Readonly<Record<string, string>>;

/** `lang`: the language that was found; undefined: there is no text at all. */
export function textIn(texts: Texts, locale: string): { lang: string; text: string } | undefined {
  const own = locale.split('-', 1)[0]!;
  const found =
    Object.entries(texts).find(([lang]) => lang === locale) ??
    Object.entries(texts).find(([lang]) => lang.split('-', 1)[0] === own) ??
    Object.entries(texts).find(([lang]) => lang.startsWith('en')) ??
    Object.entries(texts)[0];
  return found === undefined ? undefined : { lang: found[0], text: found[1] };
}

/** The first line of a text, and no more of it than stands in a list. */
export function lineOf(text: string, lettersMax = 200): string {
  const line = text.trim().split(/[\n\r]/, 1)[0]!;
  if (line.length <= lettersMax) return line;
  const letters = Array.from(line);
  return letters.length <= lettersMax ? line : `${letters.slice(0, lettersMax - 1).join('')}…`;
}
