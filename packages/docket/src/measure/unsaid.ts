// Days that a measure named and that passed in silence: until when it could be averted, from when it was to be in force, when it was to be
// reviewed, when it was to end. Nobody owes anything by them, and no state changes by them; but that nothing was said is to be seen. Not part of
// the docket or its digest, since it asks what time it is.

import { parseDay } from '#calendar';
import type { MeasureState } from '#measure/kind';

/** `at`: when it passed, in seconds: the moment, or 24:00 UTC of the day; for `effective`, 00:00 UTC. */
export type Unsaid = { day: 'by' | 'effective' | 'review' | 'sunset'; at: number };

const DAY_SECONDS = 86_400;

/** What had passed at a moment without a variation that speaks to it; in the order of `Unsaid`'s days. */
export function unsaidAt(state: MeasureState, asOf: number): Unsaid[] {
  const { stage, threat, review, sunset, ended, variations, measure } = state;
  const effective = measure['effective'] as string | undefined;
  const days: Unsaid[] = [];
  if (threat?.outcome === 'open') days.push({ day: 'by', at: threat.by });
  if (stage === 'announced' && effective !== undefined) days.push({ day: 'effective', at: startOf(effective) });
  // Whatever was said of it for the day of the review or later, says what came of looking at it again.
  const reviewed = variations.some(({ body }) => review !== null && (body['from'] as string) >= review);
  if (ended === null && review !== null && !reviewed) days.push({ day: 'review', at: startOf(review) + DAY_SECONDS });
  if (ended === null && sunset !== null) days.push({ day: 'sunset', at: startOf(sunset) + DAY_SECONDS });
  return days.filter(({ at }) => at <= asOf);
}

function startOf(day: string): number {
  return parseDay(day)! * DAY_SECONDS;
}
