import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { DEADLINE_STATES } from '#asof';
import { actTypes, kinds } from '#kinds';
import { actNames, kindNames } from '#vocabulary/acts';
import { codeName, isNamed } from '#vocabulary/codes';
import { labels } from '#vocabulary/label';
import { memberName } from '#vocabulary/members';
import { deadlineStates } from '#vocabulary/states';
import { wordName } from '#vocabulary/words';

type Schema = { [member: string]: unknown };

function* codesOf(schema: Schema, member: string): Generator<[member: string, code: string]> {
  for (const name of ['anyOf', 'oneOf', 'allOf'])
    for (const part of (schema[name] ?? []) as Schema[]) yield* codesOf(part, member);
  const values = [...((schema['enum'] ?? []) as unknown[]), schema['const']];
  for (const value of values) if (typeof value === 'string') yield [member, value];
  if (schema['items'] !== undefined) yield* codesOf(schema['items'] as Schema, member);
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  for (const name in properties) yield* codesOf(properties[name]!, name);
}

test('every code that may stand in a body has a name in both languages', () => {
  const unnamed = new Set<string>();
  for (const [type, { body }] of actTypes) {
    if (type === 'accord.amend') continue;
    for (const [member, code] of codesOf(z.toJSONSchema(body, { reused: 'inline' }) as Schema, type)) {
      if (!isNamed(member, code)) unnamed.add(`${member}:${code}`);
    }
  }
  assert.deepEqual([...unnamed], []);
});

function* membersOf(schema: Schema): Generator<string> {
  for (const name of ['anyOf', 'oneOf', 'allOf'])
    for (const part of (schema[name] ?? []) as Schema[]) yield* membersOf(part);
  if (schema['items'] !== undefined) yield* membersOf(schema['items'] as Schema);
  for (const [name, inner] of Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)) {
    yield name;
    yield* membersOf(inner);
  }
}

const NAMED_ALIKE = new Set(['tlp', 'pap', 'no', 'text']);

test('every member of a body and of words has a name of its own', () => {
  const unnamed = new Set<string>();
  for (const [type, { body, words }] of actTypes) {
    if (type === 'accord.amend') continue;
    for (const member of membersOf(z.toJSONSchema(body, { reused: 'inline' }) as Schema))
      if (!NAMED_ALIKE.has(member) && memberName(member).en === member) unnamed.add(member);
    for (const member of membersOf(z.toJSONSchema(words, { reused: 'inline' }) as Schema)) {
      const name = wordName(member);
      if (!NAMED_ALIKE.has(member) && name.en === member) unnamed.add(`words ${member}`);
    }
  }
  assert.deepEqual([...unnamed], []);
});

function* siblingsOf(schema: Schema): Generator<string[]> {
  for (const name of ['anyOf', 'oneOf', 'allOf'])
    for (const part of (schema[name] ?? []) as Schema[]) yield* siblingsOf(part);
  if (schema['items'] !== undefined) yield* siblingsOf(schema['items'] as Schema);
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  yield Object.keys(properties);
  for (const inner of Object.values(properties)) yield* siblingsOf(inner);
}

test('no two members of one body, and no two codes of one member, have the same name', () => {
  const alike = new Set<string>();
  const compare = (where: string, named: [string, { en: string; zh: string }][]) => {
    for (const language of ['en', 'zh'] as const) {
      const seen = new Map<string, string>();
      for (const [code, label] of named) {
        const other = seen.get(label[language]);
        if (other !== undefined && other !== code) alike.add(`${where}: ${other} and ${code}: ${label[language]}`);
        seen.set(label[language], code);
      }
    }
  };
  for (const [type, { body }] of actTypes) {
    const schema = z.toJSONSchema(body, { reused: 'inline' }) as Schema;
    for (const members of siblingsOf(schema))
      compare(
        type,
        members.map((member) => [member, memberName(member)]),
      );
    for (const [member, codes] of Map.groupBy(codesOf(schema, type), ([name]) => name))
      compare(
        `${type} ${member}`,
        codes.map(([, code]) => [code, codeName(member, code)]),
      );
  }
  assert.deepEqual([...alike], []);
});

test('every act type and kind has a name, and no name is of a type that is not there', () => {
  assert.deepEqual(
    [...actTypes.keys()].filter((type) => !actNames.has(type)),
    [],
  );
  assert.deepEqual(
    kinds.map(({ name }) => name).filter((name) => !kindNames.has(name)),
    [],
  );
  assert.deepEqual(
    [...actNames.keys()].filter((type) => !actTypes.has(type)),
    [],
  );
  assert.deepEqual([...deadlineStates.keys()], [...DEADLINE_STATES]);
});

test('a code of a later version is shown as it is', () => {
  assert.deepEqual(codeName('stance', 'not-there-yet'), { en: 'not-there-yet', zh: 'not-there-yet' });
});

test('a line that is no line of a vocabulary is refused', () => {
  assert.throws(() => labels('code | only English'), /expected code \| en \| zh/);
  assert.throws(() => labels('a | one | 一\na | two | 二'), /twice/);
});
