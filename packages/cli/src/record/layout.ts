// What files a record is made of, as an export lays them out and an audit expects them. A path is always generated, from a size that was
// signed; what is found in a folder is only ever compared with that.
//
//     accord.json                      the founding document, byte for byte
//     policy                           every key of the accord, quorum none
//     <origin hash>/checkpoint         the newest cosigned head; absent while nobody has cosigned the log
//     <origin hash>/receipts           every cosigned checkpoint that is kept, in growing (size, time, cosigner)
//     <origin hash>/rekeys             the acts of this log that replace keys, with their indices; absent where there are none
//     <origin hash>/policy             when a head of this log is settled
//     <origin hash>/tile/<L>/…         hash tiles, one partial tile a level
//     <origin hash>/tile/entries/…     the entries
//     <origin hash>/words/…            the words of the entries, named as the bundles
//     <origin hash>/withheld           digests of words left out on purpose, a line each, in the order of the log
//     <origin hash>/erased             digests of words that an erasure of the same log names and that are deleted, likewise
//
// The origin hash is the SHA-256 of the origin in hexadecimal.

import { encodeUtf8 } from '@parley/record/bytes';
import { sha256 } from '@parley/record/hash';
import { encodeHex } from '@parley/record/hex';
import { bundlePath, parseBundlePath, parseTilePath, tileWidth, type Bundle } from '@parley/record/tile';

export const ACCORD = 'accord.json';
export const POLICY = 'policy';
export const CHECKPOINT = 'checkpoint';
export const RECEIPTS = 'receipts';
export const REKEYS = 'rekeys';
export const WITHHELD = 'withheld';
export const ERASED = 'erased';

/** The name of a log's folder. */
export function originHash(origin: string): string {
  return encodeHex(sha256(encodeUtf8(origin)));
}

/** The words of a bundle's entries lie under the bundle's own name. */
export function wordsPath(bundle: Bundle): string {
  return bundlePath(bundle).replace('tile/entries/', 'words/');
}

/** Whether a record has this file. `sizes`: by origin hash, the size of the log's head; 0 without one. */
export function isImplied(path: string, sizes: ReadonlyMap<string, number>): boolean {
  if (path === ACCORD || path === POLICY) return true;
  const slash = path.indexOf('/');
  const size = sizes.get(path.slice(0, slash));
  if (slash < 0 || size === undefined) return false;
  const below = path.slice(slash + 1);
  if (below === POLICY || below === RECEIPTS || below === WITHHELD || below === ERASED) return true;
  if (below === CHECKPOINT || below === REKEYS) return size > 0;
  const bundle = parseBundlePath(below.startsWith('words/') ? below.replace('words/', 'tile/entries/') : below);
  if (bundle !== undefined) return bundle.width === tileWidth(0, bundle.index, size);
  const tile = parseTilePath(below);
  return tile !== undefined && tile.width === tileWidth(tile.level, tile.index, size);
}
