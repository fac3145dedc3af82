import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { leafHash } from '@parley/record/hash';
import { Log } from '../log/log.ts';
import { LogStore, logTables } from '../log/store.ts';
import { ScriptedClock } from '../platform/clock.ts';
import { Database } from '../platform/sqlite.ts';
import { pullUpTo, type Fetch } from './pull.ts';

const clock = new ScriptedClock(1_780_272_000_000);

function emptyLog(): { database: Database; log: Log } {
  const database = Database.open(':memory:', [logTables], 'off');
  return { database, log: new Log(LogStore.open(database, 'amber', 'amber.example/log', false)) };
}

/** A log of `size` entries that are no acts, so without words, and what serves it a little later than asked. */
function served(size: number): { log: Log; fetch: Fetch } {
  const { database, log } = emptyLog();
  const extended = database.transaction(() => {
    const extension = log.extend();
    for (let index = 0; index < size; index++) {
      const entry = encodeUtf8(`entry ${index}`);
      extension.append(encodeBase64url(leafHash(entry)), entry, undefined);
    }
    return extension.moveHead(1);
  });
  extended.settle();
  const fetch: Fetch = async (path) => {
    await new Promise((resolve) => setImmediate(resolve));
    if (!path.startsWith('words/')) return { status: 200, body: log.resource(path, size)! };
    const width = path.includes('.p/') ? Number(path.slice(path.indexOf('.p/') + 3)) : 256;
    return { status: 200, body: encodeUtf8('[]\n'.repeat(width)) };
  };
  return { log, fetch };
}

test('two pulls of one log at once, as from two counterparts after a restore, store every entry once', async () => {
  const { log: source, fetch } = served(2600);
  const { database, log } = emptyLog();
  const pull = () => pullUpTo(source.head, log, { database, clock, fetch });
  assert.deepEqual(await Promise.all([pull(), pull()]), [{ outcome: 'done' }, { outcome: 'done' }]);
  assert.equal(log.size, 2600);
  assert.deepEqual(log.head.root, source.head.root);
});
