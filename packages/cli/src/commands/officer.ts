// parley officer: who speaks for the party. An appointment is an act, signed by the root key or by an officer who may appoint; an invitation is this
// node's own business, and gives nobody any power.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { Accounts } from '@parley/node/access/accounts';
import { accessTables } from '@parley/node/access/access';
import { Invitations, invitationAddress } from '@parley/node/access/invitations';
import { Trail } from '@parley/node/access/trail/trail';
import type { Desk } from '@parley/node/access/viewer';
import type { Config } from '@parley/node/config';
import { folderFiles } from '@parley/node/folder';
import { Database } from '@parley/node/platform/sqlite';
import { parseBase64url } from '@parley/record/base64';
import type { JsonObject } from '@parley/record/json';
import { thumbprint } from '@parley/record/key';
import type { Result } from '@parley/record/refusal';
import { inFours } from '@parley/docket/accord/review/lines';
import type { Content } from '@parley/signing/content';
import { openKey } from '#keys/open';
import { configOf, fileOwn, openRootKey } from '#own/filing';
import { print, printJson, printRefusal, timeOf } from '#output';
import { HeldDocket } from '#record/docket';

const EXAMPLES = `
The officer's public key is what parley key new printed, or what the console showed when the officer enrolled; read its
fingerprint to one another before you appoint it.

Examples:
  parley officer appoint --node node --root-key root.key --office chancery --name "Ana Ruiz" --public-key …
  parley officer appoint --node node --key ana.key --office liaison --name "Bo Lindqvist" --public-key … --until 2027-12-31
  parley officer relieve 9f3kAb2c… --node node --key ana.key --reason key-lost
  parley officer list --node node
  parley officer invite --node node --name "Chen Li" --desk technical        enrols in the browser
`;

const REASONS = ['end-of-term', 'transferred', 'resigned', 'key-lost', 'key-compromised', 'other'] as const;
const DESKS: readonly Desk[] = ['policy', 'technical', 'law-enforcement'];
const INVITATION_DAYS = 7;

type Signer = {
  node: string;
  rootKey?: string;
  key?: string;
  agent?: string | true;
  passphraseFile?: string;
  json?: true;
};

export function officerCommand(): Command {
  const command = new Command('officer')
    .description('appoint, relieve, list and invite officers of our party')
    .addHelpText('after', EXAMPLES);
  const signing = (one: Command) =>
    one
      .requiredOption('--node <folder>', 'the folder of our node, which runs')
      .addOption(new Option('--root-key <file>', 'sign with the root key').conflicts(['key', 'agent']))
      .addOption(new Option('--key <file>', 'sign with the key file of an officer who may appoint').conflicts('agent'))
      .option('--agent [kid or comment]', 'sign with a key that the SSH agent holds')
      .option('--passphrase-file <file>', 'a file that holds the passphrase (default: PARLEY_PASSPHRASE_FILE, or ask)')
      .option('--json', 'print one JSON object');
  signing(command.command('appoint'))
    .description('appoint an officer: file officer.appoint')
    .requiredOption('--office <office>', 'an office of the accord')
    .requiredOption('--name <name>', 'the officer’s name')
    .requiredOption('--public-key <key>', 'the officer’s public key', parseKey)
    .option('--from <moment>', 'in office from (default: now)', parseMoment)
    .option('--until <moment>', 'in office until', parseMoment)
    .option('--deputy-of <kid>', 'in the place of this officer; needs --until')
    .action(appoint);
  signing(command.command('relieve'))
    .description('relieve an officer, or a key that was lost: file officer.relieve')
    .argument('<kid>', 'the officer’s key id, or its first eight characters')
    .addOption(new Option('--reason <reason>', 'why').choices(REASONS).makeOptionMandatory())
    .option('--compromised-since <moment>', 'since when somebody else may have signed with it', parseMoment)
    .action(relieve);
  command
    .command('list')
    .description('list who is and was in office')
    .requiredOption('--node <folder>', 'the folder of a node, running or stopped')
    .option('--all', 'of all parties')
    .option('--json', 'print one JSON object')
    .action(list);
  command
    .command('invite')
    .description('invite a person to enrol in the browser; appointing comes after')
    .requiredOption('--node <folder>', 'the folder of our node, running or stopped')
    .requiredOption('--name <name>', 'whom')
    .option('--desk <desk>', 'a desk the person works at; may be given again', parseDesk)
    .option('--days <number>', `for how many days it is good (${INVITATION_DAYS})`, parseDays, INVITATION_DAYS)
    .option('--json', 'print one JSON object')
    .action(invite);
  return command;
}

type Appointment = Signer & {
  office: string;
  name: string;
  publicKey: string;
  from?: number;
  until?: number;
  deputyOf?: string;
};

async function appoint(options: Appointment): Promise<void> {
  const { office, name, publicKey, until, deputyOf, from = Math.floor(Date.now() / 1000) } = options;
  const kid = thumbprint(parseBase64url(publicKey)!);
  const body: JsonObject = {
    key: publicKey,
    office,
    from,
    ...(until !== undefined && { until }),
    ...(deputyOf !== undefined && { deputyOf }),
  };
  const filed = await fileBy(options, () => ({
    ok: true,
    content: { type: 'officer.appoint', body, words: { name } },
  }));
  if (!filed.ok) return printRefusal(filed.refusal, options.json === true);
  if (options.json === true) return printJson({ ok: true, kid, office, ...filed.filed });
  print(`${name} is appointed to the office ${office}`);
  print(`fingerprint  ${inFours(kid)}`);
  print(`act          ${filed.filed.id}, entry ${filed.filed.index} of our log`);
}

