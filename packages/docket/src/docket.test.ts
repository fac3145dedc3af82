import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import { encodeCanonical } from '@parley/record/json';
import fc from 'fast-check';
import { subjectAt } from '#asof';
import { digestOfDocket, foldDocket, type Docket } from '#docket';
import { rules } from '#rules';
import { receiptsOf } from '#receipts';
import type { Disregarded } from '#roster';
import { defaultTerms } from '#terms';
import { Arrivals } from '#testing/arrivals';
import { runs } from '#testing/runs';
import { DAY, HOUR, keyOf, kidOfName, settledWorld, START, type World } from '#testing/world';

/** One thing that happens in a drawn story; every number picks something from what there is. */
type Move = {
  what: number;
  party: number;
  kind: number;
  officer: number;
  subject: number;
  target: number;
  choice: number;
  passes: number;
  skew: number;
  seen: number;
  spoil: number;
};

const move: fc.Arbitrary<Move> = fc.record({
  what: fc.nat(99),
  party: fc.nat(1),
  kind: fc.nat(11),
  officer: fc.nat(23),
  subject: fc.nat(7),
  target: fc.nat(30),
  choice: fc.nat(11),
  passes: fc.nat(6),
  skew: fc.integer({ min: -3, max: 1 }),
  seen: fc.nat(9),
  spoil: fc.nat(60),
});

const PASSES = [0, 0, 60, HOUR, 10 * HOUR, 2 * DAY, 12 * DAY];

const OPENING = ['case.allege', 'request.make', 'request.make'];
const OF_CLAIMANT = [
  'case.restate',
  'case.link',
  'case.withdraw',
  'note',
  'case.close',
  'case.close',
  'case.reopen',
  'case.reopen',
  'endorse',
  'decline',
  'translate',
];
const OF_RESPONDENT = [
  'case.acknowledge',
  'case.position',
  'case.position',
  'case.link',
  'case.close',
  'case.reopen',
  'endorse',
  'endorse',
  'erasure',
  'correct',
];
const OF_REQUESTER = [
  'request.complete',
  'request.complete',
  'request.note-silence',
  'request.note-silence',
  'request.withdraw',
  'request.supersede',
  'request.rate',
  'request.use-report',
  'endorse',
  'endorse',
  'note',
];
const OF_ADDRESSEE = [
  'request.acknowledge',
  'request.return',
  'request.return',
  'request.reply',
  'request.reply',
  'request.update',
  'request.update',
  'request.extend',
  'request.extend',
  'request.self-rate',
  'note',
];
const OF_HOUSE = [
  'calendar.publish',
  'calendar.publish',
  'accord.amend',
  'endorse',
  'endorse',
  'decline',
  'officer.appoint',
  'officer.relieve',
];
const ANY = [
  ...OPENING,
  ...OF_CLAIMANT,
  ...OF_RESPONDENT,
  ...OF_REQUESTER,
  ...OF_ADDRESSEE,
  ...OF_HOUSE,
  'treaty.ratify',
];

/** Mostly what may be said by that party there; now and then anything. */
function typeOf({ what, kind }: Move, party: string, subject: Opened | undefined): string {
  const pick = (types: readonly string[]) => types[kind % types.length]!;
  if (what < 6) return ANY[(what * 12 + kind) % ANY.length]!;
  if (what < 22) return pick(OF_HOUSE);
  if (subject === undefined || what < 30) return pick(OPENING);
  if (subject.type === 'case.allege') return pick(subject.party === party ? OF_CLAIMANT : OF_RESPONDENT);
  return pick(subject.party === party ? OF_REQUESTER : OF_ADDRESSEE);
}

type Opened = { id: string; type: string; party: string };

