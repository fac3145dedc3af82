// The audit of one log: from the bytes of its entries up to the root that was signed, and down again to the words.

import type { AccordKeys } from '@parley/record/key';
import { rootKeys } from '@parley/docket/keys';
import { encodeRekeys, foundingKeys, openRekeys, type Rekey } from '@parley/docket/party/rotation';
import type { Accord } from '@parley/record/accord';
import { HASH_BYTES } from '@parley/record/hash';
import { equalBytes } from '@parley/record/bytes';
import { bundlePath, bundlesOf, TILE_BYTES, TILE_WIDTH, tilePath, tileWidth, type Bundle } from '@parley/record/tile';
import { nodeSuite } from '@parley/node/report/suite';
import { openRow, type BundleResult, type Row, type WordsFound } from '#audit/bundle';
import type { Head } from '#audit/head';
import { firstWrongHash, Lane, lengthCharge, type Charge, type LaneOptions } from '#audit/lane';
import type { Pool } from '#audit/pool';
import { bytesAt, FAILURES_SAID, type Report } from '#audit/report';
import { SPAN, type Scratch } from '#audit/scratch';
import { TooLarge, type Source } from '#audit/source';
import { ErasedList } from '#audit/erased';
import { linesOf, WithheldList } from '#audit/withheld';
import { many } from '#output';
import { ERASED, originHash, REKEYS, WITHHELD, wordsPath } from '#record/layout';

/** 256 entries of 65,535 bytes with their lengths. */
const BUNDLE_BYTES_MAX = TILE_WIDTH * (2 + 65_535);
/** 256 lines, each of 256 KiB of words with quotation marks and commas, or of nulls. */
const WORDS_BYTES_MAX = TILE_WIDTH * 300_000;

/** Differences between entries and tile/0 that are remembered until the root says which is right. */
const SUSPECTS_KEPT = 100;

export type AuditedLog = {
  party: string;
  origin: string;
  size: number;
  receipts: number;
  /** Acts whose signatures hold by keys that the log introduced before them. */
  opened: number;
  words: { held: number; withheld: number; erased: number };
};

/** An entry whose leaf hash is not the one in tile/0. */
type Suspect = { entries: Charge; tile: Charge; bundle: number; words: Charge[] };

export type LogAudit = {
  source: Source;
  pool: Pool;
  scratch: Scratch;
  report: Report;
  accord: Accord & AccordKeys;
  number: number;
  party: string;
  head: Head;
  /** What the record tells of the acts of this log that replace keys. */
  rekeys: string;
  numberOf: (origin: string) => number | undefined;
  onProgress: (done: number, size: number) => void;
  /** After each bundle that is in the scratch file: so many entries of this log are. */
  onStored: (size: number) => void;
};

/** Undefined if the log could not be read to its end; the report says why. */
export async function auditLog(audit: LogAudit): Promise<AuditedLog | undefined> {
  return new LogWalk(audit).walk();
}

type Fetched = { bundle: Bundle; tile: Uint8Array | undefined; result: BundleResult | undefined };

class LogWalk {
  #audit: LogAudit;
  #under: string;
  #keys: Map<string, Uint8Array>;
  #entries: Lane;
  #claimed: Lane | undefined;
  #laneOptions: LaneOptions;
  #suspects: Suspect[] = [];
  #wordCharges: Charge[] = [];
  #withheld!: WithheldList;
  #erased!: ErasedList;
  #size = 0;
  #rekeys: Rekey[] = [];
  #opened = 0;
  #held = 0;
  #failuresBefore: number;