async function relieve(
  text: string,
  options: Signer & { reason: (typeof REASONS)[number]; compromisedSince?: number },
): Promise<void> {
  const { reason, compromisedSince, node } = options;
  const filed = await fileBy(options, ({ party }) => {
    const found = officerOf(node, party, text);
    if (!found.ok) return found;
    const body: JsonObject = { kid: found.kid, reason, ...(compromisedSince !== undefined && { compromisedSince }) };
    return { ok: true, content: { type: 'officer.relieve', body, words: {} } };
  });
  if (!filed.ok) return printRefusal(filed.refusal, options.json === true);
  if (options.json === true) return printJson({ ok: true, ...filed.filed });
  print(`relieved by act ${filed.filed.id}, entry ${filed.filed.index} of our log`);
}

/** Composes, signs and files by whichever key was named. */
async function fileBy(options: Signer, contentFor: (config: Config) => Result<{ content: Content }>) {
  const { node, rootKey, key, agent, passphraseFile } = options;
  const configured = configOf(node);
  if (!configured.ok) return configured;
  const { config } = configured;
  const content = contentFor(config);
  if (!content.ok) return content;
  const opened =
    rootKey === undefined
      ? await openKey({
          ...(key !== undefined && { key }),
          ...(agent !== undefined && { agent }),
          ...(passphraseFile !== undefined && { passphraseFile }),
        })
      : await openRootKey(rootKey, passphraseFile);
  return opened.ok ? fileOwn(config, opened.key, content.content) : opened;
}

function officerOf(node: string, party: string, text: string): Result<{ kid: string }> {
  const opened = HeldDocket.open(node);
  if (!opened.ok) return opened;
  try {
    const officers = opened.docket.house.logs.get(party)!.officers.filter(({ relieved }) => relieved === null);
    const [found, ...more] = officers.filter(({ kid }) => kid.startsWith(text.replaceAll(' ', '')));
    if (found !== undefined && more.length === 0 && text.length >= KID_CHARS_MIN) return { ok: true, kid: found.kid };
    const refusal = {
      code: 'officer.unknown',
      detail: `no one officer in office has a key id that begins with ${text}`,
    };
    return { ok: false, refusal };
  } finally {
    opened.docket.close();
  }
}

const KID_CHARS_MIN = 8;

function list({ node, all, json }: { node: string; all?: true; json?: true }): void {
  const opened = HeldDocket.open(node);
  if (!opened.ok) return printRefusal(opened.refusal, json === true);
  const { docket } = opened;
  try {
    const { party: own } = docket.record;
    const rows = docket.reader
      .officers()
      .filter(({ party }) => all === true || party === own)
      .map((officer) => ({ ...officer, name: nameOf(officer.words) }));
    if (json === true) return printJson({ ok: true, officers: rows });
    if (rows.length === 0) print('nobody was appointed: parley officer appoint');
    for (const { party, kid, office, name, from, until, relieved } of rows) {
      const term = `from ${timeOf(from)}${until === null ? '' : ` until ${timeOf(until)}`}`;
      print([party, inFours(kid), office, name, term, ...(relieved === null ? [] : ['relieved'])].join('  '));
    }
  } finally {
    docket.close();
  }
}

function nameOf(words: Record<string, unknown>): string {
  return typeof words['name'] === 'string' ? words['name'] : '(not held)';
}

type Invited = { node: string; name: string; desk?: Desk[]; days: number; json?: true };

function invite({ node, name, desk = [], days, json }: Invited): void {
  const configured = configOf(node);
  if (!configured.ok) return printRefusal(configured.refusal, json === true);
  const { config } = configured;
  const database = Database.open(join(node, folderFiles.database), accessTables);
  try {
    const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
    const now = Math.floor(Date.now() / 1000);
    const accounts = new Accounts(database, random);
    const opened = accounts.open({ name, role: 'officer', desks: desk }, now);
    if (!opened.ok) return printRefusal(opened.refusal, json === true);
    // The fingerprint is compared when the key is appointed; whoever is at the machine confirms nothing by that.
    const made = new Invitations(database, random).make(
      { account: opened.id, device: false, direct: false },
      days,
      now,
    );
    if (!made.ok) return printRefusal(made.refusal, json === true);
    const trail = new Trail(
      database,
      () => now,
      (cause) => {
        throw cause;
      },
    );
    trail.note({ what: 'account.open', subject: opened.id, role: 'officer', by: 'command' });
    const url = invitationAddress(config.addresses[0] ?? `http://${config.host}:${config.port}`, made.secret);
    if (json === true) return printJson({ ok: true, account: opened.id, url, expiresAt: made.expiresAt });
    print(url);
    process.stderr.write(`for ${name}, to be opened once, until ${timeOf(made.expiresAt)}; it is not shown again\n`);
  } finally {
    database.close();
  }
}

function parseKey(text: string): string {
  if (parseBase64url(text)?.length !== 32)
    throw new InvalidArgumentError('Expected a public key: 43 characters of base64url, as parley key shows it.');
  return text;
}

function parseMoment(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/.test(text) ? Date.parse(text) : NaN;
  if (!Number.isFinite(at))
    throw new InvalidArgumentError('Expected a day as 2027-12-31, or a moment as 2027-12-31T18:00:00Z.');
  return Math.floor(at / 1000);
}

function parseDesk(text: string, before: Desk[] = []): Desk[] {
  const desk = DESKS.find((one) => one === text);
  if (desk === undefined) throw new InvalidArgumentError(`Expected ${DESKS.join(', ')}.`);
  return [...before, desk];
}

function parseDays(text: string): number {
  if (!/^[1-9][0-9]?$/.test(text)) throw new InvalidArgumentError('Expected a whole number of days, 1 to 99.');
  return Number(text);
}
