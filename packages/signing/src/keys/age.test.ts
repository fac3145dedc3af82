import assert from 'node:assert/strict';
import { hash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseBase64 } from '@parley/record/base64';
import { encodeUtf8, parseUtf8 } from '@parley/record/bytes';
import { decryptAge, encryptAge, parseAge, parseAgeBytes } from '#keys/age';

type Vector = { name: string; expect: string; passphrase: string; payload?: string; armored?: true; file: string };

const { vectors } = JSON.parse(
  readFileSync(new URL('../../../../vectors/age/passphrase.json', import.meta.url), 'utf8'),
) as { vectors: Vector[] };

/** A try that a test can afford. */
const QUICK = 10;
const MOST = 22;

for (const { name, expect, passphrase, payload, armored, file } of vectors) {
  test(`age vector ${name}: ${expect}`, async () => {
    const bytes = parseBase64(file)!;
    const read = armored === true ? parseAge(parseUtf8(bytes)!) : parseAgeBytes(bytes);
    const opened = read.ok ? await decryptAge(read.file, passphrase, MOST) : read;
    if (expect === 'success') {
      assert.ok(opened.ok, JSON.stringify(opened));
      assert.equal(hash('sha256', opened.secret), payload);
    } else if (expect === 'no match' && read.ok) {
      assert.equal(opened.ok ? 'opened' : opened.refusal.code, 'age.passphrase');
    } else {
      assert.match(opened.ok ? 'opened' : opened.refusal.code, /^age\.(header|work_factor|altered)$/);
    }
  });
}

test('what was encrypted is decrypted by the same passphrase alone', async () => {
  for (const bytes of [1, 44, 4096]) {
    const secret = new Uint8Array(randomBytes(bytes));
    const read = parseAge(await encryptAge(secret, 'a passphrase', QUICK));
    assert.ok(read.ok);
    assert.deepEqual(await decryptAge(read.file, 'a passphrase', QUICK), { ok: true, secret });
    const wrong = await decryptAge(read.file, 'a Passphrase', QUICK);
    assert.equal(wrong.ok ? '' : wrong.refusal.code, 'age.passphrase');
  }
});

test('no byte of the file can be altered unnoticed', async () => {
  const text = await encryptAge(encodeUtf8('a secret'), 'a passphrase', 1);
  const bytes = parseBase64(text.trim().split('\n').slice(1, -1).join(''))!;
  for (let at = 0; at < bytes.length; at++) {
    const altered = bytes.slice();
    altered[at]! ^= 1;
    const read = parseAgeBytes(altered);
    const opened = read.ok ? await decryptAge(read.file, 'a passphrase', QUICK) : read;
    assert.equal(opened.ok, false, `byte ${at}`);
  }
  for (let length = 0; length < bytes.length; length++) {
    const read = parseAgeBytes(bytes.subarray(0, length));
    const opened = read.ok ? await decryptAge(read.file, 'a passphrase', QUICK) : read;
    assert.equal(opened.ok, false, `cut to ${length}`);
  }
});

test('work beyond what the caller allows is refused before any is done', async () => {
  const text = await encryptAge(encodeUtf8('a secret'), 'a passphrase', QUICK);
  const read = parseAge(text);
  assert.ok(read.ok);
  const opened = await decryptAge({ ...read.file, logN: 60 }, 'a passphrase', 20);
  assert.equal(opened.ok ? '' : opened.refusal.code, 'age.work_factor');
});

test('armor is read with either line end, and with nothing missing or added', async () => {
  const text = await encryptAge(encodeUtf8('a secret'), 'a passphrase', QUICK);
  assert.ok(parseAge(text.replaceAll('\n', '\r\n')).ok);
  const lines = text.trim().split('\n');
  for (const damaged of [
    '',
    'text',
    text.slice(1),
    lines.toSpliced(1, 1).join('\n'),
    `${text}x`,
    lines.slice(0, -1).join('\n'),
  ]) {
    const read = parseAge(damaged);
    const opened = read.ok ? await decryptAge(read.file, 'a passphrase', QUICK) : read;
    assert.equal(opened.ok, false, damaged.slice(0, 40));
  }
});
