// An indicator series: what was counted, when it happened as precisely as that is known, and when it became known. Rows come from a file
// or from the allegations on the docket; everything after this sees only rows.

import { refuse, type Refused, type Result } from '@parley/record/refusal';
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

/**
 * What a source held. `repeated`: rows that only say again what another says; `undated`: without any date of the event; `beside`: not of what is
 * counted here. None of them is among the rows.
 */
export type IndicatorSeries = { rows: IndicatorRow[]; repeated: number; undated: number; beside: number };

/** Why a text is no series: where, what stands there, and what would be in order. */
export type SeriesCode =
  | 'series.csv'
  | 'series.header'
  | 'series.row'
  | 'series.json'
  | 'series.incident'
  | 'series.size';

export type SeriesResult = Result<{ series: IndicatorSeries }, SeriesCode>;

/** `line` counts from 1, as editors do. */
export function refuseSeries(code: SeriesCode, line: number, detail: string): Refused<SeriesCode> {
  return refuse(code, `reading a series: line ${line}: ${detail}`, { line });
}

/** A series of more rows than this is a mistake or a burden: ten events a day for a century. */
export const ROWS_MAX = 400_000;

/** A date that spans more than this says nothing about when. */
export const RANGE_YEARS_MAX = 50;
