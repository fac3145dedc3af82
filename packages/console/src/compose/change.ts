// How a form changes a content: what is emptied is left out, as if it had never been said, so that nobody signs an empty member. Everything is
// copied, nothing is changed in place.

import type { Json, JsonObject } from '@parley/record/json';
import type { Field } from '@parley/docket/fields';

/** One member in the place of what it was; undefined, if nothing is left of the object. */
export function withMember(
  object: JsonObject | undefined,
  name: string,
  value: Json | undefined,
): JsonObject | undefined {
  const { [name]: _, ...rest } = object ?? {};
  if (value === undefined) return Object.keys(rest).length === 0 ? undefined : rest;
  // A member that was there keeps its place.
  return object !== undefined && Object.hasOwn(object, name)
    ? { ...object, [name]: value }
    : { ...rest, [name]: value };
}

/** One language of a text. */
export function withText(text: JsonObject | undefined, language: string, said: string): JsonObject | undefined {
  return withMember(text, language, said === '' ? undefined : said);
}

export type Numbered = JsonObject & { no: number };

export function itemsOf(list: Json | undefined): Numbered[] {
  if (!Array.isArray(list)) return [];
  return list.filter((item): item is Numbered => typeof objectOf(item)?.['no'] === 'number');
}

export function objectOf(value: Json | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

/** The next number of a numbered list: one more than the greatest, so that no number ever means another item. */
export function nextNo(...lists: (Json | undefined)[]): number {
  return Math.max(0, ...lists.flatMap((list) => itemsOf(list).map(({ no }) => no))) + 1;
}

/** The item of that number in the place of what it was; undefined takes it away. */
export function withItem(list: Json | undefined, no: number, item: JsonObject | undefined): Json[] | undefined {
  const items = itemsOf(list);
  const others = items.filter((one) => one.no !== no);
  if (item === undefined) return others.length === 0 ? undefined : others;
  const made = { ...item, no };
  return items.some((one) => one.no === no)
    ? items.map((one) => (one.no === no ? made : one))
    : [...items, made].toSorted((a, b) => a.no - b.no);
}

/** What an item of the words is once a member changed: nothing, if only its number is left. */
export function spoken(item: JsonObject | undefined): JsonObject | undefined {
  return item === undefined || Object.keys(item).every((name) => name === 'no') ? undefined : item;
}

/** Lists that must be there and may be empty are there: an empty one says that there is nothing. */
export function filled(field: Field, value: Json | undefined): Json | undefined {
  if (field.is === 'list') {
    if (value === undefined) return field.least === 0 ? [] : undefined;
    return Array.isArray(value) ? value.map((item) => filled(field.item, item) ?? item) : value;
  }
  if (field.is !== 'group') return value;
  const object = objectOf(value);
  if (value !== undefined && object === undefined) return value;
  let made = object;
  for (const { name, field: inner, required } of field.members) {
    if (!required && object?.[name] === undefined) continue;
    if (inner.is !== 'list' && object?.[name] === undefined) continue;
    made = withMember(made, name, filled(inner, object?.[name]));
  }
  return made;
}

/** Which of several forms a value has: the one whose members it names; the first, if it does not say. */
export function chosen(options: readonly Field[], value: Json | undefined): number {
  const fit = options.map((option) => fitOf(option, value));
  const best = Math.max(...fit);
  return best <= 0 ? -1 : fit.indexOf(best);
}

function fitOf(field: Field, value: Json | undefined): number {
  if (value === undefined) return 0;
  const object = objectOf(value);
  if (field.is === 'group') {
    if (object === undefined) return 0;
    const names = Object.keys(object);
    if (names.some((name) => !field.members.some((member) => member.name === name))) return 0;
    for (const { name, field: inner } of field.members)
      if (
        inner.is === 'code' &&
        inner.codes.length === 1 &&
        object[name] !== undefined &&
        object[name] !== inner.codes[0]
      )
        return 0;
    return 1 + names.length;
  }
  if (field.is === 'list') return Array.isArray(value) ? 1 : 0;
  if (field.is === 'code') return typeof value === 'string' && field.codes.includes(value) ? 2 : 0;
  return typeof value === 'object' ? 0 : 1;
}
