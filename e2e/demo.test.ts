// The demonstration as a user runs it: one command, whole processes, real sockets; then everything one can do with what it leaves.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';

const root = join(import.meta.dirname, '..');
const PARLEY = join(root, 'packages', 'cli', 'src', 'main.ts');
const CHECK = join(root, 'e2e', 'tlogcheck', 'main.ts');

type Ran = { code: number | null; stdout: string; stderr: string };

function run(script: string, args: string[], env: Record<string, string> = {}): Promise<Ran> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    env: { ...process.env, ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (bytes) => (stdout += bytes));
  child.stderr.on('data', (bytes) => (stderr += bytes));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

const parley = (...args: string[]) => run(PARLEY, args, { PARLEY_STATE: join(dir, 'state') });

let dir: string;

before(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-e2e-'));
});

after(() => rmSync(dir, { recursive: true, force: true }));

test('the demonstration exchanges the public record and both sides agree on it', async () => {
  const { code, stdout, stderr } = await parley('demo', '--once', '--json', '--acts', '40', '--dir', join(dir, 'D'));
  assert.equal(code, 0, stderr);
  const summary = JSON.parse(stdout) as {
    parties: Record<
      string,
      { acts: number; held: number; receipted: number; disregarded: number; digest: string; url: string }
    >;
    cases: number;
    audit: string;
  };
  const { us, cn } = summary.parties;
  assert.ok(us !== undefined && cn !== undefined);
  assert.equal(us.digest, cn.digest);
  assert.equal(summary.cases, 31);
  assert.equal(summary.audit, 'ok');
  assert.deepEqual([us.held, cn.held, us.receipted, cn.receipted], [cn.acts, us.acts, us.acts, cn.acts]);
  assert.deepEqual([us.disregarded, cn.disregarded], [0, 0]);
});

test('its folders can be exported and judged, by the audit and by a verifier that knows only C2SP', async () => {
  for (const party of ['us', 'cn']) {
    const out = join(dir, `record-${party}`);
    const exported = await parley('export', '--node', join(dir, 'D', party), '--to', out);
    assert.equal(exported.code, 0, exported.stderr);
    const audited = await parley('audit', out);
    assert.equal(audited.code, 0, audited.stdout);
    const logs = readdirSync(out).filter((name) => /^[0-9a-f]{64}$/.test(name));
    assert.equal(logs.length, 2);
    for (const log of logs) {
      const checked = await run(CHECK, [join(out, log)]);
      assert.equal(checked.code, 0, checked.stdout);
    }
  }
});

test('its read models, dropped and folded again, are the ones that were kept', async () => {
  const { code, stdout, stderr } = await parley('rebuild', '--node', join(dir, 'D', 'us'));
  assert.equal(code, 0, stdout + stderr);
});

test('opened again it is as it was, and an auditor reads the running node', async () => {
  const issued = await parley('token', 'auditor', '--node', join(dir, 'D', 'us'), '--json');
  assert.equal(issued.code, 0, issued.stderr);
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', PARLEY, 'demo', '--json', '--dir', join(dir, 'D')],
    {
      env: { ...process.env, PARLEY_STATE: join(dir, 'state') },
    },
  );
  const summary = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (bytes) => resolve(String(bytes)));
    child.once('exit', (code) => reject(new Error(`it ended with ${code}`)));
  });
  const { parties } = JSON.parse(summary) as {
    parties: { us: { url: string; digest: string }; cn: { digest: string } };
  };
  assert.equal(parties.us.digest, parties.cn.digest);
  const { token } = JSON.parse(issued.stdout) as { token: string };
  const prefix = `${parties.us.url}/exchange/read/${token}/`;
  const audited = await parley('audit', prefix);
  assert.equal(audited.code, 0, audited.stdout + audited.stderr);
  for (const log of readdirSync(join(dir, 'record-us')).filter((name) => /^[0-9a-f]{64}$/.test(name))) {
    const checked = await run(CHECK, [`${prefix}${log}/`]);
    assert.equal(checked.code, 0, checked.stdout);
  }
  const unknown = await fetch(`${parties.us.url}/exchange/read/${'A'.repeat(43)}/accord.json`);
  assert.ok([401, 404].includes(unknown.status));
  child.removeAllListeners('exit');
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  assert.equal(await ended, 0, 'Ctrl-C ends it cleanly');
  // Both nodes are gone: their folders can be opened by another process at once.
  for (const party of ['us', 'cn']) assert.equal((await parley('rebuild', '--node', join(dir, 'D', party))).code, 0);
});

test('a port in use, and a folder that holds something else, are said plainly', async () => {
  const blocking = createServer();
  await new Promise<void>((resolve) => blocking.listen(0, '127.0.0.1', resolve));
  const { port } = blocking.address() as { port: number };
  const busy = await parley('demo', '--once', '--port', String(port), '--dir', join(dir, 'busy'));
  blocking.close();
  assert.equal(busy.code, 1);
  assert.match(busy.stderr, /in use/);
  assert.doesNotMatch(busy.stderr, /\bat .*\.ts:\d+/, 'no stack');

  const other = mkdtempSync(join(dir, 'other-'));
  writeFileSync(join(other, 'something'), 'else');
  const refused = await parley('demo', '--once', '--dir', other);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /holds something else/);
  assert.equal(readFileSync(join(other, 'something'), 'utf8'), 'else');
  assert.equal(existsSync(join(other, 'us')), false);
});
