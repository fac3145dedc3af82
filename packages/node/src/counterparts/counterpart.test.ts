import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { encodeUtf8, parseUtf8 } from '@parley/record/bytes';
import { parseReceipts } from '@parley/record/receipts';
import { encodeSubmission } from '@parley/record/submission';
import { Pair } from '../testing/pair.ts';
import { WAITING_MAX } from './exchange.ts';

const never = new AbortController().signal;

test('an answer without receipts is an empty text, and reads as none', async (t) => {
  const pair = await Pair.make();
  await pair.start();
  t.after(() => pair.stop());
  const { originHash } = pair.app('amber').parties.find(({ id }) => id === 'birch')!;
  const answer = await pair
    .app('amber')
    .exchange({ method: 'GET', path: `${originHash}/receipts?after=0&wait=0` }, { party: 'birch' }, never);
  assert.deepEqual(parseReceipts(parseUtf8(answer.body)!), { ok: true, notes: [] });
});

test('what was offered before a crash and is held while recovering is cosigned, too', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-counterpart-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const pair = await Pair.make({ paths: new Map([['birch', join(dir, 'birch.db')]]) });
  await pair.start();
  t.after(() => pair.stop());
  await pair.found();
  await pair.idle();
  const amber = pair.app('amber');
  const { originHash } = amber.parties.find(({ own }) => own)!;
  const oldSize = amber.own.size;
  // Birch hears of a new head, and cannot fetch it before it is gone.
  pair.cut.add('amber');
  await pair.request('amber', 'birch');
  while (amber.health().publishedSize < amber.own.size) await new Promise((resolve) => setTimeout(resolve, 5));
  const published = await amber.exchange(
    { method: 'GET', path: `${originHash}/checkpoint` },
    { party: 'birch' },
    never,
  );
  const submission = encodeSubmission({
    oldSize,
    proof: amber.own.consistencyProof(oldSize, amber.own.size),
    note: parseUtf8(published.body)!,
  });
  const taken = await pair
    .app('birch')
    .exchange({ method: 'POST', path: 'add-checkpoint', body: encodeUtf8(submission) }, { party: 'amber' }, never);
  assert.equal(taken.status, 200);
  await pair.stop('birch');
  pair.cut.delete('amber');
  await pair.start('birch');
  await pair.idle();
  assert.deepEqual(amber.docket.digest(), pair.app('birch').docket.digest());
});

test('an auditor who asks for receipts over and over holds no more than some requests open, and keeps no party waiting', async (t) => {
  const pair = await Pair.make();
  await pair.start();
  t.after(() => pair.stop());
  await pair.found();
  const amber = pair.app('amber');
  const { originHash } = amber.parties.find(({ own }) => own)!;
  const ask = { method: 'GET', path: `${originHash}/receipts?after=${amber.own.size}&wait=30` } as const;
  const gone = new AbortController();
  let answered = 0;
  const asked = Array.from({ length: WAITING_MAX + 10 }, () =>
    amber.exchange(ask, { auditor: true }, gone.signal).then(() => answered++),
  );
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(answered, 10);
  await pair.request('amber', 'birch');
  await pair.idle();
  await Promise.all(asked);
  assert.equal(amber.own.store.newestCosigned('birch')!.size, amber.own.size);
});
