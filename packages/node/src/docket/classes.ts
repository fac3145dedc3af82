// Which subjects are alike in who may see them: marking, desks, and the restricted subjects to which they belong are one *class*, of which there are
// few. A subject has a row with the name of its class, so a list is filtered by a handful of names within the database, and its pages are
// full. Who sees which class is for access/need.ts; nothing is decided here.
//
// What belongs to a restricted subject:  whoever refers to it, and whoever refers to one of those;  the exhibits that any of them names, and nothing
// that is not restricted;  of a session that does, only a part, and what refers to the session does not.

import { MARKINGS } from '@parley/api/subjects';
import type { PlacedEntry } from '@parley/docket/entry';
import type { Database } from '../platform/sqlite.ts';
import { subjectKey } from './subjects.ts';

/** From the least protection to the most: the number of a marking is its place. */
export const TLP = MARKINGS;
export type Tlp = (typeof TLP)[number];

/** Bits of `desks`. */
export const DESK_BITS = { policy: 1, technical: 2, 'law-enforcement': 4 } as const;
export const ALL_DESKS = 7;

/**
 * `name`: all of it as one text, `<marking> <desks> <ids of cover> | <ids of part>`. `cover`, `part`: ids of the restricted subjects to which it
 * belongs whole, or in part.
 */
export type Class = {
  name: string;
  marking: number;
  desks: number;
  cover: readonly string[];
  part: readonly string[];
};

export type Classed = {
  subject: string;
  position: number;
  refers: readonly string[];
  /** Whether it refers to others than it did. */
  changed: boolean;
  entries: readonly PlacedEntry[];
};

export class Classes {
  #database: Database;
  #floor: () => Tlp;
  #changed: (position: number) => void;
  #classes = new Map<string, Class>();
  #restricted = new Set<string>();
  #assigned = false;
  #version = 0;

  /** `floor`: what an act without a marking counts as. `changed`: told of a subject of another class, by its position. Every change is made within a transaction of the caller. */
  constructor(database: Database, floor: () => Tlp, changed: (position: number) => void = () => undefined) {
    this.#database = database;
    this.#floor = floor;
    this.#changed = changed;
    this.recall();
    database.onRollback(() => this.recall());
  }

