import assert from 'node:assert/strict';
import { mkdtempSync, copyFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { encodeUtf8 } from '@parley/record/bytes';
import { openEvidence } from '@parley/record/evidence';
import { logVkeys } from '@parley/record/key';
import { webSuite } from '@parley/record/suite';
import { BEGINS_AT, Pair } from './testing/pair.ts';

async function running(t: TestContext, pair?: Pair): Promise<Pair> {
  const world = pair ?? (await Pair.make());
  await world.start();
  t.after(() => world.stop());
  await world.found();
  return world;
}

function sameDockets(pair: Pair): void {
  assert.deepEqual(pair.app('amber').docket.digest(), pair.app('birch').docket.digest());
}

test('what one node files, the other holds, receipts and folds to the same docket', async (t) => {
  const pair = await running(t);
  const request = await pair.request('amber', 'birch');
  await pair.idle();
  await pair.must('birch', 'liaison', { type: 'request.acknowledge', subject: request, body: {} });
  await pair.idle();
  sameDockets(pair);
  const { cut } = pair.app('amber').docket.digest();
  for (const { size, receipts } of Object.values(cut)) assert.deepEqual(Object.values(receipts), [size]);
});

test('the same act twice is the same act', async (t) => {
  const pair = await running(t);
  const composed = await pair.compose('amber', 'liaison', {
    type: 'request.make',
    body: { to: 'birch', category: 'information', urgency: 'routine' },
    words: { asked: { en: 'Who?' } },
  });
  const [first, second] = await Promise.all([pair.app('amber').file(composed), pair.app('amber').file(composed)]);
  assert.ok(first.ok && second.ok);
  assert.equal(first.index, second.index);
  assert.notEqual(first.again, second.again);
  const third = await pair.app('amber').file(composed);
  assert.ok(third.ok && third.again && third.index === first.index);
});

test('a refused act changes nothing, and those beside it in the batch are filed', async (t) => {
  const pair = await running(t);
  const { size } = pair.app('amber').own;
  const good = {
    type: 'request.make',
    body: { to: 'birch', category: 'information', urgency: 'routine' },
    words: { asked: { en: 'Who?' } },
  };
  const outcomes = await Promise.all([
    pair.file('amber', 'liaison', good),
    pair.file('amber', 'liaison', { ...good, keys: 0 }),
    pair.file('amber', 'liaison', { ...good, body: { ...good.body, to: 'amber' } }),
    pair.file('amber', 'liaison', { ...good, words: { asked: { fr: 'Qui ?' } } }),
    pair.file('amber', 'liaison', { ...good, iat: Math.floor(pair.clock.now() / 1000) + 301 }),
    pair.file('amber', 'liaison', { type: 'accord.found', body: { accepts: pair.accordId } }),
  ]);
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.ok ? 'filed' : outcome.refusal.code)),
    ['filed', 'act.keys_stale', 'request.addressee', 'words.language', 'act.early', 'act.no_power'],
  );
  assert.equal(pair.app('amber').own.size, size + 1);
});

test('when the disk fails, the acts are not filed, nothing is signed, and filing goes on afterwards', async (t) => {
  const pair = await running(t);
  const database = pair.databases.get('amber')!;
  const before = pair.app('amber').own.head;
  database.raw.exec(
    `create temp trigger full before insert on entry begin select raise(abort, 'database or disk is full'); end`,
  );
  await assert.rejects(pair.request('amber', 'birch'), /disk is full/);
  assert.deepEqual(pair.app('amber').own.head, before);
  database.raw.exec('drop trigger full');
  await pair.request('amber', 'birch');
  await pair.idle();
  sameDockets(pair);
});

test('while nobody answers, acts are filed and wait; nothing is lost when the line is back', async (t) => {
  const pair = await running(t);
  pair.cut.add('birch');
  for (let i = 0; i < 5; i++) await pair.request('amber', 'birch');
  assert.equal(pair.app('amber').idle, false);
  pair.cut.delete('birch');
  pair.app('birch');
  await pair.idle();
  sameDockets(pair);
});

test('a receipt for more subjects than are folded at once reaches all of them', async (t) => {
  const pair = await running(t);
  pair.cut.add('birch');
  await Promise.all(Array.from({ length: 600 }, () => pair.request('amber', 'birch')));
  pair.cut.delete('birch');
  await pair.idle();
  sameDockets(pair);
  const { docket } = pair.app('amber');
  const kept = docket.digest();
  docket.drop();
  await docket.catchUp(() => undefined);
  assert.deepEqual(docket.digest(), kept);
});

