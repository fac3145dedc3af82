// Text: what an officer wrote, language by language (3-docket §2). Texts are words: people read them, rules never do.

import { z } from 'zod';
import { Language, Ordinal } from '#code';

/** The longest text in one language, in UTF-16 units; an act's words together are bounded by the record (256 KiB). */
export const TEXT_CHARS_MAX = 65_536;

/** The longest name, title, reference or identifier, in UTF-16 units. */
export const LINE_CHARS_MAX = 1024;

/** A name, title in one language, file number or identifier: one line of free text, the same in every language. */
export const Line = z.string().min(1).max(LINE_CHARS_MAX);

/** `{ "en": "…", "zh": "…" }`: BCP 47 keys, at least one. */
export const Text = z
  .record(Language, z.string().min(1).max(TEXT_CHARS_MAX))
  .refine((text) => Object.keys(text).length > 0, { message: 'at least one language' });

export type Text = z.infer<typeof Text>;

/** The languages the officer wrote in; every other language of the act's texts is a translation. */
const Authentic = z.array(Language).min(1).max(20);

/** The text of a numbered member of the body. */
export const NumberedText = z.strictObject({ no: Ordinal, text: Text });

/** The members that the words of nearly every act may carry. */
export const commonWords = {
  /** which languages are the officer's own */
  authentic: Authentic.optional(),
  /** the side's own file number */
  reference: Line.optional(),
  /** an opaque national marking, stored and never translated */
  nationalMarking: Line.optional(),
  /** where what is said can be read: addresses or citations, one a line */
  sources: z.array(Line).max(100).optional(),
};
