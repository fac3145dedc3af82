import { Command } from 'commander';
import { AccountName, INVITATION_DAYS, INVITATION_DAYS_MAX } from '@parley/api/access';
import { relyingPartyOf } from '@parley/node/access/origins';
import { providerName } from '@parley/node/access/provider';
import { invitationAddress } from '@parley/node/access/invitations';
import type { Result } from '@parley/record/refusal';
import { refuse } from '@parley/record/refusal';
import { changeAccess, withAccess, type OpenFolder } from '#access/folder';
import { EXIT_USAGE, print, printJson, printRefusal, timeOf } from '#output';

const EXAMPLES = `
Whoever may run this commands the machine. Administrators do the same on the console, but for confirming officers,
which officers do who appoint others; here it is for the first of them.

An invitation is an address. Whoever opens it first, enrols: give it to the person alone. Then let the person read the
fingerprint out, by telephone or face to face, and confirm exactly that.

Examples:
  parley account invite --dir us --role administrator --name "Ada Ames"
  parley account invite --dir us --role officer --name "Lee Park" --desk technical
  parley account invite --dir us --account 3f0c…             again, for somebody who lost a device
  parley account list --dir us
  parley account confirm --dir us --fingerprint "tUZH 3GkV …"
  parley account close 3f0c… --dir us
  parley account link 3f0c… --dir us --person 248289761001   whom the identity provider means
`;

const DESKS = ['policy', 'technical', 'law-enforcement'] as const;
type Desk = (typeof DESKS)[number];
type Options = { dir: string; json?: true };
type InviteOptions = Options & { role?: string; name?: string; account?: string; desk?: string[]; days: string };

export function accountCommand(): Command {
  const command = new Command('account')
    .description('the people of a node: invite, confirm, list, close')
    .addHelpText('after', EXAMPLES);
  const sub = (name: string, description: string) =>
    command
      .command(name)
      .description(description)
      .requiredOption('--dir <folder>', 'the folder of the node, running or stopped')
      .option('--json', 'print one JSON object');
  sub('invite', 'make an account and an invitation to it, or another invitation')
    .option('--role <role>', 'officer or administrator')
    .option('--name <text>', 'what the person is called')
    .option('--account <id>', 'an account that there is, instead of a new one')
    .option('--desk <desk...>', `where an officer works: ${DESKS.join(', ')}`)
    .option('--days <number>', `for how many days it is good, 1 to ${INVITATION_DAYS_MAX}`, String(INVITATION_DAYS))
    .action(invite);
  sub('list', 'list accounts, and enrolments that wait').action(list);
  sub('confirm', 'confirm an enrolment by the fingerprint that the person read out')
    .requiredOption('--fingerprint <text>', 'all 43 characters; spaces do not matter')
    .action(confirm);
  sub('close', 'close an account for ever: its sign-ins end at once')
    .argument('<id>', 'as list shows it')
    .action(close);
  sub('link', 'link an account to a person at the identity provider, or unlink it')
    .argument('<id>', 'as list shows it')
    .option('--person <text>', 'the value of the claim that node.json names; without it, the account is unlinked')
    .action(link);
  return command;
}

function invite(options: InviteOptions, command: Command): Promise<void> {
  const days = /^[1-9][0-9]?$/.test(options.days) ? Number(options.days) : Number.NaN;
  if (!(days <= INVITATION_DAYS_MAX))
    command.error(`--days is a whole number of days, 1 to ${INVITATION_DAYS_MAX}`, { exitCode: EXIT_USAGE });
  const { account, role, name, desk = [] } = options;
  const usage = (text: string) => command.error(text, { exitCode: EXIT_USAGE });
  if (account === undefined) {
    if (role !== 'officer' && role !== 'administrator') usage('--role is officer or administrator');
    if (!AccountName.safeParse(name).success) usage('--name is one line of at most 100 characters');
    if (!desk.every((one) => DESKS.some((known) => known === one))) usage(`--desk is ${DESKS.join(', ')}`);
  }
  return changeAccess(options.dir, options.json === true, (open) => {
    const made = makeInvitation(open, options, days);
    if (!made.ok) return printRefusal(made.refusal, options.json === true);
    const { id, expiresAt, address, direct } = made;
    if (options.json === true) return printJson({ ok: true, account: id, address, expiresAt });
    print(address);
    const then = direct ? '' : '; what is enrolled by it waits until its fingerprint is confirmed';
    process.stderr.write(`account ${id}, good once until ${timeOf(expiresAt)}${then}\n`);
  });
}

type Made = { id: string; address: string; expiresAt: number; direct: boolean };

