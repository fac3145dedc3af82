// Drafts bodies from the schemas of act types, biased to be in order: a member that names an act names one that was said and is of the right
// type, days and expiries lie ahead, numbers begin at 1. Now and then anything else that the schema allows. Kinds that are added later are
// drafted without a word here, unless a member of theirs needs a bias of its own.

import type { Json, JsonObject } from '@parley/record/json';
import { z } from 'zod';
import { encodeDay } from '#calendar';
import { actTypes } from '#kinds';
import { defaultTerms } from '#terms';
import { Chance } from '#testing/chance';
import { DAY, HOUR } from '#testing/world';

/** An act as it was said, in order or not. `content`: the digest it committed to. */
export type Spoken = {
  id: string;
  type: string;
  party: string;
  subject: string | undefined;
  body: JsonObject;
  content: string | undefined;
};

/** What a draft may refer to. `keys` and `kids`: of officers that may be appointed or relieved; `held`: checkpoints our holder cosigned. */
export type Situation = {
  chance: Chance;
  accord: string;
  party: string;
  other: string;
  now: number;
  subject: string | undefined;
  said: readonly Spoken[];
  keys: readonly string[];
  kids: readonly string[];
  held: readonly { size: number; time: number }[];
};

type Schema = { [member: string]: unknown };

const schemas = new Map<string, Schema>();

function schemaOf(type: string): Schema {
  let schema = schemas.get(type);
  if (schema === undefined) {
    schema = z.toJSONSchema(actTypes.get(type)!.body, { reused: 'inline' }) as Schema;
    schemas.set(type, schema);
  }
  return schema;
}

export function draftBody(type: string, situation: Situation): JsonObject {
  if (type === 'accord.amend') return draftAmendment(situation);
  const body = draft(schemaOf(type), type, situation, type) as JsonObject;
  return situation.chance.percent(6) ? body : mend(type, body, situation);
}

const UNKNOWN = `${'E'.repeat(42)}A`;

function draft(schema: Schema, name: string, situation: Situation, type: string): Json {
  const { chance } = situation;
  const alternatives = (schema['oneOf'] ?? schema['anyOf']) as Schema[] | undefined;
  if (alternatives !== undefined) return draft(chance.pick(alternatives), name, situation, type);
  if ('const' in schema) return schema['const'] as Json;
  if (Array.isArray(schema['enum'])) return chance.pick(schema['enum'] as Json[]);
  switch (schema['type']) {
    case 'boolean':
      return chance.percent(50);
    case 'integer':
      return draftInteger(schema as { minimum: number; maximum: number }, name, situation);
    case 'string':
      return draftString(schema['pattern'] as string, name, situation, type);
    case 'array': {
      const least = (schema['minItems'] as number | undefined) ?? 0;
      const most = Math.min((schema['maxItems'] as number | undefined) ?? 4, least + 3);
      const size = Math.max(least, chance.below(most + 1));
      const inner = schema['items'] as Schema;
      const items = Array.from({ length: size }, () => draft(inner, name, situation, type));
      if (chance.percent(4)) return items;
      const numbered = items.map((item, at) =>
        typeof item === 'object' && item !== null && 'no' in item ? { ...item, no: at + 1 } : item,
      );
      return [...new Map(numbered.map((item) => [JSON.stringify(item), item])).values()];
    }
    default: {
      if ('precision' in ((schema['properties'] ?? {}) as Schema)) return chance.pick(WHENS);
      const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
      const required = (schema['required'] ?? []) as string[];
      const body: JsonObject = {};
      for (const [member, one] of Object.entries(properties)) {
        if (
          required.includes(member) ||
          (chance.percent(OFTEN.has(member) ? 85 : 40) && isSaid(one, member, situation, type))
        )
          body[member] = draft(one, member, situation, type);
      }
      // A range is not upside down, and a state alone has a place on the ladder.
      if (typeof body['low'] === 'number') return { ...body, high: body['low'] + chance.below(3) };
      if ('ladder' in body && chance.percent(90)) return { ...body, layer: 'state' };
      return body;
    }
  }
}

/** What other subjects answer to. */
const OFTEN: ReadonlySet<string> = new Set(['opensOn', 'condition', 'cases', 'exhibits', 'about']);

/** False for a member that names an act where there is none that it may name. */
function isSaid(schema: Schema, name: string, { said, party, subject }: Situation, type: string): boolean {
  if (schema['pattern'] !== ID || name === 'deputyOf') return true;
  const among = name === 'counters' ? said.filter((one) => one.subject === subject) : said;
  return among.some(fitting(name, type, { party, subject, said }));
}

const ID = '^[A-Za-z0-9_-]{43}$';

const WHENS: readonly JsonObject[] = [
  { from: '2015-09-25', precision: 'day' },
  { from: '2014', to: '2015', precision: 'year', approximate: true },
];

