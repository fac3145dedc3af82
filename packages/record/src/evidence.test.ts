import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { cosign, openCosigned } from './cosignature.ts';
import {
  encodeEvidence,
  evidenceOfCosignatures,
  evidenceOfLeaves,
  evidenceOfRoots,
  openEvidence,
  parseEvidence,
  type Evidence,
  type VerifiedEvidence,
} from './evidence.ts';
import { anyText } from './mutations.fixture.ts';
import { encodeProof, openProofOfLeaf } from './proof.ts';
import type { Signer } from './signature.ts';
import {
  fixedSigner,
  holderSigners,
  holderVkeys,
  HOLDER_NAME,
  LEAVES,
  LOG_NAME,
  logClassical,
  logSigners,
  logVkeys,
  TIME,
} from './signers.fixture.ts';
import { webSuite } from './suite.ts';
import { inclusionProof, readerOf, rootOf } from './tree.ts';

const forked = LEAVES.with(1, LEAVES[7]!);

function codeOf(result: { ok: true } | { ok: false; refusal: { code: string } }): string {
  return result.ok ? 'accepted' : result.refusal.code;
}

async function checkpointOf(leaves: Uint8Array[], signers: readonly Signer[] = logSigners) {
  const head = { origin: signers[0]!.vkey.name, size: leaves.length, root: rootOf(leaves) };
  const opened = await openCheckpoint(
    await signCheckpoint(head, signers, TIME),
    signers.map(({ vkey }) => vkey),
    webSuite,
  );
  assert.ok(opened.ok);
  return opened.checkpoint;
}

async function proofOf(leaves: Uint8Array[], index: number) {
  const { note } = await checkpointOf(leaves);
  const hashes = inclusionProof(index, leaves.length, readerOf(leaves));
  const proof = encodeProof({ index, hashes, note });
  const opened = await openProofOfLeaf(proof, leaves[index]!, logVkeys, webSuite);
  assert.ok(opened.ok);
  return opened.proof;
}

async function cosignedAt(size: number, time: number) {
  const checkpoint = await checkpointOf(LEAVES.slice(0, size));
  let note = checkpoint.note;
  for (const signer of holderSigners) note += await cosign(checkpoint, signer, time);
  const opened = await openCosigned(note, logVkeys, holderVkeys, webSuite);
  assert.ok(opened.ok);
  return opened;
}

test('two roots of one size', async () => {
  const a = await checkpointOf(LEAVES.slice(0, 5));
  const b = await checkpointOf(forked.slice(0, 5));
  const evidence = evidenceOfRoots(a, b);
  assert.ok(evidence !== undefined);
  const opened = await openEvidence(encodeEvidence(evidence), logVkeys, webSuite);
  assert.ok(opened.ok);
  assert.equal(opened.evidence.convicts, LOG_NAME);
  assert.deepEqual(opened.evidence.evidence, evidence);

  assert.equal(evidenceOfRoots(a, a), undefined);
  assert.equal(evidenceOfRoots(a, await checkpointOf(LEAVES.slice(0, 4))), undefined);
  const elsewhere = await fixedSigner('c.example/log', 0x01, 21);
  const other = await checkpointOf(forked.slice(0, 5), [elsewhere]);
  assert.equal(evidenceOfRoots(a, other), undefined);
  assert.equal(
    codeOf(await openEvidence(encodeEvidence({ ...evidence, b: other.note } as Evidence), logVkeys, webSuite)),
    'checkpoint.origin',
  );
});

test('two leaves at one index, in trees of different sizes', async () => {
  const a = await proofOf(LEAVES.slice(0, 5), 1);
  const b = await proofOf(forked.slice(0, 7), 1);
  const evidence = evidenceOfLeaves(a, b);
  assert.ok(evidence !== undefined);
  const opened = await openEvidence(encodeEvidence(evidence), logVkeys, webSuite);
  assert.ok(opened.ok);
  assert.equal(opened.evidence.convicts, LOG_NAME);

  assert.equal(evidenceOfLeaves(a, await proofOf(LEAVES.slice(0, 7), 1)), undefined);
  assert.equal(evidenceOfLeaves(a, await proofOf(LEAVES.slice(0, 5), 2)), undefined);
});

