// One party's node without sockets: everything is put together here, started and stopped in order. The server puts HTTP around it
// (main.ts), the simulator a bad network and a clock of its own.

import { parseAct } from '@parley/record/act';
import { parseAccord, type Accord } from '@parley/record/accord';
import { encodeUtf8 } from '@parley/record/bytes';
import { encodeHex } from '@parley/record/hex';
import { sha256 } from '@parley/record/hash';
import { originOf, type KeyPair } from '@parley/record/key';
import type { Signer } from '@parley/record/signature';
import type { Sign, Suite } from '@parley/record/suite';
import type { BootMarker } from './log/marker.ts';
import { Counterpart } from './counterparts/counterpart.ts';
import { EvidenceShelf, type Alarm } from './counterparts/evidence.ts';
import { Exchange, type Reader } from './counterparts/exchange.ts';
import { Mirror } from './counterparts/mirror.ts';
import { Receipts } from './counterparts/receipts.ts';
import type { Sight } from './access/sight.ts';
import { counterpartTables } from './counterparts/tables.ts';
import type { ExchangeRequest, ExchangeResponse, Transport } from './counterparts/transport.ts';
import { Docket, type Touched } from './docket/docket.ts';
import { DocketReader } from './docket/reader.ts';
import { docketTables } from './docket/tables.ts';
import type { Contents } from './exhibits/contents.ts';
import { Exhibits } from './exhibits/exhibits.ts';
import { Registrar, type RegistrarKey } from './exhibits/registrar.ts';
import { exhibitTables } from './exhibits/tables.ts';
import { Filing, type Filed, type FilingGuard } from './filing.ts';
import { Keyring } from './log/keyring.ts';
import { Log } from './log/log.ts';
import { Publisher, RESIGN_AFTER_S } from './log/publisher.ts';
import { Quota, quotaTables } from './log/quota.ts';
import { findRekeys, mayRekey, REKEYS_FOLDED } from './log/rekeys.ts';
import { LOG_SPAN, LogStore, logTables } from './log/store.ts';
import './platform/sha256.ts';
import { seconds, type Clock } from './platform/clock.ts';
import type { Scheduler } from './platform/scheduler.ts';
import type { Database, Migration } from './platform/sqlite.ts';
import { refuse, type Refused, type Result } from '@parley/record/refusal';

/** All tables of a node but those of its HTTP side. */
export const appTables: Migration[] = [logTables, quotaTables, counterpartTables, docketTables, exhibitTables];

export type SigningPair = { ed25519: Sign; mldsa44: Sign };

/** Finds the private side of a pair of public keys among the keys that the node holds itself; undefined if it is not there. */
export type FindSigners = (role: 'log' | 'holder', keys: KeyPair) => Promise<SigningPair | undefined>;

/**
 * Where content lies, the keys by which the node says what it holds, the newest first (none: it says nothing by itself), and unpredictable bytes
 * for what is said.
 */
export type ExhibitKeeping = {
  contents: Contents;
  registrars: () => readonly RegistrarKey[];
  random: (bytes: number) => Uint8Array;
};

/** What our own desk has a say in: which acts of officers may be filed, and which contents it still needs. */
export type DeskSay = { readonly guard: FilingGuard; keeps: (digest: string) => boolean };

/** How often the node looks whether a limit passed or a daily signature is due. */
const TICK_MS = 1000;

export type Change = {
  seq: number;
  kind: 'filed' | 'held' | 'receipted' | 'folded' | 'erased' | 'alarm';
  log?: string;
  from?: number;
  to?: number;
  subjects?: string[];
};

export type CounterpartHealth = {
  party: string;
  heldSize: number;
  pendingSize: number;
  offeredSize: number;
  receiptSize: number;
  receiptTime: number;
  /** when they last showed us the newest head of their log, by our clock, in Unix seconds */
  shownAt?: number;
  reachable: boolean;
  cosigning: boolean;
  refusal: { code: string; detail: string } | undefined;
};

export type Health = {
  ready: boolean;
  signing: 'on' | 'asking' | 'stopped';
  size: number;
  publishedSize: number;
  alarms: Alarm[];
  counterparts: CounterpartHealth[];
  exhibits: ReturnType<Exhibits['health']>;
};

