// What we want otherwise, by the path of each member: laid over whatever stands now, so that a round of theirs that comes in meanwhile loses none of it.

import { encodeCanonical, isObject, type Json, type JsonObject } from '@parley/record/json';

/** By dotted path; null takes the member away. */
export type Wishes = Readonly<Record<string, Json>>;

export function valueAt(accord: JsonObject, path: string): Json | undefined {
  return path
    .split('.')
    .reduce<Json | undefined>(
      (value, member) => (isObject(value) && Object.hasOwn(value, member) ? value[member] : undefined),
      accord,
    );
}

/** The accord with the wishes in it. */
export function wished(accord: JsonObject, wishes: Wishes): JsonObject {
  return Object.entries(wishes).reduce((before, [path, value]) => withMember(before, path.split('.'), value), accord);
}

function withMember(object: JsonObject, [member, ...rest]: readonly string[], value: Json): JsonObject {
  const { [member!]: before, ...others } = object;
  if (rest.length > 0) return { ...object, [member!]: withMember(isObject(before) ? before : {}, rest, value) };
  return value === null ? others : { ...object, [member!]: value };
}

/** Another wish, or none if it is what stands already. `undefined`: what stands. */
export function wish(wishes: Wishes, accord: JsonObject, path: string, value: Json | undefined): Wishes {
  const { [path]: _before, ...others } = wishes;
  const stands = valueAt(accord, path);
  const same =
    value === undefined ||
    (stands === undefined ? value === null : value !== null && encodeCanonical(value) === encodeCanonical(stands));
  return same ? others : { ...others, [path]: value };
}

/** Those that are still different from what stands. */
export function standingWishes(wishes: Wishes, accord: JsonObject): Wishes {
  return Object.entries(wishes).reduce<Wishes>((kept, [path, value]) => wish(kept, accord, path, value), {});
}
