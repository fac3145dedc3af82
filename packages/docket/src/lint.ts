// What is asked of an act at filing, and only there: an act that is held is never disregarded for its words, which may be withheld or erased,
// nor for what no rule depends on. Nothing here names the members of one act type where their schemas tell it.

import type { JsonObject } from '@parley/record/json';
import { actTypes } from '#kinds';
import { lintDates } from '#lint/dates';
import { refused, type Finding } from '#lint/finding';
import { lintLanguages } from '#lint/languages';
import { lintMarking } from '#lint/marking';
import { lintMembers } from '#lint/members';
import { lintPairs } from '#lint/pairs';
import type { Terms } from '#terms';

/**
 * Findings on an act that is to be filed, in a stable order; none for a type that is not known. `iat`: its claimed time. Total on bodies that
 * do not fit their schema: the rules refuse those.
 */
export function lintWords(type: string, body: JsonObject, words: JsonObject, terms: Terms, iat: number): Finding[] {
  const acts = actTypes.get(type);
  if (acts === undefined) return [];
  const read = acts.words.safeParse(words);
  if (!read.success) {
    return read.error.issues.map(({ path, message }) => refused('act.words', path.map(String).join('.'), message));
  }
  return [
    ...lintLanguages(acts, body, words, terms.languages),
    ...lintPairs(type, body, words),
    ...lintMembers(type, body, words, terms),
    ...lintDates(type, acts, body, iat),
    ...lintMarking(type, acts, body, terms.markingFloor),
  ];
}
