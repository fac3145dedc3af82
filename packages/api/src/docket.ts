// The docket as a node shows it beside its subjects: deadlines, what the rules gave no effect, and the digest that both sides compare.

import { z } from 'zod';
import { paging, pageOf, wholeNumber } from './paging.ts';
import { ActId, Digest, Index, Origin, PartyId, Seconds, Size } from './values.ts';

const nullable = Seconds.nullable();

export const Deadline = z
  .looseObject({
    kind: z.string().describe('Kind of the subject.'),
    for: z.string().describe('What is owed: acknowledge, position, reply, update, …'),
    of: ActId.describe('The act that calls for it.'),
    owedBy: PartyId,
    owedTo: PartyId,
    startsAt: nullable.describe('null: not started.'),
    dueAt: nullable.describe('null: not started, or paused.'),
    stoppedAt: nullable.describe('When the answer was provable.'),
    voidAt: nullable.describe('When the subject was withdrawn.'),
    state: z
      .string()
      .optional()
      .describe(
        'As of the node’s clock: not started, running, paused, met, met late, due (nothing held since), lapsed, void.',
      ),
  })
  .describe('A running time limit, computed the same way by both sides.');

export const DeadlineRow = z
  .object({
    subject: ActId,
    kind: z.string().describe('Kind of the subject.'),
    deadline: Deadline,
  })
  .describe('A deadline and what it hangs on.');

export const DeadlinePage = pageOf(DeadlineRow).describe('Deadlines, the one due first at the head.');

export const deadlineFilters = {
  ...paging,
  owedBy: PartyId.optional().describe('Only what this party owes.'),
  dueAfter: wholeNumber(0, 253_402_300_799).optional().describe('Only what is due after this Unix time.'),
  dueBefore: wholeNumber(0, 253_402_300_799).optional().describe('Only what is due before this Unix time.'),
};

export const DisregardedRow = z
  .object({
    id: ActId,
    log: Origin,
    party: PartyId,
    index: Index,
    type: z.string().optional(),
    code: z.string().describe('Why the rules give it no effect.'),
    detail: z.string(),
  })
  .describe('A validly logged act without effect. It stays in the record.');

export const DisregardedPage = pageOf(DisregardedRow).describe('Disregarded acts.');

export const disregardedFilters = {
  ...paging,
  log: Origin.optional().describe('Only acts of this log.'),
  code: z
    .string()
    .regex(/^[a-z-]{1,40}\.[a-z_]{1,60}$/)
    .optional()
    .describe('Only acts disregarded with this code.'),
};

export const DocketDigest = z
  .object({
    digest: Digest,
    complete: z.boolean().describe('false while something that arrived is still being folded: compare later.'),
    cut: z
      .record(z.string(), z.object({ size: Size, receipts: z.record(z.string(), Size) }))
      .describe('By origin, how much of each log the digest covers.'),
  })
  .describe('What two nodes compare: at the same cut, the same digest.');
