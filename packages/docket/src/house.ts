// The house: the accord itself and what each party publishes of itself, folded from the few accord, officer, party, contact and
// calendar acts of all logs. Every subject is judged by it: who was in office at which index of which log, which terms govern an act,
// which calendar a deadline runs by. A node keeps it in memory and folds it again when one of those acts arrives.

import type { Accord } from '@parley/record/accord';
import { parseBase64url } from '@parley/record/base64';
import { originOf, partyOf, thumbprint } from '@parley/record/key';
import type { JsonObject } from '@parley/record/json';
import type { Refusal } from '@parley/record/refusal';
import { admitEntry } from '#authority';
import type { Calendar } from '#calendar';
import type { PlacedEntry } from '#entry';
import { gatherFacts, receivedByAll, type Facts, type RootAt } from '#facts';
import { admitJoint, admitProposal, foldJoint, isProposal, JOINT_TYPES, openProposal } from '#joint/rules';
import type { Proposal, Said } from '#kind';
import { admitAccord } from '#accord/rules';
import { keysIn, namedKeys } from '#party/rotation';
import { admitParty, compileCalendar, type CalendarBody } from '#party/rules';
import type { Receipts } from '#receipts';
import { refuseAct } from '#refusals';
import {
  disregard,
  termsAt,
  type House,
  type HouseState,
  type LogHouse,
  type Officer,
  type TermsVersion,
} from '#roster';
import { KEY_ACTS } from '#route';
import { said } from '#said';
import { parseTerms, type Offices, type Terms } from '#terms';
import { admitWording, foldWording, WORDS_TYPES } from '#words/rules';

/**
 * Folds the entries that `routeOf` sends to the house, in docket order. The accord's terms and offices must fit their schemas (`parseTerms`):
 * throws TypeError otherwise, since such an accord cannot be founded.
 */
export function foldHouse(
  accord: Accord,
  accordId: string,
  entries: readonly PlacedEntry[],
  lookups: { receipts: Receipts; rootAt: RootAt },
): House {
  const read = parseTerms(accord);
  if (!read.ok) throw new TypeError(read.refusal.detail);
  const build = openHouse(accord, accordId, read);
  const facts = gatherFacts({ house: build.house, ...lookups });
  // Which index counts as a change of keys follows from the types alone, whatever becomes of the acts.
  for (const { act, party, index } of entries) {
    if (act !== undefined && KEY_ACTS.test(act.payload.type)) build.house.logs.get(party)!.keyActs.push(index);
  }
  for (const log of build.house.logs.values()) log.keyActs.sort((a, b) => a - b);
  for (const entry of entries) {
    const refusal = admit(build, entry, facts);
    if (refusal === undefined) apply(build, entry, facts);
    else build.house.disregarded.push(disregard(entry, refusal));
  }
  build.house.state.inForceAt = accordInForceAt(facts);
  build.house.awaits = [...facts.awaits.values()];
  return build.house;
}

type Mutable = Omit<House, 'logs' | 'calendars' | 'versions'> & {
  logs: Map<string, LogHouse>;
  calendars: Map<string, Map<number, Calendar>>;
  versions: TermsVersion[];
};

type Build = { house: Mutable; authors: Map<string, string>; amendments: Map<string, Said> };

