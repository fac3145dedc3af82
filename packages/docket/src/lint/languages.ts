// Every text is there in a language of the accord, and every language that an act names is one.

import type { JsonObject } from '@parley/record/json';
import type { ActType } from '#kind';
import { Language } from '#code';
import { refused, type Finding } from '#lint/finding';
import { leavesOf } from '#lint/leaves';
import { isLanguage } from '#lint/subtags';
import { Text } from '#text';

const TEXTS: ReadonlySet<unknown> = new Set([Text, Language]);
const LANGUAGES: ReadonlySet<unknown> = new Set([Language]);

export function* lintLanguages(
  { body: bodySchema, words: wordsSchema }: ActType,
  body: JsonObject,
  words: JsonObject,
  languages: readonly string[],
): Generator<Finding> {
  const expected = languages.join(' or ');
  const unknown = (path: string, tag: string) =>
    refused(
      'words.language_unknown',
      path,
      `${tag} is no language of ISO 639, expected a code such as ${expected}, and no country's`,
    );
  for (const { schema, value, path } of leavesOf(wordsSchema, words, TEXTS)) {
    if (schema === Language) {
      if (!isLanguage(value as string)) yield unknown(path, value as string);
      continue;
    }
    const tags = Object.keys(value as JsonObject);
    for (const tag of tags) if (!isLanguage(tag)) yield unknown(path, tag);
    if (!tags.some((tag) => languages.includes(tag))) {
      yield refused('words.language', path, `the text is in ${tags.join(', ')}, expected ${expected}`);
    }
  }
  for (const { value, path } of leavesOf(bodySchema, body, LANGUAGES)) {
    if (typeof value === 'string' && !isLanguage(value)) yield unknown(path, value);
  }
}
