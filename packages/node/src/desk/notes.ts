// Internal notes: threads on a subject, rewritten by their authors alone; what they said before is kept.

import { VERSIONS_MAX } from '@parley/api/desk';
import { encodeBase64url } from '@parley/record/base64';
import { refuse, type Result } from '@parley/record/refusal';
import type { Person } from '../access/viewer.ts';
import type { Page } from '../api/app.ts';
import { encodeCursor, parseCursor } from '../docket/reader/page.ts';
import type { Database, Sql } from '../platform/sqlite.ts';
import type { Checks } from './desk.ts';
import type { By, DraftCode } from './drafts.ts';
import { below, byOf, seekPage, seqOf } from './seek.ts';

export type NoteView = {
  id: string;
  subject: string;
  thread: string;
  text: string;
  mentions: string[];
  version: number;
  by: By;
  at: number;
  savedAt: number;
};

type Paging = { after?: string | undefined; limit?: number | undefined };
type Query = Paging & {
  subject?: string | undefined;
  thread?: string | undefined;
  by?: string | undefined;
  mentions?: string | undefined;
};

const LIMIT = 50;
const FROM = `select n.*, v.text, v.saved_at from desk_note n join desk_note_version v on v.note = n.id and v.version = n.version`;

export class Notes {
  #database: Database;
  #checks: Checks;
  #random: (bytes: number) => Uint8Array;
  #now: () => number;

  constructor(options: {
    database: Database;
    checks: Checks;
    random: (bytes: number) => Uint8Array;
    now: () => number;
  }) {
    this.#database = options.database;
    this.#checks = options.checks;
    this.#random = options.random;
    this.#now = options.now;
  }

  list(person: Person, query: Query): Page<NoteView> {
    const rows = this.#database.each(
      `${FROM} where n.seq < ?1 and (?2 is null or n.subject = ?2) and (?3 is null or n.thread = ?3) and (?4 is null or n.account = ?4)
         and (?5 is null or exists (select 1 from json_each(n.mentions) where value = ?5)) order by n.seq desc`,
      below(parseCursor(query.after, 1)),
      query.subject ?? null,
      query.thread ?? null,
      query.by ?? null,
      query.mentions ?? null,
    );
    return seekPage(rows, query.limit, seqOf, (row) => {
      const note = noteOf(row);
      return this.#checks.sees(person, note.subject) ? note : undefined;
    });
  }

  look(person: Person, id: string): NoteView | undefined {
    const row = this.#database.get(`${FROM} where n.id = ?`, id);
    const note = row && noteOf(row);
    return note !== undefined && this.#checks.sees(person, note.subject) ? note : undefined;
  }

  versions(person: Person, id: string, query: Paging) {
    if (this.look(person, id) === undefined) return undefined;
    const limit = query.limit ?? LIMIT;
    const items = this.#database
      .all(
        'select version, text, saved_at from desk_note_version where note = ? and version < ? order by version desc limit ?',
        id,
        below(parseCursor(query.after, 1)),
        limit + 1,
      )
      .map((row) => ({
        version: Number(row['version']),
        text: String(row['text']),
        savedAt: Number(row['saved_at']),
      }));
    return items.length > limit
      ? { items: items.slice(0, limit), next: encodeCursor([items[limit - 1]!.version]) }
      : { items };
  }

  make(
    person: Person,
    asked: {
      id?: string | undefined;
      subject: string;
      thread?: string | undefined;
      text: string;
      mentions?: string[] | undefined;
    },
  ): Result<{ note: NoteView; again: boolean }, DraftCode> {
    const { subject, thread, text, mentions = [] } = asked;
    if (!this.#checks.exists(person, subject))
      return refuse('desk.subject', `writing a note: the docket has no subject ${subject}`);
    const first = thread === undefined ? undefined : this.look(person, thread);
    if (thread !== undefined && (first?.subject !== subject || first.thread !== thread))
      return refuse('desk.thread', 'writing a note: the thread it names does not begin on this subject');
    const stranger = this.#checks.strangers(mentions);
    if (!stranger.ok) return stranger;
    const id = asked.id ?? encodeBase64url(this.#random(16));
    return this.#database.transaction(() => {
      const there = this.#database.get(`${FROM} where n.id = ?`, id);
      if (there !== undefined) {
        const note = noteOf(there);
        const same = note.by.account === person.account && note.subject === subject && note.text === text;
        if (!same) return refuse('desk.id_taken', 'writing a note: another note has this id');
        return { ok: true, note, again: true };
      }
      this.#database.run(
        'insert into desk_note (id, subject, thread, mentions, version, account, name, at) values (?, ?, ?, ?, 1, ?, ?, ?)',
        id,
        subject,
        thread ?? id,
        JSON.stringify(mentions),
        person.account,
        person.name,
        this.#now(),
      );
      this.#addVersion(id, 1, text);
      return { ok: true, note: this.look(person, id)!, again: false };
    });
  }

  save(
    person: Person,
    id: string,
    asked: { version: number; text: string; mentions?: string[] | undefined },
  ): Result<{ note: NoteView }, DraftCode> {
    const { version, text, mentions = [] } = asked;
    const stranger = this.#checks.strangers(mentions);
    if (!stranger.ok) return stranger;
    return this.#database.transaction(() => {
      const note = this.look(person, id);
      if (note === undefined) return refuse('http.not_found', 'rewriting a note: there is none of this id');
      if (note.by.account !== person.account)
        return refuse('desk.not_author', `rewriting a note: it is ${note.by.name}’s`);
      const same = note.text === text && JSON.stringify(note.mentions) === JSON.stringify(mentions);
      if (same && (version === note.version || version === note.version - 1)) return { ok: true, note };
      if (version !== note.version)
        return refuse('desk.stale', `rewriting a note: version ${version} was read, and ${note.version} is there`, {
          newer: note,
        });
      if (version >= VERSIONS_MAX)
        return refuse('desk.full', `rewriting a note: it has ${VERSIONS_MAX} versions, as many as one note may have`);
      this.#addVersion(id, version + 1, text);
      this.#database.run(
        'update desk_note set version = ?, mentions = ? where id = ?',
        version + 1,
        JSON.stringify(mentions),
        id,
      );
      return { ok: true, note: this.look(person, id)! };
    });
  }

  #addVersion(id: string, version: number, text: string): void {
    this.#database.run(
      'insert into desk_note_version (note, version, text, saved_at) values (?, ?, ?, ?)',
      id,
      version,
      text,
      this.#now(),
    );
  }
}

function noteOf(row: Record<string, Sql>): NoteView {
  return {
    id: String(row['id']),
    subject: String(row['subject']),
    thread: String(row['thread']),
    text: String(row['text']),
    mentions: JSON.parse(String(row['mentions'])) as string[],
    version: Number(row['version']),
    by: byOf(row),
    at: Number(row['at']),
    savedAt: Number(row['saved_at']),
  };
}
