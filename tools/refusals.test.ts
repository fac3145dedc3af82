import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { rules } from '@parley/docket/rules';
import { recordRules } from './record-refusals.ts';
import { file, refusalsPage } from './refusals.ts';

test('docs/refusals.md is current', () => {
  assert.equal(readFileSync(file, 'utf8'), refusalsPage(), 'run node tools/refusals.ts');
});

test('every code that the record refuses with is explained, and none beside', () => {
  const root = join(import.meta.dirname, '..', 'packages', 'record', 'src');
  const sources = globSync('*.ts', { cwd: root }).filter((name) => !name.endsWith('.test.ts'));
  const texts = sources.map((name) => readFileSync(join(root, name), 'utf8')).join('\n');
  const codes = new Set([...texts.matchAll(/'([a-z]+\.[a-z_]+)'/g)].map(([, code]) => code!));
  const unexplained = [...codes].filter((code) => !Object.hasOwn(rules, code) && !Object.hasOwn(recordRules, code));
  assert.deepEqual(unexplained, []);
  assert.deepEqual(
    Object.keys(recordRules).filter((code) => !codes.has(code)),
    [],
  );
});

test('every rule, remedy and example is one or two whole sentences', () => {
  for (const [code, { rule, remedy, example }] of Object.entries({ ...rules, ...recordRules })) {
    for (const text of [rule, remedy]) assert.match(text, /^[A-Za-z].*\.$/, code);
    assert.ok(example.length > 0, code);
  }
});
