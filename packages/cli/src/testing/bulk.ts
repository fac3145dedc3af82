// A node's folder filled from the side with a record of any length: two parties ask and answer each other, every act really signed, every head
// really cosigned, but nobody serves anything and no docket is kept. For tests that need full tiles, and for measuring.

import { createPrivateKey, sign as signWith, type KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAccord, type Accord } from '@parley/record/accord';
import { composeAct, type Seen } from '@parley/record/act';
import { encodeBase64, encodeBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { openCheckpoint, signCheckpoint } from '@parley/record/checkpoint';
import { addCosignatures, cosign } from '@parley/record/cosignature';
import { draftAct } from '@parley/record/draft';
import { webEd25519Signer } from '@parley/record/ed25519';
import { leafHash, sha256 } from '@parley/record/hash';
import { encodeCanonical, type JsonObject } from '@parley/record/json';
import { holderVkeys, logVkeys, originOf, partyOf, thumbprint } from '@parley/record/key';
import { webMlDsa44Signer } from '@parley/record/mldsa';
import type { Signer } from '@parley/record/signature';
import type { Sign } from '@parley/record/suite';
import { webSuite } from '@parley/record/suite';
import { encodeWordLine } from '@parley/record/wordbundle';
import { defaultOffices, defaultTerms } from '@parley/docket/terms';
import { Log, type Extension } from '@parley/node/log/log';
import { LogStore, logTables } from '@parley/node/log/store';
import { docketTables } from '@parley/node/docket/tables';
import { Database } from '@parley/node/platform/sqlite';

/** 2026-01-05T09:00:00Z. */
const BEGINS_AT = 1_767_603_600;
/** Between rounds, in seconds. */
const ROUND_S = 3600;

const PARTIES = ['us', 'cn'] as const;

type Side = {
  party: string;
  other: string;
  origin: string;
  root: Speaker;
  liaison: Speaker;
  logSigners: Signer[];
  holderSigners: Signer[];
  log: Log;
  /** What the other side was told, and has not answered. */
  asked: string[];
  acknowledged: string[];
  keys: number | undefined;
};

type Speaker = { kid: string; publicKey: Uint8Array; sign: Sign };

export type Bulk = { folder: string; acts: number };

export type BulkOptions = {
  /** Acts of both logs together, at least. */
  acts: number;
  /** Requests that each side makes in a round; each is acknowledged in the next and answered in the one after. */
  requestsARound?: number;
  /** Entries that are no acts in order, appended to the first log in a round: they are held and disregarded. */
  odd?: (round: number) => Uint8Array[];
  onProgress?: (acts: number) => void;
};

/** Fills `folder`, the folder of the node of `us`. */
export async function fillFolder(folder: string, options: BulkOptions): Promise<Bulk> {
  mkdirSync(folder, { recursive: true });
  const accordText = await writeAccord();
  const parsed = parseAccord(accordText);
  if (!parsed.ok) throw new Error(parsed.refusal.detail);
  writeFileSync(join(folder, 'accord.json'), accordText);
  writeFileSync(join(folder, 'node.json'), JSON.stringify({ party: 'us', listen: { host: '127.0.0.1', port: 4101 } }));
  const database = Database.open(join(folder, 'parley.db'), [logTables, docketTables], 'off');
  try {
    const teller = await Teller.make(database, parsed.accord, parsed.accordId);
    return { folder, acts: await teller.tell(options) };
  } finally {
    database.close();
  }
}

class Teller {
  #database: Database;
  #accordId: string;
  #sides: Side[];
  #now = BEGINS_AT;
  #drawn = 0;

  private constructor(database: Database, accordId: string, sides: Side[]) {
    this.#database = database;
    this.#accordId = accordId;
    this.#sides = sides;
  }

  static async make(database: Database, accord: Accord, accordId: string): Promise<Teller> {
    const sides: Side[] = [];
    for (const party of PARTIES) {
      const origin = originOf(accord, accordId, party);
      const { keys } = partyOf(accord, party);
      sides.push({
        party,
        other: PARTIES.find((one) => one !== party)!,
        origin,
        root: await speaker(`${party}/root`),
        liaison: await speaker(`${party}/liaison`),
        logSigners: await signersOf(logVkeys(origin, keys.log), `${party}/log`),
        holderSigners: await signersOf(holderVkeys(origin, keys.holder), `${party}/holder`),
        log: new Log(LogStore.open(database, party, origin, party === 'us')),
        asked: [],
        acknowledged: [],
        keys: undefined,
      });
    }
    return new Teller(database, accordId, sides);
  }

  async tell(options: BulkOptions): Promise<number> {
    const { acts, requestsARound = 32, odd, onProgress } = options;
    for (const side of this.#sides) {
      await this.#file(side, [
        { type: 'accord.found', body: { accepts: this.#accordId }, by: side.root },
        {
          type: 'officer.appoint',
          body: { key: encodeBase64url(side.liaison.publicKey), office: 'liaison', from: 0 },
          words: { name: `A. ${side.party}` },
          by: side.root,
        },
      ]);
    }
    await this.#cosignAll();
    for (let round = 0; this.#size() < acts; round++) {
      for (const side of this.#sides) {
        const extra = side === this.#sides[0] ? (odd?.(round) ?? []) : [];
        await this.#file(side, this.#round(side, requestsARound), extra);
      }
      await this.#cosignAll();
      onProgress?.(this.#size());
    }
    return this.#size();
  }

  #size(): number {
    return this.#sides.reduce((sum, { log }) => sum + log.size, 0);
  }

  #round(side: Side, requests: number): Saying[] {
    const answered = side.acknowledged.map((subject) => ({
      type: 'request.reply',
      subject,
      body: { final: true, outcome: 'fulfilled' },
      words: { answer: { en: `We have looked, and found what is described in the annex to ${subject.slice(0, 8)}.` } },
    }));
    const acknowledged = side.asked.map((subject) => ({
      type: 'request.acknowledge',
      subject,
      body: { acceptedForProcessing: true },
    }));
    side.acknowledged = side.asked;
    side.asked = [];
    const asked = Array.from({ length: requests }, () => ({
      type: 'request.make',
      body: { to: side.other, category: 'information', urgency: 'routine' },
      words: {
        asked: { en: 'Which of your networks did these connections come from, and who answered for it at the time?' },
        necessity: { en: 'We see the far end of the connections alone and cannot follow them beyond your border.' },
      },
    }));
    return [...answered, ...acknowledged, ...asked];
  }

  /** Appends acts to a log, in one transaction, and cosigns nothing. */
  async #file(side: Side, sayings: readonly Saying[], extra: readonly Uint8Array[] = []): Promise<void> {
    const seen: Seen = {};
    for (const { party, origin, log } of this.#sides) {
      if (party !== side.party && log.size > 0) seen[origin] = { n: log.size, root: encodeBase64(log.head.root) };
    }
    const composed: { id: string; entry: Uint8Array; line: string | undefined }[] = [];
    let index = side.log.size;
    for (const { type, body, words, subject, by } of sayings) {
      const { payload, disclosures } = draftAct(
        {
          accord: this.#accordId,
          log: side.origin,
          type,
          iat: this.#now,
          body,
          ...(side.keys === undefined ? {} : { keys: side.keys }),
          ...(subject === undefined ? {} : { subject }),
          ...(Object.keys(seen).length === 0 ? {} : { seen }),
        },
        words ?? {},
        (bytes) => sha256(encodeUtf8(`${this.#drawn++}`)).slice(0, bytes),
      );
      if (/^(accord|officer)\./.test(type)) side.keys = index;
      const { kid, sign } = by ?? side.liaison;
      const entry = await composeAct(payload, [{ kid, sign }]);
      const id = encodeBase64url(leafHash(entry));
      if (type === 'request.make') this.#sides.find(({ party }) => party === side.other)!.asked.push(id);
      composed.push({
        id,
        entry,
        line: disclosures.length === 0 ? undefined : encodeWordLine(disclosures.map(({ text }) => text)),
      });
      index++;
    }
    for (const entry of extra) composed.push({ id: encodeBase64url(leafHash(entry)), entry, line: undefined });
    const settle = this.#database.transaction(() => {
      const extension: Extension = side.log.extend();
      for (const { id, entry, line } of composed) extension.append(id, entry, line);
      return extension.moveHead(this.#now).settle;
    });
    settle();
  }

  async #cosignAll(): Promise<void> {
    this.#now += ROUND_S;
    for (const { other, origin, log, logSigners } of this.#sides) {
      const holder = this.#sides.find(({ party }) => party === other)!;
      const signed = await signCheckpoint({ origin, size: log.size, root: log.head.root }, logSigners, this.#now);
      const opened = await openCheckpoint(
        signed,
        logSigners.map(({ vkey }) => vkey),
        webSuite,
      );
      if (!opened.ok) throw new Error(opened.refusal.detail);
      let lines = '';
      for (const signer of holder.holderSigners) lines += await cosign(opened.checkpoint, signer, this.#now);
      const cosigned = addCosignatures(signed, lines);
      if (!cosigned.ok) throw new Error(cosigned.refusal.detail);
      log.store.putCosigned({ holder: holder.party, size: log.size, time: this.#now, note: cosigned.noteText });
    }
  }
}

type Saying = { type: string; body: JsonObject; words?: JsonObject; subject?: string; by?: Speaker };

const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

function seedOf(name: string): Uint8Array {
  return sha256(encodeUtf8(name));
}

async function speaker(name: string): Promise<Speaker> {
  const { publicKey } = await webEd25519Signer(seedOf(name));
  const key: KeyObject = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, seedOf(name)]),
    format: 'der',
    type: 'pkcs8',
  });
  return { kid: thumbprint(publicKey), publicKey, sign: (message) => new Uint8Array(signWith(null, message, key)) };
}

