// Content over real sockets: what an officer's client may do to a node, and what one node does for the other.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { CONTENT_BYTES_MAX, ContentPut, ExhibitsHealth } from '@parley/api/exhibits';
import { paths, pathTo } from '@parley/api/paths';
import { Problem } from '@parley/api/problem';
import { encodeBase64url } from '@parley/record/base64';
import { webEd25519Signer } from '@parley/record/ed25519';
import { readEnvironment } from '../config.ts';
import { readSeed } from '../folder.ts';
import { startNode, type RunningNode } from '../main.ts';
import { silentLogger } from '../platform/logger.ts';
import { foundAccord, say, type TestAccord, type TestParty } from '../testing.ts';
import { digestOfContent } from './contents.ts';

async function start(party: TestParty): Promise<RunningNode> {
  const read = readEnvironment({ PARLEY_STATE: accord.stateDir }, { dir: party.dir });
  assert.ok(read.ok);
  const started = await startNode(read.environment, { log: silentLogger, processMetrics: false });
  assert.ok(started.ok, started.ok ? '' : started.refusal.detail);
  return started.node;
}

async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await what())) await pause(5);
}

let accord: TestAccord;
let nodes: RunningNode[];
let readers: string[];
let officers: string[];
before(async () => {
  accord = await foundAccord();
  nodes = await Promise.all(accord.parties.map(start));
  const issue = (scope: 'read' | 'officer') =>
    nodes.map((node) => node.tokens.issue({ scope, label: 'test', now: Math.floor(Date.now() / 1000) }).token);
  readers = issue('read');
  officers = issue('officer');
  await until(() => nodes.every(({ app }) => app.health().ready));
  for (const [place, party] of accord.parties.entries()) {
    const seed = readSeed(party.dir, 'registrar');
    assert.ok(seed.ok && seed.seed !== undefined);
    const registrar = await webEd25519Signer(seed.seed);
    const file = (type: string, body: Parameters<typeof say>[3]['body'], words = {}) =>
      say(nodes[place]!.url, readers[place]!, party.root, { type, body, words });
    assert.equal((await file('accord.found', { accepts: nodes[place]!.config.accordId })).status, 201);
    for (const [office, { publicKey }] of [['liaison', party.liaison] as const, ['registrar', registrar] as const]) {
      const body = { key: encodeBase64url(publicKey), office, from: 0 };
      assert.equal((await file('officer.appoint', body, { name: office })).status, 201);
    }
  }
  await until(() => nodes.every(({ app }) => app.idle));
});
after(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
  accord.remove();
});

const urlOf = (place: number, digest: string) => nodes[place]!.url + pathTo(paths.exhibitContent, { digest });

function put(
  content: Uint8Array | ReadableStream,
  given: { digest?: string; token?: string | undefined; type?: string } = {},
): Promise<Response> {
  const { digest = content instanceof Uint8Array ? digestOfContent(content) : '', token = officers[0] } = given;
  return fetch(urlOf(0, digest), {
    method: 'PUT',
    body: content as Uint8Array<ArrayBuffer>,
    headers: {
      ...(token !== '' && { authorization: `Bearer ${token}` }),
      ...(given.type !== undefined && { 'content-type': given.type }),
    },
    duplex: 'half',
  } as RequestInit);
}

function get(digest: string, headers: Record<string, string> = {}, place = 0, method = 'GET'): Promise<Response> {
  return fetch(urlOf(place, digest), { method, headers: { authorization: `Bearer ${readers[place]!}`, ...headers } });
}

async function codeOf(response: Response): Promise<string> {
  const problem = Problem.parse(await response.json());
  assert.equal(problem.status, response.status);
  return problem.code;
}

