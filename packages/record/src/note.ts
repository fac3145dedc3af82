// A signed note (c2sp.org/signed-note@v1.0.0): a text, an empty line, signature lines. The envelope of every checkpoint.
//
//     note = text LF sig+                      the text ends in LF, so LF LF stands between text and signatures
//     sig  = "— " name " " base64(keyID[4] ‖ signature) LF
//
// The text may hold empty lines of its own: the *last* LF LF parts it from the signatures. What is signed is the text
// with its final LF; the signature lines are not covered, so whoever carries a note may add and drop lines at will.
// That is why one line per (name, key ID) is all we take: two would let two readers pick different ones.
//
// Stricter than the standard: canonical base64 only, at most 64 KiB and 64 lines, no repeated (name, key ID), and of control
// characters LF alone (the standard lets U+007F to U+009F pass).

import { encodeBase64, parseBase64 } from './base64.ts';
import { concat, encodeUtf8, equalBytes, parseUtf8 } from './bytes.ts';
import { encodeHex } from './hex.ts';
import { refuse, type Result } from './refusal.ts';
import type { Suite } from './suite.ts';
import { isKeyName, type Vkey } from './vkey.ts';

/** One signature line: `keyId` is 4 bytes, `signature` the 1 or more bytes after it, whatever their type means. */
export type NoteSignature = { name: string; keyId: Uint8Array; signature: Uint8Array };

/** What arrived: nothing is verified. `text` ends in LF. */
export type Note = { text: string; signatures: NoteSignature[] };

declare const verified: unique symbol;

/** What `openNote` returned: `exact` is the whole note as it came, `signers` the given keys that signed it. */
export type VerifiedNote = Note & {
  readonly [verified]: 'note';
  readonly exact: string;
  readonly signers: readonly Vkey[];
};

export type NoteCode = 'note.malformed' | 'note.too_large' | 'note.repeated_line' | 'note.unsigned' | 'note.signature';

/** Enough for 20 ML-DSA-44 signatures; more is somebody's flood. */
export const NOTE_BYTES_MAX = 65_536;
export const NOTE_LINES_MAX = 64;

const CONTROL = /[^\P{Cc}\n]/u;
const DASH = '— ';

/** The note as text. `encodeNote(parseNote(text).note)` is `text` for every text that is accepted. */
export function encodeNote(note: Note): string {
  return `${note.text}\n${note.signatures.map(encodeSignature).join('')}`;
}

/** One signature line with its final LF. */
export function encodeSignature(line: NoteSignature): string {
  return `${DASH}${line.name} ${encodeBase64(concat(line.keyId, line.signature))}\n`;
}

/** Reads a note; trusts nothing in it. */
export function parseNote(input: string | Uint8Array): Result<{ note: Note }, NoteCode> {
  const whole = textOf(input);
  if (typeof whole !== 'string') return whole;
  const split = whole.lastIndexOf('\n\n');
  if (split < 0) return malformed('no empty line parts the text from the signatures');
  const lines = parseSignatures(whole.slice(split + 2));
  if (!lines.ok) return lines;
  return { ok: true, note: { text: whole.slice(0, split + 1), signatures: lines.signatures } };
}

/** Reads one or more signature lines, each ended by LF: the foot of a note, and a witness's answer. */
export function parseSignatures(text: string): Result<{ signatures: NoteSignature[] }, NoteCode> {
  if (!text.endsWith('\n')) return malformed('the last signature line does not end in LF');
  const lines = text.slice(0, -1).split('\n', NOTE_LINES_MAX + 1);
  if (lines.length > NOTE_LINES_MAX) {
    return refuse('note.too_large', `read a note: more than ${NOTE_LINES_MAX} signature lines`);
  }
  const signatures: NoteSignature[] = [];
  const seen = new Set<string>();
  for (const [i, line] of lines.entries()) {
    const signature = parseSignature(line);
    if (signature === undefined) return malformed(`signature line ${i + 1} is not "— name base64"`);
    const key = `${signature.name} ${encodeHex(signature.keyId)}`;
    if (seen.has(key)) {
      return refuse('note.repeated_line', `read a note: two signature lines for ${key}, expected one`);
    }
    seen.add(key);
    signatures.push(signature);
  }
  return { ok: true, signatures };
}

/**
 * Opens a note with keys of type 0x01. Lines of other keys are ignored; a line of a given key must verify; at least one
 * must be there. (A checkpoint asks for more: `openCheckpoint`.)
 */
export async function openNote(
  input: string | Uint8Array,
  vkeys: readonly Vkey[],
  suite: Suite,
): Promise<Result<{ note: VerifiedNote }, NoteCode>> {
  const parsed = parseNote(input);
  if (!parsed.ok) return parsed;
  const { note } = parsed;
  const message = encodeUtf8(note.text);
  const signers: Vkey[] = [];
  for (const vkey of vkeys) {
    if (vkey.type !== 0x01) throw new RangeError('open a note: only keys of type 1 sign a text as such');
    const line = lineOf(note, vkey);
    if (line === undefined) continue;
    if (line.signature.length !== 64 || !(await suite.ed25519(vkey.publicKey, message, line.signature))) {
      return refuse('note.signature', `open a note: the signature of ${vkey.name} does not verify`);
    }
    signers.push(vkey);
  }
  if (signers.length === 0) return refuse('note.unsigned', 'open a note: none of the given keys signed it');
  return {
    ok: true,
    note: { ...note, exact: encodeNote(note), signers } as unknown as VerifiedNote,
  };
}

/** The signature line that claims to be of `vkey`, if there is one. */
export function lineOf(note: Note, vkey: Vkey): NoteSignature | undefined {
  return note.signatures.find((line) => line.name === vkey.name && equalBytes(line.keyId, vkey.keyId));
}

/** The note with the lines of `vkeys` alone, in its own order: anything else on it is not ours to pass on. */
export function withLinesOf(note: Note, vkeys: readonly Vkey[]): Note {
  const lines = new Set(vkeys.map((vkey) => lineOf(note, vkey)));
  return { text: note.text, signatures: note.signatures.filter((line) => lines.has(line)) };
}

function parseSignature(line: string): NoteSignature | undefined {
  if (!line.startsWith(DASH)) return undefined;
  const space = line.indexOf(' ', DASH.length);
  if (space < 0) return undefined;
  const name = line.slice(DASH.length, space);
  const blob = parseBase64(line.slice(space + 1));
  if (!isKeyName(name) || blob === undefined || blob.length < 5) return undefined;
  return { name, keyId: blob.slice(0, 4), signature: blob.slice(4) };
}

function textOf(input: string | Uint8Array): string | ReturnType<typeof malformed> {
  // A string has at most as many UTF-16 units as UTF-8 bytes: the first test spares us encoding a flood.
  if (input.length > NOTE_BYTES_MAX) return tooLarge();
  if (typeof input === 'string') {
    if (!input.isWellFormed()) return malformed('it is not well-formed Unicode');
    if (encodeUtf8(input).length > NOTE_BYTES_MAX) return tooLarge();
  }
  const text = typeof input === 'string' ? input : parseUtf8(input);
  if (text === undefined) return malformed('it is not UTF-8');
  if (CONTROL.test(text)) return malformed('it has a control character other than LF');
  return text;
}

function tooLarge() {
  return refuse<NoteCode>('note.too_large', `read a note: it is over ${NOTE_BYTES_MAX} bytes`);
}

function malformed(fact: string) {
  return refuse<NoteCode>('note.malformed', `read a note: ${fact}`);
}
