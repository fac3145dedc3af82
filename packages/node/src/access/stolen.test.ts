import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { randomBytes } from 'node:crypto';
import { accessPaths } from '@parley/api/access';
import { webEd25519Signer } from '@parley/record/ed25519';
import { Database } from '../platform/sqlite.ts';
import { accessTables } from './access.ts';
import { systemRandom } from './secret.ts';
import { startAccess } from './testing.ts';

test('a stolen database opens nothing: no officer key, no sign-in, no invitation, no setup secret, no token', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-stolen-'));
  const database = Database.open(join(dir, 'parley.db'), accessTables);
  const on = await startAccess({ database });
  const { admin, at } = on;
  const secrets: Record<string, string> = {
    'the setup secret': at.access.setup.make(systemRandom, on.clock.now),
    'a token': at.access.tokens.issue({ scope: 'read', label: 'x', now: on.clock.now }).token,
    'the sign-in of the administrator': admin.cookies.get('__Host-parley')!,
  };
  const { secret } = await on.invite('Lee');
  secrets['an invitation that was opened'] = secret;
  secrets['an invitation that was not'] = (await on.invite('Mo')).secret;
  const seed = new Uint8Array(randomBytes(32));
  secrets['the officer’s key'] = Buffer.from(seed).toString('base64url');
  const lee = on.browser();
  await lee.enrol(secret, await webEd25519Signer(seed));
  secrets['the browser that enrols'] = lee.cookies.get('__Host-parley-enrolment')!;
  on.offices.set(String((await lee.get(accessPaths.enrolment)).body['fingerprint']), {
    office: 'head',
    appointed: true,
    relieved: false,
  });
  assert.equal((await lee.signIn()).status, 200);
  secrets['the officer’s sign-in'] = lee.cookies.get('__Host-parley')!;
  await on.stop();

  const files = readdirSync(dir).map((name) => readFileSync(join(dir, name)));
  assert.ok(files.some((file) => file.includes('Lee')));
  for (const [what, text] of Object.entries(secrets)) {
    const bytes = Buffer.from(text, 'base64url');
    assert.equal(bytes.length, 32, what);
    for (const file of files) {
      for (const spelling of [bytes, text, bytes.toString('hex'), bytes.toString('base64')])
        assert.equal(file.includes(spelling), false, what);
    }
  }
  database.close();
  rmSync(dir, { recursive: true });
});
