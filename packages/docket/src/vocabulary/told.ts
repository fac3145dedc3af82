// What an act says, as lines for a reader: the codes of its body by their names, and its words language by language. Bodies of acts without effect may
// hold anything, so nothing here takes the form of one for granted.
//
// A page of the docket leaves out what it shows elsewhere and shortens what only machines compare. Whoever signs is shown all of it: no two acts
// look alike then that do not say the same.

import type { Json, JsonObject } from '@parley/record/json';
import { codeName } from '#vocabulary/codes';
import type { Label } from '#vocabulary/label';
import { memberName } from '#vocabulary/members';
import { textOf } from '#vocabulary/text';
import { orderOf, wordName } from '#vocabulary/words';

export type Told = { facts: [label: string, value: string][]; texts: [label: string, text: string][] };

/**
 * How a reader's language names things that are not in the vocabulary. `ref`: an act or a subject, by its id. `party`: one of the accord by its id;
 * undefined: none is called so. `tongue`: a language by its tag.
 */
export type Naming = {
  readonly language: 'en' | 'zh';
  of(label: Label): string;
  say(en: string, zh: string): string;
  moment(seconds: number): string;
  ref(id: string): string;
  party?(id: string): string | undefined;
  tongue?(tag: string): string;
};

/** `all`: texts in every language they have, not in the reader's alone. `exact`: nothing left out, nothing shortened. */
export type Telling = { all: boolean; exact?: true };

/** Members whose whole numbers are moments. */
const MOMENTS = new Set(['expires', 'deadline', 'by', 'due', 'from', 'until', 'fromUtc', 'time', 'compromisedSince']);
/** Shown elsewhere, or nothing that a reader asks for. */
const UNSAID = new Set(['to', 'respondent', 'nonce', 'precision']);
/** How words are marked, which every text of theirs says; and what proves a seal, which the node has checked. */
const MARKS = new Set(['authentic', 'salt']);
/** Members of items that are what the item says, not something beside it. */
const OWN = new Set(['text', 'name', 'value', 'meaning', 'address']);
/** Members of numbered items that are not about what they say. */
const NUMBERS = new Set(['no', 'path']);

/** Members of items whose codes say by themselves what they are about. */
const PLAIN = new Set(['kind', 'view', 'verdict', 'claimed', 'element', 'layer', 'channels', 'desk']);

/** Members that name a party. */
const PARTIES = new Set(['to', 'respondent', 'owner', 'satisfaction', 'speaker']);

/** Members that hold a digest or a key, which looks as an id does and names no act. */
const HASHES = new Set(['digest', 'key', 'kid', 'deputyOf', 'ed25519', 'words']);

const ID = /^[A-Za-z0-9_-]{43}$/;
const LANGUAGE = /^[a-zA-Z]{2,3}(-[A-Za-z0-9]{1,8})*$/;
/** A text in one line and no longer than this stands beside its label. */
const LINE_CHARS = 160;

export function toldOf(
  { body, words }: { body: JsonObject; words: JsonObject },
  naming: Naming,
  telling: Telling,
): Told {
  const { exact = false } = telling;
  const told: Told = { facts: [], texts: [] };
  const numbers = new Map(Object.entries(words).map(([member, value]) => [member, numbersOf(value)]));
  for (const [member, value] of Object.entries(body)) {
    if (!exact && UNSAID.has(member)) continue;
    // Items that have a text carry their codes beside it.
    const rest =
      !exact && Array.isArray(value) && numbersOf(value).size > 0
        ? value.filter((item) => !numbers.get(member)?.has((item as { no: number }).no))
        : value;
    if (!exact && Array.isArray(rest) && rest.length === 0) continue;
    told.facts.push([naming.of(memberName(member)), codesOf(member, rest, naming, exact)]);
  }
  const texts = new Texts(naming, telling, authenticOf(words), told);
  const members = Object.keys(words).toSorted((a, b) => orderOf(a) - orderOf(b));
  for (const member of members) {
    if (!exact && MARKS.has(member)) continue;
    if (member === 'authentic' && isStrings(words[member])) {
      const tags = words[member].map((tag) => naming.tongue?.(tag) ?? tag);
      const join = naming.say(', ', '、');
      told.facts.push([naming.of(wordName(member)), tags.length === 0 ? noneOf(naming) : tags.join(join)]);
      continue;
    }
    texts.add(naming.of(wordName(member)), words[member]!, (no) => besides(member, body[member], no, naming));
  }
  return told;
}

class Texts {
  #naming: Naming;
  #all: boolean;
  #exact: boolean;
  #authentic: ReadonlySet<string> | undefined;
  #told: Told;

  constructor(naming: Naming, { all, exact }: Telling, authentic: ReadonlySet<string> | undefined, told: Told) {
    this.#naming = naming;
    this.#all = all;
    this.#exact = exact === true;
    this.#authentic = authentic;
    this.#told = told;
  }

