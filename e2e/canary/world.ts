// Two nodes as whole processes, with a proxy before each that writes down what the other sends and gets; and whatever comes out of them.

import assert from 'node:assert/strict';
import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { accessPaths } from '@parley/api/access';
import type { DraftContent, ReleasePolicy } from '@parley/api/desk';
import { paths, pathTo } from '@parley/api/paths';
import { routes, type Route } from '@parley/api/routes';
import { Tokens, tokensMigration, type Scope } from '@parley/node/access/tokens';
import { appTables } from '@parley/node/app';
import { enactPolicy, policyText } from '@parley/node/desk/policy';
import { deskTables } from '@parley/node/desk/tables';
import { folderFiles, readSeed } from '@parley/node/folder';
import { Database } from '@parley/node/platform/sqlite';
import { foundAccord, say, type TestAccord, type TestParty } from '@parley/node/testing';
import { composeAct } from '@parley/record/act';
import { encodeBase64url } from '@parley/record/base64';
import { parseUtf8 } from '@parley/record/bytes';
import { draftAct, type Draft } from '@parley/record/draft';
import { webEd25519Signer, type Ed25519Signer } from '@parley/record/ed25519';
import type { JsonObject } from '@parley/record/json';
import { thumbprint } from '@parley/record/key';
import { recordTraffic, type Recording } from './proxy.ts';

const MAIN = fileURLToPath(import.meta.resolve('@parley/node/main'));
const PARLEY = join(import.meta.dirname, '..', '..', 'packages', 'cli', 'src', 'main.ts');
const DELIVERED_TRIES = 600;

type Side = TestParty & { url: string; origin: string; token: string; auditor: string };

export class World {
  readonly us: Side;
  readonly cn: Side;
  readonly head: Ed25519Signer;
  readonly stateDir: string;
  #accord: TestAccord;
  #children: ChildProcess[] = [];
  #proxies: Recording[] = [];
  #lines: Buffer[] = [];
  #ended: AbortController[] = [];

  private constructor(accord: TestAccord, sides: Side[], head: Ed25519Signer) {
    this.#accord = accord;
    [this.us, this.cn] = sides as [Side, Side];
    this.head = head;
    this.stateDir = accord.stateDir;
  }

  static async make(t: TestContext): Promise<World> {
    const accord = await foundAccord('scripted');
    t.after(() => accord.remove());
    const sides: Side[] = [];
    for (const party of accord.parties) {
      const port = await freePort();
      const file = join(party.dir, folderFiles.node);
      const node = JSON.parse(readFileSync(file, 'utf8')) as { listen: object };
      writeFileSync(file, JSON.stringify({ ...node, listen: { host: '127.0.0.1', port } }));
      const [token, auditor] = issue(party.dir, 'read', 'auditor');
      const origin = `http://127.0.0.1:${party.port}`;
      sides.push({ ...party, port, origin, url: `http://127.0.0.1:${port}`, token: token!, auditor: auditor! });
    }
    const world = new World(accord, sides, await webEd25519Signer(randomBytes(32)));
    t.after(() => world.stop());
    for (const [at, side] of sides.entries())
      world.#proxies.push(await recordTraffic(accord.parties[at]!.port, side.port));
    await Promise.all(sides.map((side) => world.#start(side)));
    await world.#found();
    return world;
  }

  async #start({ dir, id }: Side): Promise<void> {
    const child = fork(MAIN, ['--dir', dir], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: { ...process.env, PARLEY_STATE: this.stateDir, PARLEY_LOG: 'debug' },
    });
    this.#children.push(child);
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => void this.#lines.push(chunk));
    await new Promise<void>((resolve, reject) => {
      child.on('message', (message: { ready?: unknown; waiting?: unknown }) => {
        if (message.waiting !== undefined) child.send({ clock: 'release' });
        if (message.ready !== undefined) resolve();
      });
      child.once('exit', (code) =>
        reject(new Error(`the node of ${id} ended with ${code}: ${this.lines().toString()}`)),
      );
    });
    child.removeAllListeners('exit');
  }

