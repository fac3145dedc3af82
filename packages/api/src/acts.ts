// Filing an act, and reading acts: the entry as it was signed, its words, and how far its delivery went.

import { z } from 'zod';
import { ENTRY_BYTES_MAX } from '@parley/record/act';
import { paging, pageOf } from './paging.ts';
import { ActId, Index, Kid, Origin, PartyId, Seconds } from './values.ts';

/**
 * Bytes of a filing request, at most: an entry of 32 KiB (in the general form every quotation mark is escaped once more, so twice
 * that), words of 256 KiB with quotation marks and commas around each, and the frame.
 */
export const FILING_BYTES_MAX = 2 * ENTRY_BYTES_MAX + 300 * 1024;

/** Disclosures one act may carry; each is one member of the words. */
export const WORDS_MAX = 4096;

export const Filing = z
  .strictObject({
    act: z
      .string()
      .min(1)
      .max(ENTRY_BYTES_MAX)
      .describe('The signed act: JWS compact, or the JSON text of JWS general where several officers signed.'),
    words: z
      .array(z.string())
      .max(WORDS_MAX)
      .describe('Every disclosure of the act (RFC 9901), base64url, in any order.'),
  })
  .describe('An act as its officers signed it, with its words.');

export type Filing = z.infer<typeof Filing>;

export const Filed = z
  .object({
    id: ActId,
    log: Origin,
    index: Index,
    filedAt: Seconds,
    again: z.boolean().describe('The log already held this very act; nothing was appended.'),
  })
  .describe('Where the act stands in our log; it is durable.');

export type Filed = z.infer<typeof Filed>;

export const Receipt = z
  .object({
    party: PartyId.describe('Whose holder key cosigned.'),
    at: Seconds.describe('The holder’s clock at the first checkpoint that covers the act.'),
  })
  .describe('A party holds the act, all entries before it, and their words.');

export const Sight = z
  .object({
    party: PartyId,
    act: ActId.describe('The first act of that party whose `seen` covers the act.'),
    at: Seconds.describe('When that act was signed, by the times of its log.'),
  })
  .describe('An officer of a party signed with the act before the node.');

export const Answer = z
  .object({ act: ActId, at: Seconds.optional().describe('When it was provable.') })
  .describe('An act that answers.');

export const Delivery = z
  .object({
    published: z.boolean().describe('Covered by a signed checkpoint.'),
    received: z.array(Receipt),
    seen: z.array(Sight),
    acknowledged: Answer.optional().describe('What first acknowledged it, by itself or by answering.'),
    answered: Answer.optional().describe(
      'What stopped its deadline for an answer; of a proposal, its endorsement or refusal.',
    ),
  })
  .describe(
    'Graded delivery: filed (it is in its log), published, received by each party that holds it, seen by an officer of each, acknowledged, answered.',
  );

export const ActRow = z.object({
  id: ActId,
  log: Origin,
  party: PartyId,
  index: Index,
  type: z.string().optional().describe('Absent when the entry could not be read.'),
  subject: ActId.optional().describe(
    'The act that opened its subject; absent on an opening act and on acts of the accord.',
  ),
  signedAt: Seconds.optional().describe('The officer’s claim.'),
  kids: z.array(Kid).describe('Keys by which it is signed.'),
  disregarded: z.string().optional().describe('The code by which the rules give it no effect.'),
  delivery: Delivery,
});

export const ActDetail = ActRow.extend({
  disregardedWhy: z.string().optional().describe('Of an act without effect: the fact, and what was expected.'),
  entry: z
    .string()
    .describe('The entry, as it stands in the log. base64url if it is not ASCII, and then `encoding` says so.'),
  encoding: z.literal('base64url').optional(),
  words: z.array(z.string()).describe('The disclosures held, base64url.'),
  wordsMissing: z.array(z.string()).describe('Digests in `_sd` whose words are not held: withheld, or erased.'),
}).describe('An act in full.');

export const ActPage = pageOf(ActRow).describe('Acts, in the order of their logs.');

const actFilters = {
  ...paging,
  log: Origin.optional().describe('Only acts of this log.'),
  subject: ActId.optional().describe('Only acts of this subject, its opening act included.'),
  type: z
    .string()
    .regex(/^[a-z-]{1,32}(\.[a-z-]{1,32})?$/)
    .optional()
    .describe('Only acts of this type.'),
  sort: z
    .enum(['index', '-index'])
    .optional()
    .describe(
      'In the order of each log, or `-index`: the last act first, log by log. Those of one subject have an order of their own, and `sort` is not to be given beside it. `index` if not given.',
    ),
};

/** What a list of acts is asked. */
export const actQuery = z
  .strictObject(actFilters)
  .refine(({ subject, sort }) => subject === undefined || sort === undefined, {
    message: 'with subject, acts have one order: sort is not to be given',
  });
