import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeBase64url } from './base64.ts';
import { encodeUtf8 } from './bytes.ts';
import { checkWords, digestOf, encodeDisclosure, parseDisclosure, WORDS_BYTES_MAX, type Disclosure } from './words.ts';

const salt = (n: number) => new Uint8Array(16).fill(n);
const sdOf = (...disclosures: Disclosure[]) => ({
  _sd: disclosures.map(({ digest }) => digest).toSorted(),
});
const codeOf = (text: string) => {
  const read = parseDisclosure(text);
  return read.ok ? 'taken' : read.refusal.code;
};
const disclosed = (json: string) => encodeBase64url(encodeUtf8(json));

test('a disclosure comes back as it was made, and changed text is another disclosure or none', () => {
  const leaf = fc.oneof(fc.string({ unit: 'grapheme-composite' }), fc.integer(), fc.constantFrom(null, true, false));
  const text = fc.dictionary(fc.string({ minLength: 1, maxLength: 5 }), leaf, {
    maxKeys: 3,
    noNullPrototype: true,
  });
  const value = fc.oneof(leaf, fc.array(text, { maxLength: 3 }), text);
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), value, fc.nat(), (salted, it, bit) => {
      const made = encodeDisclosure(salted, 'title', it);
      assert.deepEqual(parseDisclosure(made.text), { ok: true, disclosure: made });
      assert.equal(made.digest, digestOf(made.text));
      const bytes = encodeUtf8(made.text);
      bytes[(bit >> 3) % bytes.length]! ^= 1 << (bit & 7);
      const changed = parseDisclosure(new TextDecoder('latin1').decode(bytes));
      if (changed.ok) assert.notEqual(changed.disclosure.digest, made.digest);
    }),
  );
});

test('one spelling only', () => {
  const s = encodeBase64url(salt(1));
  assert.equal(codeOf(disclosed(`["${s}","title","x"]`)), 'taken');
  assert.equal(codeOf(disclosed(`["${s}", "title", "x"]`)), 'words.not_canonical');
  assert.equal(codeOf(disclosed(`["${s}","title",1.5]`)), 'words.not_canonical');
  assert.equal(codeOf(disclosed(`["${s}","title","\\u00e9"]`)), 'words.not_canonical');
  assert.equal(codeOf(disclosed(`["${s}","title"`)), 'words.malformed');
  assert.equal(codeOf(disclosed(`["${s}","x"]`)), 'words.malformed');
  assert.equal(codeOf(disclosed(`["${s}","title","x","y"]`)), 'words.malformed');
  assert.equal(codeOf(disclosed('{"0":"a"}')), 'words.malformed');
  assert.equal(codeOf(`${disclosed(`["${s}","title","x"]`)}=`), 'words.malformed');
  assert.equal(codeOf(''), 'words.malformed');
  assert.equal(codeOf(encodeBase64url(Uint8Array.of(0xff, 0xfe))), 'words.malformed');
  assert.equal(codeOf('A'.repeat(WORDS_BYTES_MAX + 1)), 'words.too_large');
});

test('salts are 16 bytes, and names are names', () => {
  const s = encodeBase64url(salt(1));
  for (const other of ['', 'AAAA', `${s}A`, `${s.slice(0, 21)}B`])
    assert.equal(codeOf(disclosed(`["${other}","title",1]`)), 'words.salt');
  assert.equal(codeOf(disclosed('[1,"title",1]')), 'words.salt');
  for (const name of [
    '',
    '_sd',
    '...',
    '_sd_alg',
    'body',
    'seen',
    'v',
    'a b',
    'é',
    '__proto__',
    '1a',
    'a'.repeat(65),
  ]) {
    assert.equal(codeOf(disclosed(`["${s}",${JSON.stringify(name)},1]`)), 'words.name', name);
    assert.throws(() => encodeDisclosure(salt(1), name, 1), TypeError);
  }
  assert.throws(() => encodeDisclosure(new Uint8Array(15), 'title', 1), TypeError);
});

test('words are checked against the digests of their act', () => {
  const title = encodeDisclosure(salt(1), 'title', { en: 'Intrusion at the grid operator' });
  const grounds = encodeDisclosure(salt(2), 'grounds', ['logs', { n: 2 }]);
  const again = encodeDisclosure(salt(3), 'title', 'another');
  const payload = sdOf(title, grounds);
  assert.deepEqual(checkWords(payload, [grounds, title]), {
    ok: true,
    words: { title: title.value, grounds: grounds.value },
    missing: [],
  });
  assert.deepEqual(checkWords(payload, [title]), {
    ok: true,
    words: { title: title.value },
    missing: [grounds.digest],
  });
  assert.deepEqual(checkWords({}, []), { ok: true, words: {}, missing: [] });
  const code = (result: ReturnType<typeof checkWords>) => (result.ok ? 'ok' : result.refusal.code);
  assert.equal(code(checkWords(payload, [title, title])), 'words.repeated');
  assert.equal(code(checkWords(sdOf(title, again), [title, again])), 'words.repeated');
  assert.equal(code(checkWords(payload, [again])), 'words.unexpected');
  assert.equal(code(checkWords({}, [title])), 'words.unexpected');
});

test('the words of one act are bounded together', () => {
  const half = 'x'.repeat(100_000);
  const first = encodeDisclosure(salt(1), 'first', half);
  const second = encodeDisclosure(salt(2), 'second', half);
  const both = checkWords(sdOf(first, second), [first, second]);
  assert.equal(both.ok ? 'ok' : both.refusal.code, 'words.too_large');
  assert.throws(() => encodeDisclosure(salt(1), 'title', 'x'.repeat(200_000)), TypeError);
});

test('any text gets an answer', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary-ascii' }), fc.string().map(disclosed), fc.json().map(disclosed)),
      (text) => {
        parseDisclosure(text);
        assert.equal(digestOf(text).length, 43);
      },
    ),
  );
});
