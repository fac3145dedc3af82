import assert from 'node:assert/strict';
import test from 'node:test';
import { Database } from '../platform/sqlite.ts';
import { Quota, quotaTables } from './quota.ts';

const DAY = 86_400;
const quota = () =>
  new Quota(Database.open(':memory:', [quotaTables], 'off'), { entriesPerDay: 10, bytesPerDay: 100 }, '1970-01-01');

test('who files keeps the quota of the day, and the next day has its own', () => {
  const filing = quota();
  assert.equal(filing.file(1, 6, 60, 0), undefined);
  assert.equal(filing.file(1, 5, 1, DAY - 1)?.code, 'log.quota');
  assert.equal(filing.file(1, 1, 41, DAY - 1)?.code, 'log.quota');
  assert.equal(filing.file(1, 4, 40, DAY - 1), undefined, 'a refusal counts nothing');
  assert.equal(filing.file(2, 10, 100, 0), undefined, 'each log has its own');
  assert.equal(filing.file(1, 10, 100, DAY), undefined);
});

test('who holds takes at once what was filed in order over many days', () => {
  const holding = quota();
  assert.equal(holding.hold(1, 80, 800, 7 * DAY), undefined, 'eight days of it after a cut line');
  assert.equal(holding.hold(1, 10, 100, 7 * DAY), undefined, 'and one by a clock that is a day ahead');
  assert.equal(holding.hold(1, 1, 1, 7 * DAY)?.code, 'log.quota');
  assert.equal(holding.hold(1, 10, 100, 8 * DAY), undefined, 'the refusal passes with the day');
});
