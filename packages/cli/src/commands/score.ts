import { Command, InvalidArgumentError, Option } from 'commander';
import { parseDayStart } from '@parley/docket/report/moment';
import { scorecardLines } from '@parley/docket/scorecard/lines';
import { listFolder } from '@parley/node/report/listed';
import { makeScorecard } from '@parley/node/report/score';
import { print, printJson, printRefusal } from '#output';

const EXAMPLES = `
Counts, for every party alike, what it was asked and what it asked: answered, refused, returned, withdrawn, open; how
long acknowledgement, first substantive reply and close take, with 95 % intervals; what was in time; how both sides rate
the replies; what else was due on a day. Requests still open count as open, so that nobody looks quick by not answering.
Every figure says how many it comes from; with too few it says that and no figure. There is no ranking and no score.

Both nodes compute the same from the same record. The review date is the last receipt unless --as-of gives another; the
period is everything until then unless --from and --until give one.

Examples:
  parley score --node us
  parley score --node us --from 2016-01-01 --until 2016-12-31 --lang both
  parley score --node us --json
`;

type Options = {
  node: string;
  from?: number;
  until?: number;
  asOf?: number;
  lang: 'en' | 'zh' | 'both';
  unsaid?: true;
  json?: true;
};

export function scoreCommand(): Command {
  return new Command('score')
    .description('count what each party was asked, and what became of it')
    .requiredOption('--node <folder>', 'the folder of the node, running or stopped')
    .option('--from <day>', 'requests served on this day or later', (text) => daySeconds(text))
    .option('--until <day>', 'and on this day or earlier', (text) => daySeconds(text) + DAY_SECONDS)
    .option('--as-of <day>', 'review date (its end, UTC)', (text) => daySeconds(text) + DAY_SECONDS - 1)
    .addOption(new Option('--lang <language>', 'in which language').choices(['en', 'zh', 'both']).default('en'))
    .option('--unsaid', 'also say of each figure what it does not show')
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run({ node, from, until, asOf, lang, unsaid, json }: Options): Promise<void> {
  const held = await listFolder(node);
  if (!held.ok) return printRefusal(held.refusal, json === true);
  const { record } = held.listed;
  const made = makeScorecard(record, { from, until, reviewAt: asOf });
  if (!made.ok) return printRefusal(made.refusal, json === true);
  const { scorecard } = made;
  if (json === true) return printJson({ ok: true, ...scorecard });
  const shown = lang === 'both' ? (['en', 'zh'] as const) : [lang];
  const names = new Map(record.accord.parties.map((party) => [party.id, party.names]));
  for (const line of scorecardLines(scorecard, shown, (id) => nameOf(id, names.get(id)), unsaid === true)) print(line);
}

const DAY_SECONDS = 86_400;

function daySeconds(text: string): number {
  const start = parseDayStart(text);
  if (start === undefined) throw new InvalidArgumentError('Expected a day as 2016-06-14.');
  return start;
}

function nameOf(id: string, names: Record<string, string> | undefined): { en: string; zh: string } {
  const en = names?.['en'] ?? id;
  return { en, zh: names?.['zh'] ?? en };
}