async function bodyOf(
  world: World,
  type: string,
  party: string,
  { target, choice }: Move,
  ids: string[],
): Promise<JsonObject> {
  const other = party === 'us' ? 'cn' : 'us';
  const id = ids[target % Math.max(1, ids.length)] ?? 'E'.repeat(42) + 'A';
  switch (type) {
    case 'case.allege':
      return { respondent: choice === 0 ? party : other, claimant: 'cert', points: [{ no: 1, kind: 'access' }] };
    case 'case.position':
      return { stance: choice % 2 === 0 ? 'deny' : 'accept', points: [{ no: 1 + (choice % 3), view: 'contest' }] };
    case 'case.restate':
      return choice === 0 ? {} : { points: [{ no: 1 + (choice % 3), kind: 'harm' }] };
    case 'case.withdraw':
      return { reason: 'other' };
    case 'case.close':
      return choice % 4 === 0
        ? { reason: 'finding', finding: id }
        : { reason: 'settled', expires: world.now + 3 * DAY };
    case 'case.reopen':
      return { of: id, ground: 'other' };
    case 'case.link':
      return { relation: 'related', case: id };
    case 'request.make':
      return {
        to: choice === 0 ? party : other,
        category: choice % 2 === 0 ? 'preservation' : 'takedown',
        urgency: 'routine',
        ...(choice === 1 ? { due: world.now + DAY } : {}),
      };
    case 'request.return':
      return { missing: ['basis'] };
    case 'request.complete':
      return { supplied: [] };
    case 'request.reply':
      return {
        final: choice % 3 === 1,
        outcome: choice === 3 ? 'nonsense' : 'partly',
        ...(choice % 2 === 0 ? { conditions: ['use-report'] } : {}),
      };
    case 'request.update':
      return { stage: 'under-way', results: 'some' };
    case 'request.extend':
      return choice % 2 === 0
        ? { by: { workingDays: 2 + (choice % 5) }, byRight: true }
        : { by: { hours: 24 * choice }, expires: world.now + 3 * DAY };
    case 'request.rate':
    case 'request.self-rate': {
      const scores = { relevance: 1, completeness: 2, clarity: 3, specificity: 4, usefulness: 5 };
      return { reply: id, ...scores, ...(type === 'request.rate' ? { satisfied: true } : {}) };
    }
    case 'request.use-report':
      return { reply: id, uses: ['none'] };
    case 'request.supersede':
      return { by: id };
    case 'translate':
      return { of: id, language: 'zh' };
    case 'correct':
      return { of: id };
    case 'erasure':
      return { of: id, words: [], exhibit: true, reason: 'other' };
    case 'request.note-silence': {
      const held = world.cosigned[other]!.filter(({ by }) => by === party);
      const { size, time } = held[held.length - 1 - (choice % 2)] ?? { size: 1, time: START };
      return {
        deadline: ['acknowledge', 'reply', 'update'][choice % 3]!,
        held: { size, time: choice === 5 ? time + DAY : time },
      };
    }
    case 'request.withdraw':
      return { reason: 'mistaken' };
    case 'note':
      return { about: id, kind: 'contest' };
    case 'endorse':
    case 'decline':
      return { of: id };
    case 'calendar.publish':
      return {
        year: 2026 + (choice % 2),
        nonWorking: choice % 2 === 0 ? ['2026-01-19', '2026-02-17'] : [],
        makeUp: choice === 4 ? ['2026-01-10'] : [],
        closingMinute: 1020,
        offsets: [{ fromUtc: 0, offsetMinutes: party === 'us' ? -300 : 480 }],
      };
    case 'accord.amend':
      return {
        from: world.now - DAY * (choice % 2),
        expires: world.now + 3 * DAY,
        terms: {
          ...defaultTerms,
          allowances: {
            ...defaultTerms.allowances,
            request: { ...defaultTerms.allowances.request, acknowledge: { hours: 24 + 24 * (choice % 4) } },
          },
        } as JsonObject,
      };
    case 'officer.appoint':
      return {
        key: await keyOf(`${party}/extra-${choice % 3}`),
        office: choice === 7 ? 'admiral' : 'liaison',
        from: 0,
        ...(choice === 8 ? { until: world.now + DAY } : {}),
      };
    case 'officer.relieve':
      return { kid: await kidOfName(`${party}/${choice % 2 === 0 ? 'extra-0' : 'second'}`), reason: 'other' };
    default:
      return {};
  }
}

const STRANGERS = ['extra-0', 'extra-1', 'registrar', 'root', 'stranger'];

