import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { concat, encodeUtf8, equalBytes } from './bytes.ts';
import { leafHash } from './hash.ts';
import { nearly } from './mutations.fixture.ts';
import { appendToTiles, tilePath, tileReader } from './tile.ts';
import { emptyFrontier, frontierRoot } from './tree.ts';
import {
  checkPackage,
  checkUploadHead,
  encodeUpload,
  encodeUploadState,
  packageOf,
  packageRanges,
  parseUpload,
  parseUploadHead,
  parseUploadState,
  type Upload,
} from './upload.ts';

const ORIGIN = 'a.example/log';
const TREE_SIZE = 1500;
const entries = Array.from({ length: TREE_SIZE }, (_, i) => encodeUtf8(`entry ${i}`));
const leaves = entries.map(leafHash);

function treeOf(size: number) {
  const frontier = emptyFrontier();
  const tiles = new Map<string, Uint8Array>();
  for (const { hashes, ...tile } of appendToTiles(frontier, leaves.slice(0, size), () => new Uint8Array())) {
    tiles.set(tilePath(tile), hashes);
  }
  return {
    root: frontierRoot(frontier),
    read: tileReader(size, (tile) => tiles.get(tilePath(tile))!),
  };
}

function uploadOf(start: number, end: number, packages = Infinity): Upload {
  const { read } = treeOf(end);
  const ranges = [...packageRanges({ start, end })].slice(0, packages);
  return {
    head: { origin: ORIGIN, start, end, ticket: encodeUtf8('t') },
    packages: ranges.map((range) => packageOf(range, entries.slice(range.start, range.end), end, read)),
  };
}

function codeOf(result: { ok: true } | { ok: false; refusal: { code: string } }): string {
  return result.ok ? 'accepted' : result.refusal.code;
}

test('an upload is cut at multiples of 256', () => {
  const cut = (start: number, end: number) =>
    [...packageRanges({ start, end })].map((range) => [range.start, range.end]);
  assert.deepEqual(cut(3, 3), []);
  assert.deepEqual(cut(3, 5), [[3, 5]]);
  assert.deepEqual(cut(0, 256), [[0, 256]]);
  assert.deepEqual(cut(255, 600), [
    [255, 256],
    [256, 512],
    [512, 600],
  ]);
  assert.deepEqual(cut(2 ** 40, 2 ** 40 + 1), [[2 ** 40, 2 ** 40 + 1]]);
});

test('what is uploaded is read, proven and complete', () => {
  for (const [start, end] of [
    [0, 1],
    [0, 256],
    [1, 256],
    [255, 257],
    [0, 1500],
    [700, 1500],
    [1499, 1500],
    [1500, 1500],
  ] as const) {
    const upload = uploadOf(start, end);
    const bytes = encodeUpload(upload);
    const parsed = parseUpload(bytes);
    assert.ok(parsed.ok);
    assert.deepEqual(parsed.upload.head, upload.head);
    assert.ok(equalBytes(encodeUpload(parsed.upload), bytes));
    const { root } = treeOf(end);
    let next: number = start;
    for (const received of parsed.upload.packages) {
      assert.equal(received.start, next);
      const before = leaves.slice(received.start - (received.start % 256), received.start);
      const checked = checkPackage(received, before, { size: end, root });
      assert.ok(checked.ok);
      assert.deepEqual(checked.leafHashes, leaves.slice(received.start, received.end));
      const changed = { ...received, entries: received.entries.with(0, encodeUtf8('another')) };
      assert.equal(codeOf(checkPackage(changed, before, { size: end, root })), 'upload.proof');
      if (before.length > 0) {
        assert.equal(
          codeOf(checkPackage(received, before.with(0, leaves[1499]!), { size: end, root })),
          'upload.proof',
        );
        assert.throws(() => checkPackage(received, before.slice(1), { size: end, root }), RangeError);
      }
      next = received.end;
    }
    assert.equal(next, end);
  }
});

