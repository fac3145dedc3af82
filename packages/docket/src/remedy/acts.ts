// A remedy claimed: an arrest, a takedown, a payment. It counts as nothing until the other side has said what it makes of it.

import { z } from 'zod';
import { ActId, numbered, PartyId } from '#code';
import { Figure, FigureWords } from '#figure';
import { Marking } from '#marking';
import { Refs } from '#refs';
import { commonWords, Line, Text } from '#text';
import { When } from '#when';

export const remedyActs = {
  'remedy.claim': {
    body: z.strictObject({
      to: PartyId,
      kind: z.enum([
        'arrest',
        'prosecution',
        'conviction',
        'takedown',
        'seizure',
        'compensation',
        'notification',
        'repair',
        'discipline',
        'regulation',
        'apology',
        'other',
      ]),
      on: When.optional(),
      case: ActId.optional(),
      request: ActId.optional(),
      commitment: ActId.optional(),
      exhibits: Refs.optional(),
      figures: numbered(Figure).optional(),
      said: When.optional(),
      marking: Marking.optional(),
    }),
    words: z.strictObject({
      ...commonWords,
      title: Text.optional(),
      claim: Text.optional(),
      speaker: Line.optional(),
      figures: z.array(FigureWords).max(200).optional(),
      persons: z
        .array(z.strictObject({ name: Line }))
        .max(200)
        .optional(),
    }),
    opens: true,
  },
  'remedy.view': {
    body: z.strictObject({
      view: z.enum(['accepted', 'not-verified', 'disputed']),
      exhibits: Refs.optional(),
      said: When.optional(),
    }),
    words: z.strictObject({ ...commonWords, reasons: Text.optional(), speaker: Line.optional() }),
  },
} as const;
