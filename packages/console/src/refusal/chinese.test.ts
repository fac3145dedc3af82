import assert from 'node:assert/strict';
import test from 'node:test';
import { listedCodes } from '@parley/api/refusals';
import { chinese } from '#refusal/chinese';

test('every refusal of the interface, and of what people write every day, is told in Chinese', () => {
  const met = listedCodes().filter((code) =>
    /^(http|content|node|access|founding|desk|act|proposal|case|request|hotline|contact)\./.test(code),
  );
  assert.ok(met.length > 140);
  assert.deepEqual(
    met.filter((code) => {
      const words = chinese.get(code);
      return words === undefined || !words.title || !words.remedy;
    }),
    [],
  );
});

test('nothing is told in Chinese that no refusal says', () => {
  const listed = new Set(listedCodes());
  assert.deepEqual(
    [...chinese.keys()].filter((code) => !listed.has(code)),
    [],
  );
});
