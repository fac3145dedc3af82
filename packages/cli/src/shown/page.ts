// A page for a terminal, as lines: headings, facts, tables, and officers' texts behind a bar of their own. Whatever is put on it is anybody's
// text: no control character gets through, and no line of it begins where one of ours does.

import { printable } from '#output';
import { cut, pad, widthOf, wrap } from '#shown/width';

/** Columns where nothing says how wide the terminal is: a file or a pipe. */
const COLUMNS_ELSEWHERE = 160;
/** Longer lines of prose are hard to read, however wide the terminal is. */
const PROSE_MAX = 120;
const COLUMNS_MIN = 60;
/** No column of a table is cut to less. */
const CELL_MIN = 16;

/** Names of facts in one column with what they say. */
const LABEL_MAX = 24;

export function columnsOf(stream: { isTTY?: boolean; columns?: number }): number {
  return stream.isTTY === true ? Math.max(COLUMNS_MIN, stream.columns ?? COLUMNS_ELSEWHERE) : COLUMNS_ELSEWHERE;
}

export class Page {
  readonly columns: number;
  readonly lines: string[] = [];

  constructor(columns: number) {
    this.columns = columns;
  }

  /** An empty line, but not two, and none at the top. */
  space(): void {
    if (this.lines.length > 0 && this.lines.at(-1) !== '') this.lines.push('');
  }

  heading(text: string): void {
    this.space();
    this.lines.push(...wrap(printable(text), this.columns));
  }

  line(text: string, indent = 0): void {
    for (const one of wrap(printable(text), this.columns - indent)) this.lines.push(' '.repeat(indent) + one);
  }

  /** What is said of something, each under the other; what has a long name stands under it. */
  facts(rows: readonly (readonly [label: string, value: string])[], indent = 2): void {
    const labels = rows.map(([label]) => printable(label));
    const width = Math.max(0, ...labels.map((label) => widthOf(label)).filter((one) => one <= LABEL_MAX));
    const at = indent + width + 2;
    for (const [row, [, value]] of rows.entries()) {
      const label = labels[row]!;
      const beside = widthOf(label) <= width;
      if (!beside) this.line(label, indent);
      const [first = '', ...more] = wrap(printable(value), Math.min(PROSE_MAX, this.columns) - at);
      this.lines.push(`${' '.repeat(indent)}${pad(beside ? label : '', width)}  ${first}`.trimEnd());
      for (const one of more) this.lines.push(' '.repeat(at) + one);
    }
  }

  /** What an officer wrote, word for word; its own line breaks are kept behind the bar. */
  quote(text: string, indent = 4): void {
    for (const paragraph of text.split(/\r\n|[\n\r]/)) {
      for (const one of wrap(printable(paragraph), Math.min(PROSE_MAX, this.columns) - indent - 2)) {
        this.lines.push(`${' '.repeat(indent)}│ ${one}`.trimEnd());
      }
    }
  }

  /** A row a line: cells that do not fit are cut, those of the widest column first. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): void {
    this.#table(head, rows, 0, (text, width) => [cut(text, width)]);
  }

  /** The same, but what does not fit goes on beneath. */
  fullTable(head: readonly string[], rows: readonly (readonly string[])[], indent: number): void {
    this.#table(head, rows, indent, wrap);
  }

  #table(
    head: readonly string[],
    rows: readonly (readonly string[])[],
    indent: number,
    fit: (text: string, columns: number) => string[],
  ): void {
    const [titles, ...cells] = [head, ...rows].map((row) => row.map((text) => printable(text)));
    const widths = fitted(
      head.map((_, column) => Math.max(...[titles!, ...cells].map((row) => widthOf(row[column]!)))),
      this.columns - indent - 2 * (head.length - 1),
    );
    const put = (row: readonly string[]) => {
      const fits = row.map((text, column) => fit(text, widths[column]!));
      for (let at = 0; at < Math.max(...fits.map(({ length }) => length)); at++) {
        const line = fits.map((lines, column) => pad(lines[at] ?? '', widths[column]!)).join('  ');
        this.lines.push((' '.repeat(indent) + line).trimEnd());
      }
    };
    put(titles!);
    put(widths.map((width) => '─'.repeat(width)));
    for (const row of cells) put(row);
  }
}

/** Widths of columns that fit together, the widest made narrower until they do, so that long columns share what is missing. */
function fitted(wanted: readonly number[], room: number): number[] {
  const widths = [...wanted];
  for (;;) {
    const over = widths.reduce((sum, width) => sum + width, 0) - room;
    const widest = Math.max(...widths);
    if (over <= 0 || widest <= CELL_MIN) return widths;
    const next = Math.max(CELL_MIN, ...widths.filter((width) => width < widest));
    const shared = widths.filter((width) => width === widest).length;
    const each = Math.min(widest - next, Math.ceil(over / shared));
    for (const [column, width] of widths.entries()) if (width === widest) widths[column] = width - Math.max(1, each);
  }
}
