// Officers, keys and calendars of one party: what is in order depends on that party's own log before the act, and on the terms.

import { parseBase64url } from '@parley/record/base64';
import type { JsonObject } from '@parley/record/json';
import { thumbprint } from '@parley/record/key';
import type { Refusal } from '@parley/record/refusal';
import type { z } from 'zod';
import { dayNumber, isWeekend, parseDay, type Calendar } from '#calendar';
import type { LogHouse } from '#roster';
import type { Said } from '#kind';
import type { partyActs } from '#party/acts';
import { keysIn } from '#party/rotation';
import { refuseAct, type DocketCode } from '#refusals';
import type { Offices, Terms } from '#terms';

export type CalendarBody = z.infer<(typeof partyActs)['calendar.publish']['body']> & JsonObject;

type Says = (code: DocketCode, fact: string) => Refusal;

/** May a party say this of itself. `kids`: who signed; `calendars`: those of the party that are published; `named`: keys that the accord and this log named. */
export function admitParty(
  said: Said,
  kids: readonly string[],
  log: LogHouse,
  calendars: ReadonlyMap<number, Calendar>,
  terms: Terms,
  offices: Offices,
  named: () => ReadonlySet<string>,
): Refusal | undefined {
  const says: Says = (code, fact) =>
    refuseAct(code, `hearing ${said.type} at ${said.party} ${said.index}: ${fact}`).refusal;
  switch (said.type) {
    case 'officer.appoint':
      return admitAppointment(said, log, offices, says);
    case 'officer.relieve':
      return log.officers.some(({ kid, relieved }) => kid === said.body['kid'] && relieved === null)
        ? undefined
        : says('officer.unknown', `no officer ${said.body['kid'] as string} is in office`);
    case 'party.rekey':
      return admitRekey(said, kids, log, named, says);
    case 'calendar.publish':
      return admitCalendar(said.body as CalendarBody, calendars, terms, says);
    default:
      return undefined;
  }
}

function admitAppointment({ body, index }: Said, log: LogHouse, offices: Offices, says: Says): Refusal | undefined {
  const { key, office, from, until, deputyOf } = body as z.infer<(typeof partyActs)['officer.appoint']['body']>;
  if (!Object.hasOwn(offices, office)) return says('officer.office_unknown', `the accord has no office ${office}`);
  if (until !== undefined && until <= from)
    return says('officer.window', `it ends at ${until}, expected after ${from}`);
  const bytes = parseBase64url(key);
  const kid = bytes?.length === 32 ? thumbprint(bytes) : undefined;
  if (kid === undefined) return says('officer.key_used', 'the key is not the base64url of 32 bytes');
  if (log.officers.some((one) => one.kid === kid) || log.roots.some((one) => one.kid === kid)) {
    return says('officer.key_used', `the key ${kid} is or was in use`);
  }
  if (deputyOf === undefined) return undefined;
  if (until === undefined) return says('officer.window', 'a deputy’s appointment has no end');
  const principal = log.officers.find((one) => one.kid === deputyOf && one.appointed < index && one.relieved === null);
  if (principal === undefined) return says('officer.deputy', `no officer ${deputyOf} is in office`);
  if (principal.office !== office)
    return says('officer.deputy', `the office of ${deputyOf} is ${principal.office}, expected ${office}`);
  return principal.until === null || principal.until > from
    ? undefined
    : says('officer.deputy', `the term of ${deputyOf} ends at ${principal.until}, the deputy’s begins at ${from}`);
}

