// What may be said of the words of an act, in any subject and in the house: another language, a corrected typing error, and that words are
// to be deleted. The act itself stays as it was signed.

import { z } from 'zod';
import { ActId, Bytes32, Language } from '#code';
import { commonWords, Line, Text } from '#text';

/** A member of the words by its path, with dots: `title`, `points.0.text`. */
const member = { path: Line, text: Text };

const Digests = z.array(Bytes32).max(200);

export const wordsActs = {
  translate: {
    body: z.strictObject({
      of: ActId,
      language: Language,
      /** the translating party says that its text is as authentic as the original; of another's act, that binds the translating party alone */
      authentic: z.literal(true).optional(),
    }),
    words: z.strictObject({
      ...commonWords,
      members: z.array(z.strictObject(member)).min(1).max(400).optional(),
      translator: Text.optional(),
    }),
  },
  correct: {
    body: z.strictObject({ of: ActId }),
    words: z.strictObject({
      ...commonWords,
      members: z.array(z.strictObject(member)).min(1).max(400).optional(),
      reason: Text.optional(),
    }),
  },
  erasure: {
    body: z.union([
      /** `words`: digests of the disclosures to delete, as they stand in the act's `_sd`; `exhibit`: the content it committed to as well */
      z.strictObject({
        of: ActId,
        words: Digests,
        exhibit: z.literal(true).optional(),
        reason: z.enum(['retention', 'mistake', 'person', 'court-order', 'agreed', 'other']),
      }),
      /** a holder says that it has deleted what the other asked to be deleted */
      z.strictObject({ confirms: ActId }),
    ]),
    words: z.strictObject({ ...commonWords, reason: Text.optional() }),
  },
} as const;
