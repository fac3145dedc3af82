// Drafts, and what becomes of them:
//
//     drafting ── asked ──▶ filed            a save that changes the text goes back to drafting, and ends releases and signatures
//        └──────────┴─────▶ discarded        what is filed or discarded stays as it is
//
// Every change is one synchronous transaction on the thread that files, so two officers at once are one after the other. Whether a draft is
// released is never stored: it follows from the releases that stand, the policy in force, and who is in office now.

import type { Attachment, DraftContent, Requirement } from '@parley/api/desk';
import { VERSIONS_BYTES_MAX, VERSIONS_MAX } from '@parley/api/desk';
import type { AccessCode, DeskCode, HttpCode } from '@parley/api/refusals';
import { encodeBase64url } from '@parley/record/base64';
import { refuse, type Result } from '@parley/record/refusal';
import type { z } from 'zod';
import type { Page } from '../api/app.ts';
import type { Person } from '../access/viewer.ts';
import { encodeCursor, parseCursor } from '../docket/reader/page.ts';
import type { Database, Sql } from '../platform/sqlite.ts';
import { spellDraft, type DraftSpelling } from './content.ts';
import type { Checks } from './desk.ts';
import type { Policies } from './policy.ts';
import type { Confirm, Releases, ReleaseView } from './releases.ts';
import { requirementFor } from './requirement.ts';
import { below, seekPage, seqOf } from './seek.ts';
import type { Signings, SigningView } from './signings.ts';

export type By = { account: string; name: string };
export type DraftState = 'drafting' | 'asked' | 'filed' | 'discarded';
export type DraftCode = DeskCode | HttpCode | AccessCode;

type Attached = z.infer<typeof Attachment>[];

/** What is saved of a draft. */
export type DraftSaving = {
  title?: string | undefined;
  content: DraftContent;
  mentions?: string[] | undefined;
  attachments?: Attached | undefined;
};

export type DraftRow = {
  id: string;
  title: string;
  state: DraftState;
  type?: string;
  subject?: string;
  version: number;
  digest: string;
  madeBy: By;
  madeAt: number;
  savedBy: By;
  savedAt: number;
  mentions: string[];
  needed: Requirement | null;
  released: boolean;
  waitsOnMe: boolean;
  act?: string;
  filedAt?: number;
};

export type DraftView = DraftRow & {
  content: DraftContent;
  attachments: Attached;
  releases: ReleaseView[];
  signing?: SigningView;
};

export type DraftVersionRow = { version: number; digest: string; savedBy: By; savedAt: number };

export type DraftQuery = {
  after?: string | undefined;
  limit?: number | undefined;
  state?: DraftState | undefined;
  type?: string | undefined;
  subject?: string | undefined;
  by?: string | undefined;
  mentions?: string | undefined;
  waitsOnMe?: boolean | undefined;
};

/** Releases shown with a draft: past ones are history, and nobody reads the two hundredth. */
const RELEASES_SHOWN = 100;
const LIMIT = 50;
const ROW = `d.seq, d.id, d.title, d.state, d.type, d.subject, d.version, d.digest, d.said, d.mentions, d.attachments, d.made_by, d.made_name,
  d.made_at, d.act, d.filed_at, v.saved_by, v.saved_name, v.saved_at`;
const FROM = 'from desk_draft d join desk_draft_version v on v.draft = d.id and v.version = d.version';

export class Drafts {
  #database: Database;
  #releases: Releases;
  #signings: Signings;
  #policies: Policies;
  #confirm: Confirm;
  #checks: Checks;
  #random: (bytes: number) => Uint8Array;
  #now: () => number;

  constructor(options: {
    database: Database;
    releases: Releases;
    signings: Signings;
    policies: Policies;
    confirm: Confirm;
    checks: Checks;
    random: (bytes: number) => Uint8Array;
    now: () => number;
  }) {
    this.#database = options.database;
    this.#releases = options.releases;
    this.#signings = options.signings;
    this.#policies = options.policies;
    this.#confirm = options.confirm;
    this.#checks = options.checks;
    this.#random = options.random;
    this.#now = options.now;
  }

  // ── reading ──

