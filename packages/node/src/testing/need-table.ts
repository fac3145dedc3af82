// What every bounded route answers to whom, of a subject in every state: asked of a running node, for docs/need-to-know.md.

import type { Route } from '@parley/api/route';
import { routes } from '@parley/api/routes';
import { calls, openChancery, UNKNOWN, type Chancery, type Collection } from './chancery.ts';

type Column = { name: string; headers: Record<string, string>; of: Collection; hidden: boolean };
type Row = { route: string; need: string; cells: string[] };

/** Of which a collection has nothing, or which are made apart from the server. */
const APART = new Set(['contacts', 'contact', 'commitments', 'commitment', 'health', 'progress', 'quotation']);

const DESK_THINGS = new Set(['draft', 'draftAbout', 'deskNote', 'option']);

/** Rows in the order of the routes; one cell a column. */
export async function needTable(): Promise<{ columns: string[]; rows: Row[] }> {
  // The timers of a node keep no process alive.
  const awake = setInterval(() => undefined, 1000);
  const at = await openChancery();
  try {
    return await makeTable(at);
  } finally {
    await at.stop();
    clearInterval(awake);
  }
}

async function makeTable(at: Chancery): Promise<{ columns: string[]; rows: Row[] }> {
  const one = await at.collect('kestrelquill', 'green');
  const red = await at.collect('scarletword', 'red');
  const head = at.enter('Hana', ['head'], []);
  const named = at.enter('Nils', ['liaison'], ['policy']);
  const other = at.enter('Olga', ['liaison'], ['policy']);
  const administrator = at.enter('Ada', [], []);
  administrator.person.role = 'administrator';
  const subject = one.things.get('case')!;
  const bounded = (Object.values(routes) as Route[]).filter(({ need, id }) => need !== 'none' && id !== 'live');
  const rows = new Map(
    bounded.map(({ id, method, need }) => [id, { route: `${method} ${id}`, need, cells: [] as string[] }]),
  );
  const columns: string[] = [];
  const fill = async (column: Column) => {
    columns.push(column.name);
    for (const route of bounded) rows.get(route.id)!.cells.push(await cell(at, route, column));
  };
  const must = (outcome: { ok: boolean }) => {
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  };

  await fill({ name: 'open', headers: other.headers, of: one, hidden: false });
  must(at.need.restrict(head.person, subject, [named.person.account]));
  await fill({ name: 'restricted, named', headers: named.headers, of: one, hidden: false });
  await fill({ name: 'restricted, holds the power', headers: head.headers, of: one, hidden: false });
  await fill({ name: 'restricted, not named', headers: other.headers, of: one, hidden: true });
  await fill({ name: 'restricted, token', headers: at.token(false), of: one, hidden: true });
  await fill({ name: 'restricted, token made for it', headers: at.token(true), of: one, hidden: false });
  await fill({ name: 'administrator', headers: administrator.headers, of: one, hidden: true });
  must(at.need.lift(head.person, subject));
  const subjects = [...one.things].filter(([, id]) => at.pair.app('amber').docket.classes.of(id) !== undefined);
  for (const [, id] of subjects) must(at.need.assign(head.person, id, ['technical']));
  await fill({ name: 'of another desk', headers: other.headers, of: one, hidden: true });
  for (const [, id] of subjects) must(at.need.assign(head.person, id, []));
  must(
    at.need.setPolicy(head.person, {
      power: [],
      clearances: [{ office: 'liaison', desk: 'policy', marking: 'amber' }],
    }),
  );
  await fill({ name: 'marked above', headers: other.headers, of: red, hidden: true });
  return { columns, rows: [...rows.values()] };
}

async function cell(at: Chancery, route: Route, { headers, of, hidden }: Column): Promise<string> {
  if (APART.has(route.id)) return '';
  const changes = route.method !== 'GET' && route.method !== 'HEAD';
  // What may be changed by whom is not for these rules.
  if (changes && route.need === 'subject' && !hidden) return 'by its own rules';
  const ask = async (id: (thing: string) => string) => {
    const { path, body } = calls[route.id as keyof typeof calls](of, id);
    return at.ask(headers, path, { method: route.method, body });
  };
  const answered = await ask((thing) => of.things.get(thing) ?? UNKNOWN);
  if (answered.status === 403) return answered.body.includes('need.whole') ? 'refused' : 'not admitted';
  if (route.need === 'whole') return 'made';
  if (route.need === 'list') {
    if (answered.status !== 200) return `${answered.status}`;
    return tells(answered.body, of) ? 'listed' : 'left out';
  }
  const unknown = await ask((thing) => (DESK_THINGS.has(thing) ? UNKNOWN.slice(0, 22) : UNKNOWN));
  const plain = ({ status, body }: { status: number; body: string }) =>
    `${status} ${[...of.things.values(), UNKNOWN, UNKNOWN.slice(0, 22)].reduce((all, id) => all.replaceAll(id, ''), body)}`;
  if (plain(answered) === plain(unknown)) return 'absent';
  return route.id === 'session' && !answered.body.includes(of.things.get('case')!) ? 'in part' : 'seen';
}

function tells(body: string, { word, things }: Collection): boolean {
  return body.includes(word) || [...things].some(([thing, id]) => thing !== 'session' && body.includes(id));
}