/** Names of files that one node keeps content in. */
function kept(place: number): string[] {
  const folder = join(accord.parties[place]!.dir, 'exhibits');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

test('an officer puts content and reads it again, whole, in part, or its length alone', async () => {
  const content = Buffer.from('<script>alert(1)</script>');
  const digest = digestOfContent(content);
  const first = await put(content, { type: 'text/html' });
  assert.equal(first.status, 201);
  const { again, bytes, keptUntil } = ContentPut.parse(await first.json());
  assert.deepEqual([again, bytes], [false, 25]);
  assert.ok(keptUntil! > Date.now() / 1000);
  assert.equal((await put(content)).status, 200);

  const whole = await get(digest);
  assert.equal(whole.status, 200);
  assert.equal(await whole.text(), content.toString());
  const shown = [
    'content-type',
    'content-disposition',
    'x-content-type-options',
    'etag',
    'accept-ranges',
    'cache-control',
  ];
  assert.deepEqual(
    shown.map((name) => whole.headers.get(name)),
    ['application/octet-stream', `attachment; filename="${digest}"`, 'nosniff', `"${digest}"`, 'bytes', 'no-store'],
  );
  assert.match(whole.headers.get('content-security-policy')!, /default-src 'none'/);

  const part = await get(digest, { range: 'bytes=1-6' });
  assert.deepEqual([part.status, await part.text()], [206, 'script']);
  assert.equal(part.headers.get('content-range'), 'bytes 1-6/25');
  const other = await get(digest, { range: 'bytes=1-6', 'if-range': '"other"' });
  assert.deepEqual([other.status, (await other.text()).length], [200, 25]);
  const beyond = await get(digest, { range: 'bytes=25-' });
  assert.equal(beyond.status, 416);
  assert.equal(beyond.headers.get('content-range'), 'bytes */25');
  assert.equal(await codeOf(beyond), 'content.range');
  const head = await get(digest, { range: 'bytes=1-6' }, 0, 'HEAD');
  assert.deepEqual([head.status, head.headers.get('content-length'), await head.text()], [200, '25', '']);
  assert.equal((await get(digestOfContent(randomBytes(3)))).status, 404);
});

test('other bytes than the address says are refused, and nothing is kept of them', async () => {
  const before = kept(0);
  const content = randomBytes(50);
  assert.equal(await codeOf(await put(content, { digest: digestOfContent(randomBytes(50)) })), 'content.digest');
  assert.equal(await codeOf(await put(new Uint8Array(0), { digest: digestOfContent(content) })), 'content.digest');
  assert.deepEqual(kept(0), before);
});

test('a name that is no digest is not found, wherever it points', async () => {
  for (const name of [
    '..',
    '../../parley.db',
    '..%2f..%2fparley.db',
    `${'A'.repeat(42)}B`,
    'A'.repeat(44),
    '%00'.repeat(43),
  ]) {
    assert.equal((await put(randomBytes(5), { digest: name })).status, 404, name);
    assert.equal((await get(name)).status, 404, name);
    const raw = await fetch(`${nodes[0]!.url}/api/v1/exhibits/content/${name}`, {
      headers: { authorization: `Bearer ${readers[0]!}` },
    });
    assert.equal(raw.status, 404, name);
  }
});

test('only an officer’s token puts content; a reader’s reads it, and an auditor’s neither', async () => {
  const content = randomBytes(10);
  const auditor = nodes[0]!.tokens.issue({ scope: 'auditor', label: 'test', now: Math.floor(Date.now() / 1000) }).token;
  assert.equal(await codeOf(await put(content, { token: '' })), 'http.token_missing');
  assert.equal(await codeOf(await put(content, { token: 'x' })), 'http.token_unknown');
  for (const token of [readers[0]!, auditor])
    assert.equal(await codeOf(await put(content, { token })), 'http.token_scope');
  assert.equal((await put(content)).status, 201);
  for (const [token, status] of [
    [readers[0]!, 200],
    [officers[0]!, 200],
    [auditor, 403],
  ] as const) {
    const answer = await get(digestOfContent(content), { authorization: `Bearer ${token}` });
    assert.equal(answer.status, status);
  }
});

test('one MiB is taken and a byte more is refused by name of the limit, with a length or without one', async () => {
  const most = randomBytes(CONTENT_BYTES_MAX);
  assert.equal((await put(most)).status, 201);
  const more = randomBytes(CONTENT_BYTES_MAX + 1);
  const refused = await put(more);
  const problem = Problem.parse(await refused.json());
  assert.deepEqual([refused.status, problem.code, problem['bytesMax']], [413, 'content.too_large', CONTENT_BYTES_MAX]);
  assert.match(problem.detail, /1048576 bytes/);
  // Endless: the node stops reading, and keeps nothing.
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
  });
  const answer = await put(endless, { digest: digestOfContent(most) }).then(codeOf, () => 'cut off');
  assert.ok(['content.too_large', 'cut off'].includes(answer), answer);
  assert.ok(sent < 64 * CONTENT_BYTES_MAX);
  assert.deepEqual(
    kept(0).filter((name) => name.includes('.')),
    [],
  );
});

test('a body that comes slowly, or breaks off, keeps nobody waiting and leaves nothing behind', async () => {
  const before = kept(0);
  const content = randomBytes(1000);
  const { port } = new URL(nodes[0]!.url);
  const socket = connect(Number(port), '127.0.0.1');
  const path = pathTo(paths.exhibitContent, { digest: digestOfContent(content) });
  const head = `PUT ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${officers[0]!}\r\ncontent-length: 1000\r\n\r\n`;
  socket.write(head);
  socket.write(content.subarray(0, 10));
  await pause(20);
  // Others are served meanwhile.
  assert.equal((await put(randomBytes(20))).status, 201);
  socket.destroy();
  await pause(20);
  assert.equal(kept(0).length, before.length + 1);
  assert.equal((await get(digestOfContent(content))).status, 404);
});

test('what one party deposits, the other’s node fetches with signed requests, checks, and says that it holds', async () => {
  const content = randomBytes(200_000);
  const digest = digestOfContent(content);
  const [us] = accord.parties as [TestParty, TestParty];
  const filed = await say(nodes[0]!.url, readers[0]!, us.liaison, {
    type: 'exhibit.deposit',
    body: { to: 'cn', kind: 'network-capture' },
    words: { title: { en: 'A capture' } },
    exhibits: [{ h: digest, n: content.length, ct: 'application/vnd.tcpdump.pcap' }],
  });
  assert.equal(filed.status, 201, JSON.stringify(filed.answer));
  assert.equal(ContentPut.parse(await (await put(content)).json()).keptUntil, undefined, 'an act commits to it');
  const held = async () => {
    const page = await fetch(`${nodes[0]!.url}/api/v1/acts?type=exhibit.held`, {
      headers: { authorization: `Bearer ${readers[0]!}` },
    });
    return ((await page.json()) as { items: { subject: string }[] }).items;
  };
  await until(async () => (await held()).length === 1);
  assert.equal((await held())[0]!.subject, filed.answer.id);
  const there = await get(digest, {}, 1);
  assert.deepEqual(Buffer.from(await there.arrayBuffer()), content);
  const { exhibits } = nodes[1]!.app.health();
  assert.deepEqual(
    [exhibits.wanted, exhibits.unsaid, exhibits.registrar],
    [0, 0, 'in-office'],
    JSON.stringify(ExhibitsHealth.parse(exhibits)),
  );
});
