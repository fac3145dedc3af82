import { Command } from 'commander';
import { letTokenSee } from '@parley/node/access/need';
import { TOKEN_DAYS, TOKEN_DAYS_MAX } from '@parley/node/access/tokens';
import { readUrl } from '@parley/node/exchange/address';
import { changeAccess, withAccess } from '#access/folder';
import { EXIT_USAGE, print, printJson, printRefusal, timeOf } from '#output';

const EXAMPLES = `
A token is shown once, when it is made; the node keeps only its hash. It is good for 90 days unless --days says
otherwise, and for 366 at most; it can be revoked at any time, also while the node runs. People sign in and need
none: a token is for a program.

Examples:
  parley token reader --node us --days 30       reads the node's API: send it as "Authorization: Bearer …"
  parley token officer --node us --days 1       reads the API, and puts the content of exhibits
  parley token auditor --node us --days 14      an address for parley audit, and for any tlog tool
  parley token reader --node us --restricted    sees restricted cases too
  parley token list --node us
  parley token revoke 91cbe8a07f3d4b12 --node us
`;

type Options = { node: string; json?: true };
type IssueOptions = Options & { days: string; label?: string; restricted?: true };

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
    const made = command.command(scope).description(description);
    if (scope !== 'auditor') made.option('--restricted', 'let it see restricted cases too; without this it sees none');
    made
      .requiredOption('--node <folder>', 'the folder of the node, running or stopped')
      .option('--days <number>', `for how many days it is good, 1 to ${TOKEN_DAYS_MAX}`, String(TOKEN_DAYS))
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
  { node, days: text, label = scope, restricted, json }: IssueOptions,
  command: Command,
): Promise<void> {
  const days = /^[1-9][0-9]{0,2}$/.test(text) ? Number(text) : Number.NaN;
  if (!(days <= TOKEN_DAYS_MAX))
    command.error(`--days is a whole number of days, 1 to ${TOKEN_DAYS_MAX}`, { exitCode: EXIT_USAGE });
  return changeAccess(node, json === true, ({ access, config, database, now }) => {
    const { token, id, expiresAt } = access.tokens.issue({
      scope: scope === 'reader' ? 'read' : scope,
      label,
      now,
      days,
    });
    if (restricted === true) letTokenSee(database, id);
    access.trail.note({ what: 'token.issue', command: true, subject: id, scope, restricted });
    const address = config.addresses[0] ?? `http://${config.host}:${config.port}`;
    const url = scope === 'auditor' ? readUrl(address, token) : undefined;
    if (json === true) printJson({ ok: true, id, scope, token, ...(url === undefined ? {} : { url }), expiresAt });
    else print(url ?? token);
    process.stderr.write(`token ${id}, good until ${timeOf(expiresAt)}; it is not shown again\n`);
  });
}

function list({ node, json }: Options): Promise<void> {
  return withAccess(node, json === true, ({ access }) => {
    const rows = access.tokens
      .list()
      .map(({ scope, ...row }) => ({ ...row, scope: scope === 'read' ? 'reader' : scope }));
    if (json === true) return printJson({ ok: true, tokens: rows });
    if (rows.length === 0) print('no tokens');
    for (const { id, scope, label, issuedAt, expiresAt, usedAt } of rows) {
      const used = usedAt === undefined ? 'never used' : `used ${timeOf(usedAt)}`;
      print(`${id}  ${scope.padEnd(7)}  made ${timeOf(issuedAt)}  until ${timeOf(expiresAt)}  ${used}  ${label}`);
    }
  });
}

function revoke(id: string, { node, json }: Options): Promise<void> {
  return changeAccess(node, json === true, ({ access }) => {
    if (!access.tokens.revoke(id)) {
      return printRefusal(
        { code: 'token.not_found', detail: `there is no token ${id}: parley token list shows those there are` },
        json === true,
      );
    }
    access.trail.note({ what: 'token.revoke', command: true, subject: id });
    if (json === true) printJson({ ok: true, id });
    else print(`${id} is revoked`);
  });
}
