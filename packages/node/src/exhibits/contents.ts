// Where content lies: bytes by their SHA-256, and nothing by any other name. What can be read is whole and right; what is still on its way
// lies apart and cannot be read. Two keepers: a folder on a disk, and memory, for nodes that are lost on purpose.
//
//     <folder>/whole/<2 hex>/<64 hex>       whole and right: written aside, synced, given this name, the folder synced
//     <folder>/parts/<64 hex>.<bytes>       on its way from a counterpart: appended to, never believed before its digest is
//     <folder>/parts/<64 hex>.<n>.new       on its way from an officer; what a crash leaves of these is removed at the start
//
// Names are hexadecimal digits made from 32 bytes, never a text that somebody sent. Every operation may be done twice: if one fails, or is
// done and its answer lost, doing it again leads to the same.

import { createHash, hash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { encodeHex } from '@parley/record/hex';

/** `digest`: 43 characters of base64url. Each resolves only when what it says is durable. */
export type Contents = {
  /** Removes what a crash left half written. */
  open(): Promise<void>;
  /** Bytes of a content that is whole and right; undefined: it is not here. */
  size(digest: string): Promise<number | undefined>;
  /** Keeps a content. False, and nothing is kept, if it has another digest. */
  put(digest: string, content: Uint8Array): Promise<boolean>;
  /** Bytes `from` … `to` − 1 of a content that is whole; undefined: it is not here. */
  read(digest: string, from: number, to: number): Promise<Uint8Array | undefined>;
  /** How much is here of a content that is said to have `bytes`. */
  begun(digest: string, bytes: number): Promise<number>;
  /** Adds a piece behind the first `at` bytes of what is here. */
  append(digest: string, bytes: number, at: number, piece: Uint8Array): Promise<void>;
  /** Takes what is here for whole. False, and it is discarded, if it has another digest or length. */
  finish(digest: string, bytes: number): Promise<boolean>;
  /** Forgets what is on its way. */
  discard(digest: string, bytes: number): Promise<void>;
  /** Deletes a content, whole or on its way. */
  remove(digest: string): Promise<void>;
  /** Everything that is whole, with its bytes. */
  list(): AsyncIterable<{ digest: string; bytes: number }>;
};

/** Base64url SHA-256 of a content. */
export function digestOfContent(content: Uint8Array): string {
  return hash('sha256', content, 'base64url');
}

/** Whether a text is the name of a content: the one base64url of 32 bytes. */
export function isDigest(text: string): boolean {
  return parseBase64url(text)?.length === 32;
}

/** Contents below a folder, which is made when something is kept. */
export class DiskContents implements Contents {
  #whole: string;
  #parts: string;
  #written = 0;

  constructor(folder: string) {
    this.#whole = join(folder, 'whole');
    this.#parts = join(folder, 'parts');
  }

  async open(): Promise<void> {
    for (const name of await namesIn(this.#parts)) {
      if (name.endsWith('.new')) await rm(join(this.#parts, name), { force: true });
    }
  }

  async size(digest: string): Promise<number | undefined> {
    return sizeOf(this.#place(digest));
  }

  async put(digest: string, content: Uint8Array): Promise<boolean> {
    if (digestOfContent(content) !== digest) return false;
    if ((await this.size(digest)) === content.length) return true;
    await mkdir(this.#parts, { recursive: true, mode: 0o700 });
    const aside = join(this.#parts, `${hexOf(digest)}.${++this.#written}.new`);
    try {
      const file = await open(aside, 'wx', 0o600);
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      await this.#settle(aside, digest);
    } finally {
      await rm(aside, { force: true });
    }
    return true;
  }

  async read(digest: string, from: number, to: number): Promise<Uint8Array | undefined> {
    const file = await openIf(this.#place(digest));
    if (file === undefined) return undefined;
    try {
      const bytes = new Uint8Array(to - from);
      for (let at = 0; at < bytes.length;) {
        const { bytesRead } = await file.read(bytes, at, bytes.length - at, from + at);
        if (bytesRead === 0) return bytes.subarray(0, at);
        at += bytesRead;
      }
      return bytes;
    } finally {
      await file.close();
    }
  }

  async begun(digest: string, bytes: number): Promise<number> {
    return (await sizeOf(this.#part(digest, bytes))) ?? 0;
  }

  // Not synced: what a crash spoils of it is found by the digest.
  async append(digest: string, bytes: number, at: number, piece: Uint8Array): Promise<void> {
    await mkdir(this.#parts, { recursive: true, mode: 0o700 });
    const path = this.#part(digest, bytes);
    const file = (await openIf(path, 'r+')) ?? (await open(path, 'w+', 0o600));
    try {
      await file.truncate(at);
      for (let done = 0; done < piece.length;) {
        done += (await file.write(piece, done, piece.length - done, at + done)).bytesWritten;
      }
    } finally {
      await file.close();
    }
  }

  async finish(digest: string, bytes: number): Promise<boolean> {
    if ((await this.size(digest)) === bytes) {
      await this.discard(digest, bytes);
      return true;
    }
    const path = this.#part(digest, bytes);
    if (bytes === 0) await this.append(digest, 0, 0, new Uint8Array(0));
    const file = await openIf(path);
    if (file === undefined) return false;
    let right: boolean;
    try {
      right = (await file.stat()).size === bytes && (await digestOfFile(file)) === digest;
      if (right) await file.sync();
    } finally {
      await file.close();
    }
    if (right) await this.#settle(path, digest);
    else await this.discard(digest, bytes);
    return right;
  }

  async discard(digest: string, bytes: number): Promise<void> {
    await rm(this.#part(digest, bytes), { force: true });
  }

  async remove(digest: string): Promise<void> {
    const name = hexOf(digest);
    for (const part of await namesIn(this.#parts)) {
      if (part.startsWith(`${name}.`)) await rm(join(this.#parts, part), { force: true });
    }
    const place = this.#place(digest);
    if ((await sizeOf(place)) === undefined) return;
    await rm(place, { force: true });
    await syncFolder(join(place, '..'));
  }

  async *list(): AsyncIterable<{ digest: string; bytes: number }> {
    for (const folder of await namesIn(this.#whole)) {
      for (const name of await namesIn(join(this.#whole, folder))) {
        if (!/^[0-9a-f]{64}$/.test(name)) continue;
        const bytes = await sizeOf(join(this.#whole, folder, name));
        if (bytes !== undefined) yield { digest: encodeBase64url(Buffer.from(name, 'hex')), bytes };
      }
    }
  }

  /** Gives a file that is written and synced its name for good. */
  async #settle(path: string, digest: string): Promise<void> {
    const place = this.#place(digest);
    const folder = join(place, '..');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(path, place);
    await syncFolder(folder);
    await syncFolder(this.#whole);
  }

  #place(digest: string): string {
    const name = hexOf(digest);
    return join(this.#whole, name.slice(0, 2), name);
  }

  #part(digest: string, bytes: number): string {
    return join(this.#parts, `${hexOf(digest)}.${bytes}`);
  }
}

/** Contents that are gone with the process, or with whoever keeps the object. */
export class MemoryContents implements Contents {
  #whole = new Map<string, Uint8Array>();
  #parts = new Map<string, Uint8Array>();

  async open(): Promise<void> {}

  async size(digest: string): Promise<number | undefined> {
    return this.#whole.get(digest)?.length;
  }

  async put(digest: string, content: Uint8Array): Promise<boolean> {
    if (digestOfContent(content) !== digest) return false;
    this.#whole.set(digest, content.slice());
    return true;
  }

  async read(digest: string, from: number, to: number): Promise<Uint8Array | undefined> {
    return this.#whole.get(digest)?.slice(from, to);
  }

  async begun(digest: string, bytes: number): Promise<number> {
    return this.#parts.get(`${digest}.${bytes}`)?.length ?? 0;
  }

  async append(digest: string, bytes: number, at: number, piece: Uint8Array): Promise<void> {
    const before = this.#parts.get(`${digest}.${bytes}`) ?? new Uint8Array(0);
    this.#parts.set(`${digest}.${bytes}`, Buffer.concat([before.subarray(0, at), piece]));
  }

  async finish(digest: string, bytes: number): Promise<boolean> {
    const part = this.#parts.get(`${digest}.${bytes}`) ?? new Uint8Array(0);
    this.#parts.delete(`${digest}.${bytes}`);
    if (this.#whole.get(digest)?.length === bytes) return true;
    return part.length === bytes && (await this.put(digest, part));
  }

  async discard(digest: string, bytes: number): Promise<void> {
    this.#parts.delete(`${digest}.${bytes}`);
  }

  async remove(digest: string): Promise<void> {
    this.#whole.delete(digest);
    for (const name of this.#parts.keys()) if (name.startsWith(`${digest}.`)) this.#parts.delete(name);
  }

  async *list(): AsyncIterable<{ digest: string; bytes: number }> {
    for (const [digest, { length: bytes }] of this.#whole) yield { digest, bytes };
  }
}

function hexOf(digest: string): string {
  const bytes = parseBase64url(digest);
  if (bytes?.length !== 32) throw new Error('keeping content: its name is no SHA-256 in base64url');
  return encodeHex(bytes);
}

async function digestOfFile(file: FileHandle): Promise<string> {
  const state = createHash('sha256');
  for await (const piece of file.createReadStream({ autoClose: false, start: 0 })) state.update(piece as Uint8Array);
  return state.digest('base64url');
}

async function sizeOf(path: string): Promise<number | undefined> {
  return orAbsent(stat(path).then(({ size }) => size));
}

async function openIf(path: string, flags: 'r' | 'r+' = 'r'): Promise<FileHandle | undefined> {
  return orAbsent(open(path, flags));
}

async function namesIn(folder: string): Promise<string[]> {
  return (await orAbsent(readdir(folder))) ?? [];
}

/** What is not there is no fault; any other failure is. */
async function orAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fault;
  }
}

/** A name is durable once its folder is; some systems cannot sync a folder, and then the name is as durable as they make it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
