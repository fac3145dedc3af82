// Canonical JSON: one text for one value. RFC 8785 (JCS) on top of RFC 7493 (I-JSON), and narrower than both.
//
//   text    = JCS of a value: no white space, members sorted by the UTF-16 code units of their names, shortest escapes
//   number  = an integer, -(2^53-1) to 2^53-1, written without exponent or fraction; there is no minus zero
//   string  = well-formed Unicode: no lone surrogate. Nothing is normalised: NFC and NFD stay two different strings
//   name    = any such string but "__proto__", which several runtimes treat as more than a name
//   depth   = at most 16 arrays or objects inside one another, the outermost included
//
// An attacker controls every byte of what is parsed. A signature covers bytes, people and rules read values: so a text is taken
// only if encoding its value gives that same text again. That single comparison rejects repeated members (of which parsers take
// the last in silence), spaces, other orders, 1.0, 1e2, needless escapes and a byte order mark.

import { refuse, type Result } from './refusal.ts';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

/** Arrays and objects inside one another, the outermost included: enough for any act, too few to hurt a recursive reader. */
export const JSON_DEPTH_MAX = 16;

export type JsonCode = 'json.malformed' | 'json.not_canonical';

/**
 * The canonical text of `value`. Throws TypeError for what has none: a fraction, a lone surrogate, too deep, `undefined`, a class instance.
 * Members whose value is `undefined` are not skipped: they are a defect of the caller.
 */
export function encodeCanonical(value: Json): string {
  try {
    return write(value);
  } catch (cause) {
    if (cause instanceof NoCanonicalText) throw new TypeError(`encoding canonical JSON: ${cause.message}`, { cause });
    throw cause;
  }
}

/** The value whose canonical text is exactly `text`, or `json.malformed` (no JSON at all) or `json.not_canonical`. Never throws. */
export function parseCanonical(text: string): Result<{ value: Json }, JsonCode> {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return refuse('json.malformed', 'reading JSON: the text is not JSON');
  }
  let again: string;
  try {
    again = write(value);
  } catch (cause) {
    if (cause instanceof NoCanonicalText) return refuse('json.not_canonical', `reading JSON: ${cause.message}`);
    throw cause;
  }
  if (again !== text) {
    return refuse('json.not_canonical', 'reading JSON: the text is not the canonical text (RFC 8785) of its value');
  }
  return { ok: true, value };
}

/** True for `{…}`: neither null nor an array. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Thrown inside this file alone.
class NoCanonicalText extends Error {}

// RFC 8785 §3.2: with members in order, JSON.stringify writes just that text, since the strings (well-formed ones) and integers are the
// canonical ones (§3.2.2.2, §3.2.2.3) and members are written in the order they were made. But JavaScript lists names that look like array
// indices first and by number, whenever they were made: a value that has one is written member by member.
function write(value: Json): string {
  const walk = { indices: false };
  const ordered = inOrder(value, 1, walk);
  return walk.indices ? writeSorted(value) : JSON.stringify(ordered);
}

// The value with the members of every object in the order of their names: itself where they are, else a copy. Throws where there is
// something that has no canonical text. `depth` counts the container that `value` would be.
function inOrder(value: Json, depth: number, walk: { indices: boolean }): Json {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed())
        throw new NoCanonicalText('a string holds a lone surrogate, expected well-formed Unicode');
      return value;
    case 'number':
      if (!Number.isSafeInteger(value) || Object.is(value, -0))
        throw new NoCanonicalText('a number is not an integer within ±(2^53-1)');
      return value;
    case 'boolean':
      return value;
    case 'object':
      break;
    default:
      throw new NoCanonicalText(`a value is of type ${typeof value}, which JSON does not have`);
  }
  if (value === null) return null;
  if (depth > JSON_DEPTH_MAX)
    throw new NoCanonicalText(`arrays and objects are nested more than ${JSON_DEPTH_MAX} deep`);
  return Array.isArray(value) ? itemsInOrder(value, depth, walk) : membersInOrder(value, depth, walk);
}

function itemsInOrder(value: Json[], depth: number, walk: { indices: boolean }): Json[] {
  let copy: Json[] | undefined;
  for (let at = 0; at < value.length; at++) {
    const item = inOrder(value[at]!, depth + 1, walk);
    if (copy !== undefined) copy.push(item);
    else if (item !== value[at]) copy = [...value.slice(0, at), item];
  }
  return copy ?? value;
}

function membersInOrder(value: JsonObject, depth: number, walk: { indices: boolean }): JsonObject {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new NoCanonicalText('an object is not a plain one');
  const names = Object.keys(value);
  let sorted = true;
  for (let at = 0; at < names.length; at++) {
    const name = names[at]!;
    if (name === '__proto__') throw new NoCanonicalText('a member is named __proto__');
    if (!name.isWellFormed())
      throw new NoCanonicalText('a member name holds a lone surrogate, expected well-formed Unicode');
    if (startsWithDigit(name)) walk.indices = true;
    sorted &&= at === 0 || names[at - 1]! < name;
  }
  // Without a comparison, sort() goes by UTF-16 code units (§3.2.3).
  if (!sorted) names.sort();
  let copy: JsonObject | undefined = sorted ? undefined : {};
  for (let at = 0; at < names.length; at++) {
    const name = names[at]!;
    const item = inOrder(value[name]!, depth + 1, walk);
    if (copy !== undefined) copy[name] = item;
    else if (item !== value[name]) {
      copy = {};
      for (const before of names.slice(0, at)) copy[before] = value[before]!;
      copy[name] = item;
    }
  }
  return copy ?? value;
}

function startsWithDigit(name: string): boolean {
  const first = name.charCodeAt(0);
  return first >= 48 && first <= 57;
}

function writeSorted(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(writeSorted).join(',')}]`;
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${writeSorted(value[name]!)}`).join(',')}}`;
}
