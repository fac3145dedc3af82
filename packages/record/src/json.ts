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
  const problem = problemOf(value, 1);
  if (problem !== undefined) throw new TypeError(`encoding canonical JSON: ${problem}`);
  return write(value);
}

/** The value whose canonical text is exactly `text`, or `json.malformed` (no JSON at all) or `json.not_canonical`. Never throws. */
export function parseCanonical(text: string): Result<{ value: Json }, JsonCode> {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return refuse('json.malformed', 'reading JSON: the text is not JSON');
  }
  const problem = problemOf(value, 1);
  if (problem !== undefined) return refuse('json.not_canonical', `reading JSON: ${problem}`);
  if (write(value) !== text) {
    return refuse('json.not_canonical', 'reading JSON: the text is not the canonical text (RFC 8785) of its value');
  }
  return { ok: true, value };
}

/** True for `{…}`: neither null nor an array. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Why `value` has no canonical text, or undefined if it has one. `depth` counts the container that `value` would be.
function problemOf(value: unknown, depth: number): string | undefined {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed() ? undefined : 'a string holds a lone surrogate, expected well-formed Unicode';
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0)
        ? undefined
        : 'a number is not an integer within ±(2^53-1)';
    case 'boolean':
      return undefined;
    case 'object':
      break;
    default:
      return `a value is of type ${typeof value}, which JSON does not have`;
  }
  if (value === null) return undefined;
  if (depth > JSON_DEPTH_MAX) return `arrays and objects are nested more than ${JSON_DEPTH_MAX} deep`;
  if (Array.isArray(value)) {
    for (const item of value) {
      const problem = problemOf(item, depth + 1);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return 'an object is not a plain one';
  for (const name of Object.keys(value)) {
    if (name === '__proto__') return 'a member is named __proto__';
    if (!name.isWellFormed()) return 'a member name holds a lone surrogate, expected well-formed Unicode';
    const problem = problemOf((value as JsonObject)[name], depth + 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

// RFC 8785 §3.2 for a value without problems: members in order, and then JSON.stringify writes just that text, since its strings
// (well-formed ones) and integers are the canonical ones (§3.2.2.2, §3.2.2.3) and it writes members in the order they were made.
function write(value: Json): string {
  const ordered = inOrder(value);
  return ordered === undefined ? writeSorted(value) : JSON.stringify(ordered);
}

// The value with the members of every object in the order of their names: itself where they are, else a copy. Undefined where a
// name looks like an array index: JavaScript lists such names first and by number, whenever they were made.
function inOrder(value: Json): Json | undefined {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    let copy: Json[] | undefined;
    for (let at = 0; at < value.length; at++) {
      const item = inOrder(value[at]!);
      if (item === undefined) return undefined;
      if (copy !== undefined) copy.push(item);
      else if (item !== value[at]) copy = [...value.slice(0, at), item];
    }
    return copy ?? value;
  }
  const names = Object.keys(value);
  let same = true;
  for (let at = 0; at < names.length; at++) {
    const name = names[at]!;
    if (startsWithDigit(name)) return undefined;
    same &&= at === 0 || names[at - 1]! < name;
  }
  // Without a comparison, sort() goes by UTF-16 code units (§3.2.3).
  if (!same) names.sort();
  let copy: JsonObject | undefined = same ? undefined : {};
  for (let at = 0; at < names.length; at++) {
    const name = names[at]!;
    const item = inOrder(value[name]!);
    if (item === undefined) return undefined;
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
