// Quotations in a text, held against the public statements that a node has.

import { z } from 'zod';
import { ActId, PartyId } from './values.ts';

/** UTF-16 units of the text, at most. */
export const QUOTED_TEXT_MAX = 100_000;

/** Bytes of the request, at most: every unit may be escaped. */
export const QUOTATION_BYTES_MAX = 6 * QUOTED_TEXT_MAX + 1024;

export const QuotationAsked = z
  .strictObject({
    text: z
      .string()
      .min(1)
      .max(QUOTED_TEXT_MAX)
      .describe('What stands in it between quotation marks is looked for; without any, all of it.'),
  })
  .describe('A text with quotations.');

export const Quotations = z
  .object({
    statements: z.int().describe('How many public statements it was held against.'),
    withheld: z.int().describe('How many of them have no text here: withheld from this node, or erased.'),
    quotations: z.array(
      z.object({
        from: z.int().describe('Where it stands in the text, in UTF-16 units.'),
        to: z.int(),
        quotation: z.string(),
        verdict: z
          .enum(['exact', 'differs', 'not-found', 'too-long'])
          .describe(
            'exact: it was said, to the letter; differs: something near was said, and every difference is named; not-found: nothing near stands in what is held here; too-long: it is a text of its own, and was not looked for.',
          ),
        passages: z
          .array(
            z.object({
              statement: ActId.describe('The statement.'),
              standing: z.string().describe('single, proposed or joint.'),
              act: ActId.describe('The act whose words they are.'),
              as: z.string().describe('Its type: the statement itself, a translation, a correction.'),
              by: PartyId.describe('Who signed that act.'),
              language: z.string(),
              from: z.int(),
              to: z.int(),
              text: z.string().describe('What stands there.'),
            }),
          )
          .describe('Every text that has it, if it is exact; else the one nearest to it.'),
        differences: z
          .array(z.object({ quoted: z.string(), held: z.string() }))
          .describe('What the quotation says, and what was said there.'),
      }),
    ),
  })
  .describe('Every quotation in the text, and what was said.');