  constructor(audit: LogAudit) {
    this.#audit = audit;
    const { head, accord, party, report } = audit;
    this.#under = `${originHash(head.origin)}/`;
    this.#keys = rootKeys(accord, party);
    this.#laneOptions = {
      readTile: (path) => this.#read(path, TILE_BYTES),
      roots: head.roots,
      under: this.#under,
      receipts: `${this.#under}receipts`,
    };
    this.#entries = new Lane(this.#laneOptions);
    this.#failuresBefore = report.failures;
  }

  async walk(): Promise<AuditedLog | undefined> {
    const { head, report, party } = this.#audit;
    await this.#openWithheld();
    if (!(await this.#walkBundles())) {
      for (const charge of this.#wordCharges) this.#say(charge);
      await this.#withheld.close();
      await this.#erased.close();
      return undefined;
    }
    await this.#erased.end();
    await this.#withheld.end();
    await this.#entries.end();
    await this.#claimed?.end();
    if (!this.#judge()) return undefined;
    await this.#checkRekeys();
    if (report.failures === this.#failuresBefore && head.size > 0) this.#sayWhole();
    return {
      party,
      origin: head.origin,
      size: head.size,
      receipts: head.receipts,
      opened: this.#opened,
      words: { held: this.#held, withheld: this.#withheld.listed, erased: this.#erased.confirmed },
    };
  }

  #sayWhole(): void {
    const { head, report, party } = this.#audit;
    const entries = many(head.size, 'entry', 'entries');
    const unopened = head.size - this.#opened;
    const rest = unopened === 0 ? '' : `; ${many(unopened, 'entry is', 'entries are')} not, and disregarded`;
    report.ok(
      `${party}: ${entries} give every hash tile, and the root at ${many(head.roots.length, 'receipted size')}`,
    );
    report.ok(
      `${party}: ${many(this.#opened, 'act is', 'acts are')} signed by keys that the log introduced before them${rest}`,
    );
    const { confirmed } = this.#erased;
    const gone = confirmed === 0 ? '' : `, ${many(confirmed, 'disclosure')} erased by acts of this log`;
    report.ok(
      `${party}: ${many(this.#held, 'disclosure')} of words as they were signed, ${many(this.#withheld.listed, 'disclosure')} withheld and listed${gone}`,
    );
  }

  /** The keys by which heads were opened are those that the log itself puts in force, all of them. */
  async #checkRekeys(): Promise<void> {
    const { accord, party, rekeys: told, report, head } = this.#audit;
    const { rekeys } = await openRekeys(foundingKeys(accord, party), this.#rekeys, nodeSuite);
    // A node that runs may tell of acts behind the head that is looked at.
    const lines = told.split('\n').filter((line) => line !== '' && Number(line.split(' ', 1)[0]) < head.size);
    if (lines.map((line) => `${line}\n`).join('') === encodeRekeys(rekeys)) return;
    report.fail(
      this.#under + REKEYS,
      undefined,
      'it does not tell the acts of this log that replace keys, all of them and no other',
    );
  }

  async #openWithheld(): Promise<void> {
    const { source, report } = this.#audit;
    const file = this.#under + WITHHELD;
    const chunks = await source.stream(file);
    // A node has no such file: it withholds nothing from whom it lets read.
    if (chunks === undefined && !source.live)
      report.fail(file, undefined, 'it is missing: it is there even if it is empty');
    this.#withheld = new WithheldList(file, chunks === undefined ? undefined : linesOf(chunks), report);
    await this.#withheld.open();
    const erasedFile = this.#under + ERASED;
    const erased = await source.stream(erasedFile);
    if (erased === undefined && !source.live)
      report.fail(erasedFile, undefined, 'it is missing: it is there even if it is empty');
    this.#erased = new ErasedList({
      file: erasedFile,
      lines: erased === undefined ? undefined : linesOf(erased),
      live: source.live,
      report,
    });
    await this.#erased.open();
  }

  /** Bundle after bundle, several under way: the first alone, because most keys are introduced there. */
  async #walkBundles(): Promise<boolean> {
    const { pool, head, onProgress, onStored } = this.#audit;
    const underWay: Promise<Fetched>[] = [];
    const bundles = bundlesOf(head.size);
    let first = true;
    for (;;) {
      while (underWay.length < (first ? 1 : pool.width)) {
        const next = bundles.next();
        if (next.done === true) break;
        const fetched = this.#fetch(next.value);
        fetched.catch(() => undefined);
        underWay.push(fetched);
      }
      const fetched = await underWay.shift();
      if (fetched === undefined) return true;
      first = false;
      if (!(await this.#take(fetched))) {
        await Promise.allSettled(underWay);
        return false;
      }
      onStored(this.#size);
      onProgress(this.#size, head.size);
    }
  }

  async #fetch(bundle: Bundle): Promise<Fetched> {
    const { pool, party } = this.#audit;
    const [bytes, words, tile] = await Promise.all([
      this.#read(bundlePath(bundle), BUNDLE_BYTES_MAX),
      this.#read(wordsPath(bundle), WORDS_BYTES_MAX),
      this.#read(tilePath({ level: 0, ...bundle }), TILE_BYTES),
    ]);
    if (words === undefined)
      this.#audit.report.fail(this.#under + wordsPath(bundle), undefined, 'it is missing: the head implies it');
    const from = bundle.index * TILE_WIDTH;
    const { width } = bundle;
    const result =
      bytes === undefined
        ? undefined
        : await pool.run({ kind: 'bundle', party, from, width, bytes, words, keys: new Map(this.#keys) });
    return { bundle, tile, result };
  }

  /** Reads a file below the log's folder. One that is too large is as good as none, and is said. */
  async #read(path: string, bytesMax: number): Promise<Uint8Array | undefined> {
    try {
      return await this.#audit.source.read(this.#under + path, bytesMax);
    } catch (fault) {
      if (!(fault instanceof TooLarge)) throw fault;
      this.#audit.report.fail(this.#under + path, undefined, fault.message);
      return undefined;
    }
  }

  /** False if the log cannot be followed beyond this bundle. */
  async #take({ bundle, tile, result }: Fetched): Promise<boolean> {
    const { report, scratch, number, numberOf } = this.#audit;
    const file = this.#under + bundlePath(bundle);
    if (result === undefined) {
      report.fail(file, undefined, 'it is missing: the head implies it');
      return false;
    }
    if (!result.ok) {
      report.fail(file, `from byte ${result.at}`, result.detail);
      return false;
    }
    const from = bundle.index * TILE_WIDTH;
    const suspect = await this.#grow(bundle, tile, result.leaves, result.offsets);
    for (const [place, row] of (await this.#openAgain(result.rows, from)).entries()) {
      if ('act' in row) this.#opened++;
      if ('act' in row && row.erases !== undefined) this.#erased.erasure(row.erases);
      if ('act' in row && row.rekeys !== undefined) this.#rekeys.push({ index: from + place, entry: row.rekeys });
      scratch.putEntry(number * SPAN + from + place, row, numberOf);
    }
    await this.#takeWords(bundle, result.words, result.rows, suspect);
    this.#size = from + bundle.width;
    return true;
  }

  /** Appends the bundle's leaves to the trees; gives what is to be judged later, if tile/0 differs. */
  async #grow(
    bundle: Bundle,
    tile: Uint8Array | undefined,
    leaves: Uint8Array,
    offsets: Uint32Array,
  ): Promise<Suspect | undefined> {
    const tileFile = this.#under + tilePath({ level: 0, ...bundle });
    let claimed = leaves;
    let suspect: Suspect | undefined;
    if (tile === undefined || tile.length !== leaves.length) {
      const { file, where, text } = lengthCharge(tileFile, tile, leaves.length);
      this.#audit.report.fail(file, where, text);
    } else {
      const wrong = firstWrongHash(tile, leaves);
      if (wrong !== undefined) {
        claimed = tile;
        this.#claimed ??= new Lane(this.#laneOptions, this.#entries);
        const index = bundle.index * TILE_WIDTH + wrong;
        suspect = {
          bundle: bundle.index,
          entries: {
            file: this.#under + bundlePath(bundle),
            where: bytesAt(offsets[wrong]!, offsets[wrong + 1]!),
            text: `entry ${index} is not the one that the log signed`,
          },
          tile: {
            file: tileFile,
            where: bytesAt(wrong * HASH_BYTES, (wrong + 1) * HASH_BYTES),
            text: `it is not the hash of entry ${index}`,
          },
          words: [],
        };
        if (this.#suspects.length < SUSPECTS_KEPT) this.#suspects.push(suspect);
      }
    }
    await this.#claimed?.append(claimed);
    await this.#entries.append(leaves);
    return suspect;
  }

  /** Entries of keys that an earlier bundle introduced while this one was under way are opened again, in order. */
  async #openAgain(rows: readonly Row[], from: number): Promise<Row[]> {
    const opened: Row[] = [];
    for (const [place, found] of rows.entries()) {
      let row = found;
      if ('unknown' in row && row.unknown?.kids.every((kid) => this.#keys.has(kid)) === true) {
        ({ row } = await openRow(this.#audit.party, from + place, row.unknown.entry, this.#keys, nodeSuite));
      }
      if ('act' in row && row.introduces !== undefined) this.#keys.set(...row.introduces);
      opened.push(row);
    }
    return opened;
  }

  async #takeWords(
    bundle: Bundle,
    words: WordsFound,
    rows: readonly Row[],
    suspect: Suspect | undefined,
  ): Promise<void> {
    const file = this.#under + wordsPath(bundle);
    this.#held += words.held;
    if (words.wrong !== undefined) {
      // If the entry itself turns out to be altered, its words need not fit it.
      const charges = suspect?.words ?? this.#wordCharges;
      const charge = { file, where: `line ${words.wrong.line}`, text: words.wrong.detail };
      if (charges.length < FAILURES_SAID) charges.push(charge);
    }
    if (suspect !== undefined) return;
    for (const { place, digest } of words.absent) {
      const gap = { digest, file, line: place + 1 };
      if (!(await this.#erased.gap(rows[place]!.id, gap))) await this.#withheld.gap(gap);
    }
  }

  /** The signed root says whether the entries or the hash tiles were altered. */
  #judge(): boolean {
    const { head } = this.#audit;
    if (equalBytes(this.#entries.root(), head.root)) {
      for (const charge of this.#wordCharges) this.#say(charge);
      for (const { tile, words } of this.#suspects) for (const charge of [tile, ...words]) this.#say(charge);
      for (const charge of this.#entries.charges) this.#say(charge);
      return true;
    }
    if (this.#claimed !== undefined && equalBytes(this.#claimed.root(), head.root)) {
      for (const { entries } of this.#suspects) this.#say(entries);
      for (const charge of this.#wordCharges) this.#say(charge);
      for (const charge of this.#claimed.charges) this.#say(charge);
      return false;
    }
    for (const { entries, tile } of this.#suspects) for (const charge of [entries, tile]) this.#say(charge);
    const { from, to } = this.#entries.parted ?? { from: 0, to: head.size };
    const bundle = {
      index: Math.floor(from / TILE_WIDTH),
      width: tileWidth(0, Math.floor(from / TILE_WIDTH), head.size),
    };
    const text = `of the entries ${from} to ${to - 1}, at least one is not the one that the log signed`;
    this.#say({ file: this.#under + bundlePath(bundle), where: undefined, text });
    return false;
  }

  #say({ file, where, text }: Charge): void {
    this.#audit.report.fail(file, where, text);
  }
}
