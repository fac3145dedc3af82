// The docket as a node shows it beside its subjects: deadlines, what the rules gave no effect, and the digest that both sides compare.

import { z } from 'zod';
import { paging, pageOf, wholeNumber } from './paging.ts';
import { ActId, Digest, Index, JsonObject, Origin, PartyId, Seconds, Size } from './values.ts';

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

export const WaitRow = z
  .object({
    party: PartyId.describe('On whom it waits.'),
    subject: ActId,
    kind: z.string().describe('Kind of the subject.'),
    openedBy: PartyId.describe('Who opened the subject.'),
    words: JsonObject.describe('Words of the act that opened it, as far as they are held.'),
    what: z
      .enum(['deadline', 'obligation', 'proposal', 'points'])
      .describe(
        'deadline: owed by an act of the subject; obligation: owed because of an act in another; proposal: an exact text to endorse or decline; points: assertions of a case without an answer.',
      ),
    for: z.string().describe('What is owed; of a proposal, its type of act.'),
    of: ActId.describe('The act that calls for it.'),
    dueAt: nullable.describe('Of a proposal, when it expires; null: without an end.'),
    state: z.enum(['running', 'overdue', 'open']).describe('As of the node’s clock; open: without an end.'),
    points: z.array(z.int()).optional().describe('Numbers of the points.'),
  })
  .describe('Something that waits on a party.');

export const WaitPage = pageOf(WaitRow).describe('What waits, due first at the head, what has no end last.');

export const waitFilters = {
  ...paging,
  on: z.enum(['us', 'them']).optional().describe('Only what waits on the party of this node, or on the others.'),
  party: PartyId.optional().describe('Only what waits on this party.'),
  kind: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .optional()
    .describe('Only what waits in subjects of this kind.'),
};

const mapped = z.array(
  z.object({
    no: z.int(),
    kind: z.string(),
    from: ActId.describe('The act that made or last corrected the point.'),
    by: ActId.nullable().describe('The position its view comes from.'),
    exhibits: z
      .object({ claimant: z.array(ActId), respondent: z.array(ActId) })
      .describe('Named for it, by each side.'),
  }),
);

export const CaseMap = z
  .object({
    agreed: mapped,
    contested: mapped,
    cannotSay: mapped,
    unanswered: mapped,
    whole: z.object({ claimant: z.array(ActId), respondent: z.array(ActId) }).describe('Named for no point.'),
  })
  .describe('The points of a case by what the respondent says of them, with the exhibits behind each.');

export const CompetingList = z
  .object({
    items: z.array(
      z.object({
        party: PartyId.describe('Whose ratings these are.'),
        hypotheses: z
          .array(
            z.object({
              no: z.int(),
              kind: z.string(),
              rank: z
                .int()
                .nullable()
                .describe('From 1, the least against it first; null: it was rated on nothing that applies.'),
              against: z.int().describe('Points of the exhibits that are inconsistent with it.'),
              inconsistent: z.int(),
              consistent: z.int(),
              notApplicable: z.int(),
              unrated: z.int(),
            }),
          )
          .describe('By rank.'),
        exhibits: z.array(
          z.object({
            exhibit: ActId,
            apart: z.int().describe('Pairs of hypotheses that it tells apart; 0: it is of no use for a choice.'),
            pairs: z.int(),
            decisive: z.boolean().describe('Without it, other hypotheses would come first.'),
          }),
        ),
      }),
    ),
  })
  .describe('What each side’s own ratings say of rival hypotheses. They are never made into one.');

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
