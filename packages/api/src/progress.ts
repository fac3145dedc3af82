// The assessment of a series of events around the day of an accord: what is asked, and what is answered.

import { z } from 'zod';
import { INDICATOR_KINDS } from '@parley/docket/progress/indicator';
import { Sentence } from './reviews.ts';

/** Bytes of a request to assess progress, at most. */
export const PROGRESS_BYTES_MAX = 16 * 1024 * 1024;

const day = z
  .string()
  .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/)
  .describe('2015-09-25.');

const month = z
  .string()
  .regex(/^[0-9]{4}-(0[1-9]|1[0-2])$/)
  .describe('2015-09.');

const group = z.string().min(1).max(200);

const Series = z
  .discriminatedUnion('format', [
    z.strictObject({ format: z.literal('docket') }),
    z.strictObject({ format: z.literal('csv'), name: group.optional(), text: z.string() }),
    z.strictObject({
      format: z.literal('veris'),
      name: group.optional(),
      text: z.string(),
      motive: group.optional().describe('Only incidents with this motive: Espionage.'),
    }),
  ])
  .describe(
    '`docket`: the allegations on this docket, under their respondents. `csv`, `veris`: the text of a file, see docs/progress.md.',
  );

export const ProgressAsked = z
  .strictObject({
    series: Series,
    accordDate: day,
    group: group
      .optional()
      .describe('What is assessed: rows filed under it; all that are not compared with if absent.'),
    compare: z
      .union([group, Series])
      .optional()
      .describe('What it is compared with: another group, `others`, or another series, taken whole.'),
    from: month.optional().describe('First month.'),
    to: month.optional().describe('Last month.'),
    asOf: month.optional().describe('When it is looked at, for events not known yet.'),
    rivals: z.array(day).max(20).optional().describe('Rival days at which it may have changed.'),
    anticipation: z
      .strictObject({ months: z.int().min(0).max(999), as: z.enum(['left-out', 'term']) })
      .optional()
      .describe('Months before the accord that belong to neither side.'),
  })
  .describe('A series, the day of an accord, and a comparison.');

export type ProgressAsked = z.infer<typeof ProgressAsked>;

const Dated = z.object({
  name: z.string(),
  dating: z.object({
    events: z.number(),
    byPrecision: z.object({
      day: z.number(),
      month: z.number(),
      quarter: z.number(),
      year: z.number(),
      range: z.number(),
    }),
    approximate: z.number(),
    ongoing: z.number(),
    firstOfMonth: z.number(),
  }),
});

const Assessment = z.object({
  accord: z.string(),
  window: z.object({ from: month, to: month, months: z.int() }),
  asOf: month,
  anticipation: z.object({ months: z.int(), as: z.enum(['left-out', 'term']) }).nullable(),
  sections: z.array(
    z.object({
      kind: z.enum([...INDICATOR_KINDS, 'any']),
      indicator: Dated,
      comparison: Dated.nullable(),
      verdict: z.object({
        code: z.enum(['too-few', 'no-comparison', 'proves-nothing', 'fell-more', 'rose-more']),
        says: Sentence,
        reservations: z.array(z.object({ code: z.string(), says: Sentence })),
      }),
      estimates: z.array(
        z.object({
          code: z.string(),
          about: z.string().optional(),
          n: z.record(z.string(), z.number()),
          figures: z
            .record(z.string(), z.union([z.number(), z.string(), z.boolean()]))
            .nullable()
            .describe('null: too few to say.'),
          tooFew: z
            .object({ of: z.enum(['events', 'months', 'reports']), have: z.number(), minimum: z.number() })
            .optional(),
          assumptions: z.array(z.string()),
          shows: Sentence,
        }),
      ),
    }),
  ),
});

export const Progress = z
  .object({
    source: z
      .object({ rows: z.int(), repeated: z.int(), undated: z.int(), beside: z.int() })
      .describe('What the series held.'),
    assessment: Assessment,
    assumptions: z.record(z.string(), Sentence).describe('The sentence of every code.'),
  })
  .describe('What the series shows of the accord, and what it does not.');
