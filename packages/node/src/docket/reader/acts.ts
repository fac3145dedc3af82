// Reading acts: what is held of every log, entry by entry, with words, receipts, and whether the rules gave it effect.

import type { z } from 'zod';
import type { ActDetail, ActRow } from '@parley/api/acts';
import type { DisregardedRow } from '@parley/api/docket';
import { LIMIT_DEFAULT } from '@parley/api/paging';
import type { routes } from '@parley/api/routes';
import { parseAct } from '@parley/record/act';
import { encodeBase64url } from '@parley/record/base64';
import { parseUtf8 } from '@parley/record/bytes';
import type { JsonObject } from '@parley/record/json';
import { encodeProof } from '@parley/record/proof';
import { parseDisclosure } from '@parley/record/words';
import { actSeenAt, names, type Sight } from '../../access/sight.ts';
import type { Page } from '../../api/app.ts';
import type { Log } from '../../log/log.ts';
import { LOG_SPAN } from '../../log/store.ts';
import type { Database, Sql } from '../../platform/sqlite.ts';
import type { Docket } from '../docket.ts';
import { parseFacet } from '../facet.ts';
import { subjectKey } from '../subjects.ts';
import { Grading, type Delivery } from './delivery.ts';
import { findAct } from './find.ts';
import { fillPage, parseCursor, type Key } from './page.ts';

type Query<Name extends 'acts' | 'disregarded'> = z.output<(typeof routes)[Name]['query']>;
type Act = z.input<typeof ActRow>;
type Disregarded = z.input<typeof DisregardedRow>;

/** Positions after the first and before the second. */
type Range = { after: number; before: number };

const STRETCH = 64;

export class ActReader {
  #database: Database;
  #docket: Docket;
  #logs: readonly Log[];
  #publishedSize: () => number;
  #sight: Sight;

  /** `publishedSize`: how much of our own log a signed checkpoint covers. `sight`: what is shown of all. */
  constructor(options: {
    database: Database;
    docket: Docket;
    logs: readonly Log[];
    publishedSize: () => number;
    sight: Sight;
  }) {
    this.#sight = options.sight;
    this.#database = options.database;
    this.#docket = options.docket;
    this.#logs = options.logs;
    this.#publishedSize = options.publishedSize;
  }