export class App {
  readonly accord: Accord;
  readonly accordText: string;
  readonly accordId: string;
  readonly party: string;
  readonly parties: { id: string; origin: string; originHash: string; own: boolean }[];
  readonly docket: Docket;
  readonly reader: DocketReader;
  readonly exhibits: Exhibits;
  readonly own: Log;
  readonly logs: readonly Log[];
  #clock: Clock;
  #scheduler: Scheduler;
  #publisher: Publisher;
  #filing: Filing;
  #exchange: Exchange;
  #receipts: Receipts;
  #evidence: EvidenceShelf;
  #keyring: Keyring;
  #findSigners: FindSigners;
  #counterparts: Counterpart[] = [];
  #marker: BootMarker;
  #listeners = new Set<(change: Change) => void>();
  #seq = 0;
  #recovered = new Set<string>();
  #cancelTick: (() => void) | undefined;
  #refreshing = new Set<string>();
  #stopping = false;
  #forked = false;
  #onFault: (cause: unknown) => void;

  static async open(options: {
    database: Database;
    accordText: string;
    party: string;
    signers: FindSigners;
    exhibits: ExhibitKeeping;
    clock: Clock;
    scheduler: Scheduler;
    transport: Transport;
    suite: Suite;
    marker: BootMarker;
    desk?: DeskSay | undefined;
    onFault: (cause: unknown) => void;
  }): Promise<App> {
    const app = new App(options);
    for (const { mirror } of app.#counterparts) await mirror.restore();
    await app.docket.catchUp(() => undefined);
    return app;
  }

  private constructor(options: {
    database: Database;
    accordText: string;
    party: string;
    signers: FindSigners;
    exhibits: ExhibitKeeping;
    clock: Clock;
    scheduler: Scheduler;
    transport: Transport;
    suite: Suite;
    marker: BootMarker;
    desk?: DeskSay | undefined;
    onFault: (cause: unknown) => void;
  }) {
    const { database, accordText, party, signers, clock, scheduler, transport, suite } = options;
    const parsed = parseAccord(accordText);
    if (!parsed.ok) throw new Error(parsed.refusal.detail);
    const { accord, accordId } = parsed;
    this.accord = accord;
    this.accordText = accordText;
    this.accordId = accordId;
    this.party = party;
    this.#clock = clock;
    this.#scheduler = scheduler;
    this.#marker = options.marker;
    this.#onFault = options.onFault;
    this.#evidence = new EvidenceShelf(database);
    const quota = new Quota(database, accord.quotas, accord.dated);
    this.parties = accord.parties.map(({ id }) => {
      const origin = originOf(accord, accordId, id);
      return { id, origin, originHash: encodeHex(sha256(encodeUtf8(origin))), own: id === party };
    });
    const logs = new Map(
      this.parties.map(({ id, origin, own }) => {
        const store = LogStore.open(database, id, origin, own);
        return [id, new Log(store, storedRekeys(database, store))];
      }),
    );
    const keyring = new Keyring(accord, accordId, logs, suite);
    this.#keyring = keyring;
    this.#findSigners = signers;
    this.own = logs.get(party)!;
    this.logs = [...logs.values()];
    this.docket = new Docket({ database, accord, accordId, logs: this.logs, suite });

    this.#publisher = new Publisher({
      database,
      log: this.own,
      signers: (size) => this.#signers('log', size, this.#receivedByAll()),
      clock,
      scheduler,
      onPublished: ({ size }) => {
        for (const counterpart of this.#counterparts) {
          counterpart.session.published(size);
          counterpart.work();
        }
      },
      onFault: options.onFault,
    });
    this.#receipts = new Receipts({
      database,
      log: this.own,
      keyring,
      clock,
      evidence: this.#evidence,
      events: {
        receipting: (holder, size, time) => this.#receipting(party, holder, size, time),
        behind: () => {
          this.#publisher.forbid();
          this.#recovered.clear();
          for (const counterpart of this.#counterparts) {
            counterpart.session.forgetRecovery();
            counterpart.work();
          }
        },
        forked: () => {
          this.#forked = true;
          this.#publisher.forbid();
          this.#change({ kind: 'alarm', log: this.own.origin });
        },
        wentBack: (holder, evidence) => wentBack(holder, evidence),
      },
    });
    const wentBack = (holder: string, object: string) => {
      this.#evidence.put(logs.get(holder)!.store.number, 'going-back', object, seconds(clock.now()));
      this.#change({ kind: 'alarm', log: logs.get(holder)!.origin });
    };
    const holderOf = (id: string, log: Log, holder: string) => ({
      party: holder,
      receipts: new Receipts({
        database,
        log,
        keyring,
        clock,
        evidence: this.#evidence,
        events: {
          receipting: (by, size, time) => this.#receipting(id, by, size, time),
          // We hold less of it than that holder did: the next pull mends that.
          behind: () => undefined,
          forked: () => this.#change({ kind: 'alarm', log: log.origin }),
          wentBack,
        },
      }),
    });
    for (const { id, originHash, own } of this.parties) {
      if (own) continue;
      const log = logs.get(id)!;
      const mirror = new Mirror({
        database,
        log,
        keyring,
        cosigners: () => this.#signers('holder', this.own.size, this.#receipts.newest(id).size),
        holder: party,
        suite,
        clock,
        evidence: this.#evidence,
        quota,
        events: {
          pending: (size) => {
            counterpart.session.nudged(size, scheduler.now());
            counterpart.work();
          },
          unknownKeys: () => {
            counterpart.session.askSoon(scheduler.now());
            counterpart.work();
          },
          receipting: (size, time) => this.#receipting(id, party, size, time),
          convicted: () => {
            counterpart.session.stopTaking();
            this.#change({ kind: 'alarm', log: log.origin });
          },
        },
      });
      const counterpart: Counterpart = new Counterpart({
        party: id,
        mirror,
        own: this.own,
        ownHash: this.parties.find((one) => one.own)!.originHash,
        theirHash: originHash,
        originHashOf: (of) => this.parties.find((one) => one.id === of)!.originHash,
        keyring,
        database,
        clock,
        scheduler,
        transport,
        publisher: this.#publisher,
        receipts: this.#receipts,
        ourHolder: holderOf(id, log, party),
        thirdHolders: this.parties
          .filter((third) => third.id !== party && third.id !== id)
          .map((third) => holderOf(id, log, third.id)),
        thirdMirrors: () =>
          this.#counterparts
            .filter((third) => third.party !== id)
            .map(({ party: third, mirror: copy }) => ({
              originHash: this.parties.find((one) => one.id === third)!.originHash,
              mirror: copy,
            })),
        events: {
          pulling: (still) => this.docket.arriving(id, still),
          stored: () => this.#change({ kind: 'held', log: log.origin, to: log.size }),
          refilled: () => this.#fold(),
          recovered: () => this.#recoveredFrom(id),
          moved: () => this.#fold(),
          fault: options.onFault,
        },
      });
      this.#counterparts.push(counterpart);
    }
    this.#exchange = new Exchange({
      party,
      served: this.parties.map(({ id, originHash }) => ({
        originHash,
        log: logs.get(id)!,
        mirror: this.#counterparts.find((counterpart) => counterpart.party === id)?.mirror,
      })),
      publisher: this.#publisher,
      accordText,
      keyring,
      scheduler,
      contents: (...asked) => this.exhibits.answer(...asked),
    });
    this.reader = new DocketReader({
      database,
      docket: this.docket,
      logs: this.logs,
      party,
      parties: this.parties,
      accord,
      accordId,
      clock,
      publishedSize: () => this.#publisher.published?.size ?? 0,
      seq: () => this.#seq,
      elapsed: () => scheduler.now(),
    });
    this.#filing = new Filing({
      database,
      log: this.own,
      accordId,
      docket: this.docket,
      quota,
      publisher: this.#publisher,
      suite,
      clock,
      scheduler,
      guard: options.desk?.guard,
      onFiled: (from, to, touched) =>
        this.#change({ kind: 'filed', log: this.own.origin, from, to, subjects: [...touched.subjects] }),
    });
    const { contents, registrars, random } = options.exhibits;
    this.exhibits = new Exhibits({
      database,
      contents,
      registrar: new Registrar({
        keys: registrars,
        reader: this.reader,
        ownOrigin: this.own.origin,
        inOffice: (kid) =>
          this.docket.house.logs.get(party)!.officers.some((one) => one.kid === kid && one.relieved === null),
        file: (input) => this.#filing.file(input, true),
        random,
      }),
      acts: this.reader,
      logs: this.logs,
      own: party,
      parties: this.parties,
      bytesPerDay: accord.quotas.bytesPerDay,
      keeps: (digest) => options.desk?.keeps(digest) === true,
      clock,
      scheduler,
      transport,
      erasing: (author, index) => {
        this.docket.wordsChanged(author, index);
        return () => {
          const log = logs.get(author)!;
          this.#change({ kind: 'erased', log: log.origin, from: index, to: index + 1 });
        };
      },
      onFault: options.onFault,
    });
  }

  // ── keys ──

  /** What our log has put in force: the keys that the node must hold. */
  async keysInForce(): Promise<{ log: KeyPair; holder: KeyPair }> {
    const { log, holder } = await this.#keyring.of(this.party);
    return { log: log.at(-1)!.keys, holder: holder.at(-1)!.keys };
  }

  /** So many entries of our log a party is known to hold. */
  receivedBy(party: string): number {
    return this.#receipts.newest(party).size;
  }

  /** So many entries of our log are held by every counterpart, as far as we know. */
  #receivedByAll(): number {
    return Math.min(...this.#counterparts.map(({ party }) => this.#receipts.newest(party).size));
  }

  /**
   * The keys that sign for our log or our holder when our log has `size` entries: those in force, and before them in turn those that they
   * replaced, as long as somebody who holds `received` entries of our log knows no newer ones. A former key that is lost is done without; without the
   * keys in force nothing is signed.
   */
  async #signers(role: 'log' | 'holder', size: number, received: number): Promise<Signer[]> {
    const generations = (await this.#keyring.of(this.party))[role].filter(({ since }) => since < size);
    const signers: Signer[] = [];
    let replacedAt = Infinity;
    for (const { since, keys } of generations.toReversed()) {
      if (replacedAt < received) break;
      const pair = await this.#findSigners(role, keys);
      if (pair !== undefined) {
        const [ed25519, mldsa44] = this.#keyring.vkeysOf(role, this.party, keys);
        signers.push({ vkey: ed25519, sign: pair.ed25519 }, { vkey: mldsa44, sign: pair.mldsa44 });
      } else if (replacedAt === Infinity) return []; // lost: nothing is signed until they are replaced
      replacedAt = since;
    }
    return signers;
  }

  // ── life ──

  start(): void {
    if (this.#marker.matches(this.own.head)) this.#publisher.allow();
    this.#marker.clear();
    for (const counterpart of this.#counterparts) counterpart.start();
    this.exhibits.start();
    this.#tick();
  }

  /** Finishes what was begun, lets nothing new in, and leaves the boot marker. The database stays open for its owner to close. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#cancelTick?.();
    const allowed = this.#publisher.allowed;
    const exhibits = this.exhibits.stop();
    this.#filing.close();
    this.#exchange.close();
    await this.#publisher.stop();
    await Promise.all([exhibits, ...this.#counterparts.map((counterpart) => counterpart.stop())]);
    await this.docket.catchUp(() => undefined);
    if (allowed && !this.#forked) this.#marker.write(this.own.head);
  }

  /** An administrator's word that nothing newer of our log exists anywhere: signing starts without having asked everybody. */
  overrideRecovery(): void {
    this.#publisher.allow();
  }

  #recoveredFrom(party: string): void {
    this.#recovered.add(party);
    if (this.#stopping || this.#forked || this.#publisher.allowed) return;
    if (this.#counterparts.every((counterpart) => this.#recovered.has(counterpart.party))) this.#publisher.allow();
  }

  /**
   * Nothing is on its way: everything filed is published, offered, held by all counterparts and receipted, as far as this node knows;
   * everything offered to us is held, cosigned and folded; of exhibits, what is still due waits for somebody else.
   */
  get idle(): boolean {
    return (
      this.#publisher.allowed &&
      this.#filing.settledDown &&
      this.exhibits.settledDown &&
      this.#publisher.settledDown &&
      this.#refreshing.size === 0 &&
      !this.docket.behind &&
      this.#counterparts.every(
        ({ party, session }) => session.settledDown && this.#receipts.newest(party).size === this.own.size,
      )
    );
  }

  #tick(): void {
    if (this.#stopping) return;
    this.tick();
    this.#cancelTick = this.#scheduler.after(TICK_MS, () => this.#tick());
  }

  /** What time alone asks for: a daily signature, and proof that nothing was answered by the end of a limit. */
  tick(): void {
    const now = seconds(this.#clock.now());
    if (
      this.#clock.scripted !== true &&
      this.#publisher.allowed &&
      this.own.size > 0 &&
      now - this.#publisher.signedAt >= RESIGN_AFTER_S
    ) {
      this.#publisher.refresh();
    }
    // A signature that failed, and a fold that did, are tried again.
    this.#publisher.publish();
    this.#fold();
    for (const counterpart of this.#counterparts) {
      const { party, mirror, session } = counterpart;
      if (!session.hasRecovered) continue;
      const covered = this.docket.times.newest(party, this.party);
      if (this.#refreshing.has(party) || !this.docket.isDueBetween(party, covered, now)) continue;
      this.#refreshing.add(party);
      mirror
        .refresh()
        .catch(this.#onFault)
        .finally(() => this.#refreshing.delete(party));
    }
  }

  // ── what comes in ──

  async file(input: { act: string; words: readonly string[] }): Promise<Result<Filed>> {
    const { house } = this.docket;
    const filed = (await this.#refuseUnheld(input.act)) ?? (await this.#filing.file(input));
    if (this.docket.house !== house) {
      // What our holder could not say for want of keys, or has said by former ones, it says by those now in force.
      for (const counterpart of this.#counterparts) {
        counterpart.session.cosignAgain();
        counterpart.work();
      }
    }
    return filed;
  }

  /** A key that our log puts in force, and that nobody here has, would leave the node silent. */
  async #refuseUnheld(act: string): Promise<Refused | undefined> {
    const entry = encodeUtf8(act);
    const parsed = mayRekey(entry) ? parseAct(entry) : undefined;
    if (parsed?.ok !== true || parsed.act.payload.type !== 'party.rekey') return undefined;
    const { role, ed25519, mldsa44 } = parsed.act.payload.body;
    if ((role !== 'log' && role !== 'holder') || typeof ed25519 !== 'string' || typeof mldsa44 !== 'string')
      return undefined;
    if ((await this.#findSigners(role, { ed25519, mldsa44 })) !== undefined) return undefined;
    return refuse(
      'node.key_absent',
      `filing party.rekey: the node’s folder has no such ${role} keys, expected them there before they are put in force`,
    );
  }

  exchange(request: ExchangeRequest, reader: Reader, signal: AbortSignal): Promise<ExchangeResponse> {
    if ('party' in reader) {
      const counterpart = this.#counterparts.find(({ party }) => party === reader.party);
      counterpart?.session.heard(this.#scheduler.now());
      this.exhibits.heard(reader.party);
    }
    return this.#exchange.answer(request, reader, signal);
  }

  // ── what follows ──

  /** Within the transaction that keeps a cosignature. */
  #receipting(party: string, by: string, size: number, time: number): () => void {
    const touched = this.docket.receipted(party, by, size, time);
    return () => {
      this.#exchange.changed();
      const log = this.parties.find(({ id }) => id === party)!.origin;
      this.#change({ kind: 'receipted', log, to: size, subjects: [...touched.subjects] });
      this.#fold();
    };
  }

  #fold(): void {
    if (this.#stopping || !this.docket.behind) return;
    this.docket
      .catchUp((touched: Touched) => this.#change({ kind: 'folded', subjects: [...touched.subjects] }))
      .catch(this.#onFault);
  }

  #change(change: Omit<Change, 'seq'>): void {
    const numbered = { seq: ++this.#seq, ...change };
    for (const listener of this.#listeners) listener(numbered);
    if (change.subjects !== undefined) this.exhibits.changed(change.subjects);
  }

  /** What is shown to somebody of whom `sight` is. */
  readerAs(sight: Sight): ReturnType<DocketReader['as']> {
    return this.reader.as(sight);
  }

  turns(): number {
    return this.reader.turns();
  }

  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get seq(): number {
    return this.#seq;
  }

  health(): Health {
    const alarms = this.#evidence.all();
    const convicting = alarms.filter(({ kind }) => kind !== 'unproven');
    const signing = this.#forked || this.#publisher.keyless ? 'stopped' : this.#publisher.allowed ? 'on' : 'asking';
    return {
      ready: signing === 'on' && convicting.length === 0,
      signing,
      size: this.own.size,
      publishedSize: this.#publisher.published?.size ?? 0,
      alarms,
      counterparts: this.#counterparts.map(({ party, session, mirror, refusal }) => {
        const newest = this.#receipts.newest(party);
        const { shownAt } = session.state;
        return {
          party,
          heldSize: mirror.log.size,
          pendingSize: session.state.pendingSize,
          offeredSize: session.state.offeredSize,
          receiptSize: newest.size,
          receiptTime: newest.time,
          ...(shownAt !== undefined && {
            // Pauses run on a clock of their own: what it says is how long ago.
            shownAt: seconds(this.#clock.now() - Math.max(0, this.#scheduler.now() - shownAt)),
          }),
          reachable: session.state.reachable,
          cosigning: !mirror.convicted,
          refusal: mirror.refusal ?? refusal,
        };
      }),
      exhibits: this.exhibits.health(),
    };
  }
}

function storedRekeys(database: Database, store: LogStore): number[] {
  const from = store.position(0);
  const folded = database.get('select size from folded where log = ?', store.number);
  return findRekeys({
    rekeys: database.all(REKEYS_FOLDED, from, from + LOG_SPAN).map((row) => Number(row['position']) - from),
    folded: Number(folded?.['size'] ?? 0),
    size: store.head().size,
    entries: (start, end) => store.entries(start, end),
  });
}