function draftInteger(
  { minimum, maximum }: { minimum: number; maximum: number },
  name: string,
  { chance, now, held }: Situation,
): number {
  if (chance.percent(3)) return chance.pick([minimum, maximum]);
  const at = held.at(-1 - chance.below(2));
  if (name === 'size') return at?.size ?? 1;
  if (name === 'time') return at?.time ?? now;
  if (name === 'from' && maximum > 10_000_000) return 0;
  if (name === 'fromUtc') return 0;
  if (name === 'year') return 2026 + chance.below(2);
  if (name === 'offsetMinutes') return chance.pick([-300, 480]);
  if (name === 'closingMinute') return 1020;
  // Any other moment is one that lies ahead.
  if (maximum === 253_402_300_799) return now + chance.pick([HOUR, 3 * DAY, 12 * DAY, 20 * DAY, 20 * DAY]);
  return minimum + chance.below(Math.min(maximum - minimum, 2) + 1);
}

/** Members of bodies that name an act, and the types of acts that each may name; first in the same subject, then anywhere. */
const NAMED: Readonly<Record<string, RegExp>> = {
  case: /^case\.allege$/,
  counter: /^case\.allege$/,
  request: /^request\.make$/,
  by: /^request\.make$/,
  reply: /^request\.reply$/,
  exhibit: /^exhibit\.(deposit|seal)$/,
  exhibits: /^exhibit\.(deposit|seal)$/,
  disclosure: /^exhibit\.(deposit|seal|disclose)$/,
  position: /^case\.allege$/,
  met: /^(exhibit\.disclose|request\.reply|case\.position)$/,
  hotline: /^hotline\.raise$/,
  session: /^session\.convene$/,
  finding: /^finding\./,
  replaces: /^finding\./,
  measure: /^measure\.announce$/,
  commitment: /^commitment\.undertake$/,
  remedy: /^remedy\.claim$/,
  statement: /^statement\.issue$/,
  minutes: /^session\.minutes$/,
  confirms: /^erasure$/,
};

/** Members that other types use for other acts. */
const NAMED_BY_TYPE: Readonly<Record<string, RegExp>> = {
  'case.reopen of': /^case\.(close|withdraw)$/,
  'exhibit.seal reply': /^request\.make$/,
};

function draftId(name: string, { chance, said, subject, party, keys, kids }: Situation, type: string): string {
  if (name === 'key') return chance.pick(keys);
  if (name === 'kid' || name === 'deputyOf') return chance.pick(kids);
  const here = said.filter((one) => one.subject === subject);
  if (name === 'digest') {
    return chance.any(here.flatMap(({ content }) => content ?? [])) ?? UNKNOWN;
  }
  if (said.length === 0 || chance.percent(2)) return UNKNOWN;
  if (chance.percent(5)) return chance.pick(said).id;
  const fits = fitting(name, type, { party, subject, said });
  return (chance.any(here.filter(fits)) ?? chance.any(said.filter(fits)) ?? chance.any(here) ?? chance.pick(said)).id;
}

function fitting(
  name: string,
  type: string,
  { party, subject, said }: Pick<Situation, 'party' | 'subject' | 'said'>,
): (one: Spoken) => boolean {
  const proposed = ({ body }: Spoken) => body['expires'] !== undefined;
  if (type === 'endorse' || type === 'decline') {
    const answered = new Set(said.filter((one) => one.party === party).map(({ body }) => body['of']));
    return (one) => proposed(one) && one.party !== party && !answered.has(one.id);
  }
  if (type === 'correct' || type === 'erasure') return (one) => one.party === party;
  if (name === 'counters') return (one) => one.type === type && proposed(one) && one.party !== party;
  const types = NAMED_BY_TYPE[`${type} ${name}`] ?? NAMED[name];
  return (one) => types === undefined || (types.test(one.type) && one.id !== subject);
}

function draftString(pattern: string, name: string, situation: Situation, type: string): string {
  const { chance, now, party, other, said, subject } = situation;
  switch (pattern) {
    case ID:
      return draftId(name, situation, type);
    case '^[a-z0-9-]{1,16}$':
      if (chance.percent(3)) return chance.pick([party, 'nobody']);
      return /^(to|respondent)$/.test(name) ? other : chance.pick([party, other]);
    case '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$': {
      if (chance.percent(3)) return '2026-02-30';
      const today = Math.floor(now / DAY);
      if (/^(on|from)$/.test(name)) return encodeDay(today);
      return encodeDay(today + (DAYS_AHEAD[name] ?? chance.pick([1, 3, 10, 40])));
    }
    case '^[A-Za-z0-9_-]{22}$': {
      const nonce = said.find((one) => one.id === subject)?.body['nonce'];
      return chance.percent(90) && typeof nonce === 'string' ? nonce : `${'N'.repeat(20)}${chance.pick(['AA', 'BA'])}`;
    }
    default: {
      const text = STRINGS[pattern];
      if (text === undefined) throw new Error(`drafting ${type}: no string is known for ${name}, ${pattern}`);
      return chance.pick(text);
    }
  }
}

const DAYS_AHEAD: Readonly<Record<string, number>> = { effective: 2, review: 10, sunset: 40 };

