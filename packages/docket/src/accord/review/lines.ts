// An accord as text that is read before it is signed: every member of it in a line, in both languages. Nothing is left out: what has no name of its
// own is shown by its member and its value, so no term can hide behind this version's ignorance.

import { parseBase64url } from '@parley/record/base64';
import { encodeCanonical, isObject, type Json } from '@parley/record/json';
import { thumbprint } from '@parley/record/key';
import { codeNames, houseNames, memberNames } from '#accord/review/names';
import type { FoundingText } from '#accord/founding/text';
import { actNames, kindPlurals } from '#vocabulary/acts';
import { labelOf, type Label } from '#vocabulary/label';

/** `at`: the path of the member, dotted, unlike any other's. `says`: its value. */
export type Line = { at: string; name: Label; says: Label };

/** What is read: the accord, and who answers for each node. Of an amendment, terms and offices alone. */
export type Readable = { accord: { [member: string]: unknown }; registrars?: FoundingText['registrars'] };

const ORDER = ['title', 'dated', 'parties', 'text', 'terms', 'offices', 'quotas', 'witnesses', 'quorum'];

/** Members whose value is one thing to a reader, whatever it is made of. */
const WHOLE =
  /^(title|text|dated|witnesses|quorum|quotas\.\w+|parties\.[^.]+\.(names|languages|domain|addresses|tls|hue|registrar|keys\.\w+)|offices\.[^.]+|terms\.(clock|languages|hotlineRungs|markingFloor|extensionByRight|\w+Days|returnsMax|required\.[^.]+|allowances\..+|cadence\.\w+|floors\.\w+|calendars\.\w+))$/;

export function linesOf({ accord, registrars = {} }: Readable): Line[] {
  const members = Object.keys(accord).toSorted((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1));
  return members.flatMap((member) => {
    const value = accord[member] as Json;
    if (member === 'v') return [];
    if (member !== 'parties' || !Array.isArray(value)) return linesAt(member, value);
    return value.filter(isObject).flatMap((party) => {
      const { id, ...rest } = party;
      const registrar = registrars[plainText(id)];
      return linesAt(`parties.${plainText(id)}`, { ...rest, ...(registrar === undefined ? {} : { registrar }) });
    });
  });
}

function placeOf(member: string): number {
  const at = ORDER.indexOf(member);
  return at < 0 ? ORDER.length : at;
}

function linesAt(at: string, value: Json): Line[] {
  // An allowance is one value, not a member of hours.
  if (isObject(value) && !(WHOLE.test(at) && !isGroup(value)))
    return Object.entries(value).flatMap(([name, inner]) => linesAt(`${at}.${name}`, inner));
  return [{ at, name: nameOf(at), says: valueOf(at, value) }];
}

/** Several allowances under one path, as those of replies by category. */
function isGroup(value: Json): boolean {
  return isObject(value) && Object.values(value).some((inner) => isObject(inner) && isAllowance(inner));
}

function isAllowance(value: Json): boolean {
  return isObject(value) && Object.keys(value).every((name) => name === 'hours' || name === 'workingDays');
}

function nameOf(at: string): Label {
  const parts = at.split('.');
  const named = [at, ...parts.map((_, star) => [...parts.slice(0, star), '*', ...parts.slice(star + 1)].join('.'))];
  const pattern = named.find((one) => memberNames.has(one));
  if (pattern === undefined) return { en: at, zh: at };
  const name = memberNames.get(pattern)!;
  if (pattern === at) return name;
  const meant = parts[pattern.split('.').indexOf('*')]!;
  const code = labelOf(codeNames, meant);
  if (parts[0] === 'parties') return { en: `${name.en} of ${meant}`, zh: `${meant} 的${name.zh}` };
  return { en: `${name.en} ${code.en}`, zh: `${name.zh}${code.zh}` };
}

function valueOf(at: string, value: Json): Label {
  if (at === 'title' || at === 'text' || at.endsWith('.names')) return prose(value);
  if (at.startsWith('offices.')) return powers(value);
  if (/\.keys\.|\.registrar$/.test(at)) return keyed(at, value);
  if (isObject(value) && isAllowance(value)) return allowance(value);
  if (Array.isArray(value)) return list(at, value);
  if (typeof value === 'number') return counted(at, value);
  if (typeof value === 'string') return labelOf(codeNames, value);
  return same(encodeCanonical(value));
}

