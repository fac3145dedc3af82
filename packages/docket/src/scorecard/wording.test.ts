import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counted, decimal, lengthWords, percent } from '#scorecard/wording';

const REQUEST = { one: 'request', many: 'requests', zh: '项请求' };

test('a length of time is told in its two greatest units, rounded', () => {
  const en = (seconds: number) => lengthWords(seconds).en;
  assert.deepEqual([0, 1, 61, 3600, 100_000, 86_399, 86_400 * 30 + 1].map(en), [
    '0 seconds',
    '1 second',
    '1 minute 1 second',
    '1 hour',
    '1 day 4 hours',
    '1 day',
    '30 days',
  ]);
  assert.equal(lengthWords(100_000).zh, '1 天 4 小时');
});

test('shares and decimals have the digits stated', () => {
  assert.deepEqual(
    [percent(0), percent(1), percent(0.12345), percent(0.9996)],
    ['0.0 %', '100.0 %', '12.3 %', '100.0 %'],
  );
  assert.deepEqual(
    [decimal(1.005, 2), decimal(-0.254, 2), decimal(-0.001, 2), decimal(12, 0)],
    ['1.00', '−0.25', '0.00', '12'],
  );
  assert.deepEqual([counted(1, REQUEST), counted(0, REQUEST)], ['1 request', '0 requests']);
});
