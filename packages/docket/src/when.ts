// When something happened, as precisely as it is known and no more: a date known only to the year is never stored as 1 January
// (3-docket §2). Statistics spread imprecise dates; that needs the precision to be in the body.

import { z } from 'zod';
import { CODE_CHARS_MAX } from '#code';

const FORMS = {
  day: /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/,
  month: /^[0-9]{4}-(0[1-9]|1[0-2])$/,
  quarter: /^[0-9]{4}-Q[1-4]$/,
  year: /^[0-9]{4}$/,
} as const;

const Moment = z
  .string()
  .max(CODE_CHARS_MAX)
  .regex(/^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?|-Q[1-4])?$/);

/** `from` and `to` are written to exactly the stated precision; no `to` is the same moment as `from`, unless `ongoing`. */
export const When = z
  .strictObject({
    from: Moment,
    to: Moment.optional(),
    precision: z.enum(['day', 'month', 'quarter', 'year']),
    approximate: z.literal(true).optional(),
    ongoing: z.literal(true).optional(),
  })
  .refine((when) => FORMS[when.precision].test(when.from), { message: 'from is written to its precision' })
  .refine((when) => when.to === undefined || FORMS[when.precision].test(when.to), {
    message: 'to is written to its precision',
  })
  .refine((when) => when.to === undefined || when.from <= when.to, { message: 'from is not after to' })
  .refine((when) => when.to === undefined || when.ongoing === undefined, {
    message: 'what is ongoing has no end',
  });

export type When = z.infer<typeof When>;
