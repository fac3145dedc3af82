import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test, type TestContext } from 'node:test';
import { fakeApp, startServer, type TestServer } from '../api/testing.ts';
import { UnreachableError } from '../counterparts/transport.ts';
import { silentLogger } from '../platform/logger.ts';
import { isExchangePath, normalAddress } from './address.ts';
import type { Route } from './dial.ts';
import { EXCHANGE_BODY_BYTES_MAX } from './serve.ts';
import { httpTransport, type HttpTransport, type TransportOptions } from './transport.ts';

const never = new AbortController().signal;
const app = fakeApp();
const plain = app.exchange;
let at: TestServer;
before(async () => void (at = await startServer(app)));
after(() => at.server.stop(1000));

function transport(t: TestContext, more: Partial<TransportOptions> = {}): HttpTransport {
  const made = httpTransport({
    routesTo: () => to(at.url),
    signersFor: () => [at.signer],
    now: () => Date.now(),
    random: (bytes) => randomBytes(bytes),
    log: silentLogger,
    ...more,
  });
  t.after(() => made.close());
  return made;
}

const to = (...addresses: string[]): Route[] =>
  addresses.map((address) => ({ address, pins: undefined, publicOnly: false }));

/** A counterpart that answers as it likes. */
async function stranger(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a signed request reaches the app as its party, with its bytes', async (t) => {
  const seen: unknown[] = [];
  app.exchange = async (request, from, signal) => {
    seen.push(request, from);
    return plain(request, from, signal);
  };
  const wire = transport(t);
  const got = await wire.send('alpha', { method: 'GET', path: 'abc/receipts?after=3&wait=20' }, never);
  assert.equal(got.status, 200);
  assert.equal(got.type, 'text/plain; charset=utf-8');
  assert.equal(Buffer.from(got.body).toString(), 'abc/receipts?after=3&wait=20 for beta');
  const body = randomBytes(40_000);
  await wire.send('alpha', { method: 'POST', path: 'add-checkpoint', body }, never);
  await wire.send('alpha', { method: 'POST', path: 'add-checkpoint' }, never);
  app.exchange = plain;
  assert.deepEqual(seen, [
    { method: 'GET', path: 'abc/receipts?after=3&wait=20' },
    { party: 'beta' },
    { method: 'POST', path: 'add-checkpoint', body },
    { party: 'beta' },
    { method: 'POST', path: 'add-checkpoint', body: Buffer.alloc(0) },
    { party: 'beta' },
  ]);
});

test('nobody reads the exchange unsigned; the refusal tells our time', async () => {
  const response = await fetch(`${at.url}/exchange/abc/checkpoint`, {
    headers: { authorization: `Bearer ${at.read}` },
  });
  assert.equal(response.status, 401);
  assert.equal(response.headers.get('www-authenticate'), 'Signature');
  assert.ok(Math.abs(Number(response.headers.get('parley-time')) - Date.now() / 1000) < 60);
  assert.equal(((await response.json()) as { code: string }).code, 'httpsig.missing');
});

test('an auditor reads by its token alone, until it is revoked', async () => {
  const { token, id } = at.tokens.issue({ scope: 'auditor', label: 'court', now: Math.floor(Date.now() / 1000) });
  const read = (path: string, init?: RequestInit) => fetch(`${at.url}/exchange/read/${token}/${path}`, init);
  const tile = await read('abc/tile/0/000.p/5');
  assert.equal(await tile.text(), 'abc/tile/0/000.p/5 for an auditor');
  assert.match(tile.headers.get('cache-control')!, /immutable/);
  assert.equal((await read('abc/checkpoint')).headers.get('cache-control'), 'no-store');
  for (const path of ['', 'a//b', '.hidden', 'abc/tile/0/%30', 'abc?x=%00'])
    assert.equal((await read(path)).status, 404, path);
  assert.equal((await read('add-checkpoint', { method: 'POST', body: 'x' })).status, 401);
  assert.equal((await fetch(`${at.url}/exchange/read/${at.read}/abc/checkpoint`)).status, 404);
  at.tokens.revoke(id);
  assert.equal((await read('abc/checkpoint')).status, 404);
});

test('a body over the limit is refused, and connections go on', async (t) => {
  const wire = transport(t);
  const { status } = await wire.send(
    'alpha',
    { method: 'POST', path: 'add-checkpoint', body: new Uint8Array(EXCHANGE_BODY_BYTES_MAX + 1) },
    never,
  );
  assert.equal(status, 413);
  assert.equal((await wire.send('alpha', { method: 'GET', path: 'x' }, never)).status, 200);
});

