// One side of the demonstration at its desk: officers compose acts from what their node tells them, sign with their own keys, and file
// through the HTTP API, as any client does. Nothing goes in another way.

import { randomBytes } from 'node:crypto';
import { composeAct, type Seen } from '@parley/record/act';
import { parseUtf8 } from '@parley/record/bytes';
import { draftAct, type Draft } from '@parley/record/draft';
import type { JsonObject } from '@parley/record/json';
import { thumbprint } from '@parley/record/key';
import type { Refusal } from '@parley/record/refusal';
import { paths, pathTo } from '@parley/api/paths';
import type { DemoParty } from './founding.ts';

/** What an officer's client needs to compose an act: `held`: by origin, what is held of that log. */
export type Composing = {
  accord: string;
  log: string;
  keys?: number;
  seen: Seen;
  held: Record<string, { size: number; time: number }>;
  now: number;
};

export type Saying = { type: string; body: JsonObject; words?: JsonObject; subject?: string } & Pick<
  Draft,
  'exhibits' | 'seals'
>;

/** As it is signed. `told`: the digest of each member of the words. */
export type Composed = { act: string; words: string[]; told: Record<string, string> };

/** A node refused what the script says: the script, the machine or the node is at fault, and the demonstration ends. */
export class RefusedError extends Error {
  readonly party: string;
  readonly refusal: Refusal;

  constructor(party: string, refusal: Refusal) {
    super(`the node of ${party} refused: ${refusal.code}: ${refusal.detail}`);
    this.party = party;
    this.refusal = refusal;
  }
}

export class Side {
  readonly party: DemoParty;
  #token: string;

  constructor(party: DemoParty, token: string) {
    this.party = party;
    this.#token = token;
  }

  /** Reads from the node's API. */
  async get<T>(path: string): Promise<T> {
    const response = await fetch(new URL(path, this.party.url), {
      headers: { authorization: `Bearer ${this.#token}` },
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  composing(): Promise<Composing> {
    return this.get<Composing>(paths.compose);
  }

  /** An act as officers sign it now, by their ids; `root`: the party's root key. */
  async compose(signers: string | readonly string[], saying: Saying, composing?: Composing): Promise<Composed> {
    const { accord, log, keys, seen, now } = composing ?? (await this.composing());
    const { payload, disclosures } = draftAct(
      {
        accord,
        log,
        type: saying.type,
        iat: now,
        body: saying.body,
        ...(keys === undefined ? {} : { keys }),
        ...(saying.subject === undefined ? {} : { subject: saying.subject }),
        ...(saying.exhibits === undefined ? {} : { exhibits: saying.exhibits }),
        ...(saying.seals === undefined ? {} : { seals: saying.seals }),
        ...(Object.keys(seen).length === 0 ? {} : { seen }),
      },
      saying.words ?? {},
      (bytes) => new Uint8Array(randomBytes(bytes)),
    );
    const signing = [signers].flat().map((signer) => {
      const key = signer === 'root' ? this.party.root : this.party.officers.get(signer);
      if (key === undefined) throw new Error(`${this.party.id} has no officer ${signer}`);
      return { kid: thumbprint(key.publicKey), sign: key.sign };
    });
    const entry = await composeAct(payload, signing);
    return {
      act: parseUtf8(entry)!,
      words: disclosures.map(({ text }) => text),
      told: Object.fromEntries(disclosures.map(({ name, digest }) => [name, digest])),
    };
  }

  /** Files a composed act; gives its id. Throws with the node's own words if it is refused. */
  async post({ act, words }: { act: string; words: string[] }): Promise<string> {
    const response = await fetch(new URL(pathTo(paths.acts, {}), this.party.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ act, words }),
    });
    const answer = (await response.json()) as { id: string; code?: string; detail?: string };
    if (!response.ok) {
      throw new RefusedError(this.party.id, {
        code: answer.code ?? 'http.fault',
        detail: answer.detail ?? 'no reason was given',
      });
    }
    return answer.id;
  }

  async file(signers: string | readonly string[], saying: Saying): Promise<string> {
    return this.post(await this.compose(signers, saying));
  }

  /** Gives the node the content of an exhibit, by its digest in base64url. Needs a token of scope officer. */
  async put(digest: string, content: Uint8Array): Promise<void> {
    const response = await fetch(new URL(pathTo(paths.exhibitContent, { digest }), this.party.url), {
      method: 'PUT',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(content),
    });
    if (!response.ok) throw new Error(`putting ${digest}: ${response.status} ${await response.text()}`);
  }
}