function makeInvitation({ access, config, now }: OpenFolder, options: InviteOptions, days: number): Result<Made> {
  const { accounts, invitations, trail } = access;
  let id = options.account;
  if (id === undefined) {
    const role = options.role as 'officer' | 'administrator';
    const opened = accounts.open({ name: options.name!, role, desks: (options.desk ?? []) as Desk[] }, now);
    if (!opened.ok) return opened;
    ({ id } = opened);
    trail.note({ what: 'account.open', command: true, subject: id, role });
  }
  const account = accounts.get(id);
  if (account === undefined || account.closedAt !== null) return noAccount(id);
  // Whoever commands the machine needs no confirmation to administer it; an officer’s key is for somebody to compare.
  const direct = account.role === 'administrator';
  const device = access.keyring.passkeysOf(id).length > 0;
  const made = invitations.make({ account: id, device, direct }, days, now);
  if (!made.ok) return made;
  trail.note({ what: 'invitation.make', command: true, subject: made.id, to: id });
  const { origins } = relyingPartyOf('', config.addresses, config.port);
  return { ok: true, id, address: invitationAddress(origins[0]!, made.secret), expiresAt: made.expiresAt, direct };
}

function list({ dir, json }: Options): Promise<void> {
  return withAccess(dir, json === true, ({ access, now }) => {
    const accounts = access.accounts.list();
    const waiting = access.enrolments.list(now).filter(({ state }) => state === 'waiting');
    if (json === true) {
      return printJson({
        ok: true,
        accounts: accounts.map(({ provider, ...account }) => ({ ...account, linked: provider !== null })),
        waiting: waiting.map(({ account, fingerprint, finishedAt }) => ({
          account: account.id,
          fingerprint,
          finishedAt,
        })),
      });
    }
    if (accounts.length === 0) print('no accounts');
    for (const { id, name, role, desks, openedAt, closedAt } of accounts) {
      const until = closedAt === null ? '' : `  closed ${timeOf(closedAt)}`;
      print(`${id}  ${role.padEnd(13)}  since ${timeOf(openedAt)}${until}  ${name}  ${desks.join(' ')}`.trimEnd());
    }
    for (const { account, fingerprint } of waiting) print(`waits    ${account.name}  ${inFours(fingerprint!)}`);
  });
}

function confirm({ dir, json, fingerprint }: Options & { fingerprint: string }): Promise<void> {
  return changeAccess(dir, json === true, ({ access, now }) => {
    const asked = fingerprint.replaceAll(/\s/g, '');
    const found = access.enrolments.list(now).find((one) => one.state === 'waiting' && one.fingerprint === asked);
    if (found === undefined) {
      const detail = `no enrolment waits with the fingerprint ${asked}: parley account list shows those that do; compare again`;
      return printRefusal({ code: 'access.fingerprint', detail }, json === true);
    }
    const confirmed = access.enrolments.confirm(found.id, asked, now);
    if (!confirmed.ok) return printRefusal(confirmed.refusal, json === true);
    access.trail.note({ what: 'enrolment.confirm', command: true, subject: found.id });
    const { account, publicKey } = confirmed.enrolment;
    if (json === true) return printJson({ ok: true, account: account.id, name: account.name, publicKey });
    print(`${account.name} is confirmed`);
    if (publicKey !== null) print(`key for officer.appoint: ${publicKey}`);
  });
}

function close(id: string, { dir, json }: Options): Promise<void> {
  return changeAccess(dir, json === true, ({ access }) => {
    const closed = access.closeAccount(id);
    if (!closed.ok) return printRefusal(closed.refusal, json === true);
    access.trail.note({ what: 'account.close', command: true, subject: id });
    if (json === true) printJson({ ok: true, account: id });
    else print(`${id} is closed`);
  });
}

function link(id: string, { dir, json, person }: Options & { person?: string }): Promise<void> {
  return changeAccess(dir, json === true, ({ access, config }) => {
    const done = linkTo(id, person);
    if (!done.ok) return printRefusal(done.refusal, json === true);
    access.trail.note({ what: person === undefined ? 'account.unlink' : 'account.link', command: true, subject: id });
    if (json === true) printJson({ ok: true, account: id });
    else print(person === undefined ? `${id} is unlinked` : `${id} is linked`);

    function linkTo(account: string, value: string | undefined): Result<object> {
      if (access.accounts.get(account)?.closedAt !== null) return noAccount(account);
      if (value === undefined) return access.accounts.link(account, undefined);
      if (config.oidc === undefined)
        return refuse('access.no_provider', 'link an account: node.json names no provider');
      return access.accounts.link(account, providerName(config.oidc.issuer, value));
    }
  });
}

function noAccount(id: string) {
  return refuse('account.not_found', `there is no open account ${id}: parley account list shows those there are`);
}

function inFours(fingerprint: string): string {
  return fingerprint.match(/.{1,4}/g)!.join(' ');
}
