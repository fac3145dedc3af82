// A tree grown from leaf hashes and held against what is claimed of it: its upper hash tiles and the roots that were receipted. An audit grows one
// from the entries. From the first place where tile/0 says otherwise it grows a second one from those hashes, and the signed head decides which of
// the two was altered.

import { HASH_BYTES } from '@parley/record/hash';
import { equalBytes } from '@parley/record/bytes';
import { tilePath, type WrittenTile } from '@parley/record/tile';
import { Tiles } from '#record/tiles';
import { bytesAt } from '#audit/report';

/** What stands against a file, to be said if this tree is the one that the head signs. */
export type Charge = { file: string; where: string | undefined; text: string };

/** Charges kept: beyond these nobody reads on. */
const CHARGES_KEPT = 100;

/** A cosigned size, the root that it says, and where in the file of receipts. */
export type SignedRoot = { size: number; root: Uint8Array; where: string };

export type LaneOptions = {
  /** The bytes of a tile's file below the log's folder; undefined if there is none, or it is too large. */
  readTile: (path: string) => Promise<Uint8Array | undefined>;
  /** In growing size. */
  roots: readonly SignedRoot[];
  /** The folder of the log, with a slash. */
  under: string;
  receipts: string;
};

export class Lane {
  readonly charges: Charge[] = [];
  /** Between these sizes, both receipted, the first entry lies that is not the one that was signed. */
  parted: { from: number; to: number } | undefined;
  #tiles: Tiles;
  #options: LaneOptions;
  #nextRoot: number;

  constructor(options: LaneOptions, from?: Lane) {
    this.#options = options;
    this.#tiles = new Tiles(from === undefined ? undefined : from.#tiles);
    this.#nextRoot = from === undefined ? 0 : from.#nextRoot;
    if (from === undefined) return;
    this.charges.push(...from.charges);
    this.parted = from.parted;
  }

  root(): Uint8Array {
    return this.#tiles.root();
  }

  /** Appends packed leaf hashes, and compares whatever they complete. */
  async append(packed: Uint8Array): Promise<void> {
    const { roots } = this.#options;
    let at = 0;
    while (at < packed.length) {
      const next = roots[this.#nextRoot];
      const size = this.#tiles.size;
      const left = packed.length / HASH_BYTES - at / HASH_BYTES;
      const take = next === undefined ? left : Math.min(left, next.size - size);
      const leaves: Uint8Array[] = [];
      for (let i = 0; i < take; i++, at += HASH_BYTES) leaves.push(packed.subarray(at, at + HASH_BYTES));
      for (const tile of this.#tiles.append(leaves)) await this.#compare(tile);
      if (next?.size !== this.#tiles.size) continue;
      if (!equalBytes(this.#tiles.root(), next.root)) {
        this.parted ??= { from: roots[this.#nextRoot - 1]?.size ?? 0, to: next.size };
        const text = `the root of ${next.size} entries is not the one that was signed: the log has shown two histories`;
        this.#charge({ file: this.#options.receipts, where: next.where, text });
      }
      this.#nextRoot++;
    }
  }

  /** Compares the tiles that are not full. */
  async end(): Promise<void> {
    for (const tile of this.#tiles.partial()) await this.#compare(tile);
  }

  // Level 0 is what the leaves are read from, or compared with, themselves.
  async #compare(tile: WrittenTile): Promise<void> {
    if (tile.level === 0) return;
    const path = tilePath(tile);
    const file = this.#options.under + path;
    const found = await this.#options.readTile(path);
    if (found === undefined || found.length !== tile.hashes.length) {
      this.#charge(lengthCharge(file, found, tile.hashes.length));
      return;
    }
    const wrong = firstWrongHash(found, tile.hashes);
    if (wrong === undefined) return;
    const text = `it is not the hash of the 256 hashes below it`;
    this.#charge({ file, where: bytesAt(wrong * HASH_BYTES, (wrong + 1) * HASH_BYTES), text });
  }

  #charge(charge: Charge): void {
    if (this.charges.length < CHARGES_KEPT) this.charges.push(charge);
  }
}

/** A file of hashes that is not there or not as long as it must be. */
export function lengthCharge(file: string, found: Uint8Array | undefined, expected: number): Charge {
  if (found === undefined) return { file, where: undefined, text: 'it is missing: the head implies it' };
  const where = bytesAt(Math.min(found.length, expected), Math.max(found.length, expected));
  return { file, where, text: `it has ${found.length} bytes, expected ${expected}` };
}

/** Which hash of a tile is the first that differs. */
export function firstWrongHash(found: Uint8Array, expected: Uint8Array): number | undefined {
  if (equalBytes(found, expected)) return undefined;
  return Math.floor(found.findIndex((byte, at) => byte !== expected[at]) / HASH_BYTES);
}
