// A log kept by hand, by somebody who has its real keys and no scruples: it can hold anything, be signed at any size and time, and have
// several branches. Built on the record alone; nothing of a node is in it.

import { parseAct } from '@parley/record/act';
import { encodeBase64url } from '@parley/record/base64';
import { concat, encodeUtf8 } from '@parley/record/bytes';
import { signCheckpoint } from '@parley/record/checkpoint';
import { leafHash } from '@parley/record/hash';
import type { Signer } from '@parley/record/signature';
import { encodeBundle, parseBundlePath, parseTilePath, TILE_WIDTH, tileWidth } from '@parley/record/tile';
import { consistencyProof, rangeRoot, readerOf, rootOf } from '@parley/record/tree';
import { encodeWordBundle, type WordLine } from '@parley/record/wordbundle';

type Kept = { bytes: Uint8Array; leaf: Uint8Array; line: WordLine };

export class HandLog {
  readonly origin: string;
  #signers: Signer[];
  #entries: Kept[];
  #keyActs: number[];

  constructor(origin: string, signers: Signer[], entries: Kept[] = [], keyActs: number[] = []) {
    this.origin = origin;
    this.#signers = signers;
    this.#entries = entries;
    this.#keyActs = keyActs;
  }

  /** Another history with the same first `size` entries. */
  branch(size: number): HandLog {
    return new HandLog(
      this.origin,
      this.#signers,
      this.#entries.slice(0, size),
      this.#keyActs.filter((index) => index < size),
    );
  }

  get size(): number {
    return this.#entries.length;
  }

  /** What `keys` is to be in the next act, for an officer who wants it heard. */
  get keysForNext(): number | undefined {
    return this.#keyActs.at(-1);
  }

  /** Anything at all. `words`: the disclosures, in any order; those that an act names are laid where it names them. */
  append(bytes: Uint8Array, words: readonly { digest: string; text: string }[] = []): void {
    const parsed = parseAct(bytes);
    const digests = parsed.ok ? (parsed.act.payload._sd ?? []) : [];
    const line = digests.map((digest) => words.find((one) => one.digest === digest)?.text ?? null);
    if (parsed.ok && /^(accord|officer|party)\./.test(parsed.act.payload.type)) this.#keyActs.push(this.size);
    this.#entries.push({ bytes, leaf: leafHash(bytes), line });
  }

  entry(index: number): Uint8Array {
    return this.#entries[index]!.bytes;
  }

  idOf(index: number): string {
    return encodeBase64url(this.#entries[index]!.leaf);
  }

  rootAt(size: number): Uint8Array {
    return rootOf(this.#leaves(size));
  }

  proof(oldSize: number, size: number): Uint8Array[] {
    return oldSize === 0 || oldSize === size ? [] : consistencyProof(oldSize, size, readerOf(this.#leaves(size)));
  }

  /** The head of the first `size` entries, signed at `time` seconds. */
  sign(size: number, time: number): Promise<string> {
    return signCheckpoint({ origin: this.origin, size, root: this.rootAt(size) }, this.#signers, time);
  }

  /** A tile, bundle or words file of the tree of `size`, or undefined. */
  resource(path: string, size: number): Uint8Array | undefined {
    const isWords = path.startsWith('words/');
    const bundle = parseBundlePath(isWords ? path.replace('words/', 'tile/entries/') : path);
    if (bundle !== undefined) {
      if (bundle.width > tileWidth(0, bundle.index, size)) return undefined;
      const from = bundle.index * TILE_WIDTH;
      const kept = this.#entries.slice(from, from + bundle.width);
      return isWords ? encodeWordBundle(kept.map(({ line }) => line)) : encodeBundle(kept.map(({ bytes }) => bytes));
    }
    const tile = parseTilePath(path);
    if (tile === undefined || tile.width > tileWidth(tile.level, tile.index, size)) return undefined;
    const read = readerOf(this.#leaves(size));
    const span = TILE_WIDTH ** tile.level;
    const hashes = Array.from({ length: tile.width }, (_, at) => {
      const start = (tile.index * TILE_WIDTH + at) * span;
      return rangeRoot({ start, end: start + span }, read);
    });
    return concat(...hashes);
  }

  #leaves(size: number): Uint8Array[] {
    return this.#entries.slice(0, size).map(({ leaf }) => leaf);
  }
}

/** Flips one bit. */
export function tampered(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = bytes.slice();
  if (copy.length === 0) return encodeUtf8('x');
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = copy[at]! ^ (1 << (bit % 8));
  return copy;
}
