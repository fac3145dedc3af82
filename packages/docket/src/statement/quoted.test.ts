import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { quotationsIn } from '#statement/quoted';

const quoted = (text: string) => quotationsIn(text).map(({ quotation }) => quotation);

test('what stands between quotation marks is a quotation, in any kind of marks', () => {
  assert.deepEqual(quoted('He spoke of “a firm commitment” and "the actions of every single" citizen.'), [
    'a firm commitment',
    'the actions of every single',
  ]);
  assert.deepEqual(quoted('„So sei es“, «ainsi soit-il», »dies«'), ['So sei es', 'ainsi soit-il', 'dies']);
  assert.deepEqual(quoted('外交部表示「坚定维护者」，又称『合作』。'), ['坚定维护者', '合作']);
});

test('marks within a quotation are part of it, and apostrophes are no marks', () => {
  assert.deepEqual(quoted('“We will be ‘watching carefully’ what is done”'), [
    'We will be ‘watching carefully’ what is done',
  ]);
  assert.deepEqual(quoted('“one “two” three” four'), ['one “two” three']);
  assert.deepEqual(quoted("It isn't so: “I can't guarantee”."), ["I can't guarantee"]);
});

test('a quotation that is not closed ends with its paragraph', () => {
  assert.deepEqual(quoted('“The first paragraph\nruns on.\n\n“The second ends.” So he said.'), [
    'The first paragraph\nruns on.',
    'The second ends.',
  ]);
  assert.deepEqual(quoted('“to the end'), ['to the end']);
});

test('a text without quotation marks is the quotation, and nothing is none', () => {
  assert.deepEqual(quoted('a firm commitment'), ['a firm commitment']);
  for (const nothing of ['', ' \n']) assert.deepEqual(quoted(nothing), []);
});

test('where a quotation is said to stand is where it stands, and none overlaps the next', () => {
  const unit = fc.constantFrom('a', ' ', '\n', '"', '“', '”', '„', '«', '»', '「', '」', '’');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
      let before = 0;
      for (const { from, to, quotation } of quotationsIn(text)) {
        assert.equal(text.slice(from, to), quotation);
        assert.ok(from >= before && to > from);
        before = to;
      }
    }),
  );
});
