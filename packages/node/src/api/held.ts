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
import type { SubjectState } from '@parley/docket/kind';
import type { Docket } from '../docket/docket.ts';
import type { Log } from '../log/log.ts';
import { findEntry, LOG_SPAN } from '../log/store.ts';
import type { Database, Sql } from '../platform/sqlite.ts';
import type { Page } from './app.ts';
import { encodeCursor, parseCursor } from './cursor.ts';

/** Some ten milliseconds' worth of rows. */
const LOOKED_AT_MAX = 10_000;

type Query<Name extends 'acts' | 'disregarded'> = z.output<(typeof routes)[Name]['query']>;
type Act = z.input<typeof ActRow>;

export class Held {
  #database: Database;
  #docket: Docket;
  #logs: readonly Log[];
  /** How much of our own log a signed checkpoint covers. */
  #publishedSize: () => number;

  constructor(database: Database, docket: Docket, logs: readonly Log[], publishedSize: () => number) {
    this.#database = database;
    this.#docket = docket;
    this.#logs = logs;
    this.#publishedSize = publishedSize;
  }

  /** Acts that have their place in the docket's order, log by log. */
  acts(query: Query<'acts'>): Page<Act> {
    const log = query.log === undefined ? undefined : this.#logs.find(({ origin }) => origin === query.log);
    if (query.log !== undefined && log === undefined) return { items: [] };
    const from = parseCursor(query.after, 1)?.numbers[0] ?? -1;
    const to = log === undefined ? Number.MAX_SAFE_INTEGER : log.store.position(LOG_SPAN - 1);
    const rows =
      query.subject === undefined
        ? this.#database.each(
            'select * from act where position > ? and position <= ? order by position',
            Math.max(from, log === undefined ? -1 : log.store.position(0) - 1),
            to,
          )
        : this.#ofSubject(query.subject, from, to);
    const items: Act[] = [];
    let looked = 0;
    let last = 0;
    for (const row of rows) {
      if (looked === LOOKED_AT_MAX || items.length === (query.limit ?? LIMIT_DEFAULT)) {
        return { items, next: encodeCursor([last]) };
      }
      looked++;
      last = Number(row['position']);
      if (query.type === undefined || row['type'] === query.type) items.push(this.#shown(last));
    }
    return { items };
  }

