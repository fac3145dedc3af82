import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeBase64, encodeBase64url, parseBase64, parseBase64url, parseBase64urlText } from './base64.ts';
import { encodeUtf8, parseUtf8 } from './bytes.ts';

test('bytes come back from their one text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      assert.deepEqual(parseBase64(encodeBase64(bytes)), bytes);
      assert.deepEqual(parseBase64url(encodeBase64url(bytes)), bytes);
    }),
  );
});

// Texts that a decoder may forgive: spaces, padding, stray bits in the last character, the other alphabet.
const near = fc.string({
  unit: fc.constantFrom('A', 'B', 'g', 'w', '8', '_', '-', '+', '/', '=', ' ', '\n', '\t', 'é'),
  maxLength: 12,
});

test('a text is taken only if its bytes are written so', () => {
  const taken = (text: string, parse: typeof parseBase64, encode: typeof encodeBase64) => {
    const bytes = parse(text);
    if (bytes !== undefined) assert.equal(encode(bytes), text);
    return bytes !== undefined;
  };
  fc.assert(
    fc.property(near, (text) => {
      assert.equal(taken(text, parseBase64, encodeBase64), Buffer.from(text, 'base64').toString('base64') === text);
      assert.equal(
        taken(text, parseBase64url, encodeBase64url),
        Buffer.from(text, 'base64url').toString('base64url') === text,
      );
    }),
    { numRuns: 2000 },
  );
});

test('every end of one and of two bytes is held to its bits', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  for (const [before, count] of [
    ['A', 4],
    ['AA', 16],
  ] as const) {
    const ends = alphabet.split('').filter((last) => parseBase64url(`AAAA${before}${last}`) !== undefined);
    assert.equal(ends.length, count);
    for (const last of ends) assert.equal(encodeBase64url(parseBase64url(before + last)!), before + last);
  }
});

test('a text is read as its bytes are, however long', () => {
  const both = (text: string) => {
    const bytes = parseBase64url(text);
    assert.equal(parseBase64urlText(text), bytes === undefined ? undefined : parseUtf8(bytes));
  };
  fc.assert(fc.property(near, both));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => both(encodeBase64url(bytes))));
  for (const text of ['', '网', 'é'.repeat(40_000), 'x'.repeat(49_152), 'x'.repeat(49_153)]) {
    assert.equal(parseBase64urlText(encodeBase64url(encodeUtf8(text))), text);
  }
});
