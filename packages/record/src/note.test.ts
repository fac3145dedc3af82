import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeUtf8 } from './bytes.ts';
import { anyText } from './mutations.fixture.ts';
import { encodeNote, openNote, parseNote, withLinesOf, type Note, type VerifiedNote } from './note.ts';
import { fixedSigner } from './signers.fixture.ts';
import { webSuite } from './suite.ts';
import { encodeVkey, isKeyName, parseVkey, vkeyOf } from './vkey.ts';

const alice = await fixedSigner('alice.example', 0x01, 1);
const bob = await fixedSigner('bob.example', 0x01, 2);

async function noteOf(text: string, ...signers: (typeof alice)[]): Promise<Note> {
  const signatures = [];
  for (const { vkey, sign } of signers) {
    signatures.push({
      name: vkey.name,
      keyId: vkey.keyId,
      signature: await sign(encodeUtf8(text)),
    });
  }
  return { text, signatures };
}

const VALID = [
  encodeNote(await noteOf('One line.\n', alice)),
  encodeNote(await noteOf('Empty\n\n\nlines, — dashes, \ufeff and é.\n', alice, bob)),
  encodeNote(await noteOf('\n', bob)),
];

test('notes: whatever is read is written again, byte for byte', () => {
  fc.assert(
    fc.property(anyText(...VALID), (text) => {
      const parsed = parseNote(text);
      if (parsed.ok) assert.equal(encodeNote(parsed.note), text);
    }),
    { numRuns: 2000 },
  );
  for (const text of VALID) {
    const parsed = parseNote(encodeUtf8(text));
    assert.ok(parsed.ok);
    assert.equal(encodeNote(parsed.note), text);
  }
});

test('notes: whatever is written is read again', () => {
  const line = fc.record(
    {
      name: fc.string({ minLength: 1, maxLength: 20 }).filter(isKeyName),
      keyId: fc.uint8Array({ minLength: 4, maxLength: 4 }),
      signature: fc.uint8Array({ minLength: 1, maxLength: 100 }),
    },
    { noNullPrototype: true },
  );
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '—', ' ', '\n') }).map((words) => `${words}\n`);
  const signatures = fc.uniqueArray(line, {
    minLength: 1,
    maxLength: 5,
    selector: ({ name, keyId }) => `${name} ${keyId.toHex()}`,
  });
  fc.assert(
    fc.property(text, signatures, (words, lines) => {
      const note = { text: words, signatures: lines };
      assert.deepEqual(parseNote(encodeNote(note)), { ok: true, note });
    }),
  );
});

test('notes: 64 lines and 64 KiB are taken, and not one more', () => {
  const lines = (count: number, bytes = 1) =>
    Array.from({ length: count }, (_, i) => ({
      name: `x${i}`,
      keyId: new Uint8Array(4),
      signature: new Uint8Array(bytes),
    }));
  assert.ok(parseNote(encodeNote({ text: 'x\n', signatures: lines(64) })).ok);
  const parsed = parseNote(encodeNote({ text: 'x\n', signatures: lines(65) }));
  assert.equal(!parsed.ok && parsed.refusal.code, 'note.too_large');
  const short = encodeNote({ text: 'x\n', signatures: lines(1) });
  for (const filler of ['x', 'é']) {
    const full = filler.repeat((65_536 - short.length - 2) / encodeUtf8(filler).length) + short;
    const whole = 'x'.repeat(65_536 - encodeUtf8(full).length) + full;
    assert.ok(parseNote(whole).ok);
    assert.ok(parseNote(encodeUtf8(whole)).ok);
    for (const more of [`x${whole}`, encodeUtf8(`x${whole}`)]) {
      const refused = parseNote(more);
      assert.equal(!refused.ok && refused.refusal.code, 'note.too_large');
    }
  }
});

test('notes: bytes that are not UTF-8 are none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      parseNote(bytes);
    }),
  );
  const bytes = encodeUtf8(VALID[0]!);
  const parsed = parseNote(bytes.with(3, 0xff));
  assert.equal(!parsed.ok && parsed.refusal.code, 'note.malformed');
});

test('opening a note: strangers are ignored, known signers must be right, and one must be there', async () => {
  const both = VALID[1]!;
  const opened = await openNote(both, [alice.vkey], webSuite);
  assert.ok(opened.ok);
  assert.equal(opened.note.exact, both);
  assert.deepEqual(opened.note.signers, [alice.vkey]);
  const verified = await openNote(both, [bob.vkey, alice.vkey], webSuite);
  assert.ok(verified.ok);
  assert.deepEqual(verified.note.signers, [bob.vkey, alice.vkey]);

  const carol = await fixedSigner('carol.example', 0x01, 3);
  const unsigned = await openNote(both, [carol.vkey], webSuite);
  assert.equal(!unsigned.ok && unsigned.refusal.code, 'note.unsigned');
  assert.ok(!(await openNote(both, [], webSuite)).ok);

  const note = await noteOf('One line.\n', alice, bob);
  const forged = {
    ...note,
    signatures: [note.signatures[0]!, { ...note.signatures[1]!, signature: new Uint8Array(64) }],
  };
  assert.ok((await openNote(encodeNote(forged), [alice.vkey], webSuite)).ok);
  const refused = await openNote(encodeNote(forged), [alice.vkey, bob.vkey], webSuite);
  assert.equal(!refused.ok && refused.refusal.code, 'note.signature');

  const cosigner = await fixedSigner('dora.example', 0x04, 4);
  await assert.rejects(openNote(both, [cosigner.vkey], webSuite), RangeError);
});

test('lines of strangers can be left out', async () => {
  const note = await noteOf('One line.\n', alice, bob);
  assert.deepEqual(withLinesOf(note, [bob.vkey]), await noteOf('One line.\n', bob));
  assert.deepEqual(withLinesOf(note, []).signatures, []);
});

test('an unverified note is not a verified one', () => {
  const passesForVerified: Note extends VerifiedNote ? true : false = false;
  assert.equal(passesForVerified, false);
});

test('verifier keys: whatever is read is written again, and its key ID is its own', () => {
  const valid = [alice.vkey, bob.vkey].map(encodeVkey);
  fc.assert(
    fc.property(anyText(...valid), (text) => {
      const parsed = parseVkey(text);
      if (!parsed.ok) return;
      assert.equal(encodeVkey(parsed.vkey), text);
      const { name, type, publicKey } = parsed.vkey;
      assert.deepEqual(vkeyOf(name, type, publicKey), parsed.vkey);
    }),
    { numRuns: 1000 },
  );
});

test('verifier keys: names and lengths that no key can have are faults of the caller', () => {
  const { publicKey } = alice.vkey;
  for (const name of ['', 'a b', 'a+b', 'a\u2003b', 'a\nb', 'a\u0085b', '\ud800', 'é'.repeat(128)]) {
    assert.throws(() => vkeyOf(name, 0x01, publicKey), RangeError, JSON.stringify(name));
  }
  assert.throws(() => vkeyOf('a', 0x06, publicKey), RangeError);
  assert.equal(vkeyOf(`${'é'.repeat(127)}x`, 0x04, publicKey).keyId.length, 4);
  for (const length of [1311, 1312, 1313]) {
    const key = Uint8Array.of(0x06, ...new Uint8Array(length)).toBase64();
    const parsed = parseVkey(`a+d6cc5c76+${key}`);
    const expected = length === 1312 ? 'vkey.key_id' : 'vkey.malformed';
    assert.equal(!parsed.ok && parsed.refusal.code, expected);
  }
});
