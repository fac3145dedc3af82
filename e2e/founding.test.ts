// docs/founding.md, followed word for word by two parties: two folders, real processes, real sockets, real browsers (founding/page.ts says how the
// page is read). Names of machines and ports are put in place of the example's.
//
// $THEIRS: what the other side's init printed, as read over the telephone. $READ: the fingerprint that an officer of one's own read out. $KEY and
// $KID: the public key and the kid that were printed last.

import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import test from 'node:test';
import { buildIfOld } from '../packages/cli/src/commands/build.ts';
import { launchChromium, NO_CHROMIUM } from './browser/chromium.ts';
import { People, type Told } from './founding/browsing.ts';
import { matches, stepsOf, type Party } from './founding/page.ts';

const root = join(import.meta.dirname, '..');
const main = join(root, 'packages', 'cli', 'src', 'main.ts');
const PARTIES = ['us', 'cn'] as const;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Both machines: a home for each, with a passphrase that is typed wherever one is asked for. */
class Table {
  readonly dir = mkdtempSync(join(tmpdir(), 'parley-founding-'));
  readonly running: ChildProcess[] = [];
  readonly fingerprints = new Map<Party, string>();
  readonly keys = new Map<Party, string>();
  readonly kids = new Map<Party, string>();
  readonly told: Record<Party, Told> = { us: {}, cn: {} };
  #ports: Record<Party, number>;

  constructor(ports: Record<Party, number>) {
    this.#ports = ports;
    mkdirSync(join(this.dir, 'bin'));
    writeFileSync(
      join(this.dir, 'bin', 'parley'),
      `#!/bin/sh\nexec "${process.execPath}" --disable-warning=ExperimentalWarning "${main}" "$@"\n`,
      { mode: 0o755 },
    );
    for (const party of PARTIES) {
      mkdirSync(this.home(party));
      writeFileSync(join(this.home(party), '.passphrase'), `six random words of party ${party}\n`, { mode: 0o600 });
    }
  }

  home(party: Party): string {
    return join(this.dir, party);
  }

  /** The node as a browser names it: a passkey is good at a name. */
  url(party: Party): string {
    return `http://localhost:${this.#ports[party]}`;
  }

  /** The example's addresses are nobody's. */
  placed(text: string): string {
    return text
      .replaceAll('https://parley.us.example', this.url('us'))
      .replaceAll('https://parley.cn.example', this.url('cn'))
      .replaceAll('127.0.0.1:4101', `127.0.0.1:${this.#ports.us}`)
      .replaceAll('127.0.0.1:4102', `127.0.0.1:${this.#ports.cn}`);
  }

  start(party: Party, command: string) {
    const other: Party = party === 'us' ? 'cn' : 'us';
    return spawn('sh', ['-c', `exec ${this.placed(command)}`], {
      cwd: this.home(party),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: `${join(this.dir, 'bin')}${delimiter}${process.env['PATH']}`,
        PARLEY_STATE: join(this.dir, `${party}-state`),
        PARLEY_PASSPHRASE_FILE: join(this.home(party), '.passphrase'),
        THEIRS: this.fingerprints.get(other)?.slice(0, 8) ?? '',
        KEY: this.keys.get(party) ?? '',
        KID: this.kids.get(party) ?? '',
        READ: this.told[party].read ?? '',
      },
    });
  }

  async run(party: Party, command: string): Promise<{ stdout: string; stderr: string; status: number | null }> {
    const child = this.start(party, command);
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
    const fingerprint = /^fingerprint {3}(.+)$/m.exec(stdout)?.[1];
    if (command.startsWith('parley init') && fingerprint !== undefined)
      this.fingerprints.set(party, fingerprint.replaceAll(' ', ''));
    const setup = /^administrator (.+)$/m.exec(stdout)?.[1];
    if (setup !== undefined) this.told[party].setup = setup;
    const key = /^(?:public key +|key for officer\.appoint: )(\S+)$/m.exec(stdout)?.[1];
    if (key !== undefined) this.keys.set(party, key);
    const kid = /^kid +(\S+)$/m.exec(stdout)?.[1];
    if (kid !== undefined) this.kids.set(party, kid);
    return { stdout, stderr, status };
  }

  async serve(party: Party, command: string): Promise<void> {
    const child = this.start(party, command);
    this.running.push(child);
    child.stderr.resume();
    await new Promise<void>((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => text.includes(' serves at ') && resolve());
      child.on('exit', () => reject(new Error(`${party}: ${command} ended`)));
    });
  }

  async clear(): Promise<void> {
    await Promise.all(
      this.running.map(async (child) => {
        if (child.exitCode !== null) return;
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await ended;
      }),
    );
    rmSync(this.dir, { recursive: true, force: true });
  }
}

