import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseNote } from '@parley/record/note';
import { foundingKeys, generationAt } from '@parley/docket/party/rotation';
import { Keyring } from './log/keyring.ts';
import { webSuite } from '@parley/record/suite';
import { Pair } from './testing/pair.ts';

type Role = 'log' | 'holder';
const other = { amber: 'birch', birch: 'amber' } as const;

async function founded(t: TestContext, options: Parameters<typeof Pair.make>[0] = {}): Promise<Pair> {
  const pair = await Pair.make(options);
  t.after(() => pair.stop());
  await pair.start();
  await pair.found();
  return pair;
}

async function rekey(pair: Pair, party: 'amber' | 'birch', role: Role): Promise<string> {
  return pair.must(party, 'root', { type: 'party.rekey', body: { role, ...(await pair.makeFurther(party)) } });
}

/** How many keys signed a note. */
const lines = (note: string): number => {
  const parsed = parseNote(note);
  assert.ok(parsed.ok);
  return parsed.note.signatures.length;
};

const published = (pair: Pair, party: string) => pair.app(party).own.store.published()!;

/** The newest head of `party`'s log that its counterpart cosigned, as both have it. */
function newestReceipt(pair: Pair, party: 'amber' | 'birch'): { size: number; note: string } {
  const theirs = pair.app(other[party]).logs.find((log) => log.party === party)!;
  const [own, copy] = [pair.app(party).own, theirs].map(({ store }) => store.newestCosigned(other[party])!);
  assert.deepEqual(own, copy);
  return own!;
}

function agree(pair: Pair): void {
  for (const party of ['amber', 'birch'] as const)
    assert.equal(newestReceipt(pair, party).size, pair.app(party).own.size, party);
  assert.equal(pair.app('amber').docket.digest().digest, pair.app('birch').docket.digest().digest);
  assert.deepEqual(
    ['amber', 'birch'].flatMap((party) => pair.app(party).health().alarms),
    [],
  );
}

test('the first heads after a log’s keys were replaced are signed by the old and the new, until the counterpart holds the act', async (t) => {
  const pair = await founded(t);
  pair.cut.add('birch');
  await rekey(pair, 'amber', 'log');
  await pair.until(() => published(pair, 'amber').size === pair.app('amber').own.size);
  assert.equal(lines(published(pair, 'amber').note), 4);
  await pair.request('amber', 'birch');
  await pair.until(() => published(pair, 'amber').size === pair.app('amber').own.size);
  assert.equal(lines(published(pair, 'amber').note), 4, 'birch still knows the old keys alone');
  pair.cut.clear();
  await pair.idle();
  assert.equal(lines(newestReceipt(pair, 'amber').note), 4, 'two of the new keys of the log, two of the holder');
  await pair.request('amber', 'birch');
  await pair.idle();
  assert.equal(lines(published(pair, 'amber').note), 2);
  agree(pair);
});

test('a holder cosigns with the old and the new keys until the owner of the log holds the act, then with the new', async (t) => {
  const pair = await founded(t);
  await rekey(pair, 'birch', 'holder');
  await pair.idle();
  await pair.request('amber', 'birch');
  await pair.idle();
  assert.equal(lines(newestReceipt(pair, 'amber').note), 4);
  agree(pair);
  await pair.stop();
  await pair.start();
  await pair.idle();
  await pair.request('amber', 'birch');
  await pair.idle();
  agree(pair);
});

test('keys are replaced again and again on both sides, with restarts at every step, and both dockets stay equal', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-rotation-'));
  const paths = new Map(['amber', 'birch'].map((party) => [party, join(dir, `${party}.db`)]));
  const pair = await founded(t, { paths });
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  for (const [party, role] of [
    ['amber', 'log'],
    ['birch', 'log'],
    ['amber', 'holder'],
    ['birch', 'holder'],
    ['amber', 'log'],
  ] as const) {
    pair.cut.add(other[party]);
    await rekey(pair, party, role);
    await pair.stop(party); // perhaps before anything was signed by the new keys
    await pair.start(party);
    pair.cut.clear();
    await pair.stop(other[party]);
    await pair.start(other[party]);
    await pair.idle();
    await pair.request(party, other[party]);
    await pair.idle();
    agree(pair);
  }
});

