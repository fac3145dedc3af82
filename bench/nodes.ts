// Both parties' nodes in this process, without sockets: how fixtures grow. Everything goes through the same filing, exchange and folding as
// in a real node; only the wire is a function call, and commits do not wait for the disk (a fixture that breaks off is thrown away).

import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeBase64, encodeBase64url, parseBase64url } from '@parley/record/base64';
import { webEd25519Signer, type Ed25519Signer } from '@parley/record/ed25519';
import { webMlDsa44Signer } from '@parley/record/mldsa';
import { tokensMigration } from '@parley/node/access/tokens';
import { App, appTables } from '@parley/node/app';
import { UnreachableError, type ExchangeResponse } from '@parley/node/counterparts/transport';
import { subjectKey } from '@parley/node/docket/subjects';
import { MemoryContents } from '@parley/node/exhibits/contents';
import { folderFiles, type KeyName } from '@parley/node/folder';
import { fileMarker } from '@parley/node/log/marker';
import { seconds, systemClock, type Clock } from '@parley/node/platform/clock';
import { systemScheduler } from '@parley/node/platform/scheduler';
import { Database } from '@parley/node/platform/sqlite';
import { threadedSuite } from '@parley/node/platform/suite';
import type { JsonObject } from '@parley/record/json';
import { counterpartOf, openParties, PARTIES, type Party, type PartyId, type World } from './parties.ts';
import { replyTo, requestOf, sign, type Composing, type Filing, type Saying } from './says.ts';

/** Acts of a party's log that found it: `found` says them. */
const FOUNDING = 5;

/** Acts handed to a node at once: fewer than it lets wait. */
const AT_ONCE = 1024;

export class Nodes {
  readonly world: World;
  readonly apps = new Map<PartyId, App>();
  readonly #dir: string;
  readonly #clock: Clock;
  #databases = new Map<PartyId, Database>();
  #fault: unknown;
  /** The nodes' own timers do not keep a process alive. */
  #alive = setInterval(() => undefined, 60_000);

  private constructor(world: World, dir: string, clock: Clock) {
    this.world = world;
    this.#dir = dir;
    this.#clock = clock;
  }

  /** Opens the nodes of the folders below `dir`; of `parties` alone, if not of both. */
  static async open(dir: string, parties: readonly PartyId[] = PARTIES, clock: Clock = systemClock): Promise<Nodes> {
    const nodes = new Nodes(await openParties(dir), dir, clock);
    mkdirSync(join(dir, 'state'), { recursive: true });
    for (const party of parties) await nodes.start(party);
    return nodes;
  }

