// A commitment: what a party undertook, with the criteria and the time frame fixed when it is undertaken. Progress is claimed by the one and
// assessed by each; a joint verdict exists only by endorsement.

import { z } from 'zod';
import { Code, Day, numbered, Ordinal, PartyId, Seconds } from '#code';
import { Marking } from '#marking';
import { Refs } from '#refs';
import { commonWords, Line, NumberedText, Text } from '#text';
import { When } from '#when';

const Amount = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

export const commitmentActs = {
  /** with `expires`, one that binds both once it is endorsed; without, a pledge of the party that makes it */
  'commitment.undertake': {
    body: z.strictObject({
      to: PartyId,
      elements: numbered(
        z.strictObject({
          no: Ordinal,
          element: z.enum([
            'act',
            'attribution',
            'knowledge',
            'intent',
            'beneficiary',
            'cooperation',
            'procedure',
            'amount',
            'time',
            'other',
          ]),
        }),
      ).min(1),
      /** by what each element will be judged; the text is in the words */
      criteria: numbered(
        z.strictObject({
          no: Ordinal,
          element: Ordinal,
          by: z.enum(['event', 'count', 'share', 'date', 'amount', 'absence', 'judgement']),
          indicator: Code.optional(),
        }),
      ).min(1),
      from: Day,
      until: Day,
      amount: z.strictObject({ unit: Code, value: Amount }).optional(),
      /** a report is due this often, in days, while the time frame runs */
      reportDays: z.int().min(1).max(3660).optional(),
      /** the code by which the accord's text names it */
      code: Code.optional(),
      expires: Seconds.optional(),
      said: When.optional(),
      marking: Marking.optional(),
    }),
    words: z.strictObject({
      ...commonWords,
      title: Text.optional(),
      text: Text,
      /** by whom it was said */
      speaker: Line.optional(),
      elements: z.array(NumberedText).max(200).optional(),
      criteria: z.array(NumberedText).max(200).optional(),
    }),
    opens: true,
    proposal: true,
  },
  'commitment.report': {
    body: z.strictObject({
      elements: numbered(
        z.strictObject({ no: Ordinal, claimed: z.enum(['done', 'partly', 'under-way', 'not-begun']) }),
      ),
      /** all that was paid or done so far, in the unit of the commitment */
      amount: Amount.optional(),
      exhibits: Refs.optional(),
      said: When.optional(),
    }),
    words: z.strictObject({
      ...commonWords,
      report: Text.optional(),
      elements: z.array(NumberedText).max(200).optional(),
      speaker: Line.optional(),
    }),
  },
  /** one's own verdicts; with `expires`, proposed as a joint one */
  'commitment.assess': {
    body: z.strictObject({
      elements: numbered(
        z.strictObject({
          no: Ordinal,
          verdict: z.enum(['fulfilled', 'partly', 'not', 'cannot-be-assessed', 'disputed']),
          criterion: Ordinal,
          confidence: z.enum(['low', 'moderate', 'high']),
        }),
      ).min(1),
      exhibits: Refs.optional(),
      expires: Seconds.optional(),
      said: When.optional(),
      marking: Marking.optional(),
    }),
    words: z.strictObject({
      ...commonWords,
      reasons: Text.optional(),
      elements: z.array(NumberedText).max(200).optional(),
      speaker: Line.optional(),
    }),
    proposal: true,
  },
} as const;
