import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { differenceOf, type Stretch } from '#ui/difference';

const own = (stretches: Stretch[]) => stretches.filter((one) => one.own).map(({ text }) => text);
const whole = (stretches: Stretch[]) => stretches.map(({ text }) => text).join('');

test('what changed is found word by word, in either script', () => {
  const english = differenceOf('The hosts were rented in May.', 'The hosts were sold in early May.', 'en');
  assert.deepEqual(own(english.left), ['rented']);
  assert.deepEqual(own(english.right), ['sold', ' early']);
  const chinese = differenceOf('上述主机由第三国公司租用。', '上述主机由该国公司租用。', 'zh');
  assert.ok(own(chinese.right).join('').includes('该国'));
  assert.ok(!own(chinese.right).join('').includes('公司'));
});

test('the same text has nothing of its own, and another one is all its own', () => {
  assert.deepEqual(differenceOf('a b', 'a b', 'en').left, [{ text: 'a b', own: false }]);
  assert.deepEqual(own(differenceOf('', 'new', 'en').right), ['new']);
});

test('nothing is lost of either text, and what both have reads alike', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', ' ', '国', '家', '.', 'cd'), { maxLength: 24 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, text, (left, right) => {
      const made = differenceOf(left, right, 'en');
      assert.equal(whole(made.left), left);
      assert.equal(whole(made.right), right);
      const both = (stretches: Stretch[]) =>
        stretches
          .filter((one) => !one.own)
          .map((one) => one.text)
          .join('');
      assert.equal(both(made.left), both(made.right));
    }),
    { numRuns: 200 },
  );
});
