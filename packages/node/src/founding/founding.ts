// A founding as a node does it: what the negotiation says may come next is kept, delivered where there is a link, and concluded as soon as both have
// signed. Commands and the API call this; two of them may run at once, in two processes.

import { join } from 'node:path';
import { encodeEnvelope, isComplete, type FoundingCode } from '@parley/docket/accord/founding/envelope';
import {
  counter,
  draft,
  sign,
  take,
  type Hand,
  type Kept,
  type Taken,
} from '@parley/docket/accord/founding/negotiation';
import type { FoundingText, OwnEntry } from '@parley/docket/accord/founding/text';
import { parseAct } from '@parley/record/act';
import { encodeUtf8 } from '@parley/record/bytes';
import type { JsonObject } from '@parley/record/json';
import { refuse, type Result } from '@parley/record/refusal';
import type { Sign } from '@parley/record/suite';
import { accessTables } from '../access/access.ts';
import { systemRandom, type Random } from '../access/secret.ts';
import { folderFiles, type KeyName } from '../folder.ts';
import type { KeyChest, NodeKey } from '../keychest.ts';
import { Database } from '../platform/sqlite.ts';
import { fetchEnvelope, linkOf, postEnvelope, type LinkCode } from './link.ts';
import { checkOwnEntry, isFounding, keyIn, readOwnEntry, rewriteOwnEntry, writeAccord } from './party.ts';
import { FoundingStore, foundingTables, type Stored } from './store.ts';

export type NodeFoundingCode = FoundingCode | LinkCode | 'founding.none' | 'founding.busy' | 'founding.early';

type TakenIn = Result<Taken, NodeFoundingCode>;

export type Answer = Promise<Result<{ kept: Kept }, NodeFoundingCode>>;

/** How far ahead of our clock an act may be signed, as at filing. */
const AHEAD_SECONDS_MAX = 300;

/** Somebody else writing at the same moment is met this often, and then it is somebody's turn to look. */
const TRIES = 5;

export class Founding {
  readonly dir: string;
  #own: OwnEntry;
  readonly database: Database;
  readonly store: FoundingStore;
  #chest: KeyChest;
  #now: () => number;
  #random: Random;

  private constructor(
    dir: string,
    own: OwnEntry,
    chest: KeyChest,
    database: Database,
    now: () => number,
    random: Random,
  ) {
    this.dir = dir;
    this.#own = own;
    this.database = database;
    this.store = new FoundingStore(database);
    this.#chest = chest;
    this.#now = now;
    this.#random = random;
  }

  /** Opens the founding of a folder, whose node may run. The caller closes it. `now` in seconds. */
  static async open(
    dir: string,
    { now = () => Math.floor(Date.now() / 1000), random = systemRandom }: { now?: () => number; random?: Random } = {},
  ): Promise<Result<{ founding: Founding }>> {
    const read = await readOwnEntry(dir);
    if (!read.ok) return read;
    const { own, chest } = read;
    const database = Database.open(join(dir, folderFiles.database), [foundingTables, ...accessTables]);
    return { ok: true, founding: new Founding(dir, own, chest, database, now, random) };
  }

