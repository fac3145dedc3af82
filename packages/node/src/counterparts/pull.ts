// Pulling: entries and their words are fetched bundle by bundle, in stretches, and each stretch is proven to be part of a signed
// checkpoint before it is stored. A pull that breaks off goes on where it stopped, and nothing unproven is ever in a log. The
// same serves for a counterpart's log and for our own, when its missing end comes back from the counterpart's copy.
//
// Words come with their entries, or nothing is held; except those that an `erasure` further on in the same offered log names, which
// whoever serves it may have deleted.

import { parseAct } from '@parley/record/act';
import { encodeBase64url } from '@parley/record/base64';
import { equalBytes } from '@parley/record/bytes';
import { leafHash } from '@parley/record/hash';
import type { Refusal } from '@parley/record/refusal';
import { bundlePath, parseBundle, TILE_WIDTH, tilePath, tileReader, tilesFor, tileWidth } from '@parley/record/tile';
import { checkConsistency, consistencyProof, proofRanges } from '@parley/record/tree';
import { checkWordLine, encodeWordLine, parseWordBundle, type WordLine } from '@parley/record/wordbundle';
import type { Log } from '../log/log.ts';
import type { Quota } from '../log/quota.ts';
import { seconds, type Clock } from '../platform/clock.ts';
import type { Database } from '../platform/sqlite.ts';
import type { Outcome } from './session.ts';
import { UnreachableError, type ExchangeResponse } from './transport.ts';

/** Bundles fetched, checked and stored at a time: enough to keep both cores and the disk busy. */
const BUNDLES_A_STRETCH = 8;
/** Bundles on their way at once: the words of each may be 64 MiB. */
const BUNDLES_AT_ONCE = 2;
/** A stretch of more bytes than these ends with the bundles that reached them, and the next is not fetched beside it. */
const STRETCH_BYTES = 32 * 1024 * 1024;

/** Reads a path below the log's origin hash, from whoever has the log. Throws `UnreachableError` when nobody answers. */
export type Fetch = (path: string) => Promise<ExchangeResponse>;

export type Target = { size: number; root: Uint8Array };

export type Pulled = { outcome: 'done' } | { outcome: Exclude<Outcome, 'done' | 'again'>; refusal: Refusal };

/** Stores everything up to `target`, of which the caller has verified the signature. `onStored` hears of each stretch. */
export async function pullUpTo(
  target: Target,
  log: Log,
  options: { database: Database; clock: Clock; fetch: Fetch; quota?: Quota; onStored?: () => void },
): Promise<Pulled> {
  let ahead: Promise<Stretch> | undefined;
  let erased: Erased | undefined;
  while (log.size < target.size) {
    const stretch = await (ahead ?? fetchStretch(log.size, target, options.fetch));
    ahead = undefined;
    if (!stretch.ok) return stretch.pulled;
    // Another pull of the same log may have stored these meanwhile: our own log comes back from several counterparts at once.
    const { from } = stretch;
    if (log.size !== from) continue;
    if (stretch.absent.length > 0) {
      erased ??= await erasuresAhead(target, log, options.fetch);
      const missing = stretch.absent.find(({ id, digest }) => erased?.get(id)?.has(digest) !== true);
      if (missing !== undefined) {
        const detail = `holding entry ${missing.index}: its words were not given, and no erasure names them`;
        return { outcome: 'refused', refusal: { code: 'hold.words', detail } };
      }
      if (log.size !== from) continue;
    }
    const { size, root } = log.rehearse(stretch.arrived.map(({ id }) => id));
    const shown = await showsExtension({ size, root }, target, options.fetch);
    if (log.size !== from) continue;
    if (shown !== 'extends') {
      const detail = `holding entries up to ${size}: ${SHOWN[shown]} of the checkpoint of ${target.size}`;
      return {
        outcome: 'refused',
        refusal: { code: shown === 'contradicts' ? 'log.inconsistent' : 'hold.not_served', detail },
      };
    }
    // The next stretch travels while this one is stored.
    if (size < target.size && stretch.bytes < STRETCH_BYTES) {
      ahead = fetchStretch(size, target, options.fetch);
      ahead.catch(() => undefined);
    }
    const stored = options.database.transaction((): { settle: () => void } | Refusal => {
      const now = seconds(options.clock.now());
      const exceeded = options.quota?.hold(log.store.number, stretch.arrived.length, stretch.bytes, now);
      if (exceeded !== undefined) return exceeded;
      const extension = log.extend();
      for (const { id, entry, line } of stretch.arrived) {
        extension.append(id, entry, line.length === 0 ? undefined : encodeWordLine(line));
      }
      return extension.moveHead(now);
    });
    if ('code' in stored) return { outcome: 'refused', refusal: stored };
    stored.settle();
    options.onStored?.();
  }
  return { outcome: 'done' };
}

/** What tiles show of two heads: that one extends the other, that it does not, or nothing, since they were not served. */
export type Shown = 'extends' | 'contradicts' | 'unserved';

const SHOWN = { contradicts: 'they do not give the root', unserved: 'the tiles are not served' } as const;

