// The two invented parties of every measurement: their folders as `parley serve` reads them, with all keys, and one liaison officer each.
// Their accord runs in real time; addresses are given anew whenever a node is started, since ports differ from run to run.

import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAccord } from '@parley/record/accord';
import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { webEd25519Signer, type Ed25519Signer } from '@parley/record/ed25519';
import { encodeCanonical, type JsonObject } from '@parley/record/json';
import { originOf } from '@parley/record/key';
import { webMlDsa44Signer } from '@parley/record/mldsa';
import { defaultOffices, defaultTerms } from '@parley/docket/terms';
import type { NodeFile } from '@parley/node/config';
import { folderFiles, writeSeed, type KeyName } from '@parley/node/folder';

export const PARTIES = ['amber', 'birch'] as const;
export type PartyId = (typeof PARTIES)[number];

const OFFICER_KEY = 'liaison.key';

/** One party's folder, and the keys that sign for it. `origin`: of its log. */
export type Party = { id: PartyId; dir: string; origin: string; root: Ed25519Signer; liaison: Ed25519Signer };

export type World = { accordText: string; accordId: string; parties: Record<PartyId, Party> };

const text = (value: string) => ({ en: value });

/** Makes both folders below `dir`, without a record yet. */
export async function foundParties(dir: string): Promise<World> {
  const drafts: JsonObject[] = [];
  for (const [place, id] of PARTIES.entries()) {
    const own = join(dir, id);
    mkdirSync(own, { recursive: true, mode: 0o700 });
    const seed = (name: KeyName): Uint8Array => {
      const bytes = new Uint8Array(randomBytes(32));
      writeSeed(own, name, bytes);
      return bytes;
    };
    const ed25519 = async (name: KeyName) => encodeBase64url((await webEd25519Signer(seed(name))).publicKey);
    const mldsa44 = async (name: KeyName) => encodeBase64url((await webMlDsa44Signer(seed(name))).publicKey);
    await ed25519('registrar');
    drafts.push({
      id,
      names: text(id),
      languages: ['en'],
      domain: `${id}.example`,
      addresses: [`http://127.0.0.1:${4180 + place}`],
      hue: 100 + place,
      keys: {
        root: await ed25519('root'),
        http: await ed25519('http'),
        log: { ed25519: await ed25519('log-ed25519'), mldsa44: await mldsa44('log-mldsa44') },
        holder: { ed25519: await ed25519('holder-ed25519'), mldsa44: await mldsa44('holder-mldsa44') },
      },
    });
    writeFileSync(join(own, OFFICER_KEY), encodeBase64url(new Uint8Array(randomBytes(32))), { mode: 0o600 });
  }
  const accordText = encodeCanonical({
    v: 'parley/1',
    title: text('An accord for measurements'),
    dated: '2026-01-01',
    text: text('Amber and Birch are invented. What they ask of each other is generated for load and asks for nothing.'),
    parties: drafts,
    witnesses: [],
    quorum: 0,
    quotas: { entriesPerDay: 10_000_000, bytesPerDay: 1_000_000_000_000 },
    terms: { ...defaultTerms, languages: ['en', 'zh'] } as unknown as JsonObject,
    offices: defaultOffices as unknown as JsonObject,
  });
  for (const id of PARTIES) {
    writeFileSync(join(dir, id, folderFiles.accord), accordText);
    writeAddresses(dir, id, { amber: 4180, birch: 4181 });
  }
  return openParties(dir);
}

/** Tells the node of `party` where it and its counterpart listen from now on. */
export function writeAddresses(dir: string, party: PartyId, ports: Record<PartyId, number>): void {
  const url = (id: PartyId) => `http://127.0.0.1:${ports[id]}`;
  const other = counterpartOf(party);
  const file: NodeFile = {
    party,
    listen: { host: '127.0.0.1', port: ports[party] },
    address: url(party),
    counterparts: { [other]: [url(other)] },
  };
  writeFileSync(join(dir, party, folderFiles.node), `${JSON.stringify(file)}\n`);
}

export function counterpartOf(party: PartyId): PartyId {
  return party === 'amber' ? 'birch' : 'amber';
}

/** Reads back folders that `foundParties` made. */
export async function openParties(dir: string): Promise<World> {
  const accordText = readFileSync(join(dir, PARTIES[0], folderFiles.accord), 'utf8');
  const parsed = parseAccord(accordText);
  if (!parsed.ok) throw new Error(parsed.refusal.detail);
  const { accord, accordId } = parsed;
  const open = async (id: PartyId): Promise<Party> => {
    const own = join(dir, id);
    const signer = (file: string) => webEd25519Signer(parseBase64url(readFileSync(join(own, file), 'utf8').trim())!);
    return {
      id,
      dir: own,
      origin: originOf(accord, accordId, id),
      root: await signer(join(folderFiles.keys, 'root.key')),
      liaison: await signer(OFFICER_KEY),
    };
  };
  return { accordText, accordId, parties: { amber: await open('amber'), birch: await open('birch') } };
}
