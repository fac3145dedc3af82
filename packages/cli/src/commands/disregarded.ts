import { Command } from 'commander';
import { LIMIT_DEFAULT, LIMIT_MAX } from '@parley/api/paging';
import type { DocketReader } from '@parley/node/docket/reader';
import { rules } from '@parley/docket/rules';
import { refuse, type Result } from '@parley/record/refusal';
import { languageOption, parseRows, read, writeMore } from '#commands/reading';
import type { HeldDocket } from '#record/docket';
import type { Language, Naming } from '#shown/naming';
import type { Page } from '#shown/page';
import { writeDisregarded } from '#shown/act';

const EXAMPLES = `
Acts that were signed and stand in a log, and that the rules give no effect. They stay in the record; each says by which rule, and what would be in
order. Rules and codes are the same on both nodes, and are in English: docs/refusals.md has them all.

Examples:
  parley disregarded --node us
  parley disregarded --node us --by cn
  parley disregarded --node us --code request.returns_exceeded --json
`;

type Options = {
  node: string;
  by?: string;
  code?: string;
  limit: number;
  after?: string;
  lang: Language;
  json?: true;
};

type Row = ReturnType<DocketReader['disregarded']>['items'][number] & { rule?: string; remedy?: string };
type Listed = { items: Row[]; next?: string };

export function disregardedCommand(): Command {
  return new Command('disregarded')
    .description('list what was signed and has no effect, and what would be in order')
    .requiredOption('--node <folder>', 'the folder of the node, running or stopped')
    .option('--by <party>', 'only acts in the log of this party')
    .option('--code <code>', 'only acts disregarded with this code')
    .option('--limit <rows>', 'acts on the page', parseRows, LIMIT_DEFAULT)
    .option('--after <cursor>', 'go on where a page ended')
    .addOption(languageOption())
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

function run(options: Options): void {
  read({ ...options, json: options.json === true, find: (docket) => list(docket, options), write });
}

function list({ record, reader }: HeldDocket, { by, code, limit, after }: Options): Result<Listed> {
  const log = record.logs.find(({ party }) => party === by)?.origin;
  if (by !== undefined && log === undefined) {
    const names = record.logs.map(({ party }) => party).join(' or ');
    return refuse('disregarded.party', `${by} is no party of this accord: name ${names}`);
  }
  if (code !== undefined && !Object.hasOwn(rules, code))
    return refuse('disregarded.code', `there is no code ${code}: docs/refusals.md has them all`);
  const items: Row[] = [];
  let next = after;
  do {
    const page = reader.disregarded({ log, code, limit: Math.min(LIMIT_MAX, limit - items.length), after: next });
    for (const row of page.items) {
      const rule = Object.hasOwn(rules, row.code) ? rules[row.code] : undefined;
      items.push({ ...row, ...(rule !== undefined && { rule: rule.rule, remedy: rule.remedy }) });
    }
    next = page.next;
  } while (next !== undefined && items.length < limit);
  return { ok: true, items, ...(next !== undefined && { next }) };
}

function write(page: Page, naming: Naming, { items, next }: Listed): void {
  if (items.length === 0) page.line(naming.say('nothing was disregarded', '没有被视为无效力的行为'));
  for (const { code, ...row } of items) {
    page.space();
    writeDisregarded(page, naming, { ...row, disregarded: code });
  }
  if (next !== undefined) writeMore(page, naming, next);
}
