// The report as one HTML page: no script, nothing loaded from anywhere, readable on paper and on a telephone.

import { layOut, type Block, type Cell } from '#report/layout';
import type { StatusReport } from '#report/model';
import { showSides, showText, type ReportLanguage, type Shown } from '#report/shown';

const TITLE = { en: 'Status report', zh: '进展报告' };

export function renderHtml(report: StatusReport): string {
  const languages = report.languages as ReportLanguage[];
  const blocks = layOut(report);
  const lines = blocks.map((block) => renderBlock(block, languages));
  const title = languages.map((language) => TITLE[language]).join(' · ');
  const described = `reviewAt=${report.reviewAt}; languages=${report.languages.join(',')}; accord=${report.accord.id}`;
  return [
    '<!doctype html>',
    `<html lang="${languages[0]}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta name="parley-report" content="${escape(described)}">`,
    `<title>${escape(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    `<body class="${languages.length > 1 ? 'sides' : 'one'}">`,
    '<main>',
    ...lines,
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function renderBlock(block: Block, languages: readonly ReportLanguage[]): string {
  switch (block.block) {
    case 'heading': {
      const text = block.cells.map((cell) => inline(cell, languages)).join('<span class="colon">: </span>');
      const id = block.id === undefined ? '' : ` id="${escape(block.id)}"`;
      return `<h${block.level}${id}>${text}</h${block.level}>`;
    }
    case 'note':
      return languages
        .map((language) => `<p class="note" lang="${language}">${escape(block.label[language])}</p>`)
        .join('\n');
    case 'facts':
      return `<dl${block.act === true ? ' class="act"' : ''}>${block.rows
        .map(
          ([label, cell]) => `<div><dt>${inline({ label }, languages)}</dt><dd>${inline(cell, languages)}</dd></div>`,
        )
        .join('')}</dl>`;
    case 'table': {
      const head = block.head.map((label) => `<th scope="col">${inline({ label }, languages)}</th>`).join('');
      const rows = block.rows.map(
        ({ cells, tone }) =>
          `<tr${tone === undefined ? '' : ` class="${tone}"`}>${cells.map((cell) => `<td>${inline(cell, languages)}</td>`).join('')}</tr>`,
      );
      return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
    }
    default:
      return block.rows
        .map(({ label, text }) => {
          const sides = languages.map((language) => {
            const shown = showText(text, language);
            return `<blockquote>${paragraph(shown)}</blockquote>`;
          });
          const shown = new Set(sides).size === 1 ? sides.slice(0, 1) : sides;
          return `<div class="text"><h4>${inline({ label }, languages)}</h4><div class="columns">${shown.join('')}</div></div>`;
        })
        .join('\n');
  }
}

function paragraph({ text, lang, of }: Shown): string {
  const mark = of === 'own' ? '' : ` class="${of === 'other' ? 'other' : 'missing'}"`;
  return text
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .map((line) => `<p lang="${escape(lang)}"${mark}>${escape(line)}</p>`)
    .join('');
}

function inline(cell: Cell, languages: readonly ReportLanguage[]): string {
  return showSides(cell, languages)
    .map(({ text, lang, of }) => {
      const name = of === 'own' ? '' : ` class="${of === 'other' ? 'other' : 'missing'}"`;
      return `<span lang="${escape(lang)}"${name}>${escape(text)}</span>`;
    })
    .join('<span class="between"> / </span>');
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLE = `
:root{color-scheme:light;--ink:#1b2430;--soft:#5a6675;--line:#d5dbe3;--late:#9b1c1c;--open:#7a5200;--done:#1d5e3a;--paper:#fff;--wash:#f4f6f9}
*{box-sizing:border-box}
body{margin:0;background:var(--wash);color:var(--ink);font:15px/1.55 "Noto Sans","Segoe UI","Helvetica Neue",Arial,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:64rem;margin:0 auto;background:var(--paper);padding:2.5rem clamp(1rem,5vw,3.5rem) 4rem}
h1{font-size:2rem;line-height:1.2;margin:0 0 1.25rem;letter-spacing:-.01em}
h2{font-size:1.25rem;line-height:1.35;margin:2.75rem 0 .75rem;padding-top:.9rem;border-top:2px solid var(--ink);overflow-wrap:anywhere}
h3{font-size:1.05rem;line-height:1.4;margin:2rem 0 .6rem;padding-top:.7rem;border-top:1px solid var(--line);overflow-wrap:anywhere}
h4{font-size:.8rem;font-weight:600;color:var(--soft);margin:.9rem 0 .2rem}
dl{margin:.4rem 0 .6rem}
dl div{display:grid;grid-template-columns:minmax(9rem,17rem) 1fr;gap:.2rem 1.25rem;padding:.28rem 0;border-bottom:1px solid var(--line)}
dt{color:var(--soft)}
dl.act{margin-top:1.4rem}
dl.act div:first-child dt{color:var(--ink);font-weight:600}
dd{margin:0;overflow-wrap:anywhere}
.wide{overflow-x:auto;margin:.6rem 0 1rem}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
th{text-align:start;font-weight:600;color:var(--soft);border-bottom:1px solid var(--ink);padding:.35rem .75rem .35rem 0;vertical-align:bottom}
td{border-bottom:1px solid var(--line);padding:.4rem .75rem .4rem 0;vertical-align:top;overflow-wrap:break-word;min-width:3.5rem}
.sides :is(td,th,dt,dd)>span[lang]{display:block}
.sides :is(td,th,dt,dd)>.between{display:none}
.sides :is(td,th,dt,dd)>span[lang]+.between+span[lang]{color:var(--soft)}

tr.late td:last-child{color:var(--late);font-weight:600}
tr.open td:last-child{color:var(--open)}
tr.done td:last-child{color:var(--done)}
.columns{display:grid;gap:.5rem 2rem}
.sides .columns{grid-template-columns:repeat(auto-fit,minmax(17rem,1fr))}
blockquote{margin:0;padding-inline-start:.9rem;border-inline-start:3px solid var(--line)}
blockquote p{margin:.15rem 0 .4rem;overflow-wrap:anywhere}
.note{color:var(--soft);margin:.35rem 0;max-width:46rem}
.missing{color:var(--late);font-style:italic}
.other{color:var(--soft)}
.between,.colon{color:var(--soft)}
@media (max-width:40rem){dl div{grid-template-columns:1fr}}
@media print{body{background:#fff;font-size:10pt}main{max-width:none;padding:0}h2,h3,h4{break-after:avoid}tr,dl div,blockquote{break-inside:avoid}.wide{overflow:visible}}
`.trim();
