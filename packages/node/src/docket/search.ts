// Search over the words held of all acts of a subject, in any script. A word is a run of letters and digits, without case and accents. A run of
// Chinese, Japanese or Korean has no spaces: it becomes its overlapping pairs and its last character, so that two characters are found
// as a pair and one as the beginning of a pair.
//
// The index keeps no words and no places within them, only which rows have which word: so it can be dropped and made again, and what was
// erased is gone with its row. A row is one *part* of a subject: of every log its 1st to 16th act, its 17th to 32nd, … So a new act makes one
// row anew, however long the subject; within a part all words searched for are found together, whoever said them.

import type { Json } from '@parley/record/json';
import { parseDisclosure } from '@parley/record/words';
import type { PlacedEntry } from '@parley/docket/entry';
import { kindOf } from '@parley/docket/kinds';
import type { Log } from '../log/log.ts';
import type { Database } from '../platform/sqlite.ts';
import { mergeSources, type Source } from './reader/merge.ts';
import type { Key } from './reader/page.ts';

/** Acts of one log in a part. */
const PART_ACTS = 16;
/** Parts of a subject; of a longer one they take up what follows in turn. Row numbers stay whole numbers for 31 logs of 2^40 entries. */
const PARTS = 256;
/** Words of a search that count; more say nothing that these do not. */
const TERMS_MAX = 32;
/** Characters of a word that count. */
const WORD_MAX = 40;

const LAST = Number.MAX_SAFE_INTEGER;

const CJK = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]+/u;
const RUNS = new RegExp(`(${CJK.source})|[\\p{L}\\p{M}\\p{N}]+`, 'gu');
const MARKS = /\p{M}+/gu;

/** Before the name of a kind, among the words of a row: no letter, so nobody searches for it by chance. */
const KIND = '\u{E000}';

export class Search {
  #database: Database;
  #logs: readonly Log[];

  constructor(database: Database, logs: readonly Log[]) {
    this.#database = database;
    this.#logs = logs;
  }

  /** Makes the parts anew in which `fresh` stand: acts of the subject whose words came, or went. `entries`: all of them that are placed. */
  tell(subject: string, entries: readonly PlacedEntry[], fresh: readonly PlacedEntry[]): void {
    const opening = entries.find(({ id, party, act }) => {
      const log = this.#logOf(party);
      return id === subject && act?.payload.log === log.origin;
    });
    if (opening === undefined) return;
    const kind = kindOf.get(opening.act!.payload.type)?.name;
    if (kind === undefined) return;
    const byPart = new Map<number, PlacedEntry[]>();
    const counts = new Map<string, number>();
    for (const entry of entries.toSorted((a, b) => a.index - b.index)) {
      const count = counts.get(entry.party) ?? 0;
      counts.set(entry.party, count + 1);
      const part = Math.floor(count / PART_ACTS) % PARTS;
      const found = byPart.get(part);
      if (found === undefined) byPart.set(part, [entry]);
      else found.push(entry);
    }
    const base = this.#positionOf(opening) * PARTS;
    // What came before the act that opens the subject was not told.
    const all = fresh.some(({ id }) => id === subject);
    for (const [part, acts] of byPart) {
      if (!all && !acts.some(({ party, index }) => fresh.some((one) => one.party === party && one.index === index)))
        continue;
      this.#database.run('delete from search where rowid = ?', base + part);
      const words = acts.map((entry) => this.#wordsAt(this.#positionOf(entry))).join(' ');
      if (words.trim() === '') continue;
      this.#database.run('insert into search (rowid, words) values (?, ?)', base + part, `${KIND}${kind} ${words}`);
    }
  }

  forget(): void {
    this.#database.run(`insert into search (search) values ('delete-all')`);
  }

  /**
   * Keys [time, position] of subjects by the acts that opened them, in whose words all of `q` is found, the newest first, beyond `after`. The
   * time is that of the log: the latest at which an officer had signed in it by then. `folded`: how much of a log has its place.
   */
  *find(
    q: string,
    kind: string | undefined,
    after: Key | undefined,
    folded: (log: Log) => number,
    expected: number,
  ): Generator<Key> {
    const match = matchOf(q, kind);
    if (match === undefined) return;
    const sources = this.#logs.map((log) => this.#source(match, log, folded(log)));
    yield* mergeSources(sources, after ?? [LAST, LAST], 'descending', expected);
  }

  #source(match: string, log: Log, size: number): Source {
    const first = log.store.position(0);
    return ([time, position], count) => {
      const keys: Key[] = [];
      let before = this.#firstFrom(first, size, time!, position!);
      while (keys.length < count) {
        const wanted = count - keys.length;
        const rows = this.#database.all(
          'select rowid from search where search match ? and rowid >= ? and rowid < ? order by rowid desc limit ?',
          match,
          first * PARTS,
          before * PARTS,
          wanted,
        );
        for (const row of rows) {
          const found = Math.floor(Number(row['rowid']) / PARTS);
          if (found === before) continue; // another part of the same subject
          before = found;
          keys.push([this.#iatAt(found), found]);
        }
        if (rows.length < wanted) break;
      }
      return keys;
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
    const line = this.#database.get('select disclosures from words where position = ?', position)?.['disclosures'];
    if (typeof line !== 'string') return '';
    const words: string[] = [];
    for (const text of JSON.parse(line) as (string | null)[]) {
      const parsed = text === null ? undefined : parseDisclosure(text);
      if (parsed?.ok === true) for (const one of textsOf(parsed.disclosure.value)) words.push(indexText(one));
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

function* textsOf(value: Json): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const member of Object.values(value)) yield* textsOf(member);
}

/** The words of a text as they are indexed, with spaces between. */
export function indexText(text: string): string {
  const words: string[] = [];
  for (const [run, cjk] of text.normalize('NFKC').toLowerCase().matchAll(RUNS)) {
    if (cjk === undefined) words.push(plain(run));
    else {
      const characters = Array.from(cjk);
      for (let i = 0; i + 1 < characters.length; i++) words.push(characters[i]! + characters[i + 1]!);
      words.push(characters.at(-1)!);
    }
  }
  return words.filter((word) => word !== '').join(' ');
}

/** What the engine is asked: every word, the last one as a beginning; undefined if the text has no word. */
export function matchOf(q: string, kind?: string): string | undefined {
  const terms = new Set<string>();
  const text = q.normalize('NFKC').toLowerCase();
  for (const { 0: run, 1: cjk, index } of text.matchAll(RUNS)) {
    if (cjk === undefined) {
      const word = plain(run);
      // Whoever goes on typing has not come to a space yet.
      const unfinished = index + run.length === text.length;
      if (word !== '') terms.add(unfinished ? `"${word}"*` : `"${word}"`);
    } else {
      const characters = Array.from(cjk);
      if (characters.length === 1) terms.add(`"${cjk}"*`);
      for (let i = 0; i + 1 < characters.length; i++) terms.add(`"${characters[i]!}${characters[i + 1]!}"`);
    }
  }
  if (terms.size === 0) return undefined;
  const of = kind === undefined ? [] : [`"${KIND}${kind}"`];
  return [...of, ...[...terms].slice(0, TERMS_MAX)].join(' AND ');
}

/** Without accents, and as long as counts. */
function plain(word: string): string {
  return Array.from(word.normalize('NFKD').replaceAll(MARKS, '')).slice(0, WORD_MAX).join('');
}
