// A small world for tests: parties with real keys, officers in office, logs of really signed acts, and holders that cosign when they are
// told to. Nothing in it is a mock: every act is composed, opened and placed as a node would do it. Keys come from names, so that a
// failing test fails again.

import type { Accord } from '@parley/record/accord';
import { parseAccord } from '@parley/record/accord';
import { composeAct, openAct, type Payload } from '@parley/record/act';
import { encodeBase64, encodeBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { webEd25519Signer, type Ed25519Signer } from '@parley/record/ed25519';
import { leafHash, sha256 } from '@parley/record/hash';
import { encodeCanonical, type JsonObject } from '@parley/record/json';
import { originOf, thumbprint } from '@parley/record/key';
import { webSuite } from '@parley/record/suite';
import { rootOf } from '@parley/record/tree';
import { encodeVkey, vkeyOf } from '@parley/record/vkey';
import { placeAll, type DocketRecord } from '#docket';
import type { Entry, PlacedEntry } from '#entry';
import { introduceKeys, rootKeys } from '#keys';
import { receiptsOf, type Cosigned } from '#receipts';
import { KEY_ACTS } from '#route';
import { defaultOffices, defaultTerms, type Offices, type Terms } from '#terms';

/** 2026-01-05T09:00:00Z, a Monday: when worlds begin. */
export const START = 1_767_603_600;

export const HOUR = 3600;
export const DAY = 86_400;

export type WorldOptions = {
  parties?: string[];
  witnesses?: string[];
  terms?: Partial<Terms>;
  offices?: Offices;
};

/** What one says: `by`: officers by office or name, one signature each; everything else is filled in as a node would, unless given. */
export type Saying = {
  body?: JsonObject;
  by?: string[];
  at?: number;
  subject?: string;
  payload?: Partial<Payload>;
  /** how much of each other log was seen; default: what the party holds */
  seen?: Record<string, number>;
};

/** The officers that every party of a world has in office, by name: their offices. */
const OFFICERS: Record<string, string> = {
  head: 'head',
  second: 'head',
  liaison: 'liaison',
  chancery: 'chancery',
  registrar: 'registrar',
};

const signers = new Map<string, Promise<Ed25519Signer>>();

function signerOf(name: string): Promise<Ed25519Signer> {
  const known = signers.get(name) ?? webEd25519Signer(sha256(encodeUtf8(name)));
  signers.set(name, known);
  return known;
}

/** The key of a name, base64url; the same name has the same key in every world. */
export async function keyOf(name: string): Promise<string> {
  return encodeBase64url((await signerOf(name)).publicKey);
}

export async function kidOfName(name: string): Promise<string> {
  return thumbprint((await signerOf(name)).publicKey);
}

/** 1312 bytes that stand for an ML-DSA-44 public key: nothing here signs with it. */
function mldsaOf(name: string): Uint8Array {
  const bytes = new Uint8Array(1312);
  for (let at = 0; at < bytes.length; at += 32) bytes.set(sha256(encodeUtf8(`${name} ${at}`)), at);
  return bytes;
}

export class World {
  readonly accord: Accord;
  readonly accordId: string;
  readonly parties: string[];
  readonly logs: Map<string, Entry[]>;
  readonly cosigned: Record<string, Cosigned[]>;
  readonly #keys: Map<string, Map<string, Uint8Array>>;
  readonly #roots = new Map<string, string>();
  #nonce = 0;
  now = START;

  private constructor(accord: Accord, accordId: string, from?: World) {
    this.accord = accord;
    this.accordId = accordId;
    this.parties = accord.parties.map(({ id }) => id);
    this.logs = new Map(this.parties.map((id) => [id, [...(from?.logs.get(id) ?? [])]]));
    this.cosigned = Object.fromEntries(this.parties.map((id) => [id, [...(from?.cosigned[id] ?? [])]]));
    this.#keys = new Map(
      this.parties.map((id) => [id, new Map(from === undefined ? rootKeys(accord, id) : from.#keys.get(id))]),
    );
    this.#nonce = from === undefined ? 0 : from.#nonce;
    this.now = from?.now ?? START;
  }

  /** A world whose accord is written and nothing filed. */
  static async found(options: WorldOptions = {}): Promise<World> {
    const ids = options.parties ?? ['us', 'cn'];
    const parties = await Promise.all(
      ids.map(async (id) => ({
        id,
        names: { en: `Party ${id}` },
        languages: ['en'],
        domain: `${id}.example`,
        addresses: [`http://${id}.example`],
        hue: 0,
        keys: {
          root: await keyOf(`${id}/root`),
          http: await keyOf(`${id}/http`),
          log: { ed25519: await keyOf(`${id}/log`), mldsa44: encodeBase64url(mldsaOf(`${id}/log`)) },
          holder: { ed25519: await keyOf(`${id}/holder`), mldsa44: encodeBase64url(mldsaOf(`${id}/holder`)) },
        },
      })),
    );
    const witnesses = await Promise.all(
      (options.witnesses ?? []).map(async (name) => {
        const { publicKey } = await signerOf(`witness ${name}`);
        return { name, vkeys: [encodeVkey(vkeyOf(name, 0x04, publicKey))] };
      }),
    );
    const document = encodeCanonical({
      v: 'parley/1',
      title: { en: 'An accord for tests' },
      dated: '2026-01-01',
      text: { en: 'Fictional.' },
      parties,
      witnesses,
      quorum: 0,
      quotas: { entriesPerDay: 100_000, bytesPerDay: 100_000_000 },
      terms: { ...defaultTerms, ...options.terms } as JsonObject,
      offices: options.offices ?? defaultOffices,
    });
    const read = parseAccord(document);
    if (!read.ok) throw new Error(read.refusal.detail);
    return new World(read.accord, read.accordId);
  }

  /** A copy that goes its own way. */
  fork(): World {
    return new World(this.accord, this.accordId, this);
  }

  origin(party: string): string {
    return originOf(this.accord, this.accordId, party);
  }

  /** Every party founds its log and appoints its officers; all of it received by the others. */
  async settle(): Promise<void> {
    for (const party of this.parties) {
      await this.say(party, 'accord.found', { body: { accepts: this.accordId }, by: ['root'] });
      for (const [name, office] of Object.entries(OFFICERS)) {
        await this.say(party, 'officer.appoint', {
          body: { key: await keyOf(`${party}/${name}`), office, from: 0 },
          by: ['root'],
        });
      }
    }
    this.receive();
  }

  /** Appends an act to the party's log, in order or not; returns its entry. */
  async say(party: string, type: string, saying: Saying = {}): Promise<Entry> {
    const log = this.logs.get(party)!;
    const payload = this.payload(party, type, saying);
    const names = saying.by ?? ['liaison'];
    const signing = await Promise.all(
      names.map(async (name) => {
        const { publicKey, sign } = await signerOf(`${party}/${name}`);
        return { kid: thumbprint(publicKey), sign };
      }),
    );
    const entry = await this.append(party, await composeAct(payload, signing));
    if (entry.index !== log.length - 1) throw new Error('appending an act: its index is not the last');
    return entry;
  }

  /** Appends any bytes. */
  async append(party: string, bytes: Uint8Array): Promise<Entry> {
    const log = this.logs.get(party)!;
    const keys = this.#keys.get(party)!;
    const opened = await openAct(bytes, keys, webSuite);
    const at = { party, index: log.length, id: encodeBase64url(leafHash(bytes)) };
    const entry: Entry = opened.ok ? { ...at, act: opened.act } : { ...at, refusal: opened.refusal };
    if (entry.act !== undefined) introduceKeys(keys, entry.act);
    log.push(entry);
    this.#bytes.set(entry, bytes);
    return entry;
  }

  payload(party: string, type: string, saying: Saying): Payload {
    const log = this.logs.get(party)!;
    const keys = log.findLast(({ act }) => act !== undefined && KEY_ACTS.test(act.payload.type))?.index;
    const seen: Payload['seen'] = {};
    for (const other of this.parties) {
      const size = saying.seen?.[other] ?? this.holds(party, other);
      if (other !== party && size > 0)
        seen[this.origin(other)] = { n: size, root: this.rootAt(this.origin(other), size)! };
    }
    return {
      v: 'parley/1',
      accord: this.accordId,
      log: this.origin(party),
      type,
      iat: saying.at ?? this.now,
      nonce: encodeBase64url(sha256(encodeUtf8(String(this.#nonce++))).subarray(0, 16)),
      ...(keys === undefined ? {} : { keys }),
      ...(saying.subject === undefined ? {} : { subject: saying.subject }),
      ...(Object.keys(seen).length === 0 ? {} : { seen }),
      body: saying.body ?? {},
      ...saying.payload,
    };
  }

  /** How much of `other`'s log `party`'s holder has cosigned. */
  holds(party: string, other: string): number {
    return this.cosigned[other]?.findLast(({ by }) => by === party)?.size ?? 0;
  }

  /** `by` (a party's holder, or a witness) cosigns all of `party`'s log, or `size` entries, now. */
  cosign(by: string, party: string, size = this.logs.get(party)!.length): void {
    this.cosigned[party]!.push({ by, size, time: this.now });
  }

  /** The holders of all parties, or of these, cosign all there is. */
  receive(...holders: string[]): void {
    for (const by of holders.length === 0 ? this.parties : holders) {
      for (const party of this.parties) if (party !== by && this.logs.get(party)!.length > 0) this.cosign(by, party);
    }
  }

  rootAt = (origin: string, size: number): string | undefined => {
    const name = `${origin} ${size}`;
    const known = this.#roots.get(name);
    if (known !== undefined) return known;
    const party = this.parties.find((id) => this.origin(id) === origin);
    const log = party === undefined ? [] : this.logs.get(party)!;
    if (size > log.length) return encodeBase64(sha256(encodeUtf8(name)));
    const root = encodeBase64(rootOf(log.slice(0, size).map((entry) => leafHash(this.bytesOf(entry)))));
    this.#roots.set(name, root);
    return root;
  };

  readonly #bytes = new WeakMap<Entry, Uint8Array>();

  bytesOf(entry: Entry): Uint8Array {
    return entry.act?.entry ?? this.#bytes.get(entry)!;
  }

  record(): DocketRecord {
    const { accord, accordId, logs, rootAt } = this;
    return { accord, accordId, logs, receipts: receiptsOf(this.cosigned), rootAt };
  }

  placed(): PlacedEntry[] {
    return placeAll(this.record()).placed;
  }
}

const settled = new Map<string, Promise<World>>();

/** A world in which every party has founded its log and has a head, a second head, a liaison, a chancery and a registrar. */
export async function settledWorld(options: WorldOptions = {}): Promise<World> {
  const name = JSON.stringify(options);
  let world = settled.get(name);
  if (world === undefined) {
    world = World.found(options).then(async (made) => {
      await made.settle();
      return made;
    });
    settled.set(name, world);
  }
  return (await world).fork();
}
