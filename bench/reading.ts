// Reading a node from outside, as a client with a token does.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Tokens, tokensMigration } from '@parley/node/access/tokens';
import { appTables } from '@parley/node/app';
import { folderFiles } from '@parley/node/folder';
import { Database } from '@parley/node/platform/sqlite';
import type { PartyId } from './parties.ts';

/** Issues a token in the folder of a node that is stopped. */
export function tokenFor(dir: string, party: PartyId): string {
  const database = Database.open(join(dir, party, folderFiles.database), [...appTables, tokensMigration]);
  const now = Math.floor(Date.now() / 1000);
  const { token } = new Tokens(database, (bytes) => randomBytes(bytes)).issue({ scope: 'read', label: 'bench', now });
  database.close();
  return token;
}

export async function read<T>(url: string, path: string, token: string): Promise<T> {
  const response = await fetch(new URL(path, url), { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
