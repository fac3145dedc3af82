// Who deals with what, who is on duty when, and our own file numbers. A file number is compared without capitals, spaces and compatibility forms, so that two
// spellings of one number are not two numbers.

import { encodeBase64url } from '@parley/record/base64';
import { refuse, type Result } from '@parley/record/refusal';
import type { Desk, Person } from '../access/viewer.ts';
import type { Page } from '../api/app.ts';
import { parseCursor } from '../docket/reader/page.ts';
import type { Database, Sql } from '../platform/sqlite.ts';
import type { Checks } from './desk.ts';
import type { By, DraftCode } from './drafts.ts';
import { below, byOf, seekPage, seqOf } from './seek.ts';

/** `notedAt`: when the person took note; null: not yet. */
export type AssignmentView = { subject: string; account: string; by: By; at: number; notedAt: number | null };
export type DutyView = { id: string; desk: Desk; account: string; from: number; until: number; by: By };
export type FileNumberView = { subject: string; number: string; by: By; at: number };

type Paging = { after?: string | undefined; limit?: number | undefined };

/** A turn of duty is a shift or a week; a year is a mistake. */
const DUTY_SECONDS_MAX = 366 * 86_400;

export class Duties {
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

  // ── assignments ──

  assignments(
    person: Person,
    query: Paging & { subject?: string | undefined; account?: string | undefined; noted?: boolean | undefined },
  ): Page<AssignmentView> {
    const rows = this.#database.each(
      `select * from desk_assignment where seq < ?1 and (?2 is null or subject = ?2) and (?3 is null or assignee = ?3)
         and (?4 is null or (noted_at is not null) = ?4) order by seq desc`,
      below(parseCursor(query.after, 1)),
      query.subject ?? null,
      query.account ?? null,
      query.noted === undefined ? null : Number(query.noted),
    );
    return seekPage(rows, query.limit, seqOf, (row) => {
      const assignment = assignmentOf(row);
      return this.#checks.sees(person, assignment.subject) ? assignment : undefined;
    });
  }

  assign(person: Person, subject: string, account: string): Result<{ assignment: AssignmentView }, DraftCode> {
    if (!this.#checks.exists(person, subject))
      return refuse('desk.subject', `assigning a subject: the docket has no subject ${subject}`);
    const stranger = this.#checks.strangers([account]);
    if (!stranger.ok) return stranger;
    const now = this.#now();
    this.#database.run(
      `insert into desk_assignment (subject, assignee, account, name, at, noted_at) values (?, ?, ?, ?, ?, ?)
       on conflict do nothing`,
      subject,
      account,
      person.account,
      person.name,
      now,
      // What one takes on oneself, one knows.
      account === person.account ? now : null,
    );
    return { ok: true, assignment: this.#assignment(person, subject, account)! };
  }

  endAssignment(person: Person, subject: string, account: string): AssignmentView | undefined {
    const assignment = this.#assignment(person, subject, account);
    if (assignment !== undefined)
      this.#database.run('delete from desk_assignment where subject = ? and assignee = ?', subject, account);
    return assignment;
  }

  /** One takes note of one’s own alone; of somebody else’s, there is nothing. */
  noteAssignment(person: Person, subject: string, account: string): AssignmentView | undefined {
    if (account !== person.account || this.#assignment(person, subject, account) === undefined) return undefined;
    this.#database.run(
      'update desk_assignment set noted_at = ? where subject = ? and assignee = ? and noted_at is null',
      this.#now(),
      subject,
      account,
    );
    return this.#assignment(person, subject, account);
  }

  #assignment(person: Person, subject: string, account: string): AssignmentView | undefined {
    const row = this.#database.get(
      'select * from desk_assignment where subject = ? and assignee = ?',
      subject,
      account,
    );
    return row !== undefined && this.#checks.sees(person, subject) ? assignmentOf(row) : undefined;
  }

  // ── duty ──

  duties(
    query: Paging & {
      desk?: Desk | undefined;
      account?: string | undefined;
      from?: number | undefined;
      until?: number | undefined;
    },
  ): Page<DutyView> {
    const [begins, seq] = parseCursor(query.after, 2) ?? [-1, 0];
    const rows = this.#database.each(
      `select * from desk_duty where (begins > ?1 or (begins = ?1 and seq > ?2)) and (?3 is null or desk = ?3)
         and (?4 is null or assignee = ?4) and (?5 is null or ends > ?5) and (?6 is null or begins < ?6) order by begins, seq`,
      begins!,
      seq!,
      query.desk ?? null,
      query.account ?? null,
      query.from ?? null,
      query.until ?? null,
    );
    return seekPage(rows, query.limit, (row) => [Number(row['begins']), Number(row['seq'])], dutyOf);
  }

  putOnDuty(
    person: Person,
    asked: { id?: string | undefined; desk: Desk; account: string; from: number; until: number },
  ): Result<{ duty: DutyView; again: boolean }, DraftCode> {
    const { id = encodeBase64url(this.#random(16)), desk, account, from, until } = asked;
    const doing = 'putting somebody on duty';
    if (from < 0 || until <= from || until - from > DUTY_SECONDS_MAX)
      return refuse('desk.duty', `${doing}: it lasts from ${from} until ${until}, expected a year at most`);
    const stranger = this.#checks.strangers([account]);
    if (!stranger.ok) return stranger;
    return this.#database.transaction(() => {
      const there = this.#database.get('select * from desk_duty where id = ?', id);
      if (there !== undefined) {
        const duty = dutyOf(there);
        const same = duty.desk === desk && duty.account === account && duty.from === from && duty.until === until;
        return same
          ? { ok: true, duty, again: true }
          : refuse('desk.id_taken', `${doing}: another turn of duty has this id`);
      }
      const other = this.#database.get(
        'select begins, ends from desk_duty where desk = ? and assignee = ? and begins < ? and ends > ? limit 1',
        desk,
        account,
        until,
        from,
      );
      if (other !== undefined)
        return refuse(
          'desk.duty',
          `${doing}: it overlaps a turn from ${Number(other['begins'])} until ${Number(other['ends'])}`,
        );
      this.#database.run(
        'insert into desk_duty (id, desk, assignee, begins, ends, account, name) values (?, ?, ?, ?, ?, ?, ?)',
        id,
        desk,
        account,
        from,
        until,
        person.account,
        person.name,
      );
      return { ok: true, duty: this.#duty(id)!, again: false };
    });
  }

  endDuty(id: string): DutyView | undefined {
    const duty = this.#duty(id);
    if (duty !== undefined) this.#database.run('delete from desk_duty where id = ?', id);
    return duty;
  }

  #duty(id: string): DutyView | undefined {
    const row = this.#database.get('select * from desk_duty where id = ?', id);
    return row && dutyOf(row);
  }

  // ── file numbers ──

  /** The number of a subject that whoever asks is known to see. */
  ownNumber(subject: string): string | undefined {
    const row = this.#database.get('select number from desk_file_number where subject = ?', subject);
    return row === undefined ? undefined : String(row['number']);
  }

  fileNumbers(
    person: Person,
    query: Paging & { q?: string | undefined; subject?: string | undefined },
  ): Page<FileNumberView> {
    const begin = foldNumber(query.q ?? '');
    const rows = this.#database.each(
      `select * from desk_file_number where seq < ?1 and substr(folded, 1, length(?2)) = ?2 and (?3 is null or subject = ?3)
       order by seq desc`,
      below(parseCursor(query.after, 1)),
      begin,
      query.subject ?? null,
    );
    return seekPage(rows, query.limit, seqOf, (row) => {
      const number = numberOf(row);
      return this.#checks.sees(person, number.subject) ? number : undefined;
    });
  }

  setFileNumber(person: Person, subject: string, number: string): Result<{ number: FileNumberView }, DraftCode> {
    const doing = 'giving a file number';
    if (!this.#checks.exists(person, subject))
      return refuse('desk.subject', `${doing}: the docket has no subject ${subject}`);
    return this.#database.transaction(() => {
      const folded = foldNumber(number);
      const other = this.#database.get('select subject from desk_file_number where folded = ?', folded);
      if (other !== undefined && other['subject'] !== subject) {
        // Whose number it is, only those may know who see that subject.
        const shown = this.#checks.sees(person, String(other['subject']));
        return refuse('desk.number_taken', `${doing}: another subject has it`, {
          ...(shown && { subject: String(other['subject']) }),
        });
      }
      this.#database.run(
        `insert into desk_file_number (subject, number, folded, account, name, at) values (?, ?, ?, ?, ?, ?)
         on conflict (subject) do update set number = excluded.number, folded = excluded.folded, account = excluded.account,
           name = excluded.name, at = excluded.at`,
        subject,
        number,
        folded,
        person.account,
        person.name,
        this.#now(),
      );
      return { ok: true, number: this.#fileNumber(person, subject)! };
    });
  }

  removeFileNumber(person: Person, subject: string): FileNumberView | undefined {
    const number = this.#fileNumber(person, subject);
    if (number !== undefined) this.#database.run('delete from desk_file_number where subject = ?', subject);
    return number;
  }

  #fileNumber(person: Person, subject: string): FileNumberView | undefined {
    const row = this.#database.get('select * from desk_file_number where subject = ?', subject);
    return row !== undefined && this.#checks.sees(person, subject) ? numberOf(row) : undefined;
  }
}

function foldNumber(number: string): string {
  return number.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');
}

function assignmentOf(row: Record<string, Sql>): AssignmentView {
  return {
    subject: String(row['subject']),
    account: String(row['assignee']),
    by: byOf(row),
    at: Number(row['at']),
    notedAt: row['noted_at'] === null ? null : Number(row['noted_at']),
  };
}

function dutyOf(row: Record<string, Sql>): DutyView {
  return {
    id: String(row['id']),
    desk: String(row['desk']) as Desk,
    account: String(row['assignee']),
    from: Number(row['begins']),
    until: Number(row['ends']),
    by: byOf(row),
  };
}

function numberOf(row: Record<string, Sql>): FileNumberView {
  return { subject: String(row['subject']), number: String(row['number']), by: byOf(row), at: Number(row['at']) };
}
