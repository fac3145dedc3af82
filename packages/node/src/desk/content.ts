// What a draft says, and what an act says, in one spelling: so an act is of a draft exactly if the two texts are equal.

import { draftText, DRAFT_BYTES_MAX, digestOfText, type DraftContent } from '@parley/api/desk';
import type { DeskCode } from '@parley/api/refusals';
import type { Payload } from '@parley/record/act';
import { encodeUtf8 } from '@parley/record/bytes';
import { encodeCanonical, type Json, type JsonObject } from '@parley/record/json';
import { refuse, type Result } from '@parley/record/refusal';

/** `digest`: of the text as it is; `said`: of what it would say as an act. */
export type DraftSpelling = { text: string; digest: string; said: string };

/** Refuses what no canonical text has, and what is longer than any act. */
export function spellDraft(content: DraftContent): Result<DraftSpelling, DeskCode> {
  let text: string;
  try {
    text = draftText(content);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    return refuse('desk.content', 'saving a draft: it holds a fraction, a broken character, or more than 16 levels');
  }
  const bytes = encodeUtf8(text).length;
  if (bytes > DRAFT_BYTES_MAX)
    return refuse('desk.content', `saving a draft: its text has ${bytes} bytes, expected at most ${DRAFT_BYTES_MAX}`);
  return { ok: true, text, digest: digestOfText(text), said: saidDigest(content) };
}

/** The digest of what an act says, whoever signed it and whenever. `words`: all of them, by value. */
export function saidByAct(payload: Payload, words: JsonObject): string {
  return saidDigest(contentOfAct(payload, words));
}

/** The first member in which an act differs from a draft; undefined: it is of that draft. */
export function differsIn(content: DraftContent, payload: Payload, words: JsonObject): string | undefined {
  const drafted = sayable(content);
  const signed = sayable(contentOfAct(payload, words));
  return MEMBERS.find((name) => encodeCanonical(drafted[name] ?? null) !== encodeCanonical(signed[name] ?? null));
}

const MEMBERS = ['type', 'subject', 're', 'body', 'words', 'exhibits', 'seals'] as const;

function contentOfAct({ type, subject, re, body, exhibits, seals }: Payload, words: JsonObject): DraftContent {
  return { type, body, words, ...lists({ re, exhibits, seals }), ...(subject !== undefined && { subject }) };
}

/** An empty list says the same as none. */
function lists(given: Record<string, unknown[] | undefined>): JsonObject {
  return Object.fromEntries(Object.entries(given).filter(([, list]) => (list?.length ?? 0) > 0)) as JsonObject;
}

function sayable({ type, subject, re, body = {}, words = {}, exhibits, seals }: DraftContent): JsonObject {
  return {
    ...lists({ re, exhibits, seals }),
    ...(type !== undefined && { type }),
    ...(subject !== undefined && { subject }),
    body: body as Json,
    words: words as Json,
  };
}

function saidDigest(content: DraftContent): string {
  return digestOfText(encodeCanonical(sayable(content)));
}
