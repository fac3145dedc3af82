// The docket of this node, kept up as entries and receipts arrive. Each arrival folds the one subject it touches again, within the
// transaction that stores it; the rules themselves are packages/docket and know nothing of tables.
//
// Memory holds the house (rosters, terms, calendars), each log's newest place in the order, the times of receipts, and the entries of
// subjects that were touched lately. All of it is a copy of what is stored: when a transaction comes to nothing, it is read back.

import { setImmediate as turn } from 'node:timers/promises';
import type { Accord } from '@parley/record/accord';
import { openAct, parseAct, recallAct, type VerifiedAct } from '@parley/record/act';
import { encodeBase64, encodeBase64url } from '@parley/record/base64';
import type { Refusal, Result } from '@parley/record/refusal';
import { decide, refuseWaiting, type Decision } from '@parley/docket/decide';
import { docketDigest, subjectDigest, type Cut } from '@parley/docket/digest';
import { comparePlaces, type Entry, type Place, type PlacedEntry } from '@parley/docket/entry';
import type { Context } from '@parley/docket/facts';
import { foldSubject, type SubjectFold } from '@parley/docket/fold';
import { foldHouse, houseChange } from '@parley/docket/house';
import { introduceKeys, rootKeys } from '@parley/docket/keys';
import { isObliged, obligeSubject } from '@parley/docket/obligations/oblige';
import { placeEntry } from '@parley/docket/order';
import { keysForNext, type House } from '@parley/docket/roster';
import { refuseUnrouted, routeOf, type Route } from '@parley/docket/route';
import type { Terms } from '@parley/docket/terms';
import type { Log } from '../log/log.ts';
import { LOG_SPAN } from '../log/store.ts';
import type { Database, Sql } from '../platform/sqlite.ts';
import type { NodeSuite, Opens } from '../platform/suite.ts';
import { Census } from './census.ts';
import { Classes } from './classes.ts';
import { Search } from './search.ts';
import { NO_ROWS, subjectKey, SubjectTable, type Remembered } from './subjects.ts';
import { CosignTimes } from './times.ts';

/** Entries folded in one transaction when catching up: some ten milliseconds, so that filing goes on. */
const FOLD_ENTRIES = 256;
/** Transactions' worth of entries that are being opened at once: enough that no core is idle while this thread folds. */
const OPENED_AHEAD = 4;
/** Subjects folded again in the transaction that made it necessary; of more, the rest follows in turns, so that filing never waits long. */
const FOLD_SUBJECTS = 512;
/** Subjects whose entries stay at hand. */
const SUBJECTS_REMEMBERED = 4096;

/** What `#placed` reads of an entry's rows. */
const PLACED = 'a.position, a.key, a.iat, a.seen, a.refusal, e.id, e.bytes';

/** First-pass folds by subject. */
type Folds = Map<string, { fold: SubjectFold; remembered: Remembered }>;

/** Entries that are being opened. */
type Opening = { from: number; rows: { id: string; bytes: Uint8Array }[]; opens: Promise<Uint8Array> };

type Folded = { size: number; place: Place | undefined };

/** What a change of the docket touched, for those who watch it live. */
export type Touched = { subjects: Set<string>; house: boolean };

export class Docket {
  readonly times = new CosignTimes();
  #database: Database;
  #accord: Accord;
  #accordId: string;
  #suite: NodeSuite;
  #opens: Opens;
  #logs: readonly Log[];
  #byParty = new Map<string, Log>();
  #byOrigin = new Map<string, Log>();
  #keys = new Map<string, Map<string, Uint8Array>>();
  #folded = new Map<string, Folded>();
  /** The party whose node this is. */
  #own: string;
  #houseEntries: PlacedEntry[] = [];
  #house!: House;
  readonly search: Search;
  readonly classes: Classes;
  readonly census: Census;
  #table: SubjectTable;
  #subjects = new Map<string, Remembered>();
  /** Whether subjects wait in `stale`. */
  #stale = false;
  #catchingUp: Promise<void> = Promise.resolve();

