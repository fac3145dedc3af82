import { Command } from 'commander';
import { LIMIT_MAX } from '@parley/api/paging';
import type { JsonObject } from '@parley/record/json';
import type { Result } from '@parley/record/refusal';
import type { SubjectState } from '@parley/docket/kind';
import { currencyOf, type ContactsCurrency, type MissingCalendar } from '@parley/docket/party/currency';
import type { Officer } from '@parley/docket/roster';
import type { DueAndHeld } from '@parley/docket/session/cadence';
import { cadencesOf } from '@parley/docket/session/occasions';
import { codesOf, toldOf } from '@parley/docket/vocabulary/told';
import { asOfOption, languageOption, read } from '#commands/reading';
import type { HeldDocket } from '#record/docket';
import type { Language, Naming } from '#shown/naming';
import type { Page } from '#shown/page';
import { writeSaid } from '#shown/said';

const EXAMPLES = `
Who speaks for each party, and since when; whether its contacts and its calendars are current; what the accord's cadence made due, and what was
held. An officer is in office from one place in the log of its party to another, and within the times of its appointment.

Examples:
  parley parties --node us
  parley parties --node us --lang zh
  parley parties --node us --json
`;

type Options = { node: string; asOf?: number; lang: Language; json?: true };

type OfficerShown = Officer & { name: string | null; state: 'in-office' | 'later' | 'ended' | 'relieved' };

type PartyShown = {
  party: string;
  own: boolean;
  names: Record<string, string>;
  languages: string[];
  addresses: string[];
  log: { origin: string; size: number };
  officers: OfficerShown[];
  contacts: ContactsCurrency & { body: JsonObject | null; words: JsonObject };
  calendars: { published: { year: number; publishedAt: number | null }[]; missing: MissingCalendar[] };
};

type Cadence = Omit<DueAndHeld, 'periods' | 'next'> & { nextDueAt: number | null };

type Parties = {
  asOf: number;
  accord: { id: string; title: Record<string, string>; inForceAt: number | null };
  parties: PartyShown[];
  cadence: { session: Cadence; check: Cadence; drill: Cadence };
};

