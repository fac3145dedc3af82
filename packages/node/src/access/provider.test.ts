import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { accessPaths, accountConfirmation } from '@parley/api/access';
import type { Browser } from '../testing/browser.ts';
import { startIdentity, type Identity } from '../testing/identity.ts';
import { Provider } from './provider.ts';
import { startAccess, withId, type TestAccess } from './testing.ts';

let identity: Identity;
let on: TestAccess;
const faults: unknown[] = [];
const now = () => Math.floor(Date.now() / 1000);

before(async () => {
  // The provider knows where it may send browsers back to, so our port is chosen first.
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  identity = await startIdentity(`http://localhost:${port}${accessPaths.providerBack}`);
  const { issuer, clientId, clientSecret } = identity;
  const provider = new Provider({ issuer, clientId, clientSecret, claim: 'sub' }, now, (cause) => faults.push(cause));
  on = await startAccess({ provider, port });
});
after(async () => {
  await on.stop();
  await identity.stop();
});

const SESSION = '__Host-parley';

/** Goes to the provider and comes back as `person`; gives where the page goes on to. */
async function atProvider(browser: Browser, person: string, path: string = accessPaths.providerSignIn) {
  const begun = await browser.post(path);
  assert.equal(begun.status, 200, JSON.stringify(begun.body));
  const back = await identity.through(String(begun.body['location']), person);
  return { back, ...(await come(browser, back)) };
}

async function come(browser: Browser, back: URL): Promise<{ status: number; onward: string | undefined }> {
  const { status, body } = await browser.get(back.pathname + back.search);
  return { status, onward: /url=([^"]+)"/.exec(String(body['text']))?.[1] };
}

async function link(browser: Browser, person: string) {
  const { session } = await browser.whoami();
  await browser.confirm(accountConfirmation('link-provider', session));
  return atProvider(browser, person, accessPaths.ownProvider);
}

test('whoever linked his account signs in at the provider; it makes no account, and nobody else is let in', async () => {
  const { browser, account } = await on.officer('Lee', 'liaison');
  assert.deepEqual((await browser.get(accessPaths.signInWays)).body['provider'], { issuer: identity.issuer });
  assert.equal((await browser.post(accessPaths.ownProvider)).code, 'access.unconfirmed');
  assert.equal((await link(browser, 'lee')).onward, '/');

  const elsewhere = on.browser();
  assert.deepEqual([(await atProvider(elsewhere, 'lee')).onward, (await elsewhere.whoami()).account], ['/', account]);
  assert.equal((await elsewhere.whoami()).method, 'provider');
  assert.equal((await elsewhere.get('/api/v1/cases')).status, 200);

  const count = on.at.access.accounts.list().length;
  const stranger = on.browser();
  assert.equal((await atProvider(stranger, 'eve')).onward, '/sign-in#access.refused');
  assert.equal(stranger.cookies.has(SESSION), false);
  assert.equal(on.at.access.accounts.list().length, count);
});

test('one person at the provider is one account', async () => {
  const { browser } = await on.officer('Mo', 'liaison');
  assert.equal((await link(browser, 'mo')).onward, '/');
  const { browser: other } = await on.officer('Nia', 'liaison');
  assert.equal((await link(other, 'mo')).onward, '/sign-in#access.refused');
});

test('what came back once does not come back again, nor in another browser, nor changed', async () => {
  const { browser } = await on.officer('Ola', 'liaison');
  await link(browser, 'ola');
  const own = on.browser();
  const { back } = await atProvider(own, 'ola');
  assert.equal((await come(own, back)).onward, '/sign-in#access.challenge');

  const begun = await own.post(accessPaths.providerSignIn);
  const fresh = await identity.through(String(begun.body['location']), 'ola');
  assert.equal((await come(on.browser(), fresh)).onward, '/sign-in#access.challenge');
  const forged = new URL(fresh);
  forged.searchParams.set('state', 'x');
  assert.equal((await come(own, forged)).onward, '/sign-in#access.refused');
  // Whatever the answer was worth, the challenge is spent.
  assert.equal((await come(own, fresh)).onward, '/sign-in#access.challenge');
});

test('an account that nobody confirmed, was closed or unlinked is let in by no provider', async () => {
  const { browser, account } = await on.officer('Pia', 'liaison');
  await link(browser, 'pia');
  assert.equal((await on.admin.ask('DELETE', withId(accessPaths.accountProvider, account))).status, 200);
  assert.equal((await atProvider(on.browser(), 'pia')).onward, '/sign-in#access.refused');
  await link(browser, 'pia');
  assert.equal((await on.admin.ask('DELETE', withId(accessPaths.account, account))).status, 200);
  assert.equal((await atProvider(on.browser(), 'pia')).onward, '/sign-in#access.refused');

  const { account: waiting, secret } = await on.invite('Quy');
  await on.browser().enrol(secret);
  on.at.access.accounts.link(waiting, `${identity.issuer} quy`);
  assert.equal((await atProvider(on.browser(), 'quy')).onward, '/sign-in#access.waiting');
});

test('nothing goes out but to the issuer, and one that does not answer costs a refusal', async () => {
  const config = { clientId: 'x', clientSecret: 'y', claim: 'sub' };
  const server = createServer((_request, response) => {
    const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: 'http://169.254.169.254/token',
        jwks_uri: 'http://169.254.169.254/jwks',
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const seen: unknown[] = [];
  const evil = new Provider({ ...config, issuer }, now, (cause) => seen.push(cause));
  const begun = await evil.begin('http://localhost/back');
  assert.ok(begun.ok);
  const { state } = begun.asked;
  const finished = await evil.finish(new URL(`http://localhost/back?code=c&state=${state}`), begun.asked);
  assert.ok(!finished.ok && finished.refusal.code === 'access.refused');
  assert.match(seen.map((one) => (one as Error).message + String((one as Error).cause)).join(), /not its own/);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const gone = await new Provider({ ...config, issuer }, now, () => undefined).begin('http://localhost/back');
  assert.ok(!gone.ok && gone.refusal.code === 'access.provider');
});

test('an e-mail address counts only if the provider vouches for it', async () => {
  for (const verified of [true, false]) {
    const redirect = 'http://localhost:1/back';
    const other = await startIdentity(redirect, verified);
    const { issuer, clientId, clientSecret } = other;
    const provider = new Provider({ issuer, clientId, clientSecret, claim: 'email' }, now, () => undefined);
    const begun = await provider.begin(redirect);
    assert.ok(begun.ok);
    const finished = await provider.finish(await other.through(begun.location, 'lee'), begun.asked);
    assert.equal(
      finished.ok ? finished.person : finished.refusal.code,
      verified ? `${issuer} lee@ministry.example` : 'access.refused',
    );
    await other.stop();
  }
});
