// accord.found opens each party's log and accepts the accord; accord.amend proposes other terms or offices for all parties to endorse.

import { z } from 'zod';
import { AccordId, Seconds } from '#code';
import { Offices, Terms } from '#terms';
import { commonWords, Text } from '#text';

export const accordActs = {
  'accord.found': {
    body: z.strictObject({ accepts: AccordId }),
    words: z.strictObject({ ...commonWords, statement: Text.optional() }),
  },
  'accord.amend': {
    /** the whole of the new terms or offices, not a difference; `from`: which acts they govern, by their own iat */
    body: z
      .strictObject({ terms: Terms.optional(), offices: Offices.optional(), from: Seconds, expires: Seconds })
      .refine((body) => body.terms !== undefined || body.offices !== undefined, {
        message: 'an amendment changes the terms or the offices',
      }),
    words: z.strictObject({ ...commonWords, title: Text.optional(), reason: Text.optional() }),
    proposal: true,
  },
} as const;
