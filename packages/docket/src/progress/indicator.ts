// An indicator series: what was counted, when it happened as precisely as that is known, and when it became known. Rows come from a file
// or from the allegations on the docket; everything after this sees only rows.

import type { When } from '#when';

/** Kinds are counted apart. `unstated`: the source does not say. */
export const INDICATOR_KINDS = ['attempt', 'compromise', 'theft', 'disruption', 'pre-positioning', 'unstated'] as const;

export type IndicatorKind = (typeof INDICATOR_KINDS)[number];

/**
 * `count` events that began within `when`; `reported`: when they became known, null if that is not said. `groups`: what the events are filed
 * under, countries for instance; several where the source names several.
 */
export type IndicatorRow = {
  when: When;
  reported: When | null;
  groups: readonly string[];
  kind: IndicatorKind;
  count: number;
};

/** What a source held. `repeated`: rows that only say again what another says, and were left out. `undated`: rows without any date. */
export type IndicatorSeries = { rows: IndicatorRow[]; repeated: number; undated: number };
