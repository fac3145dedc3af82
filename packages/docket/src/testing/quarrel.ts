// Stories in which both parties say everything there is to say, in order and not, over every kind, the house too. Acts are not signed: whether
// a signature holds is the record's matter, and whose it claims to be is all that the docket reads.

import { encodeBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import type { VerifiedAct } from '@parley/record/act';
import { sha256 } from '@parley/record/hash';
import { signaturesDemanded } from '#authority';
import type { Entry } from '#entry';
import { actTypes, kindOf, kinds } from '#kinds';
import { routeOf } from '#route';
import { defaultOffices } from '#terms';
import { Chance } from '#testing/chance';
import { draftBody, type Situation, type Spoken } from '#testing/draft';
import { DAY, HOUR, keyOf, kidOfName, settledWorld, type World } from '#testing/world';

/** What happens next: everything about it follows from one number and from what was said before. */
export type Move = { party: number; seed: number };

const OPENING = [
  ...[...actTypes].filter(([, { opens }]) => opens !== undefined).map(([type]) => type),
  'case.allege',
  'request.make',
  'request.make',
];
const ANYWHERE = ['endorse', 'decline', 'note', 'translate', 'correct', 'erasure'];
const HOUSE = [
  ...[...actTypes.keys()].filter((type) => /^(officer|party|contact\.publish|calendar|accord\.amend)/.test(type)),
  'accord.amend',
  'accord.amend',
];
const ALL = [...actTypes.keys(), 'treaty.ratify'];

/** Types that each kind's subjects take. */
const TAKEN = new Map(
  kinds.map(({ name, acts }) => [
    name,
    Object.entries(acts).flatMap(([type, { opens }]) => (opens === true ? [] : [type])),
  ]),
);

/** What the side that opened a subject says in it, and what the other one does; types that are neither are for both. */
const OF_OPENER =
  /^(case\.(restate|withdraw)|request\.(complete|note-silence|withdraw|supersede|rate|use-report)|exhibit\.(disclose|withdraw)|measure\.vary|commitment\.report)$/;
const OF_OTHER =
  /^(case\.(acknowledge|position)|request\.(acknowledge|return|reply|update|extend|self-rate)|exhibit\.(held|opened|use)|hotline\.(acknowledge|respond)|contact\.answer|remedy\.view|measure\.contest)$/;

/** What can be said in order only after something else was said in the subject. */
const AFTER: Readonly<Record<string, RegExp>> = {
  'request.complete': /^request\.return$/,
  'request.rate': /^request\.reply$/,
  'request.self-rate': /^request\.reply$/,
  'request.use-report': /^request\.reply$/,
  'session.action': /^session\.minutes$/,
  'exhibit.opened': /^exhibit\.held$/,
  'exhibit.use': /^exhibit\.held$/,
};

const PASSES = [
  ...Array.from({ length: 20 }, (_, at) => (at % 4) * 900),
  HOUR,
  10 * HOUR,
  10 * HOUR,
  2 * DAY,
  25 * DAY,
];

const NAMES = ['root', 'head', 'second', 'liaison', 'chancery', 'registrar', 'extra-0', 'extra-1', 'stranger'];

type People = { kids: ReadonlyMap<string, string>; keys: readonly string[] };

async function peopleOf(party: string): Promise<People> {
  const kids = new Map<string, string>();
  for (const name of NAMES) kids.set(name, await kidOfName(`${party}/${name}`));
  return { kids, keys: [await keyOf(`${party}/extra-0`), await keyOf(`${party}/extra-1`)] };
}

/** How many types of opening one story has: with all of them, none would be told to its end. */
const OPENINGS = 4;

/**
 * What subjects of different kinds have to do with each other, which the second pass tells: steps that are taken between the others, each by
 * the party that begins (0) or the other (1).
 */
const PLOTS: readonly (readonly (readonly [0 | 1, string])[])[] = [
  [
    [0, 'request.make'],
    [0, 'exhibit.seal'],
    [1, 'request.reply'],
    [1, 'request.reply'],
    [0, 'exhibit.disclose'],
  ],
  [
    [0, 'case.allege'],
    [0, 'exhibit.seal'],
    [0, 'exhibit.seal'],
    [1, 'case.position'],
    [0, 'exhibit.disclose'],
  ],
  [
    [0, 'request.make'],
    [0, 'measure.announce'],
    [1, 'request.reply'],
    [0, 'request.rate'],
    [0, 'measure.vary'],
  ],
  [
    [0, 'request.make'],
    [0, 'measure.announce'],
    [1, 'measure.stand-down'],
    [0, 'endorse'],
    [1, 'request.reply'],
  ],
  [
    [1, 'commitment.undertake'],
    [0, 'measure.announce'],
    [1, 'commitment.report'],
    [0, 'commitment.assess'],
  ],
  [
    [0, 'request.make'],
    [0, 'hotline.raise'],
    [1, 'hotline.acknowledge'],
    [1, 'request.reply'],
  ],
  [
    [0, 'case.allege'],
    [0, 'exhibit.deposit'],
    [1, 'exhibit.held'],
    [0, 'finding.propose'],
    [1, 'endorse'],
    [0, 'case.close'],
  ],
  [
    [0, 'session.convene'],
    [1, 'endorse'],
    [0, 'session.minutes'],
    [1, 'endorse'],
    [1, 'session.action'],
    [0, 'session.action'],
  ],
  [
    [0, 'accord.amend'],
    [1, 'endorse'],
    [0, 'case.allege'],
    [1, 'request.make'],
  ],
];

/** Tells the story. Every entry beyond those of the settled world is one of the moves; `theme` picks what it is about. */
export async function quarrel(theme: number, moves: readonly Move[]): Promise<World> {
  const world = await settledWorld({ witnesses: ['w.example'] });
  const people = new Map<string, People>();
  for (const party of world.parties) people.set(party, await peopleOf(party));
  const themes = new Chance(theme);
  const openings = Array.from({ length: OPENINGS }, () => themes.pick(OPENING));
  const plot = themes.percent(65) ? [...themes.pick(PLOTS)] : [];
  const first = themes.below(2);
  const said: Spoken[] = [];
  for (const [at, { party: who, seed }] of moves.entries()) {
    const chance = new Chance(seed);
    const party = world.parties[who % world.parties.length]!;
    const other = world.parties[(who + 1) % world.parties.length]!;
    world.now += chance.pick(PASSES);
    if (chance.percent(15)) cosign(world, party, other, chance);
    else if (chance.percent(2)) await spoil(world, party, at, chance);
    else {
      const step = chance.percent(40) ? plot.shift() : undefined;
      const speaker = step === undefined ? party : world.parties[(first + step[0]) % world.parties.length]!;
      const choice =
        step === undefined ? choose(openings, said, party, chance) : follow(step[1], said, speaker, chance);
      const spoken = speak(world, people.get(speaker)!, speaker, choice, said, at, chance);
      said.push(spoken);
      if (chance.percent(40)) cosign(world, speaker === party ? other : party, speaker, chance);
    }
  }
  return world;
}

function cosign(world: World, party: string, other: string, chance: Chance): void {
  const [by, log] = chance.percent(15) ? ['w.example', party] : [party, other];
  const last = world.cosigned[log]!.findLast((one) => one.by === by)?.size ?? 0;
  const size = world.logs.get(log)!.length - (chance.percent(15) ? 1 : 0);
  world.cosign(by, log, Math.max(last, size));
}

/** Bytes that are no act, or an act once more. */
async function spoil(world: World, party: string, at: number, chance: Chance): Promise<void> {
  const log = world.logs.get(party)!;
  const again = chance.pick(log);
  if (chance.percent(60) && again.act !== undefined) log.push({ ...again, index: log.length });
  else await world.append(party, encodeUtf8(`no act ${at}`));
}

function speak(
  world: World,
  people: People,
  party: string,
  { type, subject, careful }: Choice,
  said: readonly Spoken[],
  at: number,
  chance: Chance,
): Spoken {
  const other = world.parties.find((one) => one !== party)!;
  const id = idOf(at);
  const situation: Situation = {
    chance,
    accord: world.accordId,
    party,
    other,
    now: world.now,
    subject,
    said,
    keys: people.keys,
    kids: ['extra-0', 'extra-1', 'second'].map((name) => people.kids.get(name)!),
    held: world.cosigned[other]!.filter(({ by }) => by === party),
  };
  const body = actTypes.has(type) ? draftBody(type, situation) : {};
  const content = contentOf(type, id, chance);
  const log = world.logs.get(party)!;
  const payload = {
    ...world.payload(party, type, {
      body,
      at: world.now + (!careful && chance.percent(15) ? chance.pick([-3, -1, 1]) * HOUR : 0),
      seen: { [other]: seenOf(world, party, other, chance) },
      ...(subject === undefined ? {} : { subject }),
    }),
    ...content.payload,
    ...(careful ? {} : flaw(world, other, chance)),
  };
  const act = { entry: encodeUtf8(id), id, payload, signatures: [], kids: signers(people, type, careful, chance) };
  const entry: Entry = { party, index: log.length, id, act: act as unknown as VerifiedAct };
  log.push(entry);
  const route = routeOf(entry);
  return {
    id,
    type,
    party,
    subject: route.to === 'subject' ? route.subject : undefined,
    body,
    content: content.digest,
  };
}

/** `careful`: nothing about it but its body may be wrong. */
type Choice = { type: string; subject: string | undefined; careful: boolean };

/** The next step of a plot, in the last subject that it can be said in. */
function follow(type: string, said: readonly Spoken[], party: string, chance: Chance): Choice {
  if (actTypes.get(type)?.opens !== undefined || !(kindOf.has(type) || type === 'endorse')) {
    return { type, subject: undefined, careful: true };
  }
  const fits = (one: Spoken) =>
    type === 'endorse'
      ? one.body['expires'] !== undefined && one.party !== party
      : one.id === one.subject && kindOf.get(one.type) === kindOf.get(type);
  return { type, subject: said.findLast(fits)?.subject, careful: chance.percent(95) };
}

function choose(openings: readonly string[], said: readonly Spoken[], party: string, chance: Chance): Choice {
  const { type, subject } = pickType(openings, said, party, chance);
  // What follows an opening that is not in order is not in order either, which is soon dull.
  return { type, subject, careful: actTypes.get(type)?.opens !== undefined && chance.percent(90) };
}

/** Mostly something that can be said there; now and then anything anywhere. */
function pickType(
  openings: readonly string[],
  said: readonly Spoken[],
  party: string,
  chance: Chance,
): Pick<Choice, 'type' | 'subject'> {
  const opened = said.filter(({ id, subject }) => id === subject);
  const draw = chance.below(100);
  if (draw < 3) return { type: chance.pick(ALL), subject: chance.any(opened)?.id };
  if (draw < 12) return { type: chance.pick(HOUSE), subject: undefined };
  const proposed = (subject: string | undefined) =>
    said.some((one) => one.subject === subject && one.body['expires'] !== undefined && one.party !== party);
  const answer = () => (chance.percent(75) ? 'endorse' : 'decline');
  if (draw < 18) return { type: proposed(undefined) ? answer() : chance.pick(ANYWHERE), subject: undefined };
  if (draw < 26 || opened.length < 2) return { type: chance.pick(openings), subject: undefined };
  // Of late openings more is said than of early ones.
  const about = opened.at(-1 - Math.min(chance.below(opened.length), chance.below(opened.length)))!;
  const subject = about.id;
  const here = said.filter((one) => one.subject === subject);
  if (proposed(subject) && chance.percent(30)) return { type: answer(), subject };
  const ofOthers = about.party === party ? OF_OTHER : OF_OPENER;
  const inOrder = (type: string) =>
    !ofOthers.test(type) && (!Object.hasOwn(AFTER, type) || here.some((one) => AFTER[type]!.test(one.type)));
  const all = TAKEN.get(kindOf.get(about.type)!.name)!;
  const taken = chance.percent(8) ? all : all.filter(inOrder);
  const own = chance.percent(14) ? undefined : chance.any(taken);
  return { type: own ?? chance.pick(ANYWHERE), subject };
}

function contentOf(type: string, id: string, chance: Chance) {
  const carries = chance.percent(2) ? undefined : actTypes.get(type)?.carries;
  const digest = encodeBase64url(sha256(encodeUtf8(id)));
  const ct = 'text/plain';
  if (carries === 'exhibit') return { digest, payload: { exhibits: [{ h: digest, n: 1 + chance.below(5000), ct }] } };
  const n = chance.percent(90) ? 4096 << chance.below(3) : 5000;
  return carries === 'seal'
    ? { digest, payload: { seals: [{ c: digest, n, ct }] } }
    : { digest: undefined, payload: {} };
}

function seenOf(world: World, party: string, other: string, chance: Chance): number {
  const available = world.logs.get(other)!.length;
  const draw = chance.below(400);
  if (draw < 120) return world.holds(party, other);
  if (draw < 390) return available;
  return draw < 398 ? 0 : available + 1;
}

/** What is wrong with a payload whatever it says. */
function flaw(world: World, other: string, chance: Chance): object {
  const root = `${'A'.repeat(43)}=`;
  switch (chance.below(150)) {
    case 0:
      return { keys: 1 };
    case 1:
      return { subject: `${'E'.repeat(42)}A` };
    case 2:
      return { seen: { [world.origin(other)]: { n: 2, root } } };
    case 3:
      return { seen: { 'nowhere.example/log': { n: 2, root } } };
    case 4:
      return { accord: 'a'.repeat(52) };
    case 5:
      return { log: world.origin(other) };
    default:
      return {};
  }
}

/** Who may sign acts of that type; now and then somebody else. */
function signers({ kids }: People, type: string, careful: boolean, chance: Chance): string[] {
  const of = (...names: string[]) => names.map((name) => kids.get(name)!);
  if (!careful && chance.percent(4)) return of(chance.pick(NAMES));
  if (/^(officer|party)\.|^accord\.found$/.test(type)) return of('root');
  if (type === 'accord.amend') return of('head', 'second');
  return of(signaturesDemanded(defaultOffices, 'liaison', type) === 1 ? 'liaison' : 'head');
}

function idOf(at: number): string {
  return `${String(at).padStart(4, '0')}${'x'.repeat(38)}A`;
}
