// Lists are read page by page with an opaque cursor: it stays good while the list grows, and a page never repeats or skips a row that
// was there from the first.

import { z } from 'zod';

export const LIMIT_MAX = 200;
export const LIMIT_DEFAULT = 50;

/** A whole number written as a query parameter: plain decimal digits, nothing that a lenient parser would forgive. */
export function wholeNumber(minimum: number, maximum: number) {
  return z
    .codec(z.string().regex(/^(0|[1-9][0-9]{0,15})$/), z.int().min(minimum).max(maximum), {
      decode: (text) => Number(text),
      encode: (value) => String(value),
    })
    .meta({ type: 'integer', pattern: undefined, minimum, maximum });
}

export const yesOrNo = z
  .codec(z.enum(['true', 'false']), z.boolean(), {
    decode: (text) => text === 'true',
    encode: (value) => (value ? 'true' : 'false'),
  })
  .meta({ type: 'boolean', enum: undefined });

export const Cursor = z
  .string()
  .regex(/^[A-Za-z0-9._~-]{1,400}$/)
  .describe('Where the next page begins: `next` of the page before.');

/** Query parameters of every list. */
export const paging = {
  after: Cursor.optional(),
  limit: wholeNumber(1, LIMIT_MAX)
    .optional()
    .describe(`Rows on a page, at most ${LIMIT_MAX}; ${LIMIT_DEFAULT} if not given.`),
};

/**
 * `{ items, next? }`; no `next` means that this was the last page. A filter that fits few rows may give a page with fewer than asked for,
 * even none, and yet a `next`: the node looks at a bounded number of rows for one answer.
 */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({
    items: z.array(row).describe('May be fewer than asked for, even none, while there is a `next`.'),
    next: Cursor.optional(),
  });
}
