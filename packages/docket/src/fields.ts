// What an act's schema asks for, as fields of a form: one walk for every act type, so that a type that is added has its form at once. What has a
// meaning of its own (a text in several languages, a day, a party) is known by the very schema that says so.

import { z } from 'zod';
import { ActId, Code, Day, Language, Ordinal, PartyId, Seconds } from '#code';
import { actTypes } from '#kinds';
import { Line, Text } from '#text';
import { When } from '#when';

/** `mark`: said, or left out. `least`: whether an empty list says something. `table`: values by keys that the officer writes. */
export type Field =
  | { is: 'text' | 'line' | 'when' | 'moment' | 'day' | 'party' | 'language' | 'act' | 'mark' | 'yes-no' }
  | { is: 'string'; code: boolean }
  | { is: 'code'; codes: readonly string[] }
  | { is: 'number'; min: number; max: number }
  | { is: 'group'; members: readonly Member[] }
  | { is: 'list'; item: Field; least: 0 | 1 }
  | { is: 'choice'; options: readonly Field[] }
  | { is: 'table'; key: Field; value: Field };

export type Member = { name: string; field: Field; required: boolean };

const KNOWN: ReadonlyMap<unknown, Field> = new Map<unknown, Field>([
  [Text, { is: 'text' }],
  [Line, { is: 'line' }],
  [When, { is: 'when' }],
  [Seconds, { is: 'moment' }],
  [Day, { is: 'day' }],
  [PartyId, { is: 'party' }],
  [Language, { is: 'language' }],
  [ActId, { is: 'act' }],
  [Code, { is: 'string', code: true }],
  [Ordinal, { is: 'number', min: 1, max: 999 }],
]);

/** Throws for a schema of a form that no act type has yet. */
export function fieldOf(schema: unknown): Field {
  const known = KNOWN.get(schema);
  if (known !== undefined) return known;
  if (schema instanceof z.ZodOptional) return fieldOf(schema.unwrap());
  if (schema instanceof z.ZodObject) {
    return { is: 'group', members: Object.entries(schema.shape).map(([name, one]) => memberOf(name, one)) };
  }
  if (schema instanceof z.ZodArray) {
    return { is: 'list', item: fieldOf(schema.element), least: schema.safeParse([]).success ? 0 : 1 };
  }
  if (schema instanceof z.ZodUnion) {
    const options = schema.options.map(fieldOf);
    return { is: 'choice', options: options.flatMap((one) => (one.is === 'choice' ? one.options : [one])) };
  }
  if (schema instanceof z.ZodRecord) {
    return { is: 'table', key: fieldOf(schema.keyType), value: fieldOf(schema.valueType) };
  }
  if (schema instanceof z.ZodEnum) return { is: 'code', codes: schema.options.map(String) };
  if (schema instanceof z.ZodLiteral) {
    const [value] = schema.values;
    return value === true ? { is: 'mark' } : { is: 'code', codes: [String(value)] };
  }
  if (schema instanceof z.ZodBoolean) return { is: 'yes-no' };
  if (schema instanceof z.ZodNumber)
    return { is: 'number', min: schema.minValue ?? 0, max: schema.maxValue ?? Number.MAX_SAFE_INTEGER };
  if (schema instanceof z.ZodString) return { is: 'string', code: false };
  throw new TypeError(`reading a schema: no field is known for ${schema?.constructor.name}`);
}

function memberOf(name: string, schema: unknown): Member {
  return { name, field: fieldOf(schema), required: !(schema instanceof z.ZodOptional) };
}

/** Body and words of an act type, as fields; undefined: no such type. */
export function fieldsOf(type: string): { body: Field; words: Field } | undefined {
  const acts = actTypes.get(type);
  return acts === undefined ? undefined : { body: fieldOf(acts.body), words: fieldOf(acts.words) };
}
