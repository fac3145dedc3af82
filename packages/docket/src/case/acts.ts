// A case: one allegation and everything that hangs off it. The rules read numbers, kinds and stances; what is alleged and answered
// stands in the words, under the same numbers.

import { z } from 'zod';
import { AttributionLayer, AttributionWords } from '#attribution';
import { STANCES } from '#case/stance';
import { ActId, Code, distinctNumbers, numbered, Ordinal, PartyId, Seconds } from '#code';
import { Figure, FigureWords } from '#figure';
import { Marking } from '#marking';
import { Refs } from '#refs';
import { commonWords, Line, NumberedText, Text } from '#text';
import { When } from '#when';

const Point = z.strictObject({
  no: Ordinal,
  kind: z.enum([
    'access',
    'taking',
    'damage',
    'preparation',
    'actor',
    'state-responsibility',
    'knowledge',
    'intent',
    'beneficiary',
    'harm',
    'other',
  ]),
});

const Victim = z.strictObject({
  no: Ordinal,
  kind: z.enum(['organisation', 'persons', 'person']).optional(),
  sector: Code.optional(),
  pseudonym: z.literal(true).optional(),
});

const Element = z.enum(['act', 'attribution', 'knowledge', 'intent', 'beneficiary']);

/** A commitment on the docket by its act id, or one of the accord's text by the code the accord gives it. */
const Engaged = z.union([
  z.strictObject({ commitment: ActId, elements: z.array(Element).min(1).max(5) }),
  z.strictObject({ code: Code, elements: z.array(Element).min(1).max(5) }),
]);

const Technique = z
  .string()
  .max(64)
  .regex(/^T[0-9]{4}(\.[0-9]{3})?$/);

const Version = z
  .string()
  .max(64)
  .regex(/^[0-9]{1,3}(\.[0-9]{1,3}){0,2}$/);

const Relation = z.enum(['restates', 'duplicates', 'related', 'part-of']);

/** Who first made the claim. */
const Claimant = z.enum([
  'government',
  'prosecutor',
  'regulator',
  'cert',
  'police',
  'company',
  'press-on-leaks',
  'victim',
]);

/** What an allegation and its restatement both say of the substance. */
const substance = {
  activity: When.optional(),
  /** when this was said elsewhere, for an act that carries over a statement already made */
  said: When.optional(),
  conduct: z
    .array(z.enum(['attempt', 'compromise', 'theft', 'disruption', 'pre-positioning']))
    .max(5)
    .optional(),
  victims: numbered(Victim).optional(),
  attribution: numbered(AttributionLayer).optional(),
  techniques: z.strictObject({ attack: Version, ids: z.array(Technique).min(1).max(200) }).optional(),
  figures: numbered(Figure).optional(),
  exhibits: Refs.optional(),
  marking: Marking.optional(),
};

const substanceWords = {
  ...commonWords,
  title: Text.optional(),
  summary: Text.optional(),
  points: z.array(NumberedText).max(200).optional(),
  victims: z
    .array(z.strictObject({ no: Ordinal, name: Line }))
    .max(200)
    .optional(),
  attribution: z.array(AttributionWords).max(200).optional(),
  figures: z.array(FigureWords).max(200).optional(),
  /** who first made the claim, where the party carries or adopts another's */
  claimant: Line.optional(),
  /** natural persons are named here and nowhere else, so that they can be withheld: who stands behind which layer or victim */
  persons: z
    .array(z.strictObject({ layer: Ordinal.optional(), victim: Ordinal.optional(), name: Line }))
    .max(200)
    .optional(),
  /** a short account of the evidence */
  evidence: Text.optional(),
};

export const caseActs = {
  'case.allege': {
    body: z.strictObject({
      respondent: PartyId,
      claimant: Claimant,
      /** the party makes another's claim its own */
      adopted: z.literal(true).optional(),
      points: numbered(Point).min(1),
      engages: z.union([z.literal('outside-any-commitment'), z.array(Engaged).min(1).max(50)]).optional(),
      links: z
        .array(z.strictObject({ relation: Relation, case: ActId }))
        .max(50)
        .optional(),
      ...substance,
    }),
    words: z.strictObject(substanceWords),
    opens: true,
  },
  'case.acknowledge': {
    body: z.strictObject({ desk: z.enum(['policy', 'technical', 'law-enforcement']).optional() }),
    words: z.strictObject({ ...commonWords, statement: Text.optional() }),
  },
  'case.position': {
    body: z.strictObject({
      stance: z.enum(STANCES),
      points: z
        .array(z.strictObject({ no: Ordinal, view: z.enum(['agree', 'contest', 'cannot-say']) }))
        .max(200)
        .refine(distinctNumbers, { message: 'each number once' })
        .optional(),
      /** the case in which the counter-allegation is made */
      counter: ActId.optional(),
      exhibits: Refs.optional(),
      said: When.optional(),
      marking: Marking.optional(),
    }),
    words: z.strictObject({
      ...commonWords,
      statement: Text.optional(),
      speaker: Line.optional(),
      points: z.array(NumberedText).max(200).optional(),
      rival: Text.optional(),
    }),
  },
  'case.restate': {
    body: z.strictObject({
      /** numbers already used correct a point, others add one */
      points: numbered(Point).optional(),
      evidence: z.literal(true).optional(),
      /** now also made by others, or made the party's own */
      claimant: Claimant.optional(),
      adopted: z.literal(true).optional(),
      ...substance,
    }),
    words: z.strictObject({ ...substanceWords, reason: Text.optional() }),
  },
  'case.link': {
    body: z.strictObject({ relation: Relation, case: ActId }),
    words: z.strictObject({ ...commonWords, reason: Text.optional() }),
  },
  'case.withdraw': {
    body: z.strictObject({
      reason: z.enum(['mistaken', 'resolved', 'settled', 'duplicate', 'not-pursued', 'other']),
    }),
    words: z.strictObject({ ...commonWords, reason: Text.optional() }),
  },
  /** by a joint finding, or, with `expires`, proposed to the other side */
  'case.close': {
    body: z
      .strictObject({
        reason: z.enum(['finding', 'resolved', 'settled', 'not-pursued', 'unanswerable', 'other']),
        finding: ActId.optional(),
        expires: Seconds.optional(),
      })
      .refine((body) => (body.finding === undefined) !== (body.expires === undefined), {
        message: 'a joint finding, or a proposal that expires',
      })
      .refine((body) => (body.finding !== undefined) === (body.reason === 'finding'), {
        message: 'the reason is a finding if one is named',
      }),
    words: z.strictObject({ ...commonWords, reason: Text.optional() }),
    proposal: true,
  },
  'case.reopen': {
    body: z.strictObject({
      /** the act that closed or withdrew it */
      of: ActId,
      finding: ActId.optional(),
      ground: z.enum(['new-evidence', 'new-activity', 'finding-mistaken', 'not-kept', 'other']),
      exhibits: Refs.optional(),
    }),
    words: z.strictObject({ ...commonWords, reason: Text.optional() }),
  },
} as const;
