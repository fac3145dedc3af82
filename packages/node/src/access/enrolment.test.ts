import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessPaths, accountConfirmation, ENROLMENT_S, INVITATION_DAYS, type Account } from '@parley/api/access';
import { encodeBase64url } from '@parley/record/base64';
import { webEd25519Signer } from '@parley/record/ed25519';
import { thumbprint } from '@parley/record/key';
import type { z } from 'zod';
import { startAccess, withId, type TestAccess } from './testing.ts';

let on: TestAccess;
before(async () => {
  on = await startAccess();
});
after(() => on.stop());

async function accountOf(id: string): Promise<z.output<typeof Account>> {
  return (await on.admin.get(withId(accessPaths.account, id))).body as z.output<typeof Account>;
}

test('an officer enrols, waits, is confirmed by fingerprint, signs in, and has an office only by the record', async () => {
  const head = await on.officer('Hua', 'head');
  const { account, secret } = await on.invite('Lee');
  const lee = on.browser();
  const { finished, key } = await lee.enrol(secret);
  const kid = thumbprint(key!.publicKey);
  assert.equal(finished.body['fingerprint'], kid);
  assert.equal((await lee.signIn()).code, 'access.waiting');

  const list = (await head.browser.get(accessPaths.enrolments)).body['items'] as Record<string, unknown>[];
  const row = list.find((one) => one['account'] === account)!;
  assert.deepEqual([row['state'], row['fingerprint'], row['mayDecide']], ['waiting', kid, true]);
  assert.equal(row['publicKey'], encodeBase64url(key!.publicKey));
  const path = withId(accessPaths.confirmEnrolment, String(row['id']));
  assert.equal((await head.browser.post(path, { fingerprint: 'A'.repeat(43) })).code, 'access.fingerprint');
  assert.equal((await on.admin.post(path, { fingerprint: kid })).code, 'access.no_power');
  assert.equal((await head.browser.post(path, { fingerprint: kid })).status, 200);
  assert.equal((await head.browser.post(path, { fingerprint: kid })).code, 'access.not_waiting');

  assert.equal((await lee.signIn()).status, 200);
  assert.deepEqual([(await lee.whoami()).kids, (await lee.whoami()).offices], [[kid], []]);
  assert.equal((await lee.get('/api/v1/cases')).code, 'access.not_in_office');
  on.offices.set(kid, { office: 'liaison', appointed: true, relieved: false });
  assert.deepEqual((await lee.whoami()).offices, ['liaison']);
  assert.equal((await lee.get('/api/v1/cases')).status, 200);
  assert.equal((await lee.get(accessPaths.enrolments)).code, 'access.no_power');
  // Relieved: nothing is kept in step by hand.
  on.offices.set(kid, { office: null, appointed: true, relieved: true });
  assert.equal((await lee.get('/api/v1/cases')).code, 'access.not_in_office');
});

test('the act that appoints a key confirms it; an enrolment that was refused stays refused', async () => {
  const { account, secret } = await on.invite('Mo');
  const mo = on.browser();
  const { key } = await mo.enrol(secret);
  on.offices.set(thumbprint(key!.publicKey), { office: 'liaison', appointed: true, relieved: false });
  assert.equal((await mo.signIn()).status, 200);
  assert.equal((await accountOf(account)).keys[0]!.state, 'confirmed');

  const head = await on.officer('Hana', 'head');
  const other = await on.invite('Nia');
  const nia = on.browser();
  const { finished, key: refused } = await nia.enrol(other.secret);
  const path = withId(accessPaths.refuseEnrolment, String(finished.body['id']));
  assert.equal((await head.browser.post(path)).status, 200);
  on.offices.set(thumbprint(refused!.publicKey), { office: 'liaison', appointed: true, relieved: false });
  assert.equal((await nia.signIn()).code, 'access.refused');
});

test('an invitation is opened once, before its days are over, and by its whole secret', async () => {
  const { secret } = await on.invite('Ola');
  assert.equal((await on.browser().post(accessPaths.openInvitation, { secret })).status, 200);
  assert.equal((await on.browser().post(accessPaths.openInvitation, { secret })).code, 'access.invitation_used');
  const late = await on.invite('Pia');
  on.clock.now += INVITATION_DAYS * 86_400;
  const opened = await on.browser().post(accessPaths.openInvitation, { secret: late.secret });
  assert.deepEqual([opened.status, opened.code], [410, 'access.invitation_expired']);
  const wrong = encodeBase64url(new Uint8Array(32).fill(1));
  assert.equal(
    (await on.browser().post(accessPaths.openInvitation, { secret: wrong })).code,
    'access.invitation_unknown',
  );
  assert.equal((await on.browser().post(accessPaths.openInvitation, { secret: 'x' })).code, 'http.malformed');
  await on.admin.signIn();
});

