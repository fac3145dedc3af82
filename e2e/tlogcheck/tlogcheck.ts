/**
 * A verifier of C2SP transparency logs that shares no code with Parley: written from the C2SP texts, so that a
 * misreading in one of the two shows as a disagreement between them.
 *
 * `checkTree` reads a whole log in tlog-tiles layout and recomputes it from its entries; `checkProof` checks one
 * entry's `.tlog-proof`. Both yield findings as they go. The log is accepted iff no finding failed.
 */
import { parseBase64, parseDecimal, parseUtf8, signatureTypeName } from './note.ts';
import { isQuorum, openCheckpoint, type OpenedCheckpoint, type Policy } from './policy.ts';
import { Refused, refuseUnless } from './refused.ts';
import type { Source } from './source.ts';
import {
  bundleBytesMax,
  encodeTilePath,
  hashBytes,
  hashLeaf,
  isIncluded,
  parseBundle,
  TileTree,
  tileWidth,
  type Tile,
} from './tree.ts';

/** `note` is worth a line, but neither for nor against the log. */
export type Finding = { verdict: 'ok' | 'fail' | 'note'; text: string };

/** Hundreds of ML-DSA-44 lines fit; a file that does not end is no checkpoint. */
export const checkpointBytesMax = 1 << 20;

/** Resources asked for ahead of the one in hand: hides latency, and bounds memory at this many bundles. */
const lookAhead = 4;

const proofHashesMax = 63;

const ok = (text: string): Finding => ({ verdict: 'ok', text });
const fail = (text: string): Finding => ({ verdict: 'fail', text });
const note = (text: string): Finding => ({ verdict: 'note', text });

/** Yields what `inner` yields; where it is refused, that is the last finding. */
async function* untilRefused(inner: AsyncIterable<Finding> | Iterable<Finding>): AsyncGenerator<Finding> {
  try {
    yield* inner;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    yield fail(error.message);
  }
}

/** Reads `checkpoint` and everything that its size implies. Operational failures of `source` are thrown. */
export function checkTree(source: Source, policy: Policy): AsyncGenerator<Finding> {
  return untilRefused(treeFindings(source, policy));
}

/** `proof` is a whole `.tlog-proof` file, `entry` the entry's bytes without length prefix. */
export function checkProof(proof: Uint8Array, entry: Uint8Array, policy: Policy): AsyncGenerator<Finding> {
  return untilRefused(proofFindings(proof, entry, policy));
}

async function* treeFindings(source: Source, policy: Policy): AsyncGenerator<Finding> {
  const bytes = await source('checkpoint', checkpointBytesMax);
  refuseUnless(bytes !== null, () => 'checkpoint: not there');
  // From here on the log has vouched for the size: only now may tiles be asked for.
  const opened = openCheckpoint(bytes, policy);
  yield* checkpointFindings(opened, policy);
  yield* tileFindings(source, opened);
}

function* checkpointFindings(opened: OpenedCheckpoint, policy: Policy): Generator<Finding> {
  const { checkpoint, logKeys, cosigned, unknownLines } = opened;
  const root = Buffer.from(checkpoint.root).toString('base64');
  yield ok(`checkpoint: origin ${checkpoint.origin}, size ${checkpoint.size}, root ${root}`);
  for (const key of logKeys) {
    yield ok(`signature of the log: ${key.name} ${key.keyId}, ${signatureTypeName(key.type)}`);
  }
  for (const [name, key] of policy.witnesses) {
    const time = cosigned.get(name);
    const who = `witness ${name}: ${key.name} ${key.keyId}, ${signatureTypeName(key.type)}`;
    yield time === undefined ? note(`${who}: has not cosigned`) : ok(`${who}, time ${time}`);
  }
  if (unknownLines > 0) yield note(`signature lines of unknown keys, ignored: ${unknownLines}`);
  const names = [...cosigned.keys()];
  yield isQuorum(policy, new Set(names))
    ? ok(`quorum ${policy.quorum}: satisfied`)
    : fail(`quorum ${policy.quorum}: not satisfied by ${names.join(', ') || 'no cosignature'}`);
}

async function* tileFindings(source: Source, opened: OpenedCheckpoint): AsyncGenerator<Finding> {
  const { size, root } = opened.checkpoint;
  const tree = new TileTree();
  const counts: { full: number; partialWidth: number; wrong: number }[] = [];
  const bundles = Math.ceil(size / tileWidth);
  const widthOf = (n: number) => Math.min(tileWidth, size - n * tileWidth);

  async function* compare(tile: Tile, served: Served): AsyncGenerator<Finding> {
    const width = tile.bytes.length / hashBytes;
    const count = (counts[tile.level] ??= { full: 0, partialWidth: 0, wrong: 0 });
    if (width === tileWidth) count.full += 1;
    else count.partialWidth = width;
    try {
      const bytes = cutTile(served, width);
      const wrong = firstDifference(bytes, tile.bytes);
      refuseUnless(
        wrong === null,
        () =>
          `${served.path}: hash ${wrong} is not that of ` +
          (tile.level === 0
            ? `entry ${tile.index * tileWidth + wrong!}`
            : `tile/${tile.level - 1} number ${tile.index * tileWidth + wrong!}`),
      );
      if (served.width > width) yield note(`${served.path}: stands for its partial tile of width ${width}`);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      count.wrong += 1;
      yield fail(error.message);
    }
  }

  const reads = readAhead(bundles, async (n) => {
    const width = widthOf(n);
    const [bundle, leaves] = await Promise.all([readTile(source, 'entries', n, width), readTile(source, 0, n, width)]);
    return { n, width, bundle, leaves };
  });
  for await (const { n, width, bundle, leaves } of reads) {
    const filled: Tile[] = [];
    // A bundle that cannot be read is refused here: without its entries nothing behind it can be recomputed.
    const entries = parseBundle(takeBytes(bundle), bundle.width, bundle.path);
    for (const entry of entries.slice(0, width)) filled.push(...tree.append(hashLeaf(entry)));
    if (bundle.width > width) yield note(`${bundle.path}: stands for its partial bundle of width ${width}`);
    const tiles = n === bundles - 1 ? [...filled, ...tree.partials()] : filled;
    for (const tile of tiles) {
      const served =
        tile.level === 0 ? leaves : await readTile(source, tile.level, tile.index, tile.bytes.length / hashBytes);
      yield* compare(tile, served);
    }
  }

  yield ok(`entries: ${size} in ${bundles} bundles`);
  for (const [level, { full, partialWidth, wrong }] of counts.entries()) {
    const partial = partialWidth === 0 ? '' : ` and one of width ${partialWidth}`;
    const text = `tiles of level ${level}: ${full} full${partial}`;
    yield wrong === 0 ? ok(text) : fail(`${text}, of which wrong: ${wrong}`);
  }
  const computed = tree.root();
  yield Buffer.compare(computed, root) === 0
    ? ok(`root: recomputed from ${size} entries`)
    : fail(`root: the entries give ${Buffer.from(computed).toString('base64')}, the checkpoint says otherwise`);
}

