import assert from 'node:assert/strict';
import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { test, type TestContext } from 'node:test';
import { webEd25519Signer } from '@parley/record/ed25519';
import { thumbprint } from '@parley/record/key';
import { UnreachableError } from '../counterparts/transport.ts';
import { makeCertificate, readCertificate, type KeyAndCertificate } from '../platform/certificate.ts';
import { httpServer } from '../platform/http.ts';
import { silentLogger } from '../platform/logger.ts';
import { Metrics } from '../platform/metrics.ts';
import { isInternalAddress, isInternalHost, pinOf, type Route } from './dial.ts';
import { httpTransport } from './transport.ts';

const never = new AbortController().signal;
const DAY_MS = 86_400_000;
const signer = await webEd25519Signer(new Uint8Array(32).fill(3));
const pin = ({ cert }: KeyAndCertificate) => pinOf(new X509Certificate(cert));

/** A counterpart behind a certificate, and how to ask it. */
async function serving(t: TestContext, tls: KeyAndCertificate): Promise<{ address: string; asked: () => number }> {
  let asked = 0;
  const server = createServer({ ...tls, minVersion: 'TLSv1.3' }, (_request, response) => {
    asked++;
    response.end('here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `https://localhost:${(server.address() as AddressInfo).port}`, asked: () => asked };
}

async function ask(t: TestContext, routes: () => Route[]): Promise<() => Promise<string>> {
  const transport = httpTransport({
    routesTo: routes,
    signersFor: () => [{ kid: thumbprint(signer.publicKey), sign: signer.sign }],
    now: () => Date.now(),
    random: (bytes) => randomBytes(bytes),
    log: silentLogger,
  });
  t.after(() => transport.close());
  return async () => Buffer.from((await transport.send('cn', { method: 'GET', path: 'x' }, never)).body).toString();
}

const to = (address: string, pins?: string[], publicOnly = false): Route[] => [{ address, pins, publicOnly }];

/** Trusts a certificate as an authority's, in this process. */
function trust(t: TestContext, { cert }: KeyAndCertificate): void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, cert]);
  t.after(() => setDefaultCACertificates(before));
}

test('a certificate of our own making is one that TLS takes: its names, its key, ten years', () => {
  const made = makeCertificate(['parley.example', '192.0.2.7', '2001:db8::1'], Date.UTC(2026, 0, 1));
  const certificate = new X509Certificate(made.cert);
  assert.equal(certificate.subject, 'CN=parley.example');
  assert.equal(certificate.subjectAltName, 'DNS:parley.example, IP Address:192.0.2.7, IP Address:2001:DB8:0:0:0:0:0:1');
  assert.ok(certificate.verify(certificate.publicKey));
  assert.ok(certificate.checkPrivateKey(createPrivateKey(made.key)));
  assert.equal(certificate.validToDate.toISOString(), '2035-12-30T00:00:00.000Z');
  assert.match(pin(made), /^[A-Za-z0-9_-]{43}$/);
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' });
  assert.equal(pin(made), createHash('sha256').update(spki).digest('base64url'));
});

test('a counterpart with pins is connected to if it serves one of them, and otherwise hears nothing from us', async (t) => {
  const ours = makeCertificate(['localhost'], Date.now());
  const other = makeCertificate(['localhost'], Date.now());
  const at = await serving(t, ours);
  assert.equal(await (await ask(t, () => to(at.address, [pin(ours)])))(), 'here');
  assert.equal(await (await ask(t, () => to(at.address, [pin(other), pin(ours)])))(), 'here');
  const before = at.asked();
  await assert.rejects((await ask(t, () => to(at.address, [pin(other)])))(), UnreachableError);
  assert.equal(at.asked(), before);
});

test('who stands between us with a certificate of a trusted authority, and not the pinned key, is refused', async (t) => {
  const between = makeCertificate(['localhost'], Date.now());
  trust(t, between);
  const at = await serving(t, between);
  assert.equal(await (await ask(t, () => to(at.address)))(), 'here', 'without pins the authority decides');
  const pinned = await ask(t, () => to(at.address, [pin(makeCertificate(['localhost'], Date.now()))]));
  await assert.rejects(pinned(), UnreachableError);
  assert.equal(at.asked(), 1);
});

test('a pin says more than dates and names: an expired certificate of the pinned key is taken', async (t) => {
  const expired = makeCertificate(['elsewhere.example'], Date.now() - 20 * 365 * DAY_MS);
  const at = await serving(t, expired);
  assert.equal(await (await ask(t, () => to(at.address, [pin(expired)])))(), 'here');
  trust(t, expired);
  await assert.rejects((await ask(t, () => to(at.address)))(), UnreachableError);
});

