/**
 * The Merkle tree of RFC 6962 §2.1 with SHA-256, and its tiles (c2sp.org/tlog-tiles).
 *
 *     leaf(d) = SHA-256(00 || d)        node(l, r) = SHA-256(01 || l || r)        empty tree = SHA-256("")
 *
 * Hash i of tile (L, n) is the root of the 256^L entries from (n·256 + i)·256^L. Only a full tile is hashed into the
 * level above; what does not fill one is a partial tile of width 1 … 255. A bundle is 256 entries (or, partial, fewer),
 * each a big-endian uint16 length and the bytes.
 *
 * `TileTree` recomputes all of this from leaf hashes alone and holds one tile a level: 8 KiB for each factor of 256.
 */
import { hash } from 'node:crypto';
import { refuseUnless } from './refused.ts';

export const hashBytes = 32;
export const tileWidth = 256;
export const bundleBytesMax = tileWidth * (2 + 0xffff);
export const emptyRoot: Uint8Array = hash('sha256', '', 'buffer');

export type Tile = { level: number; index: number; bytes: Uint8Array };

export function hashLeaf(entry: Uint8Array): Uint8Array {
  const input = Buffer.allocUnsafe(1 + entry.length);
  input[0] = 0x00;
  input.set(entry, 1);
  return hash('sha256', input, 'buffer');
}

const nodeInput = Buffer.alloc(1 + 2 * hashBytes, 0x01);

export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + hashBytes);
  return hash('sha256', nodeInput, 'buffer');
}

/** The root of `count` hashes side by side, `count` a power of two. */
function hashPerfect(hashes: Uint8Array, count: number): Uint8Array {
  if (count === 1) return hashes.subarray(0, hashBytes);
  const row = Uint8Array.from(hashes.subarray(0, count * hashBytes));
  for (let width = count; width > 1; width /= 2) {
    for (let i = 0; i < width; i += 2) {
      const left = row.subarray(i * hashBytes, (i + 1) * hashBytes);
      const right = row.subarray((i + 1) * hashBytes, (i + 2) * hashBytes);
      row.set(hashNode(left, right), (i / 2) * hashBytes);
    }
  }
  return row.subarray(0, hashBytes);
}

export class TileTree {
  /** Per level: the hashes not yet in a full tile, and that tile's index. */
  #levels: { hashes: Uint8Array; width: number; index: number }[] = [];

  /** Appends a leaf hash; returns the tiles it filled, lowest level first. */
  append(leafHash: Uint8Array): Tile[] {
    const filled: Tile[] = [];
    let carry = leafHash;
    for (let level = 0; ; level += 1) {
      const row = (this.#levels[level] ??= {
        hashes: new Uint8Array(tileWidth * hashBytes),
        width: 0,
        index: 0,
      });
      row.hashes.set(carry, row.width * hashBytes);
      row.width += 1;
      if (row.width < tileWidth) return filled;
      filled.push({ level, index: row.index, bytes: Uint8Array.from(row.hashes) });
      carry = hashPerfect(row.hashes, tileWidth);
      row.width = 0;
      row.index += 1;
    }
  }

  /** The tiles that are not full, lowest level first; none is empty. */
  partials(): Tile[] {
    return this.#levels.flatMap(({ hashes, width, index }, level) =>
      width === 0 ? [] : [{ level, index, bytes: hashes.slice(0, width * hashBytes) }],
    );
  }

  /** Each bit of the size is a perfect subtree, the largest leftmost; the root joins them from the right. */
  root(): Uint8Array {
    const peaks: Uint8Array[] = [];
    for (const { hashes, width } of this.#levels.toReversed()) {
      let from = 0;
      for (let count = tileWidth / 2; count >= 1; count /= 2) {
        if ((width & count) === 0) continue;
        peaks.push(hashPerfect(hashes.subarray(from * hashBytes), count));
        from += count;
      }
    }
    if (peaks.length === 0) return emptyRoot;
    return peaks.reduceRight((right, left) => hashNode(left, right));
  }
}

/**
 * RFC 9162 §2.1.3.2: is `leafHash` the one at `index` in the tree of `size` with `root`?
 * `path` goes from the leaf upwards.
 */
export function isIncluded(
  leafHash: Uint8Array,
  index: number,
  size: number,
  path: Uint8Array[],
  root: Uint8Array,
): boolean {
  if (index >= size) return false;
  let fn = BigInt(index);
  let sn = BigInt(size - 1);
  let current = leafHash;
  for (const sibling of path) {
    if (sn === 0n) return false;
    if ((fn & 1n) === 1n || fn === sn) {
      current = hashNode(sibling, current);
      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      current = hashNode(current, sibling);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n && Buffer.compare(current, root) === 0;
}

/** `tile/<L>/<N>[.p/<W>]`, or `tile/entries/<N>[.p/<W>]`; `width` 256 is the full tile. */
export function encodeTilePath(level: number | 'entries', index: number, width: number): string {
  let path = String(index % 1000).padStart(3, '0');
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${String(rest % 1000).padStart(3, '0')}/${path}`;
  }
  return `tile/${level}/${path}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** Exactly `width` entries, nothing before, between or behind them. */
export function parseBundle(bytes: Uint8Array, width: number, what: string): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let offset = 0;
  for (let i = 0; i < width; i += 1) {
    const [high, low] = bytes.subarray(offset, offset + 2);
    refuseUnless(high !== undefined && low !== undefined, () => `${what}: ends after ${i} entries of ${width}`);
    const end = offset + 2 + (high * 256 + low);
    refuseUnless(end <= bytes.length, () => `${what}: entry ${i} of the bundle is cut short`);
    entries.push(bytes.subarray(offset + 2, end));
    offset = end;
  }
  refuseUnless(
    offset === bytes.length,
    () => `${what}: ${bytes.length - offset} bytes behind the last of ${width} entries`,
  );
  return entries;
}
