// Somebody who is signed in at a node that is measured: its liaison officer, as one click does it in the demonstration.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { encodeBase64url } from '@parley/record/base64';
import { thumbprint } from '@parley/record/key';
import { Access, accessTables } from '@parley/node/access/access';
import { Demo } from '@parley/node/access/demo';
import { noRoster } from '@parley/node/access/roster';
import { appTables } from '@parley/node/app';
import { folderFiles } from '@parley/node/folder';
import { Database } from '@parley/node/platform/sqlite';
import { openParties, type PartyId } from './parties.ts';

/** The secret of a sign-in in the folder of a node that is stopped: the value of its cookie. */
export async function signInAt(dir: string, party: PartyId): Promise<string> {
  const { liaison } = (await openParties(dir)).parties[party];
  const publicKey = encodeBase64url(liaison.publicKey);
  const kid = thumbprint(liaison.publicKey);
  const database = Database.open(join(dir, party, folderFiles.database), [...appTables, ...accessTables]);
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
  const now = () => Math.floor(Date.now() / 1000);
  const access = new Access({
    database,
    random,
    now,
    roster: noRoster,
    onFault: (cause) => {
      throw cause;
    },
  });
  const demo = new Demo({
    db: database,
    random,
    accounts: access.accounts,
    keyring: access.keyring,
    officers: () => [{ kid, publicKey, name: 'Liaison', office: 'liaison' }],
    keys: () => Promise.resolve([]),
    still: () => true,
    now,
  });
  const account = demo.account(kid)!;
  const { secret } = access.signIns.begin({
    account,
    method: 'demo',
    address: '127.0.0.1',
    agent: 'bench',
    before: undefined,
  });
  database.close();
  return secret;
}
