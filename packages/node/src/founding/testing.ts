// For tests: a new party's folder as parley init makes it, with its root key in the hand.

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccordParty } from '@parley/record/accord';
import { encodeBase64url } from '@parley/record/base64';
import { webEd25519Signer, type Ed25519Signer } from '@parley/record/ed25519';
import { webMlDsa44Signer } from '@parley/record/mldsa';
import { Accounts } from '../access/accounts.ts';
import { accessTables } from '../access/access.ts';
import { systemRandom } from '../access/secret.ts';
import { Setup } from '../access/setup.ts';
import { readEnvironment, type Environment } from '../config.ts';
import { folderFiles, writeSeed, type KeyName } from '../folder.ts';
import { Database } from '../platform/sqlite.ts';
import { writeOwnEntry } from './party.ts';

export type NewParty = {
  id: string;
  dir: string;
  root: Ed25519Signer;
  setup: string;
  environment: Environment;
  clear(): void;
};

/** Its node listens on a port of its own, which its address names. `called`: how it calls itself, if not by its id. */
export async function newParty(
  id: string,
  port: number,
  called: Partial<Pick<AccordParty, 'names' | 'languages' | 'hue'>> = {},
): Promise<NewParty> {
  const whole = mkdtempSync(join(tmpdir(), `parley-founding-${id}-`));
  const dir = join(whole, 'node');
  const seed = () => new Uint8Array(randomBytes(32));
  const root = await webEd25519Signer(seed());
  const text = ({ publicKey }: { publicKey: Uint8Array }) => encodeBase64url(publicKey);
  const kept = (name: KeyName) => {
    const bytes = seed();
    writeSeed(dir, name, bytes);
    return bytes;
  };
  const pair = async (role: 'log' | 'holder') => ({
    ed25519: text(await webEd25519Signer(kept(`${role}-ed25519`))),
    mldsa44: text(await webMlDsa44Signer(kept(`${role}-mldsa44`))),
  });
  const party = {
    id,
    names: { en: id },
    languages: ['en'],
    domain: `${id}.example`,
    addresses: [`http://127.0.0.1:${port}`],
    hue: 1,
    ...called,
    keys: {
      root: text(root),
      http: text(await webEd25519Signer(kept('http'))),
      log: await pair('log'),
      holder: await pair('holder'),
    },
  };
  writeOwnEntry(dir, { party, registrar: text(await webEd25519Signer(kept('registrar'))) });
  writeFileSync(join(dir, folderFiles.node), JSON.stringify({ party: id, listen: { host: '127.0.0.1', port } }));
  const database = Database.open(join(dir, folderFiles.database), accessTables);
  const setup = new Setup(database, new Accounts(database, systemRandom)).make(systemRandom, 0);
  database.close();
  const read = readEnvironment({ PARLEY_STATE: join(whole, 'state') }, { dir });
  if (!read.ok) throw new Error(read.refusal.detail);
  return {
    id,
    dir,
    root,
    setup,
    environment: read.environment,
    clear: () => rmSync(whole, { recursive: true, force: true }),
  };
}
