// An indicator series from the allegations on the docket: what each case alleges, when, of what kind, and when it was said. An allegation is a claim; a
// series of them counts what was alleged, whatever the other side answered.

import type { z } from 'zod';
import { encodeDay } from '#calendar';
import type { caseActs } from '#case/acts';
import type { CaseState } from '#case/kind';
import type { IndicatorKind, IndicatorRow, IndicatorSeries } from '#progress/indicator';

type Alleged = Pick<z.infer<(typeof caseActs)['case.allege']['body']>, 'activity' | 'conduct' | 'said'>;

const DAY_SECONDS = 86_400;

/** Furthest first: an allegation counts once, under the furthest step it alleges. */
const FURTHEST: IndicatorKind[] = ['theft', 'disruption', 'pre-positioning', 'compromise', 'attempt'];

/**
 * One row a case, filed under its respondent. A restatement replaces what it states anew. `beside`: cases that were withdrawn; `repeated`: those that
 * their own claimant links to an earlier case as restating or duplicating it; `undated`: those that do not say when.
 */
export function seriesOfCases(cases: readonly CaseState[]): IndicatorSeries {
  const series: IndicatorSeries = { rows: [], repeated: 0, undated: 0, beside: 0 };
  for (const one of cases) {
    const row = one.withdrawn === null ? rowOf(one) : 'beside';
    if (typeof row === 'string') series[row]++;
    else series.rows.push(row);
  }
  return series;
}

function rowOf({ allegation, restatements, links, sides, openedAt }: CaseState): IndicatorRow | 'repeated' | 'undated' {
  const again = links.some(
    ({ party, relation }) => party === sides[0] && (relation === 'restates' || relation === 'duplicates'),
  );
  if (again) return 'repeated';
  const said: Alleged[] = [allegation, ...restatements.map(({ body }) => body)];
  const activity = said.findLast((body) => body.activity !== undefined)?.activity;
  if (activity === undefined) return 'undated';
  const conduct = said.findLast((body) => body.conduct !== undefined)?.conduct ?? [];
  return {
    when: activity,
    reported: said[0]!.said ?? { from: encodeDay(Math.floor(openedAt / DAY_SECONDS)), precision: 'day' },
    groups: [sides[1]],
    kind: FURTHEST.find((kind) => (conduct as readonly string[]).includes(kind)) ?? 'unstated',
    count: 1,
  };
}
