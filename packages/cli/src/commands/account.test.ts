// A whole node, and the commands beside it: from nobody to an officer in office, and the trail of it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { accessPaths } from '@parley/api/access';
import { readEnvironment } from '@parley/node/config';
import { startNode, type RunningNode } from '@parley/node/main';
import { silentLogger } from '@parley/node/platform/logger';
import { Database } from '@parley/node/platform/sqlite';
import { accessTables } from '@parley/node/access/access';
import { foundAccord, say, type TestAccord } from '@parley/node/testing';
import { Browser } from '@parley/node/testing/browser';
import { encodeBase64url } from '@parley/record/base64';
import { thumbprint } from '@parley/record/key';

const MAIN = join(import.meta.dirname, '..', 'main.ts');

let accord: TestAccord;
let running: RunningNode;
/** Its counterpart: asked for the newest head before anything is signed. */
let other: RunningNode;
let dir: string;

async function start(folder = dir): Promise<RunningNode> {
  const read = readEnvironment({ PARLEY_STATE: accord.stateDir }, { dir: folder });
  assert.ok(read.ok);
  const started = await startNode(read.environment, { log: silentLogger, processMetrics: false });
  assert.ok(started.ok, started.ok ? '' : started.refusal.detail);
  return started.node;
}

before(async () => {
  accord = await foundAccord();
  ({ dir } = accord.parties[0]!);
  running = await start();
  other = await start(accord.parties[1]!.dir);
  while (!running.app.health().ready) await pause(5);
});
after(async () => {
  await Promise.all([running.stop(), other.stop()]);
  accord.remove();
});

function parley(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], {
    env: { ...process.env, PARLEY_STATE: accord.stateDir },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (bytes) => (out += bytes));
  child.stderr.on('data', (bytes) => (err += bytes));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

async function json(...args: string[]): Promise<Record<string, unknown>> {
  const { out } = await parley(...args, '--json');
  return JSON.parse(out) as Record<string, unknown>;
}

const secretOf = (address: unknown) => String(address).split('#')[1]!;

function browser(): Browser {
  return new Browser(running.url, running.url.replace('127.0.0.1', 'localhost'));
}

let admin: Browser;