/** Examples of the other patterns of bodies. */
const STRINGS: Readonly<Record<string, readonly string[]>> = {
  '^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?|-Q[1-4])?$': ['2015'],
  '^[a-z0-9][a-z0-9-]{0,63}$': ['liaison', 'liaison', 'hosts'],
  '^[a-zA-Z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$': ['en', 'zh-Hans'],
  '^[A-Za-z0-9_-]{1750}$': ['A'.repeat(1750)],
  '^[0-9]{1,3}(\\.[0-9]{1,3}){0,2}$': ['17.1'],
  '^T[0-9]{4}(\\.[0-9]{3})?$': ['T1566.001', 'T1041'],
  '^https?:\\/\\/[a-z0-9.:[\\]-]{1,56}(\\/[a-z0-9/-]{0,40})?$': ['https://node.example'],
  '^[a-z2-7]{52}$': ['a'.repeat(52)],
  '^[A-Za-z0-9_+-]{1,32}(\\/[A-Za-z0-9_+-]{1,32}){0,2}$': ['Asia/Shanghai'],
};

function draftAmendment({ chance, now }: Situation): JsonObject {
  const terms = {
    ...defaultTerms,
    allowances: {
      ...defaultTerms.allowances,
      request: { ...defaultTerms.allowances.request, acknowledge: { hours: 24 * (1 + chance.below(4)) } },
      case: { ...defaultTerms.allowances.case, position: { workingDays: 10 + chance.below(20) } },
    },
  };
  return {
    terms: terms as JsonObject,
    from: now - DAY * chance.below(2),
    expires: now + chance.pick([3, 20, 20, 90]) * DAY,
  };
}

/** What members of one body demand of each other, beyond what a JSON Schema says. */
function mend(type: string, body: JsonObject, { chance, accord, now, other, said, subject }: Situation): JsonObject {
  switch (type) {
    case 'accord.found':
      return { accepts: accord };
    case 'calendar.publish':
      return { ...body, nonWorking: [], makeUp: [], year: 2026, offsets: [{ fromUtc: 0, offsetMinutes: 480 }] };
    case 'case.close': {
      const { finding, expires = now + 3 * DAY, reason } = body;
      if (finding !== undefined && chance.percent(50)) return { reason: 'finding', finding };
      return { reason: reason === 'finding' ? 'settled' : reason!, expires };
    }
    case 'case.restate':
      return { ...body, evidence: true };
    case 'case.position':
      return Array.isArray(body['points']) ? { ...body, points: body['points'].slice(0, 1) } : body;
    case 'request.extend': {
      const { byRight, expires, by } = body;
      return byRight === undefined ? { by: by!, expires: expires ?? now + DAY } : { by: { workingDays: 5 }, byRight };
    }
    case 'request.reply': {
      const { ground, ...rest } = body;
      if (chance.percent(60)) return { ...rest, final: true, outcome: 'fulfilled' };
      return rest['outcome'] === 'refused' ? { ...rest, ground: ground ?? 'security' } : rest;
    }
    case 'measure.announce': {
      const { condition, by, ...rest } = body;
      if (rest['state'] !== 'threatened' && (condition === undefined || chance.percent(30))) return rest;
      return {
        ...rest,
        state: 'threatened',
        by: by ?? now + 9 * DAY,
        ...(condition === undefined ? {} : { condition }),
      };
    }
    case 'measure.vary':
      return body['state'] === 'extended' ? { sunset: '2027-01-01', ...body } : body;
    case 'exhibit.disclose': {
      const { met, ...rest } = body;
      return met === undefined ? { ...rest, reason: 'voluntary' } : { ...rest, met, reason: 'condition-met' };
    }
    case 'exhibit.held': {
      const { seal = 'opens', ...rest } = body;
      return said.find(({ id }) => id === subject)?.type === 'exhibit.seal' ? { ...rest, seal } : rest;
    }
    case 'hypotheses.rate': {
      const { to = other, case: about, ...rest } = body;
      const known = about ?? said.find((one) => one.type === 'case.allege')?.id ?? UNKNOWN;
      return {
        ...rest,
        ...(subject === undefined ? { to, case: known, hypotheses: [{ no: 1, kind: 'criminal' }] } : {}),
      };
    }
    case 'commitment.undertake':
      return { ...body, criteria: criteriaOf(body['elements'] as { no: number }[]) };
    case 'request.rate':
      return chance.percent(60) ? { ...body, satisfied: true } : body;
    case 'commitment.assess':
      return { ...body, elements: judged(body['elements'] as (JsonObject & { no: number })[]) };
    default:
      return body;
  }
}

// One criterion an element, under the element's own number.
function criteriaOf(elements: readonly { no: number }[]): Json {
  return elements.map(({ no }) => ({ no, element: no, by: 'judgement' }));
}

function judged(elements: readonly (JsonObject & { no: number })[]): Json {
  return elements.map((one) => ({ ...one, criterion: one.no }));
}
