// The words of the entries of one bundle, as a file beside it: `words/<N>[.p/<W>]`, JSON Lines, one line an entry, in order.
//
//     ["<disclosure>", null, …]LF      one place for each digest of the act's `_sd`, in that order; null where it is not held
//     []LF                             an entry without words, or one that is no act
//
// A line says nothing by itself: each disclosure must hash to the digest in its place. `null` tells *withheld* or *erased* apart
// from *altered*; whether it may stand there is for the reader to judge.

import { encodeUtf8, parseUtf8 } from './bytes.ts';
import { refuse, type Result } from './refusal.ts';
import { digestOf, WORDS_BYTES_MAX } from './words.ts';

/** For each digest of `_sd`, the disclosure's text, or null where it is not held. */
export type WordLine = (string | null)[];

export type WordBundleCode = 'words.malformed' | 'words.altered' | 'words.missing' | 'words.too_large';

const DISCLOSURE = /^[A-Za-z0-9_-]+$/;

export function encodeWordLine(line: WordLine): string {
  return JSON.stringify(line);
}

export function encodeWordBundle(lines: readonly WordLine[]): Uint8Array {
  return encodeUtf8(lines.map((line) => `${encodeWordLine(line)}\n`).join(''));
}

/** Reads one line, in the only spelling it has. */
export function parseWordLine(text: string): Result<{ line: WordLine }, WordBundleCode> {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    return malformed('a line is not JSON');
  }
  if (!Array.isArray(line) || !line.every(isPlace)) return malformed('a line is not a list of disclosures');
  if (encodeWordLine(line) !== text) return malformed('a line is not in its one spelling');
  return { ok: true, line };
}

/** Reads the words of a bundle of exactly `width` entries. */
export function parseWordBundle(bytes: Uint8Array, width: number): Result<{ lines: WordLine[] }, WordBundleCode> {
  const text = parseUtf8(bytes);
  if (text === undefined) return malformed('it is not UTF-8');
  const texts = text.split('\n');
  if (texts.pop() !== '' || texts.length !== width)
    return malformed(`it does not have ${width} lines, each ended by a line feed`);
  const lines: WordLine[] = [];
  for (const one of texts) {
    const parsed = parseWordLine(one);
    if (!parsed.ok) return parsed;
    lines.push(parsed.line);
  }
  return { ok: true, lines };
}

/**
 * Holds a line against the digests of its act (none, for an entry that is no act). Gives the digests whose words are not there; a
 * disclosure that is there must have the digest of its place.
 */
export function checkWordLine(
  digests: readonly string[],
  line: WordLine,
): Result<{ missing: string[] }, WordBundleCode> {
  if (line.length !== digests.length) {
    return refuse('words.altered', `checking words: ${line.length} places, expected ${digests.length}, one a digest`);
  }
  const missing: string[] = [];
  let bytes = 0;
  for (const [place, digest] of digests.entries()) {
    const text = line[place]!;
    if (text === null) {
      missing.push(digest);
      continue;
    }
    bytes += text.length;
    if (digestOf(text) !== digest) {
      return refuse(
        'words.altered',
        `checking words: the disclosure in place ${place} does not have the digest ${digest}`,
      );
    }
  }
  if (bytes > WORDS_BYTES_MAX) {
    return refuse('words.too_large', `checking words: ${bytes} bytes, expected at most ${WORDS_BYTES_MAX}`);
  }
  return { ok: true, missing };
}

function isPlace(place: unknown): place is string | null {
  return place === null || (typeof place === 'string' && DISCLOSURE.test(place));
}

function malformed(fact: string) {
  return refuse<WordBundleCode>('words.malformed', `reading the words of a bundle: ${fact}`);
}
