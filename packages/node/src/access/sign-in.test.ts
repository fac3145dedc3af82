import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import {
  accessPaths,
  accountConfirmation,
  CHALLENGE_S,
  SIGN_IN_IDLE_S,
  SIGN_IN_S,
  type SignInRow,
} from '@parley/api/access';
import { paths } from '@parley/api/paths';
import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { sha256 } from '@parley/record/hash';
import type { z } from 'zod';
import type { Browser } from '../testing/browser.ts';
import { startAccess, withId, type TestAccess } from './testing.ts';

let on: TestAccess;
before(async () => {
  on = await startAccess();
});
after(() => on.stop());

const SESSION = '__Host-parley';
const CASES = '/api/v1/cases';

async function listOf(browser: Browser, all = ''): Promise<z.output<typeof SignInRow>[]> {
  return (await browser.get(`${accessPaths.signIns}${all}`)).body['items'] as z.output<typeof SignInRow>[];
}

test('the cookie is one that no script and no other host can touch', async () => {
  const { browser } = await on.officer('A', 'liaison');
  const { response } = await browser.signIn();
  const [line] = response.headers.getSetCookie().filter((one) => one.startsWith(`${SESSION}=`));
  assert.match(line!, /^__Host-parley=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; Secure; SameSite=Strict$/);
});

test('a sign-in ends after half an hour without use, and after twelve hours in any case', async () => {
  const { browser } = await on.officer('B', 'liaison');
  for (let used = 0; used < SIGN_IN_S; used += SIGN_IN_IDLE_S - 60) {
    assert.equal((await browser.get(CASES)).status, 200, `after ${used} seconds`);
    on.clock.now += SIGN_IN_IDLE_S - 60;
  }
  assert.equal((await browser.get(CASES)).code, 'access.signed_out');
  await browser.signIn();
  on.clock.now += SIGN_IN_IDLE_S;
  assert.equal((await browser.get(CASES)).code, 'access.signed_out');
  await on.admin.signIn();
});

test('a sign-in is a new one every time: what was in the browser before is worth nothing', async () => {
  const { browser } = await on.officer('C', 'liaison');
  const planted = encodeBase64url(new Uint8Array(32).fill(5));
  browser.cookies.set(SESSION, planted);
  await browser.signIn();
  const first = browser.cookies.get(SESSION)!;
  assert.notEqual(first, planted);
  await browser.signIn();
  assert.notEqual(browser.cookies.get(SESSION), first);
  const old = on.browser();
  old.cookies.set(SESSION, first);
  assert.equal((await old.get(CASES)).code, 'access.signed_out');
  old.cookies.set(SESSION, planted);
  assert.equal((await old.get(CASES)).code, 'access.signed_out');
});

test('a challenge is answered once, within two minutes, in the browser that asked', async () => {
  const { browser } = await on.officer('D', 'liaison');
  const asked = await browser.post(accessPaths.passkeyOptions);
  const credential = browser.authenticator.get(asked.body['options'] as Record<string, unknown>);
  const cookies = new Map(browser.cookies);
  assert.equal((await on.browser().post(accessPaths.passkeySignIn, { credential })).code, 'access.challenge');
  assert.equal((await browser.post(accessPaths.passkeySignIn, { credential })).status, 200);
  browser.cookies = cookies;
  assert.equal((await browser.post(accessPaths.passkeySignIn, { credential })).code, 'access.challenge');

  const late = await browser.post(accessPaths.passkeyOptions);
  const answer = browser.authenticator.get(late.body['options'] as Record<string, unknown>);
  on.clock.now += CHALLENGE_S;
  assert.equal((await browser.post(accessPaths.passkeySignIn, { credential: answer })).code, 'access.challenge');
});

test('an answer of another page, without its holder verified, or to another challenge signs nobody in', async () => {
  const { browser } = await on.officer('E', 'liaison');
  browser.cookies.clear();
  for (const slip of [
    { origin: 'https://evil.example' },
    { verified: false },
    { type: 'webauthn.create' },
    { challenge: encodeBase64url(new Uint8Array(32)) },
  ]) {
    assert.equal((await browser.signIn(slip)).code, 'access.refused', JSON.stringify(slip));
    assert.equal(browser.cookies.has(SESSION), false);
  }
});

