// Need-to-know: the one place that decides who sees what (docs/need-to-know.md). Everybody who shows something of a subject asks here, by
// the sight of the viewer or by `sees`; docket/classes.ts says which subjects are alike in it, and this file which of those a viewer sees.

import { createHash } from 'node:crypto';
import type { AccessCode, HttpCode, NeedCode } from '@parley/api/refusals';
import type { Offices } from '@parley/docket/terms';
import { refuse, type Result } from '@parley/record/refusal';
import { ALL_DESKS, DESK_BITS, TLP, type Class, type Classes, type Tlp } from '../docket/classes.ts';
import type { Database } from '../platform/sqlite.ts';
import { byViewer, type Notes } from './trail/trail.ts';
import type { Colleague } from './colleagues.ts';
import { everything, names, type Sight } from './sight.ts';
import type { Desk, Person, Viewer } from './viewer.ts';

export type Named = { account: string; name: string };

/** `accounts`: who is named in its list. `belonging`: how many subjects are restricted with it, itself included. */
export type Restriction = { subject: string; accounts: string[]; by: Named; at: number; belonging: number };

/**
 * `given`: whether it was given to these desks. `restrictions`: its own first, then those of what it belongs to. `seenBy`: accounts of those
 * officers who see it whole.
 */
export type WhoSees = {
  subject: string;
  marking: Tlp;
  desks: Desk[];
  given: boolean;
  restrictions: Restriction[];
  seenBy: string[];
  mayChange: boolean;
};

export type Clearance = { office: string; desk: Desk | 'none'; marking: Tlp };

export type Assigned = { subject: string; desks: Desk[]; by: Named; at: number };

type Code = AccessCode | HttpCode | NeedCode;

/** The office that holds the power to restrict where the accord has it, unless it was given to others. */
const POWER_OFFICE = 'head';

/** Readings of restricted subjects in lists that are remembered, so that each is noted once a sign-in. */
const MET_MAX = 10_000;

/** Sights that are kept at hand. */
const SIGHTS_MAX = 500;

/** Clearance for every marking. */
const MOST = TLP.length - 1;

export class Need {
  #database: Database;
  #classes: () => Classes;
  #offices: () => Offices;
  #isOfficer: (account: string) => boolean;
  #notes: Notes;
  #now: () => number;
  #sights = new Map<string, Sight>();
  #stamp = '';
  #version = 0;
  #met = new Set<string>();
  #onChange = new Set<() => void>();

  /** `offices`: those of the accord as it is in force. `isOfficer`: whether an account is an officer’s and open. `now`: Unix seconds. */
  constructor(of: {
    database: Database;
    classes: () => Classes;
    offices: () => Offices;
    isOfficer: (account: string) => boolean;
    notes: Notes;
    now: () => number;
  }) {
    this.#database = of.database;
    this.#classes = of.classes;
    this.#offices = of.offices;
    this.#isOfficer = of.isOfficer;
    this.#notes = of.notes;
    this.#now = of.now;
  }

  /** Called after every change of what somebody may see. */
  onChange(listener: () => void): void {
    this.#onChange.add(listener);
  }

  // ── deciding ──

