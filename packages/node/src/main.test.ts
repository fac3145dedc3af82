import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { accessRoutes } from '@parley/api/access';
import { routes, type Route } from '@parley/api/routes';
import { parseAccord } from '@parley/record/accord';
import { encodeBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { webEd25519Signer } from '@parley/record/ed25519';
import { holderVkeys, logVkeys, originOf, partyOf, thumbprint } from '@parley/record/key';
import { openReceipt } from '@parley/record/proof';
import { webSuite } from '@parley/record/suite';
import { readEnvironment } from './config.ts';
import { counterpartKeys, httpKeys } from './exchange/keys.ts';
import { startNode, type RunningNode, type StartCode } from './main.ts';
import { silentLogger } from './platform/logger.ts';
import { Database } from './platform/sqlite.ts';
import { foundAccord, say, type TestAccord, type TestParty } from './testing.ts';

async function start(accord: TestAccord, party: TestParty, given: { port?: number; host?: string } = {}) {
  const read = readEnvironment({ PARLEY_STATE: accord.stateDir }, { dir: party.dir, ...given });
  assert.ok(read.ok);
  return startNode(read.environment, { log: silentLogger, processMetrics: false });
}

async function running(accord: TestAccord, party: TestParty): Promise<RunningNode> {
  const started = await start(accord, party);
  assert.ok(started.ok, started.ok ? '' : started.refusal.detail);
  return started.node;
}

async function refusal(accord: TestAccord, party: TestParty, given = {}): Promise<StartCode> {
  const started = await start(accord, party, given);
  if (started.ok) await started.node.stop();
  assert.ok(!started.ok);
  assert.match(started.refusal.detail, /.{20,}: ./);
  return started.refusal.code;
}

async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await what())) await pause(5);
}

let accord: TestAccord;
let nodes: RunningNode[];
let tokens: string[];
before(async () => {
  accord = await foundAccord();
  nodes = await Promise.all(accord.parties.map((party) => running(accord, party)));
  tokens = nodes.map(
    (node) => node.tokens.issue({ scope: 'read', label: 'test', now: Math.floor(Date.now() / 1000) }).token,
  );
});
after(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
  accord.remove();
});

function get(place: number, path: string): Promise<Response> {
  return fetch(nodes[place]!.url + path, { headers: { authorization: `Bearer ${tokens[place]!}` } });
}

async function settled(): Promise<void> {
  await until(() => nodes.every(({ app }) => app.idle));
}

/** Routes of one thing that have an answer for the id of a request. */
const OF_REQUEST: ReadonlySet<string> = new Set(['act', 'actReceipt', 'subject', 'request']);

test('two nodes exchange acts over sockets, and every route of both answers in its schema', async () => {
  await until(() => nodes.every(({ app }) => app.health().ready));
  const ids: string[] = [];
  for (const [place, { url, config }] of nodes.entries()) {
    const party = accord.parties[place]!;
    const founded = await say(url, tokens[place]!, party.root, {
      type: 'accord.found',
      body: { accepts: config.accordId },
    });
    assert.equal(founded.status, 201, JSON.stringify(founded.answer));
    const appointed = await say(url, tokens[place]!, party.root, {
      type: 'officer.appoint',
      body: { key: encodeBase64url(party.liaison.publicKey), office: 'liaison', from: 0 },
      words: { name: 'A. Liaison' },
    });
    assert.equal(appointed.status, 201, JSON.stringify(appointed.answer));
  }
  await settled();
  const [us, cn] = accord.parties as [TestParty, TestParty];
  const asked = await say(nodes[0]!.url, tokens[0]!, us.liaison, {
    type: 'request.make',
    body: { to: 'cn', category: 'status-update', urgency: 'routine' },
    words: { title: { en: 'What became of it?' }, asked: { en: 'Please say.' } },
  });
  assert.equal(asked.status, 201, JSON.stringify(asked.answer));
  await settled();
  const answered = await say(nodes[1]!.url, tokens[1]!, cn.liaison, {
    type: 'request.acknowledge',
    subject: asked.answer.id,
    body: { acceptedForProcessing: true },
  });
  assert.equal(answered.status, 201, JSON.stringify(answered.answer));
  ids.push(asked.answer.id, answered.answer.id);
  await settled();

  for (const [place] of nodes.entries()) {
    for (const route of Object.values(routes) as Route[]) {
      if (route.method !== 'GET' || route.path === routes.live.path) continue;
      if (route.access !== 'read' && (route.access !== 'open' || Object.hasOwn(accessRoutes, route.id))) continue;
      if (route.path.includes('{') && !OF_REQUEST.has(route.id)) continue;
      const response = await get(place, route.path.replace('{id}', ids[0]!));
      assert.equal(response.status, 200, `${route.path}: ${await response.clone().text()}`);
      const content = route.answers[200]!;
      if ('schema' in content) content.schema.parse(await response.json());
    }
  }
  const digests = await Promise.all(nodes.map(async (_, place) => (await get(place, '/api/v1/digest')).json()));
  assert.deepEqual(digests[0], digests[1]);
  const requests = (await (await get(1, '/api/v1/requests?by=us&to=cn&sort=due')).json()) as {
    items: { id: string; words: unknown }[];
  };
  assert.deepEqual(
    requests.items.map(({ id }) => id),
    [ids[0]],
  );
  assert.deepEqual(requests.items[0]!.words, { title: { en: 'What became of it?' }, asked: { en: 'Please say.' } });
  const officers = (await (await get(1, '/api/v1/officers')).json()) as { items: { words: unknown }[] };
  assert.deepEqual(officers.items[0]!.words, { name: 'A. Liaison' });
});

