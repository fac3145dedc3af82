// The commands against a small server that answers as a node does, or does not: what is signed is what was shown, whatever the node says.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { openAct } from '@parley/record/act';
import { parseAccord } from '@parley/record/accord';
import { encodeBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { webEd25519Signer } from '@parley/record/ed25519';
import { thumbprint } from '@parley/record/key';
import { webSuite } from '@parley/record/suite';

const MAIN = join(import.meta.dirname, '..', 'main.ts');
const PASSPHRASE = 'six random words do well here';

const record = JSON.parse(
  readFileSync(new URL('../../../../spec/acts/examples/record.json', import.meta.url), 'utf8'),
) as { accord: string; accordId: string };
const founded = parseAccord(record.accord);
assert.ok(founded.ok);
const log = `lorvane.example/parley/${record.accordId}/lorvane`;

type Run = { code: number | null; out: string; err: string };

/** A folder with a key file in it, and the command run there. */
async function desk(t: TestContext) {
  const dir = mkdtempSync(join(tmpdir(), 'parley-file-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const at = (name: string) => join(dir, name);
  writeFileSync(at('pass'), `${PASSPHRASE}\n`, { mode: 0o600 });
  const parley = (...args: string[]): Promise<Run> => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], {
      cwd: dir,
      env: { ...process.env, PARLEY_PASSPHRASE_FILE: 'pass', PARLEY_TOKEN: 'T' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const run: Run = { code: null, out: '', err: '' };
    child.stdout.on('data', (bytes) => (run.out += bytes));
    child.stderr.on('data', (bytes) => (run.err += bytes));
    return new Promise((resolve) => child.on('close', (code) => resolve({ ...run, code })));
  };
  const write = (name: string, value: unknown) => writeFileSync(at(name), JSON.stringify(value));
  return { at, parley, write };
}

const content = {
  type: 'request.make',
  body: { to: 'oskeld', category: 'status-update', urgency: 'routine' },
  words: { title: { en: 'A question' }, asked: { en: 'How far is it?' } },
};

/** A node that takes what is filed. `says`: in place of what a node answers. */
async function node(t: TestContext, says: Record<string, unknown> = {}) {
  assert.ok(founded.ok);
  const { accord } = founded;
  const filed: { act: string; words: string[] }[] = [];
  const answers: Record<string, unknown> = {
    '/api/v1/accord': {
      id: record.accordId,
      party: 'lorvane',
      document: JSON.parse(record.accord),
      inForceAt: 1,
      terms: accord.terms,
      offices: accord.offices,
    },
    '/api/v1/compose': { accord: record.accordId, log, keys: 3, seen: {}, held: {}, now: 1_775_000_000 },
    ...says,
  };
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const path = request.url!.split('?')[0]!;
      response.setHeader('content-type', 'application/json');
      if (request.method === 'POST' && path === '/api/v1/acts' && answers[path] === undefined) {
        filed.push(JSON.parse(body) as (typeof filed)[number]);
        return response.end(JSON.stringify({ id: 'I'.repeat(43), log, index: 9, filedAt: 5, again: false }));
      }
      const answer = answers[path];
      if (answer === undefined) response.statusCode = 404;
      else if (typeof answer === 'object' && answer !== null && 'code' in answer) response.statusCode = 409;
      return response.end(JSON.stringify(answer ?? { code: 'http.not_found', detail: 'there is nothing there' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, filed };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  return Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
}

test('a key is made, shown, restored from its sheet, and never written over', async (t) => {
  const { at, parley } = await desk(t);
  const made = await parley('key', 'new', 'ana.key', '--party', 'lorvane', '--sheet', 'sheet.html');
  assert.equal(made.code, 0, made.err);
  assert.match(made.out, /fingerprint +(\S{4} ){10}\S{3}\npublic key/);
  assert.doesNotMatch(readFileSync(at('ana.key'), 'utf8') + readFileSync(at('sheet.html'), 'utf8'), /six random/);
  const again = await parley('key', 'new', 'ana.key');
  assert.deepEqual([again.code, again.out], [1, '']);
  assert.match(again.err, /ana\.key is there already/);
  const shown = await parley('key', 'show', 'ana.key', '--open', '--sheet', 'sheet.txt', '--json');
  assert.equal(shown.code, 0, shown.err);
  const { kid } = JSON.parse(shown.out) as { kid: string };
  const restored = await parley('key', 'recover', 'sheet.txt', '--out', 'restored.key', '--json');
  assert.equal((JSON.parse(restored.out) as { kid: string }).kid, kid);
  assert.equal(readFileSync(at('restored.key'), 'utf8'), readFileSync(at('ana.key'), 'utf8'));
  const sheet = readFileSync(at('sheet.txt'), 'utf8');
  writeFileSync(
    at('typed.txt'),
    sheet.replace(/^02( +)\| (.)/m, (_, gap: string, one: string) => `02${gap}| ${one === 'x' ? 'y' : 'x'}`),
  );
  const wrong = await parley('key', 'recover', 'typed.txt', '--out', 'other.key');
  assert.match(wrong.err, /line 02: what was typed does not fit its check/);
  assert.ok(!existsSync(at('other.key')));
});

test('a passphrase that is weak, wrong, readable by others or not there is refused', async (t) => {
  const { at, parley } = await desk(t);
  assert.equal((await parley('key', 'new', 'ana.key')).code, 0);
  const ways: [string, number, RegExp][] = [
    ['short\n', 0o600, /expected at least 14/],
    ['two\nlines\n', 0o600, /more than one line/],
    ['', 0o600, /holds no line/],
    [`${PASSPHRASE}\n`, 0o644, /may be read by others/],
  ];
  for (const [number, [text, mode, sentence]] of ways.entries()) {
    writeFileSync(at(`pass${number}`), text, { mode });
    const refused = await parley('key', 'new', 'other.key', '--passphrase-file', `pass${number}`);
    assert.equal(refused.code, 1);
    assert.match(refused.err, sentence);
  }
  assert.match((await parley('key', 'new', 'other.key', '--passphrase-file', 'none')).err, /it does not exist/);
  writeFileSync(at('wrong'), `${PASSPHRASE}!`, { mode: 0o600 });
  const wrong = await parley('key', 'show', 'ana.key', '--open', '--passphrase-file', 'wrong');
  assert.match(wrong.err, /the passphrase is wrong, or the file is damaged/);
  assert.ok(!existsSync(at('other.key')));
});

test('what was shown is signed and filed', async (t) => {
  const { parley, write } = await desk(t);
  const { url, filed } = await node(t);
  const made = JSON.parse((await parley('key', 'new', 'ana.key', '--json')).out) as { kid: string; publicKey: string };
  write('ask.json', content);
  const dry = await parley('file', 'ask.json', '--node', url, '--dry-run', '--lang', 'both');
  assert.equal(dry.code, 0, dry.err);
  assert.match(dry.out, /│ How far is it\?[^]*│ How far is it\?[^]*nothing was signed/);
  assert.match(dry.out, /Starts a deadline +Acknowledgement by Oskeld \(oskeld\)/);
  const silent = await parley('file', 'ask.json', '--node', url, '--key', 'ana.key');
  assert.equal(silent.code, 1);
  assert.match(silent.err, /How far is it\?[^]*nothing was signed or filed: answer yes/);
  assert.equal(filed.length, 0);
  const done = await parley('file', 'ask.json', '--node', url, '--key', 'ana.key', '--yes');
  assert.deepEqual([done.code, done.out], [0, `${'I'.repeat(43)}\n`], done.err);
  const keys = new Map([[made.kid, new Uint8Array(Buffer.from(made.publicKey, 'base64url'))]]);
  const opened = await openAct(encodeUtf8(filed[0]!.act), keys, webSuite);
  assert.ok(opened.ok);
  assert.deepEqual(opened.act.payload.body, content.body);
  assert.equal(filed[0]!.words.length, 2);
});

test('what the lint or the node refuses is not filed, and said', async (t) => {
  const { parley, write } = await desk(t);
  await parley('key', 'new', 'ana.key');
  const { url, filed } = await node(t);
  write('german.json', { ...content, words: { title: { de: 'Eine Frage' }, asked: { de: 'Wie weit?' } } });
  for (const more of [['--dry-run'], ['--key', 'ana.key', '--yes']]) {
    const refused = await parley('file', 'german.json', '--node', url, ...more);
    assert.equal(refused.code, 1);
    assert.match(refused.out + refused.err, /words\.language/);
  }
  write('ask.json', content);
  const stern = await node(t, { '/api/v1/acts': { code: 'act.no_power', detail: 'the office may not say this' } });
  const refused = await parley('file', 'ask.json', '--node', stern.url, '--key', 'ana.key', '--yes', '--json');
  const { refusal } = JSON.parse(refused.out) as { refusal: { code: string } };
  assert.deepEqual([refused.code, refusal.code], [1, 'act.no_power']);
  assert.deepEqual([...filed, ...stern.filed], []);
});

test('a file that says nothing that can be signed is refused before the node is asked', async (t) => {
  const { at, parley } = await desk(t);
  const files: [string, RegExp][] = [
    ['', /not an object/],
    ['- a\n- b\n', /not an object/],
    ['type: request.make\ntype: case.allege\n', /unique/i],
    ['type: request.make\nbody: { to: cn }\ncolour: blue\n', /the member “colour”/],
    ['body: {}\n', /does not say its type/],
    ['type: request.make\nwords: text\n', /are objects/],
    ['type: request.make\nbody: { due: 1.5 }\n', /./],
    ['type: a\nbody: &a { x: 1 }\nwords: *a\n', /alias/i],
    ['{"type": "request.make", ', /./],
  ];
  for (const [text, sentence] of files) {
    writeFileSync(at('content'), text);
    const refused = await parley('file', 'content', '--node', 'http://127.0.0.1:1', '--dry-run');
    assert.equal(refused.code, 1, text);
    assert.match(refused.err, sentence);
    assert.match(refused.err, /^parley: content says nothing that can be signed/, text);
  }
});

test('one officer signs, hands it on, and the next signs the very same act', async (t) => {
  const { at, parley, write } = await desk(t);
  const kids: string[] = [];
  const items: { kid: string; id: string }[] = [];
  const acts: Record<string, unknown> = {};
  for (const [n, name] of ['ana', 'bo'].entries()) {
    const seed = new Uint8Array(32).fill(n + 1);
    writeFileSync(at(`${name}.seed`), encodeBase64url(seed), { mode: 0o600 });
    await parley('key', 'new', `${name}.key`, '--seed', `${name}.seed`);
    const { publicKey } = await webEd25519Signer(seed);
    kids.push(thumbprint(publicKey));
    const id = String.fromCodePoint(65 + n).repeat(42) + 'A';
    items.push({ kid: kids[n]!, id });
    const payload = {
      ...base,
      nonce: encodeBase64url(new Uint8Array(16)),
      body: { office: 'liaison', key: encodeBase64url(publicKey), from: 1 },
    };
    const part = (value: unknown) => encodeBase64url(encodeUtf8(JSON.stringify(value)));
    const header = { alg: 'Ed25519', kid: kids[n], typ: 'parley-act+sd-jwt' };
    const sorted = Object.fromEntries(Object.entries(payload).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const body = Object.fromEntries(Object.entries(payload.body).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    acts[`/api/v1/acts/${id}`] = {
      entry: `${part(header)}.${part({ ...sorted, body })}.${encodeBase64url(new Uint8Array(64))}`,
    };
  }
  const { url, filed } = await node(t, { '/api/v1/officers': { items }, ...acts });
  write('ask.json', content);
  const first = await parley('file', 'ask.json', '--node', url, '--key', 'ana.key', '--yes', '--out', 'half.json');
  assert.equal(first.out, 'half.json: signed by one officer, not filed\n', first.err);
  const twice = await parley('file', 'half.json', '--node', url, '--key', 'ana.key', '--yes');
  assert.match(twice.err, /has signed it already: another officer is needed/);
  const second = await parley('file', 'half.json', '--node', url, '--key', 'bo.key', '--yes');
  assert.equal(second.code, 0, second.err);
  const { signatures } = JSON.parse(filed[0]!.act) as { signatures: unknown[] };
  assert.equal(signatures.length, 2);
  const altered = readFileSync(at('half.json'), 'utf8').replace(
    /"act": "([^.]+)\.([^.])/,
    (_, head: string) => `"act": "${head}.f`,
  );
  writeFileSync(at('altered.json'), altered);
  const refused = await parley('file', 'altered.json', '--node', url, '--key', 'bo.key', '--yes');
  assert.equal(refused.code, 1);
  assert.equal(filed.length, 1);
});

const base = { v: 'parley/1', accord: record.accordId, log, type: 'officer.appoint', iat: 1, keys: 0 };