test('whether a passkey is known, nobody learns', async () => {
  const { browser } = await on.officer('F', 'liaison');
  const stranger = on.browser();
  const created = await on.invite('F2');
  await stranger.enrol(created.secret);
  on.at.access.keyring.removePasskey(on.at.access.keyring.passkeysOf(created.account)[0]!.id);
  const unknown = await stranger.signIn();
  const wrong = await browser.signIn({ origin: 'https://evil.example' });
  assert.deepEqual(unknown.body, wrong.body);
  assert.equal(unknown.code, 'access.refused');
});

test('whoever fails waits, and nobody else does', async () => {
  const { browser } = await on.officer('G', 'liaison');
  const slip = { origin: 'https://evil.example' };
  const codes: (string | undefined)[] = [];
  for (let i = 0; i < 7; i++) codes.push((await browser.signIn(slip)).code);
  assert.deepEqual(
    codes.slice(0, 5),
    Array.from({ length: 5 }, () => 'access.refused'),
  );
  assert.ok(codes.slice(5).includes('access.too_many'));
  const waiting = await browser.signIn();
  assert.equal(waiting.status, 429);
  assert.ok(Number(waiting.response.headers.get('retry-after')) >= 1);
  const { browser: other } = await on.officer('H', 'liaison');
  assert.equal((await other.signIn()).status, 200);
  on.clock.now += 60;
  assert.equal((await browser.signIn()).status, 200);
});

test('what is changed without a token is changed from a page of this node alone', async () => {
  const { browser } = await on.officer('I', 'liaison');
  const from = (headers: Record<string, string>) => browser.ask('DELETE', accessPaths.ownProvider, undefined, headers);
  for (const headers of [
    {},
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `${browser.origin}.evil.example` },
    { origin: browser.origin.replace('http:', 'https:') },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  ] as Record<string, string>[])
    assert.equal((await from(headers)).code, 'access.cross_site', JSON.stringify(headers));
  for (const ours of [{ origin: browser.origin }, { 'sec-fetch-site': 'same-origin' }] as Record<string, string>[]) {
    assert.equal((await from(ours)).code, 'access.unconfirmed');
    await browser.confirm(accountConfirmation('unlink-provider', (await browser.whoami()).session));
    assert.equal((await from(ours)).status, 200);
  }
  // Signing somebody in as somebody else, and opening their invitation, begins on our page too.
  for (const path of [accessPaths.passkeyOptions, accessPaths.passkeySignIn, accessPaths.openInvitation])
    assert.equal((await browser.post(path, {}, { origin: 'https://evil.example' })).code, 'access.cross_site');
  const form = await fetch(on.at.url + accessPaths.openInvitation, {
    method: 'POST',
    headers: { origin: browser.origin, 'content-type': 'text/plain' },
    body: '{"secret":"x"}',
  });
  assert.equal(form.status, 400);
});

test('one lists and ends one’s own sign-ins; an administrator ends any', async () => {
  const { browser } = await on.officer('J', 'liaison');
  const elsewhere = on.browser();
  Object.assign(elsewhere, { authenticator: browser.authenticator });
  await elsewhere.signIn();
  const rows = await listOf(browser);
  assert.equal(rows.length, 2);
  assert.equal(rows.filter(({ own }) => own).length, 1);
  const { browser: other } = await on.officer('K', 'liaison');
  const [theirs] = await listOf(other);
  assert.equal((await browser.ask('DELETE', withId(accessPaths.oneSignIn, theirs!.id))).code, 'http.not_found');
  assert.equal((await browser.get(`${accessPaths.signIns}?all=true`)).code, 'access.not_administrator');
  const ending = rows.find(({ own }) => !own)!;
  assert.equal((await browser.ask('DELETE', withId(accessPaths.oneSignIn, ending.id))).status, 200);
  assert.equal((await elsewhere.get(CASES)).code, 'access.signed_out');
  assert.ok((await listOf(on.admin, '?all=true')).some(({ id }) => id === theirs!.id));
  assert.equal((await on.admin.ask('DELETE', withId(accessPaths.oneSignIn, theirs!.id))).status, 200);
  assert.equal((await other.get(CASES)).code, 'access.signed_out');
  assert.equal((await browser.ask('DELETE', accessPaths.signIn)).status, 200);
  assert.equal(browser.cookies.has(SESSION), false);
});

