// Entries that the rules refuse, in a log all the same. A node files nothing of the kind; a party whose node was altered does, and the other
// side has to live with it. So the exercise stops the node and writes into its folder what an altered one would have written.

import { join } from 'node:path';
import { parseAccord } from '@parley/record/accord';
import { encodeBase64url } from '@parley/record/base64';
import { leafHash } from '@parley/record/hash';
import { originOf } from '@parley/record/key';
import { encodeWordLine } from '@parley/record/wordbundle';
import { tokensMigration } from '@parley/node/access/tokens';
import { appTables } from '@parley/node/app';
import { folderFiles } from '@parley/node/folder';
import { Log } from '@parley/node/log/log';
import { LogStore } from '@parley/node/log/store';
import { Database } from '@parley/node/platform/sqlite';
import type { Founding } from '#demo/founding';

/** `words`: disclosures in the order of `_sd`; none for an entry that is no act. */
export type Unruled = { entry: Uint8Array; words: string[] };

/** Appends entries to a party's own log. Its node is not running. `now` in seconds. Gives their ids. */
export function writeUnruled(founding: Founding, party: string, entries: readonly Unruled[], now: number): string[] {
  const { dir } = founding.parties.find(({ id }) => id === party)!;
  const parsed = parseAccord(founding.accordText);
  if (!parsed.ok) throw new Error(parsed.refusal.detail);
  const database = Database.open(join(dir, folderFiles.database), [...appTables, tokensMigration]);
  try {
    const origin = originOf(parsed.accord, parsed.accordId, party);
    const log = new Log(LogStore.open(database, party, origin, true));
    const ids = entries.map(({ entry }) => encodeBase64url(leafHash(entry)));
    database.transaction(() => {
      const extension = log.extend();
      for (const [place, { entry, words }] of entries.entries()) {
        extension.append(ids[place]!, entry, words.length === 0 ? undefined : encodeWordLine(words));
      }
      return extension.moveHead(now);
    });
    return ids;
  } finally {
    database.close();
  }
}
