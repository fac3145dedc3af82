// What the acts of all logs say about content: who committed to what, who is checked, what is to be erased; and what is due of it here. A read
// model, kept up from the docket's own answers and from nothing else: an act that the rules give no effect asks for nothing, and one that
// gets its effect later, or loses it, is looked at again when its subject is folded.

import { parseAct, type Payload } from '@parley/record/act';
import { encodeUtf8 } from '@parley/record/bytes';
import type { Reader } from '../api/app.ts';
import { encodeCursor } from '../docket/reader/page.ts';
import type { Log } from '../log/log.ts';
import type { Database, Sql } from '../platform/sqlite.ts';
import { isDigest } from './contents.ts';

/** The acts of a node, as its docket shows them. */
export type Acts = Pick<Reader, 'acts' | 'act'>;

/** An act that commits to content. */
export type Committed = {
  position: number;
  id: string;
  subject: string;
  party: string;
  other: string;
  type: string;
  digest: string;
  bytes: number;
  tries: number;
};

export type Checked = { position: number; id: string; nonce: string; tries: number };

export type ErasureDue = {
  position: number;
  id: string;
  party: string;
  of: string;
  words: string[];
  exhibit: boolean;
};

const TYPES = ['exhibit.deposit', 'exhibit.disclose', 'exhibit.destroy', 'contact.check', 'erasure'] as const;
type Type = (typeof TYPES)[number];

const PAGE = 64;

/** What is put off for good, until something changes. */
const NEVER = Number.MAX_SAFE_INTEGER;

const COMMITTED = 'position, id, subject, party, other, type, digest, bytes, tries';

/** 1: to be pulled, be it for the second time; 2: here, and our registrar has not said so; 0: nothing. */
const DUE = `case when effect = 0 or erased = 1 or party = :own or other <> :own then 0
  when not exists (select 1 from content where content.digest = committed.digest) then 1
  when said = 0 then 2 else 0 end`;

export class Ledger {
  #database: Database;
  #acts: Acts;
  #logs: readonly Log[];
  #own: string;
  #destroyed = false;

  constructor(options: { database: Database; acts: Acts; logs: readonly Log[]; own: string }) {
    this.#database = options.database;
    this.#acts = options.acts;
    this.#logs = options.logs;
    this.#own = options.own;
  }

