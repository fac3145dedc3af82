import assert from 'node:assert/strict';
import test from 'node:test';
import { Database } from '../platform/sqlite.ts';
import { Quota, quotaTables } from './quota.ts';

test('a log takes a day’s quota and not more, and the next day again', () => {
  const quota = new Quota(Database.open(':memory:', [quotaTables], 'off'), { entriesPerDay: 10, bytesPerDay: 100 });
  assert.equal(quota.take(1, 6, 60, 0), undefined);
  assert.equal(quota.take(1, 5, 1, 86_399)?.code, 'log.quota');
  assert.equal(quota.take(1, 1, 41, 86_399)?.code, 'log.quota');
  assert.equal(quota.take(1, 4, 40, 86_399), undefined, 'a refusal counts nothing');
  assert.equal(quota.take(2, 10, 100, 0), undefined, 'each log has its own');
  assert.equal(quota.take(1, 10, 100, 86_400), undefined);
});
