// Who is said to have done it, layer by layer (3-docket §2). Likelihood (the seven ICD 203 bands) and confidence are different axes
// and neither is derived from the other; a layer for which none was stated carries none. The names of clusters, groups, persons
// and states are claims by a namer: words, never keys.

import { z } from 'zod';
import { numbered, Ordinal } from '#code';
import { Line, Text } from '#text';

const Layer = z.enum(['machine', 'infrastructure', 'cluster', 'group', 'organisation', 'person', 'state']);

const Likelihood = z.enum([
  'almost-no-chance',
  'very-unlikely',
  'unlikely',
  'roughly-even',
  'likely',
  'very-likely',
  'almost-certain',
]);

const Confidence = z.enum(['low', 'moderate', 'high']);

/** Healey's spectrum of state responsibility, from the least to the most. */
const Ladder = z.enum([
  'prohibited',
  'prohibited-but-inadequate',
  'ignored',
  'encouraged',
  'shaped',
  'coordinated',
  'ordered',
  'rogue-conducted',
  'executed',
  'integrated',
]);

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

export const AttributionLayer = z
  .strictObject({
    no: Ordinal,
    layer: Layer,
    likelihood: Likelihood.optional(),
    confidence: Confidence.optional(),
    /** rungs claimed, for a state only; more than one where the claim names several */
    ladder: z.array(Ladder).max(10).optional(),
    grounds: numbered(z.strictObject({ no: Ordinal, ground: Ground })).optional(),
  })
  .refine((layer) => layer.ladder === undefined || layer.layer === 'state', {
    message: 'only a state has a place on the ladder',
  });

export const AttributionWords = z.strictObject({
  no: Ordinal,
  /** the name claimed, and who gave it */
  name: Line.optional(),
  namer: Line.optional(),
  text: Text.optional(),
  /** a rival explanation of the layer as a whole */
  rival: Text.optional(),
  grounds: z
    .array(z.strictObject({ no: Ordinal, text: Text, rival: Text.optional() }))
    .max(200)
    .optional(),
});