/** Whether the tiles of `target` show that it extends `old`. Throws `UnreachableError` when nobody answers. */
export async function showsExtension(old: Target, target: Target, fetch: Fetch): Promise<Shown> {
  const { size, root } = target;
  if (old.size > size) return 'contradicts';
  let proof: Uint8Array[] = [];
  if (old.size > 0 && old.size < size) {
    const wanted = tilesFor(proofRanges({ start: 0, end: old.size }, size), size);
    const tiles = new Map<string, Uint8Array>();
    for (const tile of wanted) {
      const response = await fetch(tilePath(tile));
      if (response.status >= 500) throw new UnreachableError(`status ${response.status}`);
      if (response.status !== 200) return 'unserved';
      if (response.body.length !== tile.width * 32) return 'contradicts';
      tiles.set(tilePath(tile), response.body);
    }
    proof = consistencyProof(
      old.size,
      size,
      tileReader(size, (tile) => tiles.get(tilePath(tile))!),
    );
  }
  return checkConsistency({ oldSize: old.size, oldRoot: old.root, size, root, proof }) ? 'extends' : 'contradicts';
}

/** By act id, the digests of its words that an erasure names. */
type Erased = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * What the erasures name that stand between what is held and `target`, whatever else is to be said of them: holding judges no meaning. The
 * entries must give the root that was signed, so that nobody is excused by an erasure that is not in the log. Undefined: they do not.
 */
async function erasuresAhead(target: Target, log: Log, fetch: Fetch): Promise<Erased | undefined> {
  const from = log.size;
  const rehearsal = log.rehearsal();
  const erased = new Map<string, Set<string>>();
  for (let index = Math.floor(from / TILE_WIDTH); index * TILE_WIDTH < target.size; index++) {
    const width = tileWidth(0, index, target.size);
    const response = await fetch(bundlePath({ index, width }));
    if (response.status >= 500) throw new UnreachableError(`status ${response.status}`);
    const bundle = response.status === 200 ? parseBundle(response.body, width) : undefined;
    if (bundle?.ok !== true) return undefined;
    for (const entry of bundle.entries.slice(Math.max(0, from - index * TILE_WIDTH))) {
      const parsed = parseAct(entry);
      rehearsal.append(parsed.ok ? parsed.act.id : encodeBase64url(leafHash(entry)));
      if (!parsed.ok || parsed.act.payload.type !== 'erasure') continue;
      const { of, words } = parsed.act.payload.body;
      if (typeof of !== 'string' || !Array.isArray(words)) continue;
      const named = erased.get(of) ?? new Set();
      for (const digest of words) if (typeof digest === 'string') named.add(digest);
      erased.set(of, named);
    }
  }
  return equalBytes(rehearsal.head().root, target.root) ? erased : undefined;
}

type Arrived = { id: string; entry: Uint8Array; line: WordLine };
/** `absent`: words that were not given. */
type Stretch =
  | {
      ok: true;
      from: number;
      arrived: Arrived[];
      absent: { index: number; id: string; digest: string }[];
      bytes: number;
    }
  | { ok: false; pulled: Pulled };

async function fetchStretch(from: number, target: Target, fetch: Fetch): Promise<Stretch> {
  const first = Math.floor(from / TILE_WIDTH);
  const to = Math.min(target.size, (first + BUNDLES_A_STRETCH) * TILE_WIDTH);
  const arrived: Arrived[] = [];
  const absent: { index: number; id: string; digest: string }[] = [];
  let bytes = 0;
  for (let index = first; index * TILE_WIDTH < to && bytes < STRETCH_BYTES; index += BUNDLES_AT_ONCE) {
    const bundles: Promise<Bundle>[] = [];
    for (let at = index; at < index + BUNDLES_AT_ONCE && at * TILE_WIDTH < to; at++) {
      bundles.push(fetchBundle(at, tileWidth(0, at, target.size), fetch));
    }
    for (const [offset, bundle] of (await Promise.all(bundles)).entries()) {
      if (!bundle.ok) return { ok: false, pulled: { outcome: 'refused', refusal: bundle.refusal } };
      const base = (index + offset) * TILE_WIDTH;
      for (let place = Math.max(0, from - base); place < bundle.entries.length; place++) {
        const entry = bundle.entries[place]!;
        const line = bundle.lines[place]!;
        const parsed = parseAct(entry);
        const checked = checkWordLine(parsed.ok ? (parsed.act.payload._sd ?? []) : [], line);
        if (!checked.ok) {
          const detail = `holding entry ${base + place}: ${checked.refusal.detail}`;
          return { ok: false, pulled: { outcome: 'refused', refusal: { code: 'hold.words', detail } } };
        }
        bytes += entry.length + line.reduce((sum, text) => sum + (text?.length ?? 0), 0);
        const id = parsed.ok ? parsed.act.id : encodeBase64url(leafHash(entry));
        for (const digest of checked.missing) absent.push({ index: base + place, id, digest });
        arrived.push({ id, entry, line });
      }
    }
  }
  return { ok: true, from, arrived, absent, bytes };
}

type Bundle = { ok: true; entries: Uint8Array[]; lines: WordLine[] } | { ok: false; refusal: Refusal };

async function fetchBundle(index: number, width: number, fetch: Fetch): Promise<Bundle> {
  const path = bundlePath({ index, width });
  const [bundle, words] = await Promise.all([fetch(path), fetch(path.replace('tile/entries/', 'words/'))]);
  for (const { status } of [bundle, words]) {
    if (status >= 500) throw new UnreachableError(`status ${status}`);
    if (status !== 200) {
      return {
        ok: false,
        refusal: { code: 'hold.not_served', detail: `${path} and its words are not served: status ${status}` },
      };
    }
  }
  const entries = parseBundle(bundle.body, width);
  if (!entries.ok) return entries;
  const lines = parseWordBundle(words.body, width);
  return lines.ok ? { ok: true, entries: entries.entries, lines: lines.lines } : lines;
}
