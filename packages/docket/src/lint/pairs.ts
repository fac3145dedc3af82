// A list of the body and the list of the same name in the words are two halves of one: the numbers join them. The words say nothing of a
// number that the body has not; some lists mean nothing without their words; a figure has a source; and natural persons are named
// where they can be withheld by themselves.

import type { Json, JsonObject } from '@parley/record/json';
import { refused, type Finding } from '#lint/finding';

type Item = JsonObject & { no: number };
type Needs = (item: Item) => boolean;

const always: Needs = () => true;
const other: Needs = ({ kind, element }) => kind === 'other' || element === 'other';
/** An item of an agenda speaks for itself if it names its subject, or is of the dialogue's routine. */
const unnamed: Needs = ({ kind, about }) =>
  about === undefined && ['case', 'request', 'commitment', 'measure', 'other'].includes(kind as string);
/** What was put off has nothing to tell. */
const spokenOf: Needs = ({ outcome }) => outcome !== 'deferred' && outcome !== 'not-reached';
/** The nodes know each other's addresses. */
const reached: Needs = ({ by }) => by !== 'node';

/** Which items of a body's lists need words under their number, by act type. What a list here does not name, the body tells by itself. */
const TOLD: Readonly<Record<string, Readonly<Record<string, Needs>>>> = {
  'case.allege': { points: always },
  'case.restate': { points: always },
  'request.make': { identifiers: always },
  'request.complete': { identifiers: always },
  'session.agenda': { items: unnamed },
  'session.minutes': { items: spokenOf, decisions: always, actions: always },
  'finding.propose': { reasons: always, hypotheses: always, remedies: other },
  'finding.record': { reasons: always, hypotheses: always, remedies: other },
  'hypotheses.rate': { hypotheses: always },
  'commitment.undertake': { criteria: always, elements: other },
  'statement.issue': { quotations: always },
  'contact.publish': { 'desks.channels': reached },
};

/** Members of `persons` that say which item of a list the person stands behind. */
const BEHIND: Readonly<Record<string, string>> = {
  layer: 'attribution',
  victim: 'victims',
  target: 'targets',
  desk: 'desks',
};

export function* lintPairs(type: string, body: JsonObject, words: JsonObject): Generator<Finding> {
  yield* lintLists(TOLD[type] ?? {}, body, words, '');
  yield* lintPersons(body, words);
}

function* lintLists(
  told: Readonly<Record<string, Needs>>,
  body: JsonObject,
  words: JsonObject,
  within: string,
): Generator<Finding> {
  for (const name of new Set([...Object.keys(body), ...Object.keys(words)])) {
    const inBody = itemsOf(body[name]);
    const inWords = itemsOf(words[name]);
    const list = within === '' ? name : `${within}.${name}`;
    for (const { no } of inWords) {
      if (inBody.some((item) => item.no === no)) continue;
      yield refused('words.unmatched', list, `the body has no number ${no} of ${list}`);
    }
    const needs = Object.hasOwn(told, list) ? told[list] : undefined;
    for (const item of inBody) {
      const tells = inWords.find(({ no }) => no === item.no);
      if (tells === undefined && name === 'figures') {
        yield refused('words.unsourced', list, `figure ${item.no} has no source`);
      } else if (tells === undefined && needs?.(item)) {
        yield refused('words.untold', list, `number ${item.no} of ${list} has no words`);
      }
      yield* lintLists(told, item, tells ?? {}, list);
    }
  }
}

function* lintPersons(body: JsonObject, words: JsonObject): Generator<Finding> {
  for (const name of Object.keys(body)) {
    const named = itemsOf(words[name]);
    for (const { no, kind, layer, pseudonym } of itemsOf(body[name])) {
      if ((kind !== 'person' && layer !== 'person') || pseudonym === true) continue;
      if (named.some((item) => item.no === no && item['name'] !== undefined)) {
        yield refused('words.person', name, `number ${no} of ${name} is a person, named outside persons`);
      }
    }
  }
  for (const person of objectsOf(words['persons'])) {
    for (const [member, list] of Object.entries(BEHIND)) {
      const no = person[member];
      if (typeof no !== 'number' || itemsOf(body[list]).some((item) => item.no === no)) continue;
      yield refused('words.unmatched', 'persons', `the body has no number ${no} of ${list}`);
    }
  }
}

function objectsOf(list: Json | undefined): JsonObject[] {
  if (!Array.isArray(list)) return [];
  return list.filter((item): item is JsonObject => typeof item === 'object' && item !== null && !Array.isArray(item));
}

function itemsOf(list: Json | undefined): Item[] {
  return objectsOf(list).filter((item): item is Item => typeof item['no'] === 'number');
}
