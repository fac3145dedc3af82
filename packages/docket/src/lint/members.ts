// What an act of some types is nothing without: words that its schema leaves out only so that they can be withheld or erased later.

import { parseBase64url } from '@parley/record/base64';
import type { JsonObject } from '@parley/record/json';
import { advice, refused, type Finding } from '#lint/finding';
import type { Category, RequestMember, Terms } from '#terms';

const SALT_BYTES = 32;

export function* lintMembers(type: string, body: JsonObject, words: JsonObject, terms: Terms): Generator<Finding> {
  switch (type) {
    case 'translate':
    case 'correct':
      if (words['members'] === undefined) yield refused('words.untold', 'members', 'it gives no text of any member');
      return;
    case 'measure.announce':
      if (body['state'] === 'threatened' && body['condition'] === undefined && words['condition'] === undefined) {
        yield refused('words.untold', 'condition', 'a threatened measure does not say what averts it');
      }
      return;
    case 'exhibit.disclose':
      if (parseBase64url(words['salt'] as string)?.length !== SALT_BYTES) {
        yield refused('words.seal_salt', 'salt', `the salt is not ${SALT_BYTES} bytes in base64url`);
      }
      return;
    case 'request.make':
      yield* lintRequest(body, words, terms);
      return;
    default:
  }
}

function* lintRequest(body: JsonObject, words: JsonObject, terms: Terms): Generator<Finding> {
  const category = body['category'] as Category;
  const required: readonly RequestMember[] = Object.hasOwn(terms.required, category) ? terms.required[category] : [];
  for (const member of required) {
    if (body[member] !== undefined || words[member] !== undefined) continue;
    const detail = `the accord requires ${member} of a request for ${category}`;
    yield advice('request.incomplete', member, detail);
  }
}
