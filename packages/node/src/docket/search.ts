// Search over the words held of all acts of a subject, in any script. A word is a run of letters and digits, without case and accents. A run of
// Chinese, Japanese or Korean has no spaces: it becomes its characters and its overlapping pairs, so that any part of it is found, down to
// one character.
//
// The index keeps no words and no places within them, only which rows have which word: so it can be dropped and made again. A row is an act.
// Rows are numbered by the act that opened their subject, so the engine gives those of one subject side by side, and subjects from the newest to
// the oldest; of several words each is looked for by itself, and a subject has them all if some act of it has each.

import type { Json } from '@parley/record/json';
import { readDisclosure } from '@parley/record/words';
import type { PlacedEntry } from '@parley/docket/entry';
import { kindOf } from '@parley/docket/kinds';
import { seenAt, type Sight } from '../access/sight.ts';
import type { Log } from '../log/log.ts';
import type { Database } from '../platform/sqlite.ts';
import type { Key } from './reader/page.ts';

/**
 * Rows of one subject: 4096 for each of 32 logs; acts beyond those share a row with an earlier one. A row number is
 *
 *     2^62 − (position of the opening act) × 2^17 + (place of the act in its log, among those of the subject) × 32 + (number of the log)
 *
 * so the newest subjects come first in ascending order, in which the engine reads and leaps best.
 */
const LOGS = 32n;
const ACTS_A_LOG = 4096;
const ROWS = 2n ** 17n;
const TOP = 2n ** 62n;

/** The position of the opening act, of a row. */
const SUBJECT = `(${TOP + ROWS - 1n} - search.rowid) / ${ROWS}`;

/** Words of a search that count; more say nothing that these do not. */
const TERMS_MAX = 32;
/** Characters of a word that count. */
const WORD_MAX = 40;
/** The beginning of a word is looked for from this length on: of a shorter one there are too many. */
const BEGINNING_MIN = 3;
/** Questions to the index for one answer: some ten milliseconds. */
const QUESTIONS_MAX = 256;
/** Rows asked for at once: few at first, since most are passed over when a rare word is among those searched for. */
const ROWS_FIRST = 8;
const ROWS_MAX = 128;
/** Rows asked for at once by the beginning of a word: for each question the engine gathers all of them anew. */
const ROWS_BEGINNING = 1024;
/** How many other questions such a one costs as much as. */
const BEGINNING_QUESTIONS = 16;

/** Of scripts without spaces between words. */
const CJK = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]+/u;
const RUNS = new RegExp(`(${CJK.source})|[\\p{L}\\p{M}\\p{N}]+`, 'gu');
/** What most texts are, which is read faster. */
const ASCII = /^[\0-\x7f]*$/;
const WORDS = /[a-z0-9]+/g;
const MARKS = /\p{M}+/gu;

/** Before the name of a kind, among the words of a row: no letter, so nobody searches for it by chance. */
const KIND = '\u{E000}';

/** `hit` false: so far was looked, and nothing more was found; a page ends there. */
export type Found = { key: Key; hit: boolean };

export class Search {
  #database: Database;
  #logs: readonly Log[];

  constructor(database: Database, logs: readonly Log[]) {
    this.#database = database;
    this.#logs = logs;
  }

