// What a new node's folder says of its party: `party.json`, written once by parley init, with public keys alone. It is what the party puts into an
// accord; once an accord is founded, the accord says it, and the file is no longer read.

import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccordParty } from '@parley/record/accord';
import { encodeBase64url } from '@parley/record/base64';
import { isObject, type Json } from '@parley/record/json';
import { refuse, type Result } from '@parley/record/refusal';
import type { FoundingCode } from '@parley/docket/accord/founding/envelope';
import { readText, type OwnEntry } from '@parley/docket/accord/founding/text';
import { states } from '@parley/docket/accord/templates/states';
import { partsOf } from '@parley/docket/accord/templates/template';
import { folderFiles, reasonOf, type KeyName } from '../folder.ts';
import { KeyChest, type NodeKey } from '../keychest.ts';

export const PARTY_FILE = 'party.json';

/** Whether the folder waits for an accord to be founded: it has a party and no accord. */
export function isFounding(dir: string): boolean {
  return hasParty(dir) && !existsSync(join(dir, folderFiles.accord));
}

export function hasParty(dir: string): boolean {
  return existsSync(join(dir, PARTY_FILE));
}

/** Reads party.json, and holds its keys against those in the folder: a key that is not there could not be signed with. */
export async function readOwnEntry(dir: string): Promise<Result<{ own: OwnEntry; chest: KeyChest }>> {
  const path = join(dir, PARTY_FILE);
  let value: Json;
  try {
    value = JSON.parse(readFileSync(path, 'utf8')) as Json;
  } catch (fault) {
    return refuse('founding.folder', `cannot read ${path} (${reasonOf(fault)}): make the folder with parley init`);
  }
  if (!isObject(value) || !isObject(value['party']) || typeof value['registrar'] !== 'string')
    return refuse('founding.folder', `${path} is not in order: restore it, or make a new folder with parley init`);
  const own = value as unknown as OwnEntry;
  const opened = await KeyChest.open(dir);
  if (!opened.ok) return opened;
  const { chest } = opened;
  const held = (name: KeyName, key: string) => keyIn(chest, name, key) !== undefined;
  const { keys } = own.party;
  const missing =
    !held('http', keys.http) ||
    !held('registrar', own.registrar) ||
    !held('log-ed25519', keys.log.ed25519) ||
    !held('log-mldsa44', keys.log.mldsa44) ||
    !held('holder-ed25519', keys.holder.ed25519) ||
    !held('holder-mldsa44', keys.holder.mldsa44);
  return missing
    ? refuse('founding.folder', `the keys in ${dir} are not those that ${PARTY_FILE} names: restore the right ones`)
    : { ok: true, own, chest };
}

/** Writes party.json into a folder that has none. */
export function writeOwnEntry(dir: string, own: { party: AccordParty; registrar: string }): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeFileSync(join(dir, PARTY_FILE), `${JSON.stringify(own, null, 2)}\n`, { flag: 'wx' });
}

/** Writes it anew, all of it or nothing. */
export function rewriteOwnEntry(dir: string, own: OwnEntry): void {
  const path = join(dir, PARTY_FILE);
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, `${JSON.stringify(own, null, 2)}\n`);
  renameSync(beside, path);
}

/** Reads what a party puts into an accord as any counterpart will read it. */
export function checkOwnEntry({ party, registrar }: OwnEntry): Result<object, FoundingCode> {
  const accord = { ...partsOf(states), v: 'parley/1', dated: '2000-01-01', witnesses: [], quorum: 0, parties: [party] };
  return readText({ accord, registrars: { [party.id]: registrar } });
}

/**
 * Puts the founding document into the folder: all of it or nothing, and never in place of another. From here on the folder is a node's.
 * If this line is not reached, the next who looks at the complete founding does it.
 */
export function writeAccord(dir: string, document: string): void {
  const path = join(dir, folderFiles.accord);
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, document);
  try {
    linkSync(beside, path);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
    if (readFileSync(path, 'utf8') !== document)
      throw new Error(`writing ${path}: another accord is there`, { cause: fault });
  } finally {
    rmSync(beside, { force: true });
  }
}

/** The key of that name whose public side is `key`. */
export function keyIn(chest: KeyChest, name: KeyName, key: string): NodeKey | undefined {
  return chest.of(name).find(({ publicKey }) => encodeBase64url(publicKey) === key);
}
