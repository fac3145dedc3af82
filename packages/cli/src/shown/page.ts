// A page for a terminal, as lines: headings, facts, tables, and officers' texts behind a bar of their own. Whatever is put on it is anybody's
// text: no control character gets through, and no line of it begins where one of ours does.

import { printable } from '#output';
import { cut, pad, widthOf, wrap } from '#shown/width';

/** Columns where nothing says how wide the terminal is: a file or a pipe. */
const COLUMNS_ELSEWHERE = 132;
const COLUMNS_MIN = 60;
/** No column of a table is cut to less. */
const CELL_MIN = 16;

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

  /** What is said of something, each under the other. */
  facts(rows: readonly (readonly [label: string, value: string])[], indent = 2): void {
    const width = Math.max(0, ...rows.map(([label]) => widthOf(printable(label))));
    for (const [label, value] of rows) {
      const at = indent + width + 2;
      const [first = '', ...more] = wrap(printable(value), this.columns - at);
      this.lines.push(`${' '.repeat(indent)}${pad(printable(label), width)}  ${first}`.trimEnd());
      for (const one of more) this.lines.push(' '.repeat(at) + one);
    }
  }

  /** What an officer wrote, word for word; its own line breaks are kept behind the bar. */
  quote(text: string, indent = 4): void {
    for (const paragraph of text.split(/\r\n|[\n\r]/)) {
      for (const one of wrap(printable(paragraph), this.columns - indent - 2)) {
        this.lines.push(`${' '.repeat(indent)}│ ${one}`.trimEnd());
      }
    }
  }

  /** Cells that do not fit are cut, those of the widest column first. */
  table(head: readonly string[], rows: readonly (readonly string[])[], indent = 0): void {
    const cells = [head, ...rows].map((row) => row.map((text) => printable(text)));
    const widths = head.map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ''))));
    const room = this.columns - indent - 2 * (head.length - 1);
    for (;;) {
      const over = widths.reduce((sum, width) => sum + width, 0) - room;
      const widest = Math.max(...widths);
      if (over <= 0 || widest <= CELL_MIN) break;
      // Down to the next widest, so that two long columns share what is missing.
      const next = Math.max(CELL_MIN, ...widths.filter((width) => width < widest));
      widths[widths.indexOf(widest)] = Math.max(next, widest - over, CELL_MIN);
      if (next === widest) break;
    }
    const line = (row: readonly string[]) =>
      ' '.repeat(indent) +
      row
        .map((text, column) => pad(cut(text, widths[column]!), widths[column]!))
        .join('  ')
        .trimEnd();
    const [first, ...others] = cells;
    this.lines.push(line(first!), line(widths.map((width) => '─'.repeat(width))), ...others.map(line));
  }
}
