// A figure is a sourced claim, with a range where there is one, never a bare number (3-docket §2). What is counted, the amount and
// its unit are body; whose claim it is, and where it can be read, are words under the same number.

import { z } from 'zod';
import { Code, Ordinal } from '#code';
import { Line, Text } from '#text';

const Amount = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** `of` says what is counted (`persons`, `hosts`, `loss`), `unit` in what (`persons`, `bytes`, `usd`). Integers only. */
export const Figure = z
  .strictObject({
    no: Ordinal,
    of: Code,
    unit: Code,
    low: Amount,
    high: Amount,
    approximate: z.literal(true).optional(),
  })
  .refine((figure) => figure.low <= figure.high, { message: 'low is not above high' });

/** Who claims the figure, and what it means. */
export const FigureWords = z.strictObject({ no: Ordinal, source: Line, meaning: Text.optional() });
