// The docket of a node against the rules themselves: however entries and cosignatures arrive, at every stop it is what a fold of the whole
// record gives, obligations across subjects included.

import assert from 'node:assert/strict';
import test from 'node:test';
import { encodeBase64 } from '@parley/record/base64';
import type { Payload } from '@parley/record/act';
import type { JsonObject } from '@parley/record/json';
import { webSuite } from '@parley/record/suite';
import { digestOfDocket, foldDocket } from '@parley/docket/docket';
import type { SubjectState } from '@parley/docket/kind';
import { receiptsOf, type Cosigned } from '@parley/docket/receipts';
import { DAY, HOUR, settledWorld, type World } from '@parley/docket/testing/world';
import { Log } from '../log/log.ts';
import { LogStore, logTables } from '../log/store.ts';
import { Database, type Sql } from '../platform/sqlite.ts';
import { Docket } from './docket.ts';
import { docketTables } from './tables.ts';

/** A node's docket that is given a world's record piece by piece. */
class Arriving {
  readonly database = Database.open(':memory:', [logTables, docketTables], 'off');
  readonly docket: Docket;
  readonly #world: World;
  readonly #logs: Map<string, Log>;
  readonly #cosigned: Record<string, Cosigned[]> = {};

  constructor(world: World) {
    this.#world = world;
    const { accord, accordId, parties } = world;
    this.#logs = new Map(
      parties.map((party, place) => [
        party,
        new Log(LogStore.open(this.database, party, world.origin(party), place === 0)),
      ]),
    );
    for (const party of parties) this.#cosigned[party] = [];
    this.docket = new Docket({
      database: this.database,
      accord,
      accordId,
      logs: [...this.#logs.values()],
      suite: webSuite,
    });
  }