  /**
   * Makes the rows of `fresh`, acts of the subject whose words came; `again`: they were there before. `entries`: all its acts that are placed.
   * They are written by `write`, in the same transaction.
   */
  tell(subject: string, entries: readonly PlacedEntry[], fresh: readonly PlacedEntry[], again = false): void {
    const opening = entries.find(
      ({ id, party, act }) => id === subject && act?.payload.log === this.#logOf(party).origin,
    );
    const kind = opening && kindOf.get(opening.act!.payload.type)?.name;
    if (opening === undefined || kind === undefined) return;
    const base = TOP - BigInt(this.#positionOf(opening)) * ROWS;
    // What came before the act that opens the subject was not told.
    const all = fresh.some(({ id }) => id === subject);
    for (const party of new Set(
      fresh.map((entry) => entry.party).concat(all ? entries.map((entry) => entry.party) : []),
    )) {
      const acts = entries.filter((entry) => entry.party === party).toSorted((a, b) => a.index - b.index);
      for (const [place, act] of acts.entries()) {
        if (!all && !fresh.some((one) => one.party === party && one.index === act.index)) continue;
        const slot = place % ACTS_A_LOG;
        const together = acts.filter((_, other) => other % ACTS_A_LOG === slot);
        const row = base + BigInt(slot) * LOGS + BigInt(this.#logOf(party).store.number);
        if (again || together.length > 1) this.#database.run('delete from search where rowid = ?', row);
        const words = together.map((one) => this.#wordsAt(this.#positionOf(one))).join(' ');
        if (words !== '') this.#rows.set(row, `${KIND}${kind} ${words}`);
      }
    }
  }

  /** Rows on their way. */
  #rows = new Map<bigint, string>();

  /** Words that `tell` will ask for, by position: read together they cost half. */
  #ahead = new Map<number, string | undefined>();

  /** Reads the words of entries `from` … `to` − 1 ahead, until the next `write`. */
  read(log: Log, from: number, to: number): void {
    const first = log.store.position(from);
    for (const [place, line] of log.store.words(from, to).entries()) this.#ahead.set(first + place, line);
  }

  /** Of a transaction that came to nothing. */
  drop(): void {
    this.#rows.clear();
    this.#ahead.clear();
  }

  /** In ascending order: the engine ends a segment of its index whenever a row goes back. */
  write(): void {
    for (const [row, words] of [...this.#rows].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      this.#database.run('insert into search (rowid, words) values (?, ?)', row, words);
    }
    this.#rows.clear();
    this.#ahead.clear();
  }

  forget(): void {
    this.#database.run(`insert into search (search) values ('delete-all')`);
  }

  /**
   * Subjects in whose words all of `q` is found, by the acts that opened them: the newest first, beyond `after`. Keys are [time, position]: the
   * time is that of the log, the latest at which an officer had signed in it by then. `folded`: how much of a log has its place. `sight`: of
   * whom nothing else is found, nor changes what is.
   */
  *find(
    q: string,
    kind: string | undefined,
    after: Key | undefined,
    folded: (log: Log) => number,
    sight: Sight,
  ): Generator<Found> {
    const matches = matchesOf(q, kind).map((match) => this.#wholeIfAny(match, sight));
    if (matches.length === 0) return;
    const [time, position] = after ?? [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
    const budget = { questions: QUESTIONS_MAX };
    const heads = this.#logs.map((log) => {
      const first = log.store.position(0);
      const before = this.#firstFrom(first, folded(log), time!, position!);
      const subjects = this.#subjects(matches, first, before, budget, sight);
      return { subjects, next: subjects.next() };
    });
    for (;;) {
      let newest: (typeof heads)[number] | undefined;
      for (const head of heads) {
        if (head.next.done !== true && (newest === undefined || isNewer(head.next.value, newest.next.value)))
          newest = head;
      }
      if (newest === undefined) return;
      yield newest.next.value!;
      newest.next = newest.subjects.next();
    }
  }

  /** The beginning of a word is looked for where no such word stands anywhere: all words that begin with a frequent one are dear to gather. */
  #wholeIfAny(match: string, sight: Sight): string {
    if (!match.endsWith('*')) return match;
    const whole = match.slice(0, -1);
    const [seen, ...given] = seenBy(sight);
    const found = this.#database.get(
      `select rowid > 0 as found from search where search match ? ${seen} limit 1`,
      whole,
      ...given,
    );
    return found === undefined ? match : whole;
  }

  /** Those of one log: the streams of all words leap over one another to the next subject that each of them has. */
  *#subjects(
    matches: readonly string[],
    first: number,
    before: number,
    budget: { questions: number },
    sight: Sight,
  ): Generator<Found> {
    const streams = matches.map((match) => this.#stream(match, first, budget, sight));
    for (let bound = before - 1; bound >= first;) {
      const reached = streams.reduce(
        (at, stream) => (at === undefined ? undefined : stream(at)),
        bound as number | undefined,
      );
      if (budget.questions <= 0) {
        // Where the next page begins with this one. Twice: whoever takes pages learns from the second that there may be more.
        const miss = { key: [this.#iatAt(bound), bound + 1], hit: false };
        yield miss;
        yield miss;
        return;
      }
      if (reached === undefined) return;
      if (reached === bound && streams.every((stream) => stream(bound) === bound)) {
        yield { key: [this.#iatAt(bound), bound], hit: true };
        bound--;
      } else bound = reached;
    }
  }

  /** Gives the newest subject of a log, not newer than asked, that has a match; asked for ever older ones. */
  #stream(
    match: string,
    first: number,
    budget: { questions: number },
    sight: Sight,
  ): (bound: number) => number | undefined {
    const [seen, ...given] = seenBy(sight);
    let found: number[] = [];
    let at = 0;
    const beginning = match.endsWith('*');
    let asks = beginning ? ROWS_BEGINNING : ROWS_FIRST;
    let ended = false;
    return (bound) => {
      while (at < found.length && found[at]! > bound) at++;
      if (at < found.length || ended) return found[at];
      budget.questions -= beginning ? BEGINNING_QUESTIONS : 1;
      found = this.#database
        .all(
          `select ${SUBJECT} as subject from search
           where search match ? and rowid >= ? and rowid < ? ${seen} order by rowid limit ?`,
          match,
          TOP - BigInt(bound) * ROWS,
          TOP - BigInt(first - 1) * ROWS,
          ...given,
          asks,
        )
        .map((row) => Number(row['subject']));
      at = 0;
      ended = found.length < asks;
      if (!beginning) asks = Math.min(ROWS_MAX, 2 * asks);
      return found[0];
    };
  }

  /** The first position of a log whose key is not before [time, position]: times only grow along a log. */
  #firstFrom(first: number, size: number, time: number, position: number): number {
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const iat = this.#iatAt(first + middle);
      if (iat > time || (iat === time && first + middle >= position)) high = middle;
      else low = middle + 1;
    }
    return first + low;
  }

  #iatAt(position: number): number {
    return Number(this.#database.get('select iat from act where position = ?', position)!['iat']);
  }

  #wordsAt(position: number): string {
    const line = this.#ahead.has(position)
      ? this.#ahead.get(position)
      : this.#database.get('select disclosures from words where position = ?', position)?.['disclosures'];
    if (typeof line !== 'string') return '';
    const words: string[] = [];
    for (const text of JSON.parse(line) as (string | null)[]) {
      const read = text === null ? undefined : readDisclosure(text);
      if (read?.ok === true) for (const one of textsOf(read.value)) words.push(indexText(one));
    }
    return words.join(' ');
  }

  #logOf(party: string): Log {
    return this.#logs.find((log) => log.party === party)!;
  }

  #positionOf({ party, index }: PlacedEntry): number {
    return this.#logOf(party).store.position(index);
  }
}

