import { readFileSync, writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { equalBytes } from '@parley/record/bytes';
import { encodeInstant, parseReviewAt } from '@parley/docket/report/moment';
import { REPORT_LANGUAGES, type ReportLanguage } from '@parley/docket/report/shown';
import { listFolder } from '@parley/node/report/listed';
import { makeReport, REPORT_FORMATS, type ReportFormat } from '@parley/node/report/status';
import { auditApart } from '#audit/apart';
import { Unreadable } from '#audit/source';
import { lineOf } from '#audit/report';
import { refusalOf } from '#fault';
import { EXIT_NO, many, print, printJson, printRefusal } from '#output';
import { Progress } from '#progress';
import { listExported } from '#record/listed';

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

type Options = {
  node?: string;
  format: ReportFormat;
  lang: 'en' | 'zh' | 'both';
  asOf?: number;
  to?: string;
  json?: true;
};

export function reportCommand(): Command {
  return new Command('report')
    .description('write the status report of a docket at a date')
    .option('--node <folder>', 'the folder of the node, running or stopped')
    .addOption(new Option('--format <format>', 'what is written').choices(REPORT_FORMATS).default('html'))
    .addOption(new Option('--lang <language>', 'in which language').choices(['en', 'zh', 'both']).default('en'))
    .option('--as-of <date>', 'review date: 2016-06-14 (its end, UTC) or 2016-06-14T09:30:00Z', reviewDate)
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
  const held = await listFolder(options.node);
  if (!held.ok) return printRefusal(held.refusal, false);
  const languages = options.lang === 'both' ? REPORT_LANGUAGES : [options.lang];
  const made = await makeReport(held.listed, { format: options.format, languages, reviewAt: options.asOf });
  if (!made.ok) return printRefusal(made.refusal, false);
  const { bytes } = made;
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
  const made = await makeReport(await listExported(folder), given);
  if (!made.ok) return printRefusal(made.refusal, json);
  const same = equalBytes(made.bytes, given.bytes);
  if (!same) process.exitCode = EXIT_NO;
  const at = encodeInstant(given.reviewAt);
  if (json) return printJson({ ok: same, file, folder, format: given.format, reviewAt: at, bytes: made.bytes.length });
  print(
    same
      ? `ok   ${file}: the record says the same, byte for byte, at ${at}`
      : `FAIL ${file}: the record says something else at ${at} (${many(given.bytes.length, 'byte')}, expected ${many(made.bytes.length, 'byte')})`,
  );
}

type Given = { bytes: Uint8Array; format: ReportFormat; languages: ReportLanguage[]; reviewAt: number };

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

function isLanguages(value: unknown): value is ReportLanguage[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((language) => (REPORT_LANGUAGES as readonly unknown[]).includes(language))
  );
}

function reviewDate(text: string): number {
  const at = parseReviewAt(text);
  if (at === undefined) {
    throw new InvalidArgumentError('Expected a day as 2016-06-14, or a moment as 2016-06-14T09:30:00Z.');
  }
  return at;
}
