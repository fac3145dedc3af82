import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { file, needPage } from './need-to-know.ts';

test('the table of who sees what is what a node answers: node tools/need-to-know.ts', async () => {
  const page = await needPage();
  assert.equal(readFileSync(file, 'utf8'), page);
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const hidden: Record<string, string[]> = {
    subject: ['absent', 'not admitted', ''],
    list: ['left out', 'not admitted', ''],
    whole: ['refused', ''],
  };
  for (const row of rows) {
    const [route, need, , , , notNamed, token, , administrator, otherDesk] = row
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim());
    assert.ok(['not admitted', ''].includes(administrator!), row);
    assert.ok(hidden[need!]!.includes(otherDesk!), row);
    if (route === '`GET session`' || route === '`GET sessions`') continue;
    for (const cell of [notNamed, token]) assert.ok(hidden[need!]!.includes(cell!), row);
  }
});
