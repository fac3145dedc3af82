// Where the story of the examples is told: two invented parties with real keys, their logs, and holders that receive every act a minute
// after it was signed. Every key, salt and nonce is the SHA-256 of a name, so that a second telling gives the same bytes.

import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { parseAccord, type Accord } from '@parley/record/accord';
import { composeAct, openAct, type Payload, type VerifiedAct } from '@parley/record/act';
import { encodeBase64, encodeBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { webEd25519Signer } from '@parley/record/ed25519';
import { leafHash, sha256 } from '@parley/record/hash';
import { encodeCanonical, type JsonObject } from '@parley/record/json';
import { originOf, thumbprint } from '@parley/record/key';
import { sealContent } from '@parley/record/seal';
import { webSuite } from '@parley/record/suite';
import { rootOf } from '@parley/record/tree';
import { encodeDisclosure, SALT_BYTES, type Disclosure } from '@parley/record/words';
import type { Entry } from '@parley/docket/entry';
import { introduceKeys, rootKeys } from '@parley/docket/keys';
import { receiptsOf, type Cosigned } from '@parley/docket/receipts';
import { KEY_ACTS } from '@parley/docket/route';
import { accordTerms, contents, OFFICERS, offices, PARTIES, type PartyId } from './setting.ts';
import type { Names, Step, Telling } from './telling.ts';

const RECEIPT_SECONDS = 60;
const SEAL_BYTES_MIN = 4096;

const derived = (name: string) => sha256(encodeUtf8(`parley examples: ${name}`));
const signer = (name: string) => webEd25519Signer(derived(name));

/** A UTC minute such as `2026-03-02 09:00`, in seconds. */
export const secondsOf = (at: string) => Date.parse(`${at.replace(' ', 'T')}:00Z`) / 1000;

/** `by`: who signed, `party/officer`. `introducedAt`: the index that introduced the key in the same log; null: the accord did. */
export type Signer = { by: string; kid: string; publicKey: string; introducedAt: number | null };

/** An act as it was told. */
export type Told = {
  step: Telling;
  entry: Entry & { act: VerifiedAct };
  words: JsonObject;
  disclosures: Disclosure[];
  signers: Signer[];
};

async function keysOf(id: string) {
  const ed25519 = async (role: string) => encodeBase64url((await signer(`${id}/${role}`)).publicKey);
  const pair = async (role: string) => ({
    ed25519: await ed25519(role),
    mldsa44: encodeBase64url(ml_dsa44.keygen(derived(`${id}/${role} ml-dsa-44`)).publicKey),
  });
  return {
    root: await ed25519('root'),
    http: await ed25519('http'),
    log: await pair('log'),
    holder: await pair('holder'),
  };
}

export class Stage implements Names {
  readonly document: string;
  readonly accord: Accord;
  readonly accordId: string;
  readonly told: Told[] = [];
  readonly logs = new Map<string, Entry[]>(PARTIES.map(({ id }) => [id, []]));
  readonly cosigned: Record<string, Cosigned[]> = Object.fromEntries(PARTIES.map(({ id }) => [id, []]));
  readonly #keys: Map<string, Map<string, Uint8Array>>;
  readonly #introduced = new Map<string, number>();
  readonly #publicKeys = new Map<string, string>();
  readonly #byName = new Map<string, Told>();

  private constructor(document: string) {
    const read = parseAccord(document);
    if (!read.ok) throw new Error(read.refusal.detail);
    this.document = document;
    this.accord = read.accord;
    this.accordId = read.accordId;
    this.#keys = new Map(PARTIES.map(({ id }) => [id, rootKeys(read.accord, id)]));
  }

  static async open(): Promise<Stage> {
    const parties = await Promise.all(PARTIES.map(async (party) => ({ ...party, keys: await keysOf(party.id) })));
    const stage = new Stage(
      encodeCanonical({ v: 'parley/1', ...accordTerms, parties, witnesses: [], quorum: 0, offices }),
    );
    for (const { id } of PARTIES) {
      for (const name of [...OFFICERS, 'root', 'new-http']) {
        stage.#publicKeys.set(`${id}/${name}`, encodeBase64url((await signer(`${id}/${name}`)).publicKey));
      }
    }
    return stage;
  }

  async tell(step: Step): Promise<void> {
    if ('holds' in step) {
      this.#hold(step.party, step.holds, secondsOf(step.at));
      return;
    }
    const { party } = step;
    const log = this.logs.get(party)!;
    const words = typeof step.words === 'function' ? step.words(this) : (step.words ?? {});
    const salt = (name: string) => derived(`salt ${party} ${log.length} ${name}`).subarray(0, SALT_BYTES);
    const disclosures = Object.entries(words).map(([name, value]) => encodeDisclosure(salt(name), name, value));
    const signers = await Promise.all(step.by.map((name) => signer(`${party}/${name}`)));
    const bytes = await composeAct(
      this.#payload(step, log, disclosures),
      signers.map(({ publicKey, sign }) => ({ kid: thumbprint(publicKey), sign })),
    );
    const opened = await openAct(bytes, this.#keys.get(party)!, webSuite);
    if (!opened.ok) throw new Error(`telling ${step.type} at ${step.at}: ${opened.refusal.detail}`);
    const { act } = opened;
    const entry = { party, index: log.length, id: act.id, act };
    const known = new Set(this.#keys.get(party)!.keys());
    introduceKeys(this.#keys.get(party)!, act);
    for (const kid of this.#keys.get(party)!.keys()) if (!known.has(kid)) this.#introduced.set(kid, entry.index);
    log.push(entry);
    const told = { step, entry, words, disclosures, signers: step.by.map((name) => this.#signer(party, name)) };
    this.told.push(told);
    if (step.name !== undefined) this.#byName.set(step.name, told);
    for (const { id } of PARTIES) if (id !== party) this.#hold(id, party, act.payload.iat + RECEIPT_SECONDS);
  }

  #payload(step: Telling, log: readonly Entry[], disclosures: readonly Disclosure[]): Payload {
    const { party, type, on, body, content, seal } = step;
    const keys = log.findLast(({ act }) => KEY_ACTS.test(act!.payload.type))?.index;
    const seen: Payload['seen'] = {};
    for (const { id } of PARTIES) {
      const size = this.cosigned[id]!.findLast(({ by }) => by === party)?.size ?? 0;
      if (size > 0) seen[this.origin(id)] = { n: size, root: this.rootAt(this.origin(id), size)! };
    }
    const deposited = content === undefined ? undefined : this.#content(content);
    return {
      v: 'parley/1',
      accord: this.accordId,
      log: this.origin(party),
      type,
      iat: secondsOf(step.at),
      nonce: encodeBase64url(derived(`nonce ${party} ${log.length}`).subarray(0, 16)),
      ...(keys === undefined ? {} : { keys }),
      ...(on === undefined ? {} : { subject: this.id(on) }),
      ...(Object.keys(seen).length === 0 ? {} : { seen }),
      body: typeof body === 'function' ? body(this) : (body ?? {}),
      ...(deposited === undefined
        ? {}
        : { exhibits: [{ h: this.digest(content!), n: deposited.length, ct: 'text/plain' }] }),
      ...(seal === undefined ? {} : { seals: [{ c: this.#seal(seal), n: SEAL_BYTES_MIN, ct: 'text/plain' }] }),
      ...(disclosures.length === 0
        ? {}
        : { _sd: disclosures.map(({ digest }) => digest).toSorted(), _sd_alg: 'sha-256' as const }),
    };
  }

  #hold(by: string, of: string, time: number): void {
    this.cosigned[of]!.push({ by, size: this.logs.get(of)!.length, time });
  }

  #signer(party: PartyId, name: string): Signer {
    const publicKey = this.key(party, name);
    const kid = this.kid(party, name);
    return { by: `${party}/${name}`, kid, publicKey, introducedAt: this.#introduced.get(kid) ?? null };
  }

  #content(name: string): Uint8Array {
    const text = contents[name];
    if (text === undefined) throw new Error(`there is no content ${name}`);
    return encodeUtf8(text);
  }

  #seal(content: string): string {
    return sealContent(derived(`seal ${content}`), this.#content(content));
  }

  #told(name: string): Told {
    const told = this.#byName.get(name);
    if (told === undefined) throw new Error(`nothing was told as ${name} yet`);
    return told;
  }

  origin(party: string): string {
    return originOf(this.accord, this.accordId, party);
  }

  readonly rootAt = (origin: string, size: number): string | undefined => {
    const party = PARTIES.find(({ id }) => this.origin(id) === origin);
    const log = party === undefined ? [] : this.logs.get(party.id)!;
    return size > log.length
      ? undefined
      : encodeBase64(rootOf(log.slice(0, size).map(({ act }) => leafHash(act!.entry))));
  };

  /** What the docket folds. */
  record() {
    const { accord, accordId, logs, rootAt } = this;
    return { accord, accordId, logs, receipts: receiptsOf(this.cosigned), rootAt };
  }

  readonly id = (name: string): string => {
    return this.#told(name).entry.id;
  };

  readonly word = (name: string, member: string): string => {
    const disclosure = this.#told(name).disclosures.find((one) => one.name === member);
    if (disclosure === undefined) throw new Error(`${name} has no word ${member}`);
    return disclosure.digest;
  };

  readonly key = (party: PartyId, officer: string): string => {
    const key = this.#publicKeys.get(`${party}/${officer}`);
    if (key === undefined) throw new Error(`${party} has no ${officer}`);
    return key;
  };

  readonly kid = (party: PartyId, officer: string): string => {
    return thumbprint(Uint8Array.fromBase64(this.key(party, officer), { alphabet: 'base64url' }));
  };

  readonly at = (moment: string): number => {
    return secondsOf(moment);
  };

  readonly digest = (content: string): string => {
    return encodeBase64url(sha256(this.#content(content)));
  };

  readonly salt = (content: string): string => {
    return encodeBase64url(derived(`seal ${content}`));
  };

  readonly held = (party: PartyId): { size: number; time: number } => {
    const { size, time } = this.cosigned[party]!.at(-1)!;
    return { size, time };
  };
}
