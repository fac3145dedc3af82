// One counterpart, served: the session says what is due, this does it over the transport and tells the session how it ended.
// Every errand is safe to do twice and safe to lose.

import { encodeUtf8, equalBytes, parseUtf8 } from '@parley/record/bytes';
import type { Refusal } from '@parley/record/refusal';
import { encodeSubmission, parseSizeAnswer } from '@parley/record/submission';
import { parseReceipts } from '@parley/record/receipts';
import type { Keyring, Show } from '../log/keyring.ts';
import type { Log } from '../log/log.ts';
import type { Publisher } from '../log/publisher.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/sqlite.ts';
import type { Scheduler } from '../platform/scheduler.ts';
import type { Mirror } from './mirror.ts';
import { pullUpTo, type Fetch } from './pull.ts';
import type { Receipts } from './receipts.ts';
import { Session, type Errand, type Outcome } from './session.ts';
import { UnreachableError, type ExchangeResponse, type Transport } from './transport.ts';

/** How long a counterpart is asked to hold a receipts request open when it has nothing new. */
export const RECEIPTS_WAIT_S = 25;

/** A holder, ours or a third party's, whose receipts for this counterpart's log are asked of the counterpart. */
export type HolderOfTheirs = { party: string; receipts: Receipts };

export type CounterpartEvents = {
  /** More of their log is being pulled, or no more now. */
  pulling(still: boolean): void;
  /** A stretch of their log is held. */
  stored(log: Log): void;
  /** Our own log was refilled from their copy. */
  refilled(): void;
  /** They have been asked what they know of our log, and it is not more than we have. */
  recovered(): void;
  /** An errand ended. */
  moved(): void;
  /** The disk failed, or an invariant is broken: whoever owns the process decides. */
  fault(cause: unknown): void;
};

export class Counterpart {
  readonly party: string;
  readonly session: Session;
  readonly mirror: Mirror;
  #own: Log;
  #ownHash: string;
  #theirHash: string;
  #originHashOf: (party: string) => string;
  #keyring: Keyring;
  #database: Database;
  #clock: Clock;
  #scheduler: Scheduler;
  #transport: Transport;
  #publisher: Publisher;
  #receipts: Receipts;
  #ourHolder: HolderOfTheirs;
  #thirdHolders: HolderOfTheirs[];
  #thirdMirrors: () => { originHash: string; mirror: Mirror }[];
  #events: CounterpartEvents;
  #running = new Set<Promise<void>>();
  #stop = new AbortController();
  #cancelWake: (() => void) | undefined;
  #started = false;
  /** Why their side refused us last: shown, and cleared by the next success. */
  refusal: Refusal | undefined;

  constructor(options: {
    party: string;
    mirror: Mirror;
    own: Log;
    ownHash: string;
    theirHash: string;
    originHashOf: (party: string) => string;
    keyring: Keyring;
    database: Database;
    clock: Clock;
    scheduler: Scheduler;
    transport: Transport;
    publisher: Publisher;
    receipts: Receipts;
    /** our own holder, whose receipts a restored copy may lack */
    ourHolder: HolderOfTheirs;
    thirdHolders: HolderOfTheirs[];
    /** our copies of third parties' logs, by their origin hash: this counterpart was shown their heads, too */
    thirdMirrors: () => { originHash: string; mirror: Mirror }[];
    events: CounterpartEvents;
  }) {
    this.party = options.party;
    this.mirror = options.mirror;
    this.session = new Session(options.party, options.mirror.log.size);
    this.#own = options.own;
    this.#ownHash = options.ownHash;
    this.#theirHash = options.theirHash;
    this.#originHashOf = options.originHashOf;
    this.#keyring = options.keyring;
    this.#database = options.database;
    this.#clock = options.clock;
    this.#scheduler = options.scheduler;
    this.#transport = options.transport;
    this.#publisher = options.publisher;
    this.#receipts = options.receipts;
    this.#ourHolder = options.ourHolder;
    this.#thirdHolders = options.thirdHolders;
    this.#thirdMirrors = options.thirdMirrors;
    this.#events = options.events;
  }

  start(): void {
    this.#started = true;
    this.work();
  }

