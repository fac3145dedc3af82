// A public statement, word for word, so that any quotation can be checked against it. Single; joint once the other side endorses it.

import { z } from 'zod';
import { numbered, Ordinal, PartyId, Seconds } from '#code';
import { About } from '#refs';
import { commonWords, Line, Text } from '#text';
import { When } from '#when';

export const statementActs = {
  'statement.issue': {
    body: z.strictObject({
      /** the other party of the dialogue that it speaks of; with `expires`, asked to make it joint */
      to: PartyId,
      occasion: z.enum(['session', 'press', 'speech', 'interview', 'publication', 'court', 'other']),
      about: z.array(About).max(50).optional(),
      /** passages that stand word for word in the words, each with who spoke */
      quotations: numbered(z.strictObject({ no: Ordinal })).optional(),
      said: When.optional(),
      /** a public statement is clear, and nothing else */
      marking: z.strictObject({ tlp: z.literal('clear') }),
      expires: Seconds.optional(),
    }),
    words: z.strictObject({
      ...commonWords,
      title: Text.optional(),
      text: Text,
      occasion: Text.optional(),
      speaker: Line.optional(),
      quotations: z
        .array(z.strictObject({ no: Ordinal, text: Text, speaker: Line.optional() }))
        .max(200)
        .optional(),
    }),
    opens: true,
    proposal: true,
  },
} as const;
