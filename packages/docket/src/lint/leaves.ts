// Walks a value along its schema and yields what stands where one of some schemas is asked for: so a check meets every text, language and
// day of every act type, and none is named by hand. Total on values that do not fit: those are refused elsewhere.

import type { Json } from '@parley/record/json';
import { z } from 'zod';

export type Leaf = { schema: unknown; value: Json; path: string };

export function* leavesOf(
  schema: unknown,
  value: Json | undefined,
  wanted: ReadonlySet<unknown>,
  path = '',
): Generator<Leaf> {
  if (value === undefined || value === null) return;
  if (wanted.has(schema)) yield { schema, value, path };
  else if (schema instanceof z.ZodOptional) yield* leavesOf(schema.unwrap(), value, wanted, path);
  else if (schema instanceof z.ZodUnion) {
    const fitting = schema.options.find((one) => (one as z.ZodType).safeParse(value).success);
    if (fitting !== undefined) yield* leavesOf(fitting, value, wanted, path);
  } else if (schema instanceof z.ZodArray) {
    if (!Array.isArray(value)) return;
    for (const [at, item] of value.entries()) yield* leavesOf(schema.element, item, wanted, join(path, at));
  } else if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord) {
    if (typeof value !== 'object' || Array.isArray(value)) return;
    for (const [name, member] of Object.entries(value)) {
      const inner: unknown = schema instanceof z.ZodObject ? schema.shape[name] : schema.valueType;
      if (schema instanceof z.ZodRecord && wanted.has(schema.keyType)) {
        yield { schema: schema.keyType, value: name, path: join(path, name) };
      }
      yield* leavesOf(inner, member, wanted, join(path, name));
    }
  }
}

function join(path: string, step: string | number): string {
  return path === '' ? String(step) : `${path}.${step}`;
}
