// The hash tiles of a log, made from its leaf hashes alone as they go by: what an export writes and an audit compares with.

import { appendToTiles, type WrittenTile, TILE_WIDTH } from '@parley/record/tile';
import { copyFrontier, emptyFrontier, frontierRoot, type Frontier } from '@parley/record/tree';

export class Tiles {
  #frontier: Frontier;
  /** The tile at the right edge of each level, while it is not full. */
  #edge: Map<number, WrittenTile>;

  constructor(from?: Tiles) {
    this.#frontier = from === undefined ? emptyFrontier() : copyFrontier(from.#frontier);
    this.#edge = new Map(from === undefined ? [] : from.#edge);
  }

  get size(): number {
    return this.#frontier.size;
  }

  root(): Uint8Array {
    return frontierRoot(this.#frontier);
  }

  /** Appends leaf hashes; gives the tiles that became full, level by level upwards. */
  append(leaves: Iterable<Uint8Array>): WrittenTile[] {
    const full: WrittenTile[] = [];
    for (const tile of appendToTiles(this.#frontier, leaves, ({ level }) => this.#edge.get(level)!.hashes)) {
      if (tile.width === TILE_WIDTH) {
        full.push(tile);
        this.#edge.delete(tile.level);
      } else this.#edge.set(tile.level, tile);
    }
    return full.sort((a, b) => a.level - b.level || a.index - b.index);
  }

  /** The tiles that are not full, at most one a level. */
  partial(): WrittenTile[] {
    return [...this.#edge.values()].sort((a, b) => a.level - b.level);
  }
}
