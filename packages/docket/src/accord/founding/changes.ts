// What one text changes of another, member by member, so that whoever reads a counter-proposal reads what is different and nothing else. A
// proposal is its changes: nothing can stand in it that no change says.

import { encodeCanonical, isObject, type Json, type JsonObject } from '@parley/record/json';

/** `at`: the names of members from the whole text down. Without `from` it was not there; without `to` it is there no longer. */
export type Change = { at: string[]; from?: Json; to?: Json };

/** The changes that make `after` of `before`, in the order of the members' names. Lists of plain values are one value; objects in a list are members. */
export function changesBetween(before: Json, after: Json, at: string[] = []): Change[] {
  if (encodeCanonical(before) === encodeCanonical(after)) return [];
  const [old, young] = [membersOf(before), membersOf(after)];
  if (old === undefined || young === undefined || Array.isArray(before) !== Array.isArray(after))
    return [{ at, from: before, to: after }];
  const names = [...new Set([...Object.keys(old), ...Object.keys(young)])].toSorted();
  return names.flatMap((name) => {
    const place = [...at, name];
    if (!Object.hasOwn(old, name)) return [{ at: place, to: young[name]! }];
    if (!Object.hasOwn(young, name)) return [{ at: place, from: old[name]! }];
    return changesBetween(old[name]!, young[name]!, place);
  });
}

/**
 * What becomes of `before`; undefined where a change does not say what stood there, or is not one that `changesBetween` would say: then somebody
 * wrote it by hand, and what it leads people to read need not be what it does.
 */
export function applyChanges(before: JsonObject, changes: readonly Change[]): JsonObject | undefined {
  const after = structuredClone(before);
  for (const change of changes) if (!applyOne(after, change)) return undefined;
  const said = changes.map(textOf);
  const meant = changesBetween(before, after).map(textOf);
  return said.length === meant.length && said.every((text, at) => text === meant[at]) ? after : undefined;
}

function applyOne(whole: JsonObject, { at, from, to }: Change): boolean {
  let place: JsonObject | Json[] = whole;
  for (const name of at.slice(0, -1)) {
    const next: Json | undefined = Object.hasOwn(place, name) ? (place as JsonObject)[name] : undefined;
    if (typeof next !== 'object' || next === null) return false;
    place = next;
  }
  const name = at.at(-1);
  if (name === undefined || name === '__proto__') return false;
  if (Array.isArray(place) && name !== String(place.length) && !Object.hasOwn(place, name)) return false;
  const stood: Json | undefined = Object.hasOwn(place, name) ? (place as JsonObject)[name] : undefined;
  if ((stood === undefined) !== (from === undefined)) return false;
  if (from !== undefined && encodeCanonical(stood!) !== encodeCanonical(from)) return false;
  if (to !== undefined) (place as JsonObject)[name] = structuredClone(to);
  else if (!Array.isArray(place)) delete place[name];
  else if (name === String(place.length - 1)) place.pop();
  else return false;
  return true;
}

function textOf({ at, from, to }: Change): string {
  return encodeCanonical({ at, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
}

/** An object, or a list of nothing but objects, as members by name; undefined for every other value. */
function membersOf(value: Json): JsonObject | undefined {
  if (isObject(value)) return value;
  return Array.isArray(value) && value.length > 0 && value.every(isObject)
    ? Object.fromEntries(value.entries())
    : undefined;
}
