// Uploading entries to a holder that cannot fetch them: the body of add-entries and its answers (c2sp.org/tlog-mirror as of
// C2SP@5ba5ee8). First a checkpoint is submitted (submission.ts) and so becomes pending; then its entries come, in packages
// cut at multiples of 256, each of which proves by itself that it is part of the pending tree.
//
//     u16 length ‖ origin ‖ u64 start ‖ u64 end ‖ u16 length ‖ ticket ‖ package*
//     package = (u16 length ‖ entry)* ‖ u8 count (at most 63) ‖ hash[32]*
//
// All numbers big-endian. Package i covers [max(start, r + 256·i), min(end, r + 256·(i+1))) with r = start rounded down to a
// multiple of 256; its hashes are the subtree proof of [r + 256·i, its end) in the tree of size `end`. So its receiver needs
// the leaf hashes that it already has of that stretch, and nothing of the packages before or after.
//
// A request holds the first packages of the sequence, perhaps none, at most 32. Whatever follows the last whole package is
// dropped: the connection broke. The sender goes on from the `next` that the answer tells.
//
//     refusal                   status   body
//     upload.malformed          400      also when not even one whole package came
//     upload.origin_unknown     404
//     upload.nothing_pending    422
//     upload.elsewhere          409      where to go on, as text/x.tlog.mirror-info; so does 202, when a part was stored
//     upload.proof              422

import { encodeBase64, parseBase64 } from './base64.ts';
import { concat, encodeUtf8, parseUtf8 } from './bytes.ts';
import { encodeUint64, parseDecimal, parseUint64 } from './integer.ts';
import { HASH_BYTES, leafHash } from './hash.ts';
import { refuse, type Refused, type Result } from './refusal.ts';
import { encodeBundle, takeEntry, TILE_WIDTH } from './tile.ts';
import { checkSubtree, PROOF_HASHES_MAX, rootOf, subtreeProof, type HashReader, type Range } from './tree.ts';

/** Which entries of which log: start … end − 1, to be proven in the tree of size `end`. */
export type UploadHead = { origin: string; start: number; end: number; ticket: Uint8Array };

/** Entries start … end − 1, with the proof of their stretch. */
export type EntryPackage = Range & { entries: Uint8Array[]; proof: Uint8Array[] };

export type Upload = { head: UploadHead; packages: EntryPackage[] };

/** Where a receiver stands: `size` is pending, `next` is the first entry that it lacks, `ticket` is to be sent back. */
export type UploadState = { size: number; next: number; ticket: Uint8Array };

export type UploadCode =
  | 'upload.malformed'
  | 'upload.origin_unknown'
  | 'upload.nothing_pending'
  | 'upload.elsewhere'
  | 'upload.proof';

/** Packages in one request: what the standard asks senders to keep to, and all that we take. */
export const UPLOAD_PACKAGES_MAX = 32;

/** The stretches into which an upload is cut. */
export function* packageRanges({ start, end }: Range): Generator<Range> {
  for (let at = start; at < end;) {
    const next = Math.min(end, stretchStart(at) + TILE_WIDTH);
    yield { start: at, end: next };
    at = next;
  }
}

/** The package of one stretch of an upload to `size`, from the entries of that stretch and the hashes of the tree. */
export function packageOf(range: Range, entries: Uint8Array[], size: number, read: HashReader): EntryPackage {
  const { start, end } = range;
  return {
    start,
    end,
    entries,
    proof: subtreeProof({ start: stretchStart(start), end }, size, read),
  };
}

/** The body of an upload, or of its first packages. */
export function encodeUpload({ head, packages }: Upload): Uint8Array {
  const origin = encodeUtf8(head.origin);
  const parts = [uint16(origin.length), origin, encodeUint64(head.start), encodeUint64(head.end)];
  parts.push(uint16(head.ticket.length), head.ticket);
  for (const { entries, proof } of packages) {
    if (proof.length > PROOF_HASHES_MAX) throw new RangeError(`upload: a proof of ${proof.length} hashes`);
    parts.push(encodeBundle(entries), Uint8Array.of(proof.length), ...proof);
  }
  return concat(...parts);
}

/** Reads the body of an upload, as far as its packages are whole; trusts nothing in it. The entries are views of `bytes`. */
export function parseUpload(bytes: Uint8Array): Result<{ upload: Upload }, UploadCode> {
  const parsed = parseUploadHead(bytes);
  if (!parsed.ok) return parsed;
  const { head } = parsed;
  const packages: EntryPackage[] = [];
  let at = parsed.length;
  for (const range of packageRanges(head)) {
    if (packages.length === UPLOAD_PACKAGES_MAX) break;
    const taken = takePackage(bytes, at, range);
    if (taken === undefined) break;
    packages.push(taken.package);
    at = taken.next;
  }
  if (packages.length === 0 && head.start < head.end) return malformed('not even one package is whole');
  if (packages.at(-1)?.end === head.end && at < bytes.length) {
    return malformed(`${bytes.length - at} bytes follow the last package`);
  }
  return { ok: true, upload: { head, packages } };
}

