// Looks for a word in bytes, however it is spelled there: plain, base64 in every alignment and alphabet, once or twice over, hexadecimal,
// percent-encoded, JSON-escaped, UTF-16, within chunked bodies, and within whatever is compressed. Says which spelling it found.

import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
} from 'node:zlib';

/** Every spelling of an ASCII word that is looked for, by its name. */
export function spellings(word: string): Map<string, string> {
  const found = new Map<string, string>([['plain', word]]);
  const bytes = Buffer.from(word);
  for (const [name, text] of base64s(bytes)) {
    found.set(name, text);
    for (const [twice, inner] of base64s(Buffer.from(text))) found.set(`${name} in ${twice}`, inner);
  }
  found.set('hex', bytes.toString('hex'));
  found.set('HEX', bytes.toString('hex').toUpperCase());
  found.set('percent', [...bytes].map((byte) => `%${byte.toString(16)}`).join(''));
  found.set('PERCENT', [...bytes].map((byte) => `%${byte.toString(16).toUpperCase()}`).join(''));
  found.set('json', [...bytes].map((byte) => String.raw`\u00${byte.toString(16)}`).join(''));
  found.set('utf16', Buffer.from(word, 'utf16le').toString('latin1'));
  found.set('reversed', Buffer.from(bytes).reverse().toString('latin1'));
  return found;
}

/** The characters of base64 that follow from the word alone, whatever stands around it. */
function* base64s(bytes: Buffer): Generator<[string, string]> {
  for (const before of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const from = Math.ceil((before * 4) / 3);
    const to = Math.floor(((before + bytes.length) * 4) / 3);
    const inner = text.slice(before === 0 ? 0 : from, to);
    yield [`base64+${before}`, inner];
    const url = inner.replaceAll('+', '-').replaceAll('/', '_');
    if (url !== inner) yield [`base64url+${before}`, url];
  }
}

/** Where words were found: `<word> as <spelling>`. */
export function findWords(blob: Buffer, words: readonly string[]): string[] {
  const found = new Set<string>();
  for (const bytes of unfolded(blob)) {
    const text = bytes.toString('latin1');
    for (const word of words) {
      for (const [name, spelling] of spellings(word)) if (text.includes(spelling)) found.add(`${word} as ${name}`);
    }
  }
  return [...found];
}

/** The bytes themselves, without the frames of chunked bodies, and everything compressed that begins anywhere in them. */
function* unfolded(blob: Buffer, depth = 0): Generator<Buffer> {
  yield blob;
  const text = blob.toString('latin1');
  const joined = text.replaceAll(/\r\n[0-9a-f]{1,8}\r\n/gi, '');
  if (joined.length !== text.length) yield Buffer.from(joined, 'latin1');
  if (depth === 2) return;
  for (const [magic, open] of COMPRESSED) {
    for (let at = text.indexOf(magic); at >= 0; at = text.indexOf(magic, at + 1)) {
      const opened = opening(open, blob.subarray(at));
      if (opened !== undefined) yield* unfolded(opened, depth + 1);
    }
  }
}

const LENIENT = { finishFlush: constants.Z_SYNC_FLUSH };
/** An answer with brotli has no magic of its own: it begins where the headers end. */
const COMPRESSED: [string, (bytes: Buffer) => Buffer][] = [
  ['\x1f\x8b\x08', (bytes) => gunzipSync(bytes, LENIENT)],
  ['\x78\x01', (bytes) => inflateSync(bytes, LENIENT)],
  ['\x78\x9c', (bytes) => inflateSync(bytes, LENIENT)],
  ['\x78\xda', (bytes) => inflateSync(bytes, LENIENT)],
  ['\x28\xb5\x2f\xfd', (bytes) => zstdDecompressSync(bytes)],
  ['FlateDecode', (bytes) => inflateSync(bytes.subarray(bytes.indexOf('stream') + 7), LENIENT)],
  [
    'PK\x03\x04',
    (bytes) => inflateRawSync(bytes.subarray(30 + bytes.readUInt16LE(26) + bytes.readUInt16LE(28)), LENIENT),
  ],
  ['content-encoding: br', (bytes) => brotliDecompressSync(bytes.subarray(bytes.indexOf('\r\n\r\n') + 4))],
];

function opening(open: (bytes: Buffer) => Buffer, bytes: Buffer): Buffer | undefined {
  try {
    return open(bytes);
  } catch {
    // It only looked as if something compressed began there.
    return undefined;
  }
}
