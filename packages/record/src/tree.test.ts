import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeUtf8 } from './bytes.ts';
import { EMPTY_ROOT, leafHash, nodeHash, sha256 } from './hash.ts';
import {
  appendLeaf,
  checkConsistency,
  checkInclusion,
  checkSubtree,
  consistencyProof,
  copyFrontier,
  emptyFrontier,
  frontierAt,
  frontierRoot,
  inclusionProof,
  isSubtree,
  proofRanges,
  rangeNodes,
  rangeRoot,
  readerOf,
  rootOf,
  subtreeProof,
  type HashReader,
  type Range,
} from './tree.ts';

const SIZE_MAX = 70;
const leaves = Array.from({ length: SIZE_MAX }, (_, i) => leafHash(encodeUtf8(`entry ${i}`)));
const read = memoized(readerOf(leaves));

function memoized(reader: HashReader): HashReader {
  const known = new Map<string, Uint8Array>();
  return (level, index) => {
    const key = `${level} ${index}`;
    const hash = known.get(key) ?? reader(level, index);
    known.set(key, hash);
    return hash;
  };
}

// The definitions of RFC 9162 §2.1 as they stand there, on lists.

function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

function mth(d: Uint8Array[]): Uint8Array {
  if (d.length === 0) return EMPTY_ROOT;
  if (d.length === 1) return d[0]!;
  const k = splitOf(d.length);
  return nodeHash(mth(d.slice(0, k)), mth(d.slice(k)));
}

function path(m: number, d: Uint8Array[]): Uint8Array[] {
  if (d.length === 1) return [];
  const k = splitOf(d.length);
  return m < k ? [...path(m, d.slice(0, k)), mth(d.slice(k))] : [...path(m - k, d.slice(k)), mth(d.slice(0, k))];
}

function subproof(m: number, d: Uint8Array[], b: boolean): Uint8Array[] {
  if (m === d.length) return b ? [] : [mth(d)];
  const k = splitOf(d.length);
  return m <= k
    ? [...subproof(m, d.slice(0, k), b), mth(d.slice(k))]
    : [...subproof(m - k, d.slice(k), false), mth(d.slice(0, k))];
}

const flip = (bytes: Uint8Array, at: number) => bytes.with(at % 32, bytes[at % 32]! ^ (1 << (at % 8)));

test('roots are those of the recursive definition', () => {
  for (let n = 0; n <= SIZE_MAX; n++) {
    const root = mth(leaves.slice(0, n));
    assert.deepEqual(rootOf(leaves.slice(0, n)), root);
    assert.deepEqual(rangeRoot({ start: 0, end: n }, read), root);
    assert.deepEqual(frontierRoot(frontierAt(n, read)), root);
  }
});

test('inclusion proofs: every entry of every tree up to 70', () => {
  for (let size = 1; size <= SIZE_MAX; size++) {
    const root = rangeRoot({ start: 0, end: size }, read);
    for (let index = 0; index < size; index++) {
      const leaf = leaves[index]!;
      const proof = inclusionProof(index, size, read);
      if (size % 8 < 2) assert.deepEqual(proof, path(index, leaves.slice(0, size)));
      assert.ok(checkInclusion({ index, leaf, size, root, proof }));
      assert.ok(!checkInclusion({ index: index + 1, leaf, size, root, proof }));
      assert.ok(!checkInclusion({ index, leaf: flip(leaf, index), size, root, proof }));
      assert.ok(!checkInclusion({ index, leaf, size, root: flip(root, size), proof }));
      assert.ok(!checkInclusion({ index, leaf, size, root, proof: [...proof, leaf] }));
      if (proof.length === 0) continue;
      assert.ok(!checkInclusion({ index, leaf, size, root, proof: proof.slice(1) }));
      const at = (index + size) % proof.length;
      assert.ok(
        !checkInclusion({
          index,
          leaf,
          size,
          root,
          proof: proof.with(at, flip(proof[at]!, index)),
        }),
      );
    }
  }
});

