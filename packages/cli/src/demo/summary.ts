// What the demonstration shows at its end: both dockets as one table, the digest of each node, and what the rules gave no effect.

import { paths, pathTo } from '@parley/api/paths';
import type { Side } from './side.ts';

type Deadline = { for: string; owedBy: string; dueAt: number | null; state?: string };

type CaseRow = {
  id: string;
  openedBy: string;
  openedAt: number;
  words: { title?: Record<string, string> };
  state: { stance: string | null; points: { view: string }[]; acts: { receivedAt: number | null }[] };
  nextDeadline?: Deadline;
};

export type PartySummary = {
  /** entries of its own log; entries of the others' that it holds; entries of its own that they hold */
  acts: number;
  held: number;
  receipted: number;
  /** how many acts of all logs its node disregarded, and by which code how many */
  disregarded: number;
  reasons: Record<string, number>;
  digest: string;
  url: string;
};

export type Summary = { parties: Record<string, PartySummary>; cases: number; audit?: 'ok' | 'failed' };

type Page<Row> = { items: Row[]; next?: string };

async function all<Row>(
  side: Side,
  path: typeof paths.cases | typeof paths.disregarded,
  query: Record<string, string> = {},
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after: string | undefined; ;) {
    const page: Page<Row> = await side.get(pathTo(path, {}, { ...query, limit: 100, after }));
    rows.push(...page.items);
    if (page.next === undefined) return rows;
    after = page.next;
  }
}

type Health = { size: number; counterparts: { heldSize: number; receiptSize: number }[] };

/** How far the exchange is, all sides together: acts filed, held by the other side, receipted by it. */
export async function exchanged(sides: Iterable<Side>): Promise<{ filed: number; held: number; receipted: number }> {
  const total = { filed: 0, held: 0, receipted: 0 };
  for (const side of sides) {
    const { size, counterparts } = await side.get<Health>(paths.health);
    total.filed += size;
    total.held += counterparts.reduce((sum, { heldSize }) => sum + heldSize, 0);
    total.receipted += Math.min(...counterparts.map(({ receiptSize }) => receiptSize));
  }
  return total;
}

export async function summarise(sides: Iterable<Side>): Promise<{ summary: Summary; cases: CaseRow[] }> {
  const parties: Record<string, PartySummary> = {};
  let cases: CaseRow[] = [];
  for (const side of sides) {
    const { size, counterparts } = await side.get<Health>(paths.health);
    const { digest } = await side.get<{ digest: string }>(paths.digest);
    const disregarded = await all<{ code: string }>(side, paths.disregarded);
    const reasons: Record<string, number> = {};
    for (const { code } of disregarded) reasons[code] = (reasons[code] ?? 0) + 1;
    parties[side.party.id] = {
      acts: size,
      held: counterparts.reduce((sum, { heldSize }) => sum + heldSize, 0),
      receipted: Math.min(...counterparts.map(({ receiptSize }) => receiptSize)),
      disregarded: disregarded.length,
      reasons,
      digest,
      url: side.party.url,
    };
    cases = await all<CaseRow>(side, paths.cases, { sort: 'opened' });
  }
  return { summary: { parties, cases: cases.length }, cases };
}

/** Whether everything said on one side arrived on the other, and both computed the same. */
export function agrees({ parties }: Summary): boolean {
  const sides = Object.values(parties);
  const said = sides.reduce((sum, { acts }) => sum + acts, 0);
  return sides.every(
    (side) => side.digest === sides[0]!.digest && side.receipted === side.acts && side.held === said - side.acts,
  );
}

const TITLE_WIDTH = 58;

export function showCases(cases: readonly CaseRow[]): string {
  const lines = cases.map((row) => {
    const count = (view: string) => row.state.points.filter((point) => point.view === view).length;
    const undecided = count('cannot-say');
    return [
      shorten(row.words.title?.['en'] ?? '(title not held)', TITLE_WIDTH),
      row.openedBy,
      row.state.stance ?? '–',
      `${count('agreed')} / ${count('contested')} / ${count('unanswered')}${undecided === 0 ? '' : `, ${undecided} cannot say`}`,
      showDeadline(row.nextDeadline),
      day(row.state.acts[0]?.receivedAt ?? null),
    ];
  });
  return table(['case', 'alleged by', 'stance', 'agreed / contested / unanswered', 'next deadline', 'received'], lines);
}

/** What is owed next, by whom, and since when it has lapsed if so. */
function showDeadline(deadline: Deadline | undefined): string {
  if (deadline === undefined) return '–';
  const { owedBy, dueAt, state } = deadline;
  const when = state === 'lapsed' ? `lapsed ${day(dueAt)}` : `due ${day(dueAt)}`;
  return `${deadline.for} by ${owedBy}, ${when}`;
}

/** By the office that the demonstration’s console is opened as: it asks and answers for its party every day. */
const OPENED_AS = 'liaison';

/**
 * Where a browser opens each party’s console, signed in. Cookies are by host, whatever the port: the parties have different names of this machine,
 * so that one browser can be both sides at once.
 */
function consoleLinks(parties: readonly { id: string; port: number }[]): { id: string; link: string }[] {
  return parties.map(({ id, port }, place) => ({
    id,
    link: `http://${place === 0 ? 'localhost' : '127.0.0.1'}:${port}/sign-in?as=${OPENED_AS}`,
  }));
}

export function showLinks(parties: readonly { id: string; port: number }[]): string {
  const lines = consoleLinks(parties).map(({ id, link }) => `  ${id}  ${link}`);
  return ['Open the console of a party, signed in as its liaison officer:', ...lines].join('\n');
}

/** `listed`: with the codes of what was disregarded. */
export function showParties({ parties }: Summary, listed = true): string {
  const rows = Object.entries(parties).map(([id, { acts, held, receipted, disregarded, reasons, digest, url }]) => {
    const why = listed ? Object.entries(reasons).map(([code, count]) => `${count} × ${code}`) : [];
    return [id, String(acts), String(held), String(receipted), [disregarded, ...why].join(', '), digest, url];
  });
  return table(['party', 'acts', 'held of the other', 'receipted', 'disregarded', 'docket digest', 'address'], rows);
}

export function day(seconds: number | null): string {
  return seconds === null ? '–' : new Date(seconds * 1000).toISOString().slice(0, 10);
}

function shorten(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

function table(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}