test('without pins a certificate that nobody vouches for, or of another name, is refused', async (t) => {
  const unknown = await serving(t, makeCertificate(['localhost'], Date.now()));
  await assert.rejects((await ask(t, () => to(unknown.address)))(), UnreachableError);
  const named = makeCertificate(['elsewhere.example'], Date.now());
  trust(t, named);
  const elsewhere = await serving(t, named);
  await assert.rejects((await ask(t, () => to(elsewhere.address)))(), UnreachableError);
});

test('a party with pins is never asked without TLS', async (t) => {
  const send = await ask(t, () => to('http://127.0.0.1:9', ['A'.repeat(43)]));
  await assert.rejects(send(), ({ cause }: Error) => /not asked without TLS/.test((cause as Error).message));
});

test('while a certificate is replaced both pins hold; once the old one is taken back, connections by it are not used again', async (t) => {
  const old = makeCertificate(['localhost'], Date.now());
  const next = makeCertificate(['localhost'], Date.now());
  const server = httpServer({ log: silentLogger, metrics: new Metrics({ process: false }), secure: true, tls: old });
  server.fastify.get('/exchange/x', async () => 'served');
  const { port } = await server.listen('127.0.0.1', 0);
  t.after(() => server.stop(100));
  const address = `https://localhost:${port}`;
  let pins = [pin(old)];
  const send = await ask(t, () => to(address, pins));
  assert.equal(await send(), 'served');
  pins = [pin(old), pin(next)];
  assert.equal(await send(), 'served');
  server.renew(next);
  pins = [pin(next)];
  assert.equal(await send(), 'served');
  pins = [pin(old)];
  await assert.rejects(send(), UnreachableError);
});

test('a node with a certificate speaks TLS 1.3 and nothing older', async (t) => {
  const tls = makeCertificate(['localhost'], Date.now());
  const server = httpServer({ log: silentLogger, metrics: new Metrics({ process: false }), secure: true, tls });
  const { port } = await server.listen('127.0.0.1', 0);
  t.after(() => server.stop(100));
  const greet = (maxVersion: 'TLSv1.2' | 'TLSv1.3') =>
    new Promise<string>((resolve) => {
      const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, maxVersion }, () => {
        resolve(socket.getProtocol()!);
        socket.destroy();
      });
      socket.on('error', () => resolve('refused'));
    });
  assert.equal(await greet('TLSv1.3'), 'TLSv1.3');
  assert.equal(await greet('TLSv1.2'), 'refused');
});

test('an address that only its party told is not followed into our own network, by whatever name', async (t) => {
  const tls = makeCertificate(['localhost'], Date.now());
  const at = await serving(t, tls);
  const { port } = new URL(at.address);
  for (const host of ['localhost', '127.0.0.1', '[::1]', '2130706433', 'LOCALHOST.', '[::ffff:7f00:1]']) {
    const send = await ask(t, () => to(`https://${host}:${port}`, [pin(tls)], true));
    await assert.rejects(send(), UnreachableError, host);
  }
  assert.equal(at.asked(), 0);
  for (const ip of [
    '10.1.2.3',
    '169.254.169.254',
    '192.168.0.1',
    '172.31.0.1',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    'fe80::1',
  ])
    assert.ok(isInternalAddress(ip), ip);
  for (const ip of ['fd00::1', '::ffff:8.8.8.8', '2002:7f00:1::', '224.0.0.1', '255.255.255.255', 'nonsense'])
    assert.ok(isInternalAddress(ip), ip);
  for (const ip of ['8.8.8.8', '172.32.0.1', '2606:4700::1111', '223.255.255.254'])
    assert.ok(!isInternalAddress(ip), ip);
  assert.deepEqual(['a.localhost', 'localhost.example', '[fe80::1]'].map(isInternalHost), [true, false, true]);
});

test('key and certificate are refused in a sentence when they are not a pair, unreadable, or open to everybody', (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-tls-'));
  t.after(() => rmSync(dir, { recursive: true }));
  const made = makeCertificate(['a.example'], Date.now());
  const files = { keyFile: join(dir, 'tls.key'), certFile: join(dir, 'tls.crt') };
  const detail = (): string => {
    const read = readCertificate(files);
    return read.ok ? 'ok' : `${read.refusal.code} ${read.refusal.detail}`;
  };
  assert.match(detail(), /^start\.tls cannot read .*tls\.key \(ENOENT\)/);
  writeFileSync(files.keyFile, made.key, { mode: 0o644 });
  assert.match(detail(), /may be read by everybody/);
  rmSync(files.keyFile);
  writeFileSync(files.keyFile, made.key, { mode: 0o600 });
  writeFileSync(files.certFile, 'nonsense');
  assert.match(detail(), /is no certificate/);
  writeFileSync(files.certFile, makeCertificate(['a.example'], Date.now()).cert);
  assert.match(detail(), /is not that of the certificate/);
  writeFileSync(files.certFile, made.cert);
  assert.equal(detail(), 'ok');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const passphrase = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' } as const;
  writeFileSync(files.keyFile, privateKey.export(passphrase));
  assert.match(detail(), /without a passphrase/);
});