  /** What a viewer may see now. It is good until something else is awaited. */
  sightOf(viewer: Viewer): Sight {
    const stamp = `${this.#classes().version}.${this.#version}`;
    if (this.#stamp !== stamp || this.#sights.size > SIGHTS_MAX) this.#sights.clear();
    this.#stamp = stamp;
    const who =
      viewer.kind === 'client'
        ? `token ${viewer.token} ${String(this.#tokenSees(viewer.token))}`
        : ['person', viewer.account, viewer.role, ...viewer.offices, '/', ...viewer.desks].join(' ');
    const known = this.#sights.get(who);
    if (known !== undefined) return known;
    const sight = this.#look(viewer, stamp);
    this.#sights.set(who, sight);
    return sight;
  }

  /** Whether a viewer sees a subject, with nothing left out. One that the docket does not have is seen by whoever sees everything. */
  sees(viewer: Viewer, subject: string): boolean {
    const sight = this.sightOf(viewer);
    if (sight.all) return true;
    const known = this.#classes().of(subject);
    return known !== undefined && this.#mayOf(viewer)(known, true);
  }

  /** Whether a viewer may see all of these texts of the desk, by what they name and how they are marked. */
  seesTexts(viewer: Viewer, texts: () => Iterable<{ body?: Readonly<Record<string, unknown>> | undefined }>): boolean {
    const { all } = this.sightOf(viewer);
    const clearance = this.#clearanceOf(viewer);
    if (all && clearance === MOST) return true;
    const may = this.#mayOf(viewer);
    const hides = (id: string) => {
      const known = this.#classes().of(id);
      return known !== undefined && !may(known, true);
    };
    for (const text of texts()) {
      const { tlp } = (text.body?.['marking'] ?? {}) as { tlp?: Tlp };
      if (names(text, hides) || (tlp !== undefined && TLP.indexOf(tlp) > clearance)) return false;
    }
    return true;
  }

  holdsPower(viewer: Viewer): boolean {
    if (viewer.kind !== 'person' || viewer.role !== 'officer') return false;
    const power = this.power();
    return viewer.offices.some((office) => power.includes(office));
  }

  #look(viewer: Viewer, stamp: string): Sight {
    const classes = this.#classes();
    const may = this.#mayOf(viewer);
    const rows: string[] = [];
    const whole: string[] = [];
    let count = 0;
    for (const one of classes.all) {
      count++;
      if (may(one, false)) rows.push(one.name);
      if (may(one, true)) whole.push(one.name);
    }
    if (whole.length === count) return everything;
    const hidden = new Set<string>();
    for (const root of classes.restricted) {
      if (!this.#seesRoot(viewer, root)) for (const subject of classes.belonging(root)) hidden.add(subject);
    }
    // A session stays visible, and may be named.
    for (const subject of hidden) {
      const known = classes.of(subject);
      if (known !== undefined && may(known, false)) hidden.delete(subject);
    }
    const told = createHash('sha256')
      .update([rows, whole, [...hidden]].join('\n'))
      .digest('base64url');
    return {
      all: false,
      rows: JSON.stringify(rows),
      whole: JSON.stringify(whole),
      hides: (subject) => hidden.has(subject),
      tag: `.${stamp}.${told.slice(0, 16)}`,
    };
  }

  /** The rules. */
  #mayOf(viewer: Viewer): (one: Class, whole: boolean) => boolean {
    if (viewer.kind === 'person' && viewer.role !== 'officer') return () => false;
    const clearance = this.#clearanceOf(viewer);
    // Whoever gives subjects to desks works at all of them in this.
    const everywhere = viewer.kind === 'client' || this.holdsPower(viewer);
    const desks = everywhere ? ALL_DESKS : viewer.desks.reduce((bits, desk) => bits | DESK_BITS[desk], 0);
    const { restricted } = this.#classes();
    const roots = new Map<string, boolean>();
    const seesRoot = (root: string) => {
      let sees = roots.get(root);
      if (sees === undefined) roots.set(root, (sees = !restricted.has(root) || this.#seesRoot(viewer, root)));
      return sees;
    };
    return (one, whole) =>
      one.marking <= clearance &&
      (one.desks === ALL_DESKS || (one.desks & desks) !== 0) &&
      one.cover.every(seesRoot) &&
      (!whole || one.part.every(seesRoot));
  }

  #seesRoot(viewer: Viewer, root: string): boolean {
    if (viewer.kind === 'client') return this.#tokenSees(viewer.token);
    if (this.holdsPower(viewer)) return true;
    return (
      this.#database.get('select 1 as yes from need_named where subject = ? and account = ?', root, viewer.account) !==
      undefined
    );
  }

  #tokenSees(token: string): boolean {
    return this.#database.get('select 1 as yes from need_token where token = ?', token) !== undefined;
  }

