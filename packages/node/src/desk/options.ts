// Measures under consideration: kind, legal basis, proportionality, what the other side may do in turn. None of it is ever said to anybody until an
// option is turned into a draft, and that is released and filed like any other; what the other side may do in turn stays here even then.

import { type DraftContent, type Option, type OptionMade, VERSIONS_MAX } from '@parley/api/desk';
import { encodeBase64url } from '@parley/record/base64';
import { refuse, type Result } from '@parley/record/refusal';
import type { z } from 'zod';
import type { Person } from '../access/viewer.ts';
import type { Page } from '../api/app.ts';
import { parseCursor } from '../docket/reader/page.ts';
import type { Database, Sql } from '../platform/sqlite.ts';
import { spellDraft } from './content.ts';
import type { Checks } from './desk.ts';
import type { DraftCode, Drafts, DraftView } from './drafts.ts';
import { below, seekPage, seqOf } from './seek.ts';

export type OptionView = z.output<typeof Option>;
type OptionContent = Omit<z.output<typeof OptionMade>, 'id'>;

type Query = {
  after?: string | undefined;
  limit?: number | undefined;
  state?: OptionView['state'] | undefined;
  kind?: string | undefined;
  subject?: string | undefined;
};

const FROM = `select o.*, v.content, v.saved_by, v.saved_name, v.saved_at
  from desk_option o join desk_option_version v on v.option = o.id and v.version = o.version`;

export class Options {
  #database: Database;
  #checks: Checks;
  #drafts: Drafts;
  #language: () => string;
  #random: (bytes: number) => Uint8Array;
  #now: () => number;

  /** `language`: the one that an option's text is put into a draft as. */
  constructor(options: {
    database: Database;
    checks: Checks;
    drafts: Drafts;
    language: () => string;
    random: (bytes: number) => Uint8Array;
    now: () => number;
  }) {
    this.#database = options.database;
    this.#checks = options.checks;
    this.#drafts = options.drafts;
    this.#language = options.language;
    this.#random = options.random;
    this.#now = options.now;
  }

  list(person: Person, query: Query): Page<OptionView> {
    const rows = this.#database.each(
      `${FROM} where o.seq < ?1 and (?2 is null or o.state = ?2) and (?3 is null or json_extract(v.content, '$.kind') = ?3)
         and (?4 is null or exists (select 1 from json_each(v.content, '$.subjects') where value = ?4)) order by o.seq desc`,
      below(parseCursor(query.after, 1)),
      query.state ?? null,
      query.kind ?? null,
      query.subject ?? null,
    );
    return seekPage(rows, query.limit, seqOf, (row) => this.#shown(person, row));
  }

  look(person: Person, id: string): OptionView | undefined {
    const row = this.#database.get(`${FROM} where o.id = ?`, id);
    return row && this.#shown(person, row);
  }

