// What an officer wants to say, before anything is added that an act needs: what is drafted, released and shown. Words stand by value, without salts.

import type { Payload } from '@parley/record/act';
import { encodeCanonical, type JsonObject } from '@parley/record/json';

/** As the desk keeps it. Members that are empty say nothing, and are the same as absent ones. */
export type Content = {
  type: string;
  subject?: string;
  re?: NonNullable<Payload['re']>;
  body: JsonObject;
  words: JsonObject;
  exhibits?: NonNullable<Payload['exhibits']>;
  seals?: NonNullable<Payload['seals']>;
};

/** What a payload and its words say: everything but who, when, under which keys, having seen what, and chance. */
export function contentOf(payload: Payload, words: JsonObject): Content {
  const { type, subject, re, body, exhibits, seals } = payload;
  return {
    type,
    ...(subject !== undefined && { subject }),
    ...(re !== undefined && { re }),
    body,
    words,
    ...(exhibits !== undefined && { exhibits }),
    ...(seals !== undefined && { seals }),
  };
}

/** The same content, without members that are empty. */
export function settledContent({ type, subject, re = [], body, words, exhibits = [], seals = [] }: Content): Content {
  return {
    type,
    ...(subject !== undefined && { subject }),
    ...(re.length > 0 && { re }),
    body,
    words,
    ...(exhibits.length > 0 && { exhibits }),
    ...(seals.length > 0 && { seals }),
  };
}

/** Two contents are the same if their texts are. Throws TypeError for what no act can carry. */
export function contentText(content: Content): string {
  return encodeCanonical(settledContent(content));
}
