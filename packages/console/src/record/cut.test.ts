import assert from 'node:assert/strict';
import test from 'node:test';
import { compareCuts, encodeCut } from '#record/cut';

const A = 'A'.repeat(43);
const B = `${'B'.repeat(42)}A`;
const cut = {
  'x/us': { size: 3, receipts: { us: 3, cn: 2 } },
  'x/cn': { size: 1, receipts: { us: 1 } },
};
const line = encodeCut({ digest: A, cut }, (origin) => origin.slice(2));

test('a digest is one line with its cut, in one order', () => {
  assert.equal(line, `${A} cn:1,us=1 us:3,cn=2,us=3`);
});

test('at one cut there is one digest; at another nothing is shown by two', () => {
  assert.equal(compareCuts(line, ` ${line}\n`), 'same');
  assert.equal(compareCuts(line, A), 'same');
  assert.equal(compareCuts(line, `${B} us:3,cn=2,us=3 cn:1,us=1`), 'differs');
  assert.equal(compareCuts(line, `${B} cn:1,us=1 us:4,cn=2,us=3`), 'other-cut');
  assert.equal(compareCuts(line, B), 'other-cut');
  assert.equal(compareCuts(line, 'hello'), 'unreadable');
  assert.equal(compareCuts(line, ''), 'unreadable');
});
