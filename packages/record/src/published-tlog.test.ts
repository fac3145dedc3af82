// Vectors that others published, read from `../shared/vectors` beside the checkout: 518 probes of Merkle proofs from transparency.dev,
// and notes, keys and requests from C2SP, golang.org/x/mod, transparency.dev and torchwood. Where Parley is narrower than their
// authors, the test says in which way.

import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { encodeNote, openNote, parseNote, parseSignatures } from './note.ts';
import { parseProof } from './proof.ts';
import { checkSubmission, encodeSubmission, openSubmission, parseSubmission } from './submission.ts';
import { webSuite } from './suite.ts';
import { checkConsistency, checkInclusion, checkSubtree, isSubtree } from './tree.ts';
import { encodeVkey, parseVkey, vkeyOf, type Vkey } from './vkey.ts';

function published(t: TestContext, path: string): string | undefined {
  let folder = import.meta.dirname;
  const isCheckout = () => {
    const file = join(folder, 'package.json');
    return existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'parley';
  };
  while (!isCheckout() && dirname(folder) !== folder) folder = dirname(folder);
  const found = join(folder, '..', 'shared', 'vectors', path);
  if (existsSync(found)) return found;
  t.skip('shared vectors are not beside this checkout');
  return undefined;
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

// Some probes have roots that nobody looks at, of fewer than 32 bytes, which we take from nobody: they are filled up with zeros.
function hashOf(text: string | null): Uint8Array {
  const bytes = Uint8Array.fromBase64(text ?? '');
  if (bytes.length === 0 || bytes.length >= 32) return bytes;
  const filled = new Uint8Array(32);
  filled.set(bytes);
  return filled;
}

type Probe = {
  leafIdx: number;
  treeSize: number;
  size1: number;
  size2: number;
  start: number;
  end: number;
  size: number;
  root: string;
  root1: string;
  root2: string;
  leafHash: string;
  proof: string[] | null;
  wantErr: boolean;
};

const CHECKS: Record<string, (probe: Probe, proof: Uint8Array[]) => boolean> = {
  inclusion: ({ leafIdx, treeSize, root, leafHash }, proof) =>
    checkInclusion({
      index: leafIdx,
      leaf: hashOf(leafHash),
      size: treeSize,
      root: hashOf(root),
      proof,
    }),
  consistency: ({ size1, size2, root1, root2 }, proof) =>
    checkConsistency({
      oldSize: size1,
      oldRoot: hashOf(root1),
      size: size2,
      root: hashOf(root2),
      proof,
    }),
  subtreeconsistency: ({ start, end, size, root1, root2 }, proof) =>
    checkSubtree({ start, end, hash: hashOf(root1), size, root: hashOf(root2), proof }),
  // An entry in a subtree: the subtree is a tree of its own.
  subtreeinclusion: ({ leafIdx, start, end, root, leafHash }, proof) =>
    isSubtree(start, end) &&
    checkInclusion({
      index: leafIdx - start,
      leaf: hashOf(leafHash),
      size: end - start,
      root: hashOf(root),
      proof,
    }),
};

test('transparency.dev: 518 probes of Merkle proofs', (t) => {
  const folder = published(t, 'transparency-dev-merkle');
  if (folder === undefined) return;
  const different: string[] = [];
  let probes = 0;
  for (const [kind, check] of Object.entries(CHECKS)) {
    for (const file of globSync('**/*.json', { cwd: join(folder, kind) })) {
      const probe = readJson<Probe>(join(folder, kind, file));
      const accepted = check(probe, (probe.proof ?? []).map(hashOf));
      if (accepted === probe.wantErr) different.push(`${kind}/${file}`);
      probes++;
    }
  }
  assert.equal(probes, 518);
  // From the empty tree to any other: their verifier leaves that to its caller, c2sp.org/tlog-witness accepts it, and so do we.
  assert.deepEqual(different, ['consistency/additional/size1-is-zero-and-size2-is-not-zero.json']);
});

type Vectors = {
  'signed-note': {
    id: string;
    vkeys: string[];
    note: string;
    valid: boolean | null;
    verified?: string[];
  }[];
  vkeys: { vkey: string; valid: boolean }[];
  checkpoints: { id: string; text: string; size: number; timestamp?: number }[];
  'witness-parse': {
    id: string;
    body: string;
    old?: number;
    proof_lines?: number;
    sig_lines: number;
  }[];
  'proof-parse': { body: string; index: number; hashes: number }[];
  'witness-sequence': {
    log_public_key_hex: string;
    origin: string;
    steps: { request: string; http_status: number; assert_?: string }[];
  };
  sumdb: { vkey: string; origin: string; steps: { request: string; http_status: number }[] };
  'issue-99': { public_key_hex: string; text: string };
};

function vectors(t: TestContext): Vectors | undefined {
  const file = published(t, 'tlog-notes/vectors.json');
  return file === undefined ? undefined : readJson<Vectors>(file);
}

function vkeyFrom(text: string): Vkey {
  const parsed = parseVkey(text);
  assert.ok(parsed.ok, text);
  return parsed.vkey;
}

test('signed notes', async (t) => {
  const all = vectors(t)?.['signed-note'];
  if (all === undefined) return;
  for (const { id, vkeys, note, valid, verified } of all) {
    const opened = await openNote(note, vkeys.map(vkeyFrom), webSuite);
    if (id === 'duplicate-same-sig') {
      // x/mod drops the second of two equal lines; the newer text of the standard forbids it.
      assert.equal(!opened.ok && opened.refusal.code, 'note.repeated_line');
      continue;
    }
    if (valid === null) {
      const parsed = parseNote(note);
      assert.ok(parsed.ok, id);
      assert.equal(encodeNote(parsed.note), note);
      continue;
    }
    assert.equal(opened.ok, valid, id);
    if (!opened.ok) continue;
    assert.equal(opened.note.exact, note);
    if (verified !== undefined)
      assert.deepEqual(
        opened.note.signers.map(({ name }) => name),
        verified,
      );
  }
  assert.equal(all.length, 16);
});

test('verifier keys', (t) => {
  const all = vectors(t)?.vkeys;
  if (all === undefined) return;
  for (const { vkey, valid } of all) {
    const parsed = parseVkey(vkey);
    assert.equal(parsed.ok, valid, vkey);
    if (parsed.ok) assert.equal(encodeVkey(parsed.vkey), vkey);
  }
  assert.equal(all.length, 10);
});

test('checkpoints', (t) => {
  const all = vectors(t)?.checkpoints;
  if (all === undefined) return;
  for (const { id, text, size } of all) {
    const note = parseNote(text);
    assert.ok(note.ok, id);
    const parsed = parseCheckpoint(note.note.text);
    assert.ok(parsed.ok, id);
    assert.equal(parsed.checkpoint.size, size);
  }
});

test('requests to witnesses, and their answers', (t) => {
  const all = vectors(t)?.['witness-parse'];
  if (all === undefined) return;
  const [request, response] = all;
  const parsed = parseSubmission(request!.body);
  assert.ok(parsed.ok);
  assert.equal(parsed.submission.oldSize, request!.old);
  assert.equal(parsed.submission.proof.length, request!.proof_lines);
  assert.equal(encodeSubmission(parsed.submission), request!.body);
  const lines = parseSignatures(response!.body);
  assert.ok(lines.ok);
  assert.equal(lines.signatures.length, response!.sig_lines);
});

test('a tlog-proof, but for its signatures, which the standard prints shortened', (t) => {
  const all = vectors(t)?.['proof-parse'];
  if (all === undefined) return;
  const [{ body, index, hashes }] = all as [Vectors['proof-parse'][0]];
  assert.equal(parseProof(body).ok, false);
  // The extra data is printed without its last character, which canonical base64 needs.
  const whole = body.replace(/^extra .*$/m, 'extra AAEC').replaceAll(/ [A-Za-z0-9+/]+\[\.\.\.\].*$/gm, ' AAAAAAA=');
  const parsed = parseProof(whole);
  assert.ok(parsed.ok);
  assert.equal(parsed.proof.index, index);
  assert.equal(parsed.proof.hashes.length, hashes);
  assert.deepEqual(parsed.proof.extra, Uint8Array.of(0, 1, 2));
});

const STATUS: Record<string, number> = {
  'submission.malformed': 400,
  'submission.origin_unknown': 404,
  'submission.signature': 403,
  'submission.old_size': 409,
  'submission.proof': 422,
  'submission.root': 422,
};

test('a sequence of requests to one witness', async (t) => {
  const sequence = vectors(t)?.['witness-sequence'];
  if (sequence === undefined) return;
  const { origin, log_public_key_hex, steps } = sequence;
  const vkey = vkeyOf(origin, 0x01, Uint8Array.fromHex(log_public_key_hex));
  let held: { size: number; root: Uint8Array } | undefined;
  for (const [i, step] of steps.entries()) {
    const opened = await openSubmission(step.request, (name) => (name === origin ? [vkey] : undefined), webSuite);
    const checked = opened.ok ? checkSubmission(opened.submission, held) : opened;
    if (checked.ok) held = checked.checkpoint;
    const status = checked.ok ? 200 : STATUS[checked.refusal.code];
    // litewitness answers 403 where the standard has 404, and reads base64 with stray trailing bits, which we do not.
    const strict: Record<number, number> = { 1: 400, 2: 404 };
    const expected = strict[i] ?? step.http_status;
    assert.equal(status, expected, `step ${i}: ${JSON.stringify(checked)}`);
    if (status === 409 && !checked.ok) assert.equal(checked.refusal['size'], held?.size);
  }
});

test('sum.golang.org: its note opens; its checkpoint does not, for its key is not named by its origin', async (t) => {
  const sumdb = vectors(t)?.sumdb;
  if (sumdb === undefined) return;
  const vkey = vkeyFrom(sumdb.vkey);
  for (const { request } of sumdb.steps) {
    const parsed = parseSubmission(request);
    assert.ok(parsed.ok);
    assert.equal(parsed.checkpoint.origin, sumdb.origin);
    const { note } = parsed.submission;
    assert.ok((await openNote(note, [vkey], webSuite)).ok);
    const opened = await openCheckpoint(note, [vkey], webSuite);
    assert.equal(!opened.ok && opened.refusal.code, 'checkpoint.origin');
  }
});

test('a checkpoint that two implementations once read differently', async (t) => {
  const issue = vectors(t)?.['issue-99'];
  if (issue === undefined) return;
  const origin = issue.text.slice(0, issue.text.indexOf('\n'));
  const vkey = vkeyOf(origin, 0x01, Uint8Array.fromHex(issue.public_key_hex));
  const opened = await openCheckpoint(issue.text, [vkey], webSuite);
  assert.ok(opened.ok);
  assert.equal(opened.checkpoint.size, 10);
  assert.equal(opened.checkpoint.note, issue.text);
});