test('with the old keys lost, a counterpart that holds less is shown the act that replaced them', async (t) => {
  const pair = await founded(t);
  pair.cut.add('birch');
  await rekey(pair, 'amber', 'log');
  await pair.until(() => published(pair, 'amber').size === pair.app('amber').own.size);
  await pair.stop('amber');
  pair.lost.add('amber log');
  await pair.start('amber');
  pair.app('amber').overrideRecovery();
  await pair.request('amber', 'birch');
  await pair.until(() => published(pair, 'amber').size === pair.app('amber').own.size);
  assert.equal(lines(published(pair, 'amber').note), 2);
  pair.cut.clear();
  await pair.idle();
  agree(pair);
});

test('a copy from before all rotations comes back by what the counterpart holds and shows', async (t) => {
  const pair = await founded(t);
  const before = pair.app('amber').own.size;
  await rekey(pair, 'amber', 'log');
  await rekey(pair, 'amber', 'holder');
  await rekey(pair, 'birch', 'log');
  await rekey(pair, 'birch', 'holder');
  await pair.idle();
  await pair.request('birch', 'amber');
  await pair.idle();
  await pair.stop('amber');
  pair.databases.delete('amber'); // of amber's log and of birch's, everything
  await pair.start('amber');
  await pair.idle();
  assert.ok(pair.app('amber').own.size > before);
  await pair.request('amber', 'birch');
  await pair.idle();
  agree(pair);
});

test('keys that are not in the node’s folder are not put in force', async (t) => {
  const pair = await founded(t);
  const { log } = pair.app('birch').accord.parties.find(({ id }) => id === 'birch')!.keys;
  const filed = await pair.file('amber', 'root', { type: 'party.rekey', body: { role: 'log', ...log } });
  assert.equal(filed.ok ? 'filed' : filed.refusal.code, 'node.key_absent');
});

test('a head is opened by the keys in force at its size, and by no other', async (t) => {
  const pair = await founded(t);
  const { accord, accordId, own, logs } = pair.app('amber');
  const early = newestReceipt(pair, 'amber');
  pair.cut.add('birch');
  await rekey(pair, 'amber', 'log');
  await pair.until(() => published(pair, 'amber').size === own.size);
  const crossed = published(pair, 'amber').note;
  pair.cut.clear();
  await pair.idle();
  await pair.request('amber', 'birch');
  await pair.idle();
  const late = newestReceipt(pair, 'amber');
  const keyring = new Keyring(accord, accordId, new Map(logs.map((log) => [log.party, log])), webSuite);
  const { log } = await keyring.of('amber');
  assert.equal(log.length, 2);
  assert.equal(generationAt(log, early.size), log[0]);
  assert.equal(generationAt(log, late.size), log[1]);
  for (const note of [early.note, crossed, late.note]) assert.ok((await keyring.openHead('amber', note)).ok);
  // Whoever holds nothing of the log yet opens it by what it is shown, and not without.
  const empty = new Map(logs.map(({ party, store }) => [party, { party, store, rekeys: [] } as never]));
  const stranger = new Keyring(accord, accordId, empty, webSuite);
  assert.deepEqual(await stranger.of('amber'), foundingKeys(accord, 'amber'));
  const alone = await stranger.openHead('amber', late.note);
  assert.equal(alone.ok ? 'opened' : alone.refusal.code, 'checkpoint.unsigned');
  const text = Buffer.from(await keyring.rekeys('amber', own.size));
  assert.ok((await stranger.openHead('amber', late.note, async () => text)).ok);
  for (const wrong of [Buffer.from('1 x\n'), Buffer.from(`0${text.toString()}`), text.subarray(0, -9), Buffer.alloc(0)])
    assert.ok(!(await stranger.openHead('amber', late.note, async () => wrong)).ok);
});
