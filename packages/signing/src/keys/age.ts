// A small secret in an age file, encrypted with a passphrase: age-encryption.org/v1 with one scrypt recipient, armored, as `age -p -a` writes and
// `age -d` reads it. The format is the library's; what is ours is the look at its header before any key is derived: one recipient, so that
// nobody else reads along, and a work factor that the caller allows, since who has the file controls every byte of it.
//
//     age-encryption.org/v1
//     -> scrypt <salt> <log2 N>
//     <wrapped file key>
//     --- <MAC>

import { armor, Decrypter, Encrypter } from 'age-encryption';
import { refuse, type Result } from '@parley/record/refusal';

export type AgeCode = 'age.armor' | 'age.header' | 'age.work_factor' | 'age.passphrase' | 'age.altered';

/** An age file with a header as it should be, not decrypted. `logN`: log2 of scrypt's N. */
export type AgeFile = { logN: number; bytes: Uint8Array };

const HEADER =
  /^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)\n[A-Za-z0-9+/]{43}\n--- [A-Za-z0-9+/]{43}\n/;

/** Encrypts; about a second of one processor at `logN` = 18. */
export async function encryptAge(secret: Uint8Array, passphrase: string, logN: number): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(logN);
  return armor.encode(await encrypter.encrypt(secret));
}

/** Reads the armor and the header. `text` may end lines as Windows does. */
export function parseAge(text: string): Result<{ file: AgeFile }, AgeCode> {
  let bytes: Uint8Array;
  try {
    bytes = armor.decode(text);
  } catch {
    return refuse('age.armor', 'reading an age file: its armor is damaged, or it is none');
  }
  return parseAgeBytes(bytes);
}

export function parseAgeBytes(bytes: Uint8Array): Result<{ file: AgeFile }, AgeCode> {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, 512));
  const logN = HEADER.exec(text)?.[1];
  if (logN !== undefined) return { ok: true, file: { logN: Number(logN), bytes } };
  return refuse(
    'age.header',
    text.startsWith('age-encryption.org/v1\n')
      ? 'reading an age file: it is not encrypted with a passphrase alone, or its header is damaged'
      : 'reading an age file: it is of another version of age, or none',
  );
}

/** Decrypts. `logNMax`: the work that is done for an unknown file, 128 · 2^logN · 8 bytes of memory among it. */
export async function decryptAge(
  { logN, bytes }: AgeFile,
  passphrase: string,
  logNMax: number,
): Promise<Result<{ secret: Uint8Array }, AgeCode>> {
  if (logN > logNMax) {
    return refuse(
      'age.work_factor',
      `opening an age file: it asks for the work factor 2^${logN}, expected at most 2^${logNMax}`,
    );
  }
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return { ok: true, secret: await decrypter.decrypt(bytes) };
  } catch (fault) {
    return (fault as Error).message.startsWith('no identity matched')
      ? refuse('age.passphrase', 'opening an age file: the passphrase is wrong, or the file is damaged')
      : refuse('age.altered', 'opening an age file: it was altered or cut off');
  }
}
