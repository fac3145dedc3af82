// The docket as a node's folder holds it, read as the node itself reads it: by the same readers, over one snapshot, writing nothing. So what a
// person sees on the command line is what the node's pages say of the same moment.

import { parseAct, type Payload } from '@parley/record/act';
import { encodeBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { encodeHex } from '@parley/record/hex';
import { sha256 } from '@parley/record/hash';
import type { JsonObject } from '@parley/record/json';
import { refuse, type Result } from '@parley/record/refusal';
import { digestOf, parseDisclosure } from '@parley/record/words';
import type { Receipts } from '@parley/docket/receipts';
import type { House } from '@parley/docket/roster';
import { Docket } from '@parley/node/docket/docket';
import { DocketReader } from '@parley/node/docket/reader';
import { docketTables } from '@parley/node/docket/tables';
import { Log } from '@parley/node/log/log';
import { LogStore } from '@parley/node/log/store';
import { seconds, systemClock } from '@parley/node/platform/clock';
import { Database } from '@parley/node/platform/sqlite';
import { nodeSuite } from '@parley/node/report/suite';
import { HeldRecord, type HeldEntry } from '@parley/node/report/held';

/** An act with its words: by name as far as they are held, and the digests of those that are not. */
export type HeldAct = HeldEntry & { payload: Payload | undefined; told: JsonObject; missing: string[] };

/** Characters of an id that stand for it in lists: 48 bits, so that even in a long docket hardly two subjects share them. */
const SHORT_CHARS = 8;
/** Ids named when a prefix fits several. */
const CANDIDATES = 12;

export class HeldDocket {
  readonly record: HeldRecord;
  readonly reader: DocketReader;
  /** The moment at which deadlines are judged, in POSIX seconds. */
  readonly now: number;
  #database: Database;
  #docket: Docket;

  private constructor(record: HeldRecord, database: Database, logs: readonly Log[], asOf: number | undefined) {
    const { accord, accordId, party } = record;
    this.record = record;
    this.#database = database;
    this.#docket = new Docket({ database, accord, accordId, logs, suite: nodeSuite });
    this.now = asOf ?? Math.max(seconds(systemClock.now()), this.#newest());
    this.reader = new DocketReader({
      database,
      docket: this.#docket,
      logs,
      party,
      parties: record.logs.map(({ party: id, origin, own }) => ({
        id,
        origin,
        own,
        originHash: encodeHex(sha256(encodeUtf8(origin))),
      })),
      accord,
      accordId,
      clock: { now: () => this.now * 1000 },
      publishedSize: () => logs.find(({ store }) => store.own)!.store.published()?.size ?? 0,
      seq: () => 0,
      elapsed: () => 0,
    });
  }

  /** The last time that anybody cosigned: by a clock behind it, what has been answered would not have begun. */
  #newest(): number {
    const { logs, accord } = this.record;
    const cosigners = [...logs.map(({ party }) => party), ...accord.witnesses.map(({ name }) => name)];
    return Math.max(0, ...logs.flatMap(({ party }) => cosigners.map((by) => this.#docket.times.newest(party, by))));
  }

  /**
   * Opens the folder of a node, running or not. The caller closes it. `asOf`: the moment at which deadlines are judged, in POSIX seconds; if not
   * given, now by the clock of this machine, but not before the last cosignature.
   */
  static open(folder: string, asOf?: number): Result<{ docket: HeldDocket }> {
    const opened = HeldRecord.open(folder);
    if (!opened.ok) return opened;
    const { record } = opened;
    const database = Database.over(record.snapshot);
    const row = database.get('select version from migration where capability = ?', docketTables.capability);
    if (Number(row?.['version']) !== docketTables.steps.length) {
      record.close();
      return refuse(
        'folder.version',
        `the docket in ${folder} was written by another version of Parley: start the node with this version once, or use the version that wrote it`,
      );
    }
    const stores = record.logs.map(({ party, origin, own }) => LogStore.find(database, party, origin, own));
    if (stores.some((store) => store === undefined)) {
      record.close();
      return refuse('folder.empty', `${folder} has no docket yet: start the node once (parley serve --dir ${folder})`);
    }
    return {
      ok: true,
      docket: new HeldDocket(
        record,
        database,
        stores.map((store) => new Log(store!)),
        asOf,
      ),
    };
  }

  close(): void {
    this.record.close();
  }

  get house(): House {
    return this.#docket.house;
  }

  get receipts(): Receipts {
    return this.#docket.times;
  }

  /** Whether entries are held that the node has not folded yet. */
  get behind(): boolean {
    return this.#docket.behind;
  }

  /** How many entries of each party wait for others that are not held. */
  get waiting(): { party: string; entries: number }[] {
    const cut = this.#docket.cut();
    return this.record.logs.flatMap((log) => {
      const entries = this.record.size(log) - cut[log.origin]!.size;
      return entries > 0 ? [{ party: log.party, entries }] : [];
    });
  }

  // ── subjects by the beginning of their ids ──

  /** As much of an id as stands for it in this docket. */
  shortOf(id: string): string {
    const short = id.slice(0, SHORT_CHARS);
    return this.#subjectsBy(short).length > 1 ? id : short;
  }

  /** The subject that somebody means by its id or the beginning of it, or by that of an act within it. */
  find(text: string): Result<{ id: string }> {
    if (!/^[A-Za-z0-9_-]{4,43}$/.test(text)) {
      return refuse('subject.id', `${text} is no id: give the id of a subject, or its first characters, four at least`);
    }
    const found = this.#subjectsBy(text);
    if (found.length === 1) return { ok: true, id: found[0]! };
    if (found.length > 1) {
      const names = found.slice(0, CANDIDATES).join(', ');
      return refuse('subject.several', `${text} is the beginning of several subjects: ${names}: give more of one`);
    }
    const within = new Set(this.#actsBy(text).flatMap((id) => this.subjectOf(id) ?? []));
    if (within.size === 1) {
      const [subject] = within;
      return refuse('subject.act', `${text} is an act, not a subject: the subject it belongs to is ${subject!}`);
    }
    return refuse('subject.not_found', `no subject whose id is or begins with ${text} is held`);
  }

  #subjectsBy(prefix: string): string[] {
    const sql =
      'select s.id from entry_key k join subject s on s.position = k.position where k.key >= ? and k.key < ? order by s.id';
    const ids = this.#database.all(sql, ...keysOf(prefix)).map((row) => String(row['id']));
    return ids.filter((id) => id.startsWith(prefix));
  }

  #actsBy(prefix: string): string[] {
    const sql =
      'select e.id from entry_key k join entry e on e.position = k.position where k.key >= ? and k.key < ? order by e.id';
    const ids = this.#database.all(sql, ...keysOf(prefix)).map((row) => encodeBase64url(row['id'] as Uint8Array));
    return ids.filter((id) => id.startsWith(prefix));
  }

  // ── acts ──

  /** The act of that id with its words; undefined: not held. */
  act(id: string): HeldAct | undefined {
    const entry = this.record.find(id);
    return entry === undefined ? undefined : heldAct(entry);
  }

  /** The entry at a place in a log. */
  actAt(party: string, index: number): HeldAct {
    return heldAct(this.record.which(`${party}:${index}`)!);
  }

  /** The subject that an act stands in, or opens. */
  subjectOf(id: string): string | undefined {
    return this.act(id)?.payload?.subject ?? (this.reader.subject(id) === undefined ? undefined : id);
  }
}

/** Where ids that begin so stand in the index, which holds the first six bytes of each: eight characters. */
function keysOf(prefix: string): [from: number, before: number] {
  const from = Buffer.from(prefix.slice(0, 8).padEnd(8, 'A'), 'base64url').readUIntBE(0, 6);
  return [from, from + 64 ** Math.max(0, 8 - prefix.length)];
}

function heldAct(entry: HeldEntry): HeldAct {
  const parsed = parseAct(entry.bytes);
  const payload = parsed.ok ? parsed.act.payload : undefined;
  const told: JsonObject = {};
  const held = new Set<string>();
  for (const text of JSON.parse(entry.words ?? '[]') as (string | null)[]) {
    if (text === null) continue;
    held.add(digestOf(text));
    const disclosed = parseDisclosure(text);
    if (disclosed.ok) told[disclosed.disclosure.name] = disclosed.disclosure.value;
  }
  return { ...entry, payload, told, missing: (payload?._sd ?? []).filter((digest) => !held.has(digest)) };
}
