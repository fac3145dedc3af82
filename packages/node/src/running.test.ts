import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Running } from '@parley/api/health';
import type { App } from './app.ts';
import { runningOf } from './running.ts';

const counterpart = {
  party: 'cn',
  heldSize: 5,
  pendingSize: 7,
  offeredSize: 9,
  receiptSize: 8,
  receiptTime: 100,
  shownAt: 120,
  reachable: true,
  cosigning: true,
  refusal: undefined,
};
const health = {
  ready: true,
  signing: 'on',
  size: 9,
  publishedSize: 9,
  alarms: [],
  counterparts: [counterpart],
  exhibits: { contents: 2, bytes: 300, wanted: 0, waiting: [], erased: 0, registrar: 'in-office', unsaid: 0 },
} as unknown as ReturnType<App['health']>;

const app = {
  health: () => health,
  accord: { parties: [{ id: 'cn', names: { en: 'China' } }] } as unknown as App['accord'],
};

test('how a node runs is told in figures, and nothing of what its record says', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-running-'));
  t.after(() => rmSync(dir, { recursive: true }));
  writeFileSync(join(dir, 'parley.db'), 'x'.repeat(40));
  writeFileSync(join(dir, 'parley.db-wal'), 'x'.repeat(2));
  const told = await runningOf({
    app,
    dir,
    version: '1.2.3',
    startedAt: 100,
    now: () => 130,
    certificateUntil: () => 900,
  });
  assert.deepEqual(Running.parse(told), told);
  const { disk, ...rest } = told;
  assert.ok(disk !== undefined && disk.free <= disk.total);
  assert.deepEqual(rest, {
    version: '1.2.3',
    startedAt: 100,
    now: 130,
    reasons: [],
    databaseBytes: 42,
    contentBytes: 300,
    certificateUntil: 900,
    counterparts: [{ party: 'cn', names: { en: 'China' }, reachable: true, shownAt: 120, theyLack: 1, weLack: 2 }],
  });
});

test('a folder that is not there, and a node without a certificate, are told by leaving it out', async () => {
  const told = await runningOf({
    app,
    dir: join(tmpdir(), 'parley-nothing-here'),
    version: '1.2.3',
    startedAt: 1,
    now: () => 2,
    certificateUntil: () => undefined,
  });
  assert.equal(told.disk, undefined);
  assert.equal(told.certificateUntil, undefined);
  assert.equal(told.databaseBytes, 0);
});