  #clearanceOf(viewer: Viewer): number {
    if (viewer.kind === 'client') return MOST;
    const rows = this.#database.all('select office, desk, marking from need_clearance');
    if (rows.length === 0) return MOST;
    const of = (office: string, desk: string) => {
      const row = rows.find((one) => one['office'] === office && one['desk'] === desk);
      return row === undefined ? MOST : Number(row['marking']);
    };
    // Whoever works at no desk has the lowest that the office was given.
    const desks = Object.keys(DESK_BITS);
    const each = viewer.offices.map((office) =>
      viewer.desks.length === 0
        ? Math.min(of(office, 'none'), ...desks.map((desk) => of(office, desk)))
        : Math.max(...viewer.desks.map((desk) => of(office, desk))),
    );
    return Math.max(-1, ...each);
  }

  // ── noting who read what is restricted ──

  /** Notes the reading of a subject, if it is restricted: of one that was opened, every time; of one met in a list, once a sign-in. */
  read(viewer: Viewer, subject: string, route: string, how: 'opened' | 'met'): void {
    const known = this.#classes().restricted.size === 0 ? undefined : this.#classes().of(subject);
    if (known === undefined || known.cover.length === 0) return;
    const who = viewer.kind === 'person' ? viewer.session : viewer.token;
    const met = `${who} ${subject}`;
    if (how === 'met' && this.#met.has(met)) return;
    this.#notes.note({ what: `restricted.${how}`, ...byViewer(viewer), subject, route });
    if (this.#met.size >= MET_MAX) this.#met.clear();
    this.#met.add(met);
  }

  // ── restriction ──

  restrictions(viewer: Person): Restriction[] {
    return this.#database
      .all('select subject from restricted order by at desc, subject')
      .map((row) => String(row['subject']))
      .filter((subject) => this.#seesRoot(viewer, subject) && this.sees(viewer, subject))
      .map((subject) => this.#restriction(subject)!);
  }

  restriction(viewer: Person, subject: string): Restriction | undefined {
    return this.sees(viewer, subject) ? this.#restriction(subject) : undefined;
  }

  /** Restricts a subject, or names others for it. */
  restrict(viewer: Person, subject: string, accounts: readonly string[]): Result<{ restriction: Restriction }, Code> {
    const doing = 'restrict a subject';
    const asked = this.#powerful(viewer, doing);
    if (!asked.ok) return asked;
    if (!this.#known(viewer, subject)) return noSubject(doing);
    const stranger = accounts.find((account) => !this.#isOfficer(account));
    if (stranger !== undefined)
      return refuse('need.account', `${doing}: an account that it names is no officer’s`, { account: stranger });
    this.#note(viewer, 'need.restrict', { subject, accounts: accounts.join(' ') });
    this.#changing(() => {
      this.#database.run(
        'insert into restricted (subject, account, name, at) values (?, ?, ?, ?) on conflict do nothing',
        subject,
        viewer.account,
        viewer.name,
        this.#now(),
      );
      this.#database.run('delete from need_named where subject = ?', subject);
      for (const account of new Set(accounts)) {
        this.#database.run('insert into need_named (subject, account) values (?, ?)', subject, account);
      }
      this.#classes().restrict(subject, true);
    });
    return { ok: true, restriction: this.#restriction(subject)! };
  }

  /** Lifts the restriction of a subject. */
  lift(viewer: Person, subject: string): Result<{ restriction: Restriction }, Code> {
    const doing = 'lift a restriction';
    const asked = this.#powerful(viewer, doing);
    if (!asked.ok) return asked;
    const restriction = this.restriction(viewer, subject);
    if (restriction === undefined) return noSubject(doing);
    this.#note(viewer, 'need.lift', { subject });
    this.#changing(() => {
      this.#database.run('delete from restricted where subject = ?', subject);
      this.#database.run('delete from need_named where subject = ?', subject);
      this.#classes().restrict(subject, false);
    });
    return { ok: true, restriction };
  }

  /** Who of these officers sees a subject, and why. Undefined, if whoever asks does not. */
  whoSees(viewer: Person, subject: string, officers: readonly Colleague[]): WhoSees | undefined {
    const known = this.#classes().of(subject);
    if (known === undefined || !this.sees(viewer, subject)) return undefined;
    const sees = ({ account, name, offices, desks }: Colleague) =>
      offices.length > 0 &&
      this.sees({ kind: 'person', account, name, role: 'officer', session: '', kids: [], offices, desks }, subject);
    const roots = [...known.cover, ...known.part].toSorted((a, b) => Number(b === subject) - Number(a === subject));
    return {
      subject,
      marking: TLP[known.marking]!,
      desks: desksOf(known.desks),
      given: known.desks !== ALL_DESKS,
      restrictions: roots.map((root) => this.#restriction(root)!),
      seenBy: officers.filter(sees).map(({ account }) => account),
      mayChange: this.holdsPower(viewer),
    };
  }

  #restriction(subject: string): Restriction | undefined {
    const row = this.#database.get('select * from restricted where subject = ?', subject);
    if (row === undefined) return undefined;
    return {
      subject,
      accounts: this.#database
        .all('select account from need_named where subject = ? order by account', subject)
        .map((named) => String(named['account'])),
      by: byOf(row),
      at: Number(row['at']),
      belonging: this.#classes().belonging(subject).length,
    };
  }

  // ── desks ──

  /** Of a subject that is with all desks: undefined. */
  assigned(viewer: Person, subject: string): Assigned | undefined {
    if (!this.sees(viewer, subject)) return undefined;
    const row = this.#database.get('select * from desked where subject = ?', subject);
    if (row === undefined) return undefined;
    return { subject, desks: desksOf(Number(row['desks'])), by: byOf(row), at: Number(row['at']) };
  }

  /** Gives a subject to desks; to all of them if none is named. */
  assign(viewer: Person, subject: string, desks: readonly Desk[]): Result<{ assigned: Assigned }, Code> {
    const doing = 'give a subject to desks';
    const asked = this.#powerful(viewer, doing);
    if (!asked.ok) return asked;
    if (!this.#known(viewer, subject)) return noSubject(doing);
    const bits = desks.reduce((all, desk) => all | DESK_BITS[desk], 0) || ALL_DESKS;
    this.#note(viewer, 'need.desks', { subject, desks: desksOf(bits).join(' ') });
    this.#changing(() => {
      this.#database.run(
        `insert into desked (subject, desks, account, name, at) values (?, ?, ?, ?, ?) on conflict (subject) do update set
           desks = excluded.desks, account = excluded.account, name = excluded.name, at = excluded.at`,
        subject,
        bits,
        viewer.account,
        viewer.name,
        this.#now(),
      );
      this.#classes().assign(subject);
    });
    const by = { account: viewer.account, name: viewer.name };
    return { ok: true, assigned: { subject, desks: desksOf(bits), by, at: this.#now() } };
  }

  // ── policy ──

  /** Offices that hold the power to restrict. */
  power(): string[] {
    const given = this.#database
      .all('select office from need_power order by office')
      .map((row) => String(row['office']));
    const offices = this.#offices();
    const there = given.filter((office) => Object.hasOwn(offices, office));
    if (there.length > 0) return there;
    if (Object.hasOwn(offices, POWER_OFFICE)) return [POWER_OFFICE];
    return Object.keys(offices).filter((office) => offices[office]!.signs['*'] !== undefined);
  }

  clearances(): Clearance[] {
    return this.#database.all('select * from need_clearance order by office, desk').map((row) => ({
      office: String(row['office']),
      desk: String(row['desk']) as Clearance['desk'],
      marking: TLP[Number(row['marking'])]!,
    }));
  }

  /** The whole of it, in place of what was there. What is not named sees every marking; no office: the power is back where it began. */
  setPolicy(
    viewer: Person,
    policy: { power: readonly string[]; clearances: readonly Clearance[] },
  ): Result<{ policy: ReturnType<Need['policy']> }, Code> {
    const doing = 'set who sees which marking';
    const asked = this.#powerful(viewer, doing);
    if (!asked.ok) return asked;
    const offices = this.#offices();
    const unknown = [...policy.power, ...policy.clearances.map(({ office }) => office)].find(
      (office) => !Object.hasOwn(offices, office),
    );
    if (unknown !== undefined) return refuse('need.office', `${doing}: the accord has no office ${unknown}`);
    const clearances = policy.clearances.map(({ office, desk, marking }) => `${office}/${desk}=${marking}`).join(' ');
    this.#note(viewer, 'need.policy', { power: policy.power.join(' '), clearances });
    this.#changing(() => {
      this.#database.run('delete from need_power');
      this.#database.run('delete from need_clearance');
      for (const office of new Set(policy.power))
        this.#database.run('insert into need_power (office) values (?)', office);
      for (const { office, desk, marking } of policy.clearances) {
        this.#database.run(
          `insert into need_clearance (office, desk, marking) values (?, ?, ?)
           on conflict (office, desk) do update set marking = min(marking, excluded.marking)`,
          office,
          desk,
          TLP.indexOf(marking),
        );
      }
    });
    return { ok: true, policy: this.policy() };
  }

  policy(): { power: string[]; clearances: Clearance[] } {
    return { power: this.power(), clearances: this.clearances() };
  }

  // ──

  #powerful(viewer: Person, doing: string): Result<object, Code> {
    if (this.holdsPower(viewer)) return { ok: true };
    return refuse('access.no_power', `${doing}: it is for an officer of ${this.power().join(', ')}`);
  }

  #known(viewer: Viewer, subject: string): boolean {
    return this.#classes().of(subject) !== undefined && this.sees(viewer, subject);
  }

  #changing(work: () => void): void {
    this.#database.transaction(work);
    this.#version++;
    this.#met.clear();
    for (const listener of this.#onChange) listener();
  }

  #note(viewer: Person, what: string, more: Record<string, string>): void {
    this.#notes.note({ what, ...byViewer(viewer), ...more });
  }
}

/** A token sees what is restricted from here on. Within a transaction of the caller, or by itself. */
export function letTokenSee(database: Database, token: string): void {
  database.run('insert into need_token (token) values (?) on conflict do nothing', token);
}

function noSubject(doing: string) {
  return refuse<HttpCode>('http.not_found', `${doing}: nothing has this id`);
}

function byOf(row: Record<string, unknown>): Named {
  return { account: String(row['account']), name: String(row['name']) };
}

function desksOf(bits: number): Desk[] {
  return (Object.keys(DESK_BITS) as Desk[]).filter((desk) => (bits & DESK_BITS[desk]) !== 0);
}