test('when an account is closed its sign-ins end at once, and the streams that they opened', async () => {
  const { browser, account } = await on.officer('L', 'liaison');
  const stream = await fetch(on.at.url + paths.live, {
    headers: { cookie: `${SESSION}=${browser.cookies.get(SESSION)}` },
  });
  assert.equal(stream.status, 200);
  const reader = stream.body!.getReader();
  await reader.read();
  const ended = (async () => {
    try {
      while (!(await reader.read()).done);
    } catch {
      // cut off, which is what is waited for
    }
  })();
  assert.equal((await on.admin.ask('DELETE', withId(accessPaths.account, account))).status, 200);
  await ended;
  assert.equal((await browser.get(CASES)).code, 'access.signed_out');
  assert.equal((await browser.signIn()).code, 'access.refused');
});

test('a passkey that is removed ends what it signed in', async () => {
  const { browser } = await on.officer('M', 'liaison');
  const { passkeys } = (await browser.get(accessPaths.ownAccount)).body as { passkeys: { id: string }[] };
  const { browser: other } = await on.officer('N', 'liaison');
  const path = withId(accessPaths.passkey, passkeys[0]!.id);
  assert.equal((await other.ask('DELETE', path)).code, 'http.not_found');
  assert.equal((await browser.ask('DELETE', path)).code, 'access.unconfirmed');
  await browser.confirm(accountConfirmation('remove-passkey', (await browser.whoami()).session));
  assert.equal((await browser.ask('DELETE', path)).status, 200);
  assert.equal((await browser.get(CASES)).code, 'access.signed_out');
  assert.equal((await browser.signIn()).code, 'access.refused');
});

test('a confirmation is of exactly one thing, good once, for two minutes, in the sign-in that asked', async () => {
  const { browser } = await on.officer('O', 'liaison');
  const { browser: other } = await on.officer('P', 'liaison');
  const what = encodeBase64url(sha256(new Uint8Array([1])));
  const { confirmations, signIns } = on.at.access;
  const viewer = signIns.still(browser.cookies.get(SESSION)!)!;
  const stranger = signIns.still(other.cookies.get(SESSION)!)!;
  const code = (who: typeof viewer, asked: string) => {
    const spent = confirmations.spend(who, asked);
    return spent.ok ? 'ok' : spent.refusal.code;
  };
  assert.equal(code(viewer, what), 'access.unconfirmed');

  const { body } = await browser.post(accessPaths.confirmOptions, { what });
  const { nonce, options } = body as { nonce: string; options: { challenge: string } };
  assert.equal(options.challenge, encodeBase64url(sha256(parseBase64url(nonce)!, parseBase64url(what)!)));
  assert.equal((await browser.confirm(what)).status, 200);
  assert.equal(code(stranger, what), 'access.unconfirmed');
  assert.equal(code(viewer, what), 'ok');
  assert.equal(code(viewer, what), 'access.unconfirmed');

  await browser.confirm(what);
  assert.equal(code(viewer, encodeBase64url(sha256(new Uint8Array([2])))), 'access.unconfirmed');
  await browser.confirm(what);
  on.clock.now += CHALLENGE_S;
  assert.equal(code(viewer, what), 'access.unconfirmed');
  assert.equal((await browser.confirm(what, { verified: false })).code, 'access.passkey');
  const asked = await browser.post(accessPaths.confirmOptions, { what });
  const theirs = other.authenticator.get({ ...(asked.body['options'] as object), allowCredentials: [] });
  assert.equal((await browser.post(accessPaths.confirm, { credential: theirs })).code, 'access.passkey');
});

test('a token is nobody’s sign-in, and a cookie does no more than its person may', async () => {
  const authorization = `Bearer ${on.at.read}`;
  for (const path of [accessPaths.signIn, accessPaths.accounts]) {
    const answer = await on.browser().ask('GET', path, undefined, { authorization });
    assert.equal(answer.code, 'http.token_scope', path);
  }
  const { browser } = await on.officer('Q', 'liaison');
  assert.equal((await browser.get(accessPaths.accounts)).code, 'access.not_administrator');
  assert.equal(
    (await browser.post(accessPaths.accounts, { name: 'X', role: 'officer' })).code,
    'access.not_administrator',
  );
  assert.equal((await on.admin.get(CASES)).code, 'access.not_officer');
  assert.equal((await on.admin.get(paths.metrics)).code, 'access.not_officer');
});