test('a cosigner that goes back', async () => {
  const large = await cosignedAt(5, TIME);
  const small = await cosignedAt(3, TIME + 1);
  for (const evidence of [evidenceOfCosignatures(large, small), evidenceOfCosignatures(small, large)]) {
    assert.ok(evidence !== undefined);
    assert.equal(evidence.kind, 'going-back');
    const opened = await openEvidence(encodeEvidence(evidence), holderVkeys, webSuite);
    assert.ok(opened.ok);
    assert.equal(opened.evidence.convicts, HOLDER_NAME);
    assert.equal(opened.evidence.origin, LOG_NAME);
    // Turned round it says nothing.
    const turned = { ...evidence, a: evidence.b, b: evidence.a } as Evidence;
    assert.equal(
      codeOf(await openEvidence(encodeEvidence(turned), holderVkeys, webSuite)),
      'evidence.no_contradiction',
    );
  }
  assert.equal(evidenceOfCosignatures(large, await cosignedAt(3, TIME)), undefined);
  assert.equal(evidenceOfCosignatures(large, await cosignedAt(8, TIME + 1)), undefined);
  assert.equal(evidenceOfCosignatures(large, await cosignedAt(5, TIME + 1)), undefined);
});

test('a thief of one key convicts nobody', async () => {
  const a = await checkpointOf(LEAVES.slice(0, 5));
  const b = await checkpointOf(forked.slice(0, 5), [logClassical]);
  const text = encodeEvidence({ kind: 'two-roots', a: a.note, b: b.note });
  assert.equal(codeOf(await openEvidence(text, logVkeys, webSuite)), 'checkpoint.unsigned');
});

test('evidence: whatever is read is written again', async () => {
  const a = await checkpointOf(LEAVES.slice(0, 5), [logClassical]);
  const b = await checkpointOf(forked.slice(0, 5), [logClassical]);
  const leaf = { leaf: 'ccc', proof: a.note };
  const valid: Evidence[] = [
    { kind: 'two-roots', a: a.note, b: b.note },
    {
      kind: 'two-leaves',
      a: { ...leaf, leaf: 'A'.repeat(43) },
      b: { ...leaf, leaf: `${'_'.repeat(42)}8` },
    },
    { kind: 'going-back', a: '', b: '' },
  ];
  fc.assert(
    fc.property(anyText(...valid.map(encodeEvidence)), (text) => {
      const parsed = parseEvidence(text);
      if (parsed.ok) assert.equal(encodeEvidence(parsed.evidence), text);
    }),
    { numRuns: 1000 },
  );
  for (const evidence of valid) {
    assert.deepEqual(parseEvidence(encodeEvidence(evidence)), { ok: true, evidence });
  }
  assert.equal(codeOf(parseEvidence(encodeEvidence({ kind: 'two-leaves', a: leaf, b: leaf }))), 'evidence.malformed');
  const note = JSON.stringify(a.note);
  const proven = `{"leaf":"${'A'.repeat(43)}","proof":${note}}`;
  for (const [kind, x, y] of [
    ['two-roots', note, '1'],
    ['two-roots', '1', note],
    ['going-back', note, proven],
    ['two-leaves', proven, note],
    ['two-leaves', note, proven],
    ['two-leaves', proven, proven.replace('"proof"', '"more":1,"proof"')],
  ]) {
    const text = `{"a":${x},"b":${y},"kind":"${kind}","v":"parley/evidence/1"}`;
    assert.equal(codeOf(parseEvidence(text)), 'evidence.malformed', text);
  }
  assert.equal(codeOf(parseEvidence('[]')), 'evidence.malformed');
  assert.equal(codeOf(parseEvidence(new Uint8Array([0xff]))), 'evidence.malformed');
  const passesForVerified: Evidence extends VerifiedEvidence ? true : false = false;
  assert.equal(passesForVerified, false);
});