  async start(party: PartyId): Promise<void> {
    const { accordText, accordId, parties } = this.world;
    const { dir } = parties[party];
    const seed = (name: KeyName) =>
      parseBase64url(readFileSync(join(dir, folderFiles.keys, `${name}.key`), 'utf8').trim())!;
    const both = async (of: 'log' | 'holder') => ({
      ed25519: (await webEd25519Signer(seed(`${of}-ed25519`))).sign,
      mldsa44: (await webMlDsa44Signer(seed(`${of}-mldsa44`))).sign,
    });
    const pairs = { log: await both('log'), holder: await both('holder') };
    const database = Database.open(join(dir, folderFiles.database), [...appTables, tokensMigration], 'off');
    this.#databases.set(party, database);
    const app = await App.open({
      database,
      accordText,
      party,
      signers: async (role) => pairs[role],
      exhibits: {
        contents: new MemoryContents(),
        registrars: () => [],
        random: (bytes) => randomBytes(bytes),
      },
      clock: this.#clock,
      scheduler: systemScheduler,
      transport: { send: (to, request, signal) => this.#carry(party, to, request, signal) },
      suite: threadedSuite,
      marker: fileMarker(join(this.#dir, 'state', `${accordId}-${party}.boot`)),
      onFault: (cause) => (this.#fault = cause),
    });
    this.apps.set(party, app);
    app.start();
  }

  async #carry(
    from: PartyId,
    to: string,
    request: Parameters<App['exchange']>[0],
    signal: AbortSignal,
  ): Promise<ExchangeResponse> {
    const app = this.apps.get(to as PartyId);
    if (app === undefined) throw new UnreachableError(`${to} is not running`);
    const gone = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new UnreachableError('stopped')), { once: true });
    });
    return Promise.race([app.exchange(request, { party: from }, signal), gone]);
  }

  #checkFaults(): void {
    if (this.#fault !== undefined) throw new Error('a node met a fault', { cause: this.#fault });
  }

  /** Waits until nothing is on its way between the nodes that run. */
  async idle(): Promise<void> {
    for (;;) {
      this.#checkFaults();
      if (this.apps.size === PARTIES.length && [...this.apps.values()].every((app) => app.idle)) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Both nodes must have computed the same docket from the same record. */
  checkDigests(): void {
    this.#checkFaults();
    const [a, b] = [...this.apps.values()].map((app) => app.docket.digest());
    if (a!.digest !== b!.digest) throw new Error(`two dockets of one record: ${JSON.stringify([a, b])}`);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.apps.values()].map((app) => app.stop()));
    for (const database of this.#databases.values()) database.close();
    clearInterval(this.#alive);
  }

  #now(): number {
    return seconds(this.#clock.now());
  }

  // ── what is said ──

  composing(party: PartyId): Composing {
    return composingOf(this.apps.get(party)!, this.world, this.#now());
  }

  /** Founds both logs, appoints the officers, and publishes calendars for this year and those beside it. */
  async found(): Promise<void> {
    await this.idle();
    const { accordId, parties } = this.world;
    for (const { id, root, liaison } of Object.values(parties)) {
      const say = async (by: Ed25519Signer, type: string, body: JsonObject, words: JsonObject = {}) =>
        this.file(id, await sign({ type, body, words }, this.composing(id), by));
      await say(root, 'accord.found', { accepts: accordId });
      const key = encodeBase64url(liaison.publicKey);
      const now = this.#now();
      await say(root, 'officer.appoint', { office: 'liaison', key, from: now }, { name: 'Liaison' });
      const year = new Date(this.#clock.now()).getUTCFullYear();
      for (const one of [year - 1, year, year + 1]) {
        const offsets = [{ fromUtc: Date.UTC(one, 0, 1) / 1000, offsetMinutes: 0 }];
        await say(liaison, 'calendar.publish', { year: one, nonWorking: [`${one}-05-01`], makeUp: [], offsets });
      }
    }
    await this.idle();
  }

  async file(party: PartyId, filing: Filing): Promise<string> {
    const filed = await this.apps.get(party)!.file(filing);
    if (!filed.ok) throw new Error(`${filed.refusal.code}: ${filed.refusal.detail}`);
    return filed.id;
  }

  /** Files what the liaison of a party says, side by side; gives the ids in order. */
  async say(party: PartyId, sayings: readonly Saying[]): Promise<string[]> {
    const ids: string[] = [];
    const composing = this.composing(party);
    for (let at = 0; at < sayings.length; at += AT_ONCE) {
      const filings = await signAll(sayings.slice(at, at + AT_ONCE), composing, this.world.parties[party]);
      ids.push(...(await Promise.all(filings.map((filing) => this.file(party, filing)))));
    }
    return ids;
  }

  /** Acts that a party has said beside those that found its log. */
  said(party: PartyId): number {
    return this.apps.get(party)!.own.size - FOUNDING;
  }

  /** How many subjects a party has opened by acts of this type. */
  opened(party: PartyId, type: string): number {
    const sql = 'select count(*) as count from act where type = ? and position >= ? and position < ?';
    const { store, size } = this.apps.get(party)!.own;
    return Number(this.#databases.get(party)!.get(sql, type, store.position(0), store.position(size))?.['count']);
  }

  /** Ids of `count` of these, from the one at `from` on. */
  idsOf(party: PartyId, from: number, count: number): string[] {
    const { store } = this.apps.get(party)!.own;
    return Array.from({ length: count }, (_, place) => store.id(FOUNDING + from + place)!);
  }

  /** Those of some requests that `party` has not replied to. */
  unanswered(party: PartyId, ids: readonly string[]): string[] {
    const database = this.#databases.get(party)!;
    const sql = `select 1 as found from act where subject_key = ? and subject = ? and type = 'request.reply'`;
    return ids.filter((id) => database.get(sql, subjectKey(id), id) === undefined);
  }

  /** A party asks its counterpart `count` times; gives the ids. */
  ask(party: PartyId, count: number, number: number): Promise<string[]> {
    const to = counterpartOf(party);
    return this.say(
      party,
      Array.from({ length: count }, (_, place) => requestOf(to, number + place)),
    );
  }

  /** A party answers requests that it holds. */
  answer(party: PartyId, ids: readonly string[]): Promise<string[]> {
    return this.say(party, ids.map(replyTo));
  }
}

/** What an act must say when it is signed now, from what the node of its party has folded. */
function composingOf(app: App, { accordId }: World, now: number): Composing {
  const seen: Composing['seen'] = {};
  const cut = app.docket.cut();
  for (const log of app.logs) {
    const { size } = cut[log.origin]!;
    if (log !== app.own && size > 0) seen[log.origin] = { n: size, root: encodeBase64(log.rootAt(size)!) };
  }
  return {
    accord: accordId,
    log: app.own.origin,
    keys: app.docket.keysForNext(app.party),
    seen,
    iat: now,
  };
}

export function signAll(sayings: readonly Saying[], composing: Composing, { liaison }: Party): Promise<Filing[]> {
  return Promise.all(sayings.map((saying) => sign(saying, composing, liaison)));
}