  /** A process begins: pauses of the last one mean nothing, and what the rules say may have changed with the program. */
  begin(): void {
    this.#database.derive(() => {
      this.#database.run('update committed set wait_until = 0, tries = 0, refusal = null where due > 0');
      this.#database.run('update checked set wait_until = 0, tries = 0, refusal = null where said = 0');
    });
    const rows = this.#database.all(
      `select subject from committed where effect = 0 union select id from checked where effect = 0 and said = 0
       union select subject from erasure where done = 0`,
    );
    this.touched(rows.map((row) => String(row['subject'])));
  }

  /** The subjects of acts that commit to a content, with effect or without. */
  subjectsOf(digest: string): string[] {
    return this.#database
      .all('select distinct subject from committed where digest = ?', digest)
      .map((row) => String(row['subject']));
  }

  // ── from the docket ──

  /** Takes in the acts that were folded since. */
  scan(): void {
    for (const log of this.#logs) for (const type of TYPES) this.#scanType(log, type);
  }

  /** Whether acts that were taken in have content destroyed here, since this was asked last. */
  hasDestroyed(): boolean {
    const destroyed = this.#destroyed;
    this.#destroyed = false;
    return destroyed;
  }

  #scanType(log: Log, type: Type): void {
    const { number } = log.store;
    const row = this.#database.get('select position from exhibit_scan where log = ? and type = ?', number, type);
    let after = row === undefined ? undefined : Number(row['position']);
    for (;;) {
      const cursor = after === undefined ? {} : { after: encodeCursor([after]) };
      const { items } = this.#acts.acts({ log: log.origin, type, limit: PAGE, ...cursor });
      const last = items.at(-1);
      if (last === undefined) return;
      after = log.store.position(last.index);
      const to = after;
      this.#database.derive(() => {
        for (const { id, index, disregarded } of items)
          this.#take(log, type, log.store.position(index), id, disregarded);
        this.#database.run(
          `insert into exhibit_scan (log, type, position) values (?, ?, ?)
           on conflict (log, type) do update set position = excluded.position`,
          number,
          type,
          to,
        );
      });
    }
  }

  #take(log: Log, type: Type, position: number, id: string, disregarded: string | undefined): void {
    const payload = this.#payloadOf(id);
    if (payload === undefined) return;
    const effect = disregarded === undefined ? 1 : 0;
    if (type === 'contact.check') this.#takeCheck(position, id, log.party, payload, effect);
    else if (type === 'exhibit.destroy') this.#takeDestroy(log.party, payload, effect);
    else if (type === 'erasure') this.#takeErasure(position, id, log.party, payload, effect);
    else this.#takeCommitted(type, position, id, log.party, payload, effect);
  }

  #takeCommitted(type: Type, position: number, id: string, party: string, payload: Payload, effect: number): void {
    const exhibit = payload.exhibits?.[0];
    if (exhibit === undefined) return;
    const subject = payload.subject ?? id;
    this.#database.run(
      `insert into committed (position, id, subject, party, other, type, digest, bytes, effect, erased, said, due, tries, wait_until)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0) on conflict do nothing`,
      position,
      id,
      subject,
      party,
      this.#otherSide(subject, id, party, payload) ?? '',
      type,
      exhibit.h,
      exhibit.n,
      effect,
    );
    this.#judge('position = :key', position);
  }

  /** The other side of an exhibit: of the two of the act that opened it, the one that does not speak. */
  #otherSide(subject: string, id: string, party: string, payload: Payload): string | undefined {
    const opening = subject === id ? payload : this.#payloadOf(subject);
    const to = opening?.body['to'];
    if (opening === undefined || typeof to !== 'string') return undefined;
    const opener = this.#logs.find(({ origin }) => origin === opening.log)?.party;
    if (party === opener) return to;
    return party === to ? opener : undefined;
  }

  #takeCheck(position: number, id: string, party: string, { body }: Payload, effect: number): void {
    const { to, nonce } = body;
    if (party === this.#own || to !== this.#own || typeof nonce !== 'string') return;
    this.#database.run(
      `insert into checked (position, id, nonce, effect, said, tries, wait_until) values (?, ?, ?, ?, 0, 0, 0)
       on conflict do nothing`,
      position,
      id,
      nonce,
      effect,
    );
  }

  /** Our own officer says that our copy is destroyed: from here on the node has none, and asks for none. */
  #takeDestroy(party: string, { subject, body }: Payload, effect: number): void {
    const { digest } = body;
    if (party !== this.#own || effect === 0 || subject === undefined || typeof digest !== 'string') return;
    this.#database.run('update committed set erased = 1 where subject = ? and digest = ?', subject, digest);
    this.#judge('digest = :key', digest);
    this.#destroyed = true;
  }

  #takeErasure(position: number, id: string, party: string, { subject, body }: Payload, effect: number): void {
    const { of, words, exhibit } = body;
    if (typeof of !== 'string' || !Array.isArray(words)) return; // a confirmation, or nothing that has effect
    this.#database.run(
      `insert into erasure (position, id, subject, party, of, words, exhibit, effect, done)
       values (?, ?, ?, ?, ?, ?, ?, ?, 0) on conflict do nothing`,
      position,
      id,
      subject ?? '',
      party,
      of,
      JSON.stringify(words.filter((digest) => typeof digest === 'string')),
      exhibit === true ? 1 : 0,
      effect,
    );
  }

  #payloadOf(id: string): Payload | undefined {
    const act = this.#acts.act(id);
    if (act === undefined || act.encoding !== undefined) return undefined;
    const parsed = parseAct(encodeUtf8(act.entry));
    return parsed.ok ? parsed.act.payload : undefined;
  }

  /** Subjects were folded again: what their acts ask for may have changed. */
  touched(subjects: Iterable<string>): void {
    // Most subjects are none of ours: all are asked about at once.
    const list = JSON.stringify([...subjects]);
    const these = 'in (select value from json_each(?))';
    const rows = [
      ...this.#rows('committed', `subject ${these}`, list),
      ...this.#rows('checked', `id ${these} and said = 0`, list),
      ...this.#rows('erasure', `subject ${these} and done = 0`, list),
    ];
    for (const { table, position, id, effect } of rows) {
      const now = this.#acts.act(id)?.disregarded === undefined ? 1 : 0;
      if (now === effect) continue;
      this.#database.derive(() => {
        this.#database.run(`update ${table} set effect = ? where position = ?`, now, position);
        if (table === 'committed') this.#judge('position = :key', position);
      });
    }
  }

  #rows(table: 'committed' | 'checked' | 'erasure', where: string, list: string) {
    return this.#database.all(`select position, id, effect from ${table} where ${where}`, list).map((row) => ({
      table,
      position: Number(row['position']),
      id: String(row['id']),
      effect: Number(row['effect']),
    }));
  }

  /** Works out anew what is due; a pause ends with the reason for it. */
  #judge(where: string, key: Sql): void {
    const own = `'${this.#own}'`;
    const due = DUE.replaceAll(':own', own);
    this.#database.run(
      `update committed set due = ${due}, wait_until = 0, tries = 0, refusal = null
       where ${where.replace(':key', '?')} and due <> ${due}`,
      key,
    );
  }

  // ── contents ──

  /** A content is whole and here. `source`: the party it came from; empty: an officer put it. True if it was not known before. */
  stored(digest: string, bytes: number, now: number, source: string): boolean {
    return this.#database.transaction(() => {
      const added = this.#database.run(
        'insert into content (digest, bytes, stored_at, source) values (?, ?, ?, ?) on conflict do nothing',
        digest,
        bytes,
        now,
        source,
      );
      this.#judge('digest = :key', digest);
      return added > 0;
    });
  }

  /** A content is not here any more. */
  removed(digest: string): void {
    this.#database.transaction(() => {
      this.#database.run('delete from content where digest = ?', digest);
      this.#judge('digest = :key', digest);
    });
  }

  *contents(): Generator<string> {
    for (const row of this.#database.all('select digest from content order by digest')) yield String(row['digest']);
  }

  /** How many acts of the same exhibit commit to the same content before this one. */
  earlier({ position, subject, party, digest }: Committed): number {
    const row = this.#database.get(
      `select count(*) as count from committed
       where digest = ? and subject = ? and party = ? and effect = 1 and position < ?`,
      digest,
      subject,
      party,
      position,
    )!;
    return Number(row['count']);
  }

  /** Whether an act that is not erased commits to a content. */
  isCommitted(digest: string): boolean {
    return (
      this.#database.get('select 1 as found from committed where digest = ? and erased = 0 limit 1', digest) !==
      undefined
    );
  }

  /** Contents that nothing asks to be kept: all acts that commit to them are erased, or none does and they are older than that. */
  unwanted(storedBefore: number): string[] {
    return this.#database
      .all(
        `select digest from content where not exists (select 1 from committed c where c.digest = content.digest and c.erased = 0)
         and (stored_at < ? or exists (select 1 from committed c where c.digest = content.digest))`,
        storedBefore,
      )
      .map((row) => String(row['digest']));
  }

  /** Contents all of whose acts are erased, whole or on their way. */
  erasedContents(): string[] {
    return this.#database
      .all('select digest from committed group by digest having min(erased) = 1')
      .map((row) => String(row['digest']));
  }

  /** Whether `reader` may have a content to which `party` committed: it is a side of the exhibit, and the act is in order. */
  mayRead(reader: string, party: string, digest: string): boolean {
    return (
      isDigest(digest) &&
      this.#database.get(
        `select 1 as found from committed
         where digest = ? and party = ? and effect = 1 and erased = 0 and (party = ? or other = ?) limit 1`,
        digest,
        party,
        reader,
        reader,
      ) !== undefined
    );
  }

  /** Bytes pulled from a party since a time. */
  pulledSince(party: string, time: number): number {
    const row = this.#database.get(
      'select coalesce(sum(bytes), 0) as bytes from content where source = ? and stored_at >= ?',
      party,
      time,
    )!;
    return Number(row['bytes']);
  }

  // ── what is due ──

  /** The next content to ask a party for: small before large, then as the acts arrived. */
  nextPull(party: string, now: number): Committed | undefined {
    const row = this.#database.get(
      `select ${COMMITTED} from committed where due = 1 and party = ? and wait_until <= ? order by bytes, position limit 1`,
      party,
      Math.floor(now),
    );
    return row === undefined ? undefined : committedOf(row);
  }

  /** The next content of which the registrar has to say that it is here. */
  nextHeld(now: number): Committed | undefined {
    const row = this.#database.get(
      `select ${COMMITTED} from committed where due = 2 and wait_until <= ? order by position limit 1`,
      Math.floor(now),
    );
    return row === undefined ? undefined : committedOf(row);
  }

  nextCheck(now: number): Checked | undefined {
    const row = this.#database.get(
      `select position, id, nonce, tries from checked where effect = 1 and said = 0 and wait_until <= ?
       order by position limit 1`,
      Math.floor(now),
    );
    if (row === undefined) return undefined;
    const { position, id, nonce, tries } = row;
    return { position: Number(position), id: String(id), nonce: String(nonce), tries: Number(tries) };
  }

  /** Erasures that are in order and not carried out. */
  erasuresDue(): ErasureDue[] {
    return this.#database
      .all(
        'select position, id, party, of, words, exhibit from erasure where effect = 1 and done = 0 order by position',
      )
      .map((row) => ({
        position: Number(row['position']),
        id: String(row['id']),
        party: String(row['party']),
        of: String(row['of']),
        words: JSON.parse(String(row['words'])) as string[],
        exhibit: row['exhibit'] === 1,
      }));
  }

  /** Within the transaction that deletes what it names. */
  erased({ position, of, exhibit }: ErasureDue): void {
    this.#database.run('update erasure set done = 1 where position = ?', position);
    if (!exhibit) return;
    this.#database.run('update committed set erased = 1 where id = ?', of);
    this.#judge('id = :key', of);
  }

  /** Digests of contents that an act committed to. */
  digestsOf(act: string): string[] {
    return this.#database.all('select digest from committed where id = ?', act).map((row) => String(row['digest']));
  }

  /** The registrar has said it. */
  said(table: 'committed' | 'checked', position: number): void {
    this.#database.transaction(() => {
      this.#database.run(`update ${table} set said = 1, refusal = null where position = ?`, position);
      if (table === 'committed') this.#judge('position = :key', position);
    });
  }

  /** It came to nothing: again at `until`, by this process's own clock; undefined: not before something changes. */
  putOff(
    table: 'committed' | 'checked',
    position: number,
    until: number | undefined,
    refusal: { code: string; detail: string },
  ): void {
    this.#database.derive(() =>
      this.#database.run(
        `update ${table} set tries = tries + 1, wait_until = ?, refusal = ? where position = ?`,
        until === undefined ? NEVER : Math.ceil(until),
        JSON.stringify({ code: refusal.code, detail: refusal.detail }),
        position,
      ),
    );
  }

  /** When something that is put off now is to be tried again; Infinity: nothing is. */
  nextAfter(now: number): number {
    const row = this.#database.get(
      `select min(at) as at from (select min(wait_until) as at from committed where due > 0 and wait_until > ?1
       union all select min(wait_until) from checked where effect = 1 and said = 0 and wait_until > ?1)`,
      Math.floor(now),
    );
    const at = row?.['at'] ?? null;
    return at === null || Number(at) === NEVER ? Infinity : Number(at);
  }

  // ── to be shown ──

  figures(): { contents: number; bytes: number; wanted: number; erased: number; unsaid: number } {
    const one = (sql: string) => Number(this.#database.get(sql)!['figure']);
    return {
      contents: one('select count(*) as figure from content'),
      bytes: one('select coalesce(sum(bytes), 0) as figure from content'),
      wanted: one('select count(*) as figure from committed where due = 1'),
      erased: one('select count(*) as figure from erasure where done = 1'),
      unsaid:
        one('select count(*) as figure from committed where due = 2') +
        one('select count(*) as figure from checked where effect = 1 and said = 0'),
    };
  }

  /** Contents that are wanted and not here, the longest tried first. */
  waiting(limit: number) {
    return this.#database
      .all(`select ${COMMITTED}, refusal from committed where due = 1 order by tries desc, position limit ?`, limit)
      .map((row) => {
        const { id, party, digest, bytes, tries } = committedOf(row);
        const refusal = row['refusal'];
        return {
          digest,
          bytes,
          party,
          act: id,
          tries,
          ...(typeof refusal === 'string' && { refusal: JSON.parse(refusal) as { code: string; detail: string } }),
        };
      });
  }

  /** Why the registrar’s last attempt at something that is still to be said was refused. */
  unsaidRefusal(): { code: string; detail: string } | undefined {
    const row = this.#database.get(
      `select refusal from committed where due = 2 and refusal is not null
       union all select refusal from checked where effect = 1 and said = 0 and refusal is not null limit 1`,
    );
    return row === undefined ? undefined : (JSON.parse(String(row['refusal'])) as { code: string; detail: string });
  }
}

function committedOf(row: Record<string, Sql>): Committed {
  return {
    position: Number(row['position']),
    id: String(row['id']),
    subject: String(row['subject']),
    party: String(row['party']),
    other: String(row['other']),
    type: String(row['type']),
    digest: String(row['digest']),
    bytes: Number(row['bytes']),
    tries: Number(row['tries']),
  };
}
