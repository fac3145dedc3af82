// What people read for the codes of the docket, in English and Chinese. The codes are what is signed and what rules read; these are their
// names, on reports and pages alike, so that both sides read the same word for the same code.

/** The same in both languages of the interface. */
export type Label = { readonly en: string; readonly zh: string };

/** A table from one line each: `code | English | 中文`. Throws for a line of another form, or a code that stands there twice. */
export function labels(text: string): ReadonlyMap<string, Label> {
  const table = new Map<string, Label>();
  for (const line of text.trim().split('\n')) {
    const [code, en, zh, ...more] = line.split('|').map((part) => part.trim());
    if (!code || !en || !zh || more.length > 0)
      throw new Error(`reading a vocabulary: ${line}: expected code | en | zh`);
    if (table.has(code)) throw new Error(`reading a vocabulary: ${code} stands there twice`);
    table.set(code, { en, zh });
  }
  return table;
}

/** A code that has no name here is shown as it is: it was written by a later version. */
export function labelOf(table: ReadonlyMap<string, Label>, code: string): Label {
  return table.get(code) ?? { en: code, zh: code };
}
