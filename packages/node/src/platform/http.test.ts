import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test, type TestContext } from 'node:test';
import { refuse } from '@parley/record/refusal';
import { NodeFile } from '../config.ts';
import { httpServer, REFUSALS_LOGGED_A_MINUTE, refuseWith } from './http.ts';
import { silentLogger, type Facts } from './logger.ts';
import { Metrics } from './metrics.ts';

/** A server that says where a request comes from at `/where`, lets nobody in at `/in`, and takes JSON at `/body`. */
async function serving(t: TestContext, options: { proxies?: string[]; secure?: boolean }) {
  const logged: [string, Facts | undefined][] = [];
  const log = { ...silentLogger, info: (event: string, facts?: Facts) => void logged.push([event, facts]) };
  const server = httpServer({ log, metrics: new Metrics({ process: false }), secure: false, ...options });
  server.fastify.get('/where', (request) => request.ip);
  server.fastify.post('/body', () => assert.fail('taken'));
  server.fastify.get('/in', { config: { id: 'in' } }, (_request, reply) =>
    refuseWith(reply, refuse('access.signed_out', 'answer a request: nobody is signed in').refusal),
  );
  const { port } = await server.listen('127.0.0.1', 0);
  t.after(() => server.stop(1000));
  const where = async (forwarded: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}/where`, { headers: { 'x-forwarded-for': forwarded } });
    return answer.text();
  };
  return { port, where, logged };
}

async function answerTo(port: number, request: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.on('data', (data) => (text += data.toString()));
    socket.on('close', () => resolve(text));
    socket.on('error', () => resolve(text));
  });
}

test('where a request comes from is what its connection says, unless one of our own proxies says otherwise', async (t) => {
  const direct = await serving(t, {});
  assert.equal(await direct.where('192.0.2.1'), '127.0.0.1');
  const elsewhere = await serving(t, { proxies: ['10.0.0.0/8'] });
  assert.equal(await elsewhere.where('192.0.2.1'), '127.0.0.1');
  const behind = await serving(t, { proxies: ['127.0.0.1', '10.0.0.0/8'] });
  assert.equal(await behind.where('192.0.2.1'), '192.0.2.1');
  // What the caller wrote himself stands before what our proxies wrote.
  assert.equal(await behind.where('127.0.0.1, 203.0.113.9, 192.0.2.1, 10.1.2.3'), '192.0.2.1');
  assert.equal(await behind.where('nonsense, 192.0.2.1'), '192.0.2.1');
});

test('proxies are addresses or networks, and never everybody', () => {
  const file = (proxies: unknown) =>
    NodeFile.safeParse({ party: 'us', listen: { host: '::', port: 1 }, proxies }).success;
  assert.ok(file(['127.0.0.1', '::1', '10.0.0.0/8', 'fd00::/8']));
  for (const one of [
    '',
    'loopback',
    'proxy.example',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0/8',
    'fe80::1%eth0',
    true,
  ])
    assert.ok(!file([one]), String(one));
});

test('browsers are told to insist on TLS, below our name too, where the node is reached by it and nowhere else', async (t) => {
  for (const [secure, expected] of [
    [true, 'max-age=31536000; includeSubDomains'],
    [false, null],
  ] as const) {
    const { port } = await serving(t, { secure });
    for (const path of ['where', 'nowhere']) {
      const { headers } = await fetch(`http://127.0.0.1:${port}/${path}`);
      assert.equal(headers.get('strict-transport-security'), expected);
      assert.equal(headers.get('access-control-allow-origin'), null);
      assert.match(
        headers.get('content-security-policy')!,
        /^default-src 'none'; frame-ancestors 'none'; base-uri 'none'/,
      );
    }
  }
});

test('a request whose end can be read in two ways, and a method that echoes it, are refused', async (t) => {
  const { port } = await serving(t, {});
  const head = 'POST /body HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
  for (const ends of [
    'content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    'content-length: 2\r\ncontent-length: 3\r\n\r\n{} ',
    'transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n',
    'content-length: +2\r\n\r\n{}',
    'content-length : 2\r\n\r\n{}',
  ])
    assert.match(await answerTo(port, head + ends), /^HTTP\/1\.1 400 /, ends);
  assert.match(
    await answerTo(port, 'TRACE /where HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'),
    /^HTTP\/1\.1 40[04] /,
  );
});

test('who is not let in, and what is out of order, is logged with code and address, and never often enough to fill a disk', async (t) => {
  const { port, logged } = await serving(t, {});
  const ask = () => fetch(`http://127.0.0.1:${port}/in?secret=abc`, { headers: { authorization: 'Bearer abc' } });
  await ask();
  const once = { route: 'in', method: 'GET', code: 'access.signed_out', address: '127.0.0.1', unlogged: 0 };
  assert.deepEqual(logged, [['http.refused', once]]);
  for (let asked = 0; asked < 2 * REFUSALS_LOGGED_A_MINUTE; asked++) await ask();
  assert.ok(logged.length >= REFUSALS_LOGGED_A_MINUTE && logged.length < 2 * REFUSALS_LOGGED_A_MINUTE + 1);
  await fetch(`http://127.0.0.1:${port}/nowhere`);
  assert.ok(logged.every(([, facts]) => facts?.['route'] === 'in'));
  await fetch(`http://127.0.0.1:${port}/api/v1/cases/secret`);
  const missing = logged.at(-1)![1]!;
  assert.equal(missing['code'], 'http.not_found');
  assert.ok(Number(missing['unlogged']) > 0);
  // A flood of the one hides nothing of the other.
  const headers = { 'content-type': 'application/json' };
  await fetch(`http://127.0.0.1:${port}/body`, { method: 'POST', body: '{"secret', headers });
  const { code, unlogged } = logged.at(-1)![1]!;
  assert.deepEqual([code, unlogged], ['http.malformed', 0]);
  assert.ok(!JSON.stringify(logged).includes('secret'));
});
