// parley key: officers' keys and the root key, in encrypted files, and what an SSH agent holds.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { reasonOf } from '@parley/node/folder';
import { PARTY_ID, thumbprint } from '@parley/record/key';
import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { refuse, type Result } from '@parley/record/refusal';
import { KEY_USES, parseKeyFile, type KeyFileAbout, type KeyUse } from '@parley/signing/keys/key-file';
import { fingerprintOf, type OfficerKey } from '@parley/signing/keys/officer-key';
import { openSealed, passphraseProblem } from '@parley/signing/keys/sealed';
import { agentIdentities } from '@parley/signing/keys/ssh-agent';
import { parseRecoverySheet } from '@parley/signing/recovery';
import { recoveryHtml, recoveryText } from '@parley/signing/recovery-page';
import { newKeyFile, openKey, readKeyFile, writeKeyFile } from '#keys/open';
import { newPassphrase, readPassphrase } from '#keys/passphrase';
import { print, printJson, printRefusal } from '#output';

const EXAMPLES = `
A key file holds one key, encrypted with a passphrase (age, scrypt). It is named by its kid, the fingerprint of its public key; the log says
which kid is in office. A passphrase is typed, or read from a file that its owner alone may read; it is never an argument.

Examples:
  parley key new ana.key --party us                        a new key, and what to have appointed
  parley key new root.key --party us --use root --sheet root.html    with a recovery sheet to print
  parley key show ana.key                                  what the file says, without opening it; --open opens it too
  parley key list                                          the Ed25519 keys of the SSH agent
  parley key recover typed.txt --out root.key              a key file out of a typed recovery sheet
`;

type Json = { json?: true };
type WithPassphrase = Json & { passphraseFile?: string };

export function keyCommand(): Command {
  const passphrase = () =>
    new Option(
      '--passphrase-file <file>',
      'a file that holds the passphrase (default: PARLEY_PASSPHRASE_FILE, or ask)',
    );
  const made = new Command('new')
    .description('make a key, in a new encrypted file')
    .argument('<file>', 'the new file')
    .option('--party <id>', 'whose key it is')
    .addOption(new Option('--use <use>', 'what it is for').choices(KEY_USES).default('officer'))
    .option('--seed <file>', 'encrypt the key of this plain file, such as a demonstration’s, instead of making one')
    .option('--sheet <file>', 'write a recovery sheet too: a page (.html) or plain text')
    .addOption(passphrase())
    .action(newKey);
  const show = new Command('show')
    .description('what a key file says of its key')
    .argument('<file>', 'the key file')
    .option('--open', 'open it, and see that it holds the key that it says')
    .option('--sheet <file>', 'write a recovery sheet: a page (.html) or plain text')
    .addOption(passphrase())
    .action(showKey);
  const list = new Command('list').description('the Ed25519 keys of the SSH agent').action(listKeys);
  const recover = new Command('recover')
    .description('make a key file out of a recovery sheet that was typed in')
    .argument('<file>', 'the typed text')
    .requiredOption('--out <file>', 'the new key file')
    .addOption(passphrase())
    .action(recoverKey);
  const key = new Command('key')
    .description('officers’ keys: make, show, list, recover')
    .addHelpText('after', EXAMPLES);
  for (const command of [made, show, list, recover])
    key.addCommand(command.option('--json', 'print one JSON object').addHelpText('after', EXAMPLES));
  return key;
}

type Making = WithPassphrase & { party?: string; use: KeyUse; seed?: string; sheet?: string };

async function newKey(path: string, options: Making): Promise<void> {
  const { seed, sheet, json } = options;
  const made = await making(path, options);
  if (!made.ok) return printRefusal(made.refusal, json === true);
  const { key, about } = made;
  if (json === true) return printJson({ ok: true, ...told(key, about), file: path });
  print(`${path}: ${seed === undefined ? 'a new key' : `the key of ${seed}`}, encrypted`);
  printTold(key, about);
  if (sheet !== undefined) print(`recovery sheet  ${sheet}: print it, then delete it`);
}

async function making(
  path: string,
  { party, use, seed, sheet, passphraseFile }: Making,
): Promise<Result<{ key: OfficerKey; about: KeyFileAbout }>> {
  if (party !== undefined && !PARTY_ID.test(party))
    return refuse('key.party', `making a key: ${party} is no party’s id: expected 1 to 16 of a-z, 0-9 and -`);
  for (const file of [path, sheet])
    if (file !== undefined && existsSync(file))
      return refuse('key.exists', `${file} is there already: name a new file; a key is never written over another`);
  const said = await newPassphrase(path, passphraseFile);
  if (!said.ok) return said;
  const problem = passphraseProblem(said.passphrase);
  if (problem !== undefined) return refuse('key.weak', `making a key file: ${problem}`);
  const plain = seed === undefined ? undefined : readSeedFile(seed);
  if (plain?.ok === false) return plain;
  const today = new Date().toISOString().slice(0, 10);
  const about = { ...(party !== undefined && { party }), use, made: today };
  const made = await newKeyFile(path, said.passphrase, about, plain?.seed);
  if (!made.ok) return made;
  const written = sheet === undefined ? { ok: true as const } : writeSheet(sheet, made.text);
  if (!written.ok) return written;
  // What was written is opened once: a key that cannot be opened again must not be appointed.
  return openWritten(path, said.passphrase);
}

