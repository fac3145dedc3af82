// How an act is marked against what the accord demands. A marking below the floor would tell its readers that they may pass on what the
// parties agreed to keep. Where none is said, the floor is what counts; that is shown, since whoever sees the act alone cannot know it.

import type { JsonObject } from '@parley/record/json';
import type { ActType } from '#kind';
import { advice, refused, type Finding } from '#lint/finding';
import { z } from 'zod';

/** From the least protection to the most. */
const PROTECTION = ['clear', 'green', 'amber', 'amber-strict', 'red'];

export function* lintMarking(
  type: string,
  { body: schema }: ActType,
  body: JsonObject,
  floor: string,
): Generator<Finding> {
  // A public statement is clear whatever the floor is.
  if (type === 'statement.issue' || floor === 'clear') return;
  const marking = body['marking'] as { tlp?: string } | undefined;
  const tlp = marking?.tlp;
  if (tlp === undefined) {
    if (schema instanceof z.ZodObject && Object.hasOwn(schema.shape, 'marking')) {
      yield advice('marking.absent', 'marking', `no marking is said, so the accord's floor counts: ${floor}`);
    }
  } else if (PROTECTION.indexOf(tlp) < PROTECTION.indexOf(floor)) {
    yield refused('marking.floor', 'marking.tlp', `it is marked ${tlp}, the accord demands ${floor} at least`);
  }
}
