// One side of the demonstration at its desk: officers compose acts from what their node tells them, sign with their own keys, and file
// through the HTTP API, as any client does. Nothing goes in another way.

import { randomBytes } from 'node:crypto';
import { composeAct, type Seen } from '@parley/record/act';
import { parseUtf8 } from '@parley/record/bytes';
import { draftAct } from '@parley/record/draft';
import type { JsonObject } from '@parley/record/json';
import { thumbprint } from '@parley/record/key';
import type { Refusal } from '@parley/record/refusal';
import { paths, pathTo } from '@parley/api/paths';
import type { DemoParty } from './founding.ts';

type Composing = {
  accord: string;
  log: string;
  keys?: number;
  seen: Seen;
  held: Record<string, { size: number; time: number }>;
  now: number;
};

export type Saying = { type: string; body: JsonObject; words?: JsonObject; subject?: string };

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

  /** An act as the officer signs it now. `signer`: an officer's id, or `root`. */
  async compose(signer: string, saying: Saying, composing?: Composing): Promise<{ act: string; words: string[] }> {
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
        ...(Object.keys(seen).length === 0 ? {} : { seen }),
      },
      saying.words ?? {},
      (bytes) => new Uint8Array(randomBytes(bytes)),
    );
    const key = signer === 'root' ? this.party.root : this.party.officers.get(signer);
    if (key === undefined) throw new Error(`${this.party.id} has no officer ${signer}`);
    const entry = await composeAct(payload, [{ kid: thumbprint(key.publicKey), sign: key.sign }]);
    return { act: parseUtf8(entry)!, words: disclosures.map(({ text }) => text) };
  }

  /** Files a composed act; gives its id. Throws with the node's own words if it is refused. */
  async post(filing: { act: string; words: string[] }): Promise<string> {
    const response = await fetch(new URL(pathTo(paths.acts, {}), this.party.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(filing),
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

  async file(signer: string, saying: Saying): Promise<string> {
    return this.post(await this.compose(signer, saying));
  }
}
