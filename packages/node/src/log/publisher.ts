// Publishing: the signed head of our own log, made visible. One signature covers everything that was committed since the last one,
// so a burst costs a few checkpoints a second, not one an act. Signing starts only from a head that is durable already, with the
// time that is stored in it; if we die between, the next start signs the same statement again.

import { signCheckpoint } from '@parley/record/checkpoint';
import type { Signer } from '@parley/record/signature';
import { seconds, type Clock } from '../platform/clock.ts';
import type { Scheduler } from '../platform/scheduler.ts';
import type { Database } from '../platform/sqlite.ts';
import type { Log } from './log.ts';

export type Published = { size: number; root: Uint8Array; note: string };

/** The least time between two checkpoints: a burst gives at most fifty a second, each for all that was filed since the last. */
export const PUBLISH_EVERY_MS = 20;

/** An idle log is signed anew this often, so that its holders' clocks keep covering it. */
export const RESIGN_AFTER_S = 24 * 3600;

export class Publisher {
  #database: Database;
  #log: Log;
  #signers: (size: number) => Promise<Signer[]>;
  #clock: Clock;
  #scheduler: Scheduler;
  #signedLast = -Infinity;
  #pausing = false;
  #onPublished: (published: Published) => void;
  #onFault: (cause: unknown) => void;
  #published: Published | undefined;
  #signing: Promise<void> | undefined;
  #again = false;
  #refresh = false;
  #allowed = false;
  #keyless = false;

  constructor(options: {
    database: Database;
    log: Log;
    /** The keys that sign a head of that size: they change when the log replaces them. */
    signers: (size: number) => Promise<Signer[]>;
    clock: Clock;
    scheduler: Scheduler;
    onPublished: (published: Published) => void;
    /** The disk or a key failed: nothing was published, and whoever owns the process decides. */
    onFault: (cause: unknown) => void;
  }) {
    this.#database = options.database;
    this.#log = options.log;
    this.#signers = options.signers;
    this.#clock = options.clock;
    this.#scheduler = options.scheduler;
    this.#onPublished = options.onPublished;
    this.#onFault = options.onFault;
    const stored = this.#log.store.published();
    if (stored !== undefined && stored.size <= this.#log.size) {
      this.#published = { size: stored.size, root: this.#log.rootAt(stored.size)!, note: stored.note };
    }
  }

  get published(): Published | undefined {
    return this.#published;
  }

  /** Everything committed is published, and no signature is on its way. */
  get settledDown(): boolean {
    return this.#signing === undefined && (!this.#allowed || (this.#published?.size ?? 0) === this.#log.size);
  }

  /** Signing is off until the counterparts were asked whether they know more of our log than we do (recovery). */
  allow(): void {
    this.#allowed = true;
    if (this.#published !== undefined) this.#onPublished(this.#published);
    this.publish();
  }

  forbid(): void {
    this.#allowed = false;
  }

  get allowed(): boolean {
    return this.#allowed;
  }

  /** Signs the head as it is now, soon. Calls while a signature is being made are covered by one more. */
  publish(): void {
    if (!this.#allowed) return;
    if (this.#signing !== undefined) {
      this.#again = true;
      return;
    }
    if (this.#log.size === (this.#published?.size ?? 0) && !this.#refresh) return;
    const wait = this.#signedLast + PUBLISH_EVERY_MS - this.#scheduler.now();
    if (wait > 0) {
      if (this.#pausing) return;
      this.#pausing = true;
      this.#scheduler.after(wait, () => {
        this.#pausing = false;
        this.publish();
      });
      return;
    }
    this.#signedLast = this.#scheduler.now();
    this.#signing = this.#sign()
      .catch(this.#onFault)
      .finally(() => {
        this.#signing = undefined;
        if (!this.#again) return;
        this.#again = false;
        this.publish();
      });
  }

  /** Signs the unchanged head again with the time of now. */
  refresh(): void {
    this.#refresh = true;
    this.publish();
  }

  /** The keys that would sign are lost: acts are taken, and nothing is published until other keys are put in force. */
  get keyless(): boolean {
    return this.#keyless;
  }

  /** The last time signed for our log, POSIX seconds. */
  get signedAt(): number {
    return this.#log.head.time;
  }

  async #sign(): Promise<void> {
    if (this.#refresh) {
      const touched = this.#database.transaction(() => this.#log.touch(seconds(this.#clock.now())));
      touched.settle();
      this.#refresh = false;
    }
    const head = this.#log.head;
    const signers = await this.#signers(head.size);
    this.#keyless = signers.length === 0;
    if (this.#keyless) return;
    const note = await signCheckpoint(
      { origin: this.#log.origin, size: head.size, root: head.root },
      signers,
      head.time,
    );
    // Lost, it is signed again: the same statement, over a head that is durable.
    this.#database.derive(() => this.#log.store.putPublished(head.size, note));
    this.#published = { size: head.size, root: head.root, note };
    this.#onPublished(this.#published);
  }

  async stop(): Promise<void> {
    this.#allowed = false;
    this.#again = false;
    await this.#signing;
  }
}
