// What the commands that read a docket share: opening it, printing a page or an object, and closing it again; and options that several take.

import { InvalidArgumentError, Option } from 'commander';
import { parseDay } from '@parley/docket/calendar';
import type { Refusal, Result } from '@parley/record/refusal';
import { print, printJson, printRefusal } from '#output';
import { HeldDocket } from '#record/docket';
import { LANGUAGES, Naming, type Language } from '#shown/naming';
import { columnsOf, Page } from '#shown/page';

/** Rows that a person can ask for at once; more is for --after. */
const ROWS_MAX = 10_000;

type Read<Found> = {
  node: string;
  asOf?: number;
  lang: Language;
  json: boolean;
  find: (docket: HeldDocket) => Result<Found>;
  write: (page: Page, naming: Naming, found: Found, docket: HeldDocket) => void;
};

/** Finds something in the docket of a folder, and prints it: with --json as it was found. */
export function read<Found extends object>({ node, asOf, lang, json, find, write }: Read<Found>): void {
  const opened = HeldDocket.open(node, asOf);
  if (!opened.ok) return printRefusal(opened.refusal, json);
  const { docket } = opened;
  try {
    const found = find(docket);
    if (!found.ok) return printRefusal((found as { refusal: Refusal }).refusal, json);
    const { waiting } = docket;
    if (json) return printJson({ ...found, ...(waiting.length > 0 && { waiting }) });
    const page = new Page(columnsOf(process.stdout));
    const naming = new Naming(docket, lang);
    write(page, naming, found, docket);
    unfinished(page, naming, docket);
    for (const line of page.lines) print(line);
  } finally {
    docket.close();
  }
}

/** Entries that are held and not in the docket yet: whoever reads it is told. */
function unfinished(page: Page, naming: Naming, docket: HeldDocket): void {
  for (const { party, entries } of docket.waiting) {
    page.space();
    page.line(
      docket.behind
        ? naming.say(
            `${entries} entries of ${party} are held and not yet in the docket: the node is still folding them`,
            `已持有 ${party} 的 ${entries} 个条目尚未计入案卷：节点仍在处理`,
          )
        : naming.say(
            `${entries} entries of ${party} wait for others that are not held`,
            `${party} 的 ${entries} 个条目在等待尚未持有的条目`,
          ),
    );
  }
}

export function languageOption(): Option {
  return new Option('--lang <language>', 'in which language').choices(LANGUAGES).default('en');
}

/** For when, instead of now, deadlines are judged. Nothing is left out that was said later. */
export function asOfOption(): Option {
  return new Option('--as-of <date>', 'judge deadlines at this day (its end, UTC) or moment, instead of now').argParser(
    (text) => parseBefore(text) + (/^\d{4}-\d{2}-\d{2}$/.test(text) ? 86_399 : 0),
  );
}

export function parseRows(text: string): number {
  const rows = /^[0-9]{1,5}$/.test(text) ? Number(text) : 0;
  if (rows < 1 || rows > ROWS_MAX) throw new InvalidArgumentError(`Expected a whole number from 1 to ${ROWS_MAX}.`);
  return rows;
}

/** The beginning of a day, or a moment, in POSIX seconds. */
export function parseBefore(text: string): number {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseDay(text) : undefined;
  if (day !== undefined) return day * 86_400;
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text) ? Date.parse(text) : NaN;
  if (!Number.isFinite(at))
    throw new InvalidArgumentError('Expected a day as 2016-06-14, or a moment as 2016-06-14T09:30:00Z.');
  return Math.floor(at / 1000);
}

/** Where the next page begins. */
export function writeMore(page: Page, naming: Naming, after: string): void {
  page.space();
  page.line(naming.say(`more: the same with --after ${after}`, `更多：加上 --after ${after}`));
}