  constructor(options: {
    database: Database;
    accord: Accord;
    accordId: string;
    logs: readonly Log[];
    suite: NodeSuite;
  }) {
    this.#database = options.database;
    this.#accord = options.accord;
    this.#accordId = options.accordId;
    this.#logs = options.logs;
    this.#suite = options.suite;
    this.#opens = options.suite.opens ?? opensBy(options.suite);
    this.#own = options.logs.find(({ store }) => store.own)!.party;
    this.search = new Search(options.database, options.logs);
    this.census = new Census(options.database);
    const written = (position: number) => this.census.touch(position);
    this.classes = new Classes(options.database, () => this.terms.markingFloor, written);
    this.#table = new SubjectTable(
      options.database,
      this.classes,
      (party, index) => this.#byParty.get(party)!.store.position(index),
      written,
    );
    for (const log of options.logs) {
      this.#byParty.set(log.party, log);
      this.#byOrigin.set(log.origin, log);
    }
    this.#recall();
    this.#database.onRollback(() => this.#recall());
    if (this.classes.empty && this.#database.get('select 1 as found from subject limit 1')) this.#classAll();
  }

  get house(): House {
    return this.#house;
  }

  /** Keys that have been introduced in a party's log so far: with these its next act is opened. */
  keysOf(party: string): ReadonlyMap<string, Uint8Array> {
    return this.#keys.get(party)!;
  }

