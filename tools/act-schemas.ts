// Writes spec/acts/ from the one source in packages/docket. Run it after changing an act type: node tools/act-schemas.ts

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFiles } from '@parley/docket/schemas';

export const folder = join(import.meta.dirname, '..', 'spec', 'acts');

/** Its files; the examples beside them are another tool's. */
export function filesIn(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((one) => (one.isFile() ? [one.name] : []));
}

if (import.meta.main) {
  mkdirSync(folder, { recursive: true });
  const files = schemaFiles();
  for (const name of filesIn(folder)) if (!files.has(name)) rmSync(join(folder, name));
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  console.log(`${files.size} files in spec/acts`);
}
