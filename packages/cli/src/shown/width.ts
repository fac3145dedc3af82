// How many columns of a terminal a text takes: two for a Chinese, Japanese or Korean character, none for a mark that stands on another. Texts
// are measured as they are printed, so what `printable` puts in place of a control character is measured too.

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NONE = /[\p{Mn}\p{Me}\u200b-\u200d\u2060\ufeff]/u;

export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

function columnsOf(character: string): number {
  if (character < '\u0300') return 1;
  if (NONE.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** With spaces behind, to that many columns. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}

/** As much as fits, with … for the rest. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const character of text) {
    width += columnsOf(character);
    if (width > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** In lines of at most that many columns, broken at spaces and between wide characters; a longer word is broken where it must be. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(PIECES) ?? []) {
    let rest = piece;
    if (widthOf((line + rest).trimEnd()) > columns && line !== '') {
      lines.push(line.trimEnd());
      line = '';
      rest = rest.trimStart();
    }
    while (widthOf(rest.trimEnd()) > columns) {
      const head = cut(rest, columns + 1).slice(0, -1);
      if (head === '') break;
      lines.push(head);
      rest = rest.slice(head.length);
    }
    line += rest;
  }
  return [...lines, line.trimEnd()];
}

/** What is not broken: one wide character with the punctuation behind it, or a word with the spaces behind it. */
const PIECES = new RegExp(`${WIDE.source}[，。、；：！？”’）》」』…]*|(?:(?!${WIDE.source})[^ ])+ *| +`, 'gu');
