// A log as this node has it: its head, its right edge, and the proofs and files that follow from them. The same for our own log, which
// only `Filing` extends, and for our copy of a counterpart's, which only its `Mirror` extends.

import { concat, equalBytes } from '@parley/record/bytes';
import { parseBase64url } from '@parley/record/base64';
import {
  encodeBundle,
  parseBundlePath,
  parseTilePath,
  TILE_WIDTH,
  tileReader,
  tileWidth,
  type TileMemory,
} from '@parley/record/tile';
import {
  appendLeaf,
  consistencyProof,
  copyFrontier,
  frontierAt,
  frontierRoot,
  inclusionProof,
  rangeRoot,
  type Frontier,
  type HashReader,
} from '@parley/record/tree';
import { mayRekey } from './rekeys.ts';
import type { Head, LogStore } from './store.ts';

/** Roots of earlier sizes that are kept at hand: acts that were signed at about the same time have seen the same head. */
const ROOTS_REMEMBERED = 256;

export class Log {
  readonly store: LogStore;
  #head: Head;
  #frontier: Frontier;
  #roots = new Map<number, Uint8Array>();
  #tiles: TileMemory = new Map();
  #rekeys: number[];

  /** `rekeys`: indices of those of its entries that may replace keys. */
  constructor(store: LogStore, rekeys: readonly number[] = []) {
    this.store = store;
    this.#rekeys = [...rekeys];
    this.#head = store.head();
    this.#frontier = frontierAt(this.#head.size, this.#reader(this.#head.size));
    if (!equalBytes(frontierRoot(this.#frontier), this.#head.root)) {
      throw new Error(`the entries of ${store.origin} do not give the root of its head: the database is damaged`);
    }
  }

  get origin(): string {
    return this.store.origin;
  }

  get party(): string {
    return this.store.party;
  }

  /** Indices of entries that may replace keys, ascending. */
  get rekeys(): readonly number[] {
    return this.#rekeys;
  }

  get head(): Head {
    return this.#head;
  }

  get size(): number {
    return this.#head.size;
  }

  /** Of committed entries alone, so that what is remembered of a tile stays true. */
  #reader(size: number): HashReader {
    return tileReader(
      size,
      ({ level, index, width }) =>
        concat(...this.store.treeHashes(level, index * TILE_WIDTH, index * TILE_WIDTH + width)),
      this.#tiles,
    );
  }

  /** The root that this log had at an earlier size, or undefined for a size it has not reached. */
  rootAt(size: number): Uint8Array | undefined {
    if (!Number.isSafeInteger(size) || size < 0 || size > this.#head.size) return undefined;
    if (size === this.#head.size) return this.#head.root;
    let root = this.#roots.get(size);
    if (root === undefined) {
      root = rangeRoot({ start: 0, end: size }, this.#reader(size));
      const oldest = this.#roots.size < ROOTS_REMEMBERED ? undefined : this.#roots.keys().next().value;
      if (oldest !== undefined) this.#roots.delete(oldest);
      this.#roots.set(size, root);
    }
    return root;
  }

  inclusionProof(index: number, size: number): Uint8Array[] {
    return inclusionProof(index, size, this.#reader(size));
  }

  consistencyProof(oldSize: number, size: number): Uint8Array[] {
    return oldSize === 0 ? [] : consistencyProof(oldSize, size, this.#reader(size));
  }

  /** Size and root that these further leaves (act ids) would give, storing nothing. */
  rehearse(ids: readonly string[]): { size: number; root: Uint8Array } {
    const rehearsal = this.rehearsal();
    for (const id of ids) rehearsal.append(id);
    return rehearsal.head();
  }

  /** As `rehearse`, leaf by leaf, from the log as it is now. */
  rehearsal(): { append: (id: string) => void; head: () => { size: number; root: Uint8Array } } {
    const frontier = copyFrontier(this.#frontier);
    return {
      append: (id) => appendLeaf(frontier, parseBase64url(id)!),
      head: () => ({ size: frontier.size, root: frontierRoot(frontier) }),
    };
  }

  /** Begins to extend the log. Nothing of it counts until `settle`; dropped, in a transaction rolled back, it leaves no trace. */
  extend(): Extension {
    return new Extension(this, copyFrontier(this.#frontier));
  }

  /**
   * Moves the time of the head alone, before a signature that carries it: max(now, the last one). Within a transaction.
   * Gives what to call once the transaction is durable.
   */
  touch(nowSeconds: number): { head: Head; settle: () => void } {
    return this.advance({ ...this.#head, time: Math.max(this.#head.time, nowSeconds) }, this.#frontier, []);
  }

  /** Compare-and-set of the head to what an extension made of it. For `Extension` and `touch`. */
  advance(head: Head, frontier: Frontier, rekeys: readonly number[]): { head: Head; settle: () => void } {
    this.store.moveHead(this.#head, head);
    return {
      head,
      settle: () => {
        if (this.#head.size !== head.size) this.#roots.set(this.#head.size, this.#head.root);
        this.#head = head;
        this.#frontier = frontier;
        this.#rekeys.push(...rekeys);
      },
    };
  }

  /** The bytes of a tile or bundle path in the tree of `size`, or undefined where that tree has none. */
  resource(path: string, size: number): Uint8Array | undefined {
    const bundle = parseBundlePath(path);
    if (bundle !== undefined) {
      if (bundle.width > tileWidth(0, bundle.index, size)) return undefined;
      const from = bundle.index * TILE_WIDTH;
      return encodeBundle(this.store.entries(from, from + bundle.width));
    }
    const tile = parseTilePath(path);
    if (tile === undefined || tile.width > tileWidth(tile.level, tile.index, size)) return undefined;
    const from = tile.index * TILE_WIDTH;
    return concat(...this.store.treeHashes(tile.level, from, from + tile.width));
  }
}

/** Entries on their way into a log. */
export class Extension {
  #log: Log;
  #frontier: Frontier;
  #rekeys: number[] = [];

  constructor(log: Log, frontier: Frontier) {
    this.#log = log;
    this.#frontier = frontier;
  }

  get size(): number {
    return this.#frontier.size;
  }

  get root(): Uint8Array {
    return frontierRoot(this.#frontier);
  }

  /** Stores the next entry. `id` is its leaf hash; `disclosures` a JSON array text, absent where the act has no words. */
  append(id: string, entry: Uint8Array, disclosures: string | undefined): number {
    const index = this.#frontier.size;
    this.#log.store.putEntry(index, id, entry, disclosures);
    if (mayRekey(entry)) this.#rekeys.push(index);
    this.#grow(parseBase64url(id)!);
    return index;
  }

  #grow(leaf: Uint8Array): void {
    appendLeaf(this.#frontier, leaf, (level, index, hash) => {
      // Only the hashes of full tiles are kept; level 0 are the entries' own ids, between tile levels nothing is stored.
      if (level > 0 && level % 8 === 0) this.#log.store.putTreeHash(level / 8, index, hash);
    });
  }

  /** Moves the head to what was appended, within the transaction that stored it. Call `settle` after the commit. */
  moveHead(nowSeconds: number): { head: Head; settle: () => void } {
    const time = Math.max(this.#log.head.time, nowSeconds);
    return this.#log.advance({ size: this.#frontier.size, root: this.root, time }, this.#frontier, this.#rekeys);
  }
}
