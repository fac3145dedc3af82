// The progress assessment of a series, which is a file or the docket's own allegations, against a group of the same or another series.

import { gunzipSync } from 'node:zlib';
import { refuse, type Result } from '@parley/record/refusal';
import type { CaseState } from '@parley/docket/case/kind';
import { foldDocket } from '@parley/docket/docket';
import { receiptsOf } from '@parley/docket/receipts';
import type { ListedRecord } from '@parley/docket/report/cut';
import { assessProgress, type Assessment } from '@parley/docket/progress/assess';
import { ASSUMPTIONS } from '@parley/docket/progress/assumptions';
import type { IndicatorSeries, SeriesResult } from '@parley/docket/progress/indicator';
import type { Anticipation } from '@parley/docket/progress/scope';
import { selectRows } from '@parley/docket/progress/select';
import { parseCsvSeries } from '@parley/docket/progress/series/csv';
import { seriesOfCases } from '@parley/docket/progress/series/docket';
import { parseVerisSeries } from '@parley/docket/progress/series/veris';

/** `name`: what the series is called where no group is. */
export type NamedSeries = { name: string; series: IndicatorSeries };

/** `source`: what the series held. `assumptions`: the sentences of every code. */
export type Assessed = {
  source: Pick<IndicatorSeries, 'repeated' | 'undated' | 'beside'> & { rows: number };
  assessment: Assessment;
  assumptions: typeof ASSUMPTIONS;
};

/**
 * `group`: what is assessed. `compare`: what it is compared with, another group, `others`, or another series taken whole. Days `YYYY-MM-DD`, months by
 * number.
 */
export type ProgressAsked = {
  accordDate: string;
  group?: string | undefined;
  compare?: string | NamedSeries | undefined;
  from?: number | undefined;
  to?: number | undefined;
  asOf?: number | undefined;
  rivals?: readonly string[] | undefined;
  anticipation?: Anticipation | undefined;
};

export function makeAssessment(
  { name, series }: NamedSeries,
  { accordDate, group, compare, from, to, asOf, rivals, anticipation }: ProgressAsked,
): Result<Assessed> {
  const apart = typeof compare === 'object' ? compare : undefined;
  const chosen = selectRows(series, group, typeof compare === 'object' ? undefined : compare, name);
  if (!chosen.ok) return chosen;
  const comparison = apart === undefined ? chosen.comparison : { name: apart.name, rows: apart.series.rows };
  const assessed = assessProgress(chosen.indicator, comparison, {
    accord: accordDate,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(asOf !== undefined && { asOf }),
    ...(rivals !== undefined && { rivals }),
    ...(anticipation !== undefined && { anticipation }),
  });
  if (!assessed.ok) return assessed;
  const { rows, repeated, undated, beside } = series;
  return {
    ok: true,
    source: { rows: rows.length, repeated, undated, beside },
    assessment: assessed.assessment,
    assumptions: ASSUMPTIONS,
  };
}

/**
 * The series of a file, gzipped or not. `bytesMax`: the most that it may be when it is unpacked.
 * `place`: what a refusal calls it.
 */
export function readSeries(
  bytes: Uint8Array,
  format: 'csv' | 'veris',
  { motive, bytesMax, place }: { motive?: string | undefined; bytesMax: number; place: string },
): Result<{ series: IndicatorSeries }> {
  let text: string;
  try {
    if (bytes.length > bytesMax) return tooLong(place, bytesMax);
    const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: bytesMax }) : bytes;
    text = new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch (fault) {
    const { code } = fault as { code?: string };
    if (code === 'ERR_BUFFER_TOO_LARGE') return tooLong(place, bytesMax);
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      return refuse('series.utf8', `reading ${place}: it is not UTF-8: write it again as UTF-8`);
    if (code?.startsWith('Z_'))
      return refuse('series.gzip', `reading ${place}: its gzip form is damaged: fetch it again`);
    throw fault;
  }
  return parseSeries(text, format, motive);
}

/** `motive`: of VERIS incidents, only those with it. */
export function parseSeries(text: string, format: 'csv' | 'veris', motive: string | undefined): SeriesResult {
  return format === 'csv' ? parseCsvSeries(text) : parseVerisSeries(text, motive === undefined ? {} : { motive });
}

export function tooLong(place: string, bytesMax: number) {
  return refuse(
    'series.size',
    `reading ${place}: it is longer than ${bytesMax / 1024 / 1024} MiB: keep only what is counted`,
  );
}

/** The allegations on the docket, each filed under its respondent. */
export function allegationsOf(record: ListedRecord): IndicatorSeries {
  const { docket } = foldDocket({ ...record, receipts: receiptsOf(record.cosigned) });
  const states = [...docket.subjects.values()].map(({ state }) => state);
  return seriesOfCases(states.filter((state): state is CaseState => state?.kind === 'case'));
}
