// Two parties of one accord in one process, each a real node with a real database, joined by a wire that a test can cut. For tests of
// this package; whole processes are tested in e2e, bad networks in the simulator.

import { randomBytes } from 'node:crypto';
import { composeAct, type ActRef, type Payload, type Seen } from '@parley/record/act';
import { parseAccord } from '@parley/record/accord';
import { encodeBase64url } from '@parley/record/base64';
import { parseUtf8 } from '@parley/record/bytes';
import { signCheckpoint } from '@parley/record/checkpoint';
import { draftAct } from '@parley/record/draft';
import { webEd25519Signer, type Ed25519Signer } from '@parley/record/ed25519';
import { encodeCanonical, type JsonObject } from '@parley/record/json';
import { logVkeys, thumbprint } from '@parley/record/key';
import { webMlDsa44Signer } from '@parley/record/mldsa';
import type { Result } from '@parley/record/refusal';
import { encodeSubmission } from '@parley/record/submission';
import { webSuite } from '@parley/record/suite';
import { defaultOffices, defaultTerms, type Terms } from '@parley/docket/terms';
import { App, appTables, type DeskSay } from '../app.ts';
import { deskTables } from '../desk/tables.ts';
import { UnreachableError, type ExchangeResponse } from '../counterparts/transport.ts';
import { DiskContents, MemoryContents, type Contents } from '../exhibits/contents.ts';
import type { Filed } from '../filing.ts';
import { noMarker, type BootMarker } from '../log/marker.ts';
import { ScriptedClock } from '../platform/clock.ts';
import { systemScheduler, type Scheduler } from '../platform/scheduler.ts';
import { Database } from '../platform/sqlite.ts';

type Keys = {
  root: Ed25519Signer;
  http: Ed25519Signer;
  registrar: Ed25519Signer;
  log: { ed25519: Ed25519Signer; mldsa44: Ed25519Signer };
  holder: { ed25519: Ed25519Signer; mldsa44: Ed25519Signer };
  officers: Map<string, Ed25519Signer>;
};

const PARTIES = ['amber', 'birch'] as const;

async function makeKeys(): Promise<Keys> {
  const ed = () => webEd25519Signer(randomBytes(32));
  const ml = () => webMlDsa44Signer(randomBytes(32));
  return {
    root: await ed(),
    http: await ed(),
    registrar: await ed(),
    log: { ed25519: await ed(), mldsa44: await ml() },
    holder: { ed25519: await ed(), mldsa44: await ml() },
    officers: new Map(),
  };
}

const b64 = ({ publicKey }: Ed25519Signer) => encodeBase64url(publicKey);

const text = (value: string) => ({ en: value });

/** 2026-06-01T00:00:00Z. */
export const BEGINS_AT = 1_780_272_000_000;

export class Pair {
  readonly clock = new ScriptedClock(BEGINS_AT);
  readonly accordText: string;
  readonly accordId: string;
  readonly apps = new Map<string, App>();
  readonly databases = new Map<string, Database>();
  /** Where each party's content lies, beside its database; in memory if that is. A test may put another keeper in its place. */
  readonly contents = new Map<string, Contents>();
  /** Desks with a say in what is filed, by party; put here before it starts. */
  readonly desks = new Map<string, (database: Database) => DeskSay>();
  /** Parties that nobody reaches at present. */
  readonly cut = new Set<string>();
  /** `<party> <role>` of whoever lost the keys that the accord names for the role. */
  readonly lost = new Set<string>();
  /** Faults that an app could not handle itself. */
  readonly faults: unknown[] = [];
  #keys: Map<string, Keys>;
  /** Pairs that a party made later, to put them in place of its first. */
  #further = new Map<string, Keys['log'][]>();
  #paths: Map<string, string>;
  #markers: Map<string, BootMarker>;
  #scheduler: Scheduler;

  private constructor(
    keys: Map<string, Keys>,
    terms: Terms,
    paths: Map<string, string>,
    markers: Map<string, BootMarker>,
    bytesPerDay: number,
    scheduler: Scheduler,
  ) {
    this.#scheduler = scheduler;
    this.#keys = keys;
    this.#paths = paths;
    this.#markers = markers;
    this.accordText = encodeCanonical({
      v: 'parley/1',
      title: text('An accord of two invented parties'),
      dated: '2026-06-01',
      text: text('Amber and Birch answer each other’s questions.'),
      parties: PARTIES.map((id, place) => {
        const own = keys.get(id)!;
        return {
          id,
          names: text(id),
          languages: ['en'],
          domain: `${id}.example`,
          addresses: [`http://127.0.0.1:${4180 + place}`],
          hue: 100 + place,
          keys: {
            root: b64(own.root),
            http: b64(own.http),
            log: { ed25519: b64(own.log.ed25519), mldsa44: b64(own.log.mldsa44) },
            holder: { ed25519: b64(own.holder.ed25519), mldsa44: b64(own.holder.mldsa44) },
          },
        };
      }),
      witnesses: [],
      quorum: 0,
      quotas: { entriesPerDay: 1_000_000, bytesPerDay },
      terms: terms as unknown as JsonObject,
      offices: defaultOffices as unknown as JsonObject,
    });
    const parsed = parseAccord(this.accordText);
    if (!parsed.ok) throw new Error(parsed.refusal.detail);
    this.accordId = parsed.accordId;
  }