  /** Starts what is due and sets the alarm for what comes next. */
  work(): void {
    if (!this.#started || this.#stop.signal.aborted) return;
    if (this.mirror.convicted) this.session.stopTaking();
    for (const errand of this.session.due(this.#scheduler.now())) this.#begin(errand);
    this.#cancelWake?.();
    const at = this.session.wakeAt();
    this.#cancelWake =
      at === Infinity ? undefined : this.#scheduler.after(Math.max(0, at - this.#scheduler.now()), () => this.work());
  }

  #begin(errand: Errand): void {
    const running = this.#attempt(errand)
      .catch((cause: unknown): Outcome => {
        this.#events.fault(cause);
        return 'unreachable';
      })
      .then((outcome) => this.session.settled(errand, outcome, this.#scheduler.now()))
      .finally(() => {
        this.#running.delete(running);
        this.work();
        this.#events.moved();
      });
    this.#running.add(running);
  }

  async #attempt(errand: Errand): Promise<Outcome> {
    try {
      return await this[errand]();
    } catch (cause) {
      if (cause instanceof UnreachableError || this.#stop.signal.aborted) return 'unreachable';
      throw cause;
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#cancelWake?.();
    await Promise.allSettled(this.#running);
  }

  #send(method: 'GET' | 'POST', path: string, body?: Uint8Array): Promise<ExchangeResponse> {
    const request = body === undefined ? { method, path } : { method, path, body };
    return this.#transport.send(this.party, request, this.#stop.signal);
  }

  #fetch(originHash: string): Fetch {
    return (path) => this.#send('GET', `${originHash}/${path}`);
  }

  /** What this counterpart tells of the replaced keys of any party: what our copy of that log lacks. */
  readonly #show: Show = async (party) => {
    const response = await this.#send('GET', `${this.#originHashOf(party)}/rekeys`);
    return response.status === 200 ? response.body : undefined;
  };

  #refused(response: ExchangeResponse, what: string): Outcome {
    if (response.status >= 500 || response.status === 429) return 'unreachable';
    const said = parseUtf8(response.body.subarray(0, 300)) ?? '';
    this.refusal = { code: 'counterpart.refused', detail: `${what}: they answered ${response.status} ${said.trim()}` };
    return 'refused';
  }

  // ── the errands ──

  /** Do they know more of our log than we do, or of what our holder cosigned? Then it is taken back before anything is signed. */
  async recover(): Promise<Outcome> {
    const response = await this.#send('GET', `${this.#ownHash}/checkpoint`);
    if (response.status === 200) {
      const opened = await this.#keyring.openCosigned(this.#own.party, this.party, response.body, this.#show);
      if (!opened.ok) {
        this.refusal = opened.refusal;
        return 'refused';
      }
      if (opened.checkpoint.size > this.#own.size) {
        this.#publisher.forbid();
        const fetch = this.#fetch(this.#ownHash);
        const pulled = await pullUpTo(opened.checkpoint, this.#own, {
          database: this.#database,
          clock: this.#clock,
          fetch,
        });
        if (pulled.outcome !== 'done') {
          this.refusal = pulled.refusal;
          return pulled.outcome;
        }
        this.#database.transaction(() => this.#own.touch(opened.time)).settle();
        this.#events.refilled();
      }
    } else if (response.status !== 404) return this.#refused(response, 'asking for their copy of our log');

    // What we had offered before a copy was lost, and they had not held yet: nobody can give it back, and to sign another root for
    // its size would be to lie.
    const offered = await this.#send('GET', `${this.#ownHash}/pending`);
    if (offered.status === 200) {
      const opened = await this.#keyring.openHead(this.#own.party, offered.body, this.#show);
      const root = opened.ok ? this.#own.rootAt(opened.checkpoint.size) : undefined;
      if (opened.ok && (root === undefined || !equalBytes(root, opened.checkpoint.root))) {
        this.#publisher.forbid();
        const detail = `they were offered ${opened.checkpoint.size} entries of our log, of which this copy lacks some and nobody holds them: restore a newer copy`;
        this.refusal = { code: 'log.lost', detail };
        return 'refused';
      }
    } else if (offered.status !== 404) return this.#refused(offered, 'asking what they were offered of our log');

    const mine = await this.#send('GET', `${this.#theirHash}/receipts?newest=1&wait=0`);
    if (mine.status === 200) {
      const parsed = parseReceipts(parseUtf8(mine.body) ?? 'x');
      const newest = parsed.ok ? parsed.notes.at(-1) : undefined;
      if (newest !== undefined) {
        const { party: ours } = this.#ourHolder;
        const opened = await this.#keyring.openCosigned(this.party, ours, newest, this.#show);
        if (!opened.ok) {
          this.refusal = opened.refusal;
          return 'refused';
        }
        this.mirror.raiseFloor(opened.checkpoint.size, opened.time);
        const fetch = this.#fetch(this.#theirHash);
        const offered = await this.mirror.offer(newest, fetch, this.#show);
        if (offered !== 'done') return offered;
        // What our holder had signed before the copy was lost is taken back before it signs anew: first receipts stay first. The
        // session does not hear that it is held: more may be than was cosigned, and the pull that it still wants cosigns it.
        const held = await this.#pulling(() => this.mirror.hold(fetch, () => this.#events.stored(this.mirror.log)));
        if (held !== 'done') return held;
        await this.#askHolder(this.#ourHolder);
      }
    } else if (mine.status !== 404) return this.#refused(mine, 'asking for what our holder cosigned');
    this.session.recovered();
    this.#events.recovered();
    return 'done';
  }

  async offer(): Promise<Outcome> {
    const published = this.#publisher.published!;
    const known = this.session.state.offeredSize;
    const oldSize = known > published.size ? 0 : known;
    const proof = this.#own.consistencyProof(oldSize, published.size);
    const body = encodeUtf8(encodeSubmission({ oldSize, proof, note: published.note }));
    const response = await this.#send('POST', 'add-checkpoint', body);
    if (response.status === 200) {
      this.refusal = undefined;
      this.session.offered(published.size);
      return 'done';
    }
    if (response.status === 409) {
      const size = parseSizeAnswer(parseUtf8(response.body) ?? '');
      if (size.ok) {
        this.session.offered(size.size);
        const ours = this.#publisher.published!.size;
        if (size.size > ours) {
          const detail = `offering our newest checkpoint: they say that they were offered ${size.size} entries, we published ${ours}`;
          this.refusal = { code: 'counterpart.refused', detail };
        }
        return 'again';
      }
    }
    return this.#refused(response, 'offering our newest checkpoint');
  }

  async receipts(): Promise<Outcome> {
    const { size, time } = this.#receipts.newest(this.party);
    const askedAt = this.#scheduler.now();
    const response = await this.#send(
      'GET',
      `${this.#ownHash}/receipts?after=${size}&time=${time}&wait=${RECEIPTS_WAIT_S}`,
    );
    if (response.status !== 200) return this.#refused(response, 'asking for receipts');
    const taken = await this.#receipts.take(this.party, parseUtf8(response.body) ?? 'x');
    if (!taken.ok) {
      this.refusal = taken.refusal;
      return 'refused';
    }
    // A receipt out of a clock that ran ahead was refused, and is taken now: what was wrong with it is over.
    if (this.refusal?.code.startsWith('receipt.') === true) this.refusal = undefined;
    // An answer without news is no failure, but many of them at once are a counterpart that does not wait.
    const waited = this.#scheduler.now() - askedAt >= (RECEIPTS_WAIT_S * 1000) / 2;
    return taken.taken > 0 || waited ? 'done' : 'again';
  }

  async poll(): Promise<Outcome> {
    const response = await this.#send('GET', `${this.#theirHash}/checkpoint`);
    if (response.status === 404) return 'done';
    if (response.status !== 200) return this.#refused(response, 'asking for their newest checkpoint');
    const note = parseUtf8(response.body);
    if (note === undefined) return this.#refused(response, 'reading their newest checkpoint');
    const outcome = await this.mirror.offer(note, this.#fetch(this.#theirHash), this.#show);
    if (outcome === 'done') {
      await this.#askThirdHolders();
      await this.#compareThirdLogs();
    }
    return outcome;
  }

  /** What other parties hold of this counterpart's log: deadlines between the two of them run by it. */
  async #askThirdHolders(): Promise<void> {
    for (const holder of this.#thirdHolders) await this.#askHolder(holder);
  }

  /** The heads of third parties' logs that this counterpart cosigned: whoever shows each of us another history is found out here. */
  async #compareThirdLogs(): Promise<void> {
    for (const { originHash, mirror } of this.#thirdMirrors()) {
      const response = await this.#send('GET', `${originHash}/checkpoint`);
      if (response.status === 200) await mirror.compare(response.body);
    }
  }

  /** Takes whatever this counterpart knows of a holder's receipts for its log and we do not. */
  async #askHolder({ party, receipts }: HolderOfTheirs): Promise<void> {
    for (;;) {
      const { size, time } = receipts.newest(party);
      const response = await this.#send(
        'GET',
        `${this.#theirHash}/receipts?holder=${party}&after=${size}&time=${time}`,
      );
      if (response.status !== 200) return;
      const taken = await receipts.take(party, parseUtf8(response.body) ?? 'x');
      if (!taken.ok || taken.taken === 0) return;
    }
  }

  async pull(): Promise<Outcome> {
    const fetch = this.#fetch(this.#theirHash);
    const outcome = await this.#pulling(() => this.mirror.pull(fetch, () => this.#events.stored(this.mirror.log)));
    this.session.held(this.mirror.log.size);
    return outcome;
  }

  async #pulling(pull: () => Promise<Outcome>): Promise<Outcome> {
    this.#events.pulling(true);
    try {
      return await pull();
    } finally {
      this.#events.pulling(false);
    }
  }
}
