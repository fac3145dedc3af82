// The content of exhibits between two real nodes, the receiver killed with SIGKILL again and again: everything arrives, and is said once.

import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { paths, pathTo } from '@parley/api/paths';
import { Tokens, tokensMigration } from '@parley/node/access/tokens';
import { appTables } from '@parley/node/app';
import { digestOfContent } from '@parley/node/exhibits/contents';
import { readSeed } from '@parley/node/folder';
import { Database } from '@parley/node/platform/sqlite';
import { encodeBase64url } from '@parley/record/base64';
import { webEd25519Signer } from '@parley/record/ed25519';
import { foundAccord, say, type TestParty } from '@parley/node/testing';

const MAIN = fileURLToPath(import.meta.resolve('@parley/node/main'));
const EXHIBITS = 24;
const KILLS = 8;

test('content survives SIGKILL of its receiver at any moment, and the registrar says of each exhibit once that it is held', async (t) => {
  const accord = await foundAccord();
  t.after(() => accord.remove());
  const running = new Map<string, ChildProcess>();
  t.after(() => {
    for (const child of running.values()) child.kill('SIGKILL');
  });
  const tokens = new Map(accord.parties.map((party) => [party.id, issue(party)]));
  const start = async (party: TestParty) => {
    const child = fork(MAIN, ['--dir', party.dir], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: { ...process.env, PARLEY_STATE: accord.stateDir },
    });
    running.set(party.id, child);
    await new Promise<void>((resolve, reject) => {
      child.on('message', (message: { ready?: unknown }) => message.ready !== undefined && resolve());
      child.once('exit', (code) => reject(new Error(`the node of ${party.id} ended with ${code}`)));
    });
    child.removeAllListeners('exit');
  };
  const url = (party: TestParty) => `http://127.0.0.1:${party.port}`;
  const headers = (party: TestParty) => ({ authorization: `Bearer ${tokens.get(party.id)}` });
  const get = async <T>(party: TestParty, path: string): Promise<T> => {
    const response = await fetch(url(party) + path, { headers: headers(party) });
    assert.equal(response.status, 200, path);
    return (await response.json()) as T;
  };
  const must = async (party: TestParty, signer: TestParty['root'], act: Parameters<typeof say>[3]) => {
    for (;;) {
      const { status, answer } = await say(url(party), tokens.get(party.id)!, signer, act);
      if (status < 300) return answer.id;
      assert.equal(status, 503, `${answer.code}`);
      await pause(50);
    }
  };
  await Promise.all(accord.parties.map(start));
  const [us, cn] = accord.parties as [TestParty, TestParty];
  for (const party of accord.parties) {
    const { accord: id } = await get<{ accord: string }>(party, paths.compose);
    await must(party, party.root, { type: 'accord.found', body: { accepts: id } });
    const seed = readSeed(party.dir, 'registrar');
    assert.ok(seed.ok && seed.seed !== undefined);
    const registrar = await webEd25519Signer(seed.seed);
    for (const [office, { publicKey }] of [['liaison', party.liaison] as const, ['registrar', registrar] as const]) {
      const body = { office, key: encodeBase64url(publicKey), from: 0 };
      await must(party, party.root, { type: 'officer.appoint', body, words: { name: office } });
    }
  }

  const exhibits = new Map<string, { digest: string; content: Buffer }>();
  const deposit = async () => {
    const content = randomBytes(randomInt(1, 400_000));
    const digest = digestOfContent(content);
    const put = await fetch(url(us) + pathTo(paths.exhibitContent, { digest }), {
      method: 'PUT',
      body: content,
      headers: headers(us),
    });
    assert.equal(put.status, 201);
    const id = await must(us, us.liaison, {
      type: 'exhibit.deposit',
      body: { to: 'cn', kind: 'network-capture' },
      words: { title: { en: 'A capture' } },
      exhibits: [{ h: digest, n: content.length, ct: 'application/octet-stream' }],
    });
    exhibits.set(id, { digest, content });
  };
  for (let kill = 0; kill < KILLS; kill++) {
    for (let some = 0; some < EXHIBITS / KILLS; some++) await deposit();
    await pause(randomInt(0, 400));
    const child = running.get(cn.id)!;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    await start(cn);
  }

  type Acts = { items: { id: string; subject: string; disregarded?: string }[] };
  const said = () => get<Acts>(us, pathTo(paths.acts, {}, { type: 'exhibit.held', limit: 200 }));
  for (let turn = 0; (await said()).items.length < EXHIBITS; turn++) {
    assert.ok(turn < 600, JSON.stringify(await get(cn, paths.health)));
    await pause(100);
  }
  const { items } = await said();
  assert.deepEqual(items.map(({ subject }) => subject).toSorted(), [...exhibits.keys()].toSorted());
  assert.deepEqual(
    items.filter(({ disregarded }) => disregarded !== undefined),
    [],
  );
  for (const { digest, content } of exhibits.values()) {
    const held = await fetch(url(cn) + pathTo(paths.exhibitContent, { digest }), { headers: headers(cn) });
    assert.deepEqual(Buffer.from(await held.arrayBuffer()), content);
  }
});

function issue(party: TestParty): string {
  const database = Database.open(join(party.dir, 'parley.db'), [...appTables, tokensMigration]);
  const { token } = new Tokens(database, (bytes) => randomBytes(bytes)).issue({
    scope: 'officer',
    label: 'e2e',
    now: Math.floor(Date.now() / 1000),
  });
  database.close();
  return token;
}
