import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Command, InvalidArgumentError, Option } from 'commander';
import { foldDocket } from '@parley/docket/docket';
import { receiptsOf } from '@parley/docket/receipts';
import type { CaseState } from '@parley/docket/case/kind';
import { assessProgress } from '@parley/docket/progress/assess';
import { ASSUMPTIONS } from '@parley/docket/progress/assumptions';
import type { IndicatorSeries } from '@parley/docket/progress/indicator';
import { assessmentLines } from '@parley/docket/progress/lines';
import { monthNumber } from '@parley/docket/progress/month';
import { selectRows } from '@parley/docket/progress/select';
import { parseCsvSeries } from '@parley/docket/progress/series/csv';
import { seriesOfCases } from '@parley/docket/progress/series/docket';
import { parseVerisSeries } from '@parley/docket/progress/series/veris';
import { refuse, type Result } from '@parley/record/refusal';
import { reasonOf } from '@parley/node/folder';
import { many, print, printJson, printRefusal } from '#output';
import { HeldRecord } from '#record/held';
import { listHeld } from '#record/listed';

const EXAMPLES = `
Counts an indicator series by month around the day of an accord, asks whether it changed then, and whether that can be
told from what a comparison series did. Says in words what the figures show and what they do not; with too few events it
says that and no figure. docs/progress.md explains the columns of a CSV file and every estimate.

A series is a CSV file, incidents coded in VERIS (JSON, or one object a line; either may be gzipped), or with
--series-format docket the folder of a node, whose allegations are counted under their respondents.

Examples:
  parley progress --series events.csv --accord-date 2015-09-25 --group CN --compare others
  parley progress --series vcdb.json --series-format veris --motive Espionage --accord-date 2015-09-25 \\
    --group CN --compare others --rival 2014-05-19 --from 2012-01 --lang both
  parley progress --series events.csv --accord-date 2015-09-25 --compare elsewhere.csv --anticipation 3
`;

const FORMATS = ['csv', 'veris', 'docket'] as const;
type Format = (typeof FORMATS)[number];

type Options = {
  series: string;
  seriesFormat?: Format;
  accordDate: string;
  group?: string;
  compare?: string;
  motive?: string;
  from?: number;
  to?: number;
  asOf?: number;
  rival?: string[];
  anticipation?: number;
  anticipationAs: 'left-out' | 'term';
  lang: 'en' | 'zh' | 'both';
  json?: true;
};

/** A file longer than this is no indicator series; reading it whole would only exhaust the machine. */
const FILE_BYTES_MAX = 512 * 1024 * 1024;

