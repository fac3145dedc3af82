import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { schemaFiles } from '@parley/docket/schemas';
import { folder } from './act-schemas.ts';

test('the schemas of all act types in spec/acts are current', () => {
  const files = schemaFiles();
  assert.deepEqual(readdirSync(folder).toSorted(), [...files.keys()].toSorted());
  for (const [name, text] of files) {
    assert.equal(readFileSync(join(folder, name), 'utf8'), text, `${name}: run node tools/act-schemas.ts`);
  }
});
