// Wordings of an act that its schema takes, to ask the node with whether such an act is in order now: from what it begins with, whatever else it
// must have is filled in with the first that fits, and what may be said in several ways is said in each. They are shown to the rules and to nobody else.

import type { DraftContent } from '@parley/api/desk';
import type { Json, JsonObject } from '@parley/record/json';
import { fieldsOf, type Field, type Member } from '@parley/docket/fields';
import { actTypes } from '@parley/docket/kinds';
import type { Known, Started } from '#compose/begin';
import { chosen, objectOf } from '#compose/change';

/** So many wordings of one type, at most; of one that opens a subject there is no standing yet that a wording could change. */
const WORDINGS_MAX = 8;

/** SHA-256 of nothing in particular: no act or content has it. */
const NOBODYS = 'A'.repeat(43);

const CONTENT = { ct: 'application/octet-stream' };
/** The smallest class of the size of what is sealed. */
const SEALED_BYTES = 4096;

type Named = Pick<Known, 'now' | 'language' | 'own' | 'others'>;

/** None: this version has no wording that the schema of the type takes, so nothing can be asked. */
export function wordingsOf({ type, subject, body, words }: Started, known: Named): DraftContent[] {
  const acts = actTypes.get(type);
  const fields = fieldsOf(type);
  if (acts === undefined || fields === undefined) return [];
  const said = objectOf(filledIn(fields.words, words, known)) ?? {};
  const bodies = waysOf(fields.body, objectOf(filledIn(fields.body, body, known)) ?? {}, known)
    .filter((one) => acts.body.safeParse(one).success)
    .slice(0, subject === undefined ? 1 : WORDINGS_MAX);
  if (!acts.words.safeParse(said).success) return [];
  return bodies.map((one) => ({
    type,
    ...(subject !== undefined && { subject }),
    body: one,
    words: said,
    ...(acts.carries === 'exhibit' && { exhibits: [{ h: NOBODYS, n: 1, ...CONTENT }] }),
    ...(acts.carries === 'seal' && { seals: [{ c: NOBODYS, n: SEALED_BYTES, ...CONTENT }] }),
  }));
}

/** The value with all that it must have. */
function filledIn(field: Field, value: Json | undefined, known: Named): Json {
  switch (field.is) {
    case 'group': {
      const object = { ...objectOf(value) };
      for (const { name, field: inner, required } of field.members)
        if (required || object[name] !== undefined) object[name] = filledIn(inner, object[name], known);
      return object;
    }
    case 'list':
      if (Array.isArray(value)) return value.map((one) => filledIn(field.item, one, known));
      return field.least === 0 ? [] : [filledIn(field.item, undefined, known)];
    case 'choice':
      return filledIn(field.options[Math.max(0, chosen(field.options, value))]!, value, known);
    default:
      return value ?? firstOf(field, known);
  }
}

function firstOf(field: Field, { now, language, own, others }: Named): Json {
  switch (field.is) {
    case 'text':
      return { [language]: '…' };
    case 'line':
      return '…';
    case 'when':
      return { from: '2020', precision: 'year' };
    case 'moment':
      return now;
    case 'day':
      return new Date(now * 1000).toISOString().slice(0, 10);
    case 'party':
      return others[0] ?? own;
    case 'language':
      return language;
    case 'mark':
    case 'yes-no':
      return true;
    case 'code':
      return field.codes[0]!;
    case 'number':
      return field.min;
    case 'string':
      return field.code ? 'x' : NOBODYS;
    default:
      return NOBODYS;
  }
}

/** The body with each code that a member of it may have, and each of these as it is, with a mark that may be said, or open for an answer. */
function waysOf(field: Field, body: JsonObject, { now }: Named): JsonObject[] {
  const members: readonly Member[] = field.is === 'group' ? field.members : [];
  const said = members.filter(({ required }) => required).flatMap(({ name, field: one }) => codesOf(name, one, body));
  const added = members.flatMap(({ name, field: one, required }): JsonObject[] => {
    if (required) return [];
    if (one.is === 'mark') return [{ [name]: true }];
    return one.is === 'moment' && name === 'expires' ? [{ [name]: now + 3600 }] : [];
  });
  return [{}, ...said].flatMap((one) => [{ ...body, ...one }, ...added.map((more) => ({ ...body, ...one, ...more }))]);
}

function codesOf(name: string, field: Field, body: JsonObject): JsonObject[] {
  if (field.is === 'code') return field.codes.filter((code) => code !== body[name]).map((code) => ({ [name]: code }));
  return field.is === 'list' && field.item.is === 'code' ? field.item.codes.map((code) => ({ [name]: [code] })) : [];
}
