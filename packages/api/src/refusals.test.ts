import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '@parley/docket/rules';
import { Problem, problemOf } from './problem.ts';
import { codesWithStatus, listedCodes, remedyOf, statusOf, titleOf } from './refusals.ts';

test('every code has a refusing status, a title, and no remedy that promises nothing', () => {
  for (const code of listedCodes()) {
    assert.ok(statusOf(code) >= 400 && statusOf(code) < 600, code);
    assert.ok(titleOf(code).length > 5, code);
    assert.notEqual(remedyOf(code), '', code);
  }
});

test('statuses of acts are given to codes that exist', () => {
  const words = ['malformed', 'not_canonical', 'name', 'salt', 'too_large', 'unexpected', 'repeated', 'missing'];
  const ofRecord = new Set(words.map((name) => `words.${name}`));
  for (const code of codesWithStatus()) assert.ok(Object.hasOwn(rules, code) || ofRecord.has(code), code);
});

test('a rule that has no status of its own is 422', () => {
  assert.equal(statusOf('case.self_link'), 422);
  assert.equal(statusOf('nobody.knows'), 422);
  assert.equal(statusOf('constructor'), 422);
});

test('a problem says code, rule and remedy, and carries what the refusal carries', () => {
  const problem = problemOf({ code: 'act.keys_stale', detail: 'file an act: keys is 3, expected 4', keys: 4 });
  assert.deepEqual(problem, {
    type: '/api/docs#act.keys_stale',
    title: rules['act.keys_stale']!.rule,
    status: 409,
    code: 'act.keys_stale',
    detail: 'file an act: keys is 3, expected 4',
    remedy: rules['act.keys_stale']!.remedy,
    keys: 4,
  });
  assert.deepEqual(Problem.parse(problem), problem);
});

test('a refusal cannot overwrite what the problem says of itself', () => {
  const problem = problemOf({
    code: 'act.no_power',
    detail: 'x',
    status: 200,
    type: 'y',
    title: 'z',
    remedy: 'do this',
  });
  assert.equal(problem.status, 403);
  assert.equal(problem.type, '/api/docs#act.no_power');
  assert.equal(problem.remedy, 'do this');
});