test('consistency proofs: every pair of sizes up to 70', () => {
  for (let size = 0; size <= SIZE_MAX; size++) {
    const root = rangeRoot({ start: 0, end: size }, read);
    for (let oldSize = 0; oldSize <= size; oldSize++) {
      const oldRoot = rangeRoot({ start: 0, end: oldSize }, read);
      const proof = consistencyProof(oldSize, size, read);
      if (oldSize > 0 && size % 8 < 2) {
        assert.deepEqual(proof, subproof(oldSize, leaves.slice(0, size), true));
      }
      assert.ok(checkConsistency({ oldSize, oldRoot, size, root, proof }));
      assert.ok(!checkConsistency({ oldSize, oldRoot: flip(oldRoot, size), size, root, proof }));
      assert.ok(!checkConsistency({ oldSize: size + 1, oldRoot, size, root, proof }));
      assert.ok(!checkConsistency({ oldSize, oldRoot, size, root, proof: [...proof, root] }));
      if (oldSize > 0) assert.ok(!checkConsistency({ oldSize, oldRoot, size, root: flip(root, oldSize), proof }));
      if (proof.length === 0) continue;
      assert.ok(!checkConsistency({ oldSize, oldRoot, size, root, proof: proof.slice(1) }));
      assert.ok(!checkConsistency({ oldSize, oldRoot, size, root, proof: [] }));
    }
  }
});

test('subtree proofs: every subtree of trees up to 40', () => {
  for (let size = 1; size <= 40; size++) {
    const root = rangeRoot({ start: 0, end: size }, read);
    for (let start = 0; start < size; start++) {
      for (let end = start + 1; end <= size; end++) {
        const valid = start % 2 ** Math.ceil(Math.log2(end - start)) === 0;
        assert.equal(isSubtree(start, end), valid);
        if (!valid) {
          assert.throws(() => proofRanges({ start, end }, size), RangeError);
          continue;
        }
        const hash = mth(leaves.slice(start, end));
        assert.deepEqual(rangeRoot({ start, end }, read), hash);
        const proof = subtreeProof({ start, end }, size, read);
        assert.ok(checkSubtree({ start, end, hash, size, root, proof }));
        assert.ok(!checkSubtree({ start, end, hash: flip(hash, size), size, root, proof }));
        assert.ok(!checkSubtree({ start, end, hash, size: size + 1, root, proof: [...proof, root] }));
      }
    }
  }
});

test('the frontier grows one leaf at a time and can be copied', () => {
  const frontier = emptyFrontier();
  const nodes = new Map<string, Uint8Array>();
  for (let size = 0; size < SIZE_MAX; size++) {
    const copy = copyFrontier(frontier);
    appendLeaf(copy, sha256());
    assert.equal(frontier.size, size);
    assert.deepEqual(frontierRoot(frontier), rangeRoot({ start: 0, end: size }, read));
    appendLeaf(frontier, leaves[size]!, (level, index, hash) => nodes.set(`${level} ${index}`, hash));
    assert.deepEqual(frontier, frontierAt(size + 1, read));
  }
  // Every complete subtree was announced, once, with its hash.
  let complete = 0;
  for (let level = 0; 2 ** level <= SIZE_MAX; level++) {
    for (let index = 0; (index + 1) * 2 ** level <= SIZE_MAX; index++, complete++) {
      assert.deepEqual(nodes.get(`${level} ${index}`), read(level, index));
    }
  }
  assert.equal(nodes.size, complete);
});

// A tree too large to hold: all its leaves are alike but one, so that every complete subtree of a level has one of two hashes.
function vastTree(odd: number): { read: HashReader; leaf: Uint8Array } {
  const common = [leafHash(encodeUtf8('common'))];
  for (let level = 1; level <= 53; level++) common.push(nodeHash(common[level - 1]!, common[level - 1]!));
  const leaf = leafHash(encodeUtf8('odd'));
  const reader: HashReader = (level, index) => {
    const width = 2 ** level;
    if (odd < index * width || odd >= (index + 1) * width) return common[level]!;
    return level === 0 ? leaf : nodeHash(reader(level - 1, 2 * index), reader(level - 1, 2 * index + 1));
  };
  return { read: reader, leaf };
}

const vastSize = fc
  .tuple(fc.integer({ min: 1, max: 53 }), fc.maxSafeInteger())
  .map(([bits, number]) => 1 + (Math.abs(number) % (2 ** bits - 1)));