export function progressCommand(): Command {
  return new Command('progress')
    .description('assess how an indicator series changed around an accord, against a comparison')
    .requiredOption('--series <file>', 'the series: CSV, VERIS, or the folder of a node')
    .addOption(new Option('--series-format <format>', 'csv, veris or docket (default: by the name)').choices(FORMATS))
    .requiredOption('--accord-date <day>', 'the day of the accord, 2015-09-25')
    .option(
      '--group <group>',
      'what is assessed: rows filed under this group (default: all that are not compared with)',
    )
    .option('--compare <group | file>', 'what it is compared with: a group, `others`, or another file')
    .option('--motive <motive>', 'of VERIS incidents, only those with this motive: Espionage')
    .option('--from <month>', 'first month, 2012-01', parseMonth)
    .option('--to <month>', 'last month, 2019-12', parseMonth)
    .option('--as-of <month>', 'when it is looked at, for events not known yet', parseMonth)
    .option('--rival <day>', 'a rival date at which it may have changed; may be given again', collect)
    .option('--anticipation <months>', 'months before the accord that belong to neither side', parseMonths)
    .addOption(
      new Option('--anticipation-as <how>', 'leave those months out, or give them a term of their own')
        .choices(['left-out', 'term'])
        .default('left-out'),
    )
    .addOption(new Option('--lang <language>', 'in which language').choices(['en', 'zh', 'both']).default('en'))
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(options: Options): Promise<void> {
  const json = options.json === true;
  const read = await readSeries(options.series, options.seriesFormat, options.motive);
  if (!read.ok) return printRefusal(read.refusal, json);
  const { series } = read;
  const chosen = await choose(series, options);
  if (!chosen.ok) return printRefusal(chosen.refusal, json);
  const { from, to, asOf, anticipation } = options;
  const assessed = assessProgress(chosen.indicator, chosen.comparison, {
    accord: options.accordDate,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(options.rival === undefined ? {} : { rivals: options.rival }),
    ...(anticipation === undefined ? {} : { anticipation: { months: anticipation, as: options.anticipationAs } }),
  });
  if (!assessed.ok) return printRefusal(assessed.refusal, json);
  const { assessment } = assessed;
  const { rows, repeated, undated, beside } = series;
  if (json) {
    const source = { rows: rows.length, repeated, undated, beside };
    return printJson({ ok: true, source, assessment, assumptions: ASSUMPTIONS });
  }
  print(
    `${basename(options.series)}: ${many(rows.length, 'row')}, ${repeated} repeated, ${undated} undated, ${beside} beside`,
  );
  const shown = options.lang === 'both' ? (['en', 'zh'] as const) : [options.lang];
  for (const line of assessmentLines(assessment, shown)) print(line);
}

type Chosen = Extract<ReturnType<typeof selectRows>, { ok: true }>;

/** What is assessed and what with. A comparison that is no group of the series, but is a file, is another series, taken whole. */
async function choose(series: IndicatorSeries, options: Options): Promise<Result<Omit<Chosen, 'ok'>>> {
  const { group, compare, seriesFormat, motive } = options;
  const whole = basename(options.series);
  const grouped = series.rows.some(({ groups }) => compare !== undefined && groups.includes(compare));
  if (compare === undefined || grouped || !existsSync(compare)) return selectRows(series, group, compare, whole);
  const ours = selectRows(series, group, undefined, whole);
  if (!ours.ok) return ours;
  const read = await readSeries(compare, seriesFormat, motive);
  if (!read.ok) return read;
  return { ...ours, comparison: { name: basename(compare), rows: read.series.rows } };
}

async function readSeries(
  place: string,
  given: Format | undefined,
  motive: string | undefined,
): Promise<Result<{ series: IndicatorSeries }>> {
  const format = given ?? (/\.(json|jsonl|ndjson)(\.gz)?$/i.test(place) ? 'veris' : 'csv');
  if (format === 'docket') return seriesOfNode(place);
  let text: string;
  try {
    if (statSync(place).size > FILE_BYTES_MAX) return tooLong(place);
    const bytes = readFileSync(place);
    const plain =
      bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: FILE_BYTES_MAX }) : bytes;
    text = new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch (fault) {
    const { code } = fault as { code?: string };
    if (code === 'ERR_BUFFER_TOO_LARGE') return tooLong(place);
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      return refuse('series.utf8', `reading ${place}: it is not UTF-8: write it again as UTF-8`);
    if (code?.startsWith('Z_'))
      return refuse('series.gzip', `reading ${place}: its gzip form is damaged: fetch it again`);
    return refuse('series.unreadable', `reading ${place}: ${reasonOf(fault)}: name a file that can be read`);
  }
  return format === 'csv' ? parseCsvSeries(text) : parseVerisSeries(text, motive === undefined ? {} : { motive });
}

function tooLong(place: string) {
  return refuse(
    'series.size',
    `reading ${place}: it is longer than ${FILE_BYTES_MAX / 1024 / 1024} MiB: keep only what is counted`,
  );
}

async function seriesOfNode(folder: string): Promise<Result<{ series: IndicatorSeries }>> {
  const opened = HeldRecord.open(folder);
  if (!opened.ok) return opened;
  try {
    const { record } = await listHeld(opened.record);
    const states = [...foldDocket({ ...record, receipts: receiptsOf(record.cosigned) }).docket.subjects.values()].map(
      ({ state }) => state,
    );
    return { ok: true, series: seriesOfCases(states.filter((state): state is CaseState => state?.kind === 'case')) };
  } finally {
    opened.record.close();
  }
}

function parseMonth(text: string): number {
  const [, year, month] = /^([0-9]{4})-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  if (year === undefined) throw new InvalidArgumentError('a month is written 2015-09');
  return monthNumber(Number(year), Number(month));
}

function parseMonths(text: string): number {
  if (!/^[0-9]{1,3}$/.test(text)) throw new InvalidArgumentError('a whole number of months');
  return Number(text);
}

function collect(day: string, before: string[] | undefined): string[] {
  return [...(before ?? []), day];
}
