// A key file made and opened: a passphrase, scrypt, and 32 random bytes. The command line keeps its officers' keys so, and
// a party its root key.
//
// Who has the file can try passphrases for as long as they like, so the work of one try has a floor, and so has the passphrase; who gives a file to
// us can ask for any work, so it has a ceiling.

import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { encodeUtf8, parseUtf8 } from '@parley/record/bytes';
import { webEd25519Signer } from '@parley/record/ed25519';
import { thumbprint } from '@parley/record/key';
import { refuse, type Result } from '@parley/record/refusal';
import { decryptAge, encryptAge, parseAge } from '#keys/age';
import { encodeKeyFile, parseKeyFile, type KeyFile, type KeyFileAbout, type KeyFileCode } from '#keys/key-file';
import { officerKey, type OfficerKey } from '#keys/officer-key';

export type SealedCode = KeyFileCode | 'key.weak' | 'key.passphrase' | 'key.mismatch';

/** log2 of scrypt's N: one try takes 256 MiB and about a second. Less than half of that is refused, and so is four times as much. */
const WORK = { made: 18, min: 17, max: 20 } as const;

const SEED_BYTES = 32;

/** Shorter ones are found by trying; six words chosen by dice have more. */
export const PASSPHRASE_CHARS_MIN = 14;
const DISTINCT_CHARS_MIN = 7;

/** Why a passphrase must not protect a key; undefined: it may. */
export function passphraseProblem(passphrase: string): string | undefined {
  const characters = Array.from(passphrase.normalize('NFC'));
  if (characters.length < PASSPHRASE_CHARS_MIN)
    return `the passphrase has ${characters.length} characters, expected at least ${PASSPHRASE_CHARS_MIN}: six random words do well`;
  if (new Set(characters).size < DISTINCT_CHARS_MIN)
    return 'the passphrase repeats a few characters, expected at least 7 different ones: six random words do well';
  return undefined;
}

/** The key file of a seed. */
export async function sealKeyFile(
  seed: Uint8Array,
  about: Omit<KeyFileAbout, 'kid'>,
  passphrase: string,
): Promise<Result<{ text: string; kid: string }, 'key.weak'>> {
  const problem = passphraseProblem(passphrase);
  if (problem !== undefined) return refuse('key.weak', `making a key file: ${problem}`);
  const { publicKey } = await webEd25519Signer(seed);
  const kid = thumbprint(publicKey);
  const armored = await encryptAge(encodeUtf8(`${encodeBase64url(seed)}\n`), passphrase.normalize('NFC'), WORK.made);
  return { ok: true, kid, text: encodeKeyFile({ about: { ...about, kid }, armored }) };
}

/** Opens the text of a key file: the key in it is the one it says. */
export async function openKeyFile(
  text: string,
  passphrase: string,
): Promise<Result<{ key: OfficerKey; about: KeyFileAbout }, SealedCode>> {
  const file = parseKeyFile(text);
  return file.ok ? openSealed(file, passphrase) : file;
}

export async function openSealed(
  { about, armored }: KeyFile,
  passphrase: string,
): Promise<Result<{ key: OfficerKey; about: KeyFileAbout }, SealedCode>> {
  const age = parseAge(armored);
  if (!age.ok) return damaged(age.refusal.detail);
  const { logN } = age.file;
  if (logN < WORK.min || logN > WORK.max) {
    return refuse(
      'key.weak',
      `opening a key file: its work factor is 2^${logN}, expected 2^${WORK.min} to 2^${WORK.max}: it was not made by Parley`,
    );
  }
  const opened = await decryptAge(age.file, passphrase.normalize('NFC'), WORK.max);
  if (!opened.ok) {
    return opened.refusal.code === 'age.passphrase'
      ? refuse('key.passphrase', 'opening a key file: the passphrase is wrong, or the file is damaged')
      : damaged(opened.refusal.detail);
  }
  const seed = parseBase64url(parseUtf8(opened.secret)?.replace(/\n$/, '') ?? '');
  if (seed?.length !== SEED_BYTES) return damaged('what it holds is no key');
  const { publicKey, sign } = await webEd25519Signer(seed);
  seed.fill(0);
  const key = officerKey(publicKey, sign);
  if (key.kid !== about.kid) {
    return refuse(
      'key.mismatch',
      `opening a key file: it says that its key is ${about.kid}, and holds ${key.kid}: its clear lines were altered or mixed up`,
    );
  }
  return { ok: true, key, about };
}

function damaged(detail: string) {
  return refuse<SealedCode>(
    'key.damaged',
    `opening a key file: ${detail}; restore it from its recovery sheet or a copy`,
  );
}