  /** `besides`: the codes of a numbered item; `beside`: those of this one. */
  add(label: string, value: Json, besides: (no: number) => string = () => '', beside = ''): void {
    if (typeof value === 'string') this.#one(label, value, beside);
    else if (Array.isArray(value)) {
      if (this.#exact && value.length === 0) this.#one(label, noneOf(this.#naming), beside);
      for (const item of value) {
        const { no, path } = (typeof item === 'object' && item !== null ? item : {}) as { no?: Json; path?: Json };
        if (typeof no === 'number') this.add(`${label} ${no}`, item, undefined, besides(no));
        else this.add(typeof path === 'string' ? `${label} ${path}` : label, item);
      }
    } else if (isText(value)) this.#text(beside === '' ? label : `${label} (${beside})`, value);
    else if (typeof value === 'object' && value !== null) {
      const members = Object.entries(value).filter(([member]) => !NUMBERS.has(member));
      if (this.#exact && members.length === 0) this.#one(label, noneOf(this.#naming), beside);
      for (const [member, inner] of members) {
        if (OWN.has(member)) this.add(label, inner, undefined, beside);
        else this.add(`${label}, ${this.#naming.of(wordName(member)).toLowerCase()}`, inner);
      }
    } else if (this.#exact || value !== null) this.#one(label, value === null ? '—' : String(value), beside);
  }

  #text(label: string, text: Record<string, string>): void {
    const { language } = this.#naming;
    const languages = Object.keys(text).toSorted();
    const own = languages.find((one) => one.split('-')[0] === language) ?? languages[0]!;
    for (const one of this.#all ? languages : [own]) this.#told.texts.push([`${label} ${this.#mark(one)}`, text[one]!]);
  }

  /** In which language it is, and whether it is the officer's own or a translation. */
  #mark(language: string): string {
    if (this.#authentic === undefined) return `[${language}]`;
    return this.#authentic.has(language)
      ? this.#naming.say(`[${language}, authentic]`, `[${language}，作准文本]`)
      : this.#naming.say(`[${language}, translation]`, `[${language}，译文]`);
  }

  #one(label: string, text: string, beside: string): void {
    if (text.length <= LINE_CHARS && !/[\n\r]/.test(text)) {
      this.#told.facts.push([label, beside === '' ? text : `${text} (${beside})`]);
    } else this.#told.texts.push([beside === '' ? label : `${label} (${beside})`, text]);
  }
}

/** A value of a body: codes by their names, moments as moments, acts and subjects by what they are. */
export function codesOf(member: string, value: Json, naming: Naming, exact = false): string {
  const join = naming.say(', ', '、');
  if (value === null) return '—';
  if (typeof value === 'boolean') return value ? naming.say('yes', '是') : naming.say('no', '否');
  if (typeof value === 'number') return MOMENTS.has(member) ? naming.moment(value) : String(value);
  if (typeof value === 'string') {
    const party = PARTIES.has(member) ? naming.party?.(value) : undefined;
    if (party !== undefined) return party;
    if (!ID.test(value)) return naming.of(codeName(member, value));
    if (exact && HASHES.has(member)) return value;
    return HASHES.has(member) ? `${value.slice(0, 8)}…` : naming.ref(value);
  }
  if (Array.isArray(value)) {
    if (exact && value.length === 0) return noneOf(naming);
    const nested = value.some((item) => typeof item === 'object');
    return value.map((item) => codesOf(member, item, naming, exact)).join(nested ? naming.say('; ', '；') : join);
  }
  if (!exact && typeof value['precision'] === 'string' && typeof value['from'] === 'string')
    return whenOf(value['from'], value, naming);
  const { no, ...rest } = value;
  const parts = Object.entries(rest).map(([inner, one]) => {
    if ((inner === 'tlp' || inner === 'pap') && typeof one === 'string')
      return `${inner.toUpperCase()}:${one.toUpperCase()}`;
    const told = codesOf(inner, one, naming, exact);
    // What an item is, how it is answered, or what it names, needs no name beside it.
    return !exact && (PLAIN.has(inner) || (typeof one === 'string' && ID.test(one)))
      ? told
      : `${naming.of(memberName(inner))} ${told}`;
  });
  if (exact && parts.length === 0) parts.push(noneOf(naming));
  return `${typeof no === 'number' ? `${no}: ` : ''}${parts.join(join)}`;
}

function noneOf(naming: Naming): string {
  return naming.say('(none)', '（无）');
}

/** A time known to a day, a month or a year: from, and to if it took longer. */
function whenOf(from: string, { to, approximate }: JsonObject, naming: Naming): string {
  const range = typeof to === 'string' ? naming.say(`${from} to ${to}`, `${from} 至 ${to}`) : from;
  return approximate === true ? naming.say(`about ${range}`, `约 ${range}`) : range;
}

function besides(member: string, items: Json | undefined, no: number, naming: Naming): string {
  if (!Array.isArray(items)) return '';
  const item = items.find((one) => typeof one === 'object' && one !== null && (one as JsonObject)['no'] === no);
  if (item === undefined) return '';
  const { no: _, ...rest } = item as JsonObject;
  return codesOf(member, rest, naming);
}

function numbersOf(value: Json): Set<number> {
  if (!Array.isArray(value)) return new Set();
  return new Set(
    value.flatMap((item) => {
      const no = typeof item === 'object' && item !== null ? (item as JsonObject)['no'] : undefined;
      return typeof no === 'number' ? [no] : [];
    }),
  );
}

function authenticOf({ authentic }: JsonObject): ReadonlySet<string> | undefined {
  if (!Array.isArray(authentic)) return undefined;
  return new Set(authentic.filter((language) => typeof language === 'string'));
}

function isStrings(value: Json | undefined): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isText(value: Json): value is Record<string, string> {
  const text = typeof value === 'string' ? undefined : textOf(value);
  return (
    text !== undefined &&
    Object.keys(text).length === Object.keys(value as object).length &&
    Object.keys(text).every((language) => LANGUAGE.test(language))
  );
}
