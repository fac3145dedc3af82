// A key file as text: what it says of its key in the clear, and an age file that holds the key's seed (spec/key-file.md).
//
//     # parley key file 1
//     # kid: <43 characters>
//     # party: us                   each of the following may be left out
//     # use: officer
//     # made: 2026-11-23
//     -----BEGIN AGE ENCRYPTED FILE-----
//     …
//     -----END AGE ENCRYPTED FILE-----
//
// The lines in the clear are for people and for finding the right file. They are not encrypted and anybody may alter them: whoever opens the file
// compares the kid with the key that comes out, and believes nothing else of them.

import { PARTY_ID } from '@parley/record/key';
import { refuse, type Result } from '@parley/record/refusal';

/** What a key file says of its key. `made`: a day, as 2026-11-23. */
export type KeyFileAbout = { kid: string; party?: string; use?: KeyUse; made?: string };
export type KeyUse = (typeof KEY_USES)[number];

/** `armored`: the age file, from its first line to its last. */
export type KeyFile = { about: KeyFileAbout; armored: string };

export type KeyFileCode = 'key.no_key_file' | 'key.version' | 'key.damaged';

export const KEY_USES = ['officer', 'root'] as const;

/** A key file is some 600 characters; whatever is much longer is something else. */
const CHARS_MAX = 4096;

const FIRST = /^# parley key file ([0-9]{1,4})$/;
const KID = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
const DAY = /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;
const BEGIN = '-----BEGIN AGE ENCRYPTED FILE-----';

const FIELDS = {
  kid: (value: string) => KID.test(value),
  party: (value: string) => PARTY_ID.test(value),
  use: (value: string) => (KEY_USES as readonly string[]).includes(value),
  made: (value: string) => DAY.test(value),
} as const;
export const KEY_FILE_FIELDS = Object.keys(FIELDS) as (keyof typeof FIELDS)[];

/** Whether a field of a key file may have this value. */
export function isKeyFileField(field: keyof typeof FIELDS, value: string): boolean {
  return FIELDS[field](value);
}

/** The text of a key file. Throws TypeError for what `parseKeyFile` would refuse: our own caller is at fault. */
export function encodeKeyFile({ about, armored }: KeyFile): string {
  const lines = KEY_FILE_FIELDS.flatMap((field) => (about[field] === undefined ? [] : [`# ${field}: ${about[field]}`]));
  const text = `# parley key file 1\n${lines.join('\n')}\n${armored.trim().replaceAll('\r\n', '\n')}\n`;
  const read = parseKeyFile(text);
  if (!read.ok) throw new TypeError(`encoding a key file: ${read.refusal.detail}`);
  return text;
}

/** Reads the clear lines and sets the age file apart, which `openKeyFile` reads. */
export function parseKeyFile(text: string): Result<KeyFile, KeyFileCode> {
  const lines = text.length > CHARS_MAX ? [] : text.trim().split(/\r?\n/);
  const version = FIRST.exec(lines[0] ?? '')?.[1];
  if (version === undefined) {
    const bare = lines[0] === BEGIN ? '; it is an age file without the lines that say whose key it holds' : '';
    return refuse('key.no_key_file', `reading a key file: its first line is not “# parley key file 1”${bare}`);
  }
  if (version !== '1') {
    return refuse(
      'key.version',
      `reading a key file: it is of version ${version}, expected 1: use the Parley that made it, or a newer one`,
    );
  }
  const begins = lines.indexOf(BEGIN);
  if (begins < 0) return damaged('it holds no age file');
  const found = new Map<string, string>();
  for (const line of lines.slice(1, begins)) {
    const [, field, value] = /^# ([a-z]+): (\S+)$/.exec(line) ?? [];
    if (field === undefined || !Object.hasOwn(FIELDS, field) || found.has(field))
      return damaged(`the line “${line.slice(0, 60)}” does not belong in it`);
    if (!isKeyFileField(field as keyof typeof FIELDS, value!)) return damaged(`its ${field} is no ${field}`);
    found.set(field, value!);
  }
  if (!found.has('kid')) return damaged('it does not say the kid of its key');
  const about = Object.fromEntries(found) as KeyFileAbout;
  return { ok: true, about, armored: `${lines.slice(begins).join('\n')}\n` };
}

function damaged(fact: string) {
  return refuse<KeyFileCode>(
    'key.damaged',
    `reading a key file: ${fact}; restore it from its recovery sheet or a copy`,
  );
}
