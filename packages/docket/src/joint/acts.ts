// What either side may say to an act of any subject: sign an exact proposed text, refuse it, or note something.

import { z } from 'zod';
import { ActId } from '#code';
import { commonWords, Text } from '#text';

export const jointActs = {
  endorse: {
    body: z.strictObject({ of: ActId }),
    words: z.strictObject({ ...commonWords, statement: Text.optional() }),
  },
  /** of one's own proposal: withdraws it */
  decline: {
    body: z.strictObject({ of: ActId }),
    words: z.strictObject({ ...commonWords, reasons: Text.optional() }),
  },
  note: {
    body: z.strictObject({ about: ActId, kind: z.enum(['aide-memoire', 'contest', 'clarification']) }),
    words: z.strictObject({ ...commonWords, title: Text.optional(), text: Text }),
  },
} as const;
