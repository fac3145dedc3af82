// Where a record is read from: a folder, or an address (a running node's auditor prefix, or an export behind any web server). Bytes come
// back as they are, judged by nobody; undefined means that nothing is there. What says nothing about the record (no permission, a silent
// server) is thrown.

import { createReadStream, existsSync } from 'node:fs';
import { opendir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCheckpoint } from '@parley/record/checkpoint';
import { parseUint64 } from '@parley/record/integer';
import { parseNote } from '@parley/record/note';
import { encodeReceipts, parseReceipts } from '@parley/record/receipts';
import { encodeUtf8, parseUtf8 } from '@parley/record/bytes';
import { RECEIPTS } from '#record/layout';

/** What lies in a folder: `other` is neither a plain file nor a folder that holds something. */
export type Listed = { path: string; kind: 'file' | 'other' };

export type Source = {
  /** As it was named. */
  readonly place: string;
  /** The record may grow while it is read: what is newer than the heads that were read first is not looked at. */
  readonly live: boolean;
  /** Throws `TooLarge` for a file of more than `bytesMax`. */
  read(path: string, bytesMax: number): Promise<Uint8Array | undefined>;
  /** The same, a piece at a time, for files of any length. */
  stream(path: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Everything there is; undefined where that cannot be known. */
  list: (() => AsyncIterable<Listed>) | undefined;
};

/** A file has more bytes than anything that may stand there. */
export class TooLarge extends Error {}

/** The source could not be read, which says nothing about the record. */
export class Unreadable extends Error {}

const ADDRESS = /^https?:\/\//;

/** Files of a node are at most a bundle's words; slow lines deserve patience, dead ones an end. */
const REQUEST_MS = 120_000;

/** Throws `Unreadable` for a folder that is not there. */
export function openSource(place: string): Source {
  if (!ADDRESS.test(place) && !existsSync(place))
    throw new Unreadable(`there is no folder ${place}: name an exported folder, or an address`);
  return ADDRESS.test(place) ? addressSource(place) : folderSource(place);
}

function folderSource(folder: string): Source {
  return {
    place: folder,
    live: false,
    async read(path, bytesMax) {
      const file = await openFile(join(folder, path));
      if (file === undefined) return undefined;
      try {
        const { size } = await file.stat();
        if (size > bytesMax) throw new TooLarge(`${size} bytes, expected at most ${bytesMax}`);
        return await file.readFile();
      } finally {
        await file.close();
      }
    },
    async stream(path) {
      const file = await openFile(join(folder, path));
      if (file === undefined) return undefined;
      await file.close();
      return createReadStream(join(folder, path));
    },
    list: () => listFolder(folder, ''),
  };
}

async function openFile(path: string) {
  try {
    const file = await open(path);
    if ((await file.stat()).isFile()) return file;
    await file.close();
    return undefined;
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ELOOP') return undefined;
    throw new Unreadable(`cannot read ${path}: ${(fault as Error).message}`, { cause: fault });
  }
}

async function* listFolder(root: string, below: string): AsyncGenerator<Listed> {
  const folder = await opendir(join(root, below));
  let empty = true;
  for await (const entry of folder) {
    empty = false;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* listFolder(root, path);
    else yield { path, kind: entry.isFile() ? 'file' : 'other' };
  }
  if (empty && below !== '') yield { path: below, kind: 'other' };
}

function addressSource(address: string): Source {
  const base = address.replace(/\/+$/, '');
  const get = async (path: string): Promise<Response | undefined> => {
    const url = `${base}/${path}`;
    let response: Response;
    try {
      response = await fetch(url, { signal: AbortSignal.timeout(REQUEST_MS) });
    } catch (fault) {
      const { message, cause } = fault as Error;
      throw new Unreadable(`cannot read ${url}: ${cause instanceof Error ? cause.message : message}`, { cause: fault });
    }
    if (response.status === 404 || response.status === 410) {
      await response.body?.cancel();
      return undefined;
    }
    if (response.status !== 200)
      throw new Unreadable(`cannot read ${url}: status ${response.status}, expected 200 or 404`);
    return response;
  };
  const read = async (path: string, bytesMax: number): Promise<Uint8Array | undefined> => {
    const response = await get(path);
    if (response === undefined) return undefined;
    const parts: Uint8Array[] = [];
    let total = 0;
    for await (const part of response.body ?? []) {
      total += part.length;
      if (total > bytesMax) throw new TooLarge(`more than ${bytesMax} bytes`);
      parts.push(part);
    }
    return Buffer.concat(parts, total);
  };
  return {
    place: address,
    live: true,
    read,
    async stream(path) {
      if (path.endsWith(`/${RECEIPTS}`)) return receiptPages((query) => read(path + query, PAGE_BYTES_MAX));
      const response = await get(path);
      return response === undefined ? undefined : (response.body ?? emptyStream());
    },
    list: undefined,
  };
}

async function* emptyStream(): AsyncGenerator<Uint8Array> {}

/** A node answers with 64 notes at most; a web server with the whole file. */
const PAGE_BYTES_MAX = 1 << 30;

/**
 * A node gives its receipts in pages, each after a (size, time). The last page is asked for from just before its end, so that several
 * cosigners of one moment are not torn apart; what was there already is dropped. A server that ignores the question gives all at once.
 */
async function* receiptPages(page: (query: string) => Promise<Uint8Array | undefined>): AsyncGenerator<Uint8Array> {
  let after = { size: 0, time: 0 };
  let had: readonly string[] = [];
  for (;;) {
    const bytes = await page(`?after=${after.size}&time=${after.time}`);
    const parsed = parseReceipts(bytes === undefined ? '' : (parseUtf8(bytes) ?? '?'));
    if (!parsed.ok) {
      yield bytes ?? new Uint8Array(0);
      return;
    }
    const found = parsed.notes.filter((note) => !had.includes(note));
    const newest = found.at(-1);
    const end = newest === undefined ? undefined : whenOf(newest);
    yield encodeUtf8(encodeReceipts(found));
    if (end === undefined || found.length === 0 || end.size < after.size) return;
    had = parsed.notes;
    after = { size: end.size, time: end.time - 1 };
  }
}

/** The size of a cosigned checkpoint and the time on its last line, unverified: enough to ask for what follows. */
function whenOf(note: string): { size: number; time: number } | undefined {
  const parsed = parseNote(note);
  const head = parsed.ok ? parseCheckpoint(parsed.note.text) : parsed;
  const line = parsed.ok ? parsed.note.signatures.at(-1) : undefined;
  const time = line === undefined ? undefined : parseUint64(line.signature, 0);
  return head.ok && 'checkpoint' in head && time !== undefined ? { size: head.checkpoint.size, time } : undefined;
}
