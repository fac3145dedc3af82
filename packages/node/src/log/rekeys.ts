// Finding the few entries of a log that may replace a key without reading each of them as an act: whoever appends an entry asks, and so it has to
// cost nothing. An act is base64url of JSON, so its type stands in it in one of three spellings, by where it begins.

import { encodeBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';

const TYPE = 'party.rekey';

/** The characters of base64url that bytes at an offset of 0, 1 or 2 fully decide. */
const SPELLINGS = [0, 1, 2].map((offset) => {
  const text = encodeBase64url(encodeUtf8('\0'.repeat(offset) + TYPE));
  return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + TYPE.length) * 8) / 6));
});

/** Whether an entry may be a `party.rekey`: true for each that is one, and for hardly any other. */
export function mayRekey(entry: Uint8Array): boolean {
  const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength);
  return SPELLINGS.some((spelling) => bytes.includes(spelling, 0, 'latin1'));
}

/** What a node's tables say of one log. `rekeys`: by the docket, among the `folded` first entries; `entries`: `from` … `to` − 1. */
export type Stored = {
  rekeys: readonly number[];
  folded: number;
  size: number;
  entries: (from: number, to: number) => Uint8Array[];
};

const ENTRIES_AT_ONCE = 256;

/** The indices of entries that may replace keys, ascending: those the docket has read, and those it has yet to read. */
export function findRekeys({ rekeys, folded, size, entries }: Stored): number[] {
  const found = rekeys.filter((index) => index < size);
  for (let from = folded; from < size; from += ENTRIES_AT_ONCE) {
    for (const [place, entry] of entries(from, Math.min(size, from + ENTRIES_AT_ONCE)).entries()) {
      if (mayRekey(entry)) found.push(from + place);
    }
  }
  return found;
}

/** The statement that gives `rekeys`, as `position`, for the positions from the first to before the second. */
export const REKEYS_FOLDED =
  "select position from act where type = 'party.rekey' and position >= ? and position < ? order by position";