test('with a wrong clock a request is signed again by theirs', async (t) => {
  const behind = transport(t, { now: () => Date.now() - 3600_000 });
  assert.equal((await behind.send('alpha', { method: 'GET', path: 'x' }, never)).status, 200);
  assert.equal((await behind.send('alpha', { method: 'GET', path: 'y' }, never)).status, 200);
  const { aheadSeconds } = behind.clockOf('alpha')!;
  assert.ok(Math.abs(aheadSeconds - 3600) < 60, `its clock was heard to be ${aheadSeconds} s ahead`);
  assert.equal(behind.clockOf('beta'), undefined);
  const lost = transport(t, { now: () => Date.now() - 7 * 86_400_000 });
  assert.equal((await lost.send('alpha', { method: 'GET', path: 'x' }, never)).status, 401);
});

test('any answer comes back; an address that is dead is passed over', async (t) => {
  const angry = await stranger(t, (_request, response) => response.writeHead(503, { 'retry-after': '9' }).end('later'));
  const refused = await transport(t, { routesTo: () => to(angry) }).send('x', { method: 'GET', path: 'x' }, never);
  assert.deepEqual([refused.status, Buffer.from(refused.body).toString()], [503, 'later']);
  const other = transport(t, { routesTo: () => to('http://127.0.0.1:1', at.url) });
  assert.equal((await other.send('alpha', { method: 'GET', path: 'x' }, never)).status, 200);
});

test('silence, an endless answer, a redirect and no address are told apart from an answer', async (t) => {
  const nobody = transport(t, { routesTo: () => to('http://127.0.0.1:1') });
  await assert.rejects(nobody.send('alpha', { method: 'GET', path: 'x' }, never), UnreachableError);
  await assert.rejects(
    transport(t, { routesTo: () => to() }).send('alpha', { method: 'GET', path: 'x' }, never),
    UnreachableError,
  );
  const flood = await stranger(t, (_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
    };
    response.on('drain', more);
    more();
  });
  await assert.rejects(
    transport(t, { routesTo: () => to(flood) }).send('x', { method: 'GET', path: 'x' }, never),
    UnreachableError,
  );
  const elsewhere = await stranger(t, (_request, response) =>
    response.writeHead(302, { location: `${at.url}/exchange/x` }).end(),
  );
  assert.equal(
    (await transport(t, { routesTo: () => to(elsewhere) }).send('x', { method: 'GET', path: 'x' }, never)).status,
    302,
  );
  const silent = await stranger(t, () => {});
  const given = AbortSignal.timeout(50);
  await assert.rejects(
    transport(t, { routesTo: () => to(silent) }).send('x', { method: 'GET', path: 'x' }, given),
    UnreachableError,
  );
});

test('that nobody answers is logged once, with the reason, until somebody does', async (t) => {
  const logged: string[] = [];
  const log = {
    ...silentLogger,
    warn: (event: string, _facts?: object, cause?: unknown) => void logged.push(`${event}: ${String(cause)}`),
  };
  let address = 'http://127.0.0.1:1';
  const wire = transport(t, { routesTo: () => to(address), log });
  const ask = () => wire.send('alpha', { method: 'GET', path: 'x' }, never);
  await assert.rejects(ask());
  await assert.rejects(ask());
  assert.match(logged.splice(0).join(), /^exchange\.unreachable: Error: connect ECONNREFUSED[^,]*$/);
  address = at.url;
  await ask();
  address = 'http://127.0.0.1:1';
  await assert.rejects(ask());
  assert.equal(logged.length, 1);
});

test('the app learns that a caller has gone away', async () => {
  const gone = new Promise<void>((resolve) => {
    app.exchange = (_request, _from, signal) => {
      signal.addEventListener('abort', () => resolve());
      return new Promise(() => {});
    };
  });
  const controller = new AbortController();
  const asked = fetch(`${at.url}/exchange/read/${at.auditor}/abc/receipts`, { signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  await assert.rejects(asked);
  await gone;
  app.exchange = plain;
});

test('addresses have one spelling', () => {
  assert.equal(normalAddress('HTTP://Alpha.Example:80/'), 'http://alpha.example');
  assert.equal(normalAddress('https://alpha.example/parley/'), 'https://alpha.example/parley');
  for (const none of [
    '',
    'alpha.example',
    'ftp://alpha.example',
    'http://u:p@alpha.example',
    'http://alpha.example/?x',
    'http://alpha.example/#x',
  ]) {
    assert.equal(normalAddress(none), undefined, none);
  }
});

test('paths are matched, never repaired', () => {
  for (const path of [
    'add-checkpoint',
    'accord.json',
    'abc/tile/entries/x001/067.p/3',
    'abc/words/000',
    'a/receipts?after=3&wait=1',
    'a/receipts?newest=1',
  ]) {
    assert.ok(isExchangePath(path), path);
  }
  for (const path of [
    '',
    '/',
    '/a',
    'a/',
    'a//b',
    '..',
    'a/../b',
    'a/.',
    '.a',
    'a b',
    'a%2fb',
    'a\\b',
    'a?',
    'a?b',
    'a?b=c&',
    'a?b=%',
    `a${'b'.repeat(500)}`,
  ]) {
    assert.ok(!isExchangePath(path), path);
  }
});
