import { Command, InvalidArgumentError, Option } from 'commander';
import { foldDocket } from '@parley/docket/docket';
import { cutRecord, lastReceiptAt } from '@parley/docket/report/cut';
import { observeDocket } from '@parley/docket/scorecard/docket';
import { scorecardLines } from '@parley/docket/scorecard/lines';
import { scorecardOf } from '@parley/docket/scorecard/scorecard';
import { Category } from '@parley/docket/terms';
import { parseDay } from '@parley/docket/calendar';
import { print, printJson, printRefusal } from '#output';
import { HeldRecord } from '#record/held';
import { listHeld } from '#record/listed';

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
  const opened = HeldRecord.open(node);
  if (!opened.ok) return printRefusal(opened.refusal, json === true);
  const { record: held } = opened;
  try {
    const { record } = await listHeld(held);
    const reviewAt = asOf ?? lastReceiptAt(record);
    if (reviewAt === undefined) {
      const detail = 'nothing has been received by anybody: there is nothing to count';
      return printRefusal({ code: 'score.nothing', detail }, json === true);
    }
    const cut = cutRecord(record, reviewAt).record;
    const { docket } = foldDocket(cut);
    const states = [...docket.subjects.values()].flatMap(({ state }) => (state === undefined ? [] : [state]));
    const card = scorecardOf({
      parties: docket.house.parties,
      categories: Category.options,
      ...observeDocket(states, { house: docket.house, receipts: cut.receipts, rootAt: cut.rootAt }, reviewAt),
      period: { from: from ?? 0, until: until ?? reviewAt + 1 },
      reviewAt,
    });
    if (json === true) return printJson({ ok: true, ...card });
    const shown = lang === 'both' ? (['en', 'zh'] as const) : [lang];
    const names = new Map(held.accord.parties.map((party) => [party.id, party.names]));
    for (const line of scorecardLines(card, shown, (id) => nameOf(id, names.get(id)), unsaid === true)) print(line);
  } finally {
    held.close();
  }
}

const DAY_SECONDS = 86_400;

function daySeconds(text: string): number {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseDay(text) : undefined;
  if (day === undefined) throw new InvalidArgumentError('Expected a day as 2016-06-14.');
  return day * DAY_SECONDS;
}

function nameOf(id: string, names: Record<string, string> | undefined): { en: string; zh: string } {
  const en = names?.['en'] ?? id;
  return { en, zh: names?.['zh'] ?? en };
}
