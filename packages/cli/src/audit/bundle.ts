// One bundle of entries with its words, checked as far as that can be done without the rest of the log: form, signatures, words. It is most
// of an audit's work, and many bundles are under way at once: this is what the workers run.

import { openAct, parseAct, type VerifiedAct } from '@parley/record/act';
import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { parseUtf8 } from '@parley/record/bytes';
import { HASH_BYTES, leafHash } from '@parley/record/hash';
import type { Refusal } from '@parley/record/refusal';
import type { Suite } from '@parley/record/suite';
import { parseBundle } from '@parley/record/tile';
import { checkWordLine, parseWordLine } from '@parley/record/wordbundle';
import { introduceKeys } from '@parley/docket/keys';
import { refuseUnrouted, routeOf } from '@parley/docket/route';

export type BundleJob = {
  kind: 'bundle';
  party: string;
  /** Index of its first entry. */
  from: number;
  width: number;
  bytes: Uint8Array;
  /** Undefined if there is no such file: that is said elsewhere. */
  words: Uint8Array | undefined;
  /** Keys that the log is known to have introduced before this bundle; those it introduces itself are found here. */
  keys: ReadonlyMap<string, Uint8Array>;
};

/** An entry as the scratch file keeps it. `act`: JSON of its payload and kids; `seen` as the payload has it. */
export type Row =
  | {
      id: string;
      act: string;
      iat: number;
      seen: Record<string, { n: number; root: string }> | undefined;
      route: { to: 'house' } | { to: 'subject'; subject: string } | { to: 'nothing'; code: string; detail: string };
      /** A key that the act introduces. */
      introduces: [kid: string, key: Uint8Array] | undefined;
      /** Of an erasure: the act, and the digests of its words, that it names. */
      erases: { of: string; words: string[] } | undefined;
      /** Of what may replace a key: the entry. */
      rekeys: Uint8Array | undefined;
    }
  | {
      id: string;
      refusal: Refusal;
      /** Signed by these, one of which was not known: to be opened again if the log has introduced it meanwhile. */
      unknown: { kids: string[]; entry: Uint8Array } | undefined;
    };

/** Digests whose words are not there, and the first line that is wrong. `line` counts from 1. */
export type WordsFound = {
  held: number;
  absent: { place: number; digest: string }[];
  wrong: { line: number; detail: string } | undefined;
};

export type BundleResult =
  | { ok: false; detail: string; at: number; leaves?: undefined }
  | { ok: true; leaves: Uint8Array; offsets: Uint32Array; rows: Row[]; words: WordsFound };

/** Only ASCII digits, letters and punctuation of JSON stand in a bundle's words, one line an entry. */
const LF = 0x0a;

export async function checkBundle(job: BundleJob, suite: Suite): Promise<BundleResult> {
  const { party, from, width, bytes } = job;
  const parsed = parseBundle(bytes, width);
  if (!parsed.ok) return { ok: false, detail: parsed.refusal.detail, at: brokenAt(bytes, width) };
  const keys = new Map(job.keys);
  const leaves = new Uint8Array(width * HASH_BYTES);
  const offsets = new Uint32Array(width + 1);
  const rows: Row[] = [];
  const digests: (readonly string[])[] = [];
  for (const [place, entry] of parsed.entries.entries()) {
    offsets[place + 1] = offsets[place]! + 2 + entry.length;
    const { row, sd } = await openRow(party, from + place, entry, keys, suite);
    if ('act' in row && row.introduces !== undefined) keys.set(...row.introduces);
    leaves.set(parseBase64url(row.id)!, place * HASH_BYTES);
    rows.push(row);
    digests.push(sd);
  }
  return { ok: true, leaves, offsets, rows, words: checkWords(digests, job.words) };
}

/** One entry, with the digests of its words. */
export async function openRow(
  party: string,
  index: number,
  entry: Uint8Array,
  keys: ReadonlyMap<string, Uint8Array>,
  suite: Suite,
): Promise<{ row: Row; sd: readonly string[] }> {
  const parsed = parseAct(entry);
  if (!parsed.ok) {
    const id = encodeBase64url(leafHash(entry));
    return { row: { id, refusal: parsed.refusal, unknown: undefined }, sd: [] };
  }
  const { id, payload, signatures } = parsed.act;
  const sd = payload._sd ?? [];
  const opened = await openAct(parsed.act, keys, suite);
  if (!opened.ok) {
    const again = opened.refusal.code === 'act.key_unknown';
    const unknown = again ? { kids: signatures.map(({ kid }) => kid), entry: entry.slice() } : undefined;
    return { row: { id, refusal: opened.refusal, unknown }, sd };
  }
  const { act } = opened;
  const routed = { party, index, id, act };
  const route = routeOf(routed);
  const row: Row = {
    id,
    act: JSON.stringify({ payload, kids: act.kids }),
    iat: payload.iat,
    seen: payload.seen,
    route: route.to === 'nothing' ? { ...route, ...reason(refuseUnrouted(routed)) } : route,
    introduces: introducedBy(act),
    erases: erasedBy(act),
    rekeys: payload.type === 'party.rekey' ? entry.slice() : undefined,
  };
  return { row, sd };
}

function erasedBy({ payload: { type, body } }: VerifiedAct): { of: string; words: string[] } | undefined {
  const { of, words } = body;
  if (type !== 'erasure' || typeof of !== 'string' || !Array.isArray(words)) return undefined;
  return { of, words: words.filter((digest) => typeof digest === 'string') };
}

function reason({ code, detail }: Refusal): { code: string; detail: string } {
  return { code, detail };
}

function introducedBy(act: VerifiedAct): [string, Uint8Array] | undefined {
  const introduced = new Map<string, Uint8Array>();
  introduceKeys(introduced, act);
  for (const key of introduced) return key;
  return undefined;
}

/** Holds the words' file, line by line, against the digests of the entries. */
function checkWords(digests: readonly (readonly string[])[], bytes: Uint8Array | undefined): WordsFound {
  const found: WordsFound = { held: 0, absent: [], wrong: undefined };
  if (bytes === undefined) return found;
  let at = 0;
  for (const [place, wanted] of digests.entries()) {
    const wrong = (detail: string) => (found.wrong ??= { line: place + 1, detail });
    const end = bytes.indexOf(LF, at);
    if (end < 0) {
      wrong(at === bytes.length ? 'the file ends before it' : 'it does not end in a line feed');
      return found;
    }
    const text = parseUtf8(bytes.subarray(at, end));
    at = end + 1;
    const parsed = text === undefined ? undefined : parseWordLine(text);
    if (parsed?.ok !== true) {
      wrong(parsed?.refusal.detail ?? 'it is not UTF-8');
      continue;
    }
    const checked = checkWordLine(wanted, parsed.line);
    if (!checked.ok) {
      wrong(checked.refusal.detail);
      continue;
    }
    found.held += wanted.length - checked.missing.length;
    for (const digest of checked.missing) found.absent.push({ place, digest });
  }
  if (at !== bytes.length)
    found.wrong ??= { line: digests.length + 1, detail: `${bytes.length - at} bytes beyond the last entry’s line` };
  return found;
}

/** The byte at which a bundle stops being one. */
function brokenAt(bytes: Uint8Array, width: number): number {
  let at = 0;
  for (let entries = 0; entries < width; entries++) {
    const end = at + 2 + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
    if (at + 2 > bytes.length || end > bytes.length) return at;
    at = end;
  }
  return at;
}
