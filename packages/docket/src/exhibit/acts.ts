// An exhibit: an item of evidence, deposited for the other side, or sealed now and disclosed later. The act commits to the content by its
// digest; the content follows on its own way, and what depends on it runs from the receiver's exhibit.held.

import { z } from 'zod';
import { ActId, Bytes32, Day, numbered, Ordinal, PartyId } from '#code';
import { Marking } from '#marking';
import { About } from '#refs';
import { commonWords, Line, NumberedText, Text } from '#text';
import { When } from '#when';

const Kind = z.enum([
  'document',
  'log-extract',
  'network-capture',
  'disk-image',
  'malware-sample',
  'indicator-list',
  'analysis',
  'screenshot',
  'testimony',
  'court-record',
  'other',
]);

/** What an exhibit speaks for in an attribution. */
const Ground = z.enum([
  'working-hours',
  'build-time',
  'tool-overlap',
  'infrastructure-reuse',
  'operator-mistake',
  'own-messages',
  'human-source',
  'signals',
  'court-record',
  'other',
]);

/** Admiralty code: how reliable the source is, how credible the information; `f` and 6: cannot be judged. */
const SourceGrade = z.strictObject({
  reliability: z.enum(['a', 'b', 'c', 'd', 'e', 'f']),
  credibility: z.int().min(1).max(6),
});

const description = {
  to: PartyId,
  kind: Kind,
  about: About.optional(),
  marking: Marking.optional(),
};

const describing = {
  ...commonWords,
  title: Text.optional(),
  description: Text.optional(),
  /** natural persons that the exhibit is about */
  persons: z
    .array(z.strictObject({ name: Line }))
    .max(200)
    .optional(),
};

export const exhibitActs = {
  'exhibit.deposit': {
    body: z.strictObject({
      ...description,
      grade: SourceGrade.optional(),
      ground: Ground.optional(),
      /** where it has been so far; who had it is in the words under the same number */
      custody: numbered(
        z.strictObject({
          no: Ordinal,
          step: z.enum(['collected', 'copied', 'transferred', 'stored', 'analysed', 'redacted']),
          when: When.optional(),
        }),
      ).optional(),
      /** the first access by an officer of the other side is to be noted by act */
      noteOpening: z.literal(true).optional(),
      /** what was done with it is to be reported */
      reportUse: z.literal(true).optional(),
      /** end of retention: copies are destroyed by then, which is to be shown by act */
      retainUntil: Day.optional(),
    }),
    words: z.strictObject({
      ...describing,
      custody: z.array(NumberedText).max(200).optional(),
      rival: Text.optional(),
    }),
    opens: true,
    carries: 'exhibit',
  },
  /** the payload's `seals` has the seal digest; its size is the class: the next power of two, so that it tells little */
  'exhibit.seal': {
    body: z.strictObject({
      ...description,
      ground: Ground.optional(),
      /** the act that makes disclosing owed: a final reply, a disclosure, a position */
      opensOn: z
        .union([
          z.strictObject({ reply: ActId }),
          z.strictObject({ disclosure: ActId }),
          z.strictObject({ position: ActId }),
        ])
        .optional(),
    }),
    words: z.strictObject(describing),
    opens: true,
    carries: 'seal',
  },
  'exhibit.disclose': {
    body: z.strictObject({
      to: z.array(PartyId).min(1).max(20),
      reason: z.enum(['condition-met', 'requested', 'voluntary', 'ordered', 'other']),
      /** the act that met the condition */
      met: ActId.optional(),
      noteOpening: z.literal(true).optional(),
      reportUse: z.literal(true).optional(),
      retainUntil: Day.optional(),
    }),
    words: z.strictObject({
      ...commonWords,
      /** 32 bytes, base64url: with it the content gives the seal digest; a word, so that it can be erased with the content */
      salt: Line,
      reason: Text.optional(),
    }),
    carries: 'exhibit',
  },
  /** the receiver's registrar: the content is here, whole, and its digest is right */
  'exhibit.held': {
    body: z.strictObject({
      digest: Bytes32,
      /** of a disclosure: whether salt and content give the digest that was sealed */
      seal: z.enum(['opens', 'does-not-open']).optional(),
    }),
    words: z.strictObject({ ...commonWords, statement: Text.optional() }),
  },
  'exhibit.opened': {
    body: z.strictObject({ desk: z.enum(['policy', 'technical', 'law-enforcement']) }),
    words: z.strictObject({ ...commonWords, statement: Text.optional() }),
  },
  'exhibit.use': {
    body: z.strictObject({
      uses: z
        .array(z.enum(['investigation', 'proceedings', 'mitigation', 'notification', 'analysis', 'shared', 'none']))
        .min(1)
        .max(10),
    }),
    words: z.strictObject({ ...commonWords, report: Text.optional() }),
  },
  'exhibit.withdraw': {
    body: z.strictObject({ reason: z.enum(['mistaken', 'superseded', 'source-at-risk', 'not-relied-on', 'other']) }),
    words: z.strictObject({ ...commonWords, reason: Text.optional() }),
  },
  /** a copy was destroyed: at the end of retention, on withdrawal, or by agreement */
  'exhibit.destroy': {
    body: z.strictObject({
      digest: Bytes32,
      on: Day,
      reason: z.enum(['retention', 'withdrawn', 'agreed', 'ordered', 'other']),
      method: z.enum(['deleted', 'key-destroyed', 'medium-destroyed']),
    }),
    words: z.strictObject({ ...commonWords, statement: Text.optional() }),
  },
} as const;