export function partiesCommand(): Command {
  return new Command('parties')
    .description('show who speaks for each party, how it is reached, and what was due and held')
    .requiredOption('--node <folder>', 'the folder of the node, running or stopped')
    .addOption(asOfOption())
    .addOption(languageOption())
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

function run(options: Options): void {
  read({ ...options, json: options.json === true, find, write });
}

function find(docket: HeldDocket): Result<Parties> {
  const { now, house, reader, record } = docket;
  const currency = currencyOf(house, now);
  const states = [...statesOf(docket, 'session'), ...statesOf(docket, 'contact'), ...statesOf(docket, 'hotline')];
  const { session, check, drill } = cadencesOf(states, house, now);
  return {
    ok: true,
    asOf: now,
    accord: { id: record.accordId, title: record.accord.title, inForceAt: house.state.inForceAt },
    parties: reader.parties().map(({ id, own, names, languages, addresses, origin }) => {
      const { contacts, calendars } = currency.find(({ party }) => party === id)!;
      const published = house.state.parties.find((party) => party.id === id)!;
      const log = record.logs.find(({ party }) => party === id)!;
      return {
        party: id,
        own,
        names,
        languages,
        addresses,
        log: { origin, size: record.size(log) },
        officers: house.logs.get(id)!.officers.map((officer) => officerOf(docket, officer)),
        contacts: {
          ...contacts,
          body: published.contacts?.body ?? null,
          words: published.contacts === null ? {} : (docket.act(published.contacts.id)?.told ?? {}),
        },
        calendars: {
          published: published.calendars.map(({ year, publishedAt }) => ({ year, publishedAt })),
          missing: calendars,
        },
      };
    }),
    cadence: { session: cadenceOf(session), check: cadenceOf(check), drill: cadenceOf(drill) },
  };
}

function* statesOf({ reader }: HeldDocket, kind: string): Generator<SubjectState> {
  for (let after: string | undefined; ;) {
    const page = reader.subjects({ kind, limit: LIMIT_MAX, after });
    for (const { state } of page.items) yield state as SubjectState;
    if (page.next === undefined) return;
    after = page.next;
  }
}

function officerOf(docket: HeldDocket, officer: Officer): OfficerShown {
  const name = docket.act(officer.id)?.told['name'];
  const { from, until, relieved } = officer;
  let state: OfficerShown['state'] = 'in-office';
  if (relieved !== null) state = 'relieved';
  else if (docket.now < from) state = 'later';
  else if (until !== null && docket.now >= until) state = 'ended';
  return { ...officer, name: typeof name === 'string' ? name : null, state };
}

function cadenceOf({ due, held, inTime, late, missed, next }: DueAndHeld): Cadence {
  return { due, held, inTime, late, missed, nextDueAt: next?.dueAt ?? null };
}

// ── the page ──

function write(page: Page, n: Naming, { asOf, accord, parties, cadence }: Parties): void {
  page.heading(n.text(accord.title));
  page.facts([
    ['id', accord.id],
    [
      n.say('in force', '生效'),
      accord.inForceAt === null
        ? n.say('not yet', '尚未')
        : n.say(`since ${n.moment(accord.inForceAt)}`, `${n.moment(accord.inForceAt)} 起`),
    ],
    [n.say('as of', '截至'), n.moment(asOf)],
  ]);
  for (const party of parties) writeParty(page, n, party);
  writeCadence(page, n, cadence);
}

function writeParty(page: Page, n: Naming, party: PartyShown): void {
  const { own, names, languages, addresses, log, contacts, calendars } = party;
  const other = Object.entries(names).map(([language, name]) => `${name} [${language}]`);
  page.heading(own ? n.say(`${n.party(party.party)}, us`, `${n.party(party.party)}，我方`) : n.party(party.party));
  page.facts([
    [n.say('names', '名称'), other.join(', ')],
    [n.say('languages', '语言'), languages.join(', ')],
    ...addresses.map((address): [string, string] => [n.say('address', '地址'), address]),
    [n.say('log', '日志'), n.say(`${log.size} entries (${log.origin})`, `${log.size} 个条目（${log.origin}）`)],
    [n.say('contacts', '联络方式'), contactsText(n, contacts)],
    [
      n.say('calendars', '日历'),
      calendars.published
        .map(({ year, publishedAt }) => `${year}${publishedAt === null ? n.say(' (not received)', '（未收悉）') : ''}`)
        .join(', ') || '—',
    ],
    ...calendars.missing.map(({ year, late }): [string, string] => [
      n.say('calendar missing', '缺少日历'),
      late
        ? n.say(`${year}: Monday to Friday counts`, `${year}：按周一至周五计算`)
        : n.say(`${year}: deadlines that reach it are provisional`, `${year}：涉及该年的期限为暂定`),
    ]),
  ]);
  writeOfficers(page, n, party);
  if (contacts.body === null) return;
  page.space();
  page.line(n.say('Contacts, as published', '公布的联络方式'), 2);
  writeSaid(page, toldOf({ body: contacts.body, words: contacts.words }, n, { all: false }), 4);
}

function contactsText(n: Naming, { state, publishedAt, staleAt }: ContactsCurrency): string {
  if (state === 'none') return n.say('none published', '尚未公布');
  const at = n.moment(publishedAt);
  return state === 'stale'
    ? n.say(`STALE since ${n.moment(staleAt)}, published ${at}`, `${n.moment(staleAt)} 起过期，公布于 ${at}`)
    : n.say(`current until ${n.moment(staleAt)}, published ${at}`, `有效至 ${n.moment(staleAt)}，公布于 ${at}`);
}

function writeOfficers(page: Page, n: Naming, { officers }: PartyShown): void {
  if (officers.length === 0) return page.line(n.say('no officer appointed', '未任命官员'), 2);
  page.space();
  page.fullTable(
    [
      n.say('officer', '官员'),
      n.say('office', '职位'),
      n.say('key', '密钥'),
      n.say('from', '自'),
      n.say('until', '至'),
      n.say('stands', '现状'),
    ],
    officers.map((officer) => [
      officer.name ?? n.say('(name not held)', '（姓名未持有）'),
      codesOf('office', officer.office, n) +
        (officer.deputyOf === null
          ? ''
          : n.say(`, deputy of ${officer.deputyOf.slice(0, 8)}`, `，代理 ${officer.deputyOf.slice(0, 8)}`)),
      officer.kid.slice(0, 8),
      n.moment(officer.from),
      n.moment(officer.until),
      officerStands(n, officer),
    ]),
    2,
  );
}

function officerStands(n: Naming, { state, appointed, relieved, compromisedSince }: OfficerShown): string {
  const stands = {
    'in-office': n.say(`in office from entry ${appointed}`, `在任，自条目 ${appointed}`),
    later: n.say('not yet in office', '尚未就任'),
    ended: n.say('term ended', '任期已满'),
    relieved: n.say(
      `entries ${appointed} to ${relieved ?? ''}, relieved`,
      `条目 ${appointed} 至 ${relieved ?? ''}，已解职`,
    ),
  }[state];
  if (compromisedSince === null) return stands;
  const since = n.moment(compromisedSince);
  return n.say(`${stands}, key compromised since ${since}`, `${stands}，密钥自 ${since} 起泄露`);
}

function writeCadence(page: Page, n: Naming, cadence: Parties['cadence']): void {
  page.heading(n.say('Due and held', '应办与已办'));
  if (Object.values(cadence).every(({ due, held, nextDueAt }) => due === 0 && held === 0 && nextDueAt === null))
    return page.line(n.say('the accord has no cadence', '协约未约定周期'), 2);
  const names = {
    session: n.say('Sessions', '会议'),
    check: n.say('Communication checks', '通联检查'),
    drill: n.say('Hotline drills', '热线演练'),
  };
  page.fullTable(
    [
      n.say('what', '事项'),
      n.say('due', '应办'),
      n.say('held', '已办'),
      n.say('in time', '按时'),
      n.say('late', '逾期'),
      n.say('missed', '未办'),
      n.say('next due', '下次到期'),
    ],
    (['session', 'check', 'drill'] as const).map((what) => {
      const { due, held, inTime, late, missed, nextDueAt } = cadence[what];
      return [names[what], ...[due, held, inTime, late, missed].map(String), n.moment(nextDueAt)];
    }),
    2,
  );
}