test('proofs hold in trees of up to 2^53 − 1 entries', () => {
  fc.assert(
    fc.property(vastSize, vastSize, vastSize, (a, b, c) => {
      const [oldSize, size] = [Math.min(a, b), Math.max(a, b)];
      const index = c % size;
      const { read, leaf } = vastTree(index);
      const root = rangeRoot({ start: 0, end: size }, read);
      const proof = inclusionProof(index, size, read);
      assert.ok(checkInclusion({ index, leaf, size, root, proof }));
      assert.ok(!checkInclusion({ index, leaf: EMPTY_ROOT, size, root, proof }));
      // The odd leaf is at `index` alone.
      assert.ok(!checkInclusion({ index: index === 0 ? 1 : index - 1, leaf, size, root, proof }));
      const oldRoot = rangeRoot({ start: 0, end: oldSize }, read);
      const extension = consistencyProof(oldSize, size, read);
      assert.ok(extension.length <= 63);
      assert.ok(checkConsistency({ oldSize, oldRoot, size, root, proof: extension }));
      assert.ok(
        !checkConsistency({
          oldSize,
          oldRoot: flip(oldRoot, index % 256),
          size,
          root,
          proof: extension,
        }),
      );
      // A stretch of 256, as uploads prove it.
      const start = index - (index % 256);
      const end = Math.min(start + 256, size);
      const hash = rangeRoot({ start, end }, read);
      assert.ok(
        checkSubtree({
          start,
          end,
          hash,
          size,
          root,
          proof: subtreeProof({ start, end }, size, read),
        }),
      );
    }),
    { numRuns: 300 },
  );
});

test('ranges fall apart into complete subtrees that fill them', () => {
  fc.assert(
    fc.property(vastSize, vastSize, (a, b) => {
      const range: Range = { start: Math.min(a, b), end: Math.max(a, b) };
      let at = range.start;
      for (const { level, index } of rangeNodes(range)) {
        assert.equal(index * 2 ** level, at);
        at += 2 ** level;
      }
      assert.equal(at, range.end);
    }),
  );
});

test('checks answer no to whatever is not a proof', () => {
  const anyNumber = fc.oneof(fc.double(), fc.integer({ min: -2, max: 80 }), fc.maxSafeInteger());
  const anyHash = fc.oneof(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array({ maxLength: 70 }));
  fc.assert(
    fc.property(
      anyNumber,
      anyNumber,
      anyNumber,
      anyHash,
      anyHash,
      fc.array(anyHash, { maxLength: 66 }),
      (start, end, size, hash, root, proof) => {
        assert.ok(!checkInclusion({ index: start, leaf: hash, size, root, proof }) || hash === root || size === 1);
        checkSubtree({ start, end, hash, size, root, proof });
        checkConsistency({ oldSize: end, oldRoot: hash, size, root, proof });
      },
    ),
  );
  const root = rangeRoot({ start: 0, end: 9 }, read);
  const proof = inclusionProof(8, 9, read);
  for (const size of [9.5, NaN, Infinity, -1, 2 ** 53]) {
    assert.ok(!checkInclusion({ index: 8, leaf: leaves[8]!, size, root, proof }));
  }
  assert.ok(!checkInclusion({ index: 8, leaf: leaves[8]!, size: 9, root, proof: Array(64).fill(root) }));
});

test('what a careless check would take', () => {
  // [1, 3) is no subtree: climbing from its ends to where they meet would find the root of three.
  const root = rangeRoot({ start: 0, end: 3 }, read);
  assert.ok(!checkSubtree({ start: 1, end: 3, hash: root, size: 3, root, proof: [] }));
  // Hashes that are too short, filled up with zeros, would be the ones meant.
  const short = leaves[0]!.slice(0, 31);
  const filled = leaves[0]!.with(31, 0);
  assert.ok(!checkInclusion({ index: 0, leaf: short, size: 1, root: short, proof: [] }));
  const pair = nodeHash(filled, filled);
  assert.ok(checkInclusion({ index: 0, leaf: filled, size: 2, root: pair, proof: [filled] }));
  assert.ok(!checkInclusion({ index: 0, leaf: filled, size: 2, root: pair, proof: [short] }));
  assert.ok(!checkInclusion({ index: 0, leaf: short, size: 2, root: pair, proof: [filled] }));
  assert.ok(!checkInclusion({ index: 0, leaf: filled, size: 2, root: pair.slice(0, 31), proof: [filled] }));
});

test('the empty tree begins every tree, and no other root does for it', () => {
  const root = rangeRoot({ start: 0, end: 5 }, read);
  assert.ok(checkConsistency({ oldSize: 0, oldRoot: EMPTY_ROOT, size: 5, root, proof: [] }));
  assert.ok(!checkConsistency({ oldSize: 0, oldRoot: root, size: 5, root, proof: [] }));
  assert.ok(!checkConsistency({ oldSize: 0, oldRoot: EMPTY_ROOT, size: 5, root, proof: [root] }));
  assert.ok(!checkConsistency({ oldSize: 0, oldRoot: EMPTY_ROOT, size: 0, root, proof: [] }));
  assert.deepEqual(consistencyProof(0, 5, read), []);
});