/** Tells a story of legal and illegal acts of both parties. */
async function tell(moves: readonly Move[]): Promise<World> {
  const world = await settledWorld({ witnesses: ['w.example'] });
  const subjects: Opened[] = [];
  const amendments: string[] = [];
  /** in subjects: what was proposed, what ended a case, what was replied */
  const proposals: string[] = [];
  const endings: string[] = [];
  const replies: string[] = [];
  const ids: string[] = [];
  // Something to quarrel about from the first move on.
  const open = async (party: string, type: string, body: JsonObject, by: string[]): Promise<string> => {
    const { id } = await world.say(party, type, { body, by });
    ids.push(id);
    return id;
  };
  const plain = { ...moves[0]!, choice: 2 };
  const asked = await open('us', 'request.make', await bodyOf(world, 'request.make', 'us', plain, ids), ['liaison']);
  const alleged = await open('cn', 'case.allege', await bodyOf(world, 'case.allege', 'cn', plain, ids), ['liaison']);
  subjects.push({ id: asked, type: 'request.make', party: 'us' }, { id: alleged, type: 'case.allege', party: 'cn' });
  const amendment = await bodyOf(world, 'accord.amend', 'us', plain, ids);
  amendments.push(await open('us', 'accord.amend', amendment, ['head', 'second']));
  world.receive();
  // And, in most stories, more time taken and an end proposed, which receipts that are still to come let count or not.
  if (plain.passes > 0) {
    const extension = { by: { workingDays: 3 }, byRight: true };
    ids.push((await world.say('cn', 'request.extend', { subject: asked, body: extension })).id);
    const closing = { reason: 'settled', expires: world.now + 3 * DAY };
    const { id } = await world.say('cn', 'case.close', { subject: alleged, body: closing });
    ids.push(id);
    proposals.push(id);
    endings.push(id);
    world.cosign('us', 'cn');
    ids.push((await world.say('us', 'endorse', { subject: alleged, body: { of: id }, by: ['head'] })).id);
  }
  const named = (type: string, ofHouse: boolean): string[] => {
    const some = (of: string[]) => (of.length > 0 ? of : ids);
    if (type === 'endorse' || type === 'decline') return some(ofHouse ? amendments : proposals);
    if (type === 'case.reopen') return some(endings);
    return some(/rate$|use-report$/.test(type) ? replies : []);
  };
  for (const one of moves) {
    world.now += PASSES[one.passes]!;
    const party = one.party === 0 ? 'us' : 'cn';
    const other = party === 'us' ? 'cn' : 'us';
    if (one.what >= 70) {
      const by = one.choice === 0 ? 'w.example' : party;
      const log = one.choice === 0 ? party : other;
      const last = world.cosigned[log]!.findLast((cosigned) => cosigned.by === by)?.size ?? 0;
      const size = Math.max(last, world.logs.get(log)!.length - (one.choice < 3 ? one.choice : 0));
      if (size > 0) world.cosign(by, log, size);
      continue;
    }
    if (one.spoil === 0) {
      await world.append(party, new Uint8Array([one.choice]));
      continue;
    }
    if (one.spoil === 1) {
      const again = world.logs.get(party)![one.target % world.logs.get(party)!.length]!;
      await world.append(party, world.bytesOf(again));
      continue;
    }
    const about = subjects[one.subject % Math.max(1, subjects.length)];
    const type = typeOf(one, party, about);
    const opens = OPENING.includes(type);
    const joint = type === 'endorse' || type === 'decline';
    const ofHouse = /^(calendar|accord|officer|treaty)/.test(type) || (joint && one.what < 22);
    const subject = opens || ofHouse ? undefined : about?.id;
    const available = world.logs.get(other)!.length;
    const seen =
      one.seen < 7
        ? world.holds(party, other)
        : one.seen === 7
          ? available
          : one.seen === 8
            ? 0
            : available + (one.spoil === 2 ? 1 : 0);
    const proper = joint || type === 'erasure' ? 'head' : 'liaison';
    const officer = one.officer < STRANGERS.length && one.what < 40 ? STRANGERS[one.officer]! : proper;
    const saying = {
      body: await bodyOf(world, type, party, one, named(type, ofHouse)),
      by: type === 'accord.amend' ? ['head', 'second'] : type.startsWith('officer') ? ['root'] : [officer],
      at: world.now + one.skew * HOUR,
      seen: { [other]: seen },
      ...(subject === undefined ? {} : { subject }),
      ...(one.spoil === 3
        ? { payload: { seen: { [world.origin(other)]: { n: 2, root: 'A'.repeat(43) + '=' } } } }
        : {}),
      ...(one.spoil === 4 ? { payload: { keys: 1 } } : {}),
      ...(one.spoil === 5 ? { payload: { subject: 'E'.repeat(42) + 'A' } } : {}),
    };
    const entry = await world.say(party, type, saying);
    ids.push(entry.id);
    if (type === 'accord.amend') amendments.push(entry.id);
    if (saying.body['expires'] !== undefined && !ofHouse) proposals.push(entry.id);
    if (type === 'case.close' || type === 'case.withdraw') endings.push(entry.id);
    if (type === 'request.reply') replies.push(entry.id);
    if (opens && subjects.length < 3) subjects.push({ id: entry.id, type, party });
  }
  return world;
}