/** What stands at a tile's path, or why nothing could be had there. `width` 256 may stand for any partial one. */
type Served = { path: string; width: number; content: Uint8Array | Refused };

/** A log may drop a partial tile once the full one exists, so ask for the partial one first, then for the full. */
async function readTile(source: Source, level: number | 'entries', index: number, width: number): Promise<Served> {
  const bytesMax = level === 'entries' ? bundleBytesMax : tileWidth * hashBytes;
  for (const tried of new Set([width, tileWidth])) {
    const path = encodeTilePath(level, index, tried);
    try {
      const content = await source(path, bytesMax);
      if (content !== null) return { path, width: tried, content };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { path, width: tried, content: error };
    }
  }
  const path = encodeTilePath(level, index, width);
  return { path, width, content: new Refused(`${path}: not there`) };
}

function takeBytes(served: Served): Uint8Array {
  if (served.content instanceof Refused) throw served.content;
  return served.content;
}

function cutTile(served: Served, width: number): Uint8Array {
  const bytes = takeBytes(served);
  const expectedBytes = served.width * hashBytes;
  refuseUnless(
    bytes.length === expectedBytes,
    () => `${served.path}: ${bytes.length} bytes, expected ${expectedBytes}`,
  );
  return bytes.subarray(0, width * hashBytes);
}

function firstDifference(a: Uint8Array, b: Uint8Array): number | null {
  if (Buffer.compare(a, b) === 0) return null;
  return Math.floor(a.findIndex((byte, i) => byte !== b[i]) / hashBytes);
}

/** `read(0)`, `read(1)` … in order, a few of them under way at any time. */
async function* readAhead<T>(count: number, read: (n: number) => Promise<T>): AsyncGenerator<Awaited<T>> {
  const queue: Promise<T>[] = [];
  for (let n = 0; n < count || queue.length > 0;) {
    while (n < count && queue.length < lookAhead) {
      const promise = read(n);
      promise.catch(() => {}); // Thrown where it is awaited; if we stop before that, it does not matter any more.
      queue.push(promise);
      n += 1;
    }
    yield await queue.shift()!;
  }
}

function* proofFindings(proof: Uint8Array, entry: Uint8Array, policy: Policy): Generator<Finding> {
  const { index, path, hasExtra, checkpoint: bytes } = parseProof(proof);
  if (hasExtra) yield note('extra line: signed by nobody, ignored');
  const opened = openCheckpoint(bytes, policy);
  yield* checkpointFindings(opened, policy);
  const { size, root } = opened.checkpoint;
  yield isIncluded(hashLeaf(entry), index, size, path, root)
    ? ok(`inclusion: the entry is number ${index} of ${size}`)
    : fail(`inclusion: the proof does not show the entry as number ${index} of ${size}`);
}

type Proof = { index: number; path: Uint8Array[]; hasExtra: boolean; checkpoint: Uint8Array };

/** c2sp.org/tlog-proof: a head without empty lines, an empty line, the checkpoint verbatim. */
function parseProof(bytes: Uint8Array): Proof {
  const all = parseUtf8(bytes, 'proof');
  const split = all.indexOf('\n\n');
  refuseUnless(split >= 0, () => 'proof: no empty line before the checkpoint');
  const [version, ...lines] = all.slice(0, split).split('\n');
  refuseUnless(version === 'c2sp.org/tlog-proof@v1', () => 'proof: first line is not c2sp.org/tlog-proof@v1');
  const hasExtra = lines[0]?.startsWith('extra ') ?? false;
  if (hasExtra) parseBase64(lines.shift()!.slice('extra '.length), 'proof: extra');
  const [indexLine = '', ...hashes] = lines;
  refuseUnless(indexLine.startsWith('index '), () => 'proof: no index line');
  refuseUnless(hashes.length <= proofHashesMax, () => `proof: more than ${proofHashesMax} hashes`);
  const path = hashes.map((line, i) => {
    const hash = parseBase64(line, `proof: hash ${i}`);
    refuseUnless(hash.length === hashBytes, () => `proof: hash ${i} has ${hash.length} bytes, expected 32`);
    return hash;
  });
  return {
    index: parseDecimal(indexLine.slice('index '.length), 'proof: index'),
    path,
    hasExtra,
    checkpoint: Buffer.from(all.slice(split + 2)),
  };
}
