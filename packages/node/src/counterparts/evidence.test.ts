import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LogStore, logTables } from '../log/store.ts';
import { Database } from '../platform/sqlite.ts';
import { EvidenceShelf, OBJECTS_MAX } from './evidence.ts';
import { counterpartTables } from './tables.ts';

test('a liar fills neither the disk nor the alarms, and what it is convicted by stays', () => {
  const database = Database.open(':memory:', [logTables, counterpartTables], 'off');
  const { number } = LogStore.open(database, 'amber', 'amber.example/log', false);
  const shelf = new EvidenceShelf(database);
  assert.deepEqual(shelf.all(), []);
  for (let head = 0; head < 3 * OBJECTS_MAX; head++) shelf.put(number, 'unproven', `head ${head}`, head);
  assert.equal(shelf.convicts(number), false);
  for (let head = 0; head < 3 * OBJECTS_MAX; head++) shelf.put(number, 'two-roots', `pair ${head}`, head);
  assert.equal(shelf.convicts(number), true);
  const alarms = shelf.all();
  assert.equal(alarms.length, 2 * OBJECTS_MAX);
  assert.equal(alarms.find(({ kind }) => kind === 'two-roots')!.object, 'pair 0');
});
