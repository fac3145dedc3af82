// Writing the record of a node's folder as plain files (layout.ts). What is written is worked out anew from the entries and held against
// the signed heads, so a damaged database is found here and not by whoever is handed the folder.

import { closeSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { parseAct } from '@parley/record/act';
import { encodeUtf8, equalBytes } from '@parley/record/bytes';
import { parseCheckpoint } from '@parley/record/checkpoint';
import { leafHash } from '@parley/record/hash';
import { effectivePolicy, policyOf, type AccordKeys } from '@parley/record/key';
import { encodeNote, lineOf, parseNote } from '@parley/record/note';
import { encodePolicy } from '@parley/record/policy';
import { encodeReceipts } from '@parley/record/receipts';
import { refuse, type Result } from '@parley/record/refusal';
import { bundlePath, bundlesOf, encodeBundle, TILE_WIDTH, tilePath, type WrittenTile } from '@parley/record/tile';
import { encodeWordLine, parseWordLine } from '@parley/record/wordbundle';
import { generationAt, partiesNow } from '@parley/docket/party/rotation';
import { nodeSuite } from '@parley/node/report/suite';
import type { Cosigned } from '@parley/node/log/store';
import type { HeldEntry, HeldLog, HeldRecord } from '@parley/node/report/held';
import { EXIT_INTERRUPTED } from '#output';
import { cosignedBy, headKeys, type HeadKeys } from '#record/keys';
import { ACCORD, CHECKPOINT, ERASED, originHash, POLICY, RECEIPTS, REKEYS, WITHHELD, wordsPath } from '#record/layout';
import { heldRekeys, type Replaced } from '#record/rekeys';
import { Tiles } from '#record/tiles';

export type ExportCode = 'export.exists' | 'export.unfinished' | 'export.damaged';

/** `withheld` and `erased`: disclosures of words that are not there. */
export type ExportedLog = {
  party: string;
  origin: string;
  size: number;
  receipts: number;
  withheld: number;
  erased: number;
};
export type Exported = {
  out: string;
  accord: string;
  party: string;
  logs: ExportedLog[];
  files: number;
  bytes: number;
};

/** Told now and then how far it is. */
export type OnExport = (log: HeldLog, done: number, size: number) => void;

/**
 * Writes the record to `out`, which may not hold anything: into `out`.partial first, which takes its name when it is whole, and
 * is removed if anything goes wrong. `withholdWords`: leave out all words and list their digests.
 */
export async function exportRecord(
  record: HeldRecord,
  out: string,
  options: { withholdWords: boolean; onProgress?: OnExport },
): Promise<Result<{ exported: Exported }, ExportCode>> {
  if (!isFree(out)) return refuse('export.exists', `${out} is there already and not empty: name a new folder`);
  const partial = `${out}.partial`;
  if (!isFree(partial)) {
    return refuse(
      'export.unfinished',
      `${partial} is left from an export that was cut off: remove it and export again`,
    );
  }
  const abort = () => {
    rmSync(partial, { recursive: true, force: true });
    process.exit(EXIT_INTERRUPTED);
  };
  process.once('SIGINT', abort);
  process.once('SIGTERM', abort);
  try {
    mkdirSync(partial, { recursive: true });
    const writer = new Writer(partial);
    writer.write(ACCORD, encodeUtf8(record.accordText));
    const replaced = await heldRekeys(record, nodeSuite, (log) => record.cosignedSize(log));
    const now = { ...record.accord, ...partiesNow(record.accord, replaced.keysOf) };
    writer.write(POLICY, encodeUtf8(encodePolicy(policyOf(now, record.accordId))));
    const logs: ExportedLog[] = [];
    for (const log of record.logs) logs.push(await exportLog(record, log, writer, now, replaced, options));
    renameSync(partial, out);
    const { accordId, party } = record;
    return { ok: true, exported: { out, accord: accordId, party, logs, files: writer.files, bytes: writer.bytes } };
  } catch (fault) {
    rmSync(partial, { recursive: true, force: true });
    if (fault instanceof Damaged) return refuse('export.damaged', fault.message);
    throw fault;
  } finally {
    process.off('SIGINT', abort);
    process.off('SIGTERM', abort);
  }
}

/** The database says something that its own signed heads contradict. */
class Damaged extends Error {}

/** Writes files below one folder, each once. */
class Writer {
  files = 0;
  bytes = 0;
  #root: string;
  #made = new Set<string>();

  constructor(root: string) {
    this.#root = root;
  }

  write(path: string, bytes: Uint8Array): void {
    writeFileSync(this.#place(path), bytes, { flag: 'wx' });
    this.bytes += bytes.length;
  }

  /** Calls `work` with what appends to the file. */
  async stream(path: string, work: (append: (text: string) => void) => Promise<void>): Promise<void> {
    const file = openSync(this.#place(path), 'wx');
    try {
      await work((text) => {
        const bytes = encodeUtf8(text);
        for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
        this.bytes += bytes.length;
      });
    } finally {
      closeSync(file);
    }
  }

  #place(path: string): string {
    const place = join(this.#root, path);
    const folder = dirname(place);
    if (!this.#made.has(folder)) {
      mkdirSync(folder, { recursive: true });
      this.#made.add(folder);
    }
    this.files++;
    return place;
  }
}

async function exportLog(
  record: HeldRecord,
  log: HeldLog,
  writer: Writer,
  now: AccordKeys,
  replaced: Replaced,
  options: { withholdWords: boolean; onProgress?: OnExport },
): Promise<ExportedLog> {
  const { accord, accordId } = record;
  const { party, origin } = log;
  const under = (path: string) => `${originHash(origin)}/${path}`;
  writer.write(under(POLICY), encodeUtf8(encodePolicy(effectivePolicy(now, accordId, party))));
  const rekeys = replaced.texts.get(party)!;
  if (rekeys !== '') writer.write(under(REKEYS), encodeUtf8(rekeys));
  const keys = headKeys(accord, accordId, party, replaced.keysOf);
  let newest: string | undefined;
  let receipts = 0;
  await writer.stream(under(RECEIPTS), async (append) => {
    for (const cosigned of record.receipts(log)) {
      newest = ownLines(cosigned, keys);
      append(encodeReceipts([newest]));
      if (++receipts % TILE_WIDTH === 0) await turn();
    }
  });
  const size = newest === undefined ? 0 : headOf(newest).size;
  if (newest !== undefined) writer.write(under(CHECKPOINT), encodeUtf8(newest));

  const tiles = new Tiles();
  const writeTile = (tile: WrittenTile) => writer.write(under(tilePath(tile)), tile.hashes);
  let withheld = 0;
  const erased: string[] = [];
  await writer.stream(under(WITHHELD), async (append) => {
    for (const bundle of bundlesOf(size)) {
      const from = bundle.index * TILE_WIDTH;
      const entries = record.entries(log, from, from + bundle.width);
      if (entries.length !== bundle.width)
        throw new Damaged(`the database lacks entries of ${origin} from ${from + entries.length} on`);
      writer.write(under(bundlePath(bundle)), encodeBundle(entries.map(({ bytes }) => bytes)));
      for (const tile of tiles.append(entries.map(({ bytes }) => leafHash(bytes)))) writeTile(tile);
      const deleted = entries.map(deletedOf);
      erased.push(...deleted.flat());
      if (options.withholdWords) {
        const digests = entries.map(digestsOf);
        const lines = digests.map((all) => `${encodeWordLine(all.map(() => null))}\n`);
        writer.write(under(wordsPath(bundle)), encodeUtf8(lines.join('')));
        const left = digests.flatMap((all, place) => all.filter((digest) => !deleted[place]!.includes(digest)));
        append(left.map((digest) => `${digest}\n`).join(''));
        withheld += left.length;
      } else {
        const lines = entries.map(({ words }) => `${words ?? '[]'}\n`);
        writer.write(under(wordsPath(bundle)), encodeUtf8(lines.join('')));
      }
      options.onProgress?.(log, from + bundle.width, size);
      await turn(); // so that an interrupt is heard
    }
  });
  writer.write(under(ERASED), encodeUtf8(erased.map((digest) => `${digest}\n`).join('')));
  for (const tile of tiles.partial()) writeTile(tile);
  if (newest !== undefined && !equalBytes(tiles.root(), headOf(newest).root)) {
    throw new Damaged(
      `the entries of ${origin} do not give the root of its newest cosigned head: the database is damaged`,
    );
  }
  return { party, origin, size, receipts, withheld, erased: erased.length };
}

/** Digests of the words of an entry that are not held: the node deletes words for an erasure alone, and the audit asks for it. */
function deletedOf(entry: HeldEntry): string[] {
  const parsed = entry.words === undefined ? undefined : parseWordLine(entry.words);
  if (parsed?.ok !== true || !parsed.line.includes(null)) return [];
  return digestsOf(entry).filter((_, place) => parsed.line[place] === null);
}

function digestsOf({ bytes }: HeldEntry): string[] {
  const parsed = parseAct(bytes);
  return parsed.ok ? (parsed.act.payload._sd ?? []) : [];
}

/** The note with the lines of the log and of its one cosigner, in that order: anything else on it is not the record's. */
function ownLines({ holder, note }: Cosigned, keys: HeadKeys): string {
  const parsed = parseNote(note);
  const theirs = parsed.ok ? cosignedBy(parsed.note, holder, keys) : undefined;
  if (!parsed.ok || theirs === undefined)
    throw new Damaged(`a receipt by ${holder} in the database is no cosigned checkpoint`);
  const vkeys = [...generationAt(keys.log, headOf(note).size).keys, ...theirs];
  const signatures = vkeys.map((vkey) => lineOf(parsed.note, vkey)).filter((line) => line !== undefined);
  if (signatures.length !== vkeys.length)
    throw new Damaged(`a receipt by ${holder} in the database is no cosigned checkpoint`);
  return encodeNote({ text: parsed.note.text, signatures });
}

function headOf(note: string): { size: number; root: Uint8Array } {
  const parsed = parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1));
  if (!parsed.ok) throw new Damaged(`a receipt in the database is no checkpoint: ${parsed.refusal.detail}`);
  return parsed.checkpoint;
}

function isFree(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return true;
    if ((fault as NodeJS.ErrnoException).code === 'ENOTDIR') return false;
    throw fault;
  }
}
