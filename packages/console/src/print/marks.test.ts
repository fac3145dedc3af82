import assert from 'node:assert/strict';
import test from 'node:test';
import { cssString } from '#print/marks';

test('a title stays a string of CSS, whatever it holds', () => {
  assert.equal(cssString('An entry'), '"An entry"');
  assert.equal(cssString('a "b" \\c\n} @page { d'), '"a \\22 b\\22  \\5c c } @page { d"');
});

test('a long title ends with a sign that there is more, and is cut between letters', () => {
  const cut = cssString('𝒳'.repeat(200));
  assert.equal(Array.from(cut).length, 92);
  assert.ok(cut.endsWith('𝒳…"'));
});