test('a request may hold the first packages alone, and may break off', () => {
  const bytes = encodeUpload(uploadOf(100, 1500));
  const first = encodeUpload(uploadOf(100, 1500, 2));
  assert.ok(equalBytes(first, bytes.subarray(0, first.length)));
  for (const length of [first.length, first.length + 1, first.length + 1000]) {
    const parsed = parseUpload(bytes.subarray(0, length));
    assert.ok(parsed.ok);
    assert.equal(parsed.upload.packages.length, 2);
    assert.equal(parsed.upload.packages[1]!.end, 512);
  }
  assert.equal(codeOf(parseUpload(bytes.subarray(0, 200))), 'upload.malformed');
});

test('no more than 32 packages are taken of one request', () => {
  const head = { origin: ORIGIN, start: 0, end: 40 * 256, ticket: new Uint8Array() };
  const packages = [...packageRanges(head)].map((range) => ({
    ...range,
    entries: Array.from({ length: 256 }, () => new Uint8Array()),
    proof: [],
  }));
  const parsed = parseUpload(encodeUpload({ head, packages }));
  assert.ok(parsed.ok);
  assert.equal(parsed.upload.packages.length, 32);
});

test('limits: 63 hashes and 65 535 bytes are taken, and not one more', () => {
  const hashes = (count: number) => Array<Uint8Array>(count).fill(leaves[0]!);
  const upload = (proof: Uint8Array[], bytes: number): Upload => ({
    head: { origin: ORIGIN, start: 0, end: 1, ticket: new Uint8Array(bytes) },
    packages: [{ start: 0, end: 1, entries: [new Uint8Array(bytes)], proof }],
  });
  const largest = upload(hashes(63), 65_535);
  assert.deepEqual(parseUpload(encodeUpload(largest)), { ok: true, upload: largest });
  assert.throws(() => encodeUpload(upload(hashes(64), 1)), RangeError);
  assert.throws(() => encodeUpload(upload([], 65_536)), RangeError);
});

test('uploads: whatever is read is written again', () => {
  const valid = encodeUpload(uploadOf(255, 260));
  const latin = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const bytes = nearly(latin(valid)).map((text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
  fc.assert(
    fc.property(fc.oneof(bytes, fc.uint8Array({ maxLength: 60 })), (input) => {
      const parsed = parseUpload(input);
      if (!parsed.ok) return;
      const again = encodeUpload(parsed.upload);
      assert.ok(equalBytes(again, input.subarray(0, again.length)));
    }),
    { numRuns: 1000 },
  );
  const parsed = parseUploadHead(concat(valid, new Uint8Array(9)));
  assert.ok(parsed.ok);
  assert.equal(parsed.length, 2 + ORIGIN.length + 16 + 2 + 1);
});

test('where an upload may begin', () => {
  const head = (start: number, end: number) => ({
    origin: ORIGIN,
    start,
    end,
    ticket: new Uint8Array(),
  });
  assert.ok(checkUploadHead(head(3, 5), [4, 5], 3).ok);
  assert.ok(checkUploadHead(head(0, 4), [4, 5], 3).ok);
  assert.equal(codeOf(checkUploadHead(head(0, 4), [], 0)), 'upload.nothing_pending');
  const ahead = checkUploadHead(head(4, 5), [4, 5], 3);
  assert.ok(!ahead.ok);
  assert.deepEqual([ahead.refusal.code, ahead.refusal['size'], ahead.refusal['next']], ['upload.elsewhere', 5, 3]);
  const unknown = checkUploadHead(head(3, 6), [4, 5], 3);
  assert.ok(!unknown.ok);
  assert.equal(unknown.refusal['size'], 5);
});

test('the answer that tells where to go on', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.maxSafeNat(), fc.uint8Array({ maxLength: 9 }), (size, next, ticket) => {
      const state = { size, next, ticket };
      assert.deepEqual(parseUploadState(encodeUploadState(state)), { ok: true, state });
    }),
  );
  fc.assert(
    fc.property(nearly('5\n3\ndGlja2V0\n', '5\n5\n\n'), (text) => {
      const parsed = parseUploadState(text);
      if (parsed.ok) assert.equal(encodeUploadState(parsed.state), text);
    }),
  );
});