test('names with line ends, and other nonsense, never reach a header or a page', async () => {
  for (const name of ['a\r\nset-cookie: x=y', 'a\u2028b', '', 'x'.repeat(101), 'a\u0000b'])
    assert.equal((await on.admin.post(accessPaths.accounts, { name, role: 'officer' })).code, 'http.malformed', name);
  const { browser } = await on.officer('R', 'liaison');
  const twice = `${SESSION}=${browser.cookies.get(SESSION)}; ${SESSION}=${'A'.repeat(43)}`;
  const answer = await fetch(on.at.url + CASES, { headers: { cookie: twice } });
  assert.equal(((await answer.json()) as { code: string }).code, 'http.token_missing');
});

test('a large body is refused before it is read, and a slow one is not waited for', async () => {
  const { browser } = await on.officer('S', 'liaison');
  const large = await browser.post(accessPaths.confirmOptions, { what: 'x'.repeat(70_000) });
  assert.equal(large.code, 'http.too_large');
  // A stranger’s body is not even asked for: the answer comes while it is still being sent.
  const { port } = new URL(on.at.url);
  const answered = await new Promise<number>((resolve, reject) => {
    const asking = httpRequest(
      {
        port,
        method: 'POST',
        path: accessPaths.accounts,
        headers: { 'content-type': 'application/json', 'content-length': 60_000 },
      },
      (response) => {
        resolve(response.statusCode!);
        asking.destroy();
      },
    );
    asking.on('error', reject);
    asking.write('{');
  });
  assert.equal(answered, 401);
  const status = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write(`GET ${CASES} HTTP/1.1\r\nhost: x\r\ncookie: ${SESSION}=${'B'.repeat(17_000)}\r\n\r\n`),
    );
    socket.once('data', (data) => {
      resolve(data.toString().slice(0, 12));
      socket.destroy();
    });
  });
  assert.equal(status, 'HTTP/1.1 413');
});

test('a browser keeps nothing of what it is shown; a program may, and asks whether it still stands', async () => {
  const { browser } = await on.officer('U', 'liaison');
  const kept = async (headers: Record<string, string>, path: string) =>
    (await fetch(on.at.url + path, { headers })).headers.get('cache-control');
  const cookie = { cookie: `${SESSION}=${browser.cookies.get(SESSION)}` };
  for (const path of [CASES, paths.report, accessPaths.ownAccount, accessPaths.signIns])
    assert.equal(await kept(cookie, path), 'no-store', path);
  assert.equal(await kept({ authorization: `Bearer ${on.at.read}` }, CASES), 'private, no-cache');
});

test('what is taken out of the node is noted before it is given, by whom', async () => {
  const { browser, account } = await on.officer('T', 'liaison');
  const { trail, tokens } = on.at.access;
  const from = trail.size;
  assert.equal((await browser.get(paths.report)).status, 200);
  assert.equal((await browser.get(`/api/v1/exhibits/content/${'A'.repeat(43)}`)).status, 200);
  await fetch(`${on.at.url}/exchange/read/${on.at.auditor}/${'a'.repeat(64)}/checkpoint`);
  const noted = [...trail.entries(trail.size)]
    .slice(from)
    .map((entry) => JSON.parse(entry) as { what: string; account?: string; token?: string });
  const auditor = tokens.list().find(({ scope }) => scope === 'auditor')!;
  assert.deepEqual(
    noted.map((one) => [one.what, one.account ?? one.token]),
    [
      ['report', account],
      ['content', account],
      ['record.read', auditor.id],
    ],
  );
});

test('everything of this stands in the trail, by account and address, and failures too', () => {
  const { trail } = on.at.access;
  const whats = new Set([...trail.entries(trail.size)].map((entry) => (JSON.parse(entry) as { what: string }).what));
  for (const what of [
    'account.open',
    'account.close',
    'invitation.open',
    'enrolment.finish',
    'sign-in',
    'sign-in.refused',
    'sign-in.end',
    'sign-out',
    'confirm',
    'confirm.refused',
    'passkey.remove',
  ])
    assert.ok(whats.has(what), what);
});