  #ofSubject(subject: string, from: number, to: number): Record<string, Sql>[] {
    const key = this.#database.get(
      'select subject_key from act where subject = ? and subject_key is not null limit 1',
      subject,
    );
    return key === undefined
      ? []
      : this.#database.all('select * from act where subject = ? and position > ? and position <= ?', subject, from, to);
  }

  act(id: string): z.input<typeof ActDetail> | undefined {
    const found = this.#find(id);
    if (found === undefined) return undefined;
    const { log, index } = found;
    const position = log.store.position(index);
    const bytes = log.store.entry(index)!;
    const ascii = bytes.every((byte) => byte < 0x80) ? parseUtf8(bytes) : undefined;
    const parsed = parseAct(bytes);
    const texts = this.#textsAt(position);
    const digests = parsed.ok ? (parsed.act.payload._sd ?? []) : [];
    return {
      ...this.#shown(position),
      ...(ascii === undefined ? { entry: encodeBase64url(bytes), encoding: 'base64url' } : { entry: ascii }),
      words: texts.filter((text) => text !== null),
      wordsMissing: digests.filter((_, place) => (texts[place] ?? null) === null),
    };
  }

  /** Words of the entry at a position, as far as they are held. */
  wordsAt(position: number): JsonObject {
    const words: JsonObject = {};
    for (const text of this.#textsAt(position)) {
      const parsed = text === null ? undefined : parseDisclosure(text);
      if (parsed?.ok) words[parsed.disclosure.name] = parsed.disclosure.value;
    }
    return words;
  }

  /** Words of an act by its id. */
  wordsOf(id: string): JsonObject {
    const found = this.#find(id);
    return found === undefined ? {} : this.wordsAt(found.log.store.position(found.index));
  }

  /**
   * The receipt: of an act within a subject, the one of the other side; of any other, the last of all parties'. Undefined while there is
   * none.
   */
  receiptProof(id: string): string | undefined {
    const found = this.#find(id);
    if (found === undefined) return undefined;
    const { log, index } = found;
    const holder = this.#holderOf(log, index);
    const cosigned = holder === undefined ? undefined : log.store.receipt(holder, index);
    if (cosigned === undefined || cosigned.size > log.size) return undefined;
    return encodeProof({ index, hashes: log.inclusionProof(index, cosigned.size), note: cosigned.note });
  }

  #holderOf(log: Log, index: number): string | undefined {
    const others = this.#logs.map(({ party }) => party).filter((party) => party !== log.party);
    const row = this.#database.get(
      'select s.state from act a join subject s on s.id = a.subject where a.position = ?',
      log.store.position(index),
    );
    if (row !== undefined) {
      const { sides } = JSON.parse(String(row['state'])) as SubjectState;
      const other = sides.find((party) => party !== log.party);
      if (other !== undefined && sides.includes(log.party)) return other;
    }
    let last: { party: string; time: number } | undefined;
    for (const party of others) {
      const time = this.#docket.times.first(log.party, index, party);
      if (time === undefined) return undefined;
      if (last === undefined || time > last.time) last = { party, time };
    }
    return last?.party;
  }

  disregarded(query: Query<'disregarded'>): Page<z.input<typeof DisregardedRow>> {
    const items: z.input<typeof DisregardedRow>[] = [];
    const from = parseCursor(query.after, 1)?.numbers[0] ?? -1;
    let looked = 0;
    let last = 0;
    for (const row of this.#database.each(
      `select d.position, d.code, d.detail, a.type from disregarded d left join act a on a.position = d.position
       where d.position > ? order by d.position`,
      from,
    )) {
      if (looked === LOOKED_AT_MAX || items.length === (query.limit ?? LIMIT_DEFAULT)) {
        return { items, next: encodeCursor([last]) };
      }
      looked++;
      last = Number(row['position']);
      const { log, index } = this.#placeOf(last);
      const code = String(row['code']);
      if ((query.log !== undefined && log.origin !== query.log) || (query.code !== undefined && code !== query.code))
        continue;
      items.push({
        id: log.store.id(index)!,
        log: log.origin,
        party: log.party,
        index,
        ...(typeof row['type'] === 'string' && { type: row['type'] }),
        code,
        detail: String(row['detail']),
      });
    }
    return { items };
  }

  #shown(position: number): Act {
    const { log, index } = this.#placeOf(position);
    const parsed = parseAct(log.store.entry(index)!);
    const disregarded = this.#database.get('select code from disregarded where position = ?', position);
    const { times } = this.#docket;
    const received = this.#logs.flatMap(({ party }) => {
      const at = party === log.party ? undefined : times.first(log.party, index, party);
      return at === undefined ? [] : [{ party, at }];
    });
    return {
      id: log.store.id(index)!,
      log: log.origin,
      party: log.party,
      index,
      ...(parsed.ok && {
        type: parsed.act.payload.type,
        signedAt: parsed.act.payload.iat,
        ...(parsed.act.payload.subject !== undefined && { subject: parsed.act.payload.subject }),
      }),
      kids: parsed.ok ? parsed.act.signatures.map(({ kid }) => kid) : [],
      ...(disregarded !== undefined && { disregarded: String(disregarded['code']) }),
      delivery: { published: !log.store.own || index < this.#publishedSize(), received },
    };
  }

  #find(id: string): { log: Log; index: number } | undefined {
    const found = findEntry(this.#database, id);
    const log = found === undefined ? undefined : this.#logs.find(({ store }) => store.number === found.log);
    return log === undefined || found!.index >= log.size ? undefined : { log, index: found!.index };
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
