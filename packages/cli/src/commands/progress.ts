import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { IndicatorSeries } from '@parley/docket/progress/indicator';
import { assessmentLines } from '@parley/docket/progress/lines';
import { parseMonth } from '@parley/docket/progress/month';
import { refuse, type Result } from '@parley/record/refusal';
import { reasonOf } from '@parley/node/folder';
import { listFolder } from '@parley/node/report/listed';
import { allegationsOf, makeAssessment, readSeries, tooLong, type NamedSeries } from '@parley/node/report/progress';
import { many, print, printJson, printRefusal } from '#output';

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
    .option('--from <month>', 'first month, 2012-01', monthOf)
    .option('--to <month>', 'last month, 2019-12', monthOf)
    .option('--as-of <month>', 'when it is looked at, for events not known yet', monthOf)
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
  const read = await seriesAt(options.series, options.seriesFormat, options.motive);
  if (!read.ok) return printRefusal(read.refusal, json);
  const { series } = read;
  const compared = await comparisonOf(series, options);
  if (!compared.ok) return printRefusal(compared.refusal, json);
  const { accordDate, group, from, to, asOf, rival: rivals, anticipation: months, anticipationAs: as } = options;
  const name = basename(options.series);
  const made = makeAssessment(
    { name, series },
    {
      accordDate,
      group,
      compare: compared.compare,
      from,
      to,
      asOf,
      rivals,
      anticipation: months === undefined ? undefined : { months, as },
    },
  );
  if (!made.ok) return printRefusal(made.refusal, json);
  const { source, assessment, assumptions } = made;
  if (json) return printJson({ ok: true, source, assessment, assumptions });
  const { rows, repeated, undated, beside } = source;
  print(`${name}: ${many(rows, 'row')}, ${repeated} repeated, ${undated} undated, ${beside} beside`);
  const shown = options.lang === 'both' ? (['en', 'zh'] as const) : [options.lang];
  for (const line of assessmentLines(assessment, shown)) print(line);
}

/** A comparison that is no group of the series, but is a file, is another series, taken whole. */
async function comparisonOf(
  series: IndicatorSeries,
  { compare, seriesFormat, motive }: Options,
): Promise<Result<{ compare: string | NamedSeries | undefined }>> {
  const grouped = series.rows.some(({ groups }) => compare !== undefined && groups.includes(compare));
  if (compare === undefined || grouped || !existsSync(compare)) return { ok: true, compare };
  const read = await seriesAt(compare, seriesFormat, motive);
  return read.ok ? { ok: true, compare: { name: basename(compare), series: read.series } } : read;
}

async function seriesAt(
  place: string,
  given: Format | undefined,
  motive: string | undefined,
): Promise<Result<{ series: IndicatorSeries }>> {
  const format = given ?? (/\.(json|jsonl|ndjson)(\.gz)?$/i.test(place) ? 'veris' : 'csv');
  if (format === 'docket') {
    const held = await listFolder(place);
    return held.ok ? { ok: true, series: allegationsOf(held.listed.record) } : held;
  }
  let bytes: Uint8Array;
  try {
    if (statSync(place).size > FILE_BYTES_MAX) return tooLong(place, FILE_BYTES_MAX);
    bytes = readFileSync(place);
  } catch (fault) {
    return refuse('series.unreadable', `reading ${place}: ${reasonOf(fault)}: name a file that can be read`);
  }
  return readSeries(bytes, format, { motive, bytesMax: FILE_BYTES_MAX, place });
}

function monthOf(text: string): number {
  const month = parseMonth(text);
  if (month === undefined) throw new InvalidArgumentError('a month is written 2015-09');
  return month;
}

function parseMonths(text: string): number {
  if (!/^[0-9]{1,3}$/.test(text)) throw new InvalidArgumentError('a whole number of months');
  return Number(text);
}

function collect(day: string, before: string[] | undefined): string[] {
  return [...(before ?? []), day];
}
