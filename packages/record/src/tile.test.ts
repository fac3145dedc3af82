import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeUtf8, equalBytes } from './bytes.ts';
import { leafHash } from './hash.ts';
import {
  appendToTiles,
  bundlePath,
  bundlesOf,
  encodeBundle,
  parseBundle,
  parseBundlePath,
  parseTilePath,
  tilePath,
  tileReader,
  tilesFor,
  tilesOf,
  tileWidth,
  type Tile,
  type TileMemory,
  type TileReader,
} from './tile.ts';
import {
  appendLeaf,
  checkConsistency,
  checkInclusion,
  checkSubtree,
  consistencyProof,
  emptyFrontier,
  frontierAt,
  frontierRoot,
  inclusionProof,
  proofRanges,
  rangeRoot,
  subtreeProof,
} from './tree.ts';

test('paths have one spelling', () => {
  const paths: [Tile, string][] = [
    [{ level: 0, index: 5, width: 256 }, 'tile/0/005'],
    [{ level: 1, index: 999, width: 1 }, 'tile/1/999.p/1'],
    [{ level: 2, index: 1000, width: 255 }, 'tile/2/x001/000.p/255'],
    [{ level: 0, index: 1234067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 63, index: Number.MAX_SAFE_INTEGER, width: 17 }, 'tile/63/x009/x007/x199/x254/x740/991.p/17'],
  ];
  for (const [tile, path] of paths) {
    assert.equal(tilePath(tile), path);
    assert.deepEqual(parseTilePath(path), tile);
    const bundle = { index: tile.index, width: tile.width };
    const entries = path.replace(/^tile\/[0-9]+/, 'tile/entries');
    assert.equal(bundlePath(bundle), entries);
    assert.deepEqual(parseBundlePath(entries), bundle);
    assert.equal(parseBundlePath(path), undefined);
    assert.equal(parseTilePath(entries), undefined);
  }
});

test('other spellings are none', () => {
  const refused = [
    'tile/0/5',
    'tile/0/0005',
    'tile/0/x000/005',
    'tile/00/005',
    'tile/64/005',
    'tile/-1/005',
    'tile/0/005.p/0',
    'tile/0/005.p/256',
    'tile/0/005.p/01',
    'tile/0/005.p/',
    'tile/0/005.p',
    'tile/0/005/',
    '/tile/0/005',
    'tile/0/x001/x234',
    'tile/0/001/234',
    'tile/0/../005',
    'tile/0/005\n',
    'tile/0/x009/x007/x199/x254/x740/992',
    'tile/8/0/005',
    'tile/data/005',
    'tile/entries/005 ',
  ];
  for (const path of refused) {
    assert.equal(parseTilePath(path), undefined, path);
    assert.equal(parseBundlePath(path), undefined, path);
  }
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.stringMatching(/^tile\/[0-9e]{1,2}\/[x0-9/]{3,9}(\.p\/[0-9]{1,3})?$/)),
      (path) => {
        const tile = parseTilePath(path);
        if (tile !== undefined) assert.equal(tilePath(tile), path);
        const bundle = parseBundlePath(path);
        if (bundle !== undefined) assert.equal(bundlePath(bundle), path);
      },
    ),
  );
});

test('a size implies its tiles', () => {
  const widths = (size: number) => {
    const levels: number[][] = [];
    for (const { level, width } of tilesOf(size)) (levels[level] ??= []).push(width);
    return levels;
  };
  assert.deepEqual(widths(0), []);
  assert.deepEqual(widths(1), [[1]]);
  assert.deepEqual(widths(255), [[255]]);
  assert.deepEqual(widths(256), [[256], [1]]);
  assert.deepEqual(widths(257), [[256, 1], [1]]);
  assert.deepEqual(widths(70_000), [[...Array(273).fill(256), 112], [256, 17], [1]]);
  assert.equal(tileWidth(6, 31, Number.MAX_SAFE_INTEGER), 0);
  assert.equal(tileWidth(6, 0, Number.MAX_SAFE_INTEGER), 31);
  assert.deepEqual([...bundlesOf(258, 256)], [{ index: 1, width: 2 }]);
  // What is new between two sizes, with what was there, is all there is.
  fc.assert(
    fc.property(fc.nat(70_000), fc.nat(3000), (oldSize, more) => {
      const size = oldSize + more;
      const kept = [...tilesOf(oldSize)].filter(({ level, index, width }) => tileWidth(level, index, size) === width);
      const all = [...kept, ...tilesOf(size, oldSize)].map(tilePath);
      assert.deepEqual(new Set(all), new Set([...tilesOf(size)].map(tilePath)));
      assert.equal(new Set(all).size, all.length);
    }),
    { numRuns: 50 },
  );
});

// A log that keeps its tiles as files, by path, as they were written; it never drops a partial one.
function writtenLog(sizes: number[]) {
  const frontier = emptyFrontier();
  const files = new Map<string, Uint8Array>();
  const roots: Uint8Array[] = [frontierRoot(frontier)];
  const leaves: Uint8Array[] = [];
  const readTile: TileReader = (tile) => {
    const file = files.get(tilePath(tile));
    assert.ok(file !== undefined, `no file ${tilePath(tile)}`);
    return file;
  };
  for (const size of sizes) {
    const batch: Uint8Array[] = [];
    while (leaves.length < size) {
      const leaf = leafHash(encodeUtf8(`entry ${leaves.length}`));
      leaves.push(leaf);
      batch.push(leaf);
    }
    for (const { hashes, ...tile } of appendToTiles(frontier, batch, readTile)) {
      assert.ok(!files.has(tilePath(tile)), `${tilePath(tile)} was written twice`);
      assert.equal(hashes.length, tile.width * 32);
      files.set(tilePath(tile), hashes);
    }
    roots[size] = frontierRoot(frontier);
  }
  return { files, roots, leaves, frontier, readTile };
}

