// The status report of a record at a date, as a file.

import { encodeUtf8 } from '@parley/record/bytes';
import { refuse, type Result } from '@parley/record/refusal';
import { renderHtml } from '@parley/docket/report/html';
import { composeReport, encodeReport, type StatusReport } from '@parley/docket/report/model';
import type { ReportLanguage } from '@parley/docket/report/shown';
import { renderTypst } from '@parley/docket/report/typst';
import type { Listed } from './listed.ts';

export const REPORT_FORMATS = ['json', 'html', 'pdf'] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** `reviewAt`: seconds; the last receipt if not given. */
export type ReportAsked = { format: ReportFormat; languages: readonly ReportLanguage[]; reviewAt?: number | undefined };

/** The bytes are those that anybody makes of the same record, who asks for the same. */
export async function makeReport(
  { record, wordsOf }: Listed,
  { format, languages, reviewAt }: ReportAsked,
): Promise<Result<{ bytes: Uint8Array; reviewAt: number }, 'report.nothing'>> {
  const report = composeReport(record, wordsOf, languages, reviewAt);
  if (report === undefined || report.checkpoints.length === 0) {
    return refuse(
      'report.nothing',
      'nothing had been received by anybody at that date: a report begins with the first receipt',
    );
  }
  return { ok: true, bytes: await renderReport(report, format), reviewAt: report.reviewAt };
}

async function renderReport(report: StatusReport, format: ReportFormat): Promise<Uint8Array> {
  if (format === 'json') return encodeUtf8(encodeReport(report));
  if (format === 'html') return encodeUtf8(renderHtml(report));
  // The compiler and its fonts are megabytes: only who asks for them loads them.
  const { compilePdf } = await import('./pdf.ts');
  return compilePdf(renderTypst(report), report.reviewAt);
}
