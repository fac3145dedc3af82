import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { Tokens, tokensMigration } from '@parley/node/access/tokens';
import { readConfig, readEnvironment, type Config } from '@parley/node/config';
import { readUrl } from '@parley/node/exchange/address';
import { folderFiles } from '@parley/node/folder';
import { Database } from '@parley/node/platform/sqlite';
import { refuse, type Result } from '@parley/record/refusal';
import { refusalOf } from '#fault';
import { EXIT_USAGE, print, printJson, printRefusal, timeOf } from '#output';

const EXAMPLES = `
A token is shown once, when it is made; the node keeps only its hash. It can be revoked at any time, also while the
node runs.

Examples:
  parley token reader --node us --days 30       reads the node's API: send it as "Authorization: Bearer …"
  parley token officer --node us --days 1       reads the API, and puts the content of exhibits
  parley token auditor --node us --days 14      an address for parley audit, and for any tlog tool
  parley token list --node us
  parley token revoke 91cbe8a07f3d4b12 --node us
`;

const DAY_S = 86_400;
const DAYS_MAX = 36_500;

type Options = { node: string; json?: true };
type IssueOptions = Options & { days?: string; label?: string };

export function tokenCommand(): Command {
  const command = new Command('token')
    .description('make, list and revoke the tokens that open a node for reading')
    .addHelpText('after', EXAMPLES);
  const scopes = [
    ['reader', 'make a token that reads the API of a node'],
    ['officer', 'make a token that reads the API of a node, and puts the content of exhibits'],
    ['auditor', 'make an address under which an auditor reads the whole record'],
  ] as const;
  for (const [scope, description] of scopes) {
    command
      .command(scope)
      .description(description)
      .requiredOption('--node <folder>', 'the folder of the node, running or stopped')
      .option('--days <number>', 'for how many days it is good (default: until it is revoked)')
      .option('--label <text>', 'what it is for, for your own list', scope)
      .option('--json', 'print one JSON object')
      .action((options: IssueOptions, self: Command) => issue(scope, options, self));
  }
  command
    .command('list')
    .description('list the tokens that are good: never the tokens themselves')
    .requiredOption('--node <folder>', 'the folder of the node, running or stopped')
    .option('--json', 'print one JSON object')
    .action(list);
  command
    .command('revoke')
    .description('make a token worthless from now on')
    .argument('<id>', 'its id, as token list shows it')
    .requiredOption('--node <folder>', 'the folder of the node, running or stopped')
    .option('--json', 'print one JSON object')
    .action(revoke);
  return command;
}

function issue(
  scope: 'reader' | 'officer' | 'auditor',
  { node, days, label = scope, json }: IssueOptions,
  command: Command,
): void {
  if (days !== undefined && !(/^[1-9][0-9]*$/.test(days) && Number(days) <= DAYS_MAX)) {
    command.error(`--days is a whole number of days, 1 to ${DAYS_MAX}`, { exitCode: EXIT_USAGE });
  }
  withTokens(node, json === true, (tokens, config) => {
    const now = Math.floor(Date.now() / 1000);
    const expiresAt = days === undefined ? undefined : now + Number(days) * DAY_S;
    const { token, id } = tokens.issue({ scope: scope === 'reader' ? 'read' : scope, label, now, expiresAt });
    const address = config.addresses[0] ?? `http://${config.host}:${config.port}`;
    const url = scope === 'auditor' ? readUrl(address, token) : undefined;
    if (json === true)
      printJson({
        ok: true,
        id,
        scope,
        token,
        ...(url === undefined ? {} : { url }),
        ...(expiresAt === undefined ? {} : { expiresAt }),
      });
    else print(url ?? token);
    const until = expiresAt === undefined ? 'until it is revoked' : `until ${timeOf(expiresAt)}`;
    process.stderr.write(`token ${id}, good ${until}; it is not shown again\n`);
  });
}

function list({ node, json }: Options): void {
  withTokens(node, json === true, (tokens) => {
    const rows = tokens.list().map(({ scope, ...row }) => ({ ...row, scope: scope === 'read' ? 'reader' : scope }));
    if (json === true) return printJson({ ok: true, tokens: rows });
    if (rows.length === 0) print('no tokens');
    for (const { id, scope, label, issuedAt, expiresAt } of rows) {
      const until = expiresAt === undefined ? 'until revoked' : `until ${timeOf(expiresAt)}`;
      print(`${id}  ${scope.padEnd(7)}  made ${timeOf(issuedAt)}  ${until}  ${label}`);
    }
  });
}

function revoke(id: string, { node, json }: Options): void {
  withTokens(node, json === true, (tokens) => {
    if (!tokens.revoke(id)) {
      return printRefusal(
        { code: 'token.not_found', detail: `there is no token ${id}: parley token list shows those there are` },
        json === true,
      );
    }
    if (json === true) printJson({ ok: true, id });
    else print(`${id} is revoked`);
  });
}

function withTokens(folder: string, json: boolean, work: (tokens: Tokens, config: Config) => void): void {
  const opened = openTokens(folder);
  if (!opened.ok) return printRefusal(opened.refusal, json);
  try {
    work(new Tokens(opened.database, (bytes) => new Uint8Array(randomBytes(bytes))), opened.config);
  } finally {
    opened.database.close();
  }
}

function openTokens(folder: string): Result<{ database: Database; config: Config }> {
  const environment = readEnvironment(process.env, { dir: folder });
  if (!environment.ok) return environment;
  const read = readConfig(environment.environment);
  if (!read.ok) return read;
  const path = join(folder, folderFiles.database);
  if (!existsSync(path))
    return refuse('folder.empty', `${folder} has no database yet: start the node once (parley serve --dir ${folder})`);
  try {
    return { ok: true, config: read.config, database: Database.open(path, [tokensMigration]) };
  } catch (fault) {
    const refusal = refusalOf(fault, folder);
    if (refusal === undefined) throw fault;
    return { ok: false, refusal };
  }
}
