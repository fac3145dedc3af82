// The logs as this node has them: how long each is, its newest signed head, and who holds how much of it. The notes are given as they stand, so
// that whoever reads them checks the signatures and believes nobody.

import { z } from 'zod';
import { Origin, PartyId, Seconds, Size } from './values.ts';

/** Receipts told of one log: the newest; an act has its own. */
export const RECEIPTS_TOLD_MAX = 20;

const Note = z.string().describe('A signed checkpoint (c2sp.org/tlog-checkpoint) with all its signature lines.');

export const LogView = z
  .object({
    origin: Origin,
    party: PartyId.describe('Whose log it is.'),
    own: z.boolean().describe('This node’s own log.'),
    size: Size.describe('Entries held.'),
    root: z.string().describe('Root hash of what is held, base64.'),
    head: z
      .object({ size: Size, note: Note })
      .optional()
      .describe(
        'The newest checkpoint: of our log, that we published; of theirs, that was cosigned. Absent: none yet.',
      ),
    holders: z
      .array(z.object({ party: PartyId, size: Size, at: Seconds.describe('By the holder’s clock.'), note: Note }))
      .describe('Of each party that holds some of it, the newest cosignature.'),
    receipts: z
      .array(z.object({ party: PartyId, size: Size, at: Seconds }))
      .max(RECEIPTS_TOLD_MAX)
      .describe('The newest cosignatures of all holders, the newest first.'),
  })
  .describe('A log, as far as this node holds it.');

export const LogList = z.object({ items: z.array(LogView) }).describe('The logs, ours first.');