function admitRekey(
  { body, index }: Said,
  kids: readonly string[],
  log: LogHouse,
  named: () => ReadonlySet<string>,
  says: Says,
): Refusal | undefined {
  const root = log.roots.findLast(({ since }) => since < index)!.kid;
  if (kids.length !== 1 || kids[0] !== root) return says('party.root_only', 'others than the root key signed');
  const known = named();
  if (keysIn(body).some((key) => known.has(key)))
    return says('party.key_used', 'one of the keys stands in the accord, or was put in a place by this log before');
  if (body['role'] !== 'root') return undefined;
  const bytes = parseBase64url(body['key'] as string);
  const kid = bytes?.length === 32 ? thumbprint(bytes) : undefined;
  if (kid === undefined) return says('party.key_used', 'the key is not the base64url of 32 bytes');
  return log.officers.some((one) => one.kid === kid) || log.roots.some((one) => one.kid === kid)
    ? says('party.key_used', `the key ${kid} is or was in use`)
    : undefined;
}

function admitCalendar(
  body: CalendarBody,
  calendars: ReadonlyMap<number, Calendar>,
  { calendars: limits }: Terms,
  says: Says,
): Refusal | undefined {
  const { year } = body;
  if (calendars.has(year)) return says('calendar.published', `the year ${year} has its calendar`);
  const problem = problemOfDays(body);
  if (problem !== undefined) return says('calendar.days', problem);
  const offsets = problemOfOffsets(body);
  if (offsets !== undefined) return says('calendar.offsets', offsets);
  const { works } = compileCalendar('', body, null);
  let count = 0;
  let run = 0;
  let longest = 0;
  for (const working of works) {
    run = working ? 0 : run + 1;
    if (!working) count++;
    longest = Math.max(longest, run);
  }
  if (count > limits.nonWorkingDaysMax) {
    return says('calendar.excessive', `${count} non-working days, expected at most ${limits.nonWorkingDaysMax}`);
  }
  return longest > limits.nonWorkingRunMax
    ? says('calendar.excessive', `${longest} non-working days in a row, expected at most ${limits.nonWorkingRunMax}`)
    : undefined;
}

function problemOfDays({ year, nonWorking, makeUp }: CalendarBody): string | undefined {
  for (const list of [nonWorking, makeUp]) {
    let last = '';
    for (const text of list) {
      if (parseDay(text) === undefined) return `there is no day ${text}`;
      if (!text.startsWith(`${String(year).padStart(4, '0')}-`)) return `${text} is not in ${year}`;
      if (text <= last) return `${text} does not come after ${last}`;
      last = text;
    }
  }
  const working = makeUp.find((text) => !isWeekend(parseDay(text)!));
  if (working !== undefined) return `the make-up day ${working} is no Saturday or Sunday`;
  const both = makeUp.find((text) => nonWorking.includes(text));
  return both === undefined ? undefined : `${both} is both non-working and made up`;
}

function problemOfOffsets({ year, offsets }: CalendarBody): string | undefined {
  const begins = (of: { offsetMinutes: number }) => dayNumber(year, 1, 1) * 86_400 - of.offsetMinutes * 60;
  const first = offsets[0]!;
  if (first.fromUtc > begins(first)) return `the first is from ${first.fromUtc}, expected by ${begins(first)}`;
  for (let at = 1; at < offsets.length; at++) {
    const { fromUtc } = offsets[at]!;
    const before = offsets[at - 1]!;
    if (fromUtc <= before.fromUtc) return `${fromUtc} does not come after ${before.fromUtc}`;
    if (fromUtc <= begins(before)) return `a second one is in force before ${year} begins`;
    if (fromUtc >= dayNumber(year + 1, 1, 1) * 86_400 - before.offsetMinutes * 60) return `${fromUtc} is after ${year}`;
  }
  return undefined;
}

/** A calendar that is in order, day by day. */
export function compileCalendar(id: string, body: CalendarBody, publishedAt: number | null): Calendar {
  const { year, nonWorking, makeUp, closingMinute, offsets } = body;
  const first = dayNumber(year, 1, 1);
  const works = Array.from({ length: dayNumber(year + 1, 1, 1) - first }, (_, at) => !isWeekend(first + at));
  for (const text of nonWorking) works[parseDay(text)! - first] = false;
  for (const text of makeUp) works[parseDay(text)! - first] = true;
  return { id, year, works, closingMinute: closingMinute ?? 1440, offsets, publishedAt };
}
