import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { encodeUtf8 } from './bytes.ts';
import { encodeReceipts, parseReceipts } from './receipts.ts';
import { checkWordLine, encodeWordBundle, parseWordBundle } from './wordbundle.ts';
import { digestOf, encodeDisclosure } from './words.ts';

const words = encodeDisclosure(new Uint8Array(16).fill(7), 'title', 'a title').text;

test('a word bundle reads back as it was written', () => {
  const lines = [[words, null], [], [words]];
  const parsed = parseWordBundle(encodeWordBundle(lines), 3);
  assert.deepEqual(parsed, { ok: true, lines });
});

test('a word bundle has one spelling', () => {
  for (const text of ['[]', '[ ]\n', '[]\n[]\n', '{}\n', '["a b"]\n', '[1]\n', '["é"]\n', '\n', '[]\r\n']) {
    assert.equal(parseWordBundle(encodeUtf8(text), 1).ok, false, JSON.stringify(text));
  }
});

test('reading any bytes as a word bundle refuses and never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.nat(5), (bytes, width) => {
      parseWordBundle(bytes, width);
    }),
  );
});

test('each disclosure must have the digest of its place', () => {
  const digest = digestOf(words);
  assert.deepEqual(checkWordLine([digest], [words]), { ok: true, missing: [] });
  assert.deepEqual(checkWordLine([digest], [null]), { ok: true, missing: [digest] });
  for (const line of [[], [words, words], [`${words}A`]]) {
    const checked = checkWordLine([digest], line);
    assert.equal(!checked.ok && checked.refusal.code, 'words.altered');
  }
  const large = checkWordLine([digestOf('a'.repeat(262_145))], ['a'.repeat(262_145)]);
  assert.equal(!large.ok && large.refusal.code, 'words.too_large');
});

test('receipts fall apart into the notes they were made of', () => {
  const notes = ['o\n1\nr\n\n— a b\n', 'o\n2\nr\n\n— a b\n— c d\n'];
  assert.deepEqual(parseReceipts(encodeReceipts(notes)), { ok: true, notes });
  assert.deepEqual(parseReceipts(''), { ok: true, notes: [] });
  for (const text of ['x', '\n', 'o\n1\nr\n\n— a b\n', `${encodeReceipts(notes)}\n`]) {
    assert.equal(parseReceipts(text).ok, false, JSON.stringify(text));
  }
});
