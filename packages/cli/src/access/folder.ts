// The accounts, tokens and trail of a node's folder, for whoever commands the machine; the node may run meanwhile. What is done here is noted in the
// trail like what is done through the API.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Access, accessTables } from '@parley/node/access/access';
import { noRoster } from '@parley/node/access/roster';
import { systemRandom } from '@parley/node/access/secret';
import { keepTrail, type TrailKeeping } from '@parley/node/access/trail/keep';
import { readConfig, readEnvironment, type Config } from '@parley/node/config';
import { folderFiles } from '@parley/node/folder';
import { Database } from '@parley/node/platform/sqlite';
import { refuse, type Result } from '@parley/record/refusal';
import { refusalOf } from '#fault';
import { printRefusal } from '#output';

export type OpenFolder = { access: Access; database: Database; config: Config; trail: TrailKeeping; now: number };

/** Opens the folder, works, closes it; refusals are printed. */
export async function withAccess(
  folder: string,
  json: boolean,
  work: (open: OpenFolder) => void | Promise<void>,
): Promise<void> {
  const read = openTokens(folder);
  if (!read.ok) return printRefusal(read.refusal, json);
  const { database, config } = read;
  try {
    const trail = keepTrail(config, systemRandom);
    if (!trail.ok) return printRefusal(trail.refusal, json);
    const seconds = () => Math.floor(Date.now() / 1000);
    const access = new Access({
      database,
      random: systemRandom,
      now: seconds,
      // The record is not read for this: how keys stand is shown by the node.
      roster: noRoster,
      onFault: (cause) => process.stderr.write(`parley: ${cause instanceof Error ? cause.message : 'a fault'}\n`),
    });
    await work({ access, database, config, trail, now: seconds() });
  } finally {
    database.close();
  }
}

/** As `withAccess`, for what changes something: heads of the trail are signed. */
export function changeAccess(folder: string, json: boolean, work: (open: OpenFolder) => void): Promise<void> {
  return withAccess(folder, json, async (open) => {
    await open.access.trail.sign(open.trail.signer, open.trail.marker);
    work(open);
  });
}

/** The database of a folder, with the tables of tokens and accounts; the caller closes it. */
export function openTokens(folder: string): Result<{ database: Database; config: Config }> {
  const environment = readEnvironment(process.env, { dir: folder });
  if (!environment.ok) return environment;
  const read = readConfig(environment.environment);
  if (!read.ok) return read;
  const path = join(folder, folderFiles.database);
  if (!existsSync(path))
    return refuse('folder.empty', `${folder} has no database yet: start the node once (parley serve --dir ${folder})`);
  try {
    return { ok: true, config: read.config, database: Database.open(path, accessTables) };
  } catch (fault) {
    const refusal = refusalOf(fault, folder);
    if (refusal === undefined) throw fault;
    return { ok: false, refusal };
  }
}
