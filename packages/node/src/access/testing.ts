// A node whose roster a test writes, with an administrator who is signed in, over real sockets.

import assert from 'node:assert/strict';
import { accessPaths } from '@parley/api/access';
import { thumbprint } from '@parley/record/key';
import type { Ed25519Signer } from '@parley/record/ed25519';
import { fakeApp, startServer, type TestServer } from '../api/testing.ts';
import { Browser } from '../testing/browser.ts';
import { systemRandom } from './secret.ts';
import type { Roster, Standing } from './roster.ts';

export type TestAccess = {
  at: TestServer;
  /** Unix seconds, moved by hand. */
  clock: { now: number };
  /** By kid: what the record says. */
  offices: Map<string, Standing>;
  browser: () => Browser;
  /** The secret by which the administrator came to be. */
  setup: string;
  /** An administrator, signed in. */
  admin: Browser;
  /** The first account of somebody, by invitation; not confirmed. */
  invite: (name: string, role?: 'officer' | 'administrator') => Promise<{ account: string; secret: string }>;
  /** An officer who has enrolled, is in office, and signed in. */
  officer: (name: string, office: string) => Promise<{ browser: Browser; account: string; key: Ed25519Signer }>;
  stop: () => Promise<void>;
};

export async function startAccess(options: Parameters<typeof startServer>[1] = {}): Promise<TestAccess> {
  const clock = { now: Math.floor(Date.now() / 1000) };
  const offices = new Map<string, Standing>();
  const roster: Roster = {
    standing: (kid) => offices.get(kid) ?? { office: null, appointed: false, relieved: false },
    known: (kid) => offices.has(kid),
    appoints: (office) => office === 'head',
  };
  const at = await startServer(fakeApp(), { now: () => clock.now, roster, ...options });
  const browser = () => new Browser(at.url, `http://localhost:${new URL(at.url).port}`);
  const admin = browser();
  const setup = at.access.setup.make(systemRandom, clock.now);
  const made = await admin.post(accessPaths.firstAdministrator, { name: 'Ada' }, { authorization: `Bearer ${setup}` });
  const { finished } = await admin.enrol(String(made.body['secret']));
  assert.equal(finished.body['state'], 'confirmed', JSON.stringify(finished.body));
  assert.equal((await admin.signIn()).status, 200);
  const invite: TestAccess['invite'] = async (name, role = 'officer') => {
    const { body } = await admin.post(accessPaths.accounts, { name, role });
    const { account, invitation } = body as { account: { id: string }; invitation: { secret: string } };
    return { account: account.id, secret: invitation.secret };
  };
  return {
    at,
    clock,
    offices,
    browser,
    setup,
    admin,
    invite,
    async officer(name, office) {
      const { account, secret } = await invite(name);
      const own = browser();
      const { finished, key } = await own.enrol(secret);
      assert.equal(finished.body['state'], 'waiting', JSON.stringify(finished.body));
      offices.set(thumbprint(key!.publicKey), { office, appointed: true, relieved: false });
      assert.equal((await own.signIn()).status, 200);
      return { browser: own, account, key: key! };
    },
    stop: () => at.server.stop(1000),
  };
}

/** The address of a route with an id. */
export function withId(template: string, id: string): string {
  return template.replace('{id}', id);
}
