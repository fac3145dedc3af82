import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { webEd25519, webEd25519Signer } from '@parley/record/ed25519';
import { encryptAge } from '#keys/age';
import { encodeKeyFile, parseKeyFile } from '#keys/key-file';
import { openKeyFile, passphraseProblem, sealKeyFile } from '#keys/sealed';

const PASSPHRASE = 'six random words do well here';
const seed = new Uint8Array(32).fill(7);

const made = await sealKeyFile(seed, { party: 'us', use: 'officer', made: '2026-11-23' }, PASSPHRASE);
assert.ok(made.ok);
const { text, kid } = made;

const codeOf = (result: { ok: true } | { ok: false; refusal: { code: string } }) =>
  result.ok ? 'ok' : result.refusal.code;

test('a key file opens to the key that was sealed, and to nothing but its use', async () => {
  const opened = await openKeyFile(text, PASSPHRASE);
  assert.ok(opened.ok);
  const signer = await webEd25519Signer(seed);
  assert.deepEqual(opened.key.publicKey, signer.publicKey);
  assert.equal(opened.key.kid, kid);
  assert.deepEqual(opened.about, { kid, party: 'us', use: 'officer', made: '2026-11-23' });
  const message = encodeUtf8('a message');
  assert.ok(await webEd25519(signer.publicKey, message, await opened.key.sign(message)));
  assert.doesNotMatch(JSON.stringify(opened), new RegExp(encodeBase64url(seed)));
});

test('a passphrase is the same however its accents were typed', async () => {
  const typed = await sealKeyFile(seed, {}, 'six mots très aléatoires ici');
  assert.ok(typed.ok);
  assert.equal(codeOf(await openKeyFile(typed.text, 'six mots tre\u0300s ale\u0301atoires ici')), 'ok');
});

test('a weak passphrase makes no key file', async () => {
  for (const weak of ['', 'short', '1234567890123', 'aaaaaaaaaaaaaaaaaaaa', 'abcabcabcabcabcabc'])
    assert.equal(codeOf(await sealKeyFile(seed, {}, weak)), 'key.weak', weak);
  assert.equal(passphraseProblem(PASSPHRASE), undefined);
  assert.equal(passphraseProblem('密码由十四个以上的汉字组成才可以使用'), undefined);
});

test('each way in which a key file may be wrong has its own sentence', async () => {
  const lines = text.trim().split('\n');
  const cases: [string, string, RegExp][] = [
    ['', 'key.no_key_file', /first line/],
    ['-----BEGIN OPENSSH PRIVATE KEY-----', 'key.no_key_file', /first line/],
    [lines.slice(5).join('\n'), 'key.no_key_file', /without the lines that say whose key/],
    [text.replace('file 1', 'file 2'), 'key.version', /version 2/],
    [lines.slice(0, 5).join('\n'), 'key.damaged', /no age file/],
    [text.replace('# party: us', '# party: US!'), 'key.damaged', /its party is no party/],
    [text.replace('# party: us', '# colour: blue'), 'key.damaged', /does not belong/],
    [text.replace('# party: us\n', '# kid: '.concat(kid, '\n')), 'key.damaged', /does not belong/],
    [lines.toSpliced(1, 1).join('\n'), 'key.damaged', /does not say the kid/],
    [lines.toSpliced(7, 1).join('\n'), 'key.damaged', /restore it from its recovery sheet/],
    [text.replace(kid, 'A'.repeat(43)), 'key.mismatch', /says that its key is AAA/],
    ['x'.repeat(5000), 'key.no_key_file', /first line/],
  ];
  for (const [damaged, code, sentence] of cases) {
    const opened = await openKeyFile(damaged, PASSPHRASE);
    assert.equal(codeOf(opened), code, damaged.slice(0, 200));
    assert.match(opened.ok ? '' : opened.refusal.detail, sentence);
  }
  assert.equal(codeOf(await openKeyFile(text, `${PASSPHRASE}.`)), 'key.passphrase');
});

test('a file that is quickly tried, or that asks for too much work, is refused before any is done', async () => {
  const secret = encodeUtf8(`${encodeBase64url(seed)}\n`);
  const quick = encodeKeyFile({ about: { kid }, armored: await encryptAge(secret, PASSPHRASE, 12) });
  const opened = await openKeyFile(quick, PASSPHRASE);
  assert.equal(codeOf(opened), 'key.weak');
  const bytes = Buffer.from(text.trim().split('\n').slice(6, -1).join(''), 'base64').toString('latin1');
  const greedy = Buffer.from(bytes.replace(/^(.*\n-> scrypt \S+) 18\n/, '$1 30\n'), 'latin1').toString('base64');
  const armored = `-----BEGIN AGE ENCRYPTED FILE-----\n${greedy.match(/.{1,64}/g)!.join('\n')}\n-----END AGE ENCRYPTED FILE-----\n`;
  assert.equal(codeOf(await openKeyFile(encodeKeyFile({ about: { kid }, armored }), PASSPHRASE)), 'key.weak');
});

test('an age file that holds anything but a key is refused', async () => {
  for (const content of ['x', `${encodeBase64url(seed.subarray(1))}\n`, `${encodeBase64url(seed)}\n\n`]) {
    const armored = await encryptAge(encodeUtf8(content), PASSPHRASE, 17);
    assert.equal(codeOf(await openKeyFile(encodeKeyFile({ about: { kid }, armored }), PASSPHRASE)), 'key.damaged');
  }
});

test('any text is ordinary input', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (any) => {
      const read = parseKeyFile(any);
      if (!read.ok) assert.match(read.refusal.code, /^key\./);
    }),
  );
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.string({ unit: 'binary', maxLength: 3 }), (at, put) => {
      const read = parseKeyFile(text.slice(0, at) + put + text.slice(at + 1));
      if (!read.ok) assert.match(read.refusal.code, /^key\./);
    }),
  );
});
