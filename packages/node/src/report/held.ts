// The record as a node's folder holds it, read and never written: one SQLite snapshot, so that a running node may go on underneath.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseAct } from '@parley/record/act';
import { parseAccord, type Accord } from '@parley/record/accord';
import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { originOf, partyOf, thumbprint } from '@parley/record/key';
import { refuse, type Result } from '@parley/record/refusal';
import type { SubjectState } from '@parley/docket/kind';
import type { Rekey } from '@parley/docket/party/rotation';
import { seenAt, type Sight } from '../access/sight.ts';
import { parseNodeFile } from '../config.ts';
import { folderFiles, readFolderFile, reasonOf } from '../folder.ts';
import { findRekeys, REKEYS_FOLDED } from '../log/rekeys.ts';
import { LOG_SPAN, logTables, type Cosigned } from '../log/store.ts';

export type HeldCode = 'folder.unreadable' | 'folder.accord' | 'folder.empty' | 'folder.version';

/** What whoever asks may see of it. */
export type Seen = Pick<Sight, 'all' | 'rows'>;

/** One log: our own, or our copy of a counterpart's. `number` is undefined where the node has never begun it. */
export type HeldLog = { party: string; origin: string; own: boolean; number: number | undefined };

/** An act as it stands in a log. `words`: its places in the order of `_sd`, JSON text; undefined where it has none stored. */
export type HeldEntry = { log: HeldLog; index: number; id: string; bytes: Uint8Array; words: string | undefined };

export class HeldRecord {
  readonly accordText: string;
  readonly accord: Accord;
  readonly accordId: string;
  /** Whose node it is. */
  readonly party: string;
  readonly logs: readonly HeldLog[];
  #database: DatabaseSync;

  private constructor(database: DatabaseSync, accordText: string, accord: Accord, accordId: string, party: string) {
    this.#database = database;
    this.accordText = accordText;
    this.accord = accord;
    this.accordId = accordId;
    this.party = party;
    this.logs = accord.parties.map(({ id }) => {
      const origin = originOf(accord, accordId, id);
      const row = database.prepare('select number from log where origin = ?').get(origin);
      return { party: id, origin, own: id === party, number: row === undefined ? undefined : Number(row['number']) };
    });
  }

  /** Opens the folder of a node, running or not. What is read is one moment's. The caller closes it. */
  static open(dir: string): Result<{ record: HeldRecord }, HeldCode> {
    const accordFile = readFolderFile(dir, folderFiles.accord);
    if (!accordFile.ok) return refuse('folder.unreadable', accordFile.refusal.detail);
    const parsed = parseAccord(accordFile.text);
    if (!parsed.ok)
      return refuse('folder.accord', `${join(dir, folderFiles.accord)} is not an accord: ${parsed.refusal.detail}`);
    const nodeFile = readFolderFile(dir, folderFiles.node);
    if (!nodeFile.ok) return refuse('folder.unreadable', nodeFile.refusal.detail);
    const node = parseNodeFile(nodeFile.text);
    if (!node.ok)
      return refuse('folder.unreadable', `${join(dir, folderFiles.node)} is not in order: ${node.refusal.detail}`);
    const path = join(dir, folderFiles.database);
    if (!existsSync(path))
      return refuse('folder.empty', `${dir} has no record yet: start the node once (parley serve --dir ${dir})`);
    const opened = openSnapshot(path);
    if (!opened.ok) return opened;
    const { accord, accordId } = parsed;
    return { ok: true, record: new HeldRecord(opened.database, accordFile.text, accord, accordId, node.file.party) };
  }

  /** The snapshot that all of this is read from. It is closed with the record. */
  get snapshot(): DatabaseSync {
    return this.#database;
  }

  close(): void {
    this.#database.close();
  }

  /** How many entries are stored. */
  size({ number }: HeldLog): number {
    const row =
      number === undefined ? undefined : this.#database.prepare('select size from head where log = ?').get(number);
    return Number(row?.['size'] ?? 0);
  }

  /** The size of the newest head that anybody cosigned; 0 without one. */
  cosignedSize({ number }: HeldLog): number {
    if (number === undefined) return 0;
    const row = this.#database.prepare('select max(size) as size from cosigned where log = ?').get(number);
    return Number(row?.['size'] ?? 0);
  }