test('a withdrawn invitation, and one to a closed account, are as if they had never been', async () => {
  const { account, secret } = await on.invite('Quy');
  const [invitation] = (await accountOf(account)).invitations;
  assert.equal((await on.admin.ask('DELETE', withId(accessPaths.invitation, invitation!.id))).status, 200);
  assert.equal((await on.browser().post(accessPaths.openInvitation, { secret })).code, 'access.invitation_unknown');
  const again = await on.admin.post(withId(accessPaths.inviteAccount, account), {});
  assert.equal((await on.admin.ask('DELETE', withId(accessPaths.account, account))).status, 200);
  const opened = await on.browser().post(accessPaths.openInvitation, { secret: again.body['secret'] });
  assert.equal(opened.code, 'access.invitation_unknown');
  assert.equal((await on.admin.post(withId(accessPaths.inviteAccount, account), {})).code, 'access.closed');
  assert.equal((await on.admin.ask('DELETE', withId(accessPaths.account, account))).code, 'access.closed');
});

test('an enrolment goes on in the browser that opened the invitation alone, for half an hour', async () => {
  const { secret } = await on.invite('Rae');
  const own = on.browser();
  await own.post(accessPaths.openInvitation, { secret });
  const key = await webEd25519Signer(new Uint8Array(32).fill(3));
  assert.equal((await on.browser().finish(key)).code, 'http.not_found');
  on.clock.now += ENROLMENT_S;
  assert.equal((await own.finish(key)).code, 'access.not_waiting');
  assert.equal((await own.get(accessPaths.enrolment)).body['state'], 'expired');
  await on.admin.signIn();
});

test('a challenge is answered once, on our page, with the holder verified', async () => {
  const { secret } = await on.invite('Sol');
  const own = on.browser();
  await own.post(accessPaths.openInvitation, { secret });
  const key = await webEd25519Signer(new Uint8Array(32).fill(4));
  for (const slip of [
    { origin: 'https://evil.example' },
    { verified: false },
    { type: 'webauthn.get' },
    { challenge: encodeBase64url(new Uint8Array(32)) },
  ])
    assert.equal((await own.finish(key, slip)).code, 'access.passkey', JSON.stringify(slip));
  const { body } = await own.post(accessPaths.enrolmentOptions);
  const credential = own.authenticator.create(body['options'] as Record<string, unknown>);
  assert.equal((await own.post(accessPaths.enrolment, { credential })).code, 'access.key_expected');
  assert.equal((await own.post(accessPaths.enrolment, { credential })).code, 'access.challenge');
  assert.equal((await own.finish(key)).status, 200);
  assert.equal((await own.finish(key)).code, 'access.not_waiting');
});

test('an officer key is offered once, by whoever holds it, and never one that any roster had', async () => {
  const { key } = await on.officer('Tan', 'liaison');
  const twice = await on.invite('Uma');
  assert.equal((await on.browser().enrol(twice.secret, key)).finished.code, 'access.key_known');

  const relieved = await webEd25519Signer(new Uint8Array(32).fill(6));
  on.offices.set(thumbprint(relieved.publicKey), { office: null, appointed: true, relieved: true });
  const old = await on.invite('Vic');
  assert.equal((await on.browser().enrol(old.secret, relieved)).finished.code, 'access.key_known');

  const mine = await webEd25519Signer(new Uint8Array(32).fill(7));
  const forged = { publicKey: mine.publicKey, sign: relieved.sign };
  const third = await on.invite('Wim');
  assert.equal((await on.browser().enrol(third.secret, forged)).finished.code, 'access.key_proof');
  const weak = { publicKey: new Uint8Array(32), sign: relieved.sign };
  const fourth = await on.invite('Xin');
  assert.equal((await on.browser().enrol(fourth.secret, weak)).finished.code, 'access.key_proof');
});

