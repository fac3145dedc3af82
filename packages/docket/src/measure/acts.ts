// A measure: a tool used or held ready in response. What was threatened and not taken stays on the record; a measure needs no finding.

import { z } from 'zod';
import { ActId, Code, Day, numbered, Ordinal, PartyId, Seconds } from '#code';
import { Figure, FigureWords } from '#figure';
import { Marking } from '#marking';
import { CommitmentRef, Refs } from '#refs';
import { commonWords, Line, Text } from '#text';
import { When } from '#when';

const Grade = z.enum(['low', 'moderate', 'high', 'not-assessed']);

/** What a measure depends on: a request that is met, or a commitment that is fulfilled. */
const Condition = z.union([z.strictObject({ request: ActId }), z.strictObject({ commitment: ActId })]);

export const measureActs = {
  'measure.announce': {
    body: z
      .strictObject({
        /** against whom */
        to: PartyId,
        kind: z.enum([
          'demarche',
          'public-attribution',
          'joint-statement',
          'cooperation-refused',
          'indictment',
          'wanted-notice',
          'arrest',
          'extradition',
          'designation',
          'asset-freeze',
          'travel-ban',
          'export-control',
          'tariff',
          'expulsion',
          'takedown',
          'seizure',
          'reward',
          'dialogue-suspended',
          'capacity-building',
          'safe-conduct',
          'other',
        ]),
        orientation: z.enum(['retrospective', 'prospective', 'both']),
        state: z.enum(['threatened', 'announced', 'in-force']),
        targets: numbered(
          z.strictObject({
            no: Ordinal,
            kind: z.enum(['organisation', 'persons', 'person', 'state-body', 'sector', 'infrastructure', 'other']),
          }),
        ).optional(),
        cases: Refs.optional(),
        requests: Refs.optional(),
        commitments: z.array(CommitmentRef).max(50).optional(),
        exhibits: Refs.optional(),
        /** of a threatened one: what averts it, where that is on the docket, and until when */
        condition: Condition.optional(),
        by: Seconds.optional(),
        proportionality: z
          .strictObject({
            scope: Grade,
            scale: Grade,
            duration: Grade,
            intensity: Grade,
            complexity: Grade,
            sophistication: Grade,
            impact: Grade,
          })
          .optional(),
        figures: numbered(Figure).optional(),
        /** of an announced one: from when it is to be in force, later than the notice; the other side may be heard before */
        effective: Day.optional(),
        review: Day.optional(),
        sunset: Day.optional(),
        appeal: z.literal(true).optional(),
        /** measures of one package carry the same code */
        package: Code.optional(),
        said: When.optional(),
        marking: Marking.optional(),
      })
      .refine((body) => body.state !== 'threatened' || body.by !== undefined, {
        message: 'a threatened measure says until when it can be averted',
      }),
    words: z.strictObject({
      ...commonWords,
      title: Text.optional(),
      text: Text.optional(),
      basis: Text.optional(),
      authority: Text.optional(),
      programme: Text.optional(),
      condition: Text.optional(),
      proportionality: Text.optional(),
      appeal: Text.optional(),
      speaker: Line.optional(),
      targets: z
        .array(z.strictObject({ no: Ordinal, name: Line }))
        .max(200)
        .optional(),
      figures: z.array(FigureWords).max(200).optional(),
      persons: z
        .array(z.strictObject({ target: Ordinal.optional(), name: Line }))
        .max(200)
        .optional(),
    }),
    opens: true,
  },
  'measure.vary': {
    body: z.strictObject({
      state: z.enum(['in-force', 'suspended', 'lifted', 'expired', 'extended']),
      reason: z.enum(['condition-met', 'condition-not-met', 'stand-down', 'review', 'court', 'agreed', 'other']),
      /** the act that met a condition */
      met: ActId.optional(),
      from: Day,
      sunset: Day.optional(),
      said: When.optional(),
    }),
    words: z.strictObject({ ...commonWords, reason: Text.optional() }),
  },
  /** the right to be heard */
  'measure.contest': {
    body: z.strictObject({
      grounds: z
        .array(z.enum(['facts', 'attribution', 'legal-basis', 'proportionality', 'procedure', 'immunity', 'other']))
        .min(1)
        .max(10),
      exhibits: Refs.optional(),
      said: When.optional(),
    }),
    words: z.strictObject({ ...commonWords, objections: Text.optional(), speaker: Line.optional() }),
  },
  /** it is lifted when the condition is met, to this party's satisfaction */
  'measure.stand-down': {
    body: z.strictObject({ when: Condition, satisfaction: PartyId, expires: Seconds }),
    words: z.strictObject({ ...commonWords, text: Text.optional() }),
    proposal: true,
  },
} as const;
