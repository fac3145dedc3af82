// A recovery sheet: a key file on paper, to be typed in again when every copy of the file is gone. Each line has a check of its own, so that
// whoever mistypes one is told which.
//
//     parley recovery sheet 1
//     kid   | UDDR eOZl 1ipX Afp9 wYsm 13sD BMK5 og-- QWdB jzuf 6o4 | k7qa
//     party | us | …                          use and made likewise, as the key file has them
//     01    | YWdl LWVu Y3J5 cHRp b24u b3Jn L3Yx Ci0+ | …          32 characters of the age file's base64 a line, in groups of four
//     …
//     end   | 10 lines | …
//
// A check is the first four characters of the lower-case base32 of SHA-256("parley/recovery/v1" 00 label 00 value without spaces); that of `end` is
// over all values above it. Four characters let a mistyped line through once in a million times, and `end` does not let it through.
// The passphrase is not on the sheet, and the sheet is worth nothing without it.

import { encodeBase32 } from '@parley/record/base32';
import { encodeUtf8 } from '@parley/record/bytes';
import { sha256 } from '@parley/record/hash';
import { refuse, type Result } from '@parley/record/refusal';
import {
  encodeKeyFile,
  isKeyFileField,
  KEY_FILE_FIELDS,
  parseKeyFile,
  type KeyFile,
  type KeyFileAbout,
} from '#keys/key-file';

/** A line of a sheet, as it is printed: the value in groups of four where it is long. */
export type SheetLine = { label: string; value: string; check: string };

export type SheetCode = 'sheet.none' | 'sheet.version' | 'sheet.line' | 'sheet.missing' | 'sheet.end';

export const SHEET_TITLE = 'parley recovery sheet 1';

const LINE_CHARS = 32;
const CHECK_CHARS = 4;
/** A key file has some ten; more than these is no key file. */
const LINES_MAX = 60;

const BEGIN = '-----BEGIN AGE ENCRYPTED FILE-----';
const END = '-----END AGE ENCRYPTED FILE-----';

/** The lines of a key file's sheet, in order. */
export function sheetLines({ about, armored }: KeyFile): SheetLine[] {
  const base64 = armored.replaceAll(/-----[A-Z ]+-----|\s/g, '');
  const pieces = base64.match(new RegExp(`.{1,${LINE_CHARS}}`, 'g')) ?? [];
  const lines = [
    ...KEY_FILE_FIELDS.flatMap((field) => (about[field] === undefined ? [] : [[field, about[field]] as const])),
    ...pieces.map((piece, at) => [numberOf(at), piece] as const),
  ].map(([label, value]) => ({ label, value: grouped(label, value), check: checkOf(label, value) }));
  const all = lines.map(({ value }) => bare(value)).join('');
  const count = `${pieces.length} lines`;
  return [...lines, { label: 'end', value: count, check: checkOf('end', bare(count) + all) }];
}

/** The text of a key file, out of what was typed from a sheet. Lines that are none of a sheet's own are passed over. */
export function parseRecoverySheet(typed: string): Result<{ text: string; file: KeyFile }, SheetCode> {
  const rows = typed.split(/\r?\n/).map((row) => row.trim());
  const version = rows.map((row) => /^parley recovery sheet\s+(\d+)$/i.exec(row)?.[1]).find((one) => one !== undefined);
  if (version !== undefined && version !== '1') {
    return refuse(
      'sheet.version',
      `reading a recovery sheet: it is of version ${version}, expected 1: use the Parley that printed it, or a newer one`,
    );
  }
  const found = new Map<string, string>();
  for (const row of rows) {
    const parts = row.split('|').map((part) => part.trim());
    const label = parts[0]!.toLowerCase();
    if (parts.length < 2 || !isLabel(label)) continue;
    const [, value = '', check = '', ...more] = parts;
    if (more.length > 0 || check === '') return wrong(label, 'it has not three parts with a | between them');
    if (found.has(label)) return wrong(label, 'it is there twice');
    if (label !== 'end' && checkOf(label, bare(value)) !== check.toLowerCase())
      return wrong(label, 'what was typed does not fit its check');
    found.set(label, label === 'end' ? `${bare(value)} ${check.toLowerCase()}` : bare(value));
  }
  if (found.size === 0)
    return refuse(
      'sheet.none',
      'reading a recovery sheet: none of its lines is there, such as 01 | YWdl LWVu … | k7qa',
    );
  const last = found.get('end');
  const [, count, check] = /^(\d{1,2})lines (.*)$/.exec(last ?? '') ?? [];
  if (count === undefined) return missing('end');
  const pieces: string[] = [];
  for (let at = 0; at < Number(count); at++) {
    const piece = found.get(numberOf(at));
    if (piece === undefined) return missing(numberOf(at));
    pieces.push(piece);
  }
  if (!found.has('kid')) return missing('kid');
  const fields = KEY_FILE_FIELDS.filter((field) => found.has(field));
  const all = [...fields.map((field) => found.get(field)!), ...pieces].join('');
  if (checkOf('end', `${count}lines${all}`) !== check) {
    return refuse(
      'sheet.end',
      'reading a recovery sheet: each line fits its check and all together do not fit that of the end: a line is left out, or from another sheet',
    );
  }
  const bad = fields.find((field) => !isKeyFileField(field, found.get(field)!));
  if (bad !== undefined) return wrong(bad, `it is no ${bad}`);
  const about = Object.fromEntries(fields.map((field) => [field, found.get(field)!])) as KeyFileAbout;
  const wrapped = pieces.join('').match(/.{1,64}/g) ?? [];
  const armored = `${BEGIN}\n${wrapped.join('\n')}\n${END}\n`;
  const text = encodeKeyFile({ about, armored });
  const read = parseKeyFile(text);
  if (!read.ok) throw new Error(`restoring a key file: ${read.refusal.detail}`);
  return { ok: true, text, file: { about: read.about, armored: read.armored } };
}

function isLabel(label: string): boolean {
  return label === 'end' || /^\d\d$/.test(label) || (KEY_FILE_FIELDS as readonly string[]).includes(label);
}

function numberOf(at: number): string {
  if (at >= LINES_MAX) throw new RangeError(`printing a recovery sheet: more than ${LINES_MAX} lines`);
  return String(at + 1).padStart(2, '0');
}

function grouped(label: string, value: string): string {
  return label === 'kid' || /^\d/.test(label) ? (value.match(/.{1,4}/g) ?? []).join(' ') : value;
}

function bare(value: string): string {
  return value.replaceAll(/\s/g, '');
}

function checkOf(label: string, value: string): string {
  return encodeBase32(sha256(encodeUtf8(`parley/recovery/v1\0${label}\0${value}`))).slice(0, CHECK_CHARS);
}

function wrong(label: string, fact: string) {
  return refuse<SheetCode>('sheet.line', `reading a recovery sheet: line ${label}: ${fact}; type it again`, {
    line: label,
  });
}

function missing(label: string) {
  return refuse<SheetCode>('sheet.missing', `reading a recovery sheet: line ${label} is missing; type it too`, {
    line: label,
  });
}
