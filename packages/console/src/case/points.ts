// A case's points by what the respondent says of them.

import type { CaseState } from '@parley/docket/case/kind';

export type View = CaseState['points'][number]['view'];

export const VIEWS: readonly View[] = ['agreed', 'contested', 'cannot-say', 'unanswered'];

export function countsOf(points: readonly { view: View }[]): Record<View, number> {
  const counts: Record<View, number> = { agreed: 0, contested: 0, 'cannot-say': 0, unanswered: 0 };
  for (const { view } of points) counts[view]++;
  return counts;
}
