// The hotline: a stuck request or case, or a crisis, put to a named human on a rung, who says back what was understood.

import { z } from 'zod';
import { Bytes32, PartyId, Seconds } from '#code';
import { Marking } from '#marking';
import { About } from '#refs';
import { commonWords, Line, Text } from '#text';

const Rung = z.int().min(1).max(10);

export const hotlineActs = {
  'hotline.raise': {
    body: z.strictObject({
      to: PartyId,
      about: z.union([z.literal('crisis'), About]),
      rung: Rung,
      /** until when what is asked is wanted */
      by: Seconds.optional(),
      drill: z.literal(true).optional(),
      marking: Marking.optional(),
    }),
    words: z.strictObject({
      ...commonWords,
      title: Text.optional(),
      observed: Text,
      asked: Text,
      /** what we will do otherwise */
      otherwise: Text.optional(),
      /** how to answer */
      answering: Text.optional(),
    }),
    opens: true,
  },
  'hotline.acknowledge': {
    body: z.strictObject({ rung: Rung }),
    words: z.strictObject({
      ...commonWords,
      /** what was understood, in the acknowledging officer's own words */
      readBack: Text,
      /** the human who answers */
      persons: z
        .array(z.strictObject({ name: Line }))
        .min(1)
        .max(20),
    }),
  },
  /** a registrar: this notice was given on this channel */
  'hotline.notice': {
    body: z.strictObject({
      rung: Rung,
      channel: z.enum(['node', 'telephone', 'e-mail', 'messenger', 'secure-line', 'pager', 'other']),
      /** SHA-256 of what was sent */
      digest: Bytes32,
      result: z.enum(['delivered', 'failed', 'not-known']),
    }),
    words: z.strictObject({ ...commonWords, statement: Text.optional() }),
  },
  'hotline.respond': {
    body: z.strictObject({
      answer: z.enum(['done', 'will-do', 'partly', 'will-not', 'cannot', 'needs-time', 'information']),
    }),
    words: z.strictObject({ ...commonWords, text: Text }),
  },
  'hotline.stand-down': {
    body: z.strictObject({ expires: Seconds }),
    words: z.strictObject({ ...commonWords, summary: Text }),
    proposal: true,
  },
} as const;