test('appending in batches writes exactly the tiles that the sizes imply, and proofs come out of them', () => {
  const sizes = [1, 2, 255, 256, 257, 300, 512, 700, 1000, 70_000, 70_001];
  const log = writtenLog(sizes);
  const expected = new Set<string>();
  for (const [i, size] of sizes.entries()) {
    for (const tile of tilesOf(size, sizes[i - 1])) expected.add(tilePath(tile));
  }
  assert.deepEqual(new Set(log.files.keys()), expected);

  const once = emptyFrontier();
  for (const leaf of log.leaves) appendLeaf(once, leaf);
  assert.deepEqual(once, log.frontier);

  for (const size of sizes) {
    const root = log.roots[size]!;
    const read = tileReader(size, log.readTile);
    assert.deepEqual(frontierRoot(frontierAt(size, read)), root);
    assert.deepEqual(rangeRoot({ start: 0, end: size }, read), root);
    for (const index of [0, 1, 254, 255, 256, 511, 699, 65_535, 65_536, 69_999].filter((i) => i < size)) {
      const proof = inclusionProof(index, size, read);
      assert.ok(checkInclusion({ index, leaf: log.leaves[index]!, size, root, proof }));
    }
    for (const oldSize of sizes.filter((old) => old <= size)) {
      const proof = consistencyProof(oldSize, size, read);
      assert.ok(checkConsistency({ oldSize, oldRoot: log.roots[oldSize]!, size, root, proof }));
    }
    const start = Math.max(0, 256 * Math.floor((size - 1) / 256));
    const hash = rangeRoot({ start, end: size }, read);
    const proof = subtreeProof({ start, end: size }, size, read);
    assert.ok(checkSubtree({ start, end: size, hash, size, root, proof }));
  }
});

test('the tiles to fetch are all that a proof reads', () => {
  const sizes = [300, 66_000, 70_001];
  const log = writtenLog(sizes);
  const size = 70_001;
  for (const subtree of [
    { start: 0, end: 1 },
    { start: 69_999, end: 70_000 },
    { start: 0, end: 300 },
    { start: 0, end: 66_000 },
  ]) {
    const fetched = new Set(tilesFor(proofRanges(subtree, size), size).map(tilePath));
    const used = new Set<string>();
    subtreeProof(
      subtree,
      size,
      tileReader(size, (tile) => {
        used.add(tilePath(tile));
        return log.readTile(tile);
      }),
    );
    assert.deepEqual(used, fetched);
    assert.ok(fetched.size <= 6);
  }
});

test('a reader cuts a tile that is wider than it needs, and faults on one that is shorter', () => {
  const log = writtenLog([256]);
  const full = log.files.get('tile/0/000')!;
  const read = tileReader(200, () => full);
  assert.deepEqual(rangeRoot({ start: 0, end: 200 }, read), frontierRoot(frontierAt(200, read)));
  assert.throws(() => tileReader(200, () => full.subarray(0, 199 * 32))(0, 0), RangeError);
  assert.throws(() => read(0, 200), RangeError);
});

test('readers of several sizes can share what they remember', () => {
  const sizes = [300, 700, 66_000];
  const log = writtenLog(sizes);
  const memory: TileMemory = new Map();
  let read = 0;
  for (const size of [...sizes, ...sizes]) {
    const reader = tileReader(
      size,
      (tile) => {
        read++;
        return log.readTile(tile);
      },
      memory,
    );
    for (const index of [0, 256, 299]) {
      const proof = inclusionProof(index, size, reader);
      assert.ok(checkInclusion({ index, leaf: log.leaves[index]!, size, root: log.roots[size]!, proof }));
    }
  }
  // Every tile once: that of the first 256 and the second, at level 0 and 1, at each width that a proof needs.
  assert.equal(read, memory.size);
  for (let i = 0; i < 65_000; i += 256) inclusionProof(i, 66_000, tileReader(66_000, log.readTile, memory));
  assert.equal(memory.size, 64);
});

test('bundles: what is encoded is read again, and nothing else is', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { minLength: 1, maxLength: 8 }), (entries) => {
      const bytes = encodeBundle(entries);
      const parsed = parseBundle(bytes, entries.length);
      assert.ok(parsed.ok);
      assert.deepEqual(parsed.entries, entries);
      assert.equal(parseBundle(bytes, entries.length + 1).ok, false);
      assert.equal(parseBundle(bytes, entries.length - 1).ok, false);
      assert.equal(parseBundle(bytes.subarray(0, -1), entries.length).ok, false);
      assert.equal(parseBundle(encodeBundle([...entries, Uint8Array.of()]), entries.length).ok, false);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(6), (bytes, width) => {
      const parsed = parseBundle(bytes, width);
      if (parsed.ok) assert.ok(equalBytes(encodeBundle(parsed.entries), bytes));
    }),
  );
  assert.equal(encodeBundle([new Uint8Array(65_535)]).length, 65_537);
  assert.throws(() => encodeBundle([new Uint8Array(65_536)]), RangeError);
});
