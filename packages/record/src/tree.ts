// The Merkle tree of RFC 6962 §2.1 (= RFC 9162 §2.1): its root, the three proofs, and the right edge that a log grows from.
//
//     MTH({})   = SHA-256("")
//     MTH(D[n]) = SHA-256(01 ‖ MTH(D[0:k]) ‖ MTH(D[k:n])),  k = the largest power of two below n
//
// One proof serves for all (draft-ietf-plants-merkle-tree-certs §4.4, which c2sp.org/tlog-mirror uses): that the *subtree*
// [start, end) is part of the tree of a size. A leaf is the subtree [m, m+1): its proof is the inclusion proof. An older
// tree is the subtree [0, m): its proof is the consistency proof. A range is a subtree if its start is a multiple of the
// smallest power of two that is not below its width; so it occurs, whole, in every larger tree.
//
// What an attacker controls: proofs, and the sizes and hashes of what is not verified. The checks therefore take anything
// and answer yes or no; a size that is not a whole number from 0 to 2^53 − 1 is a no. Sizes go beyond 32 bits, so they are
// never shifted: halves and remainders alone.

import { equalBytes } from './bytes.ts';
import { EMPTY_ROOT, HASH_BYTES, nodeHash } from './hash.ts';

/**
 * Gives the hash of the complete subtree [index · 2^level, (index + 1) · 2^level). Level 0 holds the leaf hashes. It is
 * only asked for subtrees that lie within the tree at hand, and throws if it cannot give one (a fault, not a refusal).
 */
export type HashReader = (level: number, index: number) => Uint8Array;

/** A complete subtree, by the coordinates that a `HashReader` takes. */
export type Node = { level: number; index: number };

/** Entries start … end − 1. */
export type Range = { start: number; end: number };

/** No proof in a tree of up to 2^63 entries is longer. */
export const PROOF_HASHES_MAX = 63;

/** A reader of the tree over leaf hashes in memory. It hashes anew at every call: for tests and small trees. */
export function readerOf(leafHashes: readonly Uint8Array[]): HashReader {
  const read: HashReader = (level, index) => {
    if (level > 0) return nodeHash(read(level - 1, 2 * index), read(level - 1, 2 * index + 1));
    const leaf = leafHashes[index];
    if (leaf === undefined) throw new RangeError(`read leaf ${index}: there are ${leafHashes.length}`);
    return leaf;
  };
  return read;
}

/** The root over leaf hashes. */
export function rootOf(leafHashes: readonly Uint8Array[]): Uint8Array {
  const frontier = emptyFrontier();
  for (const leaf of leafHashes) appendLeaf(frontier, leaf);
  return frontierRoot(frontier);
}

// ── proofs, by those who hold the hashes ──

/** Proves that entry `index` is in the tree of `size`. */
export function inclusionProof(index: number, size: number, read: HashReader): Uint8Array[] {
  return subtreeProof({ start: index, end: index + 1 }, size, read);
}

/** Proves that the tree of `size` begins with the tree of `oldSize`. */
export function consistencyProof(oldSize: number, size: number, read: HashReader): Uint8Array[] {
  return subtreeProof({ start: 0, end: oldSize }, size, read);
}

/** Proves that the subtree is part of the tree of `size`. Throws if it is no subtree of it. */
export function subtreeProof(subtree: Range, size: number, read: HashReader): Uint8Array[] {
  return proofRanges(subtree, size).map((range) => rangeRoot(range, read));
}

/** The ranges whose roots are the proof that the subtree is part of the tree of `size`, in proof order. */
export function proofRanges(subtree: Range, size: number): Range[] {
  const { start, end } = subtree;
  if (!isSubtree(start, end) || !isSize(size) || end > size) {
    throw new RangeError(`prove [${start}, ${end}) in a tree of ${size}: it is no subtree of it`);
  }
  const ranges: Range[] = [];
  // The empty tree is part of every tree, and nothing needs to be shown.
  if (end > start) collect(start, end, 0, size, true, ranges);
  return ranges;
}

// P of the draft. `known` says that the verifier has the hash of [start, end) itself, not only of a tree that ends with it.
function collect(start: number, end: number, low: number, high: number, known: boolean, ranges: Range[]): void {
  if (start === low && end === high) {
    if (!known) ranges.push({ start, end });
    return;
  }
  const middle = low + splitOf(high - low);
  if (end <= middle) {
    collect(start, end, low, middle, known, ranges);
    ranges.push({ start: middle, end: high });
  } else {
    // A subtree that reaches across the middle starts at `low`: what is left of the middle is told, the rest is proven.
    collect(Math.max(start, middle), end, middle, high, known && start >= middle, ranges);
    ranges.push({ start: low, end: middle });
  }
}

/** The root of the entries of a subtree, or of a whole tree (start 0); `EMPTY_ROOT` if there are none. */
export function rangeRoot(range: Range, read: HashReader): Uint8Array {
  const nodes = rangeNodes(range);
  let root: Uint8Array | undefined;
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = read(nodes[i]!.level, nodes[i]!.index);
    root = root === undefined ? node : nodeHash(node, root);
  }
  return root ?? EMPTY_ROOT;
}

/** The complete subtrees, as large as they come, that make up a range; from left to right. */
export function rangeNodes(range: Range): Node[] {
  const nodes: Node[] = [];
  let at = range.start;
  while (at < range.end) {
    const room = floorLog2(range.end - at);
    const level = at === 0 ? room : Math.min(room, trailingZeros(at));
    const width = 2 ** level;
    nodes.push({ level, index: at / width });
    at += width;
  }
  return nodes;
}

// ── checks, by those who hold roots alone ──

