// The registrar: the one officer whose key a node holds. It says by itself what a node alone knows: that content is here, whole and with the right
// digest, and whether it opens its seal; and it answers communication checks. What it says goes the way of every act, under the powers of
// its office; nothing is decided by it.
//
// Before it says anything it looks whether it has been said: a crash between filing and noting that it was filed leaves no second act.

import { parseAct, composeAct } from '@parley/record/act';
import { parseBase64url } from '@parley/record/base64';
import { encodeUtf8, parseUtf8 } from '@parley/record/bytes';
import { draftAct } from '@parley/record/draft';
import type { Json, JsonObject } from '@parley/record/json';
import { refuse, type Result } from '@parley/record/refusal';
import { checkSeal } from '@parley/record/seal';
import type { Sign } from '@parley/record/suite';
import { parseDisclosure } from '@parley/record/words';
import type { Reader } from '../api/app.ts';
import type { Filed } from '../filing.ts';
import type { Acts } from './ledger.ts';

export type RegistrarKey = { kid: string; sign: Sign };

/** `before`: how many acts like it our log may have for other reasons, such as one content disclosed twice. */
export type Saying = {
  type: 'exhibit.held' | 'contact.answer';
  subject: string;
  body: JsonObject;
  before: number;
};

export class Registrar {
  #keys: () => readonly RegistrarKey[];
  #reader: Acts & Pick<Reader, 'composing'>;
  #ownOrigin: string;
  #inOffice: (kid: string) => boolean;
  #file: (filing: { act: string; words: string[] }) => Promise<Result<Filed>>;
  #random: (bytes: number) => Uint8Array;

  constructor(options: {
    /** the keys that the node holds for it, the newest first */
    keys: () => readonly RegistrarKey[];
    reader: Acts & Pick<Reader, 'composing'>;
    ownOrigin: string;
    /** whether our log has appointed a key, and not relieved it since */
    inOffice: (kid: string) => boolean;
    file: (filing: { act: string; words: string[] }) => Promise<Result<Filed>>;
    random: (bytes: number) => Uint8Array;
  }) {
    this.#keys = options.keys;
    this.#reader = options.reader;
    this.#ownOrigin = options.ownOrigin;
    this.#inOffice = options.inOffice;
    this.#file = options.file;
    this.#random = options.random;
  }

  /** Whether a key of it is in office at all; whether that has the powers, the rules say. */
  get appointed(): boolean {
    return this.#key !== undefined;
  }

  get #key(): RegistrarKey | undefined {
    return this.#keys().find(({ kid }) => this.#inOffice(kid));
  }

  /** Says it, unless our log says it already and with effect. */
  async say(saying: Saying): Promise<Result<object>> {
    if (this.#timesSaid(saying) > saying.before) return { ok: true };
    const key = this.#key;
    if (key === undefined)
      return refuse('registrar.not_appointed', 'saying what the node holds: none of its registrar’s keys is in office');
    const { accord, log, keys, seen, now } = this.#reader.composing();
    const { payload } = draftAct(
      {
        accord,
        log,
        type: saying.type,
        iat: now,
        subject: saying.subject,
        body: saying.body,
        ...(keys !== undefined && { keys }),
        ...(Object.keys(seen).length > 0 && { seen }),
      },
      {},
      this.#random,
    );
    const entry = await composeAct(payload, [key]);
    return this.#file({ act: parseUtf8(entry)!, words: [] });
  }

  #timesSaid({ type, subject, body }: Saying): number {
    let times = 0;
    let after: string | undefined;
    do {
      const { items, next } = this.#reader.acts({
        log: this.#ownOrigin,
        subject,
        type,
        ...(after !== undefined && { after }),
      });
      for (const { id, disregarded } of items) {
        if (disregarded !== undefined) continue;
        const said = this.#payloadOf(id)?.body;
        if (said !== undefined && said['digest'] === body['digest'] && said['nonce'] === body['nonce']) times++;
      }
      after = next;
    } while (after !== undefined);
    return times;
  }

  /** The seal of the act that opened a subject; undefined if it has none. */
  sealOf(subject: string): string | undefined {
    return this.#payloadOf(subject)?.seals?.[0]?.c;
  }

  /** Whether a content and the salt that an act discloses give its seal; undefined if the salt is not held. */
  opens(act: string, seal: string, content: Uint8Array): boolean | undefined {
    const salt = this.#wordOf(act, 'salt');
    if (salt === undefined) return undefined;
    const bytes = typeof salt === 'string' ? parseBase64url(salt) : undefined;
    return bytes !== undefined && checkSeal(seal, bytes, content);
  }

  #wordOf(act: string, name: string): Json | undefined {
    for (const text of this.#reader.act(act)?.words ?? []) {
      const parsed = parseDisclosure(text);
      if (parsed.ok && parsed.disclosure.name === name) return parsed.disclosure.value;
    }
    return undefined;
  }

  #payloadOf(id: string) {
    const act = this.#reader.act(id);
    if (act === undefined || act.encoding !== undefined) return undefined;
    const parsed = parseAct(encodeUtf8(act.entry));
    return parsed.ok ? parsed.act.payload : undefined;
  }
}
