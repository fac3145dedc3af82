import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessPaths, accountConfirmation } from '@parley/api/access';
import { encodeBase64url } from '@parley/record/base64';
import { thumbprint } from '@parley/record/key';
import { Demo } from './demo.ts';
import { startAccess } from './testing.ts';

const publicKey = new Uint8Array(32).fill(1);
const seed = encodeBase64url(new Uint8Array(32).fill(2));
const kid = thumbprint(publicKey);
const officer = { kid, publicKey: encodeBase64url(publicKey), name: 'A. Liaison', office: 'liaison' };

let still = false;

test('in the demonstration one click signs in as an officer of the roster, or as the administrator', async () => {
  const on = await startAccess({
    demo: ({ random, accounts, keyring, now }, db) =>
      new Demo({
        db,
        random,
        accounts,
        keyring,
        now,
        officers: () => [officer],
        keys: async () => [
          { publicKey: officer.publicKey, seed },
          { publicKey: encodeBase64url(new Uint8Array(32).fill(3)), seed: encodeBase64url(new Uint8Array(32)) },
        ],
        still: () => still,
      }),
  });
  on.offices.set(kid, { office: 'liaison', appointed: true, relieved: false });
  const one = on.browser();
  assert.deepEqual((await one.get(accessPaths.signInWays)).body['demo'], [
    { who: kid, name: 'A. Liaison', office: 'liaison' },
    { who: 'administrator', name: 'Administrator', office: null },
  ]);
  assert.equal((await one.post(accessPaths.demoSignIn, { who: kid })).status, 200);
  const { account, offices, method, session } = await one.whoami();
  assert.deepEqual([offices, method], [['liaison'], 'demo']);
  assert.equal((await one.get('/api/v1/cases')).status, 200);

  // Where one click signs in, one click confirms; and it is confirmed once.
  const what = accountConfirmation('invite-device', session);
  assert.equal((await one.post(accessPaths.confirmOptions, { what })).body['done'], true);
  assert.equal((await one.post(accessPaths.inviteDevice)).status, 200);
  assert.equal((await one.post(accessPaths.inviteDevice)).code, 'access.unconfirmed');

  // The browser gets that officer’s key and no other, and only while something can still be said.
  assert.deepEqual((await one.post(accessPaths.demoKeys)).body, { keys: [{ publicKey: officer.publicKey, seed }] });
  assert.equal((await one.post(accessPaths.demoKeys, undefined, {})).code, 'access.cross_site');
  assert.equal((await on.browser().post(accessPaths.demoKeys)).code, 'access.signed_out');
  still = true;
  assert.equal((await one.post(accessPaths.demoKeys)).code, 'access.demo_still');
  still = false;

  const two = on.browser();
  await two.post(accessPaths.demoSignIn, { who: kid });
  assert.equal((await two.whoami()).account, account);
  await two.post(accessPaths.demoSignIn, { who: 'administrator' });
  assert.equal((await two.whoami()).role, 'administrator');
  assert.equal((await two.get('/api/v1/cases')).code, 'access.not_officer');
  assert.deepEqual((await two.post(accessPaths.demoKeys)).body, { keys: [] });
  assert.equal(
    (await on.admin.post(accessPaths.demoKeys)).code,
    'access.not_demo',
    'whoever has a passkey has a key of their own',
  );
  assert.equal((await two.post(accessPaths.demoSignIn, { who: 'nobody' })).code, 'access.not_demo');
  assert.equal((await two.post(accessPaths.demoSignIn, { who: kid }, {})).code, 'access.cross_site');
  await on.stop();
});

test('anywhere else no click signs anybody in, and nobody is given a key', async () => {
  const on = await startAccess();
  assert.deepEqual((await on.browser().get(accessPaths.signInWays)).body, { provider: null, demo: [] });
  assert.equal((await on.browser().post(accessPaths.demoSignIn, { who: kid })).code, 'access.not_demo');
  const { browser } = await on.officer('A. Liaison', 'liaison');
  assert.equal((await browser.post(accessPaths.demoKeys)).code, 'access.not_demo');
  assert.equal((await on.admin.post(accessPaths.demoKeys)).code, 'access.not_demo');
  await on.stop();
});
