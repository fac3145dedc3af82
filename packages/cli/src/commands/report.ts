import { readFileSync, writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { encodeUtf8, equalBytes } from '@parley/record/bytes';
import { composeReport, encodeReport, type StatusReport } from '@parley/docket/report/model';
import { encodeInstant } from '@parley/docket/report/moment';
import { renderHtml } from '@parley/docket/report/html';
import { REPORT_LANGUAGES } from '@parley/docket/report/shown';
import { renderTypst } from '@parley/docket/report/typst';
import { auditApart } from '#audit/apart';
import { Unreadable } from '#audit/source';
import { lineOf } from '#audit/report';
import { refusalOf } from '#fault';
import { EXIT_NO, many, print, printJson, printRefusal } from '#output';
import { Progress } from '#progress';
import { HeldRecord } from '#record/held';
import { listExported, listHeld, type Listed } from '#record/listed';

const EXAMPLES = `
What both sides table at a session: per case and request what was asked, when it was received, what was answered and
what is overdue; sessions, checks and drills; action items. Both nodes make the same bytes for the same review date
and language, because the report is computed from the logs as they were cosigned by that date and from nothing else.
It names the heads it was computed from. The review date is the last receipt unless --as-of gives another.

The node may be running.

Examples:
  parley report --node us --format html --lang both --to report.html
  parley report --node us --format pdf --lang zh --as-of 2016-06-14 --to report.pdf
  parley report --node us --format json
  parley report verify report.pdf record        compute it again from an exported record, and compare the bytes
`;

const FORMATS = ['json', 'html', 'pdf'] as const;
type Format = (typeof FORMATS)[number];
type Options = { node?: string; format: Format; lang: 'en' | 'zh' | 'both'; asOf?: number; to?: string; json?: true };

export function reportCommand(): Command {
  return new Command('report')
    .description('write the status report of a docket at a date')
    .option('--node <folder>', 'the folder of the node, running or stopped')
    .addOption(new Option('--format <format>', 'what is written').choices(FORMATS).default('html'))
    .addOption(new Option('--lang <language>', 'in which language').choices(['en', 'zh', 'both']).default('en'))
    .option('--as-of <date>', 'review date: 2016-06-14 (its end, UTC) or 2016-06-14T09:30:00Z', parseReviewAt)
    .option('--to <file>', 'the file to write; without it the report is printed, but for a PDF')
    .addHelpText('after', EXAMPLES)
    .action(run)
    .addCommand(
      new Command('verify')
        .description('compute a report again from an exported record, and compare the bytes')
        .argument('<file>', 'a report: JSON, HTML or PDF')
        .argument('<folder>', 'an exported record')
        .option('--json', 'print one JSON object')
        .action(verify),
    );
}

async function run(options: Options): Promise<void> {
  if (options.node === undefined) {
    return printRefusal({ code: 'report.node', detail: 'no node is named: name its folder with --node' }, false);
  }
  if (options.format === 'pdf' && options.to === undefined) {
    return printRefusal({ code: 'report.to', detail: 'a PDF is not printed: name the file with --to' }, false);
  }
  const opened = HeldRecord.open(options.node);
  if (!opened.ok) return printRefusal(opened.refusal, false);
  let bytes: Uint8Array | undefined;
  try {
    const languages = options.lang === 'both' ? REPORT_LANGUAGES : [options.lang];
    bytes = await makeReport(await listHeld(opened.record), options.format, languages, options.asOf);
  } finally {
    opened.record.close();
  }
  if (bytes === undefined) return printRefusal(NOTHING, false);
  if (options.to === undefined) {
    process.stdout.write(bytes);
    return;
  }
  try {
    writeFileSync(options.to, bytes);
  } catch (fault) {
    const refused = refusalOf(fault, options.to);
    if (refused === undefined) throw fault;
    return printRefusal(refused, false);
  }
  print(`${options.to}: ${many(bytes.length, 'byte')}`);
}

const NOTHING = {
  code: 'report.nothing',
  detail: 'nothing had been received by anybody at that date: a report begins with the first receipt',
};

async function makeReport(
  { record, wordsOf }: Listed,
  format: Format,
  languages: readonly string[],
  reviewAt?: number,
): Promise<Uint8Array | undefined> {
  const report = composeReport(record, wordsOf, languages, reviewAt);
  if (report === undefined || report.checkpoints.length === 0) return undefined;
  return renderReport(report, format);
}

async function renderReport(report: StatusReport, format: Format): Promise<Uint8Array> {
  if (format === 'json') return encodeUtf8(encodeReport(report));
  if (format === 'html') return encodeUtf8(renderHtml(report));
  const { compilePdf } = await import('@parley/node/report/pdf');
  return compilePdf(renderTypst(report), report.reviewAt);
}

async function verify(file: string, folder: string, { json: asJson }: { json?: true }): Promise<void> {
  const json = asJson === true;
  const given = readGiven(file);
  if (given === undefined) {
    const detail = `${file} cannot be read, or does not say what it is a report of: name a report of this program`;
    return printRefusal({ code: 'report.unknown', detail }, json);
  }
  const progress = new Progress({ silent: json });
  try {
    const audited = await auditApart(folder, {
      onFinding: (finding) => {
        if (finding.ok || json) return;
        progress.clear();
        print(lineOf(finding));
      },
      onProgress: (what, done, all) => progress.show(what, done, all),
    });
    progress.clear();
    if (!audited.ok) {
      const detail = `${folder} does not pass its audit (${many(audited.failures, 'failure')}): see parley audit ${folder}`;
      return printRefusal({ code: 'report.record', detail }, json);
    }
  } catch (fault) {
    progress.clear();
    if (!(fault instanceof Unreadable)) throw fault;
    return printRefusal({ code: 'report.record', detail: fault.message }, json);
  }
  const made = await makeReport(await listExported(folder), given.format, given.languages, given.reviewAt);
  if (made === undefined) return printRefusal(NOTHING, json);
  const same = equalBytes(made, given.bytes);
  if (!same) process.exitCode = EXIT_NO;
  const reviewAt = encodeInstant(given.reviewAt);
  if (json) return printJson({ ok: same, file, folder, format: given.format, reviewAt, bytes: made.length });
  print(
    same
      ? `ok   ${file}: the record says the same, byte for byte, at ${reviewAt}`
      : `FAIL ${file}: the record says something else at ${reviewAt} (${many(given.bytes.length, 'byte')}, expected ${many(made.length, 'byte')})`,
  );
}

type Given = { bytes: Uint8Array; format: Format; languages: string[]; reviewAt: number };

/** What a report says of itself, whatever its format: in JSON its members, in HTML and PDF a line of keywords. */
function readGiven(file: string): Given | undefined {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    return undefined;
  }
  const text = Buffer.from(bytes).toString('latin1');
  const format = text.startsWith('%PDF') ? 'pdf' : text.startsWith('<!doctype html>') ? 'html' : 'json';
  if (format === 'json') {
    try {
      const { v, reviewAt, languages } = JSON.parse(text) as Record<string, unknown>;
      if (v !== 'parley/report/1' || !Number.isSafeInteger(reviewAt) || !isLanguages(languages)) return undefined;
      return { bytes, format, languages, reviewAt: reviewAt as number };
    } catch {
      return undefined;
    }
  }
  const said = /reviewAt=([0-9]{1,12})[; ]+languages=([a-z,]{2,5})/.exec(text);
  const languages = said?.[2]?.split(',');
  if (said === null || !isLanguages(languages)) return undefined;
  return { bytes, format, languages, reviewAt: Number(said[1]) };
}

function isLanguages(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((language) => (REPORT_LANGUAGES as readonly unknown[]).includes(language))
  );
}

function parseReviewAt(text: string): number {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const at = Date.parse(day ? `${text}T23:59:59Z` : text);
  if (!Number.isFinite(at) || !(day || /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text))) {
    throw new InvalidArgumentError('Expected a day as 2016-06-14, or a moment as 2016-06-14T09:30:00Z.');
  }
  return Math.floor(at / 1000);
}
