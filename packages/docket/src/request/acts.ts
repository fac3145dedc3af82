// A request: something one party asks of the other, with a deadline. What is asked, why, and about whom are words.

import { z } from 'zod';
import { Allowance } from '#allowance';
import { ActId, Day, numbered, Ordinal, PartyId, Seconds } from '#code';
import { Marking } from '#marking';
import { Refs } from '#refs';
import { Category, RequestMember } from '#terms';
import { commonWords, Line, Text } from '#text';
import { When } from '#when';

const Size = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

const Identifier = z.strictObject({
  no: Ordinal,
  kind: z.enum([
    'ip-address',
    'domain',
    'url',
    'e-mail',
    'account',
    'file-hash',
    'host',
    'telephone',
    'payment',
    'person',
    'organisation',
    'other',
  ]),
});

const Condition = z.enum([
  'confidential',
  'no-onward-transfer',
  'this-case-only',
  'intelligence-only',
  'not-in-proceedings',
  'use-report',
  'return-or-destroy',
  'other',
]);

const Score = z.int().min(1).max(5);

/** One reply, by the rubric that giver and receiver share; 5 is best. */
const Rating = z.strictObject({
  reply: ActId,
  relevance: Score,
  completeness: Score,
  clarity: Score,
  specificity: Score,
  usefulness: Score,
});

const askWords = {
  asked: Text.optional(),
  necessity: Text.optional(),
  basis: Text.optional(),
  conditions: Text.optional(),
  identifiers: z
    .array(z.strictObject({ no: Ordinal, value: Line }))
    .max(200)
    .optional(),
};

export const requestActs = {
  'request.make': {
    body: z.strictObject({
      to: PartyId,
      category: Category,
      urgency: z.enum(['routine', 'urgent', 'emergency']),
      /** when the reply is wanted; sooner than the accord's floor counts as the floor; absent: the accord's allowance */
      due: Seconds.optional(),
      case: ActId.optional(),
      identifiers: numbered(Identifier).optional(),
      conditions: z.array(Condition).max(10).optional(),
      exhibits: Refs.optional(),
      said: When.optional(),
      marking: Marking.optional(),
    }),
    words: z.strictObject({ ...commonWords, title: Text.optional(), ...askWords }),
    opens: true,
  },
  'request.acknowledge': {
    body: z.strictObject({ acceptedForProcessing: z.literal(true).optional(), expected: Day.optional() }),
    words: z.strictObject({ ...commonWords, statement: Text.optional() }),
  },
  'request.return': {
    body: z.strictObject({ missing: z.array(RequestMember).min(1).max(20) }),
    words: z.strictObject({ ...commonWords, missing: Text.optional() }),
  },
  'request.complete': {
    /** an empty list says that nothing is missing */
    body: z.strictObject({
      supplied: z.array(RequestMember).max(20),
      identifiers: numbered(Identifier).optional(),
    }),
    words: z.strictObject({ ...commonWords, ...askWords, statement: Text.optional() }),
  },
  'request.reply': {
    body: z
      .strictObject({
        final: z.boolean(),
        outcome: z.enum(['fulfilled', 'partly', 'refused', 'no-information', 'capacity-limited', 'counter-report']),
        ground: z
          .enum([
            'sovereignty',
            'security',
            'ordre-public',
            'political-offence',
            'dual-criminality',
            'pending-proceedings',
            'no-legal-basis',
            'other',
          ])
          .optional(),
        conditions: z.array(Condition).max(10).optional(),
        exhibits: Refs.optional(),
        said: When.optional(),
        marking: Marking.optional(),
      })
      .refine((body) => (body.outcome === 'refused') === (body.ground !== undefined), {
        message: 'a refusal, and nothing else, names its ground',
      }),
    words: z.strictObject({
      ...commonWords,
      answer: Text.optional(),
      ground: Text.optional(),
      conditions: Text.optional(),
      speaker: Line.optional(),
    }),
  },
  'request.note-silence': {
    body: z.strictObject({
      deadline: z.enum(['acknowledge', 'reply', 'update']),
      /** the obliged log as the requester's holder cosigned it at or after the due time: `size` entries, none of them the answer */
      held: z.strictObject({ size: Size, time: Seconds }),
    }),
    words: z.strictObject({ ...commonWords, statement: Text.optional() }),
  },
  'request.withdraw': {
    body: z.strictObject({
      reason: z.enum(['no-longer-needed', 'obtained-otherwise', 'mistaken', 'duplicate', 'other']),
    }),
    words: z.strictObject({ ...commonWords, reason: Text.optional() }),
  },
  /** how an investigation or other work stands; restarts the deadline of the next update */
  'request.update': {
    body: z.strictObject({
      stage: z.enum(['not-begun', 'under-way', 'suspended', 'handed-over', 'concluded']),
      results: z.enum(['none-yet', 'some', 'complete']),
      expected: Day.optional(),
      exhibits: Refs.optional(),
      said: When.optional(),
    }),
    words: z.strictObject({ ...commonWords, statement: Text.optional(), speaker: Line.optional() }),
  },
  /** more time for the reply: by right, once, as far as the accord allows; else proposed to the requester */
  'request.extend': {
    body: z
      .strictObject({
        by: Allowance,
        byRight: z.literal(true).optional(),
        expires: Seconds.optional(),
      })
      .refine((body) => (body.byRight === undefined) !== (body.expires === undefined), {
        message: 'by right, or a proposal that expires',
      }),
    words: z.strictObject({ ...commonWords, reason: Text.optional() }),
    proposal: true,
  },
  /** the requester, of a reply it was given; `satisfied`: it asks for nothing more */
  'request.rate': {
    body: Rating.extend({ satisfied: z.boolean() }),
    words: z.strictObject({ ...commonWords, reasons: Text.optional() }),
  },
  /** the addressee, of its own reply */
  'request.self-rate': {
    body: Rating,
    words: z.strictObject({ ...commonWords, reasons: Text.optional() }),
  },
  /** what was done with a reply that was given on condition that this is reported */
  'request.use-report': {
    body: z.strictObject({
      reply: ActId,
      uses: z
        .array(z.enum(['investigation', 'proceedings', 'mitigation', 'notification', 'analysis', 'shared', 'none']))
        .min(1)
        .max(10),
    }),
    words: z.strictObject({ ...commonWords, report: Text.optional() }),
  },
  /** another request of the same party takes its place */
  'request.supersede': {
    body: z.strictObject({ by: ActId }),
    words: z.strictObject({ ...commonWords, reason: Text.optional() }),
  },
} as const;