test('a party that replaced its http key asks by the new one alone', async () => {
  const { house } = nodes[0]!.app.docket;
  const { accord: document } = nodes[0]!.config;
  const stranger = await webEd25519Signer(new Uint8Array(32).fill(9));
  const key = encodeBase64url(stranger.publicKey);
  const parties = house.state.parties.map((party) =>
    party.id === 'cn' ? { ...party, keys: [{ id: 'x', index: 9, body: { role: 'http', key } }] } : party,
  );
  const rekeyed = { ...house, state: { ...house.state, parties } };
  const before = [...httpKeys(document, house)].find(([, { party }]) => party === 'cn')![0];
  const of = (now: typeof house) => counterpartKeys(document, 'us', () => now);
  assert.equal(of(house)(before)?.party, 'cn');
  assert.equal(of(rekeyed)(before), undefined);
  assert.equal(of(rekeyed)(thumbprint(stranger.publicKey))?.party, 'cn');
  assert.equal(counterpartKeys(document, 'cn', () => house)(before), undefined);
});

test('the receipt of an act is one that its keys verify', async () => {
  const page = (await (await get(0, '/api/v1/acts?type=request.make')).json()) as { items: { id: string }[] };
  const { id } = page.items[0]!;
  const act = (await (await get(0, `/api/v1/acts/${id}`)).json()) as { entry: string };
  const proof = await (await get(0, `/api/v1/acts/${id}/receipt`)).text();
  const parsed = parseAccord(readFileSync(join(accord.parties[0]!.dir, 'accord.json'), 'utf8'));
  assert.ok(parsed.ok);
  const vkeys = logVkeys(originOf(parsed.accord, parsed.accordId, 'us'), partyOf(parsed.accord, 'us').keys.log);
  const holders = holderVkeys(originOf(parsed.accord, parsed.accordId, 'cn'), partyOf(parsed.accord, 'cn').keys.holder);
  const opened = await openReceipt(proof, encodeUtf8(act.entry), vkeys, holders, webSuite);
  assert.ok(opened.ok, opened.ok ? '' : opened.refusal.detail);
});

test('pages and cursors give every act once', async () => {
  const whole = (await (await get(0, '/api/v1/acts?limit=200')).json()) as { items: { id: string }[]; next?: string };
  assert.equal(whole.next, undefined);
  const found: string[] = [];
  let next = '';
  do {
    const page = (await (await get(0, `/api/v1/acts?limit=1${next}`)).json()) as {
      items: { id: string }[];
      next?: string;
    };
    found.push(...page.items.map(({ id }) => id));
    next = page.next === undefined ? '' : `&after=${page.next}`;
  } while (next !== '');
  assert.deepEqual(
    found,
    whole.items.map(({ id }) => id),
  );
  assert.equal(new Set(found).size, found.length);
});

