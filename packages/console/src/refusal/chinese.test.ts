import assert from 'node:assert/strict';
import test from 'node:test';
import { listedCodes } from '@parley/api/refusals';
import { chineseOf } from '#refusal/chinese';

test('every refusal of the interface that a page may meet is told in Chinese', () => {
  const met = listedCodes().filter((code) => /^(http|content|node|access|desk)\./.test(code));
  assert.ok(met.length > 50);
  assert.deepEqual(
    met.filter((code) => {
      const words = chineseOf(code);
      return words === undefined || !words.title || !words.remedy;
    }),
    [],
  );
});