test('two parties who follow docs/founding.md word for word have an accord, officers, and an allegation with its receipt', async (t) => {
  const browser = await launchChromium();
  if (browser === undefined) return t.skip(NO_CHROMIUM);
  t.after(() => browser.close());
  await buildIfOld((what) => assert.notEqual(what, 'failed', 'the console could not be made: parley build says why'));
  const people = new People(browser);
  const table = new Table({ us: await freePort(), cn: await freePort() });
  t.after(() => table.clear());
  const steps = stepsOf(readFileSync(join(root, 'docs', 'founding.md'), 'utf8'));
  assert.ok(steps.length > 20);
  for (const step of steps) {
    if (step.is === 'write') writeFileSync(join(table.home(step.at), step.file), table.placed(step.text));
    else if (step.is === 'give')
      copyFileSync(join(table.home(step.from), step.file), join(table.home(step.to), step.file));
    else if (step.is === 'browse') {
      const at = { party: step.at, home: table.home(step.at), url: table.url(step.at), told: table.told[step.at] };
      await people.does(step.who, step.does, at).catch((cause: unknown) => {
        throw new Error(`docs/founding.md:${step.line} ${step.who} at ${step.at}: ${step.does}`, { cause });
      });
    } else if (step.command.endsWith(' &')) await table.serve(step.at, step.command.slice(0, -2));
    else {
      const { stdout, stderr, status } = await table.run(step.at, step.command);
      const where = `docs/founding.md:${step.line} ${step.at}$ ${step.command}\n${stdout}\n${stderr}`;
      assert.equal(status, 0, where);
      const wanted = table.placed(step.expected.join('\n')).trimEnd().split('\n');
      assert.ok(matches(wanted, stdout.trimEnd().split('\n')), where);
    }
  }
  assert.deepEqual(people.complaints, []);
  for (const party of PARTIES) {
    const home = table.home(party);
    for (const file of ['root.key', 'root-recovery.txt', 'node/keys/http.key'])
      assert.equal(statSync(join(home, file)).mode & 0o077, 0, `${party}: ${file} is its owner’s alone`);
  }
  const cases = await table.run('cn', 'parley list case --node node --json');
  const act = (JSON.parse(cases.stdout) as { items: { id: string }[] }).items[0]!.id;
  const receipt = await table.run('us', `parley receipt ${act} --node node`);
  assert.match(receipt.stdout, /^c2sp\.org\/tlog-proof@v1/);
});

test('over a link, between nodes that run from the beginning, every step is delivered, and both become full nodes by themselves', async (t) => {
  const table = new Table({ us: await freePort(), cn: await freePort() });
  t.after(() => table.clear());
  const does = async (party: Party, command: string): Promise<Record<string, unknown>> => {
    const { stdout, stderr, status } = await table.run(party, `${command} --json`);
    assert.equal(status, 0, `${party}$ ${command}\n${stdout}\n${stderr}`);
    return JSON.parse(stdout) as Record<string, unknown>;
  };
  for (const [party, port] of [
    ['us', 4101],
    ['cn', 4102],
  ] as const) {
    const made = await does(
      party,
      `parley init --dir node --party ${party} --name en=${party} --domain ${party}.example --address https://parley.${party}.example --listen 127.0.0.1:${port} --root-key root.key`,
    );
    table.fingerprints.set(party, String(made['fingerprint']));
    await table.serve(party, 'parley serve --dir node');
  }
  await does('us', 'parley accord draft --node node --template certs');
  const { url } = await does('us', 'parley accord invite --node node --link');
  assert.equal(
    (
      await fetch(String(url).slice(0, -1) + 'A', {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json' },
      })
    ).status,
    404,
  );
  await does('cn', `parley accord import ${String(url)} --node node`);
  assert.equal((await does('cn', 'parley accord counter --node node'))['delivered'], 'link');
  // The root key of us never comes to the node's machine.
  await does('us', 'parley accord invite --node node --out to-sign.json');
  await does(
    'us',
    'parley accord sign to-sign.json --party us --root-key root.key --confirm $THEIRS --out signed.json',
  );
  assert.equal((await does('us', 'parley accord import signed.json --node node'))['news'], 'signed');
  // Its running node looks for news by itself, and may have been before us.
  assert.ok(['signed', 'none'].includes(String((await does('cn', 'parley accord import --node node'))['news'])));
  const signed = await does('cn', 'parley accord sign --node node --root-key root.key --confirm $THEIRS');
  assert.deepEqual([signed['complete'], signed['delivered']], [true, 'link']);
  for (const party of PARTIES) {
    const status = await does(party, 'parley accord status --node node --wait 60');
    assert.deepEqual([status['stage'], status['done']], ['founded', true]);
  }
  // Whoever signed first hands over the end of it also when it is a full node.
  const end = await fetch(String(url));
  assert.equal(end.status, 200);
  assert.ok((await end.text()).includes('"signed":{"cn":'));
});
