// Two real nodes under load, killed with SIGKILL again and again: no act that was answered may be lost, and each node starts by itself.

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
import { Database } from '@parley/node/platform/sqlite';
import { encodeBase64url } from '@parley/record/base64';
import { foundAccord, say, type TestParty } from '@parley/node/testing';

const MAIN = fileURLToPath(import.meta.resolve('@parley/node/main'));
const KILLS = 8;

test('acknowledged acts survive SIGKILL at any moment, and the nodes come back by themselves', async (t) => {
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
  const get = async <T>(party: TestParty, path: string): Promise<T> => {
    const response = await fetch(url(party) + path, { headers: { authorization: `Bearer ${tokens.get(party.id)}` } });
    assert.equal(response.status, 200, path);
    return (await response.json()) as T;
  };
  await Promise.all(accord.parties.map(start));
  const [us, cn] = accord.parties as [TestParty, TestParty];
  const acknowledged: { party: TestParty; id: string }[] = [];

  const must = async (party: TestParty, signer: TestParty['root'], act: Parameters<typeof say>[3]) => {
    for (;;) {
      const { status, answer } = await say(url(party), tokens.get(party.id)!, signer, act);
      if (status < 300) return answer.id;
      assert.equal(status, 503, `${answer.code}`);
      await pause(50);
    }
  };
  for (const party of accord.parties) {
    const { accord: id } = await get<{ accord: string }>(party, paths.compose);
    await must(party, party.root, { type: 'accord.found', body: { accepts: id } });
    const key = encodeBase64url(party.liaison.publicKey);
    await must(party, party.root, {
      type: 'officer.appoint',
      body: { office: 'liaison', key, from: 0 },
      words: { name: 'Liaison' },
    });
  }

  let over = false;
  const desk = async (party: TestParty, other: TestParty) => {
    while (!over) {
      try {
        const { status, answer } = await say(url(party), tokens.get(party.id)!, party.liaison, {
          type: 'request.make',
          body: { to: other.id, category: 'information', urgency: 'routine' },
          words: { asked: { en: 'Who was it?' }, necessity: { en: 'We cannot see.' } },
        });
        if (status < 300) acknowledged.push({ party, id: answer.id });
        else await pause(20);
      } catch {
        await pause(20); // the node was killed with the request in hand
      }
    }
  };
  const desks = [desk(us, cn), desk(us, cn), desk(us, cn), desk(cn, us), desk(cn, us)];
  for (let kill = 0; kill < KILLS; kill++) {
    await pause(randomInt(100, 700));
    const party = accord.parties[randomInt(2)]!;
    const child = running.get(party.id)!;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    await start(party);
  }
  over = true;
  await Promise.all(desks);
  assert.ok(acknowledged.length > 20, `${acknowledged.length} acts were filed between the kills`);

  type Health = { size: number; signing: string; counterparts: { receiptSize: number; heldSize: number }[] };
  for (let turn = 0; ; turn++) {
    const healths = await Promise.all(accord.parties.map((party) => get<Health>(party, paths.health)));
    const digests = await Promise.all(accord.parties.map((party) => get<{ digest: string }>(party, paths.digest)));
    const settled = healths.every(({ size, counterparts }) => counterparts[0]!.receiptSize === size);
    if (settled && digests[0]!.digest === digests[1]!.digest) break;
    assert.ok(turn < 600, `they do not come to rest: ${JSON.stringify({ healths, digests })}`);
    await pause(100);
  }
  for (const { party, id } of acknowledged) {
    for (const reader of accord.parties) {
      const found = await get<{ id: string }>(reader, pathTo(paths.act, { id }));
      assert.equal(found.id, id, `${id} of ${party.id} at ${reader.id}`);
    }
  }
});

function issue(party: TestParty): string {
  const database = Database.open(join(party.dir, 'parley.db'), [...appTables, tokensMigration]);
  const { token } = new Tokens(database, (bytes) => randomBytes(bytes)).issue({
    scope: 'read',
    label: 'e2e',
    now: Math.floor(Date.now() / 1000),
  });
  database.close();
  return token;
}
