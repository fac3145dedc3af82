import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { cut, pad, widthOf, wrap } from '#shown/width';

test('a Chinese character takes two columns, and a mark on another character none', () => {
  assert.equal(widthOf('Xi’an'), 5);
  assert.equal(widthOf('西安'), 4);
  assert.equal(widthOf('（中文）'), 8);
  assert.equal(widthOf('e\u0301'), 1);
  assert.equal(pad('西安', 6), '西安  ');
});

test('what is cut fits, and says that it was cut', () => {
  assert.equal(cut('西安国家授时中心', 7), '西安国…');
  assert.equal(cut('Xi’an', 5), 'Xi’an');
});

test('lines break at spaces and between Chinese characters, but not before the punctuation behind one', () => {
  assert.deepEqual(wrap('one two three', 8), ['one two', 'three']);
  assert.deepEqual(wrap('西安国家，授时', 8), ['西安国', '家，授时']);
  assert.deepEqual(wrap('abcdefghij', 4), ['abcd', 'efgh', 'ij']);
  assert.deepEqual(wrap('', 4), ['']);
});

test('whatever the text, no line is wider than it may be, and nothing but spaces is lost', () => {
  const characters = fc.constantFrom('a', 'é', ' ', '  ', '中', '，', '…', '\u0301', 'ｗ', '😀', '-');
  fc.assert(
    fc.property(fc.array(characters, { maxLength: 60 }), fc.integer({ min: 4, max: 30 }), (parts, columns) => {
      const text = parts.join('');
      const lines = wrap(text, columns);
      for (const line of lines) assert.ok(widthOf(line) <= columns, JSON.stringify([text, lines]));
      assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
    }),
  );
});