  make(
    person: Person,
    asked: OptionContent & { id?: string | undefined },
  ): Result<{ option: OptionView; again: boolean }, DraftCode> {
    const { id = encodeBase64url(this.#random(16)), ...content } = asked;
    const missing = this.#missing(person, content);
    if (missing !== undefined) return noSubject('putting an option down', missing);
    return this.#database.transaction(() => {
      const there = this.#database.get('select made_by from desk_option where id = ?', id);
      if (there !== undefined) {
        const first = this.#database.get(
          'select content from desk_option_version where option = ? and version = 1',
          id,
        )!;
        const option = this.look(person, id);
        const same = there['made_by'] === person.account && first['content'] === JSON.stringify(content);
        if (!same || option === undefined)
          return refuse('desk.id_taken', 'putting an option down: another option has this id');
        return { ok: true, option, again: true };
      }
      this.#database.run(
        "insert into desk_option (id, state, version, made_by, made_name, made_at) values (?, 'considered', 1, ?, ?, ?)",
        id,
        person.account,
        person.name,
        this.#now(),
      );
      this.#addVersion(person, id, 1, content);
      return { ok: true, option: this.look(person, id)!, again: false };
    });
  }

  save(
    person: Person,
    id: string,
    asked: OptionContent & { version: number; state?: 'considered' | 'set-aside' | undefined },
  ): Result<{ option: OptionView }, DraftCode> {
    const { version, state, ...content } = asked;
    const doing = 'saving an option';
    const missing = this.#missing(person, content);
    if (missing !== undefined) return noSubject(doing, missing);
    return this.#database.transaction(() => {
      const option = this.look(person, id);
      if (option === undefined) return refuse('http.not_found', `${doing}: there is none of this id`);
      const there = this.#database.get(`${FROM} where o.id = ?`, id)!;
      const same = there['content'] === JSON.stringify(content) && (state === undefined || state === option.state);
      const again = version === option.version - 1 && option.savedBy.account === person.account;
      if (same && (version === option.version || again)) return { ok: true, option };
      if (version !== option.version)
        return refuse('desk.stale', `${doing}: version ${version} was read, and ${option.version} is there`, {
          newer: option,
        });
      if (version >= VERSIONS_MAX)
        return refuse('desk.full', `${doing}: it has ${VERSIONS_MAX} versions, as many as one option may have`);
      this.#addVersion(person, id, version + 1, content);
      this.#database.run(
        'update desk_option set version = ?, state = ? where id = ?',
        version + 1,
        state ?? option.state,
        id,
      );
      return { ok: true, option: this.look(person, id)! };
    });
  }

  /** A draft that announces the measure; made once, and the same one whenever it is asked for again. */
  draft(
    person: Person,
    id: string,
    asked: { id?: string | undefined },
  ): Result<{ draft: DraftView; again: boolean }, DraftCode> {
    return this.#database.transaction(() => {
      const option = this.look(person, id);
      if (option === undefined) return refuse('http.not_found', 'drafting an option: there is none of this id');
      const before = option.draft === undefined ? undefined : this.#drafts.look(person, option.draft);
      if (before !== undefined) return { ok: true, draft: before, again: true };
      const content = this.#announcing(option);
      const spelt = spellDraft(content);
      if (!spelt.ok) return spelt;
      const made = this.#drafts.makeNow(person, { ...asked, title: option.title, content }, spelt);
      if (!made.ok) return made;
      this.#database.run("update desk_option set state = 'drafted', draft = ? where id = ?", made.draft.id, id);
      return made;
    });
  }

  #announcing({ title, kind, orientation, basis, proportionality, text }: OptionView): DraftContent {
    const language = this.#language();
    const said = Object.entries({ title, basis, proportionality, text }).filter(([, words]) => words !== undefined);
    return {
      type: 'measure.announce',
      body: { kind, ...(orientation !== undefined && { orientation }) },
      words: Object.fromEntries(said.map(([name, words]) => [name, { [language]: words }])),
    };
  }

  #missing(person: Person, { subjects = [] }: OptionContent): string | undefined {
    return subjects.find((subject) => !this.#checks.exists(person, subject));
  }

  #addVersion(person: Person, id: string, version: number, content: OptionContent): void {
    this.#database.run(
      'insert into desk_option_version (option, version, content, saved_by, saved_name, saved_at) values (?, ?, ?, ?, ?, ?)',
      id,
      version,
      JSON.stringify(content),
      person.account,
      person.name,
      this.#now(),
    );
  }

  /** An option that would answer something unseen is unseen itself. */
  #shown(person: Person, row: Record<string, Sql>): OptionView | undefined {
    const content = JSON.parse(String(row['content'])) as OptionContent;
    if (!(content.subjects ?? []).every((subject) => this.#checks.sees(person, subject))) return undefined;
    const by = (which: 'made' | 'saved') => ({
      account: String(row[`${which}_by`]),
      name: String(row[`${which}_name`]),
    });
    return {
      id: String(row['id']),
      state: String(row['state']) as OptionView['state'],
      ...(row['draft'] !== null && { draft: String(row['draft']) }),
      version: Number(row['version']),
      madeBy: by('made'),
      madeAt: Number(row['made_at']),
      savedBy: by('saved'),
      savedAt: Number(row['saved_at']),
      ...content,
    };
  }
}

function noSubject(doing: string, subject: string) {
  return refuse('desk.subject' as const, `${doing}: the docket has no subject ${subject}`);
}
