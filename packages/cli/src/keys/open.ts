// The key that a command signs with: from a key file and its passphrase, or in an SSH agent that signs for us. Wherever it lies, the command gets an
// OfficerKey and sees no private part.
//
// A passphrase is read from the terminal without echo, or from a file that is readable by its owner alone. It is never an argument: arguments
// are in the shell's history and in everybody's list of processes.

import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { reasonOf } from '@parley/node/folder';
import { refuse, type Result } from '@parley/record/refusal';
import { parseKeyFile, type KeyFileAbout } from '@parley/signing/keys/key-file';
import type { OfficerKey } from '@parley/signing/keys/officer-key';
import { openSealed, sealKeyFile } from '@parley/signing/keys/sealed';
import { agentKey } from '@parley/signing/keys/ssh-agent';
import { readPassphrase } from '#keys/passphrase';

/** `agent`: a key that the SSH agent holds, by the beginning of its kid or its comment; `true`: the only Ed25519 key there. */
export type KeyOptions = { key?: string; agent?: string | true; passphraseFile?: string };

/** Opens the key that the options name. Asks on the terminal where a passphrase is needed and no file has it. */
export async function openKey(options: KeyOptions): Promise<Result<{ key: OfficerKey }>> {
  const { key, agent, passphraseFile } = options;
  if ((key === undefined) === (agent === undefined))
    return refuse('key.which', 'signing: name one key: --key FILE, or --agent for one that an SSH agent holds');
  if (agent !== undefined) return agentKey(process.env['SSH_AUTH_SOCK'], agent === true ? undefined : agent);
  const read = readKeyFile(key!);
  if (!read.ok) return read;
  const { file } = read;
  const said = await readPassphrase(`Passphrase of ${key}: `, passphraseFile);
  if (!said.ok) return said;
  return openSealed(file, said.passphrase);
}

/** Reads a key file's text, refusing one that others may read. */
export function readKeyFile(path: string): Result<{ file: { about: KeyFileAbout; armored: string } }> {
  let text: string;
  try {
    const { mode } = statSync(path);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      return refuse('key.readable', `${path} may be read by others: make it readable by its owner alone (chmod 600)`);
    text = readFileSync(path, 'utf8');
  } catch (fault) {
    return refuse('key.file', `cannot read ${path} (${reasonOf(fault)}): name a key file that this user may read`);
  }
  const parsed = parseKeyFile(text);
  if (!parsed.ok) return { ok: false, refusal: { ...parsed.refusal, detail: `${path}: ${parsed.refusal.detail}` } };
  return { ok: true, file: { about: parsed.about, armored: parsed.armored } };
}

/**
 * Makes a new key, or seals the seed that is given, into a new file that its owner alone may read. Refuses a weak passphrase, and a file
 * that is there. `text` is what a recovery sheet is made from.
 */
export async function newKeyFile(
  path: string,
  passphrase: string,
  about: Omit<KeyFileAbout, 'kid'>,
  seed: Uint8Array = new Uint8Array(randomBytes(32)),
): Promise<Result<{ kid: string; text: string }>> {
  const sealed = await sealKeyFile(seed, about, passphrase);
  if (!sealed.ok) return sealed;
  const written = writeKeyFile(path, sealed.text);
  return written.ok ? { ok: true, kid: sealed.kid, text: sealed.text } : written;
}

/** Writes the text of a key file into a new file. */
export function writeKeyFile(path: string, text: string): Result<object> {
  try {
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
    chmodSync(path, 0o600);
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EEXIST'
      ? refuse('key.exists', `${path} is there already: name a new file; a key is never written over another`)
      : refuse(
          'key.file',
          `cannot write ${path} (${reasonOf(fault)}): name a new file in a folder that this user may write`,
        );
  }
  return { ok: true };
}