/** One language a paragraph, each with its tag. */
function prose(value: Json): Label {
  if (!isObject(value)) return same(encodeCanonical(value));
  const pick = (first: string) =>
    Object.entries(value)
      .toSorted(([a], [b]) => Number(b.startsWith(first)) - Number(a.startsWith(first)) || (a < b ? -1 : 1))
      .map(([tag, text]) => `[${tag}] ${plainText(text)}`)
      .join('\n');
  return { en: pick('en'), zh: pick('zh') };
}

function powers(value: Json): Label {
  const signs =
    isObject(value) && isObject(value['signs']) ? Object.entries(value['signs']).toSorted(byName) : undefined;
  if (signs === undefined) return same(encodeCanonical(value));
  const each = signs.map(([pattern, officers]) => {
    const what = patternName(pattern);
    return officers === 1
      ? what
      : {
          en: `${what.en} (${plainText(officers)} officers together)`,
          zh: `${what.zh}（须${plainText(officers)}名官员共同）`,
        };
  });
  return { en: each.map(({ en }) => en).join('; '), zh: each.map(({ zh }) => zh).join('；') };
}

/** An act type, a kind with a star, or a star, as people read it. */
export function patternName(pattern: string): Label {
  if (pattern === '*') return { en: 'every act', zh: '一切行为' };
  const { en, zh } = labelOf(actNames, pattern);
  if (!pattern.endsWith('.*')) return { en: `${pattern} (${en})`, zh: `${pattern}（${zh}）` };
  const name = pattern.slice(0, -2);
  const kind = houseNames.get(name) ?? labelOf(kindPlurals, name);
  return { en: `${pattern} (all of ${kind.en})`, zh: `${pattern}（${kind.zh}类全部）` };
}

/** A key as people compare it: its fingerprint, in groups of four. Of a pair, the fingerprint of the first. */
function keyed(at: string, value: Json): Label {
  const text = isObject(value) ? value['ed25519'] : value;
  const bytes = typeof text === 'string' ? parseBase64url(text) : undefined;
  if (bytes?.length !== 32) return same(encodeCanonical(value));
  const kid = inFours(thumbprint(bytes));
  return isObject(value) ? { en: `${kid}, and a post-quantum key`, zh: `${kid}，另有后量子密钥` } : same(kid);
}

export function inFours(kid: string): string {
  return kid.match(/.{1,4}/g)?.join(' ') ?? '';
}

function allowance(value: Json): Label {
  const { hours, workingDays } = value as { hours?: number; workingDays?: number };
  return hours === undefined ? inWorkingDays(workingDays ?? 0) : inHours(hours);
}

function counted(at: string, value: number): Label {
  if (at.endsWith('Hours')) return inHours(value);
  if (/(cadence\.\w+|service|proposal|preservation|contactsReview)Days$|cadence\./.test(at))
    return { en: value === 1 ? '1 day' : `${value} days`, zh: `${value}天` };
  return same(String(value).replace(/\B(?=(\d{3})+$)/g, ','));
}

function inHours(hours: number): Label {
  const days =
    hours % 24 === 0 && hours > 24 ? { en: ` (${hours / 24} days)`, zh: `（${hours / 24}天）` } : { en: '', zh: '' };
  return { en: `${hours === 1 ? '1 hour' : `${hours} hours`}${days.en}`, zh: `${hours}小时${days.zh}` };
}

function inWorkingDays(days: number): Label {
  return { en: days === 1 ? '1 working day' : `${days} working days`, zh: `${days}个工作日` };
}

function list(at: string, value: Json[]): Label {
  if (value.length === 0) return { en: 'none', zh: '无' };
  if (at === 'witnesses') {
    const names = value.map((one) =>
      isObject(one) ? `${plainText(one['name'])} ${encodeCanonical(one['vkeys'] ?? [])}` : '?',
    );
    return same(names.join('; '));
  }
  const each = value.map((one) => (typeof one === 'string' ? labelOf(codeNames, one) : same(encodeCanonical(one))));
  return { en: each.map(({ en }) => en).join(', '), zh: each.map(({ zh }) => zh).join('、') };
}

function same(text: string): Label {
  return { en: text, zh: text };
}

/** A text as it is, and whatever else stands in its place as canonical JSON. */
function plainText(value: Json | undefined): string {
  return typeof value === 'string' ? value : encodeCanonical(value ?? null);
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
