// Our own vectors of the log's formats, in vectors/tlog: they are what a second implementation is held to, so this one is, too. And the
// worked example they grew from, whose values an independent verifier has accepted: those stand here, in the test, as constants.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { concat, encodeUtf8 } from './bytes.ts';
import { encodeCheckpoint, openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { addCosignatures, cosign, openCosigned } from './cosignature.ts';
import { encodeEvidence, openEvidence, parseEvidence } from './evidence.ts';
import { sha256 } from './hash.ts';
import { parseNote } from './note.ts';
import { encodePolicy, openUnderPolicy, parsePolicy } from './policy.ts';
import { encodeProof, openProof, openReceipt, parseProof } from './proof.ts';
import type { Result } from './refusal.ts';
import { signedMessage } from './signature.ts';
import {
  ENTRIES,
  holderClassical,
  holderQuantum,
  holderSigners,
  holderVkeys,
  LEAVES,
  LOG_NAME,
  logClassical,
  logSigners,
  logVkeys,
  TIME,
} from './signers.fixture.ts';
import { checkSubmission, encodeSubmission, openSubmission, parseSubmission } from './submission.ts';
import { webSuite } from './suite.ts';
import { encodeBundle, parseBundle, parseTilePath, tilePath, tilesOf, tileWidth } from './tile.ts';
import {
  checkConsistency,
  checkInclusion,
  checkSubtree,
  consistencyProof,
  inclusionProof,
  rangeRoot,
  readerOf,
  rootOf,
  subtreeProof,
} from './tree.ts';
import { checkPackage, encodeUpload, parseUpload } from './upload.ts';
import { encodeVkey, parseVkey } from './vkey.ts';

const unhex = (text: string) => Uint8Array.fromHex(text);
const read = readerOf(LEAVES);
const rootAt = (size: number) => rootOf(LEAVES.slice(0, size));

function vectors<T>(name: string): T {
  const file = join(import.meta.dirname, '..', '..', '..', 'vectors', 'tlog', name);
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

type Refusals = { refused: { why: string; code: string; input: string }[] };

async function areRefused(
  { refused }: Refusals,
  reader: (input: string) => Result<object> | Promise<Result<object>>,
): Promise<void> {
  assert.ok(refused.length > 0);
  for (const { why, code, input } of refused) {
    const result = await reader(input);
    assert.equal(result.ok ? 'accepted' : result.refusal.code, code, why);
  }
}

test('the worked example: keys', () => {
  assert.equal(logClassical.vkey.publicKey.toHex(), '8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c');
  assert.equal(
    encodeVkey(logClassical.vkey),
    'a.example/k7q2/alpha+cb3416e3+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c',
  );
  assert.equal(
    encodeVkey(holderClassical.vkey),
    'b.example/k7q2/beta-holder+6ad3dff7+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU',
  );
  assert.equal(holderQuantum.vkey.keyId.toHex(), 'ccdf2e87');
  assert.equal(
    sha256(holderQuantum.vkey.publicKey).toHex(),
    'df5b5f45decfb203862a372b2fe7047bdbfdd7c54b39e8bff3f4b5442795f54b',
  );
});

test('the worked example: tree', () => {
  const nodes: [number, number, string][] = [
    [0, 0, 'd0d7360ab79f58ab1e1e3fe64ad77e2ea0bc07e36b5f46ed2223edd9298df9e9'],
    [0, 1, 'ab1ab7f07c7c8fe0eff4ba6faa53c7e4412e91a599153e8aa4e01beece5b7825'],
    [0, 2, '671f146c5e471e8a1a83a3c214ce4ba907b8f3a5888d14cc8cd3ce75bb12ef94'],
    [0, 3, 'f715ab3faa5d071e6e2ac4bb994d5bf735943dcc3799da0d085e7980cfb9336a'],
    [0, 4, 'ccc29ae0e02a77b0f4578c1ac17493d79cf4262104929ac804f91fc4e7ac5af0'],
    [1, 0, '4f55f619d9215235778b2b9f17d6f4915b16171214d152381293669764de722e'],
    [1, 1, '167eb1643f6c3d628bc200a8faa64b300a85961d0c31fe72b4ce798e18c2a663'],
    [2, 0, 'cd8d65377e6fad76003e2c5749de7d2ec536f71509b6e5b8a3674d360e58d82a'],
  ];
  for (const [level, index, hash] of nodes) assert.equal(read(level, index).toHex(), hash);
  assert.equal(rootAt(0).toBase64(), '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
  assert.equal(rootAt(3).toHex(), '5aac771c899ac292e74bf1afe2e6e302f8b55883b2d1bf197b46a6bea6dabca9');
  assert.equal(rootAt(5).toHex(), '832e609776a4b05ca208ef796bfd6f2d7cfcf00ddd46afb497d4b1b5ef19a994');
});

const CHECKPOINT = `a.example/k7q2/alpha
5
gy5gl3aksFyiCO95a/1vLXz88A3dRq+0l9Sxte8ZqZQ=

— a.example/k7q2/alpha yzQW4znPpCpLBKy3sbMoLADFoeVuRixda4ixbQNoxS7YGociIWeM399wZMSq6qjrCkJD6EohzNNLChuCIrb/rixgmQo=
`;

test('the worked example: checkpoint and cosignatures', async () => {
  const head = { origin: LOG_NAME, size: 5, root: rootAt(5) };
  assert.equal(await signCheckpoint(head, [logClassical], TIME), CHECKPOINT);
  const opened = await openCheckpoint(CHECKPOINT, [logClassical.vkey], webSuite);
  assert.ok(opened.ok);
  const text = encodeCheckpoint(head);
  const classical = signedMessage(holderClassical.vkey, head, text, TIME);
  assert.equal(classical.length, 99);
  assert.equal(sha256(classical).toHex(), 'f3668b847ed1c8df7fc1c8dd76619deb8344fd3c96367612c72ca55c1e81a98d');
  assert.equal(
    await cosign(opened.checkpoint, holderClassical, TIME),
    '— b.example/k7q2/beta-holder atPf9wAAAABrA4I8gNoSptBAww45Ko3KY9iacraLJPGX0n2WwB4nC2cELAh3Eg1peUQ+LTSdiEIZTaU0+hpX7yM7C8KI4RYCoRCtAQ==\n',
  );
  assert.equal(
    signedMessage(holderQuantum.vkey, head, text, TIME).toHex(),
    [
      '737562747265652f76310a00',
      '1a' + encodeUtf8('b.example/k7q2/beta-holder').toHex(),
      '000000006b03823c',
      '14' + encodeUtf8('a.example/k7q2/alpha').toHex(),
      '0000000000000000',
      '0000000000000005',
      '832e609776a4b05ca208ef796bfd6f2d7cfcf00ddd46afb497d4b1b5ef19a994',
    ].join(''),
  );
  const note = parseNote(CHECKPOINT + (await cosign(opened.checkpoint, holderQuantum, TIME)));
  assert.ok(note.ok);
  const { keyId, signature } = note.note.signatures[1]!;
  assert.equal(keyId.length + signature.length, 2432);
  assert.equal(signature.subarray(0, 8).toHex(), '000000006b03823c');
  assert.equal(
    sha256(signature.subarray(8)).toHex(),
    '0e44ffc255fdf8dbe9f5d1c0f0f266dc2aaaa1551609b983ece78aad3a1b8640',
  );
});

test('the worked example: tile, bundle, submission, upload, proof', () => {
  assert.equal(encodeBundle(ENTRIES.slice(0, 5)).toHex(), '00036f6e65000374776f000574687265650004666f7572000466697665');
  assert.equal(
    encodeSubmission({ oldSize: 3, proof: consistencyProof(3, 5, read), note: CHECKPOINT }),
    `old 3
Zx8UbF5HHooag6PCFM5LqQe486WIjRTMjNPOdbsS75Q=
9xWrP6pdBx5uKsS7mU1b9zWUPcw3mdoNCF55gM+5M2o=
T1X2GdkhUjV3iyufF9b0kVsWFxIU0VI4EpNml2Teci4=
zMKa4OAqd7D0V4wawXST15z0JiEEkprIBPkfxOesWvA=

${CHECKPOINT}`,
  );
  const head = { origin: LOG_NAME, start: 3, end: 5, ticket: new Uint8Array() };
  const upload = encodeUpload({
    head,
    packages: [{ start: 3, end: 5, entries: ENTRIES.slice(3, 5), proof: [] }],
  });
  assert.equal(upload.length, 53);
  assert.equal(
    upload.toHex(),
    [
      '0014612e6578616d706c652f6b3771322f616c706861',
      '0000000000000003',
      '0000000000000005',
      '0000',
      '0004666f7572000466697665',
      '00',
    ].join(''),
  );
  assert.equal(
    encodeProof({ index: 2, hashes: inclusionProof(2, 5, read), note: CHECKPOINT }),
    `c2sp.org/tlog-proof@v1
index 2
9xWrP6pdBx5uKsS7mU1b9zWUPcw3mdoNCF55gM+5M2o=
T1X2GdkhUjV3iyufF9b0kVsWFxIU0VI4EpNml2Teci4=
zMKa4OAqd7D0V4wawXST15z0JiEEkprIBPkfxOesWvA=

${CHECKPOINT}`,
  );
  assert.equal(
    sha256(encodeUtf8(LOG_NAME)).toHex(),
    'be661f20ad1deaae4a806f83d68794ef050c2c3bf715624298ae0e8a9cb5f1e0',
  );
});

test('vectors/tlog/keys.json', async () => {
  const { keys, ...refusals } = vectors<
    Refusals & { keys: { name: string; type: number; keyId: string; publicKeySha256: string; vkey: string }[] }
  >('keys.json');
  assert.deepEqual(
    keys.map(({ vkey }) => vkey),
    [...logVkeys, ...holderVkeys].map(encodeVkey),
  );
  for (const { name, type, keyId, publicKeySha256, vkey } of keys) {
    const parsed = parseVkey(vkey);
    assert.ok(parsed.ok);
    assert.equal(encodeVkey(parsed.vkey), vkey);
    assert.deepEqual([parsed.vkey.name, parsed.vkey.type, parsed.vkey.keyId.toHex()], [name, type, keyId]);
    assert.equal(sha256(parsed.vkey.publicKey).toHex(), publicKeySha256);
  }
  await areRefused(refusals, parseVkey);
});

test('vectors/tlog/tree.json', () => {
  const tree = vectors<{
    leaves: string[];
    roots: string[];
    inclusion: { index: number; size: number; proof: string[] }[];
    consistency: { oldSize: number; size: number; proof: string[] }[];
    subtree: { start: number; end: number; size: number; hash: string; proof: string[] }[];
  }>('tree.json');
  assert.deepEqual(tree.leaves.map(unhex), LEAVES);
  assert.deepEqual(
    tree.roots.map(unhex),
    tree.roots.map((_, size) => rootAt(size)),
  );
  for (const { index, size, proof } of tree.inclusion) {
    const hashes = proof.map(unhex);
    assert.deepEqual(inclusionProof(index, size, read), hashes);
    assert.ok(checkInclusion({ index, leaf: LEAVES[index]!, size, root: rootAt(size), proof: hashes }));
  }
  for (const { oldSize, size, proof } of tree.consistency) {
    const hashes = proof.map(unhex);
    assert.deepEqual(consistencyProof(oldSize, size, read), hashes);
    assert.ok(checkConsistency({ oldSize, oldRoot: rootAt(oldSize), size, root: rootAt(size), proof: hashes }));
  }
  for (const { start, end, size, hash, proof } of tree.subtree) {
    const hashes = proof.map(unhex);
    assert.deepEqual(rangeRoot({ start, end }, read), unhex(hash));
    assert.deepEqual(subtreeProof({ start, end }, size, read), hashes);
    assert.ok(checkSubtree({ start, end, hash: unhex(hash), size, root: rootAt(size), proof: hashes }));
  }
});

test('vectors/tlog/tiles.json', async () => {
  const { sizes, paths, refusedPaths, tile, bundle, ...refusals } = vectors<
    Refusals & {
      sizes: { size: number; levels: { tiles: number; lastWidth: number }[] }[];
      paths: { level: number; index: number; width: number; path: string }[];
      refusedPaths: string[];
      tile: { path: string; hex: string };
      bundle: { path: string; hex: string };
    }
  >('tiles.json');
  for (const { size, levels } of sizes) {
    let count = 0;
    for (const [level, { tiles, lastWidth }] of levels.entries()) {
      assert.equal(tileWidth(level, tiles - 1, size), lastWidth);
      assert.equal(tileWidth(level, tiles, size), 0);
      count += tiles;
    }
    assert.equal([...tilesOf(size)].length, count);
  }
  for (const { path, ...coordinates } of paths) {
    assert.equal(tilePath(coordinates), path);
    assert.deepEqual(parseTilePath(path), coordinates);
  }
  assert.equal(refusedPaths.length, 8);
  for (const path of refusedPaths) assert.equal(parseTilePath(path), undefined);
  assert.equal(concat(...LEAVES.slice(0, 5)).toHex(), tile.hex);
  const parsed = parseBundle(unhex(bundle.hex), 5);
  assert.ok(parsed.ok);
  assert.deepEqual(parsed.entries, ENTRIES.slice(0, 5));
  await areRefused(refusals, (input) => parseBundle(unhex(input), 2));
});

test('vectors/tlog/checkpoint.json', async () => {
  const { text, time, message06, classicalOnly, note, ...refusals } = vectors<
    Refusals & { text: string; time: number; message06: string; classicalOnly: string; note: string }
  >('checkpoint.json');
  const head = { origin: LOG_NAME, size: 5, root: rootAt(5) };
  assert.equal(encodeCheckpoint(head), text);
  assert.equal(classicalOnly, CHECKPOINT);
  assert.equal(signedMessage(logVkeys[1]!, head, text, time).toHex(), message06);
  assert.equal(await signCheckpoint(head, logSigners, time), note);
  const opened = await openCheckpoint(note, logVkeys, webSuite);
  assert.ok(opened.ok);
  assert.equal(opened.checkpoint.note, note);
  assert.equal(opened.checkpoint.signedAt, time);
  await areRefused(refusals, (input) => openCheckpoint(input, logVkeys, webSuite));
});

test('vectors/tlog/cosignature.json', async () => {
  const { time, message04, message06, line04, signature06Sha256, note, ...refusals } = vectors<
    Refusals & {
      time: number;
      message04: string;
      message06: string;
      line04: string;
      signature06Sha256: string;
      note: string;
    }
  >('cosignature.json');
  const opened = await openCosigned(note, logVkeys, holderVkeys, webSuite);
  assert.ok(opened.ok);
  assert.equal(opened.time, time);
  const { checkpoint } = opened;
  const text = encodeCheckpoint(checkpoint);
  assert.deepEqual(signedMessage(holderVkeys[0]!, checkpoint, text, time), encodeUtf8(message04));
  assert.equal(signedMessage(holderVkeys[1]!, checkpoint, text, time).toHex(), message06);
  const bare = await openCheckpoint(vectors<{ note: string }>('checkpoint.json').note, logVkeys, webSuite);
  assert.ok(bare.ok);
  let lines = '';
  for (const signer of holderSigners) lines += await cosign(bare.checkpoint, signer, time);
  assert.deepEqual(addCosignatures(bare.checkpoint.note, lines), { ok: true, noteText: note });
  const parsed = parseNote(note);
  assert.ok(parsed.ok);
  const [, , classical, quantum] = parsed.note.signatures;
  assert.equal(concat(classical!.keyId, classical!.signature).toHex(), line04);
  assert.equal(sha256(quantum!.signature.subarray(8)).toHex(), signature06Sha256);
  await areRefused(refusals, (input) => openCosigned(input, logVkeys, holderVkeys, webSuite));
});

test('vectors/tlog/proof.json', async () => {
  const { index, entry, classicalOnly, proof, withExtra, ...refusals } = vectors<
    Refusals & { index: number; entry: string; classicalOnly: string; proof: string; withExtra: string }
  >('proof.json');
  const bytes = encodeUtf8(entry);
  assert.ok((await openProof(classicalOnly, bytes, [logClassical.vkey], webSuite)).ok);
  for (const text of [proof, withExtra]) {
    const parsed = parseProof(text);
    assert.ok(parsed.ok);
    assert.equal(encodeProof(parsed.proof), text);
    const receipt = await openReceipt(text, bytes, logVkeys, holderVkeys, webSuite);
    assert.ok(receipt.ok);
    assert.equal(receipt.time, TIME);
    assert.equal(receipt.proof.index, index);
    assert.equal(receipt.proof.exact, text);
  }
  await areRefused(refusals, (input) => openReceipt(input, bytes, logVkeys, holderVkeys, webSuite));
});

test('vectors/tlog/submission.json', async () => {
  const { oldSize, classicalOnly, body, ...refusals } = vectors<
    Refusals & { oldSize: number; classicalOnly: string; body: string }
  >('submission.json');
  for (const [text, vkeys] of [
    [classicalOnly, [logClassical.vkey]],
    [body, logVkeys],
  ] as const) {
    const parsed = parseSubmission(text);
    assert.ok(parsed.ok);
    assert.equal(encodeSubmission(parsed.submission), text);
    const opened = await openSubmission(text, () => vkeys, webSuite);
    assert.ok(opened.ok);
    assert.ok(checkSubmission(opened.submission, { size: oldSize, root: rootAt(oldSize) }).ok);
  }
  const follows = (origin: string) => (origin === LOG_NAME ? logVkeys : undefined);
  await areRefused(refusals, (input) => openSubmission(input, follows, webSuite));
});

test('vectors/tlog/upload.json', async () => {
  const { start, end, body, withTicket, nothing, ...refusals } = vectors<
    Refusals & { start: number; end: number; body: string; withTicket: string; nothing: string }
  >('upload.json');
  for (const text of [body, withTicket, nothing]) {
    const parsed = parseUpload(unhex(text));
    assert.ok(parsed.ok);
    assert.equal(encodeUpload(parsed.upload).toHex(), text);
    for (const received of parsed.upload.packages) {
      const before = LEAVES.slice(0, received.start);
      assert.ok(checkPackage(received, before, { size: 5, root: rootAt(5) }).ok);
    }
  }
  const parsed = parseUpload(unhex(body));
  assert.ok(parsed.ok);
  assert.deepEqual(parsed.upload.packages[0]!.entries, ENTRIES.slice(start, end));
  await areRefused(refusals, (input) => parseUpload(unhex(input)));
});

test('vectors/tlog/policy.json', async () => {
  const { policy, none, ...refusals } = vectors<Refusals & { policy: string; none: string }>('policy.json');
  for (const text of [policy, none]) {
    const parsed = parsePolicy(text);
    assert.ok(parsed.ok);
    assert.equal(encodePolicy(parsed.policy), text);
  }
  const parsed = parsePolicy(policy);
  assert.ok(parsed.ok);
  const opened = await openUnderPolicy(vectors<{ note: string }>('cosignature.json').note, parsed.policy, webSuite);
  assert.ok(opened.ok);
  assert.deepEqual(opened.cosignatures, [
    { name: 'beta-ed', time: TIME },
    { name: 'beta-pq', time: TIME },
  ]);
  await areRefused(refusals, parsePolicy);
});

test('vectors/tlog/evidence.json', async () => {
  const { refused, ...all } = vectors<Refusals & Record<string, string>>('evidence.json');
  for (const kind of ['two-roots', 'two-leaves', 'going-back'] as const) {
    const text = all[kind]!;
    const parsed = parseEvidence(text);
    assert.ok(parsed.ok);
    assert.equal(encodeEvidence(parsed.evidence), text);
    const vkeys = kind === 'going-back' ? holderVkeys : logVkeys;
    const opened = await openEvidence(text, vkeys, webSuite);
    assert.ok(opened.ok, kind);
    assert.equal(opened.evidence.convicts, vkeys[0]!.name);
    assert.equal(opened.evidence.origin, LOG_NAME);
  }
  await areRefused({ refused }, (input) =>
    openEvidence(input, input.includes('going-back') ? holderVkeys : logVkeys, webSuite),
  );
});
