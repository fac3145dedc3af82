// Tiles (c2sp.org/tlog-tiles@v0.1.0): the tree and its entries as static files that never change once they are full.
//
//     tile/<L>/<N>            256 hashes, 8192 bytes     hash i is the root of the complete subtree (8·L, 256·N + i)
//     tile/<L>/<N>.p/<W>      the first W of them, 1–255
//     tile/entries/<N>[.p/<W>]  the entries themselves: big-endian u16 length, bytes, again and again
//
// <N> is in groups of three digits, all but the last behind an "x": 1234067 is x001/x234/067. Only full tiles are hashed
// into the level above. A tree of a size has floor(size / 256^L) hashes at level L, so which tiles there are, and how wide
// the last of each level is, follows from the size alone: whoever has a verified checkpoint generates the paths and never
// takes one from anybody. A log may drop a partial tile once the full one is there; a reader cuts what it needs from that.

import { HASH_BYTES, nodeHash } from './hash.ts';
import { refuse, type Result } from './refusal.ts';
import { appendLeaf, isSize, rangeNodes, type Frontier, type HashReader, type Node, type Range } from './tree.ts';

/** Hashes in a full tile, entries in a full bundle. */
export const TILE_WIDTH = 256;
export const TILE_BYTES = TILE_WIDTH * HASH_BYTES;

/** An entry's length has two bytes in a bundle. */
export const BUNDLE_ENTRY_BYTES_MAX = 65_535;

/** One hash tile: `width` is 1 to 256, 256 for a full one. */
export type Tile = { level: number; index: number; width: number };

/** One bundle of entries: those from 256 · `index` on, `width` of them. */
export type Bundle = { index: number; width: number };

// ── paths ──

/** The path of a hash tile, without a leading slash. */
export function tilePath({ level, index, width }: Tile): string {
  return `tile/${level}/${numberPath(index)}${widthPath(width)}`;
}

/** The path of a bundle, without a leading slash. */
export function bundlePath({ index, width }: Bundle): string {
  return `tile/entries/${numberPath(index)}${widthPath(width)}`;
}

const TILE_PATH = /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** Reads the one path that a tile has, or gives undefined. Whether a size implies the tile is another question. */
export function parseTilePath(path: string): Tile | undefined {
  const parts = TILE_PATH.exec(path);
  if (parts === null || parts[1] === 'entries') return undefined;
  const level = Number(parts[1]);
  const place = placeOf(parts[2]!, parts[3]);
  return place === undefined || level > 63 ? undefined : { level, ...place };
}

/** Reads the one path that a bundle has, or gives undefined. */
export function parseBundlePath(path: string): Bundle | undefined {
  const parts = TILE_PATH.exec(path);
  return parts === null || parts[1] !== 'entries' ? undefined : placeOf(parts[2]!, parts[3]);
}

