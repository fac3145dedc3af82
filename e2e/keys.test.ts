// Two nodes whose keys, addresses and certificates are replaced by the commands that an administrator has, over real sockets, with restarts between;
// and a record that audits green at the end.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { encodeBase64url } from '@parley/record/base64';
import { readEnvironment } from '@parley/node/config';
import { startNode, type RunningNode } from '@parley/node/main';
import { silentLogger } from '@parley/node/platform/logger';
import { foundAccord, say, type TestAccord, type TestParty } from '@parley/node/testing';

const PARLEY = join(import.meta.dirname, '..', 'packages', 'cli', 'src', 'main.ts');

function parley(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PARLEY, ...args]);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

async function done(...args: string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await parley(...args, '--json');
  assert.equal(code, 0, `${args.join(' ')}\n${stdout}${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

let accord: TestAccord;
let us: TestParty;
let cn: TestParty;
const nodes = new Map<string, RunningNode>();

async function start(party: TestParty, lost = ''): Promise<void> {
  const read = readEnvironment({ PARLEY_STATE: accord.stateDir, PARLEY_LOST_KEYS: lost }, { dir: party.dir });
  assert.ok(read.ok);
  const started = await startNode(read.environment, { log: silentLogger, processMetrics: false });
  assert.ok(started.ok, started.ok ? '' : started.refusal.detail);
  nodes.set(party.id, started.node);
}

async function stop(party: TestParty): Promise<void> {
  await nodes.get(party.id)?.stop();
  nodes.delete(party.id);
}

/** Until both hold all of the other's log, and know that the other holds theirs. */
async function settled(): Promise<void> {
  const at = Date.now();
  while (![...nodes.values()].every(({ app }) => app.idle)) {
    if (Date.now() - at > 90_000) assert.fail(JSON.stringify([...nodes.values()].map(({ app }) => app.health())));
    await new Promise((later) => setTimeout(later, 20));
  }
  const digests = [...nodes.values()].map(({ app }) => app.docket.digest().digest);
  assert.equal(new Set(digests).size, 1);
}

const rootKey = (party: TestParty) => join(party.dir, 'keys', 'root.key');
const rekey = (party: TestParty, role: string) =>
  done('rekey', '--role', role, '--dir', party.dir, '--root-key', rootKey(party));
const publish = (party: TestParty, ...rest: string[]) =>
  done('address', '--dir', party.dir, '--key', rootKey(party), ...rest);

function edit(party: TestParty, change: Record<string, unknown>): void {
  const file = join(party.dir, 'node.json');
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...change }));
}

before(async () => {
  accord = await foundAccord();
  [us, cn] = accord.parties as [TestParty, TestParty];
  for (const party of accord.parties) await start(party);
  await settled();
  for (const party of accord.parties) {
    const { url, config, tokens } = nodes.get(party.id)!;
    const { token } = tokens.issue({ scope: 'read', label: 'test', now: Math.floor(Date.now() / 1000) });
    const must = async (act: Parameters<typeof say>[3]) => {
      const { status, answer } = await say(url, token, party.root, act);
      assert.equal(status, 201, JSON.stringify(answer));
    };
    await must({ type: 'accord.found', body: { accepts: config.accordId } });
    const key = encodeBase64url(party.liaison.publicKey);
    await must({ type: 'officer.appoint', body: { key, office: 'liaison', from: 0 }, words: { name: 'A. Liaison' } });
  }
  await settled();
});
after(async () => {
  for (const party of accord.parties) await stop(party);
  accord.remove();
});

test('every key that a node holds is replaced while it runs, the old files are taken away, and it starts by the new ones', async () => {
  for (const role of ['http', 'log', 'holder', 'registrar']) {
    for (const party of accord.parties) {
      const { files } = await rekey(party, role);
      assert.ok(
        (files as string[]).every((file) => file.endsWith('-2.key')),
        String(files),
      );
      await settled();
    }
  }
  for (const party of accord.parties) {
    await stop(party);
    const keys = join(party.dir, 'keys');
    for (const name of ['http', 'log-ed25519', 'log-mldsa44', 'holder-ed25519', 'holder-mldsa44', 'registrar'])
      rmSync(join(keys, `${name}.key`));
    await start(party);
    await settled();
  }
  await rekey(us, 'log');
  await settled();
});

test('a key that is in force and not in the folder keeps the node from starting, with the file that is missed', async () => {
  await stop(us);
  const file = join(us.dir, 'keys', 'http-2.key');
  renameSync(file, `${file}.away`);
  writeFileSync(join(us.dir, 'keys', 'http.key'), `${encodeBase64url(new Uint8Array(32).fill(1))}\n`, { mode: 0o600 });
  const read = readEnvironment({ PARLEY_STATE: accord.stateDir }, { dir: us.dir });
  assert.ok(read.ok);
  const started = await startNode(read.environment, { log: silentLogger, processMetrics: false });
  assert.equal(started.ok ? 'started' : started.refusal.code, 'start.keys');
  rmSync(join(us.dir, 'keys', 'http.key'));
  renameSync(`${file}.away`, file);
  await start(us);
});

test('a node that lost its keys starts when it is told so, signs nothing, and goes on by new ones', async () => {
  await stop(us);
  for (const name of ['log-ed25519-2', 'log-ed25519-3', 'holder-mldsa44-2', 'http-2'])
    rmSync(join(us.dir, 'keys', `${name}.key`));
  await start(us, 'log,holder,http');
  // Nobody can be asked without an http key; a clean stop has left word that nothing newer exists.
  await rekey(us, 'http');
  assert.equal(nodes.get('us')!.app.health().signing, 'stopped');
  await rekey(us, 'log');
  await rekey(us, 'holder');
  await settled();
  assert.equal(nodes.get('us')!.app.health().signing, 'on');
});

test('another than the root key replaces nothing, and the next attempt takes the key that was made', async () => {
  const { code, stderr } = await parley('rekey', '--role', 'http', '--dir', us.dir, '--root-key', rootKey(cn));
  assert.equal(code, 1);
  assert.match(stderr, /no key is known by the kid/);
  const { files } = await rekey(us, 'http');
  assert.equal((files as string[]).length, 1);
  await settled();
});

test('a node moves to TLS by a certificate of its own, replaces that, and moves while the other side is down', async () => {
  const { pin } = (await done('tls', 'new', '--dir', us.dir, '--name', 'localhost')) as { pin: string };
  const address = `https://localhost:${us.port}`;
  await publish(us, address, '--tls', pin);
  await settled();
  edit(us, { tls: { keyFile: 'keys/tls.key', certFile: 'keys/tls.crt' } });
  await stop(us);
  await start(us);
  assert.equal(nodes.get('us')!.url.split(':')[0], 'https');
  await rekey(cn, 'http');
  await settled();

  const next = (await done('tls', 'new', '--dir', us.dir, '--name', 'localhost')) as Record<string, string>;
  await publish(us, address, '--tls', pin, next['pin']!);
  await settled();
  edit(us, { tls: { keyFile: next['keyFile'], certFile: next['certFile'] } });
  const renewed = nodes.get('us')!.renewCertificate();
  assert.deepEqual(renewed, { ok: true, pin: next['pin'] });
  await publish(us, address, '--tls', next['pin']!);
  await settled();
  await publish(us, address, '--tls', join(us.dir, next['certFile']!));
  await settled();

  // Without the old address, and without having heard of the new one, only its operator can tell a node where the other is.
  await stop(cn);
  await stop(us);
  edit(us, { listen: { host: '127.0.0.1', port: 0 } });
  await start(us);
  const moved = `https://localhost:${new URL(nodes.get('us')!.url).port}`;
  edit(us, { listen: { host: '127.0.0.1', port: Number(new URL(moved).port) } });
  nodes.get('us')!.app.overrideRecovery();
  await publish(us, moved, '--tls', next['pin']!);
  edit(cn, { counterparts: { us: [moved] } });
  await start(cn);
  await settled();
  edit(cn, { counterparts: {} });
  await stop(cn);
  await start(cn);
  await rekey(us, 'holder');
  await settled();
});