  /** `paths`: where each party's database lies; in memory if absent. */
  static async make(
    options: {
      terms?: Partial<Terms>;
      paths?: Map<string, string>;
      markers?: Map<string, BootMarker>;
      bytesPerDay?: number;
      scheduler?: Scheduler;
    } = {},
  ): Promise<Pair> {
    const keys = new Map<string, Keys>();
    for (const id of PARTIES) keys.set(id, await makeKeys());
    return new Pair(
      keys,
      { ...defaultTerms, ...options.terms },
      options.paths ?? new Map(),
      options.markers ?? new Map(),
      options.bytesPerDay ?? 10_000_000_000,
      options.scheduler ?? systemScheduler,
    );
  }

  async start(...parties: string[]): Promise<void> {
    for (const party of parties.length > 0 ? parties : PARTIES) {
      const keys = this.#keys.get(party)!;
      const kept = this.#paths.has(party) ? undefined : this.databases.get(party);
      const database = kept ?? Database.open(this.#paths.get(party) ?? ':memory:', [...appTables, deskTables], 'off');
      this.databases.set(party, database);
      const path = this.#paths.get(party);
      const contents =
        this.contents.get(party) ?? (path === undefined ? new MemoryContents() : new DiskContents(`${path}.exhibits`));
      this.contents.set(party, contents);
      const app = await App.open({
        database,
        accordText: this.accordText,
        party,
        signers: async (role, { ed25519 }) => {
          const further = this.#further.get(party) ?? [];
          const pair = [...(this.lost.has(`${party} ${role}`) ? [] : [keys[role]]), ...further].find(
            (one) => b64(one.ed25519) === ed25519,
          );
          return pair && { ed25519: pair.ed25519.sign, mldsa44: pair.mldsa44.sign };
        },
        exhibits: {
          contents,
          registrars: () => [{ kid: thumbprint(keys.registrar.publicKey), sign: keys.registrar.sign }],
          random: (bytes) => new Uint8Array(randomBytes(bytes)),
        },
        clock: this.clock,
        scheduler: this.#scheduler,
        transport: { send: (to, request, signal) => this.#carry(party, to, request, signal) },
        suite: webSuite,
        marker: this.#markers.get(party) ?? noMarker,
        desk: this.desks.get(party)?.(database),
        onFault: (cause) => this.faults.push(cause),
      });
      this.apps.set(party, app);
      app.start();
    }
  }

  async #carry(
    from: string,
    to: string,
    request: Parameters<App['exchange']>[0],
    signal: AbortSignal,
  ): Promise<ExchangeResponse> {
    const app = this.apps.get(to);
    if (app === undefined || this.cut.has(to) || this.cut.has(from))
      throw new UnreachableError(`${to} does not answer`);
    const gone = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new UnreachableError('stopped')), { once: true });
    });
    return Promise.race([app.exchange(request, { party: from }, signal), gone]);
  }

  async stop(...parties: string[]): Promise<void> {
    for (const party of parties.length > 0 ? parties : PARTIES) {
      const app = this.apps.get(party);
      this.apps.delete(party);
      await app?.stop();
      if (app !== undefined && this.#paths.has(party)) this.databases.get(party)?.close();
    }
  }

  /** Waits until nothing is on its way at any running node. */
  async idle(): Promise<void> {
    for (let turns = 0; ; turns++) {
      if (this.faults.length > 0) throw new Error('a node met a fault', { cause: this.faults[0] });
      if ([...this.apps.values()].every((app) => app.idle)) return;
      if (turns > 4000)
        throw new Error(
          `the nodes do not come to rest: ${JSON.stringify([...this.apps.values()].map((app) => app.health()))}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Waits until something is so. */
  async until(so: () => boolean): Promise<void> {
    for (let turns = 0; !so(); turns++) {
      if (turns > 4000) {
        const state = { faults: this.faults.map(String), health: [...this.apps.values()].map((app) => app.health()) };
        throw new Error(`it does not come about: ${JSON.stringify(state)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  app(party: string): App {
    return this.apps.get(party)!;
  }

  /** Founds both logs and appoints a liaison officer on each side. */
  async found(): Promise<void> {
    await this.idle();
    for (const party of PARTIES) {
      await this.must(party, 'root', { type: 'accord.found', body: { accepts: this.accordId } });
      await this.appoint(party, 'liaison', 'liaison');
    }
    await this.idle();
  }

  /** Makes a further pair of keys that the party's node holds from now on; gives the public sides. */
  async makeFurther(party: string): Promise<{ ed25519: string; mldsa44: string }> {
    const { log: made } = await makeKeys();
    this.#further.set(party, [...(this.#further.get(party) ?? []), made]);
    return { ed25519: b64(made.ed25519), mldsa44: b64(made.mldsa44) };
  }

  async appoint(party: string, name: string, office: string): Promise<void> {
    const signer = await webEd25519Signer(randomBytes(32));
    this.#keys.get(party)!.officers.set(name, signer);
    await this.must(party, 'root', {
      type: 'officer.appoint',
      body: { office, key: encodeBase64url(signer.publicKey), from: Math.floor(BEGINS_AT / 1000) },
      words: { name },
    });
  }

  /** Appoints the key by which each node says what it holds. */
  async appointRegistrars(): Promise<void> {
    for (const party of PARTIES) {
      await this.must(party, 'root', {
        type: 'officer.appoint',
        body: {
          office: 'registrar',
          key: encodeBase64url(this.#keys.get(party)!.registrar.publicKey),
          from: Math.floor(BEGINS_AT / 1000),
        },
        words: { name: 'Registrar' },
      });
    }
    await this.idle();
  }

  /** The bytes of an act as the officer of that name signs it now, with the words to send along. */
  async compose(
    party: string,
    officer: string,
    said: {
      type: string;
      body: JsonObject;
      words?: JsonObject;
      subject?: string;
      re?: ActRef[];
      iat?: number;
      keys?: number;
      seen?: Seen;
      exhibits?: Payload['exhibits'];
      seals?: Payload['seals'];
    },
  ): Promise<{ act: string; words: string[] }> {
    const app = this.app(party);
    const keys = said.keys ?? app.docket.keysForNext(party);
    const { seen } = app.reader.composing();
    const { payload, disclosures } = draftAct(
      {
        accord: this.accordId,
        log: app.own.origin,
        type: said.type,
        iat: said.iat ?? Math.floor(this.clock.now() / 1000),
        body: said.body,
        ...(keys === undefined ? {} : { keys }),
        ...(said.subject === undefined ? {} : { subject: said.subject }),
        ...(said.re === undefined ? {} : { re: said.re }),
        ...(said.exhibits === undefined ? {} : { exhibits: said.exhibits }),
        ...(said.seals === undefined ? {} : { seals: said.seals }),
        ...(Object.keys(said.seen ?? seen).length === 0 ? {} : { seen: said.seen ?? seen }),
      },
      said.words ?? {},
      (bytes) => new Uint8Array(randomBytes(bytes)),
    );
    const own = this.#keys.get(party)!;
    const signer = officer === 'root' ? own.root : own.officers.get(officer)!;
    const entry = await composeAct(payload, [{ kid: thumbprint(signer.publicKey), sign: signer.sign }]);
    return { act: parseUtf8(entry)!, words: disclosures.map(({ text: one }) => one) };
  }

  async file(party: string, officer: string, said: Parameters<Pair['compose']>[2]): Promise<Result<Filed>> {
    return this.app(party).file(await this.compose(party, officer, said));
  }

  /** Files what must be in order; gives the act id. */
  async must(party: string, officer: string, said: Parameters<Pair['compose']>[2]): Promise<string> {
    const filed = await this.file(party, officer, said);
    if (!filed.ok) throw new Error(`${filed.refusal.code}: ${filed.refusal.detail}`);
    return filed.id;
  }

  /** A second head that `party` signed for the size that it has: a submission of it, as a counterpart would receive it. */
  static async forked(pair: Pair, party: string): Promise<{ submission: string }> {
    const { own, accord } = pair.app(party);
    const keys = accord.parties.find(({ id }) => id === party)!.keys.log;
    const [ed25519, mldsa44] = logVkeys(own.origin, keys);
    const signers = pair.#keys.get(party)!.log;
    const note = await signCheckpoint(
      { origin: own.origin, size: own.size, root: new Uint8Array(32).fill(7) },
      [
        { vkey: ed25519, sign: signers.ed25519.sign },
        { vkey: mldsa44, sign: signers.mldsa44.sign },
      ],
      own.head.time + 1,
    );
    return { submission: encodeSubmission({ oldSize: own.size, proof: [], note }) };
  }

  /** A request from one party to the other. */
  request(from: string, to: string): Promise<string> {
    return this.must(from, 'liaison', {
      type: 'request.make',
      body: { to, category: 'information', urgency: 'routine' },
      words: { asked: text('Which of your networks was this?'), necessity: text('We cannot see further.') },
    });
  }
}
