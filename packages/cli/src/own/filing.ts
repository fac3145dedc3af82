// Filing an act in our own node from its folder: what the administrator's commands do who have a key at hand. The node is asked by a token that is
// made for this and revoked again.

import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from '@parley/api/paths';
import type { Filed } from '@parley/api/acts';
import { Tokens, tokensMigration } from '@parley/node/access/tokens';
import { readConfig, readEnvironment, type Config } from '@parley/node/config';
import { ownNode } from '@parley/node/exchange/own';
import { folderFiles } from '@parley/node/folder';
import { Database } from '@parley/node/platform/sqlite';
import { parseBase64url } from '@parley/record/base64';
import { webEd25519Signer } from '@parley/record/ed25519';
import { refuse, type Result } from '@parley/record/refusal';
import type { Terms } from '@parley/docket/terms';
import { composeAct, type Composing } from '@parley/signing/compose';
import type { Content } from '@parley/signing/content';
import { officerKey, type OfficerKey } from '@parley/signing/keys/officer-key';
import { encodeSigned, signAct } from '@parley/signing/sign';
import { refusalOf } from '#fault';
import { openKey } from '#keys/open';

/** The configuration of a node's folder. */
export function configOf(dir: string): Result<{ config: Config }> {
  const environment = readEnvironment(process.env, { dir });
  return environment.ok ? readConfig(environment.environment) : environment;
}

/** A key file, or the bare seed that a demonstration's folder has, readable by its owner alone. */
export async function openRootKey(
  file: string,
  passphraseFile: string | undefined,
): Promise<Result<{ key: OfficerKey }>> {
  const bare =
    existsSync(file) && statSync(file).size < 64 ? parseBase64url(readFileSync(file, 'utf8').trim()) : undefined;
  if (bare?.length !== 32) return openKey({ key: file, ...(passphraseFile !== undefined && { passphraseFile }) });
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
    return refuse('key.readable', `${file} may be read by others: make it readable by its owner alone (chmod 600)`);
  const { publicKey, sign } = await webEd25519Signer(bare);
  return { ok: true, key: officerKey(publicKey, sign) };
}

/** Composes an act for our own log, signs it with one key and files it. */
export async function fileOwn(config: Config, key: OfficerKey, content: Content): Promise<Result<{ filed: Filed }>> {
  const issued = withTokens(config, (tokens) =>
    tokens.issue({ scope: 'read', label: `parley: ${content.type}`, now: Math.floor(Date.now() / 1000) }),
  );
  if (!issued.ok) return issued;
  const { id, token } = issued.value;
  const node = ownNode(config);
  try {
    const composing = await node.ask<Composing & { now: number }>('GET', paths.compose, { token });
    if (!composing.ok) return composing;
    const accord = await node.ask<{ terms: Terms }>('GET', paths.accord, { token });
    if (!accord.ok) return accord;
    const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
    const composed = composeAct(content, composing.value, composing.value.now, random);
    if (!composed.ok) return composed;
    const shown = { content, composing: composing.value, terms: accord.value.terms };
    const signed = await signAct(composed.act, shown, key);
    if (!signed.ok) return signed;
    const filed = await node.ask<Filed>('POST', paths.acts, { body: encodeSigned(signed.act) });
    return filed.ok ? { ok: true, filed: filed.value } : filed;
  } finally {
    await node.close();
    withTokens(config, (tokens) => tokens.revoke(id));
  }
}

function withTokens<T>(config: Config, work: (tokens: Tokens) => T): Result<{ value: T }> {
  const path = join(config.dir, folderFiles.database);
  if (!existsSync(path))
    return refuse(
      'folder.empty',
      `${config.dir} has no database yet: start the node first (parley serve --dir ${config.dir})`,
    );
  let database: Database | undefined;
  try {
    database = Database.open(path, [tokensMigration]);
    return { ok: true, value: work(new Tokens(database, (bytes) => new Uint8Array(randomBytes(bytes)))) };
  } catch (fault) {
    const refusal = refusalOf(fault, config.dir);
    if (refusal === undefined) throw fault;
    return { ok: false, refusal };
  } finally {
    database?.close();
  }
}
