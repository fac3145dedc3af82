// A node's folder: what lies where, and that one process at a time runs from it.
//
//     accord.json     the founding document, byte for byte; its hash names the accord
//     node.json       whose node this is, where it listens, where counterparts are (config.ts)
//     keys/*.key      private keys, one base64url seed of 32 bytes a file, mode 0600; further ones of a name are numbered (keychest.ts)
//     exhibits/       the content of exhibits, by digest (exhibits/contents.ts)
//     parley.db       the record and all read models, with SQLite's own files beside it
//     node.lock       held while a process runs from the folder

import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { refuse, type Result } from '@parley/record/refusal';

export const folderFiles = {
  accord: 'accord.json',
  node: 'node.json',
  keys: 'keys',
  database: 'parley.db',
  exhibits: 'exhibits',
  lock: 'node.lock',
} as const;

/** The keys of a folder. `root` is meant to lie elsewhere; a demo's folder has it. */
export const keyNames = [
  'log-ed25519',
  'log-mldsa44',
  'holder-ed25519',
  'holder-mldsa44',
  'http',
  'registrar',
  'root',
] as const;

export type KeyName = (typeof keyNames)[number];

export type FolderCode = 'start.folder' | 'start.in_use' | 'start.keys';

const SEED_BYTES = 32;

/** Reads a text file of the folder; the refusal says what to do. */
export function readFolderFile(dir: string, name: string): Result<{ text: string }, FolderCode> {
  const path = join(dir, name);
  try {
    return { ok: true, text: readFileSync(path, 'utf8') };
  } catch (fault) {
    return refuse(
      'start.folder',
      `cannot read ${path} (${reasonOf(fault)}): name a folder that holds a node, readable by this user`,
    );
  }
}

/** A private seed, or undefined if the folder has no such file. Refuses a file that others may read, and one that is no seed. */
export function readSeed(dir: string, name: string): Result<{ seed: Uint8Array | undefined }, FolderCode> {
  const path = seedPath(dir, name);
  let text: string;
  try {
    const { mode } = statSync(path);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      return refuse('start.keys', `${path} may be read by others: make it readable by its owner alone (chmod 600)`);
    }
    text = readFileSync(path, 'utf8');
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return { ok: true, seed: undefined };
    return refuse('start.keys', `cannot read ${path} (${reasonOf(fault)}): make it readable by this user`);
  }
  const seed = parseBase64url(text.trim());
  if (seed === undefined || seed.length !== SEED_BYTES) {
    return refuse(
      'start.keys',
      `${path} is not a key: expected ${SEED_BYTES} bytes in base64url; restore it from where you keep it`,
    );
  }
  return { ok: true, seed };
}

/** Writes a private seed, readable by its owner alone, into a folder that may not have one of that name. */
export function writeSeed(dir: string, name: string, seed: Uint8Array): void {
  const keys = join(dir, folderFiles.keys);
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  chmodSync(keys, 0o700);
  writeFileSync(seedPath(dir, name), `${encodeBase64url(seed)}\n`, { mode: 0o600, flag: 'wx' });
}

function seedPath(dir: string, name: string): string {
  return join(dir, folderFiles.keys, `${name}.key`);
}

/**
 * Holds the folder for this process until `release`, or until the process ends in whatever way: the lock is the operating system's, taken
 * through SQLite. Two nodes on one folder would each sign heads of one log.
 */
export function lockFolder(dir: string): Result<{ release: () => void }, FolderCode> {
  const path = join(dir, folderFiles.lock);
  let lock: DatabaseSync;
  try {
    lock = new DatabaseSync(path, { timeout: 0 });
  } catch (fault) {
    return refuse(
      'start.folder',
      `cannot write ${path} (${reasonOf(fault)}): the node must be able to write in its folder`,
    );
  }
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive');
  } catch (fault) {
    lock.close();
    const busy = (fault as { errcode?: number }).errcode === SQLITE_BUSY;
    return busy
      ? refuse('start.in_use', `another process runs the node in ${dir}: stop it first, or name another folder`)
      : refuse(
          'start.folder',
          `cannot write ${path} (${reasonOf(fault)}): the node must be able to write in its folder`,
        );
  }
  return { ok: true, release: () => lock.close() };
}

const SQLITE_BUSY = 5;

/** A system error in a word or two: no stack, no path. */
export function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unknown';
  const { code } = fault as NodeJS.ErrnoException;
  const known: Record<string, string> = {
    ENOENT: 'it does not exist',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'it is a folder',
    ENOTDIR: 'it is not a folder',
    ENOSPC: 'the disk is full',
    EROFS: 'the file system is read-only',
  };
  return (code !== undefined ? known[code] : undefined) ?? fault.message;
}