  /** Reads back from the tables everything that memory holds of them. */
  #recall(): void {
    this.times.clear();
    for (const log of this.#logs) this.times.load(log.store, this.#cosigners);
    this.#subjects.clear();
    this.#unwritten = [];
    this.#untold.clear();
    this.search.drop();
    this.census.drop();
    this.#folded.clear();
    for (const log of this.#logs) {
      const row = this.#database.get('select size, place from folded where log = ?', log.store.number);
      this.#folded.set(log.party, {
        size: Number(row?.['size'] ?? 0),
        place: typeof row?.['place'] === 'string' ? (JSON.parse(row['place']) as Place) : undefined,
      });
      this.#keys.set(log.party, rootKeys(this.#accord, log.party));
    }
    this.#houseEntries = this.#placed(
      `select ${PLACED} from act a indexed by act_house join entry e on e.position = a.position where a.house = 1 order by a.key`,
    );
    for (const { party, act } of this.#houseEntries.toSorted((a, b) => a.index - b.index)) {
      if (act !== undefined) introduceKeys(this.#keys.get(party)!, act);
    }
    this.#house = this.#foldHouse();
    this.#stale = this.#database.get('select 1 as found from stale limit 1') !== undefined;
  }

  get #context(): Context {
    return { house: this.#house, ...this.#facts };
  }

  get #facts() {
    return { receipts: this.times, rootAt: (origin: string, size: number) => this.#rootAt(origin, size) };
  }

  #rootAt(origin: string, size: number): string | undefined {
    const root = this.#byOrigin.get(origin)?.rootAt(size);
    return root === undefined ? undefined : encodeBase64(root);
  }

  #foldHouse(): House {
    return foldHouse(this.#accord, this.#accordId, this.#houseEntries, this.#facts);
  }

  // ── filing ──

  /**
   * Whether an opened act may stand at `index` of `party`'s log, now (POSIX seconds). If so it is folded: the caller has `writeFiled` write
   * its rows, and appends the entry, in the same transaction.
   */
  file(party: string, index: number, act: VerifiedAct, nowSeconds: number): Result<{ touched: Touched }> {
    const considered = this.consider(party, index, act, nowSeconds);
    if (!considered.ok) return considered;
    const { placed, route, decided } = considered;
    const touched: Touched = { subjects: new Set(), house: false };
    this.#folded.set(party, { size: index + 1, place: placed.place });
    if ('fold' in decided) {
      const remembered = this.#recalled(decided.fold.subject);
      remembered.entries = insert(remembered.entries, placed);
      this.#unwritten.push({ placed, route, fold: decided.fold, remembered });
      touched.subjects.add(decided.fold.subject);
    } else {
      for (const subject of this.#writeSubjects(party)) touched.subjects.add(subject);
      this.#putAct(placed, route);
      this.#houseEntries = insert(this.#houseEntries, placed);
      introduceKeys(this.#keys.get(party)!, act);
      this.#houseFolded(decided.house, touched);
      this.#foldAll(touched.subjects);
    }
    return { ok: true, touched };
  }

  /** What the rules answer to an act at `index` of `party`'s log; nothing is kept of it. */
  consider(
    party: string,
    index: number,
    act: VerifiedAct,
    nowSeconds: number,
  ): Result<{ placed: PlacedEntry; route: Exclude<Route, { to: 'nothing' }>; decided: Decision & { ok: true } }> {
    const entry: Entry = { party, index, id: act.id, act };
    const placing = this.#place(entry);
    if (!placing.ok) return refuseWaiting(entry, placing.waits);
    const placed: PlacedEntry = { ...entry, place: placing.place };
    const route = routeOf(placed);
    if (route.to === 'nothing') return { ok: false, refusal: refuseUnrouted(placed) };
    const entries = route.to === 'house' ? this.#houseEntries : this.#recalled(route.subject).entries;
    const decided = decide(this.#context, entries, placed, nowSeconds);
    return decided.ok ? { ok: true, placed, route, decided } : decided;
  }

  /** What was filed in subjects and is not among the rows yet. */
  #unwritten: { placed: PlacedEntry; route: Route; fold: SubjectFold; remembered: Remembered }[] = [];

  /** Acts that were filed in subjects and whose words are not found yet. */
  #untold = new Map<string, PlacedEntry[]>();

  /**
   * Writes the rows of everything that was filed in a party's log, once it is stored there; gives the other subjects for which something follows
   * from it.
   */
  writeFiled(party: string): string[] {
    const following = this.#writeSubjects(party);
    this.#tell(this.#untold);
    this.#untold.clear();
    return following;
  }

  #tell(untold: ReadonlyMap<string, readonly PlacedEntry[]>): void {
    for (const [subject, fresh] of untold) this.search.tell(subject, this.#recalled(subject).entries, fresh);
    this.search.write();
  }

  #writeSubjects(party: string): string[] {
    const folds: Folds = new Map();
    for (const { placed, route, fold, remembered } of this.#unwritten) {
      this.#putAct(placed, route);
      folds.set(fold.subject, { fold, remembered });
      this.#untold.set(fold.subject, [...(this.#untold.get(fold.subject) ?? []), placed]);
    }
    this.#unwritten = [];
    const changed = [...folds.keys()];
    this.#putFolds(folds, changed);
    this.#putFolded(party);
    return [...folds.keys()].slice(changed.length);
  }

  // ── what others said ──

  /** Folds whatever is held and not yet folded, of any log; calls `onTouched` after each transaction. */
  catchUp(onTouched: (touched: Touched) => void): Promise<void> {
    const caught = this.#catchingUp.then(() => this.#catchUp(onTouched));
    // A failure is its caller's to know; the next call tries again.
    this.#catchingUp = caught.catch(() => undefined);
    return caught;
  }

  /** Whether entries of a party's log are held that have not been folded: until then nothing can be placed behind them. */
  lags(party: string): boolean {
    return this.#folded.get(party)!.size < this.#byParty.get(party)!.size;
  }

  /** Whether something held can be folded. What waits for entries that are not held cannot. */
  get behind(): boolean {
    if (this.#stale) return true;
    return this.#logs.some((log) => {
      const { party } = log;
      if (this.#folded.get(party)!.size >= this.#due(log)) return false;
      const waits = this.#waiting.get(party);
      return waits === undefined || this.#folded.get(waits.party)!.size >= waits.size;
    });
  }

  /** How much of a log is to be folded now. */
  #due(log: Log): number {
    return this.#arriving.has(log.party) ? Math.min(log.size, this.times.covered(log.party, this.#own)) : log.size;
  }

  /**
   * While more of a log is being pulled, only what this node has cosigned of it is folded: the cosignature that ends the pull is the receipt
   * of all the rest, and would have every subject of it folded a second time.
   */
  arriving(party: string, still: boolean): void {
    if (still) this.#arriving.add(party);
    else this.#arriving.delete(party);
  }

  /** Logs of which more is being pulled. */
  #arriving = new Set<string>();

  /** Logs whose next entry has seen more than is held. */
  #waiting = new Map<string, { party: string; size: number }>();

  get waiting(): ReadonlyMap<string, { party: string; size: number }> {
    return this.#waiting;
  }

  async #catchUp(onTouched: (touched: Touched) => void): Promise<void> {
    for (let moved = true; moved;) {
      moved = false;
      for (const log of this.#logs) if (await this.#catchUpWith(log, onTouched)) moved = true;
      while (this.#stale) {
        onTouched(this.#database.derive(() => this.#foldStale()));
        await turn();
        moved = true;
      }
    }
  }

  /** Folds subjects again that a receipt or a change of the house left for later. */
  #foldStale(): Touched {
    const rows = this.#database.all(
      'select number, subject, referred from stale order by number limit ?',
      FOLD_SUBJECTS,
    );
    this.#database.run('delete from stale where number <= ?', rows.at(-1)?.['number'] ?? 0);
    this.#stale = rows.length === FOLD_SUBJECTS;
    const changed = rows.filter((row) => row['referred'] === 0).map((row) => String(row['subject']));
    const referring = rows.filter((row) => row['referred'] === 1).map((row) => String(row['subject']));
    return { subjects: new Set(this.#fold(changed, referring)), house: false };
  }

  /** Folds subjects again, the first of them now; what follows for others is added to the set. */
  #foldAll(subjects: Set<string>): void {
    const inOrder = [...subjects];
    for (const subject of this.#fold(inOrder.slice(0, FOLD_SUBJECTS))) subjects.add(subject);
    for (const subject of inOrder.slice(FOLD_SUBJECTS)) this.#foldLater(subject, 0);
  }

  #foldLater(subject: string, referred: 0 | 1): void {
    this.#database.run(
      'insert into stale (subject, referred) values (?, ?) on conflict (subject) do update set referred = min(referred, excluded.referred)',
      subject,
      referred,
    );
    this.#stale = true;
  }

  /** Folds what is held of one log, as far as nothing waits; other threads open those behind meanwhile. */
  async #catchUpWith(log: Log, onTouched: (touched: Touched) => void): Promise<boolean> {
    let moved = false;
    let from = this.#folded.get(log.party)!.size;
    const ahead: Opening[] = [];
    for (;;) {
      while (ahead.length < OPENED_AHEAD && from < this.#due(log)) {
        const until = Math.min(this.#due(log), from + FOLD_ENTRIES);
        ahead.push(this.#beginOpening(log, from, until));
        from = until;
      }
      const next = ahead.shift();
      if (next === undefined) return moved;
      const entries = await this.#open(log, next);
      const touched = this.#database.derive(() => this.#take(log, entries));
      if (touched === undefined) return moved;
      moved = true;
      onTouched(touched);
      if (this.#folded.get(log.party)!.size <= entries.at(-1)!.index) return moved;
    }
  }

  /** Asks which of entries `from` … `until` − 1 of a log open by the keys that it has introduced so far: nearly always all. */
  #beginOpening(log: Log, from: number, until: number): Opening {
    const rows = log.store.identified(from, until);
    const opens = this.#opens(
      rows.map(({ bytes }) => bytes),
      new Map(this.#keys.get(log.party)),
    );
    // Who stops before it comes to these leaves nobody waiting for them.
    opens.catch(() => undefined);
    return { from, rows, opens };
  }

  /** Opens entries of which everything before them has been taken. What these introduce opens those behind. */
  async #open(log: Log, { from, rows, opens }: Opening): Promise<Entry[]> {
    const opened = await opens;
    const { party } = log;
    const keys = new Map(this.#keys.get(party));
    const opening: Promise<Entry>[] = [];
    for (const [offset, { id, bytes }] of rows.entries()) {
      const index = from + offset;
      if (opened[offset] === 1) {
        const act = recallAct(bytes, id);
        introduceKeys(keys, act);
        opening.push(Promise.resolve({ party, index, id, act }));
        continue;
      }
      const parsed = parseAct(bytes, id);
      const entry = openEntry(party, index, id, parsed, keys, this.#suite);
      opening.push(entry);
      if (parsed.ok && INTRODUCES.test(parsed.act.payload.type)) {
        const { act } = await entry;
        if (act !== undefined) introduceKeys(keys, act);
      }
    }
    return Promise.all(opening);
  }

  /** Places and folds entries as far as nothing waits; undefined when the first one does. */
  #take(log: Log, entries: readonly Entry[]): Touched | undefined {
    const touched: Touched = { subjects: new Set(), house: false };
    const start = this.#folded.get(log.party)!.size;
    if (entries[0]?.index !== start) return undefined; // filed meanwhile
    const taken: { placed: PlacedEntry; route: Route }[] = [];
    for (const entry of entries) {
      const placing = this.#place(entry);
      if (!placing.ok) {
        this.#waiting.set(log.party, placing.waits);
        break;
      }
      this.#waiting.delete(log.party);
      const placed: PlacedEntry = { ...entry, place: placing.place };
      const route = routeOf(placed);
      taken.push({ placed, route });
      if (route.to === 'house') {
        this.#houseEntries = insert(this.#houseEntries, placed);
        if (placed.act !== undefined) introduceKeys(this.#keys.get(log.party)!, placed.act);
        touched.house = true;
      } else if (route.to === 'subject') {
        // Read before the entry is among the rows, so that it is not read back.
        const remembered = this.#recalled(route.subject);
        remembered.entries = insert(remembered.entries, placed);
        touched.subjects.add(route.subject);
      }
      this.#folded.set(log.party, { size: entry.index + 1, place: placed.place });
    }
    if (taken.length === 0) return undefined;
    const untold = new Map<string, PlacedEntry[]>();
    for (const { placed, route } of taken) {
      this.#putAct(placed, route);
      if (route.to === 'subject') untold.set(route.subject, [...(untold.get(route.subject) ?? []), placed]);
      if (route.to !== 'nothing') continue;
      const { code, detail } = refuseUnrouted(placed);
      this.#table.putDisregarded(placed.party, placed.index, null, code, detail);
    }
    this.search.read(log, start, start + taken.length);
    this.#tell(untold);
    this.#putFolded(log.party);
    if (touched.house) this.#houseFolded(this.#foldHouse(), touched);
    this.#foldAll(touched.subjects);
    return touched;
  }

  /**
   * A cosignature by `by` moved its cover of `party`'s log to `size`. Within the transaction that keeps it; what is not folded yet will
   * find it.
   */
  receipted(party: string, by: string, size: number, time: number): Touched {
    const touched: Touched = { subjects: new Set(), house: false };
    const from = this.times.covered(party, by);
    this.times.add(party, by, size, time);
    const log = this.#byParty.get(party)!;
    const range = [log.store.position(from), log.store.position(size)] as const;
    for (const row of this.#database.all(
      'select distinct subject, house from act where position >= ? and position < ?',
      ...range,
    )) {
      if (row['house'] === 1) touched.house = true;
      else if (row['subject'] !== null) touched.subjects.add(String(row['subject']));
    }
    for (const row of this.#database.all(
      `select subject from await where kind = 'receipt' and party = ? and number >= ? and number < ?`,
      party,
      from,
      size,
    )) {
      if (row['subject'] === '') touched.house = true;
      else touched.subjects.add(String(row['subject']));
    }
    if (touched.house) this.#houseFolded(this.#foldHouse(), touched);
    this.#foldAll(touched.subjects);
    return touched;
  }

  /** Words of an entry were erased, or came back. Within the transaction that does it. */
  wordsChanged(party: string, index: number): void {
    const position = this.#byParty.get(party)!.store.position(index);
    const subject = this.#database.get('select subject from act where position = ?', position)?.['subject'];
    if (typeof subject !== 'string') return;
    const { entries } = this.#recalled(subject);
    const changed = entries.filter((entry) => entry.party === party && entry.index === index);
    this.search.tell(subject, entries, changed, true);
    this.search.write();
  }

  // ── places ──

  #place(entry: Entry) {
    const before = this.#folded.get(entry.party)!.place;
    return placeEntry(
      entry,
      before,
      (origin) => this.#byOrigin.get(origin)?.party,
      (party, index) => {
        const log = this.#byParty.get(party)!;
        const row = this.#database.get('select key from act where position = ?', log.store.position(index));
        return row === undefined ? undefined : String(row['key']);
      },
    );
  }

  #putFolded(party: string): void {
    const { size, place } = this.#folded.get(party)!;
    this.#database.run(
      'insert into folded (log, size, place) values (?, ?, ?) on conflict (log) do update set size = excluded.size, place = excluded.place',
      this.#byParty.get(party)!.store.number,
      size,
      JSON.stringify(place),
    );
  }

  #putAct(entry: PlacedEntry, route: Route): void {
    const subject = route.to === 'subject' ? route.subject : null;
    this.#database.run(
      'insert into act (position, key, iat, seen, type, subject, subject_key, house, refusal) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      this.#byParty.get(entry.party)!.store.position(entry.index),
      entry.place.key,
      entry.place.iat,
      JSON.stringify(entry.place.seen),
      entry.act?.payload.type ?? null,
      subject,
      subject === null ? null : subjectKey(subject),
      route.to === 'house' ? 1 : 0,
      entry.refusal === undefined ? null : JSON.stringify(entry.refusal),
    );
  }

  // ── subjects ──

  /** A subject, out of memory or else out of the tables. */
  #recalled(subject: string): Remembered {
    let found = this.#subjects.get(subject);
    if (found === undefined) {
      const entries = this.#placed(
        `select ${PLACED} from act a indexed by act_subject join entry e on e.position = a.position
         where a.subject_key = ? and a.subject = ? order by a.key`,
        subjectKey(subject),
        subject,
      );
      found = { entries, rows: entries.length === 0 ? NO_ROWS : undefined };
      const oldest = this.#subjects.size < SUBJECTS_REMEMBERED ? undefined : this.#subjects.keys().next().value;
      if (oldest !== undefined) this.#subjects.delete(oldest);
    } else this.#subjects.delete(subject);
    this.#subjects.set(subject, found);
    return found;
  }

  /** Entries as rows give them: already verified by this node before it stored them. */
  #placed(sql: string, ...values: Sql[]): PlacedEntry[] {
    return this.#database.all(sql, ...values).map((row) => {
      const position = Number(row['position']);
      const log = this.#logs.find(({ store }) => store.number === Math.floor(position / LOG_SPAN))!;
      const place: Place = {
        key: String(row['key']),
        iat: Number(row['iat']),
        seen: JSON.parse(String(row['seen'])) as Record<string, number>,
      };
      const index = position % LOG_SPAN;
      const id = encodeBase64url(row['id'] as Uint8Array);
      if (row['refusal'] !== null) {
        return { party: log.party, index, id, refusal: JSON.parse(String(row['refusal'])) as Refusal, place };
      }
      return { party: log.party, index, id, act: recallAct(row['bytes'] as Uint8Array, id), place };
    });
  }

  /**
   * Folds subjects again whose entries, receipts or house changed, and `referring` ones, for which only what they refer to did. Reads, then
   * folds, then writes: each of the three goes faster when it goes on for a while. Gives all that were folded.
   */
  #fold(changed: readonly string[], referring: readonly string[] = []): Iterable<string> {
    const folds: Folds = new Map();
    this.#foldInto(folds, [...changed, ...referring]);
    this.#putFolds(folds, changed);
    return folds.keys();
  }

  #foldInto(folds: Folds, subjects: readonly string[]): void {
    const context = this.#context;
    const recalled = subjects.map((subject) => [subject, this.#recalled(subject)] as const);
    for (const [subject, remembered] of recalled) {
      folds.set(subject, { fold: foldSubject(context, subject, remembered.entries), remembered });
    }
  }

  /** Takes first-pass folds through the second pass, together with those of subjects that refer to the changed ones, and writes them. */
  #putFolds(folds: Folds, changed: readonly string[]): void {
    const referring = new Set<string>();
    for (const subject of changed) {
      for (const id of this.#table.obligedBy(subject)) if (!folds.has(id)) referring.add(id);
    }
    const inOrder = [...referring];
    for (const subject of inOrder.slice(FOLD_SUBJECTS)) this.#foldLater(subject, 1);
    this.#foldInto(folds, inOrder.slice(0, FOLD_SUBJECTS));
    const context = this.#context;
    const others = (id: string) => {
      const known = folds.get(id);
      return known === undefined ? this.#table.firstPass(id) : known.fold.state;
    };
    const obliged = Array.from(folds.values(), ({ fold, remembered }) => {
      if (fold.state === undefined || !isObliged(fold.state)) return { fold, remembered };
      const { state, awaits } = obligeSubject(context, fold.state, others);
      return { fold: { ...fold, state, awaits: [...fold.awaits, ...awaits] }, remembered };
    });
    for (const { fold, remembered } of obliged) this.#table.put(fold, remembered);
  }

  // ── the house ──

  #houseFolded(house: House, touched: Touched): void {
    const before = this.#house;
    this.#house = house;
    touched.house = true;
    this.#database.run(`delete from disregarded where subject = ''`);
    this.#database.run(`delete from await where subject = ''`);
    for (const { party, index, code, detail } of house.disregarded)
      this.#table.putDisregarded(party, index, '', code, detail);
    for (const awaited of house.awaits) {
      if (awaited.kind !== 'receipt') continue;
      this.#database.run(
        `insert into await (subject, kind, party, number) values ('', 'receipt', ?, ?) on conflict do nothing`,
        awaited.party,
        awaited.index,
      );
    }
    const change = houseChange(before, house);
    if (change.all) {
      for (const row of this.#database.all('select distinct subject from act where subject is not null')) {
        touched.subjects.add(String(row['subject']));
      }
    }
    for (const { party, year } of change.calendars) {
      for (const row of this.#database.all(
        `select subject from await where kind = 'calendar' and party = ? and number = ?`,
        party,
        year,
      )) {
        touched.subjects.add(String(row['subject']));
      }
    }
  }

  // ── the whole ──

  /** Terms in force now: those of the last amendment that is complete. */
  get terms(): Terms {
    return this.#house.versions.at(-1)!.terms;
  }

  /** What `keys` must be in the next act of a party. */
  keysForNext(party: string): number | undefined {
    return keysForNext(this.#house, party);
  }

  /** Whether something that `party` owes fell due after one time and by another (POSIX seconds), and nothing has stopped it. */
  isDueBetween(party: string, after: number, until: number): boolean {
    return (
      this.#database.get(
        'select 1 as found from wait where party = ? and what = 1 and due_at > ? and due_at <= ? limit 1',
        party,
        after,
        until,
      ) !== undefined
    );
  }

  /** By origin, how much of each log is folded, and how much of it each cosigner has cosigned. */
  cut(): Cut {
    const cut: Cut = {};
    for (const { party, origin } of this.#logs) {
      const receipts: Record<string, number> = {};
      for (const by of this.#cosigners) {
        const size = this.times.covered(party, by);
        if (by !== party && size > 0) receipts[by] = size;
      }
      cut[origin] = { size: this.#folded.get(party)!.size, receipts };
    }
    return cut;
  }

  /** Everybody who may cosign: the parties' holders, and the witnesses. */
  get #cosigners(): string[] {
    return [...this.#byParty.keys(), ...this.#accord.witnesses.map(({ name }) => name)];
  }

  /** What two nodes compare. Not `complete` while something that arrived is still to be folded. */
  digest(): { cut: Cut; digest: string; complete: boolean } {
    const cut = this.cut();
    const subjects: [string, string][] = [[this.#accordId, subjectDigest(this.#house.state)], ...this.#table.digests()];
    const disregarded: [string, number, string][] = [];
    for (const row of this.#database.each('select position, code from disregarded')) {
      const position = Number(row['position']);
      const log = this.#logs.find(({ store }) => store.number === Math.floor(position / LOG_SPAN))!;
      disregarded.push([log.origin, position % LOG_SPAN, String(row['code'])]);
    }
    return {
      cut,
      digest: docketDigest({ accord: this.#accordId, cut, subjects, disregarded }),
      complete: !this.behind,
    };
  }

  /** Drops every read model; `catchUp` folds them again from the logs. */
  drop(): void {
    this.#database.transaction(() => {
      for (const table of ['folded', 'act', 'subject', 'reference', 'wait', 'disregarded', 'await', 'stale']) {
        this.#database.run(`delete from ${table}`);
      }
      this.search.forget();
      this.classes.forget();
    });
    this.classes.recall();
    this.#recall();
  }

  /** Gives their classes to subjects that were folded by a version that knew none. */
  #classAll(): void {
    this.#database.transaction(() => {
      for (const { id: subject, position, refers } of this.#table.all()) {
        const { entries } = this.#recalled(subject);
        this.classes.put({ subject, position, refers, changed: true, entries });
      }
    });
  }
}

const INTRODUCES = /^(officer\.appoint|party\.rekey)$/;

/** Side by side in this thread. */
function opensBy(suite: NodeSuite): Opens {
  return async (entries, keys) =>
    Uint8Array.from(await Promise.all(entries.map(async (bytes) => openAct(bytes, keys, suite))), ({ ok }) =>
      Number(ok),
    );
}

/** Opens one entry, whatever it is. */
async function openEntry(
  party: string,
  index: number,
  id: string,
  parsed: ReturnType<typeof parseAct>,
  keys: ReadonlyMap<string, Uint8Array>,
  suite: NodeSuite,
): Promise<Entry> {
  const opened = parsed.ok ? await openAct(parsed.act, keys, suite) : parsed;
  return opened.ok ? { party, index, id, act: opened.act } : { party, index, id, refusal: opened.refusal };
}

function insert(entries: readonly PlacedEntry[], entry: PlacedEntry): PlacedEntry[] {
  const at = entries.findLastIndex((other) => comparePlaces(other, entry) < 0) + 1;
  if (entries[at]?.id === entry.id && entries[at].party === entry.party && entries[at].index === entry.index)
    return [...entries];
  return entries.toSpliced(at, 0, entry);
}
