import { Command } from 'commander';
import { LIMIT_MAX } from '@parley/api/paging';
import type { DocketReader } from '@parley/node/docket/reader';
import { refuse, type Result } from '@parley/record/refusal';
import { asOfOption, languageOption, parseBefore, parseRows, read, writeMore } from '#commands/reading';
import type { HeldDocket } from '#record/docket';
import type { Language, Naming } from '#shown/naming';
import type { Page } from '#shown/page';
import { waitText } from '#shown/owed';

const EXAMPLES = `
What waits on us and on them, the first due at the head: deadlines that run or are overdue, disclosures and liftings that are owed because of
another subject, points without an answer, texts to endorse or decline, checks to answer. Both nodes say the same of both sides, but for
what is overdue by the time of this machine. What a side still needs to see of a commitment is in \`parley show\`.

Examples:
  parley waits --node us
  parley waits --node us --on them --due-before 2016-06-14      what they owe before the minister travels
  parley waits --node us --on cn --lang zh
  parley waits --node us --json
`;

/** Rows of one party, unless more are asked for. */
const ROWS = 200;

type Options = {
  node: string;
  on?: string;
  dueBefore?: number;
  limit: number;
  after?: string;
  asOf?: number;
  lang: Language;
  json?: true;
};

type Wait = ReturnType<DocketReader['waits']>['items'][number];
type Waits = { asOf: number; parties: { party: string; own: boolean; items: Wait[]; next?: string }[] };

export function waitsCommand(): Command {
  return new Command('waits')
    .description('list what waits on us, and what waits on them')
    .requiredOption('--node <folder>', 'the folder of the node, running or stopped')
    .option('--on <whom>', 'us, them, or a party (default: everybody)')
    .option('--due-before <date>', 'only what is due before this day or moment (UTC)', parseBefore)
    .option('--limit <rows>', 'rows of each party', parseRows, ROWS)
    .option('--after <cursor>', 'with --on: go on where a page ended')
    .addOption(asOfOption())
    .addOption(languageOption())
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

function run(options: Options): void {
  read({
    ...options,
    json: options.json === true,
    find: (docket) => waits(docket, options),
    write: (page, naming, { parties }) => {
      for (const one of parties) write(page, naming, one, parties.length);
    },
  });
}

function waits(docket: HeldDocket, { on, dueBefore, limit, after }: Options): Result<Waits> {
  const own = docket.record.party;
  const all = docket.house.parties.toSorted((a, b) => Number(b === own) - Number(a === own));
  const asked = all.filter(
    (party) => on === undefined || on === party || (on === 'us' && party === own) || (on === 'them' && party !== own),
  );
  if (asked.length === 0)
    return refuse('waits.party', `${on} is no party of this accord: name us, them, ${all.join(' or ')}`);
  if (after !== undefined && asked.length > 1)
    return refuse('waits.after', 'a cursor is of one party: name that party with --on');
  const parties = asked.map((party) => {
    const items: Wait[] = [];
    let next = after;
    do {
      const page = docket.reader.waits({ party, limit: Math.min(LIMIT_MAX, limit - items.length), after: next });
      const due = page.items.filter(({ dueAt }) => dueBefore === undefined || (dueAt !== null && dueAt < dueBefore));
      items.push(...due);
      // The first due is at the head: nothing behind is due before.
      next = due.length < page.items.length ? undefined : page.next;
    } while (next !== undefined && items.length < limit);
    return { party, own: party === own, items, ...(next !== undefined && { next }) };
  });
  return { ok: true, asOf: docket.now, parties };
}

function write(page: Page, naming: Naming, { party, own, items, next }: Waits['parties'][number], of: number): void {
  const name = naming.party(party);
  page.heading(own ? naming.say(`On us, ${name}`, `等待我方：${name}`) : naming.say(`On ${name}`, `等待对方：${name}`));
  if (items.length === 0) return page.line(naming.say('nothing waits', '无待办事项'), 2);
  page.table(
    [naming.say('what', '事项'), naming.say('in', '所属'), 'id', naming.say('about', '内容')],
    items.map((row) => [
      waitText(row, naming),
      naming.kind(row.kind),
      naming.short(row.subject),
      naming.title({ id: row.subject, kind: row.kind, words: row.words }),
    ]),
  );
  if (next === undefined) return;
  if (of === 1) writeMore(page, naming, next);
  else page.line(naming.say(`more: --on ${party} --after ${next}`, `更多：--on ${party} --after ${next}`));
}
