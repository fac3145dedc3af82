// A small secret in an age file, encrypted with a passphrase: age-encryption.org/v1 with one scrypt recipient, armored, byte for byte what
// `age -p -a` writes and `age -d` reads.
//
//     -----BEGIN AGE ENCRYPTED FILE-----          base64 of what follows, 64 characters a line
//     age-encryption.org/v1
//     -> scrypt <salt, 16 bytes> <log2 N>
//     <file key, 16 bytes, in ChaCha20-Poly1305 under scrypt(passphrase, "age-encryption.org/v1/scrypt" ‖ salt, N, 8, 1), nonce 0>
//     --- <HMAC-SHA-256 of all of the above>
//     <nonce, 16 bytes> <one final chunk of STREAM, in ChaCha20-Poly1305>
//     -----END AGE ENCRYPTED FILE-----
//
// One recipient, one chunk: whatever else an age file may hold is refused before any key is derived. Who has the file controls every byte,
// the work factor among them, so the caller says how much work it may ask for.
// For Node: no browser has scrypt or ChaCha20-Poly1305.

import { createCipheriv, createDecipheriv, createHmac, hkdfSync, scrypt, timingSafeEqual } from 'node:crypto';
import { encodeBase64, parseBase64 } from '@parley/record/base64';
import { concat, encodeUtf8 } from '@parley/record/bytes';
import { refuse, type Result } from '@parley/record/refusal';

export type AgeCode = 'age.armor' | 'age.header' | 'age.work_factor' | 'age.passphrase' | 'age.altered';

/** An age file, read and not decrypted. `logN`: log2 of scrypt's N. */
export type AgeFile = {
  logN: number;
  salt: Uint8Array;
  wrapped: Uint8Array;
  /** the header up to and with `---`, and its MAC */
  header: Uint8Array;
  mac: Uint8Array;
  nonce: Uint8Array;
  chunk: Uint8Array;
};

const BEGIN = '-----BEGIN AGE ENCRYPTED FILE-----';
const END = '-----END AGE ENCRYPTED FILE-----';
const LINE_CHARS = 64;

const HEADER =
  /^(age-encryption\.org\/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n---) ([A-Za-z0-9+/]{43})\n/;
const TAG_BYTES = 16;
const NONCE_BYTES = 16;
/** The first and last chunk of STREAM: counter 0, final. */
const FINAL_CHUNK = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
const CIPHER = 'chacha20-poly1305';
const CIPHER_OPTIONS = { authTagLength: TAG_BYTES };

/** What one chunk holds at most; whoever wants more wants a stream. */
const SECRET_BYTES_MAX = 64 * 1024;

/** Encrypts. `random` gives that many unpredictable bytes, new at every call. */
export async function encryptAge(
  secret: Uint8Array,
  passphrase: string,
  logN: number,
  random: (bytes: number) => Uint8Array,
): Promise<string> {
  if (secret.length === 0 || secret.length > SECRET_BYTES_MAX)
    throw new RangeError(`encrypting a secret: ${secret.length} bytes, expected 1 to ${SECRET_BYTES_MAX}`);
  const fileKey = random(16);
  const salt = random(16);
  const wrapped = encrypt(await wrappingKey(passphrase, salt, logN), new Uint8Array(12), fileKey);
  const header = encodeUtf8(`age-encryption.org/v1\n-> scrypt ${unpadded(salt)} ${logN}\n${unpadded(wrapped)}\n---`);
  const mac = encodeUtf8(` ${unpadded(macOf(fileKey, header))}\n`);
  const nonce = random(NONCE_BYTES);
  const chunk = encrypt(derived(fileKey, nonce, 'payload'), FINAL_CHUNK, secret);
  return armor(concat(header, mac, nonce, chunk));
}

/** Reads the armor and the header. `text` may end lines as Windows does. */
export function parseAge(text: string): Result<{ file: AgeFile }, AgeCode> {
  const bytes = parseArmor(text);
  return bytes === undefined
    ? refuse('age.armor', 'reading an age file: its armor is damaged, or it is none')
    : parseAgeBytes(bytes);
}

