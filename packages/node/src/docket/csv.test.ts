import assert from 'node:assert/strict';
import test from 'node:test';
import type { SubjectRow } from '@parley/api/subjects';
import { csvHeader, csvLine } from './csv.ts';

const row = (words: object): SubjectRow => ({
  id: 'A'.repeat(43),
  kind: 'case',
  openedBy: 'us',
  to: 'cn',
  openedAt: 1_764_000_000,
  standing: 'none',
  open: true,
  marking: 'green',
  refers: [],
  words: words as SubjectRow['words'],
  state: { points: [{ view: 'agreed' }, { view: 'unanswered' }, { view: 'unanswered' }] },
  digest: 'A'.repeat(43),
});

test('a line has as many cells as the header, with each language of a title', () => {
  const line = csvLine(row({ title: { en: 'Access', zh: '入侵' }, reference: 'CERT-7' }), ['en', 'zh']);
  assert.equal(
    line,
    `${'A'.repeat(43)},case,CERT-7,Access,入侵,us,cn,2025-11-24T16:00:00Z,none,true,,green,1,0,0,2,,,,\r\n`,
  );
  assert.equal(line.split(',').length, csvHeader(['en', 'zh']).split(',').length);
});

test('a text that a spreadsheet would compute is text, and one with marks of its own is quoted', () => {
  for (const [title, cell] of [
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'=1"],
    ['a, b', '"a, b"'],
    ['two\r\nlines', 'two lines'],
  ] as const) {
    assert.ok(csvLine(row({ title: { en: title } }), ['en']).includes(`,${cell},us`), title);
  }
});
