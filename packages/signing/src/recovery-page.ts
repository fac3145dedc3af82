// The recovery sheet as it is printed: plain text, and a page that needs nothing beside itself. Both say in both languages what the sheet is, where it
// belongs, and how a key is restored from it.

import { fingerprintOf } from '#keys/officer-key';
import type { KeyFile } from '#keys/key-file';
import { SHEET_TITLE, sheetLines } from '#recovery';

type Said = { en: string; zh: string };

const ABOUT: Said[] = [
  {
    en: 'This sheet holds a key, encrypted with a passphrase. Without the passphrase it is worth nothing, and without this sheet or the key file the passphrase is worth nothing: keep the two apart.',
    zh: '本页载有一把以口令加密的密钥。没有口令，本页毫无用处；没有本页或密钥文件，口令亦毫无用处。两者须分开保存。',
  },
  {
    en: 'Print it on paper that lasts, close the envelope, and put it where the party keeps what must not be lost. Do not photograph it and do not write the passphrase on it.',
    zh: '请印于耐久纸张，封入信封，存放于本方保管重要物品之处。不得拍照，不得在其上书写口令。',
  },
  {
    en: 'To restore the key: type the lines below into a file, the check at the end of each line too, and run “parley key recover FILE --out KEY”. Spaces do not matter; capitals do. A line that was mistyped is named.',
    zh: '恢复密钥：将以下各行（包括行末校验码）键入文件，并运行“parley key recover FILE --out KEY”。空格无关紧要，大小写须一致。键入有误的行会被指明。',
  },
];

const USES: Record<string, Said> = {
  root: { en: 'root key: it founds the accord and appoints officers', zh: '根密钥：用于订立协约、任命官员' },
  officer: { en: 'officer’s key: it signs acts', zh: '官员密钥：用于签署文书' },
};

/** Lines of at most this many characters fit any paper. */
const COLUMNS = 76;

/** Plain text, for any printer. */
export function recoveryText(file: KeyFile): string {
  const lines = sheetLines(file);
  const label = Math.max(...lines.map((line) => line.label.length));
  const value = Math.max(...lines.map((line) => line.value.length));
  const rows = lines.map((line) => `${line.label.padEnd(label)} | ${line.value.padEnd(value)} | ${line.check}`);
  return [
    SHEET_TITLE,
    '',
    ...headOf(file).map(({ name, value: said }) => `${name.en} / ${name.zh}: ${said}`),
    '',
    ...ABOUT.flatMap(({ en, zh }) => [...wrapped(en), ...wrapped(zh), '']),
    ...rows,
    '',
  ].join('\n');
}

/** A page of its own: no script, no font and no picture from elsewhere. */
export function recoveryHtml(file: KeyFile): string {
  const head = headOf(file)
    .map(
      ({ name, value }) =>
        `<tr><th>${escape(name.en)}<br><span lang="zh">${escape(name.zh)}</span></th><td>${escape(value)}</td></tr>`,
    )
    .join('\n');
  const about = ABOUT.map(({ en, zh }) => `<p>${escape(en)}</p>\n<p lang="zh">${escape(zh)}</p>`).join('\n');
  const rows = sheetLines(file)
    .map(
      ({ label, value, check }) =>
        `<tr><th>${escape(label)}</th><td>| ${escape(value)}</td><td>| ${escape(check)}</td></tr>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="robots" content="noindex">
<title>${escape(SHEET_TITLE)}</title>
<style>
@page { size: A4; margin: 18mm; }
body { font: 11pt/1.45 Georgia, 'Noto Serif CJK SC', serif; color: #111; background: #fff; max-width: 174mm; margin: 0 auto; }
h1 { font-size: 15pt; }
p { margin: 0 0 1.5mm; }
p[lang='zh'] { margin-bottom: 4mm; }
table { border-collapse: collapse; margin: 5mm 0; }
th { text-align: left; font-weight: normal; color: #444; padding: 0 5mm 1mm 0; vertical-align: top; }
td { padding: 0 3mm 1mm 0; vertical-align: top; overflow-wrap: anywhere; }
table.lines { font: 11pt/1.7 ui-monospace, 'DejaVu Sans Mono', monospace; font-variant-ligatures: none; break-inside: avoid; }
table.lines td { white-space: pre; padding-bottom: 0; }
</style>
</head>
<body>
<h1>${escape(SHEET_TITLE)}</h1>
<table>
${head}
</table>
${about}
<table class="lines">
${rows}
</table>
</body>
</html>
`;
}

function headOf({ about }: KeyFile): { name: Said; value: string }[] {
  const use = about.use === undefined ? undefined : USES[about.use];
  return [
    ...(about.party === undefined ? [] : [{ name: { en: 'Party', zh: '当事方' }, value: about.party }]),
    ...(use === undefined ? [] : [{ name: { en: 'Key', zh: '密钥' }, value: `${use.en} / ${use.zh}` }]),
    { name: { en: 'Fingerprint', zh: '指纹' }, value: fingerprintOf(about.kid) },
    ...(about.made === undefined ? [] : [{ name: { en: 'Made', zh: '生成日期' }, value: about.made }]),
  ];
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Between words in a text that has spaces, anywhere in one that has none, with characters of double width counted so. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*/g) ?? []) {
    if (widthOf(line + piece.trimEnd()) > COLUMNS) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}

function widthOf(text: string): number {
  return text.length + (text.match(/[\u2e80-\uffef]/g)?.length ?? 0);
}