  async #found(): Promise<void> {
    for (const side of [this.us, this.cn]) {
      const compose = await fetch(side.url + paths.compose, { headers: { authorization: `Bearer ${side.token}` } });
      const { accord } = (await compose.json()) as { accord: string };
      await this.say(side, side.root, { type: 'accord.found', body: { accepts: accord } });
      const seed = readSeed(side.dir, 'registrar');
      assert.ok(seed.ok && seed.seed !== undefined);
      const registrar = await webEd25519Signer(seed.seed);
      const officers = [
        ['liaison', side.liaison],
        ['registrar', registrar],
        ...(side === this.us ? [['head', this.head] as const] : []),
      ] as const;
      for (const [office, { publicKey }] of officers) {
        const body = { office, key: encodeBase64url(publicKey), from: 0 };
        await this.say(side, side.root, { type: 'officer.appoint', body, words: { name: office } });
      }
    }
  }

  /** Files an act, whatever it takes until the node may sign. */
  async say(side: Side, signer: Ed25519Signer, act: Parameters<typeof say>[3]): Promise<string> {
    for (;;) {
      const { status, answer } = await say(side.url, side.token, signer, act);
      if (status < 300) return answer.id;
      assert.equal(status, 503, JSON.stringify(answer));
      await pause(50);
    }
  }

  async sign(side: Side, signer: Ed25519Signer, content: DraftContent): Promise<{ act: string; words: string[] }> {
    const compose = await fetch(side.url + paths.compose, { headers: { authorization: `Bearer ${side.token}` } });
    const { accord, log, keys, seen, now } = (await compose.json()) as Draft & { now: number };
    const { words = {}, ...rest } = content;
    const drafted = {
      accord,
      log,
      iat: now,
      ...(keys !== undefined && { keys }),
      ...(seen && { seen }),
      ...rest,
    } as Draft;
    const { payload, disclosures } = draftAct(drafted, words as JsonObject, (bytes) => randomBytes(bytes));
    const entry = await composeAct(payload, [{ kid: thumbprint(signer.publicKey), sign: signer.sign }]);
    return { act: parseUtf8(entry)!, words: disclosures.map(({ text }) => text) };
  }

  /** Puts a release policy in force from the node's folder. */
  enact(policy: ReleasePolicy): void {
    const database = Database.open(this.file(this.us), [deskTables]);
    database.transaction(() => enactPolicy(database, policyText(policy), 1, undefined));
    database.close();
  }

  async signIn(side: Side, signer: Ed25519Signer): Promise<Client> {
    const answer = await fetch(side.url + accessPaths.demoSignIn, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: side.origin },
      body: JSON.stringify({ who: thumbprint(signer.publicKey) }),
    });
    const body = (await answer.json()) as { account: string };
    assert.equal(answer.status, 200, JSON.stringify(body));
    const [cookie] = answer.headers.getSetCookie().map((line) => line.split(';')[0]!);
    return new Client(side, cookie!, body.account, this.#ended);
  }

  /** Somebody who is not signed in tries. */
  async stranger(side: Side, path: string, body: object): Promise<void> {
    for (const headers of [{ origin: side.origin }, { authorization: `Bearer ${side.token}` }]) {
      const answer = await fetch(side.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
      assert.ok(answer.status === 401 || answer.status === 403, String(answer.status));
    }
  }

  /** Opens a live stream; gives what came by it so far. */
  listen({ url, token }: Side): () => Buffer {
    return listen(url, { authorization: `Bearer ${token}` }, this.#ended);
  }

  async delivered(act: string): Promise<void> {
    for (let tries = 0; tries < DELIVERED_TRIES; tries++) {
      const { status } = await fetch(this.cn.url + pathTo(paths.act, { id: act }), {
        headers: { authorization: `Bearer ${this.cn.token}` },
      });
      if (status === 200) return;
      await pause(50);
    }
    assert.fail('the act does not arrive');
  }

  /** Every route that a token of scope read opens, with what it refers to; reports in all formats, figures, health. */
  async readEverything({ url, token }: Side): Promise<Buffer> {
    const read: Buffer[] = [];
    const get = async (path: string): Promise<unknown> => {
      const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
      const bytes = Buffer.from(await answer.arrayBuffer());
      read.push(Buffer.from(JSON.stringify([...answer.headers])), bytes);
      return answer.headers.get('content-type')?.includes('json') === true ? JSON.parse(bytes.toString()) : undefined;
    };
    for (const route of Object.values(routes) as Route[]) {
      if (route.method !== 'GET' || route.path.includes('{') || route.path === paths.live) continue;
      if (route.access === 'read' || route.access === 'open') await get(route.path);
    }
    for (const path of ['?format=html&lang=both', '?format=pdf']) await get(paths.report + path);
    const { items } = (await get(paths.acts)) as { items: { id: string; subject?: string }[] };
    for (const { id, subject = id } of items) {
      for (const path of [paths.act, paths.actReceipt, paths.subject]) await get(pathTo(path, { id }));
      await get(pathTo(paths.subject, { id: subject }));
    }
    return Buffer.concat(read);
  }

  /** What the bearer of an auditor's token gets, asking also for a content that no act commits to. */
  async auditorReads(side: Side, digest: string): Promise<Buffer> {
    const read: Buffer[] = [];
    const logs = readdirSync(this.exported(side)).filter((name) => /^[0-9a-f]{64}$/.test(name));
    const asked = ['accord.json', `exhibits/${digest}`];
    for (const log of logs)
      asked.push(`${log}/checkpoint`, `${log}/receipts`, `${log}/exhibits/${digest}`, `${log}/words/000.p/1`);
    for (const path of asked) {
      const answer = await fetch(`${side.url}/exchange/read/${side.auditor}/${path}`);
      read.push(Buffer.from(await answer.arrayBuffer()));
      if (path.includes(digest)) assert.notEqual(answer.status, 200, path);
    }
    return Buffer.concat(read);
  }

  file({ dir }: Side): string {
    return join(dir, folderFiles.database);
  }

  /** Exports the record once; gives the folder. */
  exported(side: Side): string {
    const to = join(this.#accord.dir, `export-${side.id}`);
    if (statSync(to, { throwIfNoEntry: false }) === undefined) parley('export', '--node', side.dir, '--to', to);
    return to;
  }

  /** What commands print of a node's folder and of what it exported. */
  commanded(side: Side): Buffer {
    return Buffer.concat([
      parley('audit', this.exported(side)),
      parley('report', '--node', side.dir, '--lang', 'both'),
      parley('report', '--node', side.dir, '--format', 'json'),
      parley('waits', '--node', side.dir),
      parley('disregarded', '--node', side.dir),
    ]);
  }

  streams(): Buffer[] {
    return this.#proxies.flatMap((proxy) => proxy.streams());
  }

  lines(): Buffer {
    return Buffer.concat(this.#lines);
  }

  async stop(): Promise<void> {
    for (const ended of this.#ended) ended.abort();
    for (const child of this.#children.splice(0)) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    }
    for (const proxy of this.#proxies) await proxy.close();
  }
}

/** Somebody who is signed in. */
export class Client {
  readonly account: string;
  #side: Side;
  #cookie: string;
  #ended: AbortController[];

  constructor(side: Side, cookie: string, account: string, ended: AbortController[]) {
    this.#side = side;
    this.#cookie = cookie;
    this.#ended = ended;
    this.account = account;
  }

  /** As `World.listen`, by the sign-in. */
  listen(): () => Buffer {
    return listen(this.#side.url, { cookie: this.#cookie }, this.#ended);
  }

  async must<Answer = unknown>(method: string, path: string, body?: object): Promise<Answer> {
    const { status, answer } = await this.#send(method, path, body, {});
    assert.ok(status < 300, `${method} ${path}: ${JSON.stringify(answer)}`);
    return answer as Answer;
  }

  async put(path: string, content: Buffer): Promise<void> {
    const { status, answer } = await this.#send('PUT', path, content, { 'content-type': 'application/octet-stream' });
    assert.equal(status, 201, JSON.stringify(answer));
  }

  async refused(
    code: string,
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<void> {
    const { answer } = await this.#send(method, path, body, headers);
    assert.equal((answer as { code?: string }).code, code, `${method} ${path}: ${JSON.stringify(answer)}`);
  }

  async #send(
    method: string,
    path: string,
    body: object | undefined,
    headers: Record<string, string>,
  ): Promise<{ status: number; answer: unknown }> {
    const response = await fetch(this.#side.url + path, {
      method,
      headers: {
        cookie: this.#cookie,
        origin: this.#side.origin,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    return { status: response.status, answer: await response.json() };
  }
}

function listen(url: string, headers: Record<string, string>, ends: AbortController[]): () => Buffer {
  const chunks: Uint8Array[] = [];
  const ended = new AbortController();
  ends.push(ended);
  void fetch(url + paths.live, { headers, signal: ended.signal })
    .then(async ({ body }) => {
      for await (const chunk of body!) chunks.push(chunk);
    })
    .catch((fault: unknown) => assert.ok(ended.signal.aborted, String(fault)));
  return () => Buffer.concat(chunks);
}

/** Every file below a folder, with its name. */
export function tree(dir: string): Buffer {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Buffer.concat(
    files.flatMap(({ parentPath, name }) => [Buffer.from(name), readFileSync(join(parentPath, name))]),
  );
}

/** Every value in the tables of a database that are named so, as text; bytes as they are. */
export function dump(file: string, named: string): Buffer {
  const database = new DatabaseSync(file, { readOnly: true });
  const tables = database.prepare("select name from sqlite_master where type = 'table' and name like ?").all(named);
  const rows = tables.flatMap(({ name }) => database.prepare(`select * from ${String(name)}`).all());
  database.close();
  const values = rows.flatMap((row) => Object.values(row));
  return Buffer.concat(values.map((value) => Buffer.from(value instanceof Uint8Array ? value : `${String(value)}\n`)));
}

function parley(...args: string[]): Buffer {
  const { status, stdout, stderr } = spawnSync(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    PARLEY,
    ...args,
  ]);
  assert.ok(status === 0 || status === 1, `${args.join(' ')}\n${stdout.toString()}${stderr.toString()}`);
  return Buffer.concat([stdout, stderr]);
}

function issue(dir: string, ...scopes: Scope[]): string[] {
  const database = Database.open(join(dir, folderFiles.database), [...appTables, tokensMigration]);
  const tokens = new Tokens(database, (bytes) => randomBytes(bytes));
  const issued = scopes.map((scope) => tokens.issue({ scope, label: scope, now: Math.floor(Date.now() / 1000) }).token);
  database.close();
  return issued;
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