test('a passkey is enrolled once, and administrators enrol no key', async () => {
  const own = on.browser();
  const first = await on.invite('Yan');
  await own.enrol(first.secret);
  const second = await on.invite('Zoe', 'administrator');
  const opened = await own.post(accessPaths.openInvitation, { secret: second.secret });
  assert.equal(opened.body['needsKey'], false);
  assert.equal((await own.finish(await webEd25519Signer(new Uint8Array(32).fill(8)))).code, 'access.key_expected');
  const { body } = await own.post(accessPaths.enrolmentOptions);
  const made = own.authenticator.create(body['options'] as Record<string, unknown>);
  assert.equal((await own.post(accessPaths.enrolment, { credential: made })).status, 200);
  const third = await on.invite('Abe', 'administrator');
  await own.post(accessPaths.openInvitation, { secret: third.secret });
  const { challenge } = (await own.post(accessPaths.enrolmentOptions)).body['options'] as { challenge: string };
  const clientDataJSON = Buffer.from(
    JSON.stringify({ type: 'webauthn.create', challenge, origin: own.origin, crossOrigin: false }),
  ).toString('base64url');
  const again = { ...made, response: { ...made.response, clientDataJSON } };
  assert.equal((await own.post(accessPaths.enrolment, { credential: again })).code, 'access.passkey_known');
});

test('an administrator who was invited waits for another one, who compares the fingerprint of the passkey', async () => {
  const { secret } = await on.invite('Bea', 'administrator');
  const bea = on.browser();
  const { finished } = await bea.enrol(secret);
  assert.equal(finished.body['state'], 'waiting');
  assert.equal((await bea.signIn()).code, 'access.waiting');
  const head = await on.officer('Hedi', 'head');
  const path = withId(accessPaths.confirmEnrolment, String(finished.body['id']));
  const fingerprint = finished.body['fingerprint'];
  assert.equal((await head.browser.post(path, { fingerprint })).code, 'access.no_power');
  assert.equal((await on.admin.post(path, { fingerprint })).status, 200);
  assert.equal((await bea.signIn()).status, 200);
  assert.equal((await bea.get('/api/v1/cases')).code, 'access.not_officer');
  assert.equal((await bea.get('/api/v1/exhibits/content/x')).code, 'access.not_officer');
});

test('a second device is a second key: confirmed by passkey, and again an appointment', async () => {
  const { browser: first, account } = await on.officer('Cy', 'liaison');
  assert.equal((await first.post(accessPaths.inviteDevice)).code, 'access.unconfirmed');
  const { session } = await first.whoami();
  assert.equal((await first.confirm(accountConfirmation('invite-device', session))).status, 200);
  const invited = await first.post(accessPaths.inviteDevice);
  assert.equal(invited.status, 200);
  assert.match(String(invited.body['address']), /\/invitation#[A-Za-z0-9_-]{43}$/);
  assert.equal((await first.post(accessPaths.inviteDevice)).code, 'access.unconfirmed');
  const second = on.browser();
  const { finished, key } = await second.enrol(String(invited.body['secret']));
  assert.deepEqual([finished.body['state'], finished.body['device']], ['waiting', true]);
  assert.equal((await second.signIn()).code, 'access.waiting');
  on.offices.set(thumbprint(key!.publicKey), { office: 'liaison', appointed: true, relieved: false });
  assert.equal((await second.signIn()).status, 200);
  assert.equal((await second.whoami()).account, account);
  assert.equal((await second.whoami()).kids.length, 2);
});

test('the setup secret is spent by the first administrator, even if that one loses every passkey', async () => {
  const other = await startAccess();
  const { setup, keyring, accounts } = other.at.access;
  const [ada] = accounts.list();
  for (const { id } of keyring.passkeysOf(ada!.id)) keyring.removePasskey(id);
  assert.equal(accounts.hasAdministrator(), false);
  assert.equal(setup.opens(other.setup), false);
  await other.stop();
});

test('the setup secret opens nothing once an administrator has enrolled, nor does another', async () => {
  const secret = on.at.access.setup.make((bytes) => new Uint8Array(bytes).fill(9), on.clock.now);
  const authorization = `Bearer ${secret}`;
  const made = await on.browser().post(accessPaths.firstAdministrator, { name: 'Eve' }, { authorization });
  assert.equal(made.code, 'access.setup');
  const token = await on
    .browser()
    .post(accessPaths.firstAdministrator, { name: 'Eve' }, { authorization: `Bearer ${on.at.read}` });
  assert.equal(token.code, 'access.setup');
});
