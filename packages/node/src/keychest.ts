// The private keys in a node's folder, found by their public side: which of them are in force, the docket says, and the files need not. A key that takes
// another's place is put beside it under the next number (`http.key`, `http-2.key`); the former is removed by hand, once nobody needs it. Files
// that were added while the node runs are found when they are asked for.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { encodeBase64url } from '@parley/record/base64';
import { webEd25519Signer } from '@parley/record/ed25519';
import { webMlDsa44Signer } from '@parley/record/mldsa';
import { refuse, type Result } from '@parley/record/refusal';
import type { Sign } from '@parley/record/suite';
import type { FindSigners } from './app.ts';
import type { LostRole } from './config.ts';
import { folderFiles, keyNames, readSeed, reasonOf, type FolderCode, type KeyName } from './folder.ts';

export type NodeKey = { publicKey: Uint8Array; sign: Sign };

const FILE = /^([a-z0-9-]+?)(?:-([1-9][0-9]{0,3}))?\.key$/;

/** What a node signs with by itself: the root key is meant to lie elsewhere. */
const NEEDED = keyNames.filter((name) => name !== 'root');

export class KeyChest {
  #dir: string;
  #files = new Map<string, { name: KeyName; number: number; key: NodeKey }>();

  private constructor(dir: string) {
    this.#dir = dir;
  }

  /** Reads the keys of a folder. Refuses one that lacks a key altogether, unless its role is among those that are `lost`. */
  static async open(dir: string, lost: readonly LostRole[] = []): Promise<Result<{ chest: KeyChest }, FolderCode>> {
    const chest = new KeyChest(dir);
    const read = await chest.refresh();
    if (!read.ok) return read;
    const missing = NEEDED.find((name) => chest.of(name).length === 0 && !lost.some((role) => name.startsWith(role)));
    return missing === undefined
      ? { ok: true, chest }
      : refuse(
          'start.keys',
          `${join(dir, folderFiles.keys, missing)}.key is missing: restore it from where you keep the node’s keys`,
        );
  }

  /** Finds the files that were added since. */
  async refresh(): Promise<Result<object, FolderCode>> {
    const numbered = seedFiles(this.#dir);
    if (!numbered.ok) return numbered;
    for (const { file, name, number } of numbered.files) {
      if (this.#files.has(file)) continue;
      const read = readSeed(this.#dir, file);
      if (!read.ok) return read;
      if (read.seed === undefined) continue;
      const key = await (name.endsWith('-mldsa44') ? webMlDsa44Signer(read.seed) : webEd25519Signer(read.seed));
      this.#files.set(file, { name, number, key });
    }
    return { ok: true };
  }

  /** Keys of a name, the newest first. */
  of(name: KeyName): NodeKey[] {
    return [...this.#files.values()]
      .filter((one) => one.name === name)
      .toSorted((a, b) => b.number - a.number)
      .map(({ key }) => key);
  }

  /** The public side of a file, named without its ending, in base64url. */
  publicKey(file: string): string | undefined {
    const kept = this.#files.get(file);
    return kept && encodeBase64url(kept.key.publicKey);
  }

  /** The key of a name with this public side, in base64url. */
  async find(name: KeyName, publicKey: string): Promise<NodeKey | undefined> {
    const kept = () => this.of(name).find((key) => encodeBase64url(key.publicKey) === publicKey);
    const found = kept();
    if (found !== undefined) return found;
    await this.refresh();
    return kept();
  }

  readonly pair: FindSigners = async (role, keys) => {
    const ed25519 = await this.find(`${role}-ed25519`, keys.ed25519);
    const mldsa44 = await this.find(`${role}-mldsa44`, keys.mldsa44);
    return ed25519 && mldsa44 && { ed25519: ed25519.sign, mldsa44: mldsa44.sign };
  };
}

/** The files of keys in a folder, without their ending. */
export function seedFiles(
  dir: string,
): Result<{ files: { file: string; name: KeyName; number: number }[] }, FolderCode> {
  const keys = join(dir, folderFiles.keys);
  let names: string[];
  try {
    names = readdirSync(keys);
  } catch (fault) {
    return refuse('start.keys', `cannot read ${keys} (${reasonOf(fault)}): restore the node’s keys`);
  }
  const files = names.flatMap((file) => {
    const [, name, number] = FILE.exec(file) ?? [];
    const known = keyNames.find((one) => one === name);
    return known === undefined
      ? []
      : [{ file: file.slice(0, -'.key'.length), name: known, number: Number(number ?? 1) }];
  });
  return { ok: true, files };
}

/** The file, without its ending, that a further key of a name is put into. */
export function nextFile(files: readonly { name: KeyName; number: number }[], name: KeyName): string {
  const numbers = files.filter((one) => one.name === name).map(({ number }) => number);
  return numbers.length === 0 ? name : `${name}-${Math.max(...numbers) + 1}`;
}
