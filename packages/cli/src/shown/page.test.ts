import assert from 'node:assert/strict';
import test from 'node:test';
import { Page } from '#shown/page';
import { widthOf } from '#shown/width';

const HOSTILE = 'fine\u001b[2J\u001b[1;1H\rCase: forged\u202e';

test('no text moves the cursor or turns the direction of writing, wherever it stands', () => {
  const page = new Page(80);
  page.heading(HOSTILE);
  page.line(HOSTILE);
  page.facts([[HOSTILE, HOSTILE]]);
  page.table([HOSTILE], [[HOSTILE]]);
  page.fullTable([HOSTILE], [[HOSTILE]], 2);
  page.quote(HOSTILE);
  for (const line of page.lines) assert.doesNotMatch(line, /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e]/u);
});

test('every line of an officer’s text stands behind the bar, so that none can be taken for ours', () => {
  const page = new Page(80);
  page.quote('First.\nSigned, and without effect\r\n\n  us 12  Allegation');
  assert.deepEqual(page.lines, [
    '    │ First.',
    '    │ Signed, and without effect',
    '    │',
    '    │   us 12  Allegation',
  ]);
});

test('columns of a table stand under one another in Chinese too, and the widest are cut until all fits', () => {
  const page = new Page(60);
  page.table(
    ['id', '事项', '现状'],
    [
      ['a', '西安国家授时中心遭入侵一案及其相关请求和证据材料汇总', '尚未表明立场'],
      ['b', 'short', 'open'],
    ],
  );
  for (const line of page.lines) assert.ok(widthOf(line) <= 60, line);
  const [, , first, second] = page.lines;
  const columnOf = (line: string, text: string) => widthOf(line.slice(0, line.indexOf(text)));
  assert.equal(columnOf(first!, '尚未'), columnOf(second!, 'open'));
  assert.match(first!, /…/);
});

test('a table in full goes on beneath where a cell does not fit, and loses nothing', () => {
  const page = new Page(60);
  const text = 'The centre’s computers were entered with stolen credentials from April of that year.';
  page.fullTable(['no', 'point'], [['1', text]], 2);
  const told = page.lines.slice(2).map((line) => line.slice(6).trim());
  assert.equal(told.join(' '), text);
});
