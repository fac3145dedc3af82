// A passphrase, from a file or from whoever sits at the terminal; never from an argument.

import { readFileSync, statSync } from 'node:fs';
import { reasonOf } from '@parley/node/folder';
import { refuse, type Result } from '@parley/record/refusal';
import { askHidden } from '#keys/terminal';

/** Reads it from `file`, or from the file that PARLEY_PASSPHRASE_FILE names, or asks on the terminal without echo. */
export async function readPassphrase(prompt: string, file?: string): Promise<Result<{ passphrase: string }>> {
  const path = file ?? process.env['PARLEY_PASSPHRASE_FILE'];
  if (path === undefined || path === '') return askHidden(prompt);
  let text: string;
  try {
    const status = statSync(path);
    if (process.platform !== 'win32' && status.isFile() && (status.mode & 0o077) !== 0)
      return refuse('key.readable', `${path} may be read by others: make it readable by its owner alone (chmod 600)`);
    text = readFileSync(path, 'utf8');
  } catch (fault) {
    return refuse(
      'key.passphrase_file',
      `cannot read ${path} (${reasonOf(fault)}): name a file that holds the passphrase`,
    );
  }
  // Editors end a file with a line end that nobody chose.
  const passphrase = text.replace(/\r?\n$/, '');
  if (passphrase === '' || /[\r\n]/.test(passphrase))
    return refuse(
      'key.passphrase_file',
      `${path} holds ${passphrase === '' ? 'no' : 'more than one'} line, expected one: the passphrase`,
    );
  return { ok: true, passphrase };
}

/** A new one: asked for twice where a person types it. */
export async function newPassphrase(what: string, file?: string): Promise<Result<{ passphrase: string }>> {
  const first = await readPassphrase(`New passphrase for ${what}: `, file);
  if (!first.ok || file !== undefined || process.env['PARLEY_PASSPHRASE_FILE']) return first;
  const again = await readPassphrase('The same once more: ');
  if (!again.ok) return again;
  if (again.passphrase !== first.passphrase)
    return refuse('key.passphrase', 'making a key file: the two passphrases differ; nothing was written');
  return first;
}
