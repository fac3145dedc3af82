import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeNumber, yesOrNo } from './paging.ts';
import { paths, pathTo } from './paths.ts';

test('paths are filled in and their values encoded', () => {
  assert.equal(pathTo(paths.cases, {}), '/api/v1/cases');
  assert.equal(pathTo(paths.act, { id: 'a/b?c' }), '/api/v1/acts/a%2Fb%3Fc');
  assert.equal(
    pathTo(paths.requests, {}, { by: 'us', open: true, limit: 5, to: undefined }),
    '/api/v1/requests?by=us&open=true&limit=5',
  );
});

test('numbers and answers in a query have one spelling', () => {
  const limit = wholeNumber(1, 200);
  assert.equal(limit.parse('200'), 200);
  for (const text of ['', '0', '201', '01', '+1', '1.0', '1e2', ' 1', '0x1', '９'])
    assert.ok(!limit.safeParse(text).success, text);
  assert.equal(yesOrNo.parse('true'), true);
  for (const text of ['', 'TRUE', '1', 'yes']) assert.ok(!yesOrNo.safeParse(text).success, text);
});