test('an auditor reads both logs under the prefix of a token', async () => {
  const { token } = nodes[0]!.tokens.issue({ scope: 'auditor', label: 'court', now: Math.floor(Date.now() / 1000) });
  for (const { originHash, origin } of nodes[0]!.app.parties) {
    const prefix = `${nodes[0]!.url}/exchange/read/${token}/${originHash}`;
    const checkpoint = await (await fetch(`${prefix}/checkpoint`)).text();
    const [name, size] = checkpoint.split('\n');
    assert.equal(name, origin);
    assert.ok(Number(size) >= 2);
    for (const path of [
      `tile/0/000.p/${size}`,
      `tile/entries/000.p/${size}`,
      `words/000.p/${size}`,
      'receipts?after=0',
      'policy',
    ]) {
      assert.equal((await fetch(`${prefix}/${path}`)).status, 200, path);
    }
  }
});

test('a folder that runs is not run twice, and every other failure to start says what to do', async () => {
  const [us] = accord.parties as [TestParty];
  assert.equal(await refusal(accord, us), 'start.in_use');
  const other = await foundAccord();
  const [party, second] = other.parties as [TestParty, TestParty];
  const at = (name: string) => join(party.dir, name);
  const blocker = createServer().listen(party.port, '127.0.0.1');
  await new Promise((resolve) => blocker.once('listening', resolve));
  assert.equal(await refusal(other, party), 'start.port');
  await new Promise((resolve) => blocker.close(resolve));
  assert.equal(await refusal(other, party, { host: '203.0.113.7' }), 'start.address');
  assert.equal(await refusal(other, { ...party, dir: at('nowhere') }), 'start.folder');

  chmodSync(at('keys/http.key'), 0o644);
  assert.equal(await refusal(other, party), 'start.keys');
  chmodSync(at('keys/http.key'), 0o600);
  copyFileSync(at('keys/http.key'), at('keys/saved'));
  writeFileSync(at('keys/http.key'), 'short\n');
  assert.equal(await refusal(other, party), 'start.keys');
  copyFileSync(at('keys/saved'), at('keys/http.key'));

  for (const name of ['http', 'log-mldsa44', 'holder-ed25519']) {
    const kept = readFileSync(at(`keys/${name}.key`), 'utf8');
    copyFileSync(at('keys/registrar.key'), at(`keys/${name}.key`));
    assert.equal(await refusal(other, party), 'start.keys');
    writeFileSync(at(`keys/${name}.key`), kept);
  }

  const node = readFileSync(at('node.json'), 'utf8');
  for (const [text, code] of [
    ['{', 'start.config'],
    [node.replace('"us"', '"them"'), 'start.config'],
    [node.replace('}}', '},"more":1}'), 'start.config'],
    [JSON.stringify({ ...JSON.parse(node), clock: 'scripted' }), 'start.clock'],
    [JSON.stringify({ ...JSON.parse(node), counterparts: { fr: ['http://fr.example'] } }), 'start.config'],
  ] as const) {
    writeFileSync(at('node.json'), text);
    assert.equal(await refusal(other, party), code, text);
  }
  writeFileSync(at('node.json'), node);

  const database = Database.open(at('parley.db'), [
    { capability: 'access', steps: Array.from({ length: 99 }, () => 'select 1') },
  ]);
  database.close();
  assert.equal(await refusal(other, party), 'start.newer');
  writeFileSync(join(second.dir, 'parley.db'), 'this is no database, and long enough to be seen as one that is not');
  assert.equal(await refusal(other, second), 'start.database');
  const text = readFileSync(at('accord.json'), 'utf8');
  writeFileSync(at('accord.json'), `${text}\n`);
  assert.equal(await refusal(other, party), 'start.accord');
  other.remove();
});

test('a node that stopped starts again where it was', async () => {
  const before = nodes[0]!.app.health().size;
  await nodes[0]!.stop();
  await assert.rejects(fetch(`${nodes[0]!.url}/healthz`));
  nodes[0] = await running(accord, accord.parties[0]!);
  assert.equal(nodes[0].app.health().size, before);
  assert.equal((await get(0, '/api/v1/parties')).status, 200);
  await settled();
});
