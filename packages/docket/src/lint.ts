// What is asked of the words of an act at filing, and only there: an act that is held is never disregarded for its words, which may be
// withheld or erased. `refused`: the act is not filed so; `advice`: what is missing is listed, and the officer may file all the same.

import type { Json, JsonObject } from '@parley/record/json';
import { z } from 'zod';
import { actTypes } from '#kinds';
import type { Category, RequestMember, Terms } from '#terms';
import { Text } from '#text';

export type Finding = {
  code:
    | 'act.words'
    | 'words.language'
    | 'words.unmatched'
    | 'words.untold'
    | 'words.unsourced'
    | 'words.person'
    | 'request.incomplete';
  weight: 'refused' | 'advice';
  /** member of the words, with dots */
  path: string;
  detail: string;
};

/** Findings on the words of an act that is to be filed, in a stable order; none for a type that is not known. */
export function lintWords(type: string, body: JsonObject, words: JsonObject, terms: Terms): Finding[] {
  const acts = actTypes.get(type);
  if (acts === undefined) return [];
  const read = acts.words.safeParse(words);
  if (!read.success) {
    return read.error.issues.map(({ path, message }) => ({
      code: 'act.words',
      weight: 'refused',
      path: path.map(String).join('.'),
      detail: message,
    }));
  }
  return [
    ...lintLanguages(acts.words, words, '', terms.languages),
    ...lintNumbers(body, words),
    ...lintFigures(body, words),
    ...lintPersons(body, words),
    ...(type === 'request.make' ? lintRequest(body, words, terms) : []),
  ];
}

// Every text is there in a language of the accord.
function* lintLanguages(
  schema: unknown,
  value: Json | undefined,
  path: string,
  languages: readonly string[],
): Generator<Finding> {
  if (value === undefined) return;
  if (schema === Text) {
    if (Object.keys(value as JsonObject).some((language) => languages.includes(language))) return;
    const detail = `the text is in ${Object.keys(value as JsonObject).join(', ')}, expected ${languages.join(' or ')}`;
    yield { code: 'words.language', weight: 'refused', path, detail };
  } else if (schema instanceof z.ZodOptional) yield* lintLanguages(schema.unwrap(), value, path, languages);
  else if (schema instanceof z.ZodArray) {
    for (const [at, item] of (value as Json[]).entries()) {
      yield* lintLanguages(schema.element, item, `${path}.${at}`, languages);
    }
  } else if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord) {
    for (const [name, member] of Object.entries(value as JsonObject)) {
      const inner: unknown = schema instanceof z.ZodObject ? schema.shape[name] : schema.valueType;
      yield* lintLanguages(inner, member, path === '' ? name : `${path}.${name}`, languages);
    }
  }
}

const NUMBERED = ['points', 'victims', 'attribution', 'figures', 'identifiers', 'desks'];

// What the words say of a number, the body has under that number; and a point or identifier of the body has its words.
function* lintNumbers(body: JsonObject, words: JsonObject): Generator<Finding> {
  for (const name of NUMBERED) {
    const inBody = numbersOf(body[name]);
    const inWords = numbersOf(words[name]);
    for (const no of inWords) {
      if (inBody.includes(no)) continue;
      yield {
        code: 'words.unmatched',
        weight: 'refused',
        path: name,
        detail: `the body has no number ${no} of ${name}`,
      };
    }
    if (name !== 'points' && name !== 'identifiers') continue;
    // A position speaks of points by its views alone; what it adds in words is its choice.
    if (name === 'points' && 'stance' in body) continue;
    for (const no of inBody) {
      if (!inWords.includes(no)) {
        yield { code: 'words.untold', weight: 'refused', path: name, detail: `number ${no} of ${name} has no words` };
      }
    }
  }
}

function* lintFigures(body: JsonObject, words: JsonObject): Generator<Finding> {
  const sourced = numbersOf(words['figures']);
  for (const no of numbersOf(body['figures'])) {
    if (sourced.includes(no)) continue;
    yield { code: 'words.unsourced', weight: 'refused', path: 'figures', detail: `figure ${no} has no source` };
  }
}

// The name of a natural person stands among the persons, which can be withheld by themselves.
function* lintPersons(body: JsonObject, words: JsonObject): Generator<Finding> {
  for (const [name, member] of [
    ['attribution', 'layer'],
    ['victims', 'kind'],
  ] as const) {
    const persons = itemsOf(body[name]).filter((item) => item[member] === 'person');
    for (const { no, name: named } of itemsOf(words[name])) {
      if (named === undefined || !persons.some((person) => person['no'] === no)) continue;
      yield {
        code: 'words.person',
        weight: 'refused',
        path: name,
        detail: `number ${no as number} of ${name} is a person, named outside persons`,
      };
    }
  }
}

function itemsOf(list: Json | undefined): JsonObject[] {
  return Array.isArray(list) ? (list as JsonObject[]) : [];
}

function numbersOf(list: Json | undefined): number[] {
  return itemsOf(list).map(({ no }) => no as number);
}

function* lintRequest(body: JsonObject, words: JsonObject, terms: Terms): Generator<Finding> {
  const category = body['category'] as Category;
  const required: readonly RequestMember[] = terms.required[category] ?? [];
  for (const member of required) {
    if (body[member] !== undefined || words[member] !== undefined) continue;
    const detail = `the accord requires ${member} of a request for ${category}`;
    yield { code: 'request.incomplete', weight: 'advice', path: member, detail };
  }
}
