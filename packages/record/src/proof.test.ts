import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeUtf8 } from './bytes.ts';
import { openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { cosign } from './cosignature.ts';
import { EMPTY_ROOT } from './hash.ts';
import { anyText } from './mutations.fixture.ts';
import { encodeProof, openProof, openReceipt, parseProof } from './proof.ts';
import {
  ENTRIES,
  fixedSigner,
  holderClassical,
  holderSigners,
  holderVkeys,
  LEAVES,
  LOG_NAME,
  logClassical,
  logSigners,
  logVkeys,
  TIME,
} from './signers.fixture.ts';
import {
  checkSubmission,
  encodeCosignaturesAnswer,
  encodeSizeAnswer,
  encodeSubmission,
  openCosignaturesAnswer,
  openSubmission,
  parseCosignaturesAnswer,
  parseSizeAnswer,
  parseSubmission,
} from './submission.ts';
import { webSuite } from './suite.ts';
import { consistencyProof, inclusionProof, readerOf, rootOf } from './tree.ts';

const read = readerOf(LEAVES);
const rootAt = (size: number) => rootOf(LEAVES.slice(0, size));
const headAt = (size: number, root = rootAt(size)) =>
  signCheckpoint({ origin: LOG_NAME, size, root }, logSigners, TIME);
const classical = (size: number, root = rootAt(size)) =>
  signCheckpoint({ origin: LOG_NAME, size, root }, [logClassical], TIME);

function codeOf(result: { ok: true } | { ok: false; refusal: { code: string } }): string {
  return result.ok ? 'accepted' : result.refusal.code;
}

test('proofs: whatever is read is written again', async () => {
  const note = await classical(8);
  const valid = [
    encodeProof({ index: 5, hashes: inclusionProof(5, 8, read), note }),
    encodeProof({ index: 0, hashes: [], note: await classical(1), extra: new Uint8Array(3) }),
  ];
  fc.assert(
    fc.property(anyText(...valid), (text) => {
      const parsed = parseProof(text);
      if (parsed.ok) assert.equal(encodeProof(parsed.proof), text);
    }),
    { numRuns: 2000 },
  );
  for (const text of valid) {
    const parsed = parseProof(encodeUtf8(text));
    assert.ok(parsed.ok);
    assert.equal(encodeProof(parsed.proof), text);
  }
});

test('proofs: every entry of every small tree, and no other entry in its place', async () => {
  for (let size = 1; size <= 8; size++) {
    const note = await classical(size);
    for (let index = 0; index < size; index++) {
      const proof = encodeProof({ index, hashes: inclusionProof(index, size, read), note });
      const opened = await openProof(proof, ENTRIES[index]!, [logClassical.vkey], webSuite);
      assert.ok(opened.ok);
      assert.equal(opened.proof.index, index);
      assert.deepEqual(opened.proof.leaf, LEAVES[index]);
      assert.equal(opened.proof.checkpoint.size, size);
      const other = await openProof(proof, ENTRIES[(index + 1) % 8]!, [logClassical.vkey], webSuite);
      assert.equal(codeOf(other), 'proof.not_included');
    }
  }
});

test('a receipt needs the log, the holder and the entry', async () => {
  const opened = await openCheckpoint(await headAt(5), logVkeys, webSuite);
  assert.ok(opened.ok);
  let note = opened.checkpoint.note;
  for (const signer of holderSigners) note += await cosign(opened.checkpoint, signer, TIME + 1);
  const receipt = encodeProof({ index: 4, hashes: inclusionProof(4, 5, read), note });
  const read5 = await openReceipt(receipt, ENTRIES[4]!, logVkeys, holderVkeys, webSuite);
  assert.ok(read5.ok);
  assert.equal(read5.time, TIME + 1);
  const bare = encodeProof({
    index: 4,
    hashes: inclusionProof(4, 5, read),
    note: opened.checkpoint.note,
  });
  assert.equal(codeOf(await openReceipt(bare, ENTRIES[4]!, logVkeys, holderVkeys, webSuite)), 'cosignature.missing');
  assert.equal(codeOf(await openReceipt(receipt, ENTRIES[3]!, logVkeys, holderVkeys, webSuite)), 'proof.not_included');
  const others = [await fixedSigner(LOG_NAME, 0x01, 7)].map(({ vkey }) => vkey);
  assert.equal(codeOf(await openReceipt(receipt, ENTRIES[4]!, others, holderVkeys, webSuite)), 'checkpoint.unsigned');
});

test('what no proof can say is a fault of the caller', async () => {
  const note = await classical(5);
  assert.throws(() => encodeProof({ index: -1, hashes: [], note }), RangeError);
  assert.throws(() => encodeProof({ index: 0, hashes: [new Uint8Array(31)], note }), RangeError);
  assert.throws(() => encodeProof({ index: 0, hashes: Array(64).fill(EMPTY_ROOT), note }), RangeError);
});

test('limits: 63 hashes are taken, 64 are not; bytes that are not UTF-8 are none', async () => {
  const note = await classical(5);
  const hashes = (count: number) => `${EMPTY_ROOT.toBase64()}\n`.repeat(count);
  const proof = (count: number) => `c2sp.org/tlog-proof@v1\nindex 0\n${hashes(count)}\n${note}`;
  const submission = (count: number) => `old 0\n${hashes(count)}\n${note}`;
  for (const count of [0, 63]) {
    const parsed = parseProof(proof(count));
    assert.ok(parsed.ok);
    assert.equal(encodeProof(parsed.proof), proof(count));
    assert.ok(parseSubmission(submission(count)).ok);
  }
  assert.equal(codeOf(parseProof(proof(64))), 'proof.malformed');
  assert.equal(codeOf(parseSubmission(submission(64))), 'submission.malformed');
  for (const broken of ['\xff', '\ud800']) {
    const bytes = Uint8Array.from(broken + proof(0), (letter) => letter.charCodeAt(0) & 0xff);
    assert.equal(codeOf(parseProof(bytes)), 'proof.malformed');
    assert.equal(codeOf(parseSubmission(bytes)), 'submission.malformed');
  }
  assert.equal(codeOf(parseProof(proof(0).replace('index', '\ud800\nindex'))), 'proof.malformed');
  assert.equal(codeOf(parseProof(`\n\n${proof(0)}`)), 'proof.malformed');
  assert.equal(codeOf(parseSubmission(`\n\n${submission(0)}`)), 'submission.malformed');
});

test('submissions: whatever is read is written again', async () => {
  const valid = [
    encodeSubmission({ oldSize: 3, proof: consistencyProof(3, 8, read), note: await classical(8) }),
    encodeSubmission({ oldSize: 0, proof: [], note: await classical(1) }),
  ];
  fc.assert(
    fc.property(anyText(...valid), (text) => {
      const parsed = parseSubmission(text);
      if (parsed.ok) assert.equal(encodeSubmission(parsed.submission), text);
    }),
    { numRuns: 2000 },
  );
});

const follows = (origin: string) => (origin === LOG_NAME ? logVkeys : undefined);

async function submitted(oldSize: number, note: string, proof: Uint8Array[]) {
  const opened = await openSubmission(encodeSubmission({ oldSize, proof, note }), follows, webSuite);
  assert.ok(opened.ok);
  return opened.submission;
}

test('submissions: from every size to every larger one, and again at the same', async () => {
  for (let size = 0; size <= 8; size++) {
    const note = await headAt(size);
    for (let oldSize = 0; oldSize <= size; oldSize++) {
      const submission = await submitted(oldSize, note, consistencyProof(oldSize, size, read));
      const held = { size: oldSize, root: rootAt(oldSize) };
      const checked = checkSubmission(submission, oldSize === 0 ? undefined : held);
      assert.ok(checked.ok);
      assert.equal(checked.checkpoint.note, note);
      assert.ok(checkSubmission(submission, held).ok);
      // Once it is held, the same submission comes too late, and tells where to go on.
      if (oldSize === size) continue;
      const late = checkSubmission(submission, checked.checkpoint);
      assert.ok(!late.ok);
      assert.equal(late.refusal.code, 'submission.old_size');
      assert.equal(late.refusal['size'], size);
    }
  }
});

test('submissions: what does not follow is refused', async () => {
  const fork = rootOf([...LEAVES.slice(0, 4), LEAVES[7]!]);
  const held = { size: 3, root: rootAt(3) };
  const proof = consistencyProof(3, 5, read);
  assert.equal(codeOf(checkSubmission(await submitted(3, await headAt(5, fork), proof), held)), 'submission.proof');
  assert.equal(codeOf(checkSubmission(await submitted(3, await headAt(5), proof.slice(1)), held)), 'submission.proof');
  assert.equal(
    codeOf(checkSubmission(await submitted(0, await headAt(5), [EMPTY_ROOT]), undefined)),
    'submission.proof',
  );
  const five = { size: 5, root: rootAt(5) };
  assert.equal(codeOf(checkSubmission(await submitted(5, await headAt(5, fork), []), five)), 'submission.root');
  assert.equal(codeOf(checkSubmission(await submitted(5, await headAt(5), [fork]), five)), 'submission.proof');
  assert.equal(codeOf(checkSubmission(await submitted(0, await headAt(0, fork), []), undefined)), 'submission.root');
});

test('answers: a size, and cosignatures', async () => {
  for (const size of [0, 7, Number.MAX_SAFE_INTEGER]) {
    assert.deepEqual(parseSizeAnswer(encodeSizeAnswer(size)), { ok: true, size });
  }
  for (const text of ['', '\n', '7', '07\n', '7\n\n', '9007199254740992\n', '-1\n', ' 7\n']) {
    assert.equal(codeOf(parseSizeAnswer(text)), 'submission.malformed', JSON.stringify(text));
  }
  assert.deepEqual(parseCosignaturesAnswer(''), { ok: true, lines: [] });

  const opened = await openCheckpoint(await headAt(5), logVkeys, webSuite);
  assert.ok(opened.ok);
  const { checkpoint } = opened;
  const stranger = await fixedSigner('w.example', 0x04, 9);
  let answer = await cosign(checkpoint, stranger, TIME);
  for (const signer of holderSigners) answer += await cosign(checkpoint, signer, TIME + 2);
  const parsed = parseCosignaturesAnswer(answer);
  assert.ok(parsed.ok);
  assert.equal(encodeCosignaturesAnswer(parsed.lines), answer);
  const taken = await openCosignaturesAnswer(answer, checkpoint, logVkeys, holderVkeys, webSuite);
  assert.ok(taken.ok);
  assert.equal(taken.time, TIME + 2);
  assert.ok(!taken.note.includes('w.example'));
  assert.ok(taken.note.startsWith(checkpoint.note));
  const half = await cosign(checkpoint, holderClassical, TIME);
  const refused = await openCosignaturesAnswer(half, checkpoint, logVkeys, holderVkeys, webSuite);
  assert.equal(codeOf(refused), 'cosignature.missing');
  const none = await openCosignaturesAnswer('', checkpoint, logVkeys, holderVkeys, webSuite);
  assert.equal(codeOf(none), 'cosignature.missing');
});