/** Reads what comes before the packages; `length` is how many bytes that was. For receivers that stream. */
export function parseUploadHead(bytes: Uint8Array): Result<{ head: UploadHead; length: number }, UploadCode> {
  const name = takeEntry(bytes, 0);
  if (name === undefined) return malformed('it breaks off in the origin');
  const origin = parseUtf8(name);
  if (origin === undefined || origin === '') return malformed('its origin is empty or not UTF-8');
  const sizesAt = 2 + name.length;
  const ticket = takeEntry(bytes, sizesAt + 16);
  if (ticket === undefined) return malformed('it breaks off before the packages');
  const start = parseUint64(bytes, sizesAt);
  const end = parseUint64(bytes, sizesAt + 8);
  if (start === undefined || end === undefined || start > end) {
    return malformed('its entries are no range below 2^53');
  }
  return {
    ok: true,
    head: { origin, start, end, ticket: ticket.slice() },
    length: sizesAt + 18 + ticket.length,
  };
}

/** Reads the package of `range` that begins at `at`, or gives undefined if the bytes end before it does or it is none. */
export function takePackage(
  bytes: Uint8Array,
  at: number,
  range: Range,
): { package: EntryPackage; next: number } | undefined {
  const entries: Uint8Array[] = [];
  while (entries.length < range.end - range.start) {
    const entry = takeEntry(bytes, at);
    if (entry === undefined) return undefined;
    entries.push(entry);
    at += 2 + entry.length;
  }
  const count = bytes[at];
  const next = at + 1 + (count ?? 0) * HASH_BYTES;
  if (count === undefined || count > PROOF_HASHES_MAX || next > bytes.length) return undefined;
  const proof: Uint8Array[] = [];
  for (let from = at + 1; from < next; from += HASH_BYTES) proof.push(bytes.slice(from, from + HASH_BYTES));
  return { package: { ...range, entries, proof }, next };
}

/** Whether an upload can begin here. `pending` are the sizes, newest last, of checkpoints that it may lead to. */
export function checkUploadHead(
  head: UploadHead,
  pending: readonly number[],
  next: number,
): Result<{ head: UploadHead }, UploadCode> {
  const newest = pending.at(-1);
  if (newest === undefined) {
    return refuse('upload.nothing_pending', `take entries: no checkpoint of ${head.origin} is pending`);
  }
  const known = pending.includes(head.end);
  if (!known || head.start > next) {
    return refuse(
      'upload.elsewhere',
      `take entries: ${head.start} to ${head.end} were offered, expected from ${next} or before to ${newest}`,
      { size: known ? head.end : newest, next },
    );
  }
  return { ok: true, head };
}

/**
 * Whether a package is part of the tree that the checkpoint names. `before` are the leaf hashes, already held, of the same
 * stretch of 256: from its start up to the package's. Gives the package's leaf hashes.
 */
export function checkPackage(
  received: EntryPackage,
  before: readonly Uint8Array[],
  checkpoint: { size: number; root: Uint8Array },
): Result<{ leafHashes: Uint8Array[] }, UploadCode> {
  const { end, entries, proof } = received;
  const start = stretchStart(received.start);
  if (before.length !== received.start - start || entries.length !== end - received.start) {
    throw new RangeError(
      `take entries: ${before.length} held and ${entries.length} new do not fill [${start}, ${end})`,
    );
  }
  const leafHashes = entries.map(leafHash);
  const hash = rootOf([...before, ...leafHashes]);
  if (!checkSubtree({ start, end, hash, size: checkpoint.size, root: checkpoint.root, proof })) {
    return refuse(
      'upload.proof',
      `take entries: ${received.start} to ${end} are not proven to be in the tree of size ${checkpoint.size}`,
    );
  }
  return { ok: true, leafHashes };
}

/** The answer that tells where to go on: three lines. */
export function encodeUploadState({ size, next, ticket }: UploadState): string {
  return `${size}\n${next}\n${encodeBase64(ticket)}\n`;
}

/** Reads where to go on. */
export function parseUploadState(text: string): Result<{ state: UploadState }, UploadCode> {
  const lines = text.split('\n', 5);
  const size = parseDecimal(lines[0] ?? '');
  const next = parseDecimal(lines[1] ?? '');
  const ticket = parseBase64(lines[2] ?? '');
  if (size === undefined || next === undefined || ticket === undefined || lines.length !== 4 || lines[3] !== '') {
    return malformed('the answer is not a size, an entry and a ticket, each on a line');
  }
  return { ok: true, state: { size, next, ticket } };
}

function stretchStart(index: number): number {
  return index - (index % TILE_WIDTH);
}

function uint16(value: number): Uint8Array {
  if (value > 0xffff) throw new RangeError(`upload: a length of ${value}`);
  return Uint8Array.of(value >> 8, value & 0xff);
}

function malformed(fact: string): Refused<UploadCode> {
  return refuse('upload.malformed', `read an upload: ${fact}`);
}
