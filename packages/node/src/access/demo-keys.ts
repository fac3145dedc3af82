// The officers’ keys of a demonstration: it made them, and keeps them open in the folder of each side. The folder of any other node has none.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { webEd25519Signer } from '@parley/record/ed25519';
import type { DemoKey } from './demo.ts';

/** Where in a demonstration’s folder the keys of its officers lie. */
export const DEMO_OFFICERS = 'officers';

export async function readDemoKeys(dir: string): Promise<DemoKey[]> {
  const folder = join(dir, DEMO_OFFICERS);
  const seeds = readdirSync(folder)
    .filter((name) => name.endsWith('.key'))
    .map((name) => readFileSync(join(folder, name), 'utf8').trim());
  return Promise.all(
    seeds.map(async (seed) => {
      const { publicKey } = await webEd25519Signer(parseBase64url(seed)!);
      return { publicKey: encodeBase64url(publicKey), seed };
    }),
  );
}
