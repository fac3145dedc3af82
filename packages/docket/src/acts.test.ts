import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { CODE_CHARS_MAX } from '#code';
import { actTypes } from '#kinds';

type Schema = { [member: string]: unknown };

/** Strings that no pattern of a body may take: prose, names, other scripts, controls. */
const PROSE = [
  'two words',
  'Zhang Wěi',
  '张伟',
  'tab\there',
  'line\nbreak',
  'a, b',
  '',
  '"quoted"',
  'semi; colon',
  'O’Neil',
  'a\u202eb',
];

/** The one string longer than a code: an ML-DSA-44 public key, of exactly this pattern. */
const LONG = '^[A-Za-z0-9_-]{1750}$';

function* freeStrings(schema: Schema, path: string): Generator<string> {
  if (Array.isArray(schema['enum']) || 'const' in schema) {
    for (const value of [schema['const'], ...((schema['enum'] as unknown[]) ?? [])]) {
      if (typeof value === 'string' && !/^[a-zA-Z0-9][a-zA-Z0-9.+-]{0,63}$/.test(value))
        yield `${path}: enum member ${value}`;
    }
    return;
  }
  const parts = ['anyOf', 'oneOf', 'allOf'].flatMap((name) => (schema[name] as Schema[] | undefined) ?? []);
  for (const part of parts) yield* freeStrings(part, path);
  switch (schema['type']) {
    case 'string': {
      const pattern = schema['pattern'] as string | undefined;
      if (pattern === LONG) return;
      if (pattern === undefined || !pattern.startsWith('^') || !pattern.endsWith('$'))
        yield `${path}: no anchored pattern`;
      else if (PROSE.some((prose) => new RegExp(pattern).test(prose))) yield `${path}: ${pattern} takes prose`;
      if (!((schema['maxLength'] as number) <= CODE_CHARS_MAX)) yield `${path}: no maximum length`;
      return;
    }
    case 'array':
      yield* freeStrings(schema['items'] as Schema, `${path}[]`);
      return;
    case 'object': {
      const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
      for (const name in properties) yield* freeStrings(properties[name]!, `${path}.${name}`);
      if (schema['propertyNames'] !== undefined) yield* freeStrings(schema['propertyNames'] as Schema, `${path}{name}`);
      const others = schema['additionalProperties'];
      if (typeof others === 'object') yield* freeStrings(others as Schema, `${path}{}`);
      else if (others !== false) yield `${path}: takes members it does not name`;
      return;
    }
    case 'integer':
    case 'boolean':
      return;
    default:
      if (parts.length === 0) yield `${path}: ${JSON.stringify(schema)} says nothing of its values`;
  }
}

test('no body of any act type has a free string', () => {
  assert.ok(actTypes.size > 20);
  for (const [type, { body }] of actTypes) {
    const schema = z.toJSONSchema(body, { reused: 'inline' }) as Schema;
    assert.deepEqual([...freeStrings(schema, type)], []);
  }
});

test('words are named members, each of which may be withheld alone', () => {
  for (const [type, { words }] of actTypes) {
    const schema = z.toJSONSchema(words) as Schema;
    assert.equal(schema['additionalProperties'], false, type);
  }
});

/** What the payload has itself; a word of that name could not be disclosed (RFC 9901 §7.1). */
const PAYLOAD = [
  'v',
  'accord',
  'log',
  'type',
  'iat',
  'nonce',
  'keys',
  'subject',
  're',
  'seen',
  'body',
  'exhibits',
  'seals',
];

test('every member of the words can be disclosed', () => {
  for (const [type, { words }] of actTypes) {
    for (const name of Object.keys(words.shape)) {
      assert.match(name, /^[A-Za-z][A-Za-z0-9_-]{0,63}$/, type);
      assert.ok(!PAYLOAD.includes(name), `${type}: ${name}`);
    }
  }
});

test('a proposal says when it expires', () => {
  for (const [type, { body, proposal }] of actTypes) {
    const properties = (z.toJSONSchema(body) as Schema)['properties'] as Schema | undefined;
    assert.equal(properties?.['expires'] !== undefined, proposal === true, type);
  }
});
