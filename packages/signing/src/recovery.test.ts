import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseKeyFile } from '#keys/key-file';
import { openKeyFile, sealKeyFile } from '#keys/sealed';
import { parseRecoverySheet } from '#recovery';
import { recoveryHtml, recoveryText } from '#recovery-page';

const PASSPHRASE = 'six random words do well here';
const sealed = await sealKeyFile(
  new Uint8Array(32).fill(5),
  { party: 'us', use: 'root', made: '2026-11-23' },
  PASSPHRASE,
);
assert.ok(sealed.ok);
const { text, kid } = sealed;
const read = parseKeyFile(text);
assert.ok(read.ok);
const sheet = recoveryText(read);

const refusalOf = (typed: string) => {
  const parsed = parseRecoverySheet(typed);
  return parsed.ok ? { code: 'ok', detail: '', line: undefined } : parsed.refusal;
};

test('a sheet gives back the key file, byte for byte, and the key opens', async () => {
  const parsed = parseRecoverySheet(sheet);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  assert.equal(parsed.text, text);
  const opened = await openKeyFile(parsed.text, PASSPHRASE);
  assert.equal(opened.ok ? opened.key.kid : '', kid);
});

test('a sheet is typed in as people type', () => {
  const rows = sheet.split('\n').filter((row) => row.includes(' | '));
  const ways = [
    rows.join('\n'),
    rows.toReversed().join('\n'),
    rows.join('\r\n'),
    rows.map((row) => `   ${row}   `).join('\n\n'),
    rows.map((row) => row.replaceAll(' ', '')).join('\n'),
    rows.map((row) => row.replace(/\| (\S{4})$/, (_, check: string) => `| ${check.toUpperCase()}`)).join('\n'),
    `${sheet}\n01 of these lines is not a line`,
  ];
  for (const typed of ways) {
    const parsed = parseRecoverySheet(typed);
    assert.ok(parsed.ok, `${JSON.stringify(parsed)}\n${typed}`);
    assert.equal(parsed.text, text);
  }
});

test('the line that was mistyped is named, whichever character it is', () => {
  const rows = sheet.split('\n');
  for (const [at, row] of rows.entries()) {
    if (!row.includes(' | ')) continue;
    const label = row.split('|')[0]!.trim();
    const value = row.indexOf('|') + 2;
    for (let place = value; place < row.lastIndexOf('|'); place++) {
      const character = row[place]!;
      if (character === ' ') continue;
      const other = character === 'A' ? 'B' : 'A';
      const typed = rows.with(at, row.slice(0, place) + other + row.slice(place + 1)).join('\n');
      const refused = refusalOf(typed);
      if (label === 'end') assert.notEqual(refused.code, 'ok');
      else assert.deepEqual([refused.code, refused.line], ['sheet.line', label], typed);
    }
  }
});

test('a line that is missing, there twice or out of place is named', () => {
  const rows = sheet.split('\n').filter((row) => row.includes(' | '));
  const at = (label: string) => rows.findIndex((row) => row.startsWith(label));
  for (const label of ['kid', '01', '02', 'end']) {
    assert.equal(refusalOf(rows.toSpliced(at(label), 1).join('\n')).code, 'sheet.missing');
    assert.match(refusalOf(rows.toSpliced(at(label), 1).join('\n')).detail, new RegExp(`line ${label} `));
    assert.match(refusalOf([...rows, rows[at(label)]].join('\n')).detail, /there twice/);
  }
  const swapped = rows
    .with(at('01'), rows[at('02')]!.replace('02', '01'))
    .with(at('02'), rows[at('01')]!.replace('01', '02'));
  assert.equal(refusalOf(swapped.join('\n')).code, 'sheet.line');
  assert.equal(refusalOf(rows.toSpliced(at('party'), 1).join('\n')).code, 'sheet.end');
  assert.match(
    refusalOf(rows.with(at('03'), rows[at('03')]!.replace(/\|[^|]*$/, '')).join('\n')).detail,
    /line 03: .*three parts/,
  );
});

test('a line of another sheet is found at the end', async () => {
  const other = await sealKeyFile(
    new Uint8Array(32).fill(6),
    { party: 'us', use: 'root', made: '2026-11-23' },
    PASSPHRASE,
  );
  assert.ok(other.ok);
  const second = parseKeyFile(other.text);
  assert.ok(second.ok);
  const rows = sheet.split('\n');
  const others = recoveryText(second).split('\n');
  const at = rows.findIndex((row) => row.startsWith('04'));
  assert.equal(refusalOf(rows.with(at, others[at]!).join('\n')).code, 'sheet.end');
});

test('what is no sheet, or one of a later version, is said to be that', () => {
  assert.equal(refusalOf('').code, 'sheet.none');
  assert.equal(refusalOf(text).code, 'sheet.none');
  assert.equal(refusalOf(sheet.replace('sheet 1', 'sheet 2')).code, 'sheet.version');
});

test('any typed text is ordinary input', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (any) => void parseRecoverySheet(any)));
  fc.assert(
    fc.property(fc.nat(sheet.length), fc.nat(40), fc.string({ unit: 'grapheme', maxLength: 8 }), (from, cut, put) => {
      const parsed = parseRecoverySheet(sheet.slice(0, from) + put + sheet.slice(from + cut));
      if (parsed.ok) assert.equal(parsed.text, text);
    }),
  );
});

test('the page needs nothing beside itself and has every line', () => {
  const page = recoveryHtml(read.ok ? read : assert.fail());
  assert.doesNotMatch(page, /<script|<link|<img|https?:|url\(|@import/);
  const lines = [...page.matchAll(/<tr><th>([a-z0-9]+)<\/th><td>(\|[^<]*)<\/td><td>(\|[^<]*)<\/td><\/tr>/g)];
  const parsed = parseRecoverySheet(lines.map(([, label, value, check]) => `${label} ${value} ${check}`).join('\n'));
  assert.equal(parsed.ok ? parsed.text : JSON.stringify(parsed), text);
});

test('the sheet fits paper, and does not say the passphrase or the key', () => {
  for (const row of sheet.split('\n')) assert.ok(row.length <= 80, row);
  assert.doesNotMatch(sheet, /passphrase: |six random/);
});
