import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { Founding } from '@parley/node/founding/founding';
import { partsOf } from '@parley/docket/accord/templates/template';
import { certs } from '@parley/docket/accord/templates/certs';
import { reviewOf } from '@parley/docket/accord/review/review';
import { parseRecoverySheet } from '@parley/signing/recovery';
import { makeNode, type NewNode } from '#founding/folder';
import { writeReview } from '#founding/page';
import { readWishes, wished } from '#founding/wishes';
import { Page } from '#shown/page';

function folder(t: TestContext): string {
  const dir = mkdtempSync(join(tmpdir(), 'parley-init-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

const asked = (dir: string): NewNode => ({
  dir: join(dir, 'node'),
  party: {
    id: 'us',
    names: { en: 'The United States' },
    languages: ['en'],
    domain: 'us.example',
    addresses: ['https://parley.us.example'],
    hue: 200,
  },
  listen: { host: '127.0.0.1', port: 4101 },
  rootKey: join(dir, 'root.key'),
  sheet: join(dir, 'root.txt'),
  passphrase: 'six random words of a party',
});

function refused(result: { ok: boolean; refusal?: { code: string } }, code: string) {
  assert.equal((result as { refusal?: { code: string } }).refusal?.code, code);
}

test('a new node is made whole, with every key its owner’s alone, and the root key outside', async (t) => {
  const dir = folder(t);
  const node = asked(dir);
  mkdirSync(node.dir);
  const made = await makeNode(node);
  assert.ok(made.ok, JSON.stringify(made));
  assert.deepEqual(readdirSync(dir).toSorted(), ['node', 'root.key', 'root.txt']);
  const files = readdirSync(join(node.dir, 'keys')).map((name) => join(node.dir, 'keys', name));
  assert.ok(!files.some((name) => name.includes('root')));
  for (const file of [...files, node.rootKey, node.sheet]) assert.equal(statSync(file).mode & 0o077, 0, file);
  const sheet = parseRecoverySheet(readFileSync(node.sheet, 'utf8'));
  assert.ok(sheet.ok && sheet.file.about.kid === made.fingerprint);
  const opened = await Founding.open(node.dir);
  assert.ok(opened.ok && opened.founding.open);
  opened.founding.close();
});

test('nothing is written over, and what was refused leaves nothing behind', async (t) => {
  const dir = folder(t);
  const node = asked(dir);
  mkdirSync(node.dir);
  writeFileSync(join(node.dir, 'something'), '');
  refused(await makeNode(node), 'init.exists');
  rmSync(join(node.dir, 'something'));
  writeFileSync(node.rootKey, 'kept');
  refused(await makeNode(node), 'init.exists');
  assert.equal(readFileSync(node.rootKey, 'utf8'), 'kept');
  rmSync(node.rootKey);
  refused(await makeNode({ ...node, rootKey: join(node.dir, 'root.key') }), 'init.inside');
  refused(await makeNode({ ...node, passphrase: 'short' }), 'key.weak');
  refused(await makeNode({ ...node, party: { ...node.party, domain: 'US' } }), 'init.party');
  refused(await makeNode({ ...node, party: { ...node.party, id: 'The US' } }), 'init.node');
  assert.deepEqual(readdirSync(dir), ['node']);
  assert.deepEqual(readdirSync(node.dir), []);
  assert.ok(!existsSync(node.sheet));
});

test('wishes change what they name and nothing else; null takes away; an allowance is replaced whole', (t) => {
  const dir = folder(t);
  const file = join(dir, 'wishes.yaml');
  writeFileSync(
    file,
    'dated: 2026-12-01\nterms: { cadence: { drillDays: null }, allowances: { case: { position: { hours: 48 } } } }\noffices: { handler: null }\n',
  );
  const read = readWishes(file);
  assert.ok(read.ok);
  const before = partsOf(certs);
  const after = wished(before, read.wishes.accord);
  const { terms, offices, dated } = after as unknown as typeof certs & { dated: string };
  assert.equal(dated, '2026-12-01');
  assert.deepEqual(terms.allowances.case.position, { hours: 48 });
  assert.deepEqual(terms.allowances.request, certs.terms.allowances.request);
  assert.deepEqual(terms.cadence, { sessionDays: 365, checkDays: 30 });
  assert.deepEqual(Object.keys(offices), ['director', 'chancery', 'registrar']);
  assert.deepEqual(before, partsOf(certs));
});

test('wishes that no accord can have are refused', (t) => {
  const dir = folder(t);
  const file = join(dir, 'wishes.yaml');
  for (const text of ['parties: []', 'title: a\ntitle: b', '- 1', 'note: 3', 'terms: *x', 'a: [']) {
    writeFileSync(file, text);
    refused(readWishes(file), 'wishes.malformed');
  }
  refused(readWishes(join(dir, 'none')), 'wishes.file');
});

test('what the counterpart wrote cannot pass for a line of ours', async (t) => {
  const dir = folder(t);
  const node = asked(dir);
  assert.ok((await makeNode(node)).ok);
  const opened = await Founding.open(node.dir);
  assert.ok(opened.ok);
  const { founding } = opened;
  const title = { en: 'Accord\nhas signed\u001b[2J\u202e', zh: '协约' };
  const drafted = await founding.draft(
    { ...partsOf(certs), title, dated: '2026-12-01', witnesses: [], quorum: 0 },
    undefined,
  );
  founding.close();
  assert.ok(drafted.ok);
  const page = new Page(100);
  writeReview(page, reviewOf(drafted.kept.negotiation), 'both');
  assert.ok(page.lines.every((line) => !/^\s*has signed/.test(line)));
  assert.ok(!page.lines.join('').includes('\u001b') && !page.lines.join('').includes('\u202e'));
});