  /** Every cosigned checkpoint that is kept, in growing (size, time, cosigner). */
  *receipts({ number }: HeldLog): Generator<Cosigned> {
    if (number === undefined) return;
    const rows = this.#database.prepare(
      'select holder, size, time, note from cosigned where log = ? order by size, time, holder',
    );
    for (const row of rows.iterate(number)) {
      yield {
        holder: String(row['holder']),
        size: Number(row['size']),
        time: Number(row['time']),
        note: String(row['note']),
      };
    }
  }

  /** Entries `from` … `to` − 1 with their words. */
  entries(log: HeldLog, from: number, to: number): HeldEntry[] {
    const base = (log.number ?? 0) * LOG_SPAN;
    return this.#database
      .prepare(
        `select e.position, e.id, e.bytes, w.disclosures from entry e left join words w on w.position = e.position
         where e.position >= ? and e.position < ? order by e.position`,
      )
      .all(base + from, base + to)
      .map((row) => this.#entryOf(row, log));
  }

  /** Entries that may replace keys, ascending. */
  rekeys(log: HeldLog): Rekey[] {
    const base = (log.number ?? 0) * LOG_SPAN;
    const read = (sql: string, ...values: number[]) => this.#database.prepare(sql).all(...values);
    const has = (table: string) =>
      read(`select 1 from sqlite_master where type = 'table' and name = '${table}'`).length > 0;
    const folds = log.number !== undefined && has('act') && has('folded');
    const [folded] = folds ? read('select size from folded where log = ?', log.number!) : [];
    const indices = findRekeys({
      rekeys: folds ? read(REKEYS_FOLDED, base, base + LOG_SPAN).map((row) => Number(row['position']) - base) : [],
      folded: Number(folded?.['size'] ?? 0),
      size: this.size(log),
      entries: (from, to) => this.entries(log, from, to).map(({ bytes }) => bytes),
    });
    return indices.map((index) => ({ index, entry: this.entries(log, index, index + 1)[0]!.bytes }));
  }

  /** Leaf hashes `from` … `to` − 1. */
  *leaves({ number }: HeldLog, from: number, to: number): Generator<Uint8Array> {
    const base = (number ?? 0) * LOG_SPAN;
    const rows = this.#database.prepare('select id from entry where position >= ? and position < ? order by position');
    for (const row of rows.iterate(base + from, base + to)) yield row['id'] as Uint8Array;
  }

  /** The first cosigned checkpoint that covers an entry: by a party or witness, or by whichever was first. */
  firstCovering(log: HeldLog, index: number, by: string | undefined): Cosigned | undefined {
    let first: Cosigned | undefined;
    const rows = this.#database.prepare(
      'select holder, size, time, note from cosigned where log = ? and holder = ? and size > ? order by size, time limit 1',
    );
    const cosigners =
      by === undefined
        ? [...this.logs.map(({ party }) => party), ...this.accord.witnesses.map(({ name }) => name)]
        : [by];
    for (const holder of cosigners) {
      const row = log.number === undefined ? undefined : rows.get(log.number, holder, index);
      if (row !== undefined && (first === undefined || Number(row['time']) < first.time)) first = cosignedOf(row);
    }
    return first;
  }

  /** Every party and witness with the first time at which it held an entry. */
  received(log: HeldLog, index: number): { by: string; size: number; time: number }[] {
    const cosigners = [...this.logs.map(({ party }) => party), ...this.accord.witnesses.map(({ name }) => name)];
    return cosigners.flatMap((by) => {
      const first = this.firstCovering(log, index, by);
      return first === undefined ? [] : [{ by, size: first.size, time: first.time }];
    });
  }

  /** Where a log introduced the officer's key: the appointment, or undefined if none did. */
  appointment(log: HeldLog, kid: string): { index: number; office: string; words: string | undefined } | undefined {
    const base = (log.number ?? 0) * LOG_SPAN;
    const rows = this.#database.prepare(
      `select a.position, e.bytes, w.disclosures from act a join entry e on e.position = a.position
       left join words w on w.position = a.position
       where a.type = 'officer.appoint' and a.house = 1 and a.position >= ? and a.position < ? order by a.position`,
    );
    for (const row of rows.iterate(base, base + LOG_SPAN)) {
      const parsed = parseAct(row['bytes'] as Uint8Array);
      const { key, office } = parsed.ok ? parsed.act.payload.body : {};
      const bytes = typeof key === 'string' ? parseBase64url(key) : undefined;
      if (bytes?.length !== 32 || thumbprint(bytes) !== kid || typeof office !== 'string') continue;
      return {
        index: Number(row['position']) % LOG_SPAN,
        office,
        words: (row['disclosures'] as string | null) ?? undefined,
      };
    }
    return undefined;
  }

  /** Whether a key is the root key that the accord names for the party of the log. */
  isRoot({ party }: HeldLog, kid: string): boolean {
    const root = parseBase64url(partyOf(this.accord, party).keys.root);
    return root !== undefined && thumbprint(root) === kid;
  }

  /** The act of that id, in whichever log it stands. */
  find(id: string): HeldEntry | undefined {
    const bytes = parseBase64url(id);
    if (bytes?.length !== 32) return undefined;
    const rows = this.#database
      .prepare(
        `select e.position, e.id, e.bytes, w.disclosures from entry_key k join entry e on e.position = k.position
         left join words w on w.position = e.position where k.key = ?`,
      )
      .all(
        new DataView(bytes.buffer, bytes.byteOffset).getUint16(0) * 2 ** 32 +
          new DataView(bytes.buffer, bytes.byteOffset).getUint32(2),
      );
    for (const row of rows) {
      const log = this.logs.find(({ number }) => number === Math.floor(Number(row['position']) / LOG_SPAN));
      const entry = log === undefined ? undefined : this.#entryOf(row, log);
      if (entry?.id === id) return entry;
    }
    return undefined;
  }

  /** The entry that a person names: an act id, `party:index`, or an index of the own log. */
  which(text: string): HeldEntry | undefined {
    const place = /^(?:([a-z0-9-]{1,16}):)?(0|[1-9][0-9]{0,11})$/.exec(text);
    if (place === null) return this.find(text);
    const log = this.logs.find(({ party }) => party === (place[1] ?? this.party));
    const index = Number(place[2]);
    return log === undefined || log.number === undefined ? undefined : this.entries(log, index, index + 1)[0];
  }

  /** The code and detail by which the rules give the entry no effect, if they do not. */
  disregarded({ log, index }: HeldEntry): { code: string; detail: string } | undefined {
    const row = this.#database
      .prepare('select code, detail from disregarded where position = ?')
      .get((log.number ?? 0) * LOG_SPAN + index);
    return row === undefined ? undefined : { code: String(row['code']), detail: String(row['detail']) };
  }

  /** Subjects of a kind that are seen, as the node has folded them, in the order in which they were opened. */
  subjects(kind: string, { all, rows }: Seen): SubjectState[] {
    const [seen, ...given] = all ? [''] : [`and ${seenAt('subject.position')}`, rows];
    return this.#database
      .prepare(`select state from subject where facet > ? and facet < ? ${seen} order by opened_at, position`)
      .all(`${kind} `, `${kind}!`, ...given)
      .map((row) => JSON.parse(String(row['state'])) as SubjectState);
  }

  #entryOf(row: Record<string, unknown>, log: HeldLog): HeldEntry {
    const words = row['disclosures'] as string | null;
    return {
      log,
      index: Number(row['position']) % LOG_SPAN,
      id: encodeBase64url(row['id'] as Uint8Array),
      bytes: row['bytes'] as Uint8Array,
      words: words ?? undefined,
    };
  }
}

function cosignedOf(row: Record<string, unknown>): Cosigned {
  return {
    holder: String(row['holder']),
    size: Number(row['size']),
    time: Number(row['time']),
    note: String(row['note']),
  };
}

function openSnapshot(path: string): Result<{ database: DatabaseSync }, HeldCode> {
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  } catch (fault) {
    return refuse(
      'folder.unreadable',
      `cannot open ${path} (${reasonOf(fault)}): name the folder of a node, readable by this user`,
    );
  }
  try {
    database.exec('begin');
    const row = database.prepare('select version from migration where capability = ?').get(logTables.capability);
    if (Number(row?.['version']) === logTables.steps.length) return { ok: true, database };
    database.close();
    return refuse(
      'folder.version',
      `${path} was written by another version of Parley: start the node with this version once, or use the version that wrote it`,
    );
  } catch (fault) {
    database.close();
    return refuse(
      'folder.unreadable',
      `cannot read ${path} (${reasonOf(fault)}): it is no database of a node, or damaged`,
    );
  }
}
