// The provider that node.json names, with its secret from a file that nobody else may read.

import { readFileSync, statSync } from 'node:fs';
import { refuse, type Result } from '@parley/record/refusal';
import type { Config, ConfigCode } from '../config.ts';
import { reasonOf } from '../folder.ts';
import type { ProviderConfig } from './provider.ts';

export function readProvider(oidc: NonNullable<Config['oidc']>): Result<{ provider: ProviderConfig }, ConfigCode> {
  const { clientSecretFile: path, ...rest } = oidc;
  try {
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
      return refuse('start.config', `${path} may be read by others: make it readable by its owner alone (chmod 600)`);
    const clientSecret = readFileSync(path, 'utf8').trim();
    if (clientSecret !== '') return { ok: true, provider: { ...rest, clientSecret } };
    return refuse('start.config', `${path} is empty: put the client secret that the provider gave into it`);
  } catch (fault) {
    return refuse(
      'start.config',
      `cannot read ${path} (${reasonOf(fault)}): node.json says that the client secret is there`,
    );
  }
}