  list(person: Person, query: DraftQuery): Page<DraftRow> {
    const rows = this.#database.each(
      `select ${ROW} ${FROM} where d.seq < ?1 and (?2 is null or d.state = ?2) and (?3 is null or d.type = ?3)
         and (?4 is null or d.subject = ?4) and (?5 is null or d.made_by = ?5)
         and (?6 is null or exists (select 1 from json_each(d.mentions) where value = ?6)) order by d.seq desc`,
      below(parseCursor(query.after, 1)),
      query.waitsOnMe === true ? 'asked' : (query.state ?? null),
      query.type ?? null,
      query.subject ?? null,
      query.by ?? null,
      query.mentions ?? null,
    );
    return seekPage(rows, query.limit, seqOf, (found) => {
      const row = this.#row(person, found);
      const fits =
        this.#sees(person, row) &&
        (query.waitsOnMe === undefined || row.waitsOnMe === query.waitsOnMe) &&
        (query.state === undefined || row.state === query.state);
      return fits ? row : undefined;
    });
  }

  look(person: Person, id: string): DraftView | undefined {
    const row = this.#database.get(`select ${ROW} ${FROM} where d.id = ?`, id);
    if (row === undefined) return undefined;
    const view = this.#row(person, row);
    if (!this.#sees(person, view)) return undefined;
    const signing = view.state === 'drafting' || view.state === 'asked' ? this.#signings.view(id) : undefined;
    return {
      ...view,
      content: this.#content(id, view.version),
      attachments: JSON.parse(String(row['attachments'])) as Attached,
      releases: this.#releases.list(id, undefined, view.needed ?? undefined, RELEASES_SHOWN),
      ...(signing !== undefined && { signing }),
    };
  }

  versions(person: Person, id: string, query: { after?: string | undefined; limit?: number | undefined }) {
    if (this.look(person, id) === undefined) return undefined;
    const limit = query.limit ?? LIMIT;
    const items = this.#database
      .all(
        `select version, digest, saved_by, saved_name, saved_at from desk_draft_version
         where draft = ? and version < ? order by version desc limit ?`,
        id,
        below(parseCursor(query.after, 1)),
        limit + 1,
      )
      .map(versionOf);
    return items.length > limit
      ? { items: items.slice(0, limit), next: encodeCursor([items[limit - 1]!.version]) }
      : { items };
  }

  version(
    person: Person,
    id: string,
    version: number,
  ): (DraftVersionRow & { title: string; content: DraftContent }) | undefined {
    if (this.look(person, id) === undefined) return undefined;
    const row = this.#database.get('select * from desk_draft_version where draft = ? and version = ?', id, version);
    if (row === undefined) return undefined;
    const content = JSON.parse(String(row['text'])) as DraftContent;
    return { ...versionOf(row), title: String(row['title']), content };
  }

  /** Whether an open draft has that content attached, or one that sealed it, until a draft of that subject shows it or takes it back. */
  keeps(digest: string): boolean {
    return (
      this.#database.get(
        `select 1 as found from desk_draft d, json_each(d.attachments) a
         where json_extract(a.value, '$.digest') = ? and (d.state in ('drafting', 'asked')
           or (d.state = 'filed' and d.type = 'exhibit.seal' and not exists (select 1 from desk_draft o
             where o.subject = d.act and o.state = 'filed' and o.type in ('exhibit.disclose', 'exhibit.withdraw'))))
         limit 1`,
        digest,
      ) !== undefined
    );
  }

  // ── writing ──

  /** `again`: this very draft was made before under the id. */
  async make(
    person: Person,
    asked: DraftSaving & { id?: string | undefined },
  ): Promise<Result<{ draft: DraftView; again: boolean }, DraftCode>> {
    const spelt = await this.#check(person, asked);
    if (!spelt.ok) return spelt;
    return this.#database.transaction(() => this.makeNow(person, asked, spelt));
  }

  /** Within the caller's transaction, of what was checked. */
  makeNow(
    person: Person,
    asked: DraftSaving & { id?: string | undefined },
    spelt: DraftSpelling,
  ): Result<{ draft: DraftView; again: boolean }, DraftCode> {
    const id = asked.id ?? encodeBase64url(this.#random(16));
    const there = this.#database.get('select made_by from desk_draft where id = ?', id);
    if (there !== undefined) {
      const first = this.version(person, id, 1);
      if (there['made_by'] !== person.account || first?.digest !== spelt.digest)
        return refuse('desk.id_taken', 'making a draft: another draft has this id');
      return { ok: true, draft: this.look(person, id)!, again: true };
    }
    this.#database.run(
      `insert into desk_draft (id, title, state, type, subject, version, digest, said, mentions, attachments, made_by, made_name, made_at)
       values (?, ?, 'drafting', ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      asked.title ?? '',
      asked.content.type ?? null,
      asked.content.subject ?? null,
      spelt.digest,
      spelt.said,
      JSON.stringify(asked.mentions ?? []),
      JSON.stringify(asked.attachments ?? []),
      person.account,
      person.name,
      this.#now(),
    );
    this.#addVersion(person, id, 1, asked.title ?? '', spelt);
    return { ok: true, draft: this.look(person, id)!, again: false };
  }

  /** `version`: the one that was read. A save that changes nothing is no version. */
  async save(
    person: Person,
    id: string,
    version: number,
    asked: DraftSaving,
  ): Promise<Result<{ draft: DraftView }, DraftCode>> {
    const spelt = await this.#check(person, asked);
    if (!spelt.ok) return spelt;
    return this.#database.transaction(() => {
      const open = this.#open(person, id, 'saving a draft');
      if (!open.ok) return open;
      const { draft } = open;
      const { title = '', mentions = [], attachments = [] } = asked;
      const same =
        draft.digest === spelt.digest &&
        draft.title === title &&
        JSON.stringify([draft.mentions, draft.attachments]) === JSON.stringify([mentions, attachments]);
      // The answer to a save was lost, and it is sent again.
      const again = same && version === draft.version - 1 && draft.savedBy.account === person.account;
      if (again || (same && version === draft.version)) return { ok: true, draft };
      if (version !== draft.version)
        return refuse('desk.stale', `saving a draft: version ${version} was read, and ${draft.version} is there`, {
          newer: this.version(person, id, draft.version),
        });
      const { count, bytes } = this.#database.get(
        'select count(*) as count, sum(length(text)) as bytes from desk_draft_version where draft = ?',
        id,
      )!;
      if (Number(count) >= VERSIONS_MAX || Number(bytes) + spelt.text.length > VERSIONS_BYTES_MAX)
        return refuse('desk.full', `saving a draft: it has ${Number(count)} versions, as many as one draft may have`);
      this.#addVersion(person, id, version + 1, title, spelt);
      this.#database.run(
        `update desk_draft set title = ?, type = ?, subject = ?, version = ?, digest = ?, said = ?, mentions = ?, attachments = ?
         where id = ?`,
        title,
        asked.content.type ?? null,
        asked.content.subject ?? null,
        version + 1,
        spelt.digest,
        spelt.said,
        JSON.stringify(mentions),
        JSON.stringify(attachments),
        id,
      );
      if (draft.digest !== spelt.digest) this.#unrelease(id, 'drafting');
      return { ok: true, draft: this.look(person, id)! };
    });
  }

  discard(person: Person, id: string): Result<{ draft: DraftView }, DraftCode> {
    return this.#database.transaction(() => {
      const draft = this.look(person, id);
      if (draft?.state === 'discarded') return { ok: true, draft };
      const open = this.#open(person, id, 'discarding a draft');
      if (!open.ok) return open;
      this.#unrelease(id, 'discarded');
      return { ok: true, draft: this.look(person, id)! };
    });
  }

  /** Sends it for release. */
  ask(person: Person, id: string, digest: string): Result<{ draft: DraftView }, DraftCode> {
    const open = this.#reading(person, id, digest, 'sending a draft for release');
    if (!open.ok) return open;
    this.#database.run("update desk_draft set state = 'asked' where id = ?", id);
    return { ok: true, draft: this.look(person, id)! };
  }

  /** Releases exactly that text; once more by the same person changes nothing. */
  release(person: Person, id: string, digest: string): Result<{ draft: DraftView }, DraftCode> {
    const doing = 'releasing a draft';
    const open = this.#reading(person, id, digest, doing);
    if (!open.ok) return open;
    const { needed, type } = open.draft;
    if (needed === null)
      return refuse('desk.no_release', `${doing}: our policy asks for no release of ${type ?? 'it'}`);
    if (this.#releases.given(id, digest, needed, person)) return open;
    if (!this.#releases.mayGive(needed, person))
      return refuse('desk.not_releaser', `${doing}: it takes an officer of ${needed.offices.join(', ')}`);
    const confirmed = this.#confirm(person, digest);
    if (!confirmed.ok) return confirmed;
    this.#database.transaction(() => this.#releases.give(id, digest, person, confirmed.confirmed));
    return { ok: true, draft: this.look(person, id)! };
  }

  /** Until it is filed. */
  recall(person: Person, id: string, digest: string): Result<{ draft: DraftView }, DraftCode> {
    const doing = 'recalling a release';
    return this.#database.transaction(() => {
      const open = this.#open(person, id, doing);
      if (!open.ok) return open;
      if (!this.#releases.recall(id, digest, person))
        return refuse('desk.not_released', `${doing}: no release of this text by this account stands`);
      this.#signings.end(id);
      return { ok: true, draft: this.look(person, id)! };
    });
  }

  endSigning(person: Person, id: string): Result<{ draft: DraftView }, DraftCode> {
    const open = this.#open(person, id, 'ending the signing of a draft');
    if (!open.ok) return open;
    this.#signings.end(id);
    return { ok: true, draft: this.look(person, id)! };
  }

  // ── filing ──

  /** Why a draft may not be filed as an act that says `said`. */
  refuseFiling(id: string, said: string): Result<object, DraftCode> {
    const row = this.#database.get('select state, said, type, digest from desk_draft where id = ?', id);
    const doing = 'filing a draft';
    if (row === undefined) return refuse('http.not_found', `${doing}: there is none of this id`);
    if (row['state'] === 'filed' || row['state'] === 'discarded') return closed(doing, row['state']);
    if (row['said'] !== said) return refuse('desk.differs', `${doing}: the draft changed after it was signed`);
    const type = row['type'] === null ? undefined : String(row['type']);
    const needed = requirementFor(this.#policies.policy, type);
    if (needed !== undefined && !this.#releases.met(id, String(row['digest']), needed))
      return notReleased(doing, needed);
    return { ok: true };
  }

  /** The released, open draft that an act of that type is of. `said` is asked only where the policy names the type. */
  releasedAs(type: string, said: () => string): Result<{ id: string | undefined }, DraftCode> {
    const needed = requirementFor(this.#policies.policy, type);
    if (needed === undefined) return { ok: true, id: undefined };
    const drafts = this.#database.all(
      "select id, digest from desk_draft where said = ? and state in ('drafting', 'asked') order by seq",
      said(),
    );
    const found = drafts.find(({ id, digest }) => this.#releases.met(String(id), String(digest), needed));
    return found === undefined ? notReleased(`filing ${type}`, needed) : { ok: true, id: String(found['id']) };
  }

  /** Within the transaction that files the act. Only a draft that is open becomes filed. */
  filed(id: string, act: string, at: number): void {
    this.#database.run(
      "update desk_draft set state = 'filed', act = ?, filed_at = ? where id = ? and state in ('drafting', 'asked')",
      act,
      at,
      id,
    );
  }

  // ──

  async #check(person: Person, asked: DraftSaving): Promise<Result<DraftSpelling, DraftCode>> {
    const spelt = spellDraft(asked.content);
    if (!spelt.ok) return spelt;
    const { subject } = asked.content;
    const seen = subject === undefined || this.#checks.sees(person, subject);
    if (!seen || !this.#checks.seesTexts(person, () => [asked.content]))
      return refuse('desk.subject', 'saving a draft: the docket has no subject that it names');
    const stranger = this.#checks.strangers(asked.mentions ?? []);
    if (!stranger.ok) return stranger;
    for (const { digest } of asked.attachments ?? []) {
      if (!(await this.#checks.holds(digest)))
        return refuse('desk.attachment', `saving a draft: this node does not hold the content ${digest}`);
    }
    return spelt;
  }

  #addVersion(person: Person, id: string, version: number, title: string, { text, digest }: DraftSpelling): void {
    this.#database.run(
      `insert into desk_draft_version (draft, version, title, text, digest, saved_by, saved_name, saved_at)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      version,
      title,
      text,
      digest,
      person.account,
      person.name,
      this.#now(),
    );
  }

  #unrelease(id: string, state: DraftState): void {
    this.#releases.end(id);
    this.#signings.end(id);
    this.#database.run('update desk_draft set state = ? where id = ?', state, id);
  }

  #open(person: Person, id: string, doing: string): Result<{ draft: DraftView }, DraftCode> {
    const draft = this.look(person, id);
    if (draft === undefined) return refuse('http.not_found', `${doing}: there is none of this id`);
    return draft.state === 'filed' || draft.state === 'discarded' ? closed(doing, draft.state) : { ok: true, draft };
  }

  /** Open, and still the text that was read. */
  #reading(person: Person, id: string, digest: string, doing: string): Result<{ draft: DraftView }, DraftCode> {
    const open = this.#open(person, id, doing);
    if (!open.ok || open.draft.digest === digest) return open;
    const { version, digest: now } = open.draft;
    return refuse('desk.changed', `${doing}: its text is now that of version ${version}`, { version, digest: now });
  }

  /** With everything that it has said in any version. */
  #sees(person: Person, { id, subject }: { id: string; subject?: string | undefined }): boolean {
    if (subject !== undefined && !this.#checks.sees(person, subject)) return false;
    return this.#checks.seesTexts(person, () =>
      this.#database
        .all('select text from desk_draft_version where draft = ?', id)
        .map((row) => JSON.parse(String(row['text'])) as DraftContent),
    );
  }

  #content(id: string, version: number): DraftContent {
    const row = this.#database.get('select text from desk_draft_version where draft = ? and version = ?', id, version)!;
    return JSON.parse(String(row['text'])) as DraftContent;
  }

  #row(person: Person, row: Record<string, Sql>): DraftRow {
    const id = String(row['id']);
    const state = String(row['state']) as DraftState;
    const digest = String(row['digest']);
    const text = (name: string) => (row[name] === null ? undefined : String(row[name]));
    const [type, subject, act] = [text('type'), text('subject'), text('act')];
    const needed = requirementFor(this.#policies.policy, type) ?? null;
    const { saved_by: savedBy, saved_name: savedName, saved_at: savedAt } = row;
    return {
      id,
      title: String(row['title']),
      state,
      ...(type !== undefined && { type }),
      ...(subject !== undefined && { subject }),
      version: Number(row['version']),
      digest,
      madeBy: { account: String(row['made_by']), name: String(row['made_name']) },
      madeAt: Number(row['made_at']),
      savedBy: { account: String(savedBy), name: String(savedName) },
      savedAt: Number(savedAt),
      mentions: JSON.parse(String(row['mentions'])) as string[],
      needed,
      released: needed === null || state === 'filed' || this.#releases.met(id, digest, needed),
      waitsOnMe: state === 'asked' && needed !== null && this.#releases.waitsFor(id, digest, needed, person),
      ...(act !== undefined && { act, filedAt: Number(row['filed_at']) }),
    };
  }
}

function versionOf(row: Record<string, Sql>): DraftVersionRow {
  const savedBy = { account: String(row['saved_by']), name: String(row['saved_name']) };
  return { version: Number(row['version']), digest: String(row['digest']), savedBy, savedAt: Number(row['saved_at']) };
}

function closed(doing: string, state: string) {
  return refuse<DeskCode>('desk.closed', `${doing}: it is ${state}`, { state });
}

function notReleased(doing: string, { need, offices }: Requirement) {
  return refuse<DeskCode>(
    'desk.not_released',
    `${doing}: our policy asks for a release by ${String(need)} of ${offices.join(', ')}, and no draft with this text has it`,
  );
}