  /** Holds the next entries of a log, without folding them. */
  hold(party: string, count: number): void {
    const log = this.#logs.get(party)!;
    const entries = this.#world.logs.get(party)!.slice(log.size, log.size + count);
    const { settle } = this.database.transaction(() => {
      const extension = log.extend();
      for (const entry of entries) extension.append(entry.id, this.#world.bytesOf(entry), undefined);
      return extension.moveHead(this.#world.now);
    });
    settle();
  }

  fold(): Promise<void> {
    return this.docket.catchUp(() => undefined);
  }

  /** Keeps the cosignatures whose entries are held and that were not kept before. */
  receipt(party: string, count: number): void {
    const log = this.#logs.get(party)!;
    const kept = this.#cosigned[party]!;
    for (const { by, size, time } of this.#world.cosigned[party]!.slice(kept.length, kept.length + count)) {
      if (size > log.size) return;
      this.database.transaction(() => {
        log.store.putCosigned({ holder: by, size, time, note: '' });
        this.docket.receipted(party, by, size, time);
      });
      kept.push({ by, size, time });
    }
  }

  /** Compares with a fold of everything held. */
  agrees(): void {
    const { docket, disregarded } = foldDocket({
      accord: this.#world.accord,
      accordId: this.#world.accordId,
      logs: new Map([...this.#logs].map(([party, { size }]) => [party, this.#world.logs.get(party)!.slice(0, size)])),
      receipts: receiptsOf(this.#cosigned),
      rootAt: (origin, size) => {
        const root = [...this.#logs.values()].find((log) => log.origin === origin)?.rootAt(size);
        return root === undefined ? undefined : encodeBase64(root);
      },
    });
    const kept = this.docket.digest();
    assert.ok(kept.complete);
    for (const [id, { state }] of docket.subjects) if (state !== undefined) assert.deepEqual(this.state(id), state);
    assert.equal(kept.digest, digestOfDocket(docket, disregarded, kept.cut));
  }

  state(id: string): SubjectState | undefined {
    const text = this.database.get('select state from subject where id = ?', id)?.['state'];
    return typeof text === 'string' ? (JSON.parse(text) as SubjectState) : undefined;
  }

  rows(table: string): Record<string, Sql>[] {
    return this.database.all(`select * from ${table}`).map((row) => ({ ...row }));
  }
}

/** The same numbers for the same seed. */
function chances(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0;
    return ((((state ^ (state >>> 13)) >>> 0) / 2 ** 32) * below) | 0;
  };
}

const PARTIES = ['us', 'cn'] as const;

/** A story of subjects that refer to one another, before and after they are there, in order and out of it. */
async function tell(seed: number): Promise<World> {
  const world = await settledWorld();
  const draw = chances(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[draw(items.length)]!;
  const ids: Record<string, string[]> = { case: [], request: [], finding: [], measure: [], exhibit: [], any: [] };
  const some = (kind: string): string => (ids[kind]!.length === 0 ? 'E'.repeat(42) + 'A' : pick(ids[kind]!));
  for (let turn = 0; turn < 90; turn++) {
    const party = pick(PARTIES);
    const to = draw(12) === 0 ? party : party === 'us' ? 'cn' : 'us';
    const say = async (type: string, body: JsonObject, subject?: string, payload: Partial<Payload> = {}) => {
      const { id } = await world.say(party, type, {
        body,
        payload,
        by: [draw(15) === 0 ? 'registrar' : 'head'],
        ...(subject === undefined ? {} : { subject }),
      });
      if (subject === undefined) ids[type.split('.')[0]!]?.push(id);
      ids['any']!.push(id);
    };
    const points = [{ no: 1 + draw(3), kind: 'access' }];
    const concluded = [{ no: 1 + draw(4), conclusion: 'established' }];
    switch (draw(17)) {
      case 0:
        await say('case.allege', { respondent: to, claimant: 'cert', points });
        break;
      case 1:
        await say('request.make', { to, category: 'information', urgency: 'routine', case: some('case') });
        break;
      case 2:
        await say('finding.record', { to, case: some('case'), points: concluded, standard: 'not-stated' });
        break;
      case 3: {
        const expires = world.now + 20 * DAY;
        await say('finding.propose', { to, case: some('case'), points: concluded, standard: 'not-stated', expires });
        break;
      }
      case 4:
        await say('hotline.raise', {
          to,
          about: pick([{ case: some('case') }, { request: some('request') }]),
          rung: 1,
        });
        break;
      case 5:
        await say('case.restate', { points }, some('case'));
        break;
      case 6:
        await say('case.link', { relation: 'related', case: some('case') }, some('case'));
        break;
      case 7: {
        const finding = some('finding');
        await say('endorse', { of: finding }, finding);
        break;
      }
      case 8:
        await say('case.withdraw', { reason: 'mistaken' }, some('case'));
        break;
      case 9:
        await say('request.reply', { final: true, outcome: 'fulfilled' }, some('request'));
        break;
      case 10:
        await say('case.acknowledge', {}, some('case'));
        break;
      case 11: {
        const opensOn = pick<JsonObject>([
          { reply: some('request') },
          { position: some('case') },
          { disclosure: some('exhibit') },
        ]);
        const seals = [{ c: `${pick(['A', 'B', 'C']).repeat(42)}A`, n: 4096, ct: 'text/plain' }];
        await say('exhibit.seal', { to, kind: 'analysis', opensOn }, undefined, { seals });
        break;
      }
      case 12: {
        const condition = { request: some('request') };
        const body = { to, kind: 'designation', orientation: 'prospective', state: 'threatened', condition };
        await say('measure.announce', { ...body, by: world.now + 9 * DAY, cases: [some('case')] });
        break;
      }
      case 13: {
        const body = { when: { request: some('request') }, satisfaction: to, expires: world.now + 20 * DAY };
        await say('measure.stand-down', body, some('measure'));
        break;
      }
      case 14:
        await say('endorse', { of: some('any') }, some('measure'));
        break;
      case 15:
        await say('case.close', { reason: 'finding', finding: some('finding') }, some('case'));
        break;
      default:
        world.receive(pick(PARTIES));
    }
    world.now += pick([0, 60, HOUR, DAY]);
  }
  world.receive();
  return world;
}

test('however a record of subjects that refer to one another arrives, the node keeps what a whole fold gives', async () => {
  let obliged = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const world = await tell(seed);
    const node = new Arriving(world);
    const draw = chances(seed + 1000);
    for (let turn = 0; turn < 200; turn++) {
      const party = PARTIES[draw(2)]!;
      if (draw(3) === 0) node.receipt(party, 1 + draw(2));
      else node.hold(party, 1 + draw(6));
      if (draw(8) === 0) node.docket.arriving('cn', draw(2) === 0);
      if (draw(4) > 0) await node.fold();
      if (draw(12) > 0) continue;
      node.docket.arriving('cn', false);
      await node.fold();
      node.agrees();
    }
    for (const party of PARTIES) {
      node.hold(party, Infinity);
      node.receipt(party, Infinity);
    }
    await node.fold();
    node.agrees();
    const kept = ['subject', 'reference', 'wait', 'disregarded', 'await'].map((table) => node.rows(table));
    obliged += node.rows('subject').filter((row) => !String(row['state']).includes('"obligations":[]')).length;
    node.docket.drop();
    await node.fold();
    node.agrees();
    assert.deepEqual(
      ['subject', 'reference', 'wait', 'disregarded', 'await'].map((table) => node.rows(table)),
      kept,
    );
  }
  assert.ok(obliged > 20, 'the stories oblige');
});

test('what is pulled is folded when it is receipted, once', async () => {
  const world = await settledWorld();
  const node = new Arriving(world);
  for (const party of PARTIES) {
    node.hold(party, Infinity);
    node.receipt(party, Infinity);
  }
  await node.fold();
  const body = { to: 'us', category: 'information', urgency: 'routine' };
  const { id } = await world.say('cn', 'request.make', { body });
  node.docket.arriving('cn', true);
  node.hold('cn', Infinity);
  assert.ok(!node.docket.behind);
  await node.fold();
  assert.equal(node.state(id), undefined);
  world.receive();
  node.receipt('cn', Infinity);
  assert.ok(node.docket.behind);
  const folded: string[] = [];
  await node.docket.catchUp(({ subjects }) => folded.push(...subjects));
  assert.deepEqual(folded, [id]);
  assert.equal(typeof node.state(id)!.acts[0]!.receivedAt, 'number');
  await world.say('cn', 'note', { subject: id, body: { about: id, kind: 'clarification' } });
  node.hold('cn', Infinity);
  assert.ok(!node.docket.behind);
  // A pull that broke off.
  node.docket.arriving('cn', false);
  await node.fold();
  node.agrees();
});

test('a change that more subjects refer to than are folded at once reaches all of them', async () => {
  const world = await settledWorld();
  const { id } = await world.say('us', 'case.allege', {
    body: { respondent: 'cn', claimant: 'cert', points: [{ no: 1, kind: 'access' }] },
  });
  const points = [{ no: 2, conclusion: 'established' }];
  const findings: string[] = [];
  for (let count = 0; count < 600; count++) {
    const body = { to: 'cn', case: id, points, standard: 'not-stated' };
    findings.push((await world.say('us', 'finding.record', { body, by: ['head'] })).id);
  }
  const node = new Arriving(world);
  for (const party of PARTIES) node.hold(party, Infinity);
  await node.fold();
  const count = () => findings.filter((finding) => node.state(finding)!.obligations.length > 0).length;
  assert.equal(count(), 600);
  await world.say('us', 'case.restate', { subject: id, body: { points: [{ no: 2, kind: 'harm' }] } });
  node.hold('us', 1);
  const folded: number[] = [];
  await node.docket.catchUp(({ subjects }) => folded.push(subjects.size));
  assert.equal(count(), 0);
  assert.deepEqual(folded, [513, 88]);
  node.agrees();
});
