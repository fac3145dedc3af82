import { Command, InvalidArgumentError, Option } from 'commander';
import { LIMIT_DEFAULT, LIMIT_MAX } from '@parley/api/paging';
import { SEARCH_MAX, subjectKinds, type KindName, type SubjectRow } from '@parley/api/subjects';
import { standingName } from '@parley/docket/vocabulary/states';
import { refuse, type Result } from '@parley/record/refusal';
import { asOfOption, languageOption, parseBefore, parseRows, read, writeMore } from '#commands/reading';
import { many } from '#output';
import type { HeldDocket } from '#record/docket';
import type { Language, Naming } from '#shown/naming';
import type { Page } from '#shown/page';

const KINDS: readonly string[] = [...Object.keys(subjectKinds), 'all'];

const EXAMPLES = `
KIND is one of: ${KINDS.join(', ')}.

The first column is the beginning of the id, which \`parley show\` takes. --search finds whole words, the beginning of the last one, and Chinese
of one character or more, in all words of a subject that are held, whoever wrote them. A page ends with where the next one begins.

Examples:
  parley list case --node us
  parley list request --node us --to cn --open --sort due
  parley list all --node us --due-before 2016-06-14 --sort due      what falls due before the minister travels
  parley list request --node us --about PrUzaRRI                    everything asked in one case
  parley list all --node us --search 授时 --lang zh
`;

type Options = {
  node: string;
  by?: string;
  to?: string;
  standing?: string;
  category?: string;
  open?: true;
  closed?: true;
  about?: string;
  search?: string;
  sort?: 'opened' | '-opened' | 'due' | '-due';
  dueBefore?: number;
  limit: number;
  after?: string;
  asOf?: number;
  lang: Language;
  json?: true;
};

export function listCommand(): Command {
  return new Command('list')
    .description('list the subjects of a docket: cases, requests, sessions, commitments …')
    .argument('<kind>', 'what is listed; all: every kind', parseKind)
    .requiredOption('--node <folder>', 'the folder of the node, running or stopped')
    .option('--by <party>', 'only those that this party opened')
    .option('--to <party>', 'only those whose other side is this party')
    .option('--standing <code>', 'only those that stand so')
    .option('--category <code>', 'only those of this category')
    .addOption(new Option('--open', 'only those of which something can still come').conflicts('closed'))
    .option('--closed', 'only those that are over')
    .option('--about <id>', 'only those that refer to this subject')
    .option('--search <text>', 'only those in whose words all of this stands, the newest first', parseSearch)
    .addOption(
      new Option('--sort <order>', 'by opening or by next deadline; a hyphen for the newest or last first')
        .choices(['opened', '-opened', 'due', '-due'])
        .conflicts('search'),
    )
    .option('--due-before <date>', 'only those whose next deadline is due before this day or moment (UTC)', parseBefore)
    .option('--limit <rows>', 'rows on the page', parseRows, LIMIT_DEFAULT)
    .option('--after <cursor>', 'go on where a page ended')
    .addOption(asOfOption())
    .addOption(languageOption())
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

function run(kind: KindName | 'all', options: Options): void {
  read({
    ...options,
    json: options.json === true,
    find: (docket) => list(docket, kind, options),
    write: (page, naming, { items, next }) => tableOf(page, naming, kind, items, next),
  });
}

type Listed = { items: SubjectRow[]; next?: string };

function list(docket: HeldDocket, kind: KindName | 'all', options: Options): Result<Listed> {
  const { by, to, standing, category, open, closed, search, sort, dueBefore, limit } = options;
  const parties = docket.house.parties;
  for (const party of [by, to]) {
    if (party !== undefined && !parties.includes(party))
      return refuse('list.party', `${party} is no party of this accord: name ${parties.join(' or ')}`);
  }
  const standings: readonly string[] = kind === 'all' ? [] : subjectKinds[kind].standings;
  if (standing !== undefined && kind !== 'all' && !standings.includes(standing))
    return refuse('list.standing', `no ${kind} stands as ${standing}: name one of ${standings.join(', ')}`);
  let about: string | undefined;
  if (options.about !== undefined) {
    const found = docket.find(options.about);
    if (!found.ok) return found;
    about = found.id;
  }
  const items: SubjectRow[] = [];
  let next = options.after;
  do {
    const page = docket.reader.subjects({
      kind: kind === 'all' ? undefined : kind,
      by,
      to,
      standing,
      category,
      open: open === true ? true : closed === true ? false : undefined,
      about,
      q: search,
      sort,
      dueBefore,
      limit: Math.min(LIMIT_MAX, limit - items.length),
      after: next,
    });
    items.push(...page.items);
    next = page.next;
  } while (next !== undefined && items.length < limit);
  return { ok: true, items, ...(next !== undefined && { next }) };
}

function tableOf(page: Page, naming: Naming, kind: string, items: readonly SubjectRow[], next: string | undefined) {
  const all = kind === 'all';
  if (items.length === 0) page.line(naming.say('nothing is listed', '无匹配事项'));
  else {
    page.table(
      [
        'id',
        ...(all ? [naming.say('kind', '种类')] : []),
        naming.say('what', '事项'),
        naming.say('from → to', '提出方 → 对方'),
        naming.say('since', '日期'),
        naming.say('stands', '现状'),
        naming.say('next deadline', '下一期限'),
      ],
      items.map((row) => [
        naming.short(row.id),
        ...(all ? [naming.kind(row.kind)] : []),
        naming.title(row),
        `${row.openedBy} → ${row.to}`,
        naming.moment(row.openedAt).slice(0, 10),
        standingOf(naming, row),
        row.nextDeadline === undefined ? '—' : naming.owed(row.nextDeadline),
      ]),
    );
  }
  if (next !== undefined) writeMore(page, naming, next);
  else if (items.length > 0) {
    page.space();
    page.line(naming.say(many(items.length, 'row'), `共 ${items.length} 行`));
  }
}

function standingOf(naming: Naming, { kind, standing, open }: SubjectRow): string {
  const name = naming.of(standingName(kind, standing));
  return open ? name : naming.say(`${name}; closed`, `${name}；已结`);
}

function parseKind(text: string): string {
  if (!KINDS.includes(text)) throw new InvalidArgumentError(`Expected one of ${KINDS.join(', ')}.`);
  return text;
}

function parseSearch(text: string): string {
  if (text.trim() === '' || text.length > SEARCH_MAX)
    throw new InvalidArgumentError(`Expected words, ${SEARCH_MAX} characters at most.`);
  return text;
}
