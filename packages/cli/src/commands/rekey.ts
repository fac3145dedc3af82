// parley rekey: another key in the place of one that the node holds. The new key is on the disk before the act that puts it in force is filed, and is used
// from then on; where nothing was filed, the next attempt takes the same key.

import { randomBytes } from 'node:crypto';
import { Command, Option } from 'commander';
import { folderFiles, writeSeed, type KeyName } from '@parley/node/folder';
import { KeyChest, nextFile, seedFiles } from '@parley/node/keychest';
import { LOST_ROLES, type Config } from '@parley/node/config';
import type { JsonObject } from '@parley/record/json';
import { parseBase64url } from '@parley/record/base64';
import { partyOf, thumbprint } from '@parley/record/key';
import type { Result } from '@parley/record/refusal';
import type { Content } from '@parley/signing/content';
import { configOf, fileOwn, openRootKey } from '#own/filing';
import { print, printJson, printRefusal } from '#output';
import { HeldDocket } from '#record/docket';

const ROLES = ['log', 'holder', 'http', 'registrar'] as const;
type Role = (typeof ROLES)[number];

const NAMES: Record<Role, KeyName[]> = {
  log: ['log-ed25519', 'log-mldsa44'],
  holder: ['holder-ed25519', 'holder-mldsa44'],
  http: ['http'],
  registrar: ['registrar'],
};

type Options = { role: Role; dir: string; rootKey: string; passphraseFile?: string; json?: true };

export function rekeyCommand(): Command {
  return new Command('rekey')
    .description('put another key in the place of one that the node holds')
    .addOption(new Option('--role <role>', 'what the key is for').choices(ROLES).makeOptionMandatory())
    .requiredOption('--dir <folder>', 'the node’s folder; the node runs')
    .requiredOption('--root-key <file>', 'the party’s root key: a key file')
    .option('--passphrase-file <file>', 'a file that holds the passphrase (default: PARLEY_PASSPHRASE_FILE, or ask)')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
The new key is made in the folder's keys, beside the old one, and used at once; the node need not be stopped. The old file may go once the
other side holds the act: parley show of it says when.

Examples:
  parley rekey --role http --dir us --root-key /media/usb/root.key
  parley rekey --role log --dir us --root-key root.key`,
    )
    .action(async (options: Options) => {
      const done = await rekey(options);
      if (!done.ok) return printRefusal(done.refusal, options.json === true);
      const { files, index, id } = done;
      if (options.json === true) return printJson({ ok: true, role: options.role, files, index, id });
      print(`${options.role}: ${files.join(', ')} in force from entry ${index} of our log, by act ${id}`);
    });
}

async function rekey({
  role,
  dir,
  rootKey,
  passphraseFile,
}: Options): Promise<Result<{ files: string[]; index: number; id: string }>> {
  const configured = configOf(dir);
  if (!configured.ok) return configured;
  const { config } = configured;
  const root = await openRootKey(rootKey, passphraseFile);
  if (!root.ok) return root;
  const made = await makeFiles(config, role);
  if (!made.ok) return made;
  const { files, keys } = made;
  const filed = await fileOwn(config, root.key, contentOf(role, keys));
  if (!filed.ok) return filed;
  for (const kid of role === 'registrar' ? made.former : []) {
    const relieved = await fileOwn(config, root.key, {
      type: 'officer.relieve',
      body: { kid, reason: 'other' },
      words: {},
    });
    if (!relieved.ok && relieved.refusal.code !== 'officer.unknown') return relieved;
  }
  const { index, id } = filed.filed;
  return { ok: true, files: files.map((file) => `${folderFiles.keys}/${file}.key`), index, id };
}

function contentOf(role: Role, [key, second]: string[]): Content {
  const body: JsonObject = second === undefined ? { role, key: key! } : { role, ed25519: key!, mldsa44: second };
  if (role !== 'registrar') return { type: 'party.rekey', body, words: {} };
  const appointment = { key: key!, office: 'registrar', from: Math.floor(Date.now() / 1000) };
  return { type: 'officer.appoint', body: appointment, words: { name: 'Registrar' } };
}

/** Files that hold keys which our log does not know yet: those of an attempt that came to nothing, or new ones. */
async function makeFiles(
  config: Config,
  role: Role,
): Promise<Result<{ files: string[]; keys: string[]; former: string[] }>> {
  const { dir } = config;
  const known = knownKeys(config);
  if (!known.ok) return known;
  const before = await KeyChest.open(dir, LOST_ROLES);
  if (!before.ok) return before;
  const listed = seedFiles(dir);
  if (!listed.ok) return listed;
  const unknown = (key: string) => {
    const bytes = parseBase64url(key)!;
    return !known.keys.has(key) && (bytes.length !== 32 || !known.keys.has(thumbprint(bytes)));
  };
  const files = NAMES[role].map((name) => {
    const newest = listed.files.filter((one) => one.name === name).toSorted((a, b) => b.number - a.number)[0];
    const key = newest && before.chest.publicKey(newest.file);
    if (newest !== undefined && newest.number > 1 && key !== undefined && unknown(key)) return newest.file;
    const file = nextFile(listed.files, name);
    writeSeed(dir, file, new Uint8Array(randomBytes(32)));
    return file;
  });
  const opened = await KeyChest.open(dir, LOST_ROLES);
  if (!opened.ok) return opened;
  const keys = files.map((file) => opened.chest.publicKey(file)!);
  const former = opened.chest
    .of('registrar')
    .map(({ publicKey }) => thumbprint(publicKey))
    .filter((kid) => kid !== thumbprint(parseBase64url(keys[0]!)!) && known.inOffice.has(kid));
  return { ok: true, files, keys, former };
}

/** Every key that the accord or our log has named, and the kids of our officers in office. */
function knownKeys({ accord, dir, party }: Config): Result<{ keys: Set<string>; inOffice: Set<string> }> {
  const opened = HeldDocket.open(dir);
  if (!opened.ok) return opened;
  const { docket } = opened;
  try {
    const { keys, officers } = docket.house.state.parties.find(({ id }) => id === party)!;
    const { log, holder, http } = partyOf(accord, party).keys;
    const named = [{ ...log }, { ...holder }, { http }, ...keys.map(({ body }) => body)].flatMap(Object.values);
    return {
      ok: true,
      keys: new Set([...named, ...officers.map(({ kid }) => kid)] as string[]),
      inOffice: new Set(officers.filter(({ relieved }) => relieved === null).map(({ kid }) => kid)),
    };
  } finally {
    docket.close();
  }
}
