import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Json, JsonObject } from '@parley/record/json';
import { actTypes } from '@parley/docket/kinds';
import { defaultTerms } from '@parley/docket/terms';
import { lintContent } from '@parley/signing/lint';
import { chosen, filled, itemsOf, nextNo, objectOf, spoken, withItem, withMember, withText } from '#compose/change';
import type { Field } from '@parley/docket/fields';
import { fieldsOf } from '@parley/docket/fields';
import { arranged, isJoined, itemParts, partsOf, type Part } from '#compose/parts';

const EXAMPLES = new URL('../../../../spec/acts/examples/', import.meta.url);

const examples = readdirSync(EXAMPLES)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, EXAMPLES), 'utf8')) as Example)
  .filter(({ payload }) => payload !== undefined && actTypes.has(payload.type));

type Example = { type: string; payload: { type: string; iat: number; body: JsonObject }; words: JsonObject };

/** What an officer comes to who enters a value field by field, as the entries of the form do. */
function entered(field: Field, value: Json): Json | undefined {
  switch (field.is) {
    case 'text':
      return Object.entries(value as Record<string, string>).reduce<JsonObject | undefined>(
        (text, [language, said]) => withText(text, language, said),
        undefined,
      );
    case 'group':
      return field.members.reduce<JsonObject | undefined>((group, { name, field: inner }) => {
        const member = objectOf(value)?.[name];
        return member === undefined ? group : withMember(group, name, entered(inner, member));
      }, undefined);
    case 'list':
      return (value as Json[]).map((item) => entered(field.item, item) ?? {});
    case 'choice':
      return entered(field.options[chosen(field.options, value)]!, value);
    case 'table':
      return Object.entries(value as JsonObject).reduce<JsonObject | undefined>(
        (table, [key, one]) => withMember(table, key, entered(field.value, one) ?? {}),
        undefined,
      );
    default:
      return value;
  }
}

type Halves = { body: JsonObject | undefined; words: JsonObject | undefined };

function enteredParts(parts: readonly Part[], body: JsonObject | undefined, words: JsonObject | undefined): Halves {
  const made: Halves = { body: undefined, words: undefined };
  for (const part of parts) {
    const { name } = part;
    if (isJoined(part)) {
      let [inBody, inWords]: (Json | undefined)[] = [undefined, undefined];
      for (const item of itemsOf(body?.[name])) {
        const told = itemsOf(words?.[name]).find(({ no }) => no === item.no);
        const no = item.no;
        const inner = enteredParts(itemParts(part), item, told);
        inBody = withItem(inBody, no, inner.body ?? {});
        inWords = withItem(inWords, no, spoken(inner.words));
      }
      made.body = withMember(made.body, name, inBody);
      made.words = withMember(made.words, name, inWords);
      continue;
    }
    if (part.body !== undefined && body?.[name] !== undefined)
      made.body = withMember(made.body, name, entered(part.body.field, body[name]));
    if (part.words !== undefined && words?.[name] !== undefined)
      made.words = withMember(made.words, name, entered(part.words.field, words[name]));
  }
  return made;
}

test('every act type has an example', () => {
  assert.deepEqual(
    [...actTypes.keys()].filter((type) => !examples.some(({ payload }) => payload.type === type)),
    [],
  );
});

for (const { payload, words } of examples) {
  test(`the form of ${payload.type} takes all that its example says, and what it gives is in order`, () => {
    const { authentic, ...own } = words;
    const made = enteredParts(partsOf(payload.type, payload.body), payload.body, own);
    const fields = fieldsOf(payload.type)!;
    const body = filled(fields.body, made.body) ?? {};
    const said = { ...(filled(fields.words, made.words) as JsonObject), ...(authentic !== undefined && { authentic }) };
    assert.deepEqual(body, payload.body);
    assert.deepEqual(said, words);
    const content = { type: payload.type, body, words: said };
    const terms = { ...defaultTerms, languages: ['en', 'zh'] };
    const refused = lintContent(content, terms, payload.iat).filter(({ weight }) => weight === 'refused');
    assert.deepEqual(refused, []);
  });
}

test('what an act is nothing without is never folded, and nothing is asked twice', () => {
  for (const type of actTypes.keys()) {
    const parts = partsOf(type, undefined);
    const { first, rest } = arranged(type, parts, { terms: defaultTerms });
    assert.equal(first.length + rest.length, parts.length, type);
    for (const { name, body, words } of rest) assert.ok(!body?.required && !words?.required, `${type} ${name}`);
  }
});

test('a request asks openly for what the accord demands of its category', () => {
  const parts = partsOf('request.make', undefined);
  const { first } = arranged('request.make', parts, { terms: defaultTerms, category: 'electronic-evidence' });
  assert.ok(['asked', 'necessity', 'basis', 'identifiers'].every((name) => first.some((part) => part.name === name)));
});

test('what is emptied is left out, down to the object that held it', () => {
  assert.equal(withText({ en: 'A' }, 'en', ''), undefined);
  assert.deepEqual(withText({ en: 'A' }, 'zh', '甲'), { en: 'A', zh: '甲' });
  assert.deepEqual(withMember({ a: 1, b: 2 }, 'a', 3), { a: 3, b: 2 });
  assert.equal(spoken({ no: 4 }), undefined);
});

test('a number that was taken away is not given to another item while a greater one stands', () => {
  const list = withItem([{ no: 1 }, { no: 2 }, { no: 3 }], 2, undefined);
  assert.deepEqual(list, [{ no: 1 }, { no: 3 }]);
  assert.equal(nextNo(list, [{ no: 3 }]), 4);
});
