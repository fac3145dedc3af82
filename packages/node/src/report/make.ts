// What a node makes of its record for a review, as the bytes of an answer: from the folder as it stands, in one snapshot, writing nothing. Seconds of
// work and much memory: worker.ts does it beside the server's thread.

import { ProgressAsked } from '@parley/api/progress';
import { QuotationAsked } from '@parley/api/quotation';
import { encodeUtf8, parseUtf8 } from '@parley/record/bytes';
import { refuse, type Refused, type Result } from '@parley/record/refusal';
import { parseMonth } from '@parley/docket/progress/month';
import type { z } from 'zod';
import { HeldRecord, type Seen } from './held.ts';
import { listFolder } from './listed.ts';
import { allegationsOf, makeAssessment, parseSeries, type NamedSeries } from './progress.ts';
import { findQuotations } from './quotation.ts';
import { notWhole } from './whole.ts';
import { makeScorecard, type ScoreAsked } from './score.ts';
import { makeReport, type ReportAsked } from './status.ts';

/** `body`: a request as it arrived, read here because it may be megabytes. */
export type Job =
  | ({ make: 'report' } & ReportAsked)
  | ({ make: 'scorecard' } & ScoreAsked)
  | { make: 'progress'; body: Uint8Array; seen: Seen }
  | { make: 'quotation'; body: Uint8Array; seen: Seen };
/** `reviewAt`: of a report, seconds. */
export type Made = Result<{ bytes: Uint8Array; reviewAt?: number }>;

export async function makeJob(folder: string, job: Job): Promise<Made> {
  switch (job.make) {
    case 'report': {
      const held = await listFolder(folder);
      return held.ok ? makeReport(held.listed, job) : unreadable(held);
    }
    case 'scorecard': {
      const held = await listFolder(folder);
      if (!held.ok) return unreadable(held);
      const made = makeScorecard(held.listed.record, job);
      return made.ok ? { ok: true, bytes: encodeJson(made.scorecard) } : made;
    }
    case 'progress':
      return assess(folder, job);
    default:
      return quote(folder, job);
  }
}

async function assess(folder: string, { body, seen }: Job & { make: 'progress' }): Promise<Made> {
  const asked = parseBody(ProgressAsked, body, 'assess progress');
  if (!asked.ok) return asked;
  const { series, compare, from, to, asOf, ...rest } = asked.body;
  const ofDocket = series.format === 'docket' || (typeof compare === 'object' && compare.format === 'docket');
  if (ofDocket && !seen.all) return notWhole('assess progress over the docket');
  const ours = await seriesOf(folder, series, 'series');
  if (!ours.ok) return ours;
  let other: string | NamedSeries | undefined;
  if (typeof compare === 'object') {
    const theirs = await seriesOf(folder, compare, 'comparison');
    if (!theirs.ok) return theirs;
    other = theirs.named;
  } else other = compare;
  const months = { from: monthOf(from), to: monthOf(to), asOf: monthOf(asOf) };
  const made = makeAssessment(ours.named, { ...rest, ...months, compare: other });
  if (!made.ok) return made;
  const { source, assessment, assumptions } = made;
  return { ok: true, bytes: encodeJson({ source, assessment, assumptions }) };
}

async function seriesOf(
  folder: string,
  asked: ProgressAsked['series'],
  otherwise: string,
): Promise<Result<{ named: NamedSeries }>> {
  if (asked.format === 'docket') {
    const held = await listFolder(folder);
    if (!held.ok) return unreadable(held);
    return { ok: true, named: { name: 'docket', series: allegationsOf(held.listed.record) } };
  }
  const read = parseSeries(asked.text, asked.format, asked.format === 'veris' ? asked.motive : undefined);
  return read.ok ? { ok: true, named: { name: asked.name ?? otherwise, series: read.series } } : read;
}

function monthOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseMonth(text);
}

function quote(folder: string, { body, seen }: Job & { make: 'quotation' }): Made {
  const asked = parseBody(QuotationAsked, body, 'check quotations');
  if (!asked.ok) return asked;
  const opened = HeldRecord.open(folder);
  if (!opened.ok) return unreadable(opened);
  try {
    const found = findQuotations(opened.record, asked.body.text, seen);
    if (!found.ok) return found;
    const { statements, withheld, quotations } = found;
    return { ok: true, bytes: encodeJson({ statements, withheld, quotations }) };
  } finally {
    opened.record.close();
  }
}

function parseBody<Schema extends z.ZodType>(
  schema: Schema,
  bytes: Uint8Array,
  doing: string,
): Result<{ body: z.output<Schema> }, 'http.malformed'> {
  let value: unknown;
  try {
    value = JSON.parse(parseUtf8(bytes) ?? '');
  } catch {
    return refuse('http.malformed', `${doing}: the body is not JSON in UTF-8`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, body: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.');
  return refuse('http.malformed', `${doing}: ${where ? `${where} of the body` : 'the body'} is not as expected`);
}

/** The folder is our own, and a node runs from it: that it cannot be read is a fault. */
function unreadable({ refusal }: Refused): never {
  throw new Error(`reading the node's own record: ${refusal.detail}`);
}

function encodeJson(value: object): Uint8Array {
  return encodeUtf8(JSON.stringify(value));
}
