import { join } from 'node:path';
import { Command } from 'commander';
import { tokensMigration } from '@parley/node/access/tokens';
import { appTables } from '@parley/node/app';
import { readConfig, readEnvironment } from '@parley/node/config';
import { folderFiles, lockFolder } from '@parley/node/folder';
import { Database } from '@parley/node/platform/sqlite';
import { threadedSuite } from '@parley/node/platform/suite';
import { refusalOf } from '#fault';
import { EXIT_NO, many, print, printJson, printRefusal } from '#output';
import { Progress } from '#progress';
import { rebuildDocket, type Rebuilt } from '#record/rebuild';

const EXAMPLES = `
A node keeps its docket up act by act. This drops everything that it has computed, folds all logs again from their
entries, and compares the two: the docket digest, and every row of every table. Nothing signed is touched. Exit code 0:
they are the same. 1: they are not, and the differences are printed; the folder then has what was computed anew.

The node must be stopped.

Example:
  parley rebuild --node us
`;

type Options = { node: string; json?: true };

export function rebuildCommand(): Command {
  return new Command('rebuild')
    .description("compute a node's docket anew from its logs, and prove that it is the one it keeps")
    .requiredOption('--node <folder>', 'the folder of the node, stopped')
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run({ node, json }: Options): Promise<void> {
  const asJson = json === true;
  const environment = readEnvironment(process.env, { dir: node });
  if (!environment.ok) return printRefusal(environment.refusal, asJson);
  const read = readConfig(environment.environment);
  if (!read.ok) return printRefusal(read.refusal, asJson);
  const lock = lockFolder(node);
  if (!lock.ok) return printRefusal(lock.refusal, asJson);
  const progress = new Progress({ silent: asJson });
  let database: Database | undefined;
  try {
    database = Database.open(join(node, folderFiles.database), [...appTables, tokensMigration]);
    const rebuilt = await rebuildDocket(database, read.config, threadedSuite, (done, all) =>
      progress.show('entries folded', done, all),
    );
    progress.clear();
    report(rebuilt, asJson);
  } catch (fault) {
    progress.clear();
    const refused = refusalOf(fault, node);
    if (refused === undefined) throw fault;
    printRefusal(refused, asJson);
  } finally {
    database?.close();
    lock.release();
  }
}

function report(rebuilt: Rebuilt, json: boolean): void {
  const { same, kept, rebuilt: anew, tables, differences } = rebuilt;
  if (!same) process.exitCode = EXIT_NO;
  if (json) return printJson({ ok: same, kept, rebuilt: anew, tables, differences: differences.map(plain) });
  print(`docket digest kept     ${kept}`);
  print(`docket digest rebuilt  ${anew}`);
  for (const difference of differences) {
    const { table, only, row } = plain(difference);
    print(`${table}: only ${only === 'kept' ? 'in what was kept' : 'in what was rebuilt'}: ${JSON.stringify(row)}`);
  }
  const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
  print(
    same
      ? `${many(rows, 'row')} in ${many(Object.keys(tables).length, 'table')}: rebuilt equals kept`
      : 'rebuilt and kept differ',
  );
}

/** Bytes of a row as hexadecimal digits. */
function plain({ table, only, row }: Rebuilt['differences'][number]) {
  const values = Object.entries(row).map(
    ([name, value]) => [name, value instanceof Uint8Array ? value.toHex() : value] as const,
  );
  return { table, only, row: Object.fromEntries(values) };
}
