// A new node's folder, made beside where it is to be and moved there whole: it is there with all its keys, or not at all.

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { accessTables } from '@parley/node/access/access';
import { Accounts } from '@parley/node/access/accounts';
import { systemRandom } from '@parley/node/access/secret';
import { Setup } from '@parley/node/access/setup';
import { NodeFile } from '@parley/node/config';
import { folderFiles, reasonOf, writeSeed, type KeyName } from '@parley/node/folder';
import { checkOwnEntry, writeOwnEntry } from '@parley/node/founding/party';
import { Database } from '@parley/node/platform/sqlite';
import type { AccordParty } from '@parley/record/accord';
import { encodeBase64url } from '@parley/record/base64';
import { webEd25519Signer } from '@parley/record/ed25519';
import { webMlDsa44Signer } from '@parley/record/mldsa';
import { refuse, type Result } from '@parley/record/refusal';
import { parseKeyFile } from '@parley/signing/keys/key-file';
import { recoveryHtml, recoveryText } from '@parley/signing/recovery-page';
import { newKeyFile } from '#keys/open';

export type NewNode = {
  dir: string;
  party: Omit<AccordParty, 'keys'>;
  listen: { host: string; port: number };
  rootKey: string;
  sheet: string;
  passphrase: string;
};

export type MadeNode = { fingerprint: string; setup: string };

/** Looks at everything that could stand in the way, before a passphrase is asked for. */
export function placesFor({ dir, rootKey, sheet }: Pick<NewNode, 'dir' | 'rootKey' | 'sheet'>): Result<object> {
  if (existsSync(dir) && readdirSync(dir).length > 0)
    return refuse('init.exists', `${dir} is not empty: name a new folder; nothing is ever written over`);
  for (const file of [rootKey, sheet]) {
    if (existsSync(file)) return refuse('init.exists', `${file} is there already: name a new file`);
    if (isWithin(file, dir))
      return refuse(
        'init.inside',
        `${file} would lie in the node’s folder: what founds and appoints is kept elsewhere`,
      );
    if (!existsSync(dirname(resolve(file))))
      return refuse(
        'init.exists',
        `${dirname(resolve(file))} does not exist: make it, or name another place for ${file}`,
      );
  }
  return { ok: true };
}

function isWithin(file: string, dir: string): boolean {
  const way = relative(resolve(dir), resolve(file));
  return way !== '' && !way.startsWith('..');
}

export async function makeNode(node: NewNode): Promise<Result<MadeNode>> {
  const { dir, party, listen, rootKey, sheet, passphrase } = node;
  const places = placesFor(node);
  if (!places.ok) return places;
  const file: NodeFile = { party: party.id, listen };
  const checked = NodeFile.safeParse(file);
  if (!checked.success) return refuse('init.node', `--${checked.error.issues[0]!.path.join('.')} is not in order`);
  const making = `${resolve(dir)}.making-${process.pid}`;
  const made: string[] = [making];
  try {
    mkdirSync(making, { recursive: true, mode: 0o700 });
    const seed = (name: KeyName) => {
      const bytes = new Uint8Array(randomBytes(32));
      writeSeed(making, name, bytes);
      return bytes;
    };
    const ed25519 = async (name: KeyName) => encodeBase64url((await webEd25519Signer(seed(name))).publicKey);
    const mldsa44 = async (name: KeyName) => encodeBase64url((await webMlDsa44Signer(seed(name))).publicKey);
    const rootSeed = new Uint8Array(randomBytes(32));
    const keys: AccordParty['keys'] = {
      root: encodeBase64url((await webEd25519Signer(rootSeed)).publicKey),
      http: await ed25519('http'),
      log: { ed25519: await ed25519('log-ed25519'), mldsa44: await mldsa44('log-mldsa44') },
      holder: { ed25519: await ed25519('holder-ed25519'), mldsa44: await mldsa44('holder-mldsa44') },
    };
    const own = { party: { ...party, keys }, registrar: await ed25519('registrar') };
    const problem = problemOfEntry(own);
    if (problem !== undefined) return problem;
    writeOwnEntry(making, own);
    writeFileSync(join(making, folderFiles.node), `${JSON.stringify(file, null, 2)}\n`);
    const setup = makeSetup(join(making, folderFiles.database));

    made.push(rootKey);
    const day = new Date().toISOString().slice(0, 10);
    const written = await newKeyFile(rootKey, passphrase, { party: party.id, use: 'root', made: day }, rootSeed);
    rootSeed.fill(0);
    if (!written.ok) return written;
    const read = parseKeyFile(written.text);
    if (!read.ok) return read;
    made.push(sheet);
    writeFileSync(sheet, sheet.endsWith('.html') ? recoveryHtml(read) : recoveryText(read), {
      mode: 0o600,
      flag: 'wx',
    });
    // An empty folder may be there; one that is not empty makes this fail.
    renameSync(making, dir);
    made.length = 0;
    return { ok: true, fingerprint: written.kid, setup };
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === undefined) throw fault;
    return refuse('init.write', `making a node in ${dir}: ${reasonOf(fault)}; nothing is left of it`);
  } finally {
    for (const path of made) rmSync(path, { recursive: true, force: true });
  }
}

/** Read as any counterpart will read it. */
function problemOfEntry({ party, registrar }: { party: AccordParty; registrar: string }) {
  const read = checkOwnEntry({ party, registrar });
  return read.ok ? undefined : refuse('init.party', read.refusal.detail.replace('reading an accord: parties.0.', '--'));
}

function makeSetup(path: string): string {
  const database = Database.open(path, accessTables);
  try {
    const accounts = new Accounts(database, systemRandom);
    return new Setup(database, accounts).make(systemRandom, Math.floor(Date.now() / 1000));
  } finally {
    database.close();
  }
}
