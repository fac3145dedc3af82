// May this entry be heard at all: what is asked of every act before the rules of its kind are. All of it follows from the entry, from
// its own log before it, and from the terms at its place in the order.

import type { VerifiedAct } from '@parley/record/act';
import type { Refusal } from '@parley/record/refusal';
import type { PlacedEntry } from '#entry';
import { coveredAt, type Facts } from '#facts';
import { termsAt, type LogHouse } from '#roster';
import { actTypes } from '#kinds';
import { problemOfBody } from '#body';
import { refuseAct, type DocketCode } from '#refusals';
import type { Offices } from '#terms';

/** An act that was received later than this after its officer's term is not heard. */
export const RECEIVED_LATE_SECONDS = 86_400;

/** What the root key signs by itself: it founds, appoints and rekeys; everything else is for officers. */
const ROOT_SIGNS = /^(accord\.found$|officer\.|party\.)/;

/** Why an entry takes no effect whatever its kind's rules say, or undefined. */
export function admitEntry(entry: PlacedEntry, facts: Facts): Refusal | undefined {
  const { act, party, index } = entry;
  if (act === undefined) return entry.refusal ?? defect(entry);
  const { payload } = act;
  const { house } = facts;
  const log = house.logs.get(party)!;
  const says = (code: DocketCode, fact: string, more?: Record<string, unknown>): Refusal =>
    refuseAct(code, `hearing ${payload.type} at ${party} ${index}: ${fact}`, more).refusal;

  if (payload.accord !== house.accord) return says('act.wrong_accord', `it names the accord ${payload.accord}`);
  if (payload.log !== log.origin)
    return says('act.wrong_log', `it names the log ${payload.log}, expected ${log.origin}`);
  if (!actTypes.has(payload.type)) return says('act.type_unknown', 'no kind of this version has acts of that type');
  const problem = problemOfBody(act);
  if (problem !== undefined) return says('act.body', `body ${problem}`);

  const content = problemOfContent(act);
  if (content !== undefined) return says('act.content', content);

  const keys = keysBefore(log, index);
  if (payload.keys !== keys) {
    return says('act.keys_stale', `it names ${payload.keys ?? 'none'}, expected ${keys ?? 'none'}`, {
      keys: keys ?? null,
    });
  }
  for (const origin in payload.seen ?? {}) {
    const { n, root } = payload.seen![origin]!;
    if (!house.partyOf.has(origin))
      return says('act.seen_unknown', `it has seen ${origin}, which is no log of the accord`);
    const real = facts.rootAt(origin, n);
    if (real !== undefined && real !== root) {
      return says('act.seen_false', `it has seen ${origin} at size ${n} with the root ${root}, expected ${real}`);
    }
  }
  return admitSigners(entry, log, facts, says);
}

/** An act that deposits or seals commits to one item of content; every other to none. */
function problemOfContent({ payload: { type, exhibits = [], seals = [] } }: VerifiedAct): string | undefined {
  const { carries } = actTypes.get(type)!;
  const [exhibit, seal] = [carries === 'exhibit' ? 1 : 0, carries === 'seal' ? 1 : 0];
  return exhibits.length === exhibit && seals.length === seal
    ? undefined
    : `it has ${exhibits.length} exhibits and ${seals.length} seals, expected ${exhibit} and ${seal}`;
}

/** The index an act at `index` of the log names in `keys`; undefined at index 0. */
function keysBefore({ keyActs }: LogHouse, index: number): number | undefined {
  let low = 0;
  let high = keyActs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyActs[middle]! < index) low = middle + 1;
    else high = middle;
  }
  return keyActs[low - 1];
}

type Says = (code: DocketCode, fact: string, more?: Record<string, unknown>) => Refusal;

function admitSigners(entry: PlacedEntry, log: LogHouse, facts: Facts, says: Says): Refusal | undefined {
  const { act, party, index, place } = entry;
  const { type, iat } = act!.payload;
  const kids = act!.kids;
  const root = log.roots.findLast(({ since }) => since < index)!.kid;
  if (kids.length === 1 && kids[0] === root && ROOT_SIGNS.test(type)) return undefined;
  const { offices } = termsAt(facts.house, place.key, iat);
  let enough = false;
  for (const kid of kids) {
    const officer = log.officers.find((one) => one.kid === kid && one.appointed < index);
    if (officer === undefined) {
      if (kid === root) return says('act.no_power', 'the root key does not sign such an act', { kid });
      const replaced = log.roots.some((one) => one.kid === kid && one.since < index);
      return replaced
        ? says('act.relieved', 'the root key was replaced', { kid })
        : says('act.not_appointed', `the officer ${kid} is not appointed`, { kid });
    }
    if (officer.relieved !== null && officer.relieved < index) {
      return says('act.relieved', `the officer ${kid} was relieved at ${officer.relieved}`, { kid });
    }
    if (place.iat < officer.from || (officer.until !== null && place.iat >= officer.until)) {
      return says(
        'act.window',
        `the log’s time is ${place.iat}, expected from ${officer.from} until ${officer.until ?? 'relief'}`,
        {
          kid,
        },
      );
    }
    if (officer.until !== null) {
      const received = coveredAt(facts, party, index);
      if (received !== null && received > officer.until + RECEIVED_LATE_SECONDS) {
        return says(
          'act.received_late',
          `it was received at ${received}, the officer’s term ended at ${officer.until}`,
          { kid },
        );
      }
    }
    const demanded = signaturesDemanded(offices, officer.office, type);
    if (demanded === undefined)
      return says('act.no_power', `the office ${officer.office} may not sign ${type}`, { kid });
    if (demanded <= kids.length) enough = true;
  }
  return enough ? undefined : says('act.signatures', `${kids.length} officers signed, the accord demands more`);
}

/** How many officers an act needs that an office signs, by the narrowest pattern; undefined if the office may not sign it. */
export function signaturesDemanded(offices: Offices, office: string, type: string): number | undefined {
  if (!Object.hasOwn(offices, office)) return undefined;
  const { signs } = offices[office]!;
  if (Object.hasOwn(signs, type)) return signs[type];
  const dot = type.indexOf('.');
  const kind = dot < 0 ? '*' : `${type.slice(0, dot)}.*`;
  return Object.hasOwn(signs, kind) ? signs[kind] : signs['*'];
}

function defect(entry: PlacedEntry): never {
  throw new Error(`hearing the entry at ${entry.party} ${entry.index}: it has neither an act nor a refusal`);
}
