// A token to read a node's API with, issued in its folder while the node is stopped, as `parley token` does.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Tokens, tokensMigration } from '@parley/node/access/tokens';
import { appTables } from '@parley/node/app';
import { folderFiles } from '@parley/node/folder';
import { Database } from '@parley/node/platform/sqlite';
import type { PartyId } from './parties.ts';

export function tokenFor(dir: string, party: PartyId): string {
  const database = Database.open(join(dir, party, folderFiles.database), [...appTables, tokensMigration]);
  const now = Math.floor(Date.now() / 1000);
  const { token } = new Tokens(database, (bytes) => randomBytes(bytes)).issue({ scope: 'read', label: 'bench', now });
  database.close();
  return token;
}
