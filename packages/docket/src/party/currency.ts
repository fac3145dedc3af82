// Whether what a party publishes of itself is current at a moment: its list of contacts, which goes stale, and its calendars, without which
// working days are Monday to Friday and deadlines that reach the year are provisional. The moment is given: no rule reads it from a clock.

import { dayNumber, yearOf } from '#calendar';
import type { House } from '#roster';

const DAY_SECONDS = 86_400;

/**
 * `none`: nothing published by then; `stale`: older than the accord's days of review. `publishedAt`: when the others had received the last
 * list, or, until they have, when it was signed; `staleAt`: the end of its time. Null: there is no list.
 */
export type ContactsCurrency = {
  state: 'none' | 'current' | 'stale';
  publishedAt: number | null;
  staleAt: number | null;
};

/** A year of which the others have no calendar. `since`: 1 January, 00:00 UTC; `late`: that has passed, and Monday to Friday counts. */
export type MissingCalendar = { year: number; since: number; late: boolean };

/** `calendars`: of the year of the moment and the next, those that are missing, ascending. */
export type PartyCurrency = { party: string; contacts: ContactsCurrency; calendars: MissingCalendar[] };

/** Of every party, in the accord's order. `asOf` in seconds. */
export function currencyOf(house: House, asOf: number): PartyCurrency[] {
  return house.parties.map((party) => ({
    party,
    contacts: contactsAt(house, party, asOf),
    calendars: calendarsMissing(house, party, asOf),
  }));
}

function contactsAt(house: House, party: string, asOf: number): ContactsCurrency {
  let publishedAt: number | null = null;
  for (const act of house.state.acts) {
    if (act.type !== 'contact.publish' || act.party !== party) continue;
    const at = act.receivedAt ?? act.signedAt;
    if (at <= asOf) publishedAt = at;
  }
  if (publishedAt === null) return { state: 'none', publishedAt: null, staleAt: null };
  const staleAt = publishedAt + termsBy(house, asOf).contactsReviewDays * DAY_SECONDS;
  return { state: asOf < staleAt ? 'current' : 'stale', publishedAt, staleAt };
}

function calendarsMissing(house: House, party: string, asOf: number): MissingCalendar[] {
  const published = house.calendars.get(party);
  const thisYear = yearOf(Math.floor(asOf / DAY_SECONDS));
  return [thisYear, thisYear + 1].flatMap((year) => {
    const publishedAt = published?.get(year)?.publishedAt ?? null;
    if (publishedAt !== null && publishedAt <= asOf) return [];
    const since = dayNumber(year, 1, 1) * DAY_SECONDS;
    return [{ year, since, late: since <= asOf }];
  });
}

/** The terms in force at a moment. */
function termsBy({ versions }: House, asOf: number) {
  const inForce = versions.findLast(({ from, inForceAt }) => Math.max(from, inForceAt) <= asOf) ?? versions[0]!;
  return inForce.terms;
}