const bytesOf = ({ house, subjects }: Docket): string =>
  encodeCanonical({
    house: house.state as unknown as JsonObject,
    subjects: Object.fromEntries(
      [...subjects].map(([id, { state }]) => [id, (state ?? null) as unknown as JsonObject]),
    ),
  });

const linesOf = (disregarded: readonly Disregarded[]) =>
  disregarded.map(({ party, index, code }) => `${party} ${index} ${code}`).toSorted();

/** Everything that happened, as two or three mixed sequences: each log, and each log's cosignatures, in their own order. */
function deliver(world: World, to: Arrivals, turns: readonly number[], check: (at: number) => void): void {
  const streams = world.parties.flatMap((party) => {
    const holders = new Set(world.cosigned[party]!.map(({ by }) => by));
    return [
      world.logs.get(party)!.map((entry) => () => to.entryArrives(entry)),
      ...[...holders].map((holder) =>
        world.cosigned[party]!.filter(({ by }) => by === holder).map((one) => () => to.cosignatureArrives(party, one)),
      ),
    ];
  });
  const at = streams.map(() => 0);
  let step = 0;
  for (const turn of [...turns, ...streams.flatMap((stream, n) => stream.map(() => n))]) {
    const n = turn % streams.length;
    const next = streams[n]![at[n]!];
    if (next === undefined) continue;
    at[n]!++;
    next();
    check(step++);
  }
}

test('full fold and incremental fold are one, for legal and illegal acts and every order of delivery', async () => {
  const met = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(move, { minLength: 10, maxLength: 40, size: 'max' }),
      fc.array(fc.nat(5), { maxLength: 120 }),
      fc.array(fc.nat(5), { maxLength: 120 }),
      async (moves, ours, theirs) => {
        const world = await tell(moves);
        const whole = foldDocket(world.record());
        const bytes = bytesOf(whole.docket);
        const lines = linesOf(whole.disregarded);
        for (const { code } of whole.disregarded) met.add(code);
        for (const turns of [ours, theirs]) {
          const node = new Arrivals(world.accord, world.accordId, world.rootAt);
          deliver(world, node, turns, () => {});
          const kept = node.docket();
          assert.equal(bytesOf({ house: kept.docket.house, subjects: inOrder(kept.docket, whole.docket) }), bytes);
          assert.deepEqual(linesOf(kept.disregarded), lines);
          assert.equal(kept.waiting, whole.waiting.length);
          assert.equal(node.digest(), digestOfDocket(whole.docket, whole.disregarded, {}));
        }
        // Nothing signed is missing: every entry has effect, is disregarded, or waits, and is only one of them.
        const effects = [
          ...whole.docket.house.state.acts,
          ...[...whole.docket.subjects.values()].flatMap(({ state }) => state?.acts ?? []),
        ].map(({ party, index }) => `${party} ${index}`);
        const others = [...whole.disregarded, ...whole.waiting].map(({ party, index }) => `${party} ${index}`);
        const all = world.parties.flatMap((party) => world.logs.get(party)!.map(({ index }) => `${party} ${index}`));
        assert.deepEqual([...effects, ...others].toSorted(), all.toSorted());
        for (const { code } of whole.disregarded) assert.ok(Object.hasOwn(rules, code), code);
        // Looking at any moment is total too.
        const receipts = receiptsOf(world.cosigned);
        for (const { state } of whole.docket.subjects.values()) {
          if (state !== undefined)
            for (const asOf of [0, START, world.now]) subjectAt(state, asOf, whole.docket.house, receipts);
        }
      },
    ),
    runs(40),
  );
  assert.ok(met.size >= 12, [...met].join(' '));
});

/** Subjects in the order of the other docket: a map keeps the order of arrival, which is not part of a state. */
function inOrder(docket: Docket, as: Docket): Docket['subjects'] {
  return new Map([...as.subjects.keys()].map((id) => [id, docket.subjects.get(id)!]));
}
