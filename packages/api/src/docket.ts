// The docket as a node shows it: cases, requests, deadlines, what the rules gave no effect, and the digest that both sides compare.
// `state` is the docket's own folded state, the same JSON that its digest is made of.

import { z } from 'zod';
import { paging, pageOf, wholeNumber, yesOrNo } from './paging.ts';
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

const subject = {
  id: ActId,
  openedBy: PartyId,
  openedAt: Seconds.describe('When it was received; until then, when its officer signed it.'),
  words: JsonObject.describe('Words of the opening act that are held.'),
  state: JsonObject.describe('The docket’s folded state of this subject.'),
  nextDeadline: Deadline.optional().describe('The running deadline that is due first.'),
  digest: Digest.describe('SHA-256 of the canonical JSON of `state`.'),
};

export const CaseRow = z.object({ ...subject, kind: z.literal('case') }).describe('A case.');

export const RequestRow = z
  .object({
    ...subject,
    kind: z.literal('request'),
    case: ActId.optional().describe('The case it belongs to.'),
  })
  .describe('A request.');

export const CasePage = pageOf(CaseRow).describe('Cases.');
export const RequestPage = pageOf(RequestRow).describe('Requests.');

export const caseFilters = {
  ...paging,
  by: PartyId.optional().describe('Only cases alleged by this party.'),
  respondent: PartyId.optional().describe('Only cases that allege against this party.'),
  open: yesOrNo.optional().describe('true: only cases that were not withdrawn; false: only withdrawn ones.'),
  stance: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .optional()
    .describe('Only cases in which the respondent’s stance is this; `none` for no position yet.'),
  sort: z
    .enum(['opened', '-opened', 'due', '-due'])
    .optional()
    .describe(
      'By time of opening, or by next deadline (then only what has one); a hyphen for the newest or last first. `-opened` if not given.',
    ),
};

export const requestStates = ['open', 'acknowledged', 'returned', 'answered', 'withdrawn'] as const;

export const requestFilters = {
  ...paging,
  by: PartyId.optional().describe('Only requests made by this party.'),
  to: PartyId.optional().describe('Only requests made of this party.'),
  category: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .optional()
    .describe('Only requests of this category.'),
  case: ActId.optional().describe('Only requests of this case.'),
  state: z
    .enum(requestStates)
    .optional()
    .describe(
      'Only requests in this state. open: nobody has heard of it yet; acknowledged: heard, not answered; returned: waits for the requester; answered: finally.',
    ),
  dueBefore: wholeNumber(0, 253_402_300_799)
    .optional()
    .describe('Only requests whose next deadline is due before this Unix time.'),
  sort: caseFilters.sort,
};

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