/** Whether `proof` shows that the leaf hash `leaf` is entry `index` of the tree of `size` with `root` (RFC 9162 §2.1.3.2). */
export function checkInclusion(claim: {
  index: number;
  leaf: Uint8Array;
  size: number;
  root: Uint8Array;
  proof: readonly Uint8Array[];
}): boolean {
  const { index, leaf, size, root, proof } = claim;
  return checkSubtree({ start: index, end: index + 1, hash: leaf, size, root, proof });
}

/**
 * Whether `proof` shows that the tree of `size` with `root` begins with the tree of `oldSize` with `oldRoot` (RFC 9162
 * §2.1.4.2). The tree without entries begins every tree: then `oldRoot` must be `EMPTY_ROOT` and the proof empty.
 */
export function checkConsistency(claim: {
  oldSize: number;
  oldRoot: Uint8Array;
  size: number;
  root: Uint8Array;
  proof: readonly Uint8Array[];
}): boolean {
  const { oldSize, oldRoot, size, root, proof } = claim;
  if (oldSize === size && !equalBytes(oldRoot, root)) return false;
  return checkSubtree({ start: 0, end: oldSize, hash: oldRoot, size, root, proof });
}

/**
 * Whether `proof` shows that the subtree [start, end) with `hash` is part of the tree of `size` with `root` (§4.4.3 of the
 * draft). An empty subtree is part of any tree that reaches it: of that tree's root it shows nothing.
 */
export function checkSubtree(claim: {
  start: number;
  end: number;
  hash: Uint8Array;
  size: number;
  root: Uint8Array;
  proof: readonly Uint8Array[];
}): boolean {
  const { start, end, hash, size, root, proof } = claim;
  if (!isSubtree(start, end) || !isSize(size) || end > size) return false;
  if (hash.length !== HASH_BYTES || root.length !== HASH_BYTES) return false;
  if (proof.length > PROOF_HASHES_MAX || proof.some((step) => step.length !== HASH_BYTES)) return false;
  if (start === end) return proof.length === 0 && equalBytes(hash, EMPTY_ROOT);

  // Three walkers climb from the last leaf level: the subtree's first and last entry, and the tree's last entry.
  let first = start;
  let last = end - 1;
  let tip = size - 1;
  const climb = () => {
    first = half(first);
    last = half(last);
    tip = half(tip);
  };
  if (last === tip) while (first !== last) climb();
  else while (first !== last && last % 2 === 1) climb();

  // If the subtree is complete here, its own hash is where both computations begin; else the proof tells a common start.
  const told = first !== last;
  if (told && proof.length === 0) return false;
  let inner = told ? proof[0]! : hash;
  let outer = inner;
  for (let i = told ? 1 : 0; i < proof.length; i++) {
    const step = proof[i]!;
    if (tip === 0) return false;
    if (last % 2 === 1 || last === tip) {
      if (first < last) inner = nodeHash(step, inner);
      outer = nodeHash(step, outer);
      while (last % 2 === 0) climb();
    } else {
      outer = nodeHash(outer, step);
    }
    climb();
  }
  return tip === 0 && equalBytes(inner, hash) && equalBytes(outer, root);
}

/** Whether [start, end) is a subtree of every tree that reaches as far. An empty range is one. */
export function isSubtree(start: number, end: number): boolean {
  if (!isSize(start) || !isSize(end) || start > end) return false;
  const width = end - start;
  return width < 2 || start % (2 * splitOf(width)) === 0;
}

/** Whether a number can be the size of a tree: whole, 0 to 2^53 − 1. */
export function isSize(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0;
}

// ── the right edge ──

/** What a log needs in order to grow: the complete subtrees of its tree from left to right, at most 53 hashes. */
export type Frontier = { size: number; nodes: Uint8Array[] };

export function emptyFrontier(): Frontier {
  return { size: 0, nodes: [] };
}

/** The frontier of a tree of `size` whose hashes are at hand. */
export function frontierAt(size: number, read: HashReader): Frontier {
  return {
    size,
    nodes: rangeNodes({ start: 0, end: size }).map(({ level, index }) => read(level, index)),
  };
}

/** A second frontier that can go its own way: to see what root entries would give before they are kept. */
export function copyFrontier(frontier: Frontier): Frontier {
  return { size: frontier.size, nodes: [...frontier.nodes] };
}

/**
 * Appends a leaf hash: one hash on average. `onNode` hears of every complete subtree that comes to be, the leaf first.
 */
export function appendLeaf(
  frontier: Frontier,
  leaf: Uint8Array,
  onNode?: (level: number, index: number, hash: Uint8Array) => void,
): void {
  const { nodes } = frontier;
  let level = 0;
  let index = frontier.size;
  let hash = leaf;
  onNode?.(level, index, hash);
  while (index % 2 === 1) {
    hash = nodeHash(nodes.pop()!, hash);
    level += 1;
    index = (index - 1) / 2;
    onNode?.(level, index, hash);
  }
  nodes.push(hash);
  frontier.size += 1;
}

/** The root of the tree so far. */
export function frontierRoot(frontier: Frontier): Uint8Array {
  return frontier.nodes.length === 0 ? EMPTY_ROOT : frontier.nodes.reduceRight((right, left) => nodeHash(left, right));
}

// ── whole numbers up to 2^53 ──

const WORD = 2 ** 32;

/** The largest power of two below `size`, which is 2 or more. */
function splitOf(size: number): number {
  return 2 ** floorLog2(size - 1);
}

function floorLog2(value: number): number {
  return value >= WORD ? 63 - Math.clz32(Math.floor(value / WORD)) : 31 - Math.clz32(value);
}

function trailingZeros(value: number): number {
  const low = value % WORD;
  if (low === 0) return 32 + trailingZeros(value / WORD);
  return 31 - Math.clz32(low & -low);
}

function half(value: number): number {
  return Math.floor(value / 2);
}
