// The script filed act by act in a world of really signed logs, each act received before the next: all of it takes effect, and the
// docket that follows is the one the data means.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { docketAt } from '@parley/docket/asof';
import type { CaseState } from '@parley/docket/case/kind';
import { commitmentKind, type CommitmentState } from '@parley/docket/commitment/kind';
import { foldDocket } from '@parley/docket/docket';
import type { Entry } from '@parley/docket/entry';
import { receiptsOf } from '@parley/docket/receipts';
import type { MeasureState } from '@parley/docket/measure/kind';
import type { RemedyState } from '@parley/docket/remedy/kind';
import { statementKind, type StatementState } from '@parley/docket/statement/kind';
import { Offices, Terms } from '@parley/docket/terms';
import { keyOf, World } from '@parley/docket/testing/world';
import type { JsonObject } from '@parley/record/json';
import { type DemoAct, loadDemo, resolveRefs } from './record.ts';

const demo = loadDemo(import.meta.dirname);
const opened = new Map<string, Entry>();
let world: World;

const idOf = (ref: string) => opened.get(ref)!.id;
const otherOf = (party: string) => demo.accord.parties.find(({ id }) => id !== party)!.id;

async function file(act: DemoAct): Promise<void> {
  world.now = act.at;
  world.receive();
  const body = resolveRefs(act.body, idOf) as JsonObject;
  const held = { size: world.logs.get(otherOf(act.party))!.length, time: act.at };
  const entry = await world.say(act.party, act.type, {
    body: act.type === 'request.note-silence' ? { ...body, held } : body,
    by: [demo.officers.find(({ party, office }) => party === act.party && office === act.office)!.id],
    ...(act.subject === undefined ? {} : { subject: idOf(act.subject) }),
  });
  if (act.ref !== undefined) opened.set(act.ref, entry);
  world.now += 1;
  world.receive();
}

before(async () => {
  world = await World.found({ terms: Terms.parse(demo.accord.terms), offices: Offices.parse(demo.accord.offices) });
  world.now = demo.foundedAt;
  for (const party of world.parties) {
    await world.say(party, 'accord.found', { body: { accepts: world.accordId }, by: ['root'] });
    for (const one of demo.officers.filter((officer) => officer.party === party)) {
      const body = { key: await keyOf(`${party}/${one.id}`), office: one.office, from: demo.foundedAt };
      await world.say(party, 'officer.appoint', {
        body,
        by: [one.appointedBy === 'root' ? 'root' : `${party}-chancery`],
      });
    }
  }
  world.receive();
  for (const act of demo.script) await file(act);
});

test('every act takes effect, and none waits', () => {
  const { docket, disregarded, waiting } = foldDocket(world.record());
  assert.deepEqual(disregarded, []);
  assert.deepEqual(waiting, []);
  const kinds = [...docket.subjects.values()].map((fold) => fold.state?.kind);
  assert.equal(kinds.filter((kind) => kind === 'case').length, 31);
  assert.equal(kinds.filter((kind) => kind === 'request').length, 4);
  assert.equal(kinds.filter((kind) => kind === 'measure').length, 49);
  assert.equal(kinds.filter((kind) => kind === 'statement').length, 16);
  assert.equal(kinds.filter((kind) => kind === 'commitment').length, 4);
  assert.equal(kinds.filter((kind) => kind === 'remedy').length, 1);
});

test('a position takes its points, the last one counts, and nothing is agreed', () => {
  const { docket } = foldDocket(world.record());
  const state = (ref: string) => docket.subjects.get(idOf(ref))!.state as CaseState;
  assert.equal(state('us-02').stance, 'criminal-not-state');
  assert.equal(state('us-16').stance, 'counter-allege');
  assert.equal(state('cn-11').stance, 'neither-confirm-nor-deny');
  assert.equal(state('us-06').stance, null);
  assert.deepEqual(new Set(state('us-01').points.map(({ view }) => view)), new Set(['contested']));
  const views = [...docket.subjects.values()].flatMap((fold) =>
    fold.state?.kind === 'case' ? (fold.state as CaseState).points.map(({ view }) => view) : [],
  );
  assert.ok(!views.includes('agreed'));
});

test('the commitments bind both, each side has its own verdicts, and none is joint', () => {
  const { docket } = foldDocket(world.record());
  const state = (ref: string) => docket.subjects.get(idOf(ref))!.state as CommitmentState;
  for (const ref of ['c2', 'responses', 'dialogue', 'norms']) {
    assert.equal(commitmentKind.standing(state(ref)).standing, 'agreed', ref);
    assert.deepEqual(state(ref).joint, [], ref);
  }
  const { verdicts, claims } = state('c2');
  assert.deepEqual(new Set(verdicts.map(({ party, verdict }) => `${party} ${verdict}`)), new Set(['us not', 'cn not']));
  assert.deepEqual(new Set(claims.map(({ party, claimed }) => `${party} ${claimed}`)), new Set(['us done', 'cn done']));
});

test('two statements are joint, and those of September 2015 are each side’s own', () => {
  const { docket } = foldDocket(world.record());
  const standing = (ref: string) =>
    statementKind.standing(docket.subjects.get(idOf(ref))!.state as StatementState).standing;
  assert.equal(standing('statement-2016-06-15'), 'joint');
  assert.equal(standing('statement-2016-12-08'), 'joint');
  assert.equal(standing('statement-2015-09-25-us-list'), 'single');
  assert.equal(standing('statement-2015-09-26-cn-list'), 'single');
});

test('a remedy stays unverified, a judgment ends an indictment, and duties come in force as announced', () => {
  const { docket } = foldDocket(world.record());
  const state = (ref: string) => docket.subjects.get(idOf(ref))!.state!;
  assert.equal((state('us-02-arrests') as RemedyState).view, 'not-verified');
  for (const ref of ['us-05-indictment', 'us-07-indictment-1']) {
    assert.equal((state(ref) as MeasureState).stage, 'expired', ref);
  }
  for (const ref of ['us-tariff-2018', 'cn-tariff-2018', 'us-01-dialogue-suspended', 'cn-09-wanted']) {
    assert.equal((state(ref) as MeasureState).stage, 'in-force', ref);
  }
});

test('what was not answered has lapsed by the end, on both sides alike', () => {
  const { docket } = foldDocket(world.record());
  const end = demo.script.at(-1)!.at + 365 * 86_400;
  world.now = end;
  world.receive();
  const at = docketAt(docket, end, receiptsOf(world.cosigned));
  const lapsed = (ref: string, owed: string) =>
    at.get(idOf(ref))!.deadlines.find((deadline) => deadline.for === owed)!.state === 'lapsed';
  for (const ref of ['us-06-request', 'cn-01-request', 'cn-02-request', 'cn-03-request'])
    assert.ok(lapsed(ref, 'reply'), ref);
  for (const ref of ['us-06', 'cn-02', 'cn-08']) assert.ok(lapsed(ref, 'position'), ref);
  for (const ref of ['us-01', 'cn-01']) assert.ok(!lapsed(ref, 'position'), ref);
});