export function parseAgeBytes(bytes: Uint8Array): Result<{ file: AgeFile }, AgeCode> {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, 512));
  const match = HEADER.exec(text);
  if (match === null) {
    return refuse(
      'age.header',
      text.startsWith('age-encryption.org/v1\n')
        ? 'reading an age file: it is not encrypted with a passphrase alone, or its header is damaged'
        : 'reading an age file: it is of another version of age, or none',
    );
  }
  const [whole, header, saltText, logN, wrappedText, macText] = match as unknown as [string, ...string[]];
  const salt = parseUnpadded(saltText!);
  const wrapped = parseUnpadded(wrappedText!);
  const mac = parseUnpadded(macText!);
  const payload = bytes.subarray(whole.length);
  if (salt === undefined || wrapped === undefined || mac === undefined)
    return refuse('age.header', 'reading an age file: its header is not in canonical base64');
  if (payload.length <= NONCE_BYTES + TAG_BYTES || payload.length > NONCE_BYTES + SECRET_BYTES_MAX + TAG_BYTES)
    return refuse('age.altered', 'reading an age file: its content is cut off, empty or too long');
  const file = {
    logN: Number(logN),
    salt,
    wrapped,
    header: encodeUtf8(header!),
    mac,
    nonce: payload.subarray(0, NONCE_BYTES),
    chunk: payload.subarray(NONCE_BYTES),
  };
  return { ok: true, file };
}

/** Decrypts. `logNMax`: the work that is done for an unknown file, 128 · 2^logN · 8 bytes of memory among it. */
export async function decryptAge(
  file: AgeFile,
  passphrase: string,
  logNMax: number,
): Promise<Result<{ secret: Uint8Array }, AgeCode>> {
  const { logN, salt, wrapped, header, mac, nonce, chunk } = file;
  if (logN > logNMax) {
    return refuse(
      'age.work_factor',
      `opening an age file: it asks for the work factor 2^${logN}, expected at most 2^${logNMax}`,
    );
  }
  const fileKey = decrypt(await wrappingKey(passphrase, salt, logN), new Uint8Array(12), wrapped);
  if (fileKey === undefined)
    return refuse('age.passphrase', 'opening an age file: the passphrase is wrong, or the file is damaged');
  if (!timingSafeEqual(macOf(fileKey, header), mac))
    return refuse('age.altered', 'opening an age file: its header was altered');
  const secret = decrypt(derived(fileKey, nonce, 'payload'), FINAL_CHUNK, chunk);
  if (secret === undefined) return refuse('age.altered', 'opening an age file: its content was altered');
  return { ok: true, secret };
}

function armor(bytes: Uint8Array): string {
  const lines = encodeBase64(bytes).match(/.{1,64}/g) ?? [];
  return `${BEGIN}\n${lines.join('\n')}\n${END}\n`;
}

function parseArmor(text: string): Uint8Array | undefined {
  const lines = text.trim().split(/\r?\n/);
  if (lines.shift() !== BEGIN || lines.pop() !== END || lines.length === 0) return undefined;
  const last = lines.at(-1)!;
  const whole = lines.slice(0, -1).every((line) => line.length === LINE_CHARS);
  return whole && last.length > 0 && last.length <= LINE_CHARS ? parseBase64(lines.join('')) : undefined;
}

async function wrappingKey(passphrase: string, salt: Uint8Array, logN: number): Promise<Uint8Array> {
  const label = concat(encodeUtf8('age-encryption.org/v1/scrypt'), salt);
  const cost = 2 ** logN;
  return new Promise((resolve, reject) => {
    // One block of r = 8 takes 1 KiB; the platform counts a little beside it.
    scrypt(passphrase, label, 32, { N: cost, r: 8, p: 1, maxmem: cost * 1024 + 1024 * 1024 }, (fault, key) =>
      fault === null ? resolve(new Uint8Array(key)) : reject(fault),
    );
  });
}

function derived(fileKey: Uint8Array, salt: Uint8Array, info: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', fileKey, salt, info, 32));
}

function macOf(fileKey: Uint8Array, header: Uint8Array): Uint8Array {
  const key = derived(fileKey, new Uint8Array(0), 'header');
  return new Uint8Array(createHmac('sha256', key).update(header).digest());
}

function encrypt(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array): Uint8Array {
  const cipher = createCipheriv(CIPHER, key, nonce, CIPHER_OPTIONS);
  return new Uint8Array(Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
}

/** undefined: the key is another one, or the bytes were altered. */
function decrypt(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
  const decipher = createDecipheriv(CIPHER, key, nonce, CIPHER_OPTIONS);
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const plain = decipher.update(sealed.subarray(0, -TAG_BYTES));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return new Uint8Array(plain);
}

function unpadded(bytes: Uint8Array): string {
  return encodeBase64(bytes).replace(/=+$/, '');
}

function parseUnpadded(text: string): Uint8Array | undefined {
  return parseBase64(text + '='.repeat((4 - (text.length % 4)) % 4));
}
