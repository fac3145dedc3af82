// The quotations in a text: what stands between quotation marks of one pair, wherever they are set. Marks within a quotation are part of it. A text
// without any is itself the quotation. Single marks are left out, since apostrophes look like them.

/** Where a quotation stands in the text, without its marks, in UTF-16 units. */
export type Quoted = { from: number; to: number; quotation: string };

const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  '＂': '＂',
  '“': '”',
  '„': '“”',
  '«': '»',
  '»': '«',
  '「': '」',
  '『': '』',
  '﹁': '﹂',
  '﹃': '﹄',
  '〝': '〞〟',
};

const OPENING = /["＂“„«»「『﹁﹃〝]/g;

/** In the order of the text. What is opened and not closed ends with its paragraph, as a newspaper sets a quotation of several. */
export function quotationsIn(text: string): Quoted[] {
  const found: Quoted[] = [];
  let at = 0;
  for (;;) {
    OPENING.lastIndex = at;
    const opening = OPENING.exec(text);
    if (opening === null) break;
    const from = opening.index + 1;
    const to = endOf(text, from, opening[0], CLOSING[opening[0]]!);
    if (text.slice(from, to).trim() !== '') found.push({ from, to, quotation: text.slice(from, to) });
    at = to + 1;
  }
  if (found.length > 0 || text.trim() === '') return found;
  return [{ from: 0, to: text.length, quotation: text }];
}

/** Where the mark stands that closes; marks of the same pair within are skipped. */
function endOf(text: string, from: number, opening: string, closing: string): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const mark = text[at]!;
    if (mark === '\n' && /^[^\S\n]*\n/.test(text.slice(at + 1, at + 200))) return at;
    if (closing.includes(mark)) depth--;
    else if (mark === opening) depth++;
    if (depth === 0) return at;
  }
  return text.length;
}
