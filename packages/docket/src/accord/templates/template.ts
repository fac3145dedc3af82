// What two parties start from: the text, terms and offices of an accord of one kind, as data, in English and Chinese. A template says nothing
// of who the parties are; they put themselves in, change what does not suit them, and every change is shown against this.

import type { JsonObject } from '@parley/record/json';
import type { Offices, Terms } from '#terms';
import type { Label } from '#vocabulary/label';

/** `quotas`, `terms`, `offices` as an accord has them; `text` has one numbered article a paragraph. */
export type Template = {
  name: string;
  /** what it is for, in a line */
  purpose: Label;
  title: Label;
  text: Label;
  quotas: { entriesPerDay: number; bytesPerDay: number };
  terms: Terms;
  offices: Offices;
};

/** One article: its heading and what it says. */
export type Article = { en: [heading: string, says: string]; zh: [heading: string, says: string] };

/** Articles as the text of an accord: numbered, one a paragraph. */
export function textOf(articles: readonly Article[]): Label {
  return {
    en: articles.map(({ en: [heading, says] }, at) => `${at + 1}. ${heading}. ${says}`).join('\n\n'),
    zh: articles.map(({ zh: [heading, says] }, at) => `${at + 1}．${heading}。${says}`).join('\n\n'),
  };
}

/** What of a template is compared with an accord, and its digest is taken of. */
export function partsOf({ title, text, quotas, terms, offices }: Template): JsonObject {
  return { title, text, quotas, terms, offices } as unknown as JsonObject;
}