/** A condition on rows, and its parameter. */
function seenBy({ all, whole }: Sight): [sql: string, ...given: string[]] {
  return all ? [''] : [`and ${seenAt(SUBJECT)}`, whole];
}

function isNewer(a: Found, b: Found): boolean {
  return a.key[0] === b.key[0] ? a.key[1]! > b.key[1]! : a.key[0]! > b.key[0]!;
}

function* textsOf(value: Json): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const member of Object.values(value)) yield* textsOf(member);
}

/** The words of a text as they are indexed, each once, with spaces between. */
export function indexText(text: string): string {
  const words = new Set<string>();
  if (ASCII.test(text)) return [...new Set(text.toLowerCase().match(WORDS) ?? [])].map(short).join(' ');
  for (const [run, cjk] of text.normalize('NFKC').toLowerCase().matchAll(RUNS)) {
    if (cjk === undefined) words.add(plain(run));
    else {
      const characters = Array.from(cjk);
      for (const [at, character] of characters.entries()) {
        words.add(character);
        if (at + 1 < characters.length) words.add(character + characters[at + 1]!);
      }
    }
  }
  words.delete('');
  return [...words].join(' ');
}

/** What the engine is asked, one question a word; a run of Chinese is one, found in one act. None if the text has no word. */
export function matchesOf(q: string, kind?: string): string[] {
  const matches = new Set<string>();
  const text = q.normalize('NFKC').toLowerCase();
  for (const { 0: run, 1: cjk, index } of text.matchAll(RUNS)) {
    if (cjk === undefined) {
      const word = plain(run);
      // Whoever goes on typing has not come to a space yet.
      const unfinished = index + run.length === text.length && word.length >= BEGINNING_MIN;
      if (word !== '') matches.add(unfinished ? `"${word}"*` : `"${word}"`);
    } else {
      const characters = Array.from(cjk);
      const pairs = characters.slice(1, TERMS_MAX).map((character, at) => `"${characters[at]!}${character}"`);
      matches.add(pairs.length === 0 ? `"${cjk}"` : [...new Set(pairs)].join(' AND '));
    }
  }
  const of = kind === undefined ? '' : `"${KIND}${kind}" AND `;
  return [...matches].slice(0, TERMS_MAX).map((match) => of + match);
}

function short(word: string): string {
  return word.length > WORD_MAX ? word.slice(0, WORD_MAX) : word;
}

/** Without accents, and as long as counts. */
function plain(word: string): string {
  if (ASCII.test(word)) return short(word);
  return Array.from(word.normalize('NFKD').replaceAll(MARKS, '')).slice(0, WORD_MAX).join('');
}