  /** Entry by entry and log by log, or the last first; those of one subject in the order of the docket. */
  acts({ after, limit = LIMIT_DEFAULT, log, subject, type, sort }: Query<'acts'>): Page<Act> {
    const range = this.#rangeOf(log);
    if (range === undefined) return { items: [] };
    const from = parseCursor(after, 1)?.[0];
    const back = sort === '-index';
    const onward = back
      ? { ...range, before: Math.min(range.before, from ?? Infinity) }
      : { ...range, after: Math.max(range.after, from ?? -1) };
    let candidates: Iterable<Key>;
    if (subject !== undefined) candidates = this.#ofSubject(subject, from);
    else if (type !== undefined) {
      candidates = this.#positions(
        'select position from act listed indexed by act_type where type = ? and',
        [type],
        onward,
        back,
      );
    } else candidates = this.#positions('select position from entry listed where', [], onward, back);
    const grading = this.#grading();
    return fillPage(candidates, limit, ([position]) => {
      const fits = subject === undefined || this.#isOf(position!, subject, type, range);
      if (!fits) return { row: undefined, bytes: 0 };
      const before = grading.read;
      const { row, bytes } = this.#shown(position!, grading);
      return { row, bytes: bytes.length + grading.read - before };
    });
  }

  act(id: string): z.input<typeof ActDetail> | undefined {
    const position = this.#shownPosition(id);
    if (position === undefined) return undefined;
    const { row, bytes, digests } = this.#shown(position, this.#grading());
    const ascii = bytes.every((byte) => byte < 0x80) ? parseUtf8(bytes) : undefined;
    const texts = this.#textsAt(position);
    const why = this.#database.get('select detail from disregarded where position = ?', position)?.['detail'];
    return {
      ...row,
      ...(why !== undefined && { disregardedWhy: String(why) }),
      ...(ascii === undefined ? { entry: encodeBase64url(bytes), encoding: 'base64url' } : { entry: ascii }),
      words: texts.filter((text) => text !== null),
      wordsMissing: digests.filter((_, place) => (texts[place] ?? null) === null),
    };
  }

  /** Where an act is held that is seen. */
  #shownPosition(id: string): number | undefined {
    const position = this.positionOf(id);
    if (position === undefined || this.#sight.all) return position;
    const seen = this.#database.get(`select 1 as yes where ${actSeenAt('?')}`, position, this.#sight.whole);
    return seen !== undefined && !this.#namesHidden(position) ? position : undefined;
  }

  /** An act may name what its subject does not refer to: in `re`, or if it has no effect. */
  #namesHidden(position: number): boolean {
    const entry = this.#database.get('select bytes from entry where position = ?', position)!;
    const parsed = parseAct(entry['bytes'] as Uint8Array);
    if (!parsed.ok) return true;
    const { body, re } = parsed.act.payload;
    return names([body, re], (id) => this.#hidesAct(id));
  }

  /** Whether an act is held and of a subject that is not seen at all. */
  #hidesAct(id: string): boolean {
    if (this.#sight.hides(id)) return true;
    const position = this.positionOf(id);
    if (position === undefined) return false;
    return this.#database.get(`select 1 as yes where ${actSeenAt('?')}`, position, this.#sight.rows) === undefined;
  }

  /** Where an act is held, or undefined. */
  positionOf(id: string): number | undefined {
    return findAct(this.#database, this.#logs, id);
  }

  /** The words of the entry at a position, by name, as far as they are held and can be read; and how many bytes they take. */
  wordsAt(position: number): { words: JsonObject; bytes: number } {
    const words: JsonObject = {};
    let bytes = 0;
    for (const text of this.#textsAt(position)) {
      bytes += text?.length ?? 0;
      const parsed = text === null ? undefined : parseDisclosure(text);
      if (parsed?.ok === true) words[parsed.disclosure.name] = parsed.disclosure.value;
    }
    return { words, bytes };
  }

  /** The words of an act by its id. */
  wordsOf(id: string): JsonObject {
    const position = this.positionOf(id);
    return position === undefined ? {} : this.wordsAt(position).words;
  }

  /**
   * The receipt: of an act within a subject, the one by its other side; of an act of the accord, which all must receive, the last one.
   * Undefined while there is none.
   */
  receiptProof(id: string): string | undefined {
    const position = this.#shownPosition(id);
    if (position === undefined) return undefined;
    const { log, index } = this.#placeOf(position);
    const holder = this.#receiverOf(position);
    const receipt = holder === undefined ? undefined : log.store.receipt(holder, index);
    // After a restore our own log may be shorter for a while than what its holders have cosigned.
    if (receipt === undefined || receipt.size > log.size) return undefined;
    return encodeProof({ index, hashes: log.inclusionProof(index, receipt.size), note: receipt.note });
  }

  disregarded({ after, limit = LIMIT_DEFAULT, log, code }: Query<'disregarded'>): Page<Disregarded> {
    const range = this.#rangeOf(log);
    if (range === undefined) return { items: [] };
    const onward = { ...range, after: Math.max(range.after, parseCursor(after, 1)?.[0] ?? -1) };
    const candidates =
      code === undefined
        ? this.#positions('select position from disregarded listed where', [], onward)
        : this.#positions(
            'select position from disregarded listed indexed by disregarded_code where code = ? and',
            [code],
            onward,
          );
    return fillPage(candidates, limit, ([position]) => {
      const found = this.#database.get('select code, detail from disregarded where position = ?', position!)!;
      const act = this.#database.get('select type from act where position = ?', position!);
      const place = this.#placeOf(position!);
      const row: Disregarded = {
        id: place.log.store.id(place.index)!,
        log: place.log.origin,
        party: place.log.party,
        index: place.index,
        ...(typeof act?.['type'] === 'string' && { type: act['type'] }),
        code: String(found['code']),
        detail: String(found['detail']),
      };
      return { row, bytes: row.detail.length };
    });
  }

  #grading(): Grading {
    return new Grading({
      database: this.#database,
      docket: this.#docket,
      logs: this.#logs,
      publishedSize: this.#publishedSize,
    });
  }

  #shown(position: number, grading: Grading): { row: Act; bytes: Uint8Array; digests: string[] } {
    const { log, index } = this.#placeOf(position);
    const entry = this.#database.get('select id, bytes from entry where position = ?', position)!;
    const bytes = entry['bytes'] as Uint8Array;
    const id = encodeBase64url(entry['id'] as Uint8Array);
    const parsed = parseAct(bytes);
    const payload = parsed.ok ? parsed.act.payload : undefined;
    const disregarded = this.#database.get('select code from disregarded where position = ?', position);
    const row: Act = {
      id,
      log: log.origin,
      party: log.party,
      index,
      ...(payload !== undefined && { type: payload.type, signedAt: payload.iat }),
      ...(payload?.subject !== undefined && { subject: payload.subject }),
      kids: parsed.ok ? parsed.act.signatures.map(({ kid }) => kid) : [],
      ...(disregarded !== undefined && { disregarded: String(disregarded['code']) }),
      delivery: this.#told(grading.of(log, index, id, payload)),
    };
    return { row, bytes, digests: payload?._sd ?? [] };
  }

  /** Without what is shown by acts that are not. */
  #told(delivery: Delivery): Delivery {
    if (this.#sight.all) return delivery;
    return { ...delivery, seen: delivery.seen.filter(({ act }) => this.#shownPosition(act) !== undefined) };
  }

  /** All positions, or those of one log; undefined if there is no such log. */
  #rangeOf(origin: string | undefined): Range | undefined {
    if (origin === undefined) return { after: -1, before: Number.MAX_SAFE_INTEGER };
    const log = this.#logs.find((one) => one.origin === origin);
    return log === undefined ? undefined : { after: log.store.position(0) - 1, before: log.store.position(LOG_SPAN) };
  }

  /** `back`: the last first. */
  *#positions(select: string, values: Sql[], range: Range, back = false): Generator<Key> {
    const { all, whole } = this.#sight;
    const [seen, ...given] = all ? [''] : [`and ${actSeenAt('listed.position')}`, whole];
    for (let { after, before } = range; ;) {
      const rows = this.#database.all(
        `${select} position > ? and position < ? ${seen} order by position ${back ? 'desc' : 'asc'} limit ${STRETCH}`,
        ...values,
        after,
        before,
        ...given,
      );
      for (const row of rows) {
        const position = Number(row['position']);
        if (back) before = position;
        else after = position;
        if (all || !this.#namesHidden(position)) yield [position];
      }
      if (rows.length < STRETCH) return;
    }
  }

  /** Acts whose subject begins with the same bytes, in the order of the docket: nearly always those of the subject. */
  *#ofSubject(subject: string, from: number | undefined): Generator<Key> {
    const { all, whole } = this.#sight;
    const [seen, ...given] = all ? [''] : [`and ${actSeenAt('listed.position')}`, whole];
    const place = from === undefined ? undefined : this.#database.get('select key from act where position = ?', from);
    for (let last = String(place?.['key'] ?? ''); ;) {
      const rows = this.#database.all(
        `select key, position from act listed indexed by act_subject
         where subject_key = ? and key > ? ${seen} order by key limit ${STRETCH}`,
        subjectKey(subject),
        last,
        ...given,
      );
      for (const row of rows) {
        last = String(row['key']);
        const position = Number(row['position']);
        if (all || !this.#namesHidden(position)) yield [position];
      }
      if (rows.length < STRETCH) return;
    }
  }

  #isOf(position: number, subject: string, type: string | undefined, { after, before }: Range): boolean {
    if (position <= after || position >= before) return false;
    const row = this.#database.get('select subject, type from act where position = ?', position);
    return row?.['subject'] === subject && (type === undefined || row['type'] === type);
  }

  #receiverOf(position: number): string | undefined {
    const { log, index } = this.#placeOf(position);
    const act = this.#database.get('select subject from act where position = ?', position);
    const opening = typeof act?.['subject'] === 'string' ? this.positionOf(act['subject']) : undefined;
    const about =
      opening === undefined ? undefined : this.#database.get('select facet from subject where position = ?', opening);
    if (about !== undefined) {
      const { by, to } = parseFacet(String(about['facet']));
      if (log.party === by) return to;
      if (log.party === to) return by;
    }
    let last: { party: string; time: number } | undefined;
    for (const { party } of this.#logs) {
      if (party === log.party) continue;
      const time = this.#docket.times.first(log.party, index, party);
      if (time === undefined) return undefined;
      if (last === undefined || time > last.time) last = { party, time };
    }
    return last?.party;
  }

  #placeOf(position: number): { log: Log; index: number } {
    const log = this.#logs.find(({ store }) => store.number === Math.floor(position / LOG_SPAN));
    if (log === undefined) throw new Error('a row names a log that is not there: the database is damaged');
    return { log, index: position % LOG_SPAN };
  }

  #textsAt(position: number): (string | null)[] {
    const row = this.#database.get('select disclosures from words where position = ?', position);
    return row === undefined ? [] : (JSON.parse(String(row['disclosures'])) as (string | null)[]);
  }
}