/** A key as a node's folder has it: base64url of 32 bytes. */
function readSeedFile(path: string): Result<{ seed: Uint8Array }> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (fault) {
    return refuse('key.file', `cannot read ${path} (${reasonOf(fault)}): name a key file that this user may read`);
  }
  const seed = parseBase64url(text.trim());
  if (seed?.length !== 32) return refuse('key.seed', `${path} is no plain key: expected 32 bytes in base64url`);
  return { ok: true, seed };
}

async function openWritten(
  path: string,
  passphrase: string,
): Promise<Result<{ key: OfficerKey; about: KeyFileAbout }>> {
  const read = readKeyFile(path);
  return read.ok ? openSealed(read.file, passphrase) : read;
}

async function showKey(path: string, options: WithPassphrase & { open?: true; sheet?: string }): Promise<void> {
  const { open, sheet, passphraseFile, json } = options;
  const read = readKeyFile(path);
  if (!read.ok) return printRefusal(read.refusal, json === true);
  const { about } = read.file;
  const opened =
    open === true ? await openKey({ key: path, ...(passphraseFile !== undefined && { passphraseFile }) }) : undefined;
  if (opened?.ok === false) return printRefusal(opened.refusal, json === true);
  const written = sheet === undefined ? undefined : writeSheet(sheet, readFileSync(path, 'utf8'));
  if (written?.ok === false) return printRefusal(written.refusal, json === true);
  if (json === true) return printJson({ ok: true, ...told(opened?.key, about), opened: opened !== undefined });
  printTold(opened?.key, about);
  print(
    opened === undefined
      ? 'not opened      --open sees that the file holds this key'
      : 'opened          it holds this key',
  );
  if (sheet !== undefined) print(`recovery sheet  ${sheet}: print it, then delete it`);
}

async function listKeys({ json }: Json): Promise<void> {
  const listed = await agentIdentities(process.env['SSH_AUTH_SOCK']);
  if (!listed.ok) return printRefusal(listed.refusal, json === true);
  const keys = listed.identities.map(({ publicKey, comment }) => ({
    kid: thumbprint(publicKey),
    publicKey: encodeBase64url(publicKey),
    comment,
  }));
  if (json === true) return printJson({ ok: true, keys });
  if (keys.length === 0) print('the SSH agent holds no Ed25519 key: add one with ssh-add');
  for (const { kid, comment } of keys) print(`${kid}  ${comment}`);
}

async function recoverKey(typed: string, options: WithPassphrase & { out: string }): Promise<void> {
  const { out, passphraseFile, json } = options;
  const recovered = await recovering(typed, out, passphraseFile);
  if (!recovered.ok) return printRefusal(recovered.refusal, json === true);
  const { key, about } = recovered;
  if (json === true) return printJson({ ok: true, ...told(key, about), file: out });
  print(`${out}: restored, and it opens`);
  printTold(key, about);
}

async function recovering(
  typed: string,
  out: string,
  passphraseFile: string | undefined,
): Promise<Result<{ key: OfficerKey; about: KeyFileAbout }>> {
  let text: string;
  try {
    text = readFileSync(typed, 'utf8');
  } catch (fault) {
    return refuse('key.file', `cannot read ${typed} (${reasonOf(fault)}): name the file that was typed`);
  }
  const sheet = parseRecoverySheet(text);
  if (!sheet.ok) return sheet;
  if (existsSync(out)) return refuse('key.exists', `${out} is there already: name a new file`);
  const said = await readPassphrase(`Passphrase of the key ${sheet.file.about.kid.slice(0, 8)}…: `, passphraseFile);
  if (!said.ok) return said;
  const opened = await openSealed(sheet.file, said.passphrase);
  if (!opened.ok) return opened;
  const written = writeKeyFile(out, sheet.text);
  return written.ok ? opened : written;
}

function writeSheet(path: string, keyFile: string): Result<object> {
  const read = parseKeyFile(keyFile);
  if (!read.ok) return read;
  try {
    const text = path.endsWith('.html') ? recoveryHtml(read) : recoveryText(read);
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
    return { ok: true };
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EEXIST'
      ? refuse('key.exists', `${path} is there already: name a new file for the recovery sheet`)
      : refuse('key.file', `cannot write ${path} (${reasonOf(fault)}): name a new file that this user may write`);
  }
}

function told(key: OfficerKey | undefined, about: KeyFileAbout) {
  return { ...about, ...(key !== undefined && { publicKey: encodeBase64url(key.publicKey) }) };
}

function printTold(key: OfficerKey | undefined, { kid, party, use, made }: KeyFileAbout): void {
  print(`kid             ${kid}`);
  print(`fingerprint     ${fingerprintOf(kid)}`);
  if (key !== undefined) print(`public key      ${encodeBase64url(key.publicKey)}`);
  if (party !== undefined) print(`party           ${party}`);
  if (use !== undefined) print(`use             ${use}`);
  if (made !== undefined) print(`made            ${made}`);
}
