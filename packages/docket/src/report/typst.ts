// The report as a Typst document, from which a PDF is made. Every text stands in a string of its own, so that nothing an officer wrote can
// be read as markup. The date of the document is the review date.

import { parseDay } from '#calendar';
import { layOut, type Block, type Cell } from '#report/layout';
import type { StatusReport } from '#report/model';
import { encodeMoment } from '#report/moment';
import { showSides, showText, type ReportLanguage } from '#report/shown';

/** The fonts the document is set in; whoever compiles it provides them. */
export const REPORT_FONTS = ['Noto Sans S Chinese'] as const;

export function renderTypst(report: StatusReport): string {
  const languages = report.languages as ReportLanguage[];
  const [day] = encodeMoment(report.reviewAt).split(' ') as [string];
  if (parseDay(day) === undefined) throw new RangeError(`rendering a report: ${report.reviewAt} is no review date`);
  const [year, month, date] = day.split('-').map(Number);
  const keywords = `parley-report reviewAt=${report.reviewAt} languages=${report.languages.join(',')} accord=${report.accord.id}`;
  const title = languages.map((language) => (language === 'en' ? 'Status report' : '进展报告')).join(' · ');
  return [
    `#set document(title: ${quote(title)}, keywords: (${quote(keywords)},), date: datetime(year: ${year}, month: ${month}, day: ${date}))`,
    `#set page(paper: "a4", margin: (x: 2cm, y: 2.2cm), numbering: "1 / 1", header: context { if counter(page).get().first() > 1 [#text(size: 8pt, fill: soft)[#${quote(`${title} — ${encodeMoment(report.reviewAt)}`)}]] })`,
    `#set text(font: ${quote(REPORT_FONTS[0])}, size: 9.5pt, lang: ${quote(languages[0]!)}, fill: rgb("#1b2430"))`,
    '#set par(leading: 0.65em)',
    '#show heading.where(level: 1): set text(size: 20pt)',
    '#show heading.where(level: 2): it => block(above: 1.8em, below: 0.8em, sticky: true)[#line(length: 100%, stroke: 1pt)#v(-0.15em)#text(size: 13pt)[#it.body]]',
    '#show heading.where(level: 3): it => block(above: 1.4em, below: 0.7em, sticky: true)[#text(size: 10.5pt)[#it.body]]',
    '#set table(stroke: (x, y) => (bottom: 0.4pt + rule), inset: (x: 3pt, y: 4pt), align: left)',
    '#show table.cell.where(y: 0): set text(weight: "bold", size: 8.5pt)',
    ...layOut(report).map((block) => renderBlock(block, languages)),
    '',
  ]
    .join('\n')
    .replace(/^/, '#let soft = rgb("#5a6675")\n#let rule = rgb("#d5dbe3")\n#let late = rgb("#9b1c1c")\n');
}

function renderBlock(block: Block, languages: readonly ReportLanguage[]): string {
  switch (block.block) {
    case 'heading':
      return `#heading(level: ${block.level})[${block.cells.map((cell) => inline(cell, languages)).join('#": "')}]`;
    case 'note':
      return languages
        .map((language) => `#par[#text(fill: soft, lang: ${quote(language)})[#${quote(block.label[language])}]]`)
        .join('\n');
    case 'facts':
      return `#block(above: ${block.act === true ? '1.6em' : '0.9em'})[#grid(columns: (30%, 1fr), column-gutter: 1em, row-gutter: 0.55em, ${block.rows
        .map(
          ([label, cell], at) =>
            `text(${block.act === true && at === 0 ? 'weight: "bold"' : 'fill: soft'})[${stacked({ label }, languages)}], [${stacked(cell, languages)}]`,
        )
        .join(', ')})]`;
    case 'table': {
      const head = block.head.map((label) => `[${stacked({ label }, languages)}]`).join(', ');
      const rows = block.rows.flatMap(({ cells, tone }) =>
        cells.map((cell, at) => {
          const text = stacked(cell, languages);
          return tone === 'late' && at === cells.length - 1 ? `text(fill: late)[${text}]` : `[${text}]`;
        }),
      );
      const wide = block.head.map((_, at) => block.rows.some(({ cells }) => 'text' in cells[at]!));
      const columns = wide
        .map((isText, at) => (isText || (at > 0 && !wide.includes(true)) ? '1fr' : 'auto'))
        .join(', ');
      return `#table(columns: (${columns},), table.header(${head}), ${rows.join(', ')})`;
    }
    default:
      return block.rows
        .map(({ label, text }) => {
          const sides = languages.map((language) => {
            const shown = showText(text, language);
            const fill = shown.of === 'own' ? '' : shown.of === 'other' ? 'fill: soft, ' : 'fill: late, ';
            const lang = /^[a-z]{2,3}/.exec(shown.lang)![0];
            const said = shown.text
              .split(/\n+/)
              .map((line) => `#${quote(line)}`)
              .join('#parbreak()');
            return `[#text(${fill}${latin(shown.lang)}lang: ${quote(lang === 'und' ? languages[0]! : lang)})[${said}]]`;
          });
          const shown = new Set(sides).size === 1 ? sides.slice(0, 1) : sides;
          return `#block(above: 0.8em)[#text(size: 8pt, fill: soft, weight: "bold")[${inline({ label }, languages)}]#v(-0.5em)#grid(columns: (${shown.map(() => '1fr').join(', ')},), column-gutter: 1.5em, ${shown.join(', ')})]`;
        })
        .join('\n');
  }
}

function inline(cell: Cell, languages: readonly ReportLanguage[]): string {
  return partsOf(cell, languages).join('#" / "');
}

/** One language under the other, as cells of tables have it. */
function stacked(cell: Cell, languages: readonly ReportLanguage[]): string {
  return partsOf(cell, languages)
    .map((part, at) => (at === 0 ? part : `#linebreak()#text(fill: soft)[${part}]`))
    .join('');
}

function partsOf(cell: Cell, languages: readonly ReportLanguage[]): string[] {
  return showSides(cell, languages).map(({ text, lang, of }) => {
    const set = `${of === 'not held' ? 'fill: late, ' : ''}${latin(lang)}`;
    return set === '' ? `#${quote(text)}` : `#text(${set})[#${quote(text)}]`;
  });
}

/** Quotation marks of a Chinese font are as wide as a character, unless its proportional forms are asked for. */
function latin(language: string): string {
  return language.startsWith('zh') ? '' : 'features: ("pwid",), ';
}

/** A Typst string literal. */
function quote(text: string): string {
  const escaped = text.replace(/[\\"]/g, '\\$&').replace(/\p{Cc}/gu, ' ');
  return `"${escaped}"`;
}