function numberPath(index: number): string {
  let path = String(index % 1000).padStart(3, '0');
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${String(rest % 1000).padStart(3, '0')}/${path}`;
  }
  return path;
}

function widthPath(width: number): string {
  return width === TILE_WIDTH ? '' : `.p/${width}`;
}

function placeOf(groups: string, partial: string | undefined): Bundle | undefined {
  const index = Number(groups.replaceAll(/[x/]/g, ''));
  const width = partial === undefined ? TILE_WIDTH : Number(partial);
  if (!isSize(index) || numberPath(index) !== groups) return undefined;
  if (partial !== undefined && width >= TILE_WIDTH) return undefined;
  return { index, width };
}

// ── what a size implies ──

/** How wide tile `index` of `level` is in the tree of `size`: 0 if there is none, 256 if it is full. */
export function tileWidth(level: number, index: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
}

/**
 * The hash tiles that a tree of `size` has and a tree of `oldSize` had not, the partial one of each level last; level by
 * level upwards. Level 0 also gives the bundles: same index, same width.
 */
export function* tilesOf(size: number, oldSize = 0): Generator<Tile> {
  for (let level = 0; ; level++) {
    const hashes = Math.floor(size / TILE_WIDTH ** level);
    if (hashes === 0) return;
    const oldHashes = Math.floor(oldSize / TILE_WIDTH ** level);
    if (oldHashes === hashes) return;
    for (let index = Math.floor(oldHashes / TILE_WIDTH); index * TILE_WIDTH < hashes; index++) {
      yield { level, index, width: tileWidth(level, index, size) };
    }
  }
}

/** The bundles that a log of `size` has and a log of `oldSize` had not. */
export function* bundlesOf(size: number, oldSize = 0): Generator<Bundle> {
  for (const { level, index, width } of tilesOf(size, oldSize)) {
    if (level > 0) return;
    yield { index, width };
  }
}

/** The tiles, at their width in the tree of `size`, from which the roots of `ranges` can be read: what to fetch first. */
export function tilesFor(ranges: readonly Range[], size: number): Tile[] {
  const tiles = new Map<string, Tile>();
  for (const range of ranges) {
    for (const node of rangeNodes(range)) {
      const tile = tileOf(node, size);
      tiles.set(tilePath(tile), tile);
    }
  }
  return [...tiles.values()];
}

// The tile whose hashes lie at, or under, a complete subtree.
function tileOf(node: Node, size: number): Tile {
  const level = Math.floor(node.level / 8);
  const index = Math.floor((node.index * 2 ** (node.level % 8)) / TILE_WIDTH);
  return { level, index, width: tileWidth(level, index, size) };
}

// ── proofs out of tiles ──

/** Gives the hashes of a tile: `width` · 32 bytes, or more of the same tile. Throws if it cannot: a fault. */
export type TileReader = (tile: Tile) => Uint8Array;

/** Tiles and their inner hashes that a reader has used last. Each takes 16 KiB. */
export type TileMemory = Map<string, Uint8Array[]>;

/** The top tiles of a large log, those of one entry's path, and those of the few logs beside it. */
const TILES_REMEMBERED_MAX = 64;

/**
 * A hash reader over the tiles of the tree of `size`. Between the hashes of a tile lie seven levels that no file holds;
 * they are worked out once a tile (255 hashes) and remembered. Readers of several sizes may share a memory if all are of one
 * log and of entries that it will never take back; by default each has its own. The hashes are views of the tiles.
 */
export function tileReader(size: number, readTile: TileReader, memory: TileMemory = new Map()): HashReader {
  return (level, index) => {
    const tile = tileOf({ level, index }, size);
    const levels = recalled(tile, readTile, memory);
    const inner = level % 8;
    while (levels.length <= inner) levels.push(halved(levels.at(-1)!));
    const at = (index - tile.index * 2 ** (8 - inner)) * HASH_BYTES;
    const hash = levels[inner]!.subarray(at, at + HASH_BYTES);
    if (hash.length !== HASH_BYTES) {
      throw new RangeError(`read subtree ${index} of level ${level}: not in a tree of ${size}`);
    }
    return hash;
  };
}

// The levels of a tile that have been worked out so far, lowest first; what was used longest ago is forgotten.
function recalled(tile: Tile, readTile: TileReader, memory: TileMemory): Uint8Array[] {
  const { level, index, width } = tile;
  const key = `${level}/${index}/${width}`;
  let levels = memory.get(key);
  if (levels === undefined) {
    const hashes = readTile(tile);
    const length = width * HASH_BYTES;
    if (hashes.length < length) {
      throw new RangeError(`read ${tilePath(tile)}: ${hashes.length} bytes, expected ${length}`);
    }
    levels = [hashes.subarray(0, length)];
    const oldest = memory.size < TILES_REMEMBERED_MAX ? undefined : memory.keys().next().value;
    if (oldest !== undefined) memory.delete(oldest);
  } else {
    memory.delete(key);
  }
  memory.set(key, levels);
  return levels;
}

// The hashes one level up: of complete pairs only.
function halved(hashes: Uint8Array): Uint8Array {
  const pairs = Math.floor(hashes.length / (2 * HASH_BYTES));
  const up = new Uint8Array(pairs * HASH_BYTES);
  for (let i = 0; i < pairs; i++) {
    const at = 2 * i * HASH_BYTES;
    const hash = nodeHash(hashes.subarray(at, at + HASH_BYTES), hashes.subarray(at + HASH_BYTES, at + 2 * HASH_BYTES));
    up.set(hash, i * HASH_BYTES);
  }
  return up;
}

// ── growing ──

/** A tile with its bytes: what a log writes. */
export type WrittenTile = Tile & { hashes: Uint8Array };

/**
 * Appends leaf hashes to the frontier and gives every hash tile that changed, at its new width, each once. `readTile` is
 * asked for the partial tiles at the right edge of the old tree, at most one a level.
 */
export function appendToTiles(
  frontier: Frontier,
  leafHashes: Iterable<Uint8Array>,
  readTile: TileReader,
): WrittenTile[] {
  const written: WrittenTile[] = [];
  const open: (WrittenTile | undefined)[] = [];
  const put = (binaryLevel: number, place: number, hash: Uint8Array) => {
    if (binaryLevel % 8 !== 0) return;
    const level = binaryLevel / 8;
    let tile = open[level];
    if (tile === undefined) {
      tile = {
        level,
        index: Math.floor(place / TILE_WIDTH),
        width: place % TILE_WIDTH,
        hashes: new Uint8Array(TILE_BYTES),
      };
      if (tile.width > 0) tile.hashes.set(readTile(tile).subarray(0, tile.width * HASH_BYTES));
      open[level] = tile;
    }
    tile.hashes.set(hash, tile.width * HASH_BYTES);
    tile.width += 1;
    if (tile.width === TILE_WIDTH) {
      written.push(tile);
      open[level] = undefined;
    }
  };
  for (const leaf of leafHashes) appendLeaf(frontier, leaf, put);
  for (const tile of open) {
    if (tile !== undefined) written.push({ ...tile, hashes: tile.hashes.slice(0, tile.width * HASH_BYTES) });
  }
  return written;
}

// ── bundles ──

/** The bytes of a bundle. Throws if an entry is too long for it: our own caller is at fault. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const entry of entries) {
    if (entry.length > BUNDLE_ENTRY_BYTES_MAX) throw new RangeError(`bundle an entry of ${entry.length} bytes`);
    length += 2 + entry.length;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const entry of entries) {
    bytes[at] = entry.length >> 8;
    bytes[at + 1] = entry.length & 0xff;
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
}

/** Reads a bundle of exactly `width` entries. The entries are views of `bytes`. */
export function parseBundle(bytes: Uint8Array, width: number): Result<{ entries: Uint8Array[] }, 'bundle.malformed'> {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length && entries.length < width) {
    const entry = takeEntry(bytes, at);
    if (entry === undefined)
      return refuse('bundle.malformed', `read a bundle: it breaks off in entry ${entries.length}`);
    entries.push(entry);
    at += 2 + entry.length;
  }
  if (entries.length !== width || at !== bytes.length) {
    return refuse(
      'bundle.malformed',
      `read a bundle: ${entries.length} entries and ${bytes.length - at} bytes more, expected ${width} entries`,
    );
  }
  return { ok: true, entries };
}

/** The entry whose length stands at `at`, or undefined if the bytes end before it does. */
export function takeEntry(bytes: Uint8Array, at: number): Uint8Array | undefined {
  if (at + 2 > bytes.length) return undefined;
  const end = at + 2 + ((bytes[at]! << 8) | bytes[at + 1]!);
  return end > bytes.length ? undefined : bytes.subarray(at + 2, end);
}
