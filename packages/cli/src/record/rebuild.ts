// Proving that what a node's folder keeps is what follows from its logs: the read models are set aside, dropped, folded again from the entries, and
// compared row by row. What they differ in is named; what was folded anew stays.

import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '@parley/node/config';
import { Docket } from '@parley/node/docket/docket';
import { docketTables } from '@parley/node/docket/tables';
import { Log } from '@parley/node/log/log';
import { LogStore } from '@parley/node/log/store';
import type { Database } from '@parley/node/platform/sqlite';
import { originOf } from '@parley/record/key';
import type { Suite } from '@parley/record/suite';

/** A row that only one of the two has. */
export type Difference = { table: string; only: 'kept' | 'rebuilt'; row: Record<string, unknown> };

export type Rebuilt = {
  same: boolean;
  kept: string;
  rebuilt: string;
  tables: Record<string, number>;
  /** At most twenty a table and side. */
  differences: Difference[];
};

const DIFFERENCES_A_SIDE = 20;

/** Read models that a fold fills, by name. */
export const readModels: readonly string[] = docketTables.steps
  .flatMap((step) => [...step.matchAll(/create table ([a-z_]+)/g)])
  .map(([, name]) => name!);

/** The copy of the read models lies in the node's folder meanwhile. The caller holds the node's lock. */
export async function rebuildDocket(
  database: Database,
  config: Config,
  suite: Suite,
  onProgress: (done: number, all: number) => void,
): Promise<Rebuilt> {
  const { accord, accordId, party } = config;
  const logs = accord.parties.map(
    ({ id }) => new Log(LogStore.open(database, id, originOf(accord, accordId, id), id === party)),
  );
  const docket = new Docket({ database, accord, accordId, logs, suite });
  // A crash may have left entries that are held and not folded yet: what is compared is the whole of both.
  await docket.catchUp(() => undefined);
  const kept = docket.digest().digest;
  const aside = mkdtempSync(join(config.dir, 'rebuild-'));
  try {
    database.raw.prepare('attach ? as aside').run(join(aside, 'kept.db'));
    database.raw.exec('pragma aside.synchronous = off');
    for (const table of readModels) database.raw.exec(`create table aside.${table} as select * from main.${table}`);
    docket.drop();
    const all = logs.reduce((sum, { size }) => sum + size, 0);
    await docket.catchUp(() => onProgress(foldedIn(database), all));
    const rebuilt = docket.digest().digest;
    const differences = readModels.flatMap((table) => [...compare(database, table)]);
    const tables = Object.fromEntries(readModels.map((table) => [table, rowsIn(database, table)]));
    return { same: rebuilt === kept && differences.length === 0, kept, rebuilt, tables, differences };
  } finally {
    database.raw.exec('detach aside');
    rmSync(aside, { recursive: true, force: true });
  }
}

function* compare(database: Database, table: string): Generator<Difference> {
  const sides = [
    ['kept', 'aside', 'main'],
    ['rebuilt', 'main', 'aside'],
  ] as const;
  for (const [only, one, other] of sides) {
    const sql = `select * from ${one}.${table} except select * from ${other}.${table} limit ${DIFFERENCES_A_SIDE}`;
    for (const row of database.raw.prepare(sql).iterate()) yield { table, only, row };
  }
}

function rowsIn(database: Database, table: string): number {
  return Number(database.raw.prepare(`select count(*) as count from main.${table}`).get()!['count']);
}

function foldedIn(database: Database): number {
  return Number(database.get('select coalesce(sum(size), 0) as size from folded')!['size']);
}