test('dropped read models are folded again to the same docket', async (t) => {
  const pair = await running(t);
  const request = await pair.request('amber', 'birch');
  await pair.idle();
  await pair.must('birch', 'liaison', { type: 'request.acknowledge', subject: request, body: {} });
  await pair.idle();
  const { docket } = pair.app('birch');
  const kept = docket.digest();
  docket.drop();
  assert.notDeepEqual(docket.digest(), kept);
  await docket.catchUp(() => undefined);
  assert.deepEqual(docket.digest(), kept);
});

test('a node restored from an old copy takes back what the counterpart holds before it signs anything', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-restore-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const path = join(dir, 'amber.db');
  const pair = await running(t, await Pair.make({ paths: new Map([['amber', path]]) }));
  await pair.stop('amber');
  copyFileSync(path, join(dir, 'old.db'));
  await pair.start('amber');
  await pair.idle();
  for (let i = 0; i < 3; i++) await pair.request('amber', 'birch');
  await pair.idle();
  const { head } = pair.app('amber').own;
  await pair.stop('amber');
  rmSync(`${path}-wal`, { force: true });
  copyFileSync(join(dir, 'old.db'), path);
  pair.cut.add('birch');
  await pair.start('amber');
  assert.equal(pair.app('amber').health().signing, 'asking');
  const refused = await pair.file('amber', 'liaison', {
    type: 'request.make',
    body: { to: 'birch', category: 'information', urgency: 'routine' },
    words: { asked: { en: 'Who?' } },
  });
  assert.equal(!refused.ok && refused.refusal.code, 'node.recovering');
  pair.cut.delete('birch');
  await pair.idle();
  assert.deepEqual(pair.app('amber').own.head.root, head.root);
  await pair.request('amber', 'birch');
  await pair.idle();
  sameDockets(pair);
});

test('two heads of one size convict the log that signed them, and it is cosigned no more', async (t) => {
  const pair = await running(t);
  await pair.idle();
  const other = await Pair.forked(pair, 'amber');
  const answer = await pair
    .app('birch')
    .exchange(
      { method: 'POST', path: 'add-checkpoint', body: encodeUtf8(other.submission) },
      { party: 'amber' },
      new AbortController().signal,
    );
  assert.equal(answer.status, 422);
  const health = pair.app('birch').health();
  assert.equal(health.ready, false);
  assert.equal(health.alarms[0]?.kind, 'two-roots');
  const { origin } = pair.app('amber').own;
  const keys = pair.app('amber').accord.parties.find(({ id }) => id === 'amber')!.keys.log;
  const opened = await openEvidence(health.alarms[0].object, logVkeys(origin, keys), webSuite);
  assert.ok(opened.ok);
  const receipted = health.counterparts[0]!.heldSize;
  await pair.request('amber', 'birch');
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal(pair.app('birch').health().counterparts[0]!.heldSize, receipted);
});

test('a flood of checkpoints is turned away before anything is verified', async (t) => {
  const pair = await running(t);
  const flood = await Promise.all(
    Array.from({ length: 150 }, () =>
      pair
        .app('birch')
        .exchange(
          { method: 'POST', path: 'add-checkpoint', body: encodeUtf8('old 0\n\nnonsense') },
          { party: 'amber' },
          new AbortController().signal,
        ),
    ),
  );
  const statuses = new Set(flood.map(({ status }) => status));
  assert.ok(statuses.has(429));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await pair.request('amber', 'birch');
  await pair.idle();
  sameDockets(pair);
});

test('an idle log is signed anew each day, cosigned again, and its receipts stay the first', async (t) => {
  const pair = await running(t);
  await pair.request('amber', 'birch');
  await pair.idle();
  pair.clock.release({ now: () => BEGINS_AT + 1000 });
  const amber = pair.app('amber');
  const before = { size: amber.own.size, time: amber.own.head.time };
  const receipt = amber.own.store.receipt('birch', before.size - 1)!;
  pair.clock.release({ now: () => BEGINS_AT + 25 * 3600 * 1000 });
  amber.tick();
  await pair.until(() => amber.own.store.newestCosigned('birch')!.time > before.time + 24 * 3600);
  assert.equal(amber.own.size, before.size);
  assert.deepEqual(amber.own.store.receipt('birch', before.size - 1), receipt);
  await pair.idle();
  sameDockets(pair);
});