  /** Reads back what memory holds. */
  recall(): void {
    this.#classes.clear();
    for (const row of this.#database.all('select name from class')) {
      const known = parseName(String(row['name']));
      this.#classes.set(known.name, known);
    }
    this.#restricted = new Set(
      this.#database.all('select subject from restricted').map((row) => String(row['subject'])),
    );
    this.#assigned = this.#database.get('select 1 as found from desked limit 1') !== undefined;
    this.#version++;
  }

  /** Changes whenever a class is new, or a restriction. */
  get version(): number {
    return this.#version;
  }

  get all(): Iterable<Class> {
    return this.#classes.values();
  }

  /** Names of those of a marking. */
  marked(tlp: Tlp): string[] {
    const marking = TLP.indexOf(tlp);
    return [...this.#classes.values()].filter((one) => one.marking === marking).map(({ name }) => name);
  }

  /** Restricted subjects by their ids. */
  get restricted(): ReadonlySet<string> {
    return this.#restricted;
  }

  /** Whether no subject has been given a class yet: tables of a version before there were any. */
  get empty(): boolean {
    return this.#classes.size === 0;
  }

  /** Of a subject of that id; undefined where the docket has none. */
  of(subject: string): Class | undefined {
    const row = this.#database.get(
      'select class from classed where key = ? and subject = ?',
      subjectKey(subject),
      subject,
    );
    return row === undefined ? undefined : this.#classes.get(String(row['class']));
  }

  at(position: number): Class | undefined {
    const row = this.#database.get('select class from classed where position = ?', position);
    return row === undefined ? undefined : this.#classes.get(String(row['class']));
  }

  /** Subjects that belong to a restricted one, itself included. */
  belonging(root: string): string[] {
    return this.#database.all('select subject from covered where root = ?', root).map((row) => String(row['subject']));
  }

  // ── as subjects are folded ──

  /** A subject was written, with what it refers to. */
  put({ subject, position, refers, changed, entries }: Classed): void {
    const key = subjectKey(subject);
    const row = this.#database.get('select position, class from classed where key = ? and subject = ?', key, subject);
    const before = row && this.#classes.get(String(row['class']));
    const local = before ?? { desks: this.#desksOf(subject), ...this.#coverOf(subject) };
    const { desks, cover, part } = local;
    const name = this.#nameOf({ marking: this.#markingOf(entries), desks, cover, part });
    if (row?.['class'] !== name || row['position'] !== position) {
      this.#database.run(
        `insert into classed (key, subject, position, class) values (?, ?, ?, ?)
         on conflict (key, subject) do update set position = excluded.position, class = excluded.class`,
        key,
        subject,
        position,
        name,
      );
    }
    if (this.#restricted.size > 0 && (before === undefined || changed)) {
      for (const root of this.#rootsNear(subject, refers)) this.#cover(root);
    }
  }

  /** What was a subject is none. */
  drop(position: number): void {
    const row = this.#database.get('select subject from classed where position = ?', position);
    if (row === undefined) return;
    const subject = String(row['subject']);
    const roots = this.#rootsOf(subject);
    this.#database.run('delete from classed where position = ?', position);
    for (const root of roots) this.#cover(root);
  }

  /** All of it is made again with the subjects. What officers decided stays. */
  forget(): void {
    for (const table of ['classed', 'covered']) this.#database.run(`delete from ${table}`);
  }

  // ── as officers decide ──

  /** A subject is restricted from here on, or no longer: the row of restricted is the caller's. */
  restrict(subject: string, restricted: boolean): void {
    if (restricted) this.#restricted.add(subject);
    else this.#restricted.delete(subject);
    this.#cover(subject);
    // Of an exhibit that several name, it may be the last that was not restricted, or the first that no longer is.
    for (const other of this.#restricted) if (other !== subject) this.#cover(other);
    this.#version++;
  }

  /** The row of desked is the caller's. */
  assign(subject: string): void {
    this.#assigned = true;
    this.#change(subject, { desks: this.#desksOf(subject) });
    this.#version++;
  }

  // ──

  #markingOf(entries: readonly PlacedEntry[]): number {
    let most = -1;
    let unmarked = false;
    for (const { act } of entries) {
      const marking = act?.payload.body['marking'] as { tlp?: unknown } | undefined;
      const level = TLP.indexOf(marking?.tlp as Tlp);
      if (level > most) most = level;
      if (level < 0) unmarked = true;
    }
    return unmarked ? Math.max(most, TLP.indexOf(this.#floor())) : most;
  }

  #desksOf(subject: string): number {
    if (!this.#assigned) return ALL_DESKS;
    const row = this.#database.get('select desks from desked where subject = ?', subject);
    return row === undefined ? ALL_DESKS : Number(row['desks']);
  }

  /** The restricted subjects whose belongings may change with this one. */
  #rootsNear(subject: string, refers: readonly string[]): Set<string> {
    const roots = new Set(this.#rootsOf(subject));
    if (this.#restricted.has(subject)) roots.add(subject);
    for (const id of refers) for (const root of this.#rootsOf(id)) roots.add(root);
    // An exhibit belongs to whoever names it, which may have been first.
    const naming = this.#database.all(
      `select distinct c.root from reference r join subject s on s.position = r.position join covered c on c.subject = s.id
       where r.refers = ?`,
      subjectKey(subject),
    );
    for (const row of naming) roots.add(String(row['root']));
    return roots;
  }

  #rootsOf(subject: string): string[] {
    return this.#database.all('select root from covered where subject = ?', subject).map((row) => String(row['root']));
  }

  /** Finds anew what belongs to a subject, which is nothing unless it is restricted. */
  #cover(root: string): void {
    const now = this.#restricted.has(root) ? this.#belongingTo(root) : new Map<string, number>();
    const before = new Map(
      this.#database
        .all('select subject, part from covered where root = ?', root)
        .map((row) => [String(row['subject']), Number(row['part'])]),
    );
    const touched = [...new Set([...now.keys(), ...before.keys()])].filter((id) => now.get(id) !== before.get(id));
    for (const subject of touched) {
      const part = now.get(subject);
      this.#database.run('delete from covered where root = ? and subject = ?', root, subject);
      if (part !== undefined) {
        this.#database.run('insert into covered (root, subject, part) values (?, ?, ?)', root, subject, part);
      }
      this.#change(subject, this.#coverOf(subject));
    }
    if (touched.length > 0) this.#version++;
  }

  /** By subject, 1 where only a part of it belongs. */
  #belongingTo(root: string): Map<string, number> {
    const whole = new Set<string>([root]);
    const parts = new Set<string>();
    const queue = [root];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const referring = this.#database.all(
        `select s.id, s.facet from reference r indexed by reference_opened join subject s on s.position = r.position where r.refers = ?`,
        subjectKey(next),
      );
      for (const row of referring) {
        const id = String(row['id']);
        if (whole.has(id)) continue;
        if (isKind(row['facet'], 'session')) parts.add(id);
        else {
          whole.add(id);
          queue.push(id);
        }
      }
    }
    const named = [...whole].flatMap((id) => this.#exhibitsOf(id)).filter((id) => this.#namedWithin(id, whole));
    for (const id of named) whole.add(id);
    return new Map([...[...parts].map((id) => [id, 1] as const), ...[...whole].map((id) => [id, 0] as const)]);
  }

  /** Whether none refers to it but these, and what is restricted otherwise. */
  #namedWithin(exhibit: string, whole: ReadonlySet<string>): boolean {
    return this.#database
      .all(
        `select s.id from reference r indexed by reference_opened join subject s on s.position = r.position where r.refers = ?`,
        subjectKey(exhibit),
      )
      .every((row) => whole.has(String(row['id'])) || this.of(String(row['id']))?.cover.length !== 0);
  }

  #exhibitsOf(subject: string): string[] {
    return this.#database
      .all(
        `select e.id, e.facet from classed n join reference r on r.position = n.position
         join classed x on x.key = r.refers join subject e on e.position = x.position
         where n.key = ? and n.subject = ?`,
        subjectKey(subject),
        subject,
      )
      .filter((row) => isKind(row['facet'], 'exhibit'))
      .map((row) => String(row['id']));
  }

  #coverOf(subject: string): Pick<Class, 'cover' | 'part'> {
    if (this.#restricted.size === 0) return { cover: [], part: [] };
    const rows = this.#database.all('select root, part from covered where subject = ? order by root', subject);
    const of = (part: number) => rows.filter((row) => row['part'] === part).map((row) => String(row['root']));
    return { cover: of(0), part: of(1) };
  }

  #change(subject: string, change: Partial<Omit<Class, 'name'>>): void {
    const row = this.#database.get(
      'select position, class from classed where key = ? and subject = ?',
      subjectKey(subject),
      subject,
    );
    const before = row && this.#classes.get(String(row['class']));
    if (before === undefined) return;
    const name = this.#nameOf({ ...before, ...change });
    if (name === before.name) return;
    this.#database.run(
      'update classed set class = ? where key = ? and subject = ?',
      name,
      subjectKey(subject),
      subject,
    );
    this.#changed(Number(row!['position']));
  }

  #nameOf(one: Omit<Class, 'name'>): string {
    const name = `${one.marking} ${one.desks} ${[...one.cover, '|', ...one.part].join(' ')}`;
    if (this.#classes.has(name)) return name;
    this.#database.run('insert into class (name) values (?) on conflict do nothing', name);
    this.#classes.set(name, parseName(name));
    this.#version++;
    return name;
  }
}

function parseName(name: string): Class {
  const [marking, desks, ...ids] = name.split(' ');
  const between = ids.indexOf('|');
  return {
    name,
    marking: Number(marking),
    desks: Number(desks),
    cover: ids.slice(0, between),
    part: ids.slice(between + 1),
  };
}

function isKind(facet: unknown, kind: string): boolean {
  return String(facet).startsWith(`${kind} `);
}
