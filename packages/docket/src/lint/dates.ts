// Days exist, and what tells the past does not lie in the future. Of no consequence to any rule, and so asked of the officer alone, before
// the act is signed into the log for ever.

import type { Json, JsonObject } from '@parley/record/json';
import { parseDay } from '#calendar';
import { Day } from '#code';
import type { ActType } from '#kind';
import { refused, type Finding } from '#lint/finding';
import { leavesOf } from '#lint/leaves';
import { When } from '#when';

const DATES: ReadonlySet<unknown> = new Set([Day, When]);

/** Kinds whose own rules ask whether their days exist, and refuse with codes of their own. */
const RULED = /^(calendar|commitment|exhibit|measure|session)\./;

/** Members that tell what has happened: conduct, words spoken, an arrest, a step of custody, the destruction of a copy. */
const PAST = /^(activity|said|on|custody\.\d+\.when)$/;

const DAY_SECONDS = 86_400;

/** `iat`: when the officer claims to sign. A day ahead of it is somebody's today. */
export function* lintDates(type: string, { body: schema }: ActType, body: JsonObject, iat: number): Generator<Finding> {
  for (const { schema: leaf, value, path } of leavesOf(schema, body, DATES)) {
    if (leaf === Day && RULED.test(type)) continue;
    const written = leaf === Day ? [value] : momentsOf(value);
    for (const moment of written) {
      if (typeof moment !== 'string') continue;
      const day = firstDayOf(moment);
      if (day === undefined) yield refused('date.unknown', path, `there is no ${moment}`);
      else if (PAST.test(path) && day * DAY_SECONDS > iat + DAY_SECONDS) {
        yield refused('date.ahead', path, `${moment} lies ahead of the time of signing, expected what has happened`);
      }
    }
  }
}

function momentsOf(when: Json): (Json | undefined)[] {
  return typeof when === 'object' && when !== null && !Array.isArray(when) ? [when['from'], when['to']] : [];
}

/** The number of the day that a day, month, quarter or year begins with. */
function firstDayOf(moment: string): number | undefined {
  const [year, part = '01', day = '01'] = moment.split('-') as [string, string?, string?];
  const month = part.startsWith('Q') ? String((Number(part.slice(1)) - 1) * 3 + 1).padStart(2, '0') : part;
  return parseDay(`${year}-${month}-${day}`);
}
