// What is to be signed, read from a file: a content as JSON or YAML, or an act that others have signed already.

import { readFileSync } from 'node:fs';
import { parseDocument, visit } from 'yaml';
import { reasonOf } from '@parley/node/folder';
import { refuse, type Result } from '@parley/record/refusal';
import { isObject, type Json } from '@parley/record/json';
import { contentText, type Content } from '@parley/signing/content';
import type { SignedAct } from '@parley/signing/sign';

export type Given = { content: Content } | { signed: SignedAct };

const MEMBERS = new Set(['type', 'subject', 're', 'body', 'words', 'exhibits', 'seals']);

/** Reads a file. Refuses what is neither, a member that no content has, and a member that is there twice. */
export function readGiven(path: string): Result<{ given: Given }> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (fault) {
    return refuse('content.file', `cannot read ${path} (${reasonOf(fault)}): name a file that this user may read`);
  }
  // JSON is YAML too, and here no member may be there twice. Dates stay texts, and nothing refers to anything else in the file.
  const document = parseDocument(text, { schema: 'core', merge: false });
  const [error] = document.errors;
  if (error !== undefined) return wrong(path, error.message.split('\n')[0]!);
  let aliased = false;
  visit(document, { Alias: () => void (aliased = true) });
  if (aliased) return wrong(path, 'it refers to another part of itself by an alias: write it out');
  const value = document.toJS() as Json;
  if (!isObject(value)) return wrong(path, 'it is not an object with type, body and words');
  if (typeof value['act'] === 'string' && Array.isArray(value['words'])) {
    const { act, words } = value as unknown as SignedAct;
    if (!words.every((word) => typeof word === 'string'))
      return wrong(path, 'its words are not the disclosures of an act');
    return { ok: true, given: { signed: { act, words } } };
  }
  const other = Object.keys(value).find((member) => !MEMBERS.has(member));
  if (other !== undefined)
    return wrong(path, `it has the member “${other}”, expected ${[...MEMBERS].join(', ')} alone`);
  const { type, body = {}, words = {} } = value;
  if (typeof type !== 'string') return wrong(path, 'it does not say its type, such as type: request.make');
  if (!isObject(body) || !isObject(words)) return wrong(path, 'its body and its words are objects');
  const content = { ...value, type, body, words } as Content;
  try {
    contentText(content);
  } catch (fault) {
    if (!(fault instanceof TypeError)) throw fault;
    return wrong(path, fault.message);
  }
  return { ok: true, given: { content } };
}

function wrong(path: string, fact: string) {
  return refuse('content.malformed', `${path} says nothing that can be signed: ${fact}`);
}