  /** One of the keys that party.json names: it was there when the founding was opened. */
  key(name: KeyName, publicKey: string): NodeKey {
    return keyIn(this.#chest, name, publicKey)!;
  }

  /** What we put into an accord when we take our seat. */
  get own(): OwnEntry {
    return this.#own;
  }

  close(): void {
    this.database.close();
  }

  /** Whether the accord is still to be founded. */
  get open(): boolean {
    return isFounding(this.dir);
  }

  async kept(): Promise<Kept | undefined> {
    return (await this.store.read())?.kept;
  }

  /** Says otherwise what we are called: until we have taken our seat, from when on it stands. */
  async describe(
    said: Pick<OwnEntry['party'], 'names' | 'languages' | 'hue'>,
  ): Promise<Result<object, FoundingCode | 'founding.begun'>> {
    const { party, registrar } = this.#own;
    const seated = (await this.kept())?.negotiation.text.accord.parties.some(({ id }) => id === party.id) ?? false;
    if (seated) return refuse('founding.begun', 'describing our party: it stands in an accord that is negotiated');
    const own = { party: { ...party, ...said }, registrar };
    const checked = checkOwnEntry(own);
    if (!checked.ok) return checked;
    rewriteOwnEntry(this.dir, own);
    this.#own = own;
    return { ok: true };
  }

  /** The first round. `anew`: in place of one that was begun and that we never signed. */
  async draft(
    accord: JsonObject,
    template: FoundingText['template'],
    { note, anew = false }: { note?: string | undefined; anew?: boolean } = {},
  ): Answer {
    const stored = await this.store.read();
    if (stored !== undefined) {
      if (!anew) return refuse('founding.begun', 'drafting an accord: one is being negotiated in this folder');
      if (stored.kept.signedRounds > 0)
        return refuse(
          'founding.signed',
          'drafting an accord anew: this party has signed one, and the other may complete it',
        );
    }
    const drafted = await draft(this.own, accord, template, this.#hand(), note);
    if (!drafted.ok) return drafted;
    if (stored !== undefined) this.store.forget();
    return this.#write(undefined, drafted.kept) ? drafted : busy();
  }

  /** Another round; without an accord, our seat in it as it stands. */
  counter(accord: JsonObject | undefined, note?: string): Answer {
    return this.#change(({ kept }) => counter(kept, this.own, accord, this.#hand(), note));
  }

  /** Signs by the root key, which nobody keeps, the accord that was read: if it has changed meanwhile, nothing. */
  sign(root: { publicKey: Uint8Array; sign: Sign }, accordId: string): Answer {
    return this.#change(async ({ kept }) =>
      kept.negotiation.accordId === accordId ? sign(kept, this.own.party.id, root, this.#now(), this.#random) : busy(),
    );
  }

  /** Takes in an envelope, or leaves all as it was. */
  async take(envelope: string, options: { replace?: boolean } = {}): Promise<TakenIn> {
    for (let tries = 0; tries < TRIES; tries++) {
      const stored = await this.store.read();
      const taken = await take(stored?.kept, this.own, envelope, options);
      if (!taken.ok) return taken;
      const early = this.#early(taken.kept);
      if (early !== undefined) return early;
      if (taken.news === 'none' || this.#write(stored?.text, taken.kept)) return taken;
    }
    return busy();
  }

  /** Takes in what the counterpart's link gives, and remembers the link. */
  async follow(link: string, options: { replace?: boolean } = {}): Promise<TakenIn> {
    const fetched = await fetchEnvelope(link);
    if (!fetched.ok) return fetched;
    const taken = await this.take(fetched.envelope, options);
    if (taken.ok) this.store.rememberLink(link);
    return taken;
  }

  /** Gives the counterpart what we have, if there is a link, and takes in what it has then. `undefined`: there is no link. */
  async deliver(signal?: AbortSignal): Promise<TakenIn | undefined> {
    const { link, text } = this.store;
    if (link === undefined || text === undefined) return undefined;
    const posted = await postEnvelope(link, text, signal);
    return posted.ok ? this.take(posted.envelope) : posted;
  }

  /** A link to be given to the counterpart: good for some days, in place of any before. */
  invite(days: number): string {
    const expiresAt = this.#now() + days * 86_400;
    return linkOf(this.own.party.addresses[0]!, this.store.invite(this.#random, expiresAt));
  }

  invited(secret: string): boolean {
    return this.store.invited(secret, this.#now());
  }

  /** If both have signed, the folder gets its accord. True if it has one. */
  async conclude(): Promise<boolean> {
    const kept = await this.kept();
    if (kept === undefined || !isComplete(kept.negotiation)) return false;
    writeAccord(this.dir, kept.negotiation.document);
    return true;
  }

  async #change(work: (stored: Stored) => Promise<Result<{ kept: Kept }, NodeFoundingCode>>): Answer {
    for (let tries = 0; tries < TRIES; tries++) {
      const stored = await this.store.read();
      if (stored === undefined) return refuse('founding.none', 'changing a founding: none is begun in this folder');
      const changed = await work(stored);
      if (!changed.ok) return changed;
      if (encodeEnvelope(changed.kept.negotiation) === stored.text || this.#write(stored.text, changed.kept))
        return changed;
    }
    return busy();
  }

  /** Signed by a clock that is ahead: the log could not be opened before that time, and what is signed is not signed anew. */
  #early({ negotiation }: Kept) {
    for (const [party, acts] of Object.entries(negotiation.signed)) {
      const times = acts.map(({ act }) => signedAt(act));
      if (times.some((at) => at > this.#now() + AHEAD_SECONDS_MAX))
        return refuse<NodeFoundingCode>(
          'founding.early',
          `taking in a founding: ${party} signed it at ${Math.max(...times)}, and here it is ${this.#now()}`,
        );
    }
    return undefined;
  }

  #write(before: string | undefined, kept: Kept): boolean {
    const written = this.store.write(before, kept);
    // The accord lies in the folder as soon as what both signed is kept; a crash in between is made good by whoever looks next.
    if (written && isComplete(kept.negotiation)) writeAccord(this.dir, kept.negotiation.document);
    return written;
  }

  #hand(): Hand {
    return { sign: this.key('http', this.own.party.keys.http).sign, now: this.#now() };
  }
}

function signedAt(entry: string): number {
  const parsed = parseAct(encodeUtf8(entry));
  return parsed.ok ? parsed.act.payload.iat : 0;
}

function busy() {
  return refuse<NodeFoundingCode>('founding.busy', 'changing a founding: somebody else changes it at the same time');
}
