// What the checks compare with, read from the repository.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActExample, ActVector, Material, RefusedVector } from '#testing/checks';

const root = join(import.meta.dirname, '..', '..', '..', '..');

const read = <Value>(...path: string[]) => JSON.parse(readFileSync(join(root, ...path), 'utf8')) as Value;

export function readMaterial(): Material {
  const folder = join('spec', 'acts', 'examples');
  const files = readdirSync(join(root, folder)).filter((file) => file.endsWith('.json') && file !== 'record.json');
  return {
    vectors: ['compact', 'words', 'full', 'general', 'opening'].map((name) =>
      read<ActVector>('vectors', 'act', `${name}.json`),
    ),
    refused: read<RefusedVector[]>('vectors', 'act', 'refused.json'),
    examples: files.map((file) => read<ActExample>(folder, file)),
    accord: read<{ accord: string }>(folder, 'record.json').accord,
  };
}