async function signersOf([classical, quantum]: ReturnType<typeof logVkeys>, name: string): Promise<Signer[]> {
  return [
    { vkey: classical, sign: (await speaker(`${name}/ed25519`)).sign },
    { vkey: quantum, sign: (await webMlDsa44Signer(seedOf(`${name}/mldsa44`))).sign },
  ];
}

async function writeAccord(): Promise<string> {
  const ed25519 = async (name: string) => encodeBase64url((await speaker(name)).publicKey);
  const pair = async (name: string) => ({
    ed25519: await ed25519(`${name}/ed25519`),
    mldsa44: encodeBase64url((await webMlDsa44Signer(seedOf(`${name}/mldsa44`))).publicKey),
  });
  const parties: JsonObject[] = [];
  for (const id of PARTIES) {
    parties.push({
      id,
      names: { en: `Party ${id}` },
      languages: ['en'],
      domain: `${id}.example`,
      addresses: [`http://${id}.example`],
      hue: 200,
      keys: {
        root: await ed25519(`${id}/root`),
        http: await ed25519(`${id}/http`),
        log: await pair(`${id}/log`),
        holder: await pair(`${id}/holder`),
      },
    });
  }
  return encodeCanonical({
    v: 'parley/1',
    title: { en: 'An accord for measuring' },
    dated: '2026-01-01',
    text: { en: 'Fictional.' },
    parties,
    witnesses: [],
    quorum: 0,
    quotas: { entriesPerDay: 10_000_000, bytesPerDay: 100_000_000_000 },
    terms: defaultTerms as unknown as JsonObject,
    offices: defaultOffices as unknown as JsonObject,
  });
}
