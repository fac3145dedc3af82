import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { rules } from '@parley/docket/rules';
import { schemaFiles } from '@parley/docket/schemas';
import { filesIn, folder } from './act-schemas.ts';

test('the schemas of all act types in spec/acts are current', () => {
  const files = schemaFiles();
  assert.deepEqual(filesIn(folder).toSorted(), [...files.keys()].toSorted());
  for (const [name, text] of files) {
    assert.equal(readFileSync(join(folder, name), 'utf8'), text, `${name}: run node tools/act-schemas.ts`);
  }
});

test('the codes in spec/docket.md are those of the docket', () => {
  const lines = readFileSync(join(folder, '..', 'docket.md'), 'utf8').split('\n');
  const written = lines.filter((line) => /^\| `[a-z]+\.[a-z_]+` \| /.test(line));
  const known = Object.entries(rules).map(([code, { rule, remedy }]) => `| \`${code}\` | ${rule} | ${remedy} |`);
  assert.deepEqual(written, known);
});
