// A finding: the conclusion of a review, joint once the other side endorses the exact text, or one side's own. Beside it the matrix of
// rival hypotheses, rated by both sides.

import { z } from 'zod';
import { AttributionLayer, AttributionWords } from '#attribution';
import { ActId, numbered, Ordinal, PartyId, Seconds } from '#code';
import { Marking } from '#marking';
import { Refs } from '#refs';
import { commonWords, Line, NumberedText, Text } from '#text';
import { When } from '#when';

const HypothesisKind = z.enum([
  'state-organs',
  'state-directed',
  'state-tolerated',
  'proxy',
  'criminal',
  'insider',
  'third-party',
  'false-flag',
  'accident',
  'other',
]);

const conclusion = {
  to: PartyId,
  case: ActId,
  /** point by point of the case, by its numbers */
  points: numbered(
    z.strictObject({
      no: Ordinal,
      conclusion: z.enum(['established', 'not-established', 'refuted', 'undetermined']),
    }),
  ).min(1),
  attribution: numbered(AttributionLayer).optional(),
  standard: z.enum([
    'beyond-reasonable-doubt',
    'clear-and-convincing',
    'balance-of-probabilities',
    'reasonable-grounds',
    'not-stated',
  ]),
  /** a reason rests on exhibits; its text is in the words */
  reasons: numbered(z.strictObject({ no: Ordinal, exhibits: Refs.optional() })).optional(),
  hypotheses: numbered(
    z.strictObject({
      no: Ordinal,
      kind: HypothesisKind,
      verdict: z.enum(['preferred', 'not-excluded', 'less-likely', 'rejected']),
    }),
  ).optional(),
  remedies: numbered(
    z.strictObject({
      no: Ordinal,
      kind: z.enum(['cessation', 'prosecution', 'notification', 'compensation', 'assurance', 'review', 'other']),
    }),
  ).optional(),
  /** an earlier finding that this one takes the place of */
  replaces: ActId.optional(),
  said: When.optional(),
  marking: Marking.optional(),
};

const concluding = {
  ...commonWords,
  title: Text.optional(),
  text: Text.optional(),
  points: z.array(NumberedText).max(200).optional(),
  attribution: z.array(AttributionWords).max(200).optional(),
  reasons: z.array(NumberedText).max(200).optional(),
  hypotheses: z.array(NumberedText).max(200).optional(),
  remedies: z.array(NumberedText).max(200).optional(),
  persons: z
    .array(z.strictObject({ layer: Ordinal.optional(), name: Line }))
    .max(200)
    .optional(),
};

export const findingActs = {
  'finding.propose': {
    body: z.strictObject({ ...conclusion, expires: Seconds }),
    words: z.strictObject(concluding),
    opens: true,
    proposal: true,
  },
  'finding.record': {
    body: z.strictObject(conclusion),
    words: z.strictObject(concluding),
    opens: true,
  },
} as const;

export const hypothesesActs = {
  /** the first opens the matrix of a case and says whose it is; either side rates, and adds hypotheses under new numbers */
  'hypotheses.rate': {
    body: z.strictObject({
      to: PartyId.optional(),
      case: ActId.optional(),
      hypotheses: numbered(z.strictObject({ no: Ordinal, kind: HypothesisKind })).optional(),
      ratings: z
        .array(
          z.strictObject({
            hypothesis: Ordinal,
            exhibit: ActId,
            rating: z.enum(['consistent', 'inconsistent', 'not-applicable']),
            weight: z.enum(['low', 'medium', 'high']).optional(),
          }),
        )
        .max(500),
    }),
    words: z.strictObject({
      ...commonWords,
      title: Text.optional(),
      hypotheses: z.array(NumberedText).max(200).optional(),
      reasoning: Text.optional(),
    }),
    opens: 'also',
  },
} as const;
