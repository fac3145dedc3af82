// Which rows of a series are the indicator, and which it is compared with.

import { refuse, type Result } from '@parley/record/refusal';
import type { Named } from '#progress/before';
import type { IndicatorSeries } from '#progress/indicator';

/** Every row that is not the indicator's. */
export const OTHERS = 'others';

/** How many group names a refusal lists. */
const LISTED_MAX = 20;

export type SelectCode = 'progress.group' | 'progress.compare';

/**
 * `group`: rows filed under it are the indicator; none: all that are not filed under `compare`. `compare`: a group, or `others`. A row that is filed under
 * both is the indicator's. `whole`: what the indicator is called where no group is named.
 */
export function selectRows(
  series: IndicatorSeries,
  group: string | undefined,
  compare: string | undefined,
  whole: string,
): Result<{ indicator: Named; comparison: Named | null }, SelectCode> {
  const groups = [...new Set(series.rows.flatMap((row) => row.groups))].sort();
  const known = `${groups.slice(0, LISTED_MAX).join(', ')}${groups.length > LISTED_MAX ? ', …' : ''}` || 'none';
  for (const name of [group, compare])
    if (name !== undefined && name !== OTHERS && !groups.includes(name))
      return refuse('progress.group', `assessing progress: no row is filed under ${name}: there are ${known}`);
  if (group === OTHERS || (group === undefined && compare === OTHERS))
    return refuse(
      'progress.compare',
      `assessing progress: ${OTHERS} are those beside a group: name the group, one of ${known}`,
    );
  if (group !== undefined && group === compare)
    return refuse(
      'progress.compare',
      `assessing progress: ${group} is compared with itself: name another group, or ${OTHERS}`,
    );
  const ours = series.rows.filter(({ groups: filed }) =>
    group === undefined ? compare === undefined || !filed.includes(compare) : filed.includes(group),
  );
  const mine = new Set(ours);
  const theirs = series.rows.filter(
    (row) => !mine.has(row) && (compare === OTHERS || row.groups.includes(compare ?? '')),
  );
  const name = group ?? whole;
  return {
    ok: true,
    indicator: { name, rows: ours },
    comparison: compare === undefined ? null : { name: compare, rows: theirs },
  };
}