test('what both export audits green, to one digest, across every rotation', async () => {
  const digests: unknown[] = [];
  for (const party of accord.parties) {
    const out = join(accord.dir, `record-${party.id}`);
    await done('export', '--node', party.dir, '--to', out);
    const audited = (await done('audit', out)) as { ok: boolean; docket: { digest: string } };
    assert.ok(audited.ok);
    digests.push(audited.docket.digest);
  }
  const { token } = nodes
    .get('cn')!
    .tokens.issue({ scope: 'auditor', label: 'court', now: Math.floor(Date.now() / 1000) });
  const live = (await done('audit', `${nodes.get('cn')!.url}/exchange/read/${token}/`)) as {
    docket: { digest: string };
  };
  digests.push(live.docket.digest);
  assert.equal(new Set(digests).size, 1);
});

test('a record that hides a replaced key, or tells another’s, is found out', async () => {
  const record = join(accord.dir, 'record-us');
  const { stdout } = await parley('audit', record);
  assert.match(stdout, /replaced keys, byte for byte/);
  const folders = [...new Set(nodes.get('us')!.app.parties.map(({ originHash }) => originHash))];
  const [first, second] = folders.map((folder) => join(record, folder, 'rekeys')) as [string, string];
  const text = readFileSync(first, 'utf8');
  for (const wrong of [
    text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1),
    readFileSync(second, 'utf8'),
    '',
    `${text}x`,
  ]) {
    writeFileSync(first, wrong);
    const audited = await parley('audit', record);
    assert.equal(audited.code, 1);
    assert.match(audited.stdout + audited.stderr, /rekeys/);
  }
  rmSync(first);
  assert.equal((await parley('audit', record)).code, 1);
  writeFileSync(first, text);
  assert.equal((await parley('audit', record)).code, 0);
});