test('the first administrator is invited by whoever commands the machine, and invites the others', async () => {
  const invited = await json('account', 'invite', '--dir', dir, '--role', 'administrator', '--name', 'Ada');
  assert.match(String(invited['address']), /^http:\/\/localhost:\d+\/invitation#[\w-]{43}$/);
  admin = browser();
  const { finished } = await admin.enrol(secretOf(invited['address']));
  assert.equal(finished.body['state'], 'confirmed');
  assert.equal((await admin.signIn()).status, 200);
  assert.equal((await admin.get('/api/v1/cases')).code, 'access.not_officer');
});

test('an officer is invited, enrols, is confirmed by fingerprint, and appointed by an act', async () => {
  const { body } = await admin.post(accessPaths.accounts, { name: 'Lee', role: 'officer', desks: ['technical'] });
  const { secret } = body['invitation'] as { secret: string };
  const lee = browser();
  const { finished, key } = await lee.enrol(secret);
  assert.equal((await lee.signIn()).code, 'access.waiting');
  const fingerprint = String(finished.body['fingerprint']);
  assert.equal(fingerprint, thumbprint(key!.publicKey));
  const listed = await parley('account', 'list', '--dir', dir);
  assert.match(listed.out, new RegExp(`waits +Lee +${fingerprint.slice(0, 4)} ${fingerprint.slice(4, 8)}`));
  assert.equal((await parley('account', 'confirm', '--dir', dir, '--fingerprint', 'A'.repeat(43))).code, 1);
  const spaced = fingerprint.match(/.{1,4}/g)!.join(' ');
  const confirmed = await json('account', 'confirm', '--dir', dir, '--fingerprint', spaced);
  assert.equal(confirmed['publicKey'], encodeBase64url(key!.publicKey));
  assert.equal((await lee.signIn()).status, 200);
  assert.equal((await lee.get('/api/v1/cases')).code, 'access.not_in_office');

  const token = running.tokens.issue({ scope: 'read', label: 'test', now: Math.floor(Date.now() / 1000) }).token;
  const { root } = accord.parties[0]!;
  const { accordId } = running.config;
  const founded = await say(running.url, token, root, { type: 'accord.found', body: { accepts: accordId } });
  assert.equal(founded.status, 201, JSON.stringify(founded.answer));
  const appointed = await say(running.url, token, root, {
    type: 'officer.appoint',
    body: { key: confirmed['publicKey'], office: 'liaison', from: 0 },
    words: { name: 'Lee' },
  });
  assert.equal(appointed.status, 201, JSON.stringify(appointed.answer));
  assert.deepEqual((await lee.whoami()).offices, ['liaison']);
  assert.equal((await lee.get('/api/v1/cases')).status, 200);

  const relieved = await say(running.url, token, root, {
    type: 'officer.relieve',
    body: { kid: fingerprint, reason: 'key-lost' },
  });
  assert.equal(relieved.status, 201, JSON.stringify(relieved.answer));
  assert.equal((await lee.get('/api/v1/cases')).code, 'access.not_in_office');
  const again = await json('account', 'invite', '--dir', dir, '--account', (await lee.whoami()).account);
  assert.equal((await browser().enrol(secretOf(again['address']), key)).finished.code, 'access.key_known');
  assert.equal((await parley('account', 'close', (await lee.whoami()).account, '--dir', dir)).code, 0);
  assert.equal((await lee.get('/api/v1/cases')).code, 'access.signed_out');
});

test('tokens end: by a year at most, and the list says when each was last used', async () => {
  assert.equal((await parley('token', 'reader', '--node', dir, '--days', '367')).code, 2);
  const { id, expiresAt } = await json('token', 'reader', '--node', dir);
  const days = (Number(expiresAt) - Date.now() / 1000) / 86_400;
  assert.ok(days > 89 && days <= 90);
  assert.match((await parley('token', 'list', '--node', dir)).out, new RegExp(`${String(id)} .* never used`));
});

test('the trail of it verifies beside the running node, and as a file with no node', async () => {
  const out = join(accord.dir, 'first.trail');
  const exported = await json('audit-trail', 'export', '--node', dir, '--out', out);
  const verified = await json('audit-trail', 'verify', '--node', dir, '--since', out);
  assert.equal(verified['ok'], true, JSON.stringify(verified));
  const alone = await json('audit-trail', 'verify', out, '--key', String(exported['key']));
  assert.equal(alone['entries'], exported['entries']);
  const text = readFileSync(out, 'utf8');
  for (const what of [
    'account.open',
    'enrolment.confirm',
    'sign-in',
    'sign-in.refused',
    'token.issue',
    'account.close',
  ])
    assert.ok(text.includes(`"what":"${what}"`), what);
  assert.doesNotMatch(text, /Lee|Ada/);
  writeFileSync(out, text.replace('"what":"account.close"', '"what":"account.clone"'));
  const altered = await parley('audit-trail', 'verify', out, '--key', String(exported['key']), '--json');
  assert.equal(altered.code, 1);
  assert.match(altered.out, /trail\.altered/);
  rmSync(out);
});

test('a folder whose trail was put back to an earlier day is found, by the head outside it', async () => {
  await running.stop();
  const at = join(dir, 'parley.db');
  const kept = () => {
    const db = Database.open(at, accessTables);
    const head = db.get('select size, nodes, note from trail_head')!;
    db.close();
    return head;
  };
  const before = kept();
  running = await start();
  const invited = await parley('account', 'invite', '--dir', dir, '--role', 'administrator', '--name', 'Eve');
  assert.equal(invited.code, 0, invited.err);
  await running.stop();
  const db = Database.open(at, accessTables);
  db.run('delete from trail_entry where number >= ?', before['size']!);
  db.run('update trail_head set size = ?, nodes = ?, note = ?', before['size']!, before['nodes']!, before['note']!);
  db.close();
  const found = await json('audit-trail', 'verify', '--node', dir);
  assert.equal(
    found['code'] ?? (found['refusal'] as { code?: string })?.code,
    'trail.truncated',
    JSON.stringify(found),
  );
  running = await start();
  const still = await parley('audit-trail', 'verify', '--node', dir, '--json');
  assert.match(still.out, /trail\.(rewritten|truncated)/);
});
