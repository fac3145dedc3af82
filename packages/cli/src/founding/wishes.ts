// What a party wants of an accord, in YAML: only what differs from the template, or from the accord as it stands.
//
//     title: { en: …, zh: … }            dated: 2026-12-01
//     terms: { allowances: { request: { reply: { takedown: { hours: 12 } } } }, serviceDays: 3 }
//     offices: { liaison: { signs: { "case.*": 1 } }, handler: null }      null takes an office, or a member, away
//     witnesses: [ … ]   quorum: 1   quotas: { entriesPerDay: 5000 }   text: { en: …, zh: … }

import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { reasonOf } from '@parley/node/folder';
import { isObject, type Json, type JsonObject } from '@parley/record/json';
import { refuse, type Result } from '@parley/record/refusal';

const MEMBERS = ['template', 'title', 'dated', 'text', 'terms', 'offices', 'quotas', 'witnesses', 'quorum', 'note'];

export type Wishes = { accord: JsonObject; template?: string; note?: string };

/** Reads a file of wishes. Refuses a member that no accord has, and a member that is there twice. */
export function readWishes(path: string): Result<{ wishes: Wishes }> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (fault) {
    return refuse('wishes.file', `cannot read ${path} (${reasonOf(fault)}): name a file that this user may read`);
  }
  const document = parseDocument(text, { schema: 'core', merge: false });
  const [error] = document.errors;
  if (error !== undefined) return wrong(path, error.message.split('\n')[0]!);
  let value: Json;
  try {
    value = document.toJS({ maxAliasCount: 0 }) as Json;
  } catch (fault) {
    if (!(fault instanceof ReferenceError)) throw fault;
    return wrong(path, 'something in it refers to something else (* and &): write it out');
  }
  if (!isObject(value)) return wrong(path, 'it is not an object with members such as title and terms');
  const other = Object.keys(value).find((member) => !MEMBERS.includes(member));
  if (other !== undefined) return wrong(path, `it has the member “${other}”, expected ${MEMBERS.join(', ')} alone`);
  const { template, note, ...accord } = value;
  if (template !== undefined && typeof template !== 'string') return wrong(path, 'its template is not the name of one');
  if (note !== undefined && typeof note !== 'string') return wrong(path, 'its note is not a text');
  return {
    ok: true,
    wishes: { accord, ...(template !== undefined && { template }), ...(note !== undefined && { note }) },
  };
}

/** The accord with the wishes in it. An allowance, an office and a list are replaced whole. */
export function wished(accord: JsonObject, wishes: JsonObject): JsonObject {
  const result: JsonObject = { ...accord };
  for (const [member, wish] of Object.entries(wishes)) {
    const stands = Object.hasOwn(result, member) ? result[member] : undefined;
    if (wish === null) delete result[member];
    else if (isObject(wish) && isObject(stands) && !isWhole(wish)) result[member] = wished(stands, wish);
    else result[member] = wish;
  }
  return result;
}

function isWhole(value: JsonObject): boolean {
  return ['hours', 'workingDays', 'signs'].some((member) => Object.hasOwn(value, member));
}

function wrong(path: string, fact: string) {
  return refuse('wishes.malformed', `${path} is not what an accord can have: ${fact}`);
}