function openHouse(accord: Accord, accordId: string, agreed: { terms: Terms; offices: Offices }): Build {
  const parties = accord.parties.map(({ id }) => id);
  const logs = new Map<string, LogHouse>();
  const origins = new Map<string, string>();
  const calendars = new Map<string, Map<number, Calendar>>();
  for (const id of parties) {
    const origin = originOf(accord, accordId, id);
    const root = thumbprint(parseBase64url(partyOf(accord, id).keys.root)!);
    logs.set(id, { origin, founded: null, keyActs: [], roots: [{ kid: root, since: -1 }], officers: [] });
    origins.set(origin, id);
    calendars.set(id, new Map());
  }
  const { terms, offices } = agreed;
  const founding: TermsVersion = { id: accordId, key: '', from: 0, inForceAt: 0, terms, offices };
  const state: HouseState = {
    kind: 'accord',
    id: accordId,
    inForceAt: null,
    parties: parties.map((id) => ({
      id,
      founded: null,
      officers: logs.get(id)!.officers,
      keys: [],
      addresses: null,
      contacts: null,
      calendars: [],
    })),
    acts: [],
    versions: [describeVersion(founding)],
    proposals: [],
    notes: [],
    translations: [],
    corrections: [],
    erasures: [],
  };
  const house: Mutable = {
    document: accord,
    accord: accordId,
    parties,
    witnesses: accord.witnesses.map(({ name }) => name),
    partyOf: origins,
    logs,
    versions: [founding],
    calendars,
    state,
    disregarded: [],
    awaits: [],
  };
  return { house, authors: new Map(), amendments: new Map() };
}

function admit({ house, authors }: Build, entry: PlacedEntry, facts: Facts): Refusal | undefined {
  const common = admitEntry(entry, facts);
  if (common !== undefined) return common;
  const act = said(entry);
  const at = `hearing ${act.type} at ${act.party} ${act.index}:`;
  if (entry.act!.payload.subject !== undefined)
    return refuseAct('act.subject_unexpected', `${at} it names a subject`).refusal;
  if (authors.has(entry.id)) return refuseAct('act.repeated', `${at} it stands in the log before`).refusal;
  if (JOINT_TYPES.has(act.type)) return admitJoint(house.state, authors, act, house.parties, facts);
  if (WORDS_TYPES.has(act.type)) return admitWording(house.state, act, (id) => authors.get(id));
  const { terms, offices } = termsAt(house, act.key, act.iat);
  if (isProposal(act)) {
    const refusal = admitProposal(act, terms.proposalDays);
    if (refusal !== undefined) return refusal;
  }
  const log = house.logs.get(act.party)!;
  return (
    admitAccord(act, log, house.accord) ??
    admitParty(act, entry.act!.kids, log, house.calendars.get(act.party)!, terms, offices, () =>
      keysNamed(house, act.party),
    )
  );
}

/** By the accord, and by what replaced keys in a party's log with effect. */
function keysNamed({ document, state }: Mutable, party: string): Set<string> {
  const replaced = state.parties.find(({ id }) => id === party)!.keys;
  return new Set([...namedKeys(document), ...replaced.flatMap(({ body }) => keysIn(body))]);
}

function apply(build: Build, entry: PlacedEntry, facts: Facts): void {
  const { house, authors, amendments } = build;
  const act = said(entry);
  const { id, type, party, index, body } = act;
  const log = house.logs.get(party)!;
  const own = house.state.parties.find((one) => one.id === party)!;
  const receivedAt = receivedByAll(facts, party, index);
  authors.set(id, party);
  house.state.acts.push({ id, type, party, index, signedAt: act.iat, receivedAt });
  switch (type) {
    case 'accord.found':
      log.founded = index;
      own.founded = index;
      return;
    case 'officer.appoint':
      log.officers.push(appointed(act));
      return;
    case 'officer.relieve': {
      const officer = log.officers.find(({ kid }) => kid === body['kid'])!;
      officer.relieved = index;
      officer.compromisedSince = (body['compromisedSince'] as number | undefined) ?? null;
      return;
    }
    case 'party.rekey':
      if (body['role'] === 'root') log.roots.push({ kid: kidOf(body['key'] as string), since: index });
      own.keys.push({ id, index, body });
      return;
    case 'party.address':
      own.addresses = { id, index, body };
      return;
    case 'contact.publish':
      own.contacts = { id, index, receivedAt, body };
      return;
    case 'calendar.publish': {
      const calendar = compileCalendar(id, body as CalendarBody, receivedAt);
      house.calendars.get(party)!.set(calendar.year, calendar);
      own.calendars.push({ id, year: calendar.year, publishedAt: receivedAt, body });
      return;
    }
    default:
      break;
  }
  if (isProposal(act)) {
    amendments.set(id, act);
    house.state.proposals.push(openProposal(act));
    return;
  }
  if (WORDS_TYPES.has(type)) {
    Object.assign(house.state, foldWording(house.state, act));
    return;
  }
  Object.assign(house.state, foldJoint(house.state, act, house.parties, facts));
  const proposal = house.state.proposals.find((one) => one.id === body['of']);
  if (type === 'endorse' && proposal?.inForceAt != null) amend(build, proposal, act);
}

// An amendment governs from the place of the endorsement that completed it.
function amend({ house, amendments }: Build, proposal: Proposal, completing: Said): void {
  const { body } = amendments.get(proposal.id)!;
  const before = house.versions.at(-1)!;
  const version: TermsVersion = {
    id: proposal.id,
    key: completing.key,
    from: body['from'] as number,
    inForceAt: proposal.inForceAt!,
    terms: (body['terms'] as Terms | undefined) ?? before.terms,
    offices: (body['offices'] as Offices | undefined) ?? before.offices,
  };
  house.versions.push(version);
  house.state.versions.push(describeVersion(version));
}

function describeVersion({ id, from, inForceAt, terms, offices }: TermsVersion): HouseState['versions'][number] {
  return { id, from, inForceAt, terms: terms as JsonObject, offices };
}

function appointed({ id, index, body }: Said): Officer {
  return {
    kid: kidOf(body['key'] as string),
    id,
    office: body['office'] as string,
    from: body['from'] as number,
    until: (body['until'] as number | undefined) ?? null,
    deputyOf: (body['deputyOf'] as string | undefined) ?? null,
    appointed: index,
    relieved: null,
    compromisedSince: null,
  };
}

/** The kid of a key in base64url; a text that is no key has one that signs nothing. */
function kidOf(key: string): string {
  const bytes = parseBase64url(key);
  return bytes?.length === 32 ? thumbprint(bytes) : '';
}

function accordInForceAt(facts: Facts): number | null {
  let last: number | null = 0;
  for (const party of facts.house.parties) {
    const received: number | null =
      facts.house.logs.get(party)!.founded === null ? null : receivedByAll(facts, party, 0);
    last = received === null || last === null ? null : Math.max(last, received);
  }
  return last;
}

/** Which subjects to fold again when the house has become another: all, or those that run by one of these calendars. */
export type HouseChange = { all: boolean; calendars: { party: string; year: number }[] };

/**
 * What is different for entries that were already there. Officers appointed and relieved at the end of a log change nothing for the acts
 * before, so only amendments, and changes to what was there, touch every subject.
 */
export function houseChange(before: House, after: House): HouseChange {
  const calendars: HouseChange['calendars'] = [];
  for (const [party, years] of after.calendars) {
    for (const [year, { id, publishedAt }] of years) {
      const old = before.calendars.get(party)?.get(year);
      if (old?.id !== id || old.publishedAt !== publishedAt) calendars.push({ party, year });
    }
  }
  for (const [party, years] of before.calendars) {
    for (const year of years.keys()) if (!after.calendars.get(party)?.has(year)) calendars.push({ party, year });
  }
  return { all: !extendsOnly(before, after), calendars };
}

function extendsOnly(before: House, after: House): boolean {
  if (JSON.stringify(before.versions) !== JSON.stringify(after.versions)) return false;
  for (const [party, old] of before.logs) {
    const size = (old.keyActs.at(-1) ?? -1) + 1;
    const log = after.logs.get(party)!;
    const officers = log.officers
      .filter(({ appointed: at }) => at < size)
      .map((officer) =>
        officer.relieved !== null && officer.relieved >= size
          ? { ...officer, relieved: null, compromisedSince: null }
          : officer,
      );
    const same =
      JSON.stringify(officers) === JSON.stringify(old.officers) &&
      JSON.stringify(log.roots.filter(({ since }) => since < size)) === JSON.stringify(old.roots) &&
      JSON.stringify(log.keyActs.filter((at) => at < size)) === JSON.stringify(old.keyActs);
    if (!same) return false;
  }
  return true;
}
