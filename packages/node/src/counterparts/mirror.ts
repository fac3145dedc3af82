// Our copy of one counterpart's log. It verifies what is offered, pulls what is missing, stores it durably, and only then lets our
// holder key say: I hold entries 0…n−1 and all their words. It never judges what an entry means.
//
//   offered    add-checkpoint moves `pending`: the newest head they signed that is proven to extend what we saw before
//   held       entries, words and head in one transaction a stretch (pull.ts)
//   cosigned   only a size that they signed, only after it is held, at a time that never goes back

import { encodeUtf8, equalBytes } from '@parley/record/bytes';
import { openCheckpoint, type CheckpointCode, type VerifiedCheckpoint } from '@parley/record/checkpoint';
import { addCosignatures, cosign } from '@parley/record/cosignature';
import { encodeEvidence } from '@parley/record/evidence';
import { encodeNote, lineOf, parseNote } from '@parley/record/note';
import type { Refusal, Result } from '@parley/record/refusal';
import type { Signer } from '@parley/record/signature';
import {
  checkSubmission,
  encodeSizeAnswer,
  openSubmission,
  parseSubmission,
  SIZE_MEDIA_TYPE,
  type SubmissionCode,
} from '@parley/record/submission';
import type { Suite } from '@parley/record/suite';
import type { Vkey } from '@parley/record/vkey';
import type { Keyring, OpenedHead, Show } from '../log/keyring.ts';
import type { Log } from '../log/log.ts';
import type { Quota } from '../log/quota.ts';
import { seconds, type Clock } from '../platform/clock.ts';
import type { Database } from '../platform/sqlite.ts';
import type { EvidenceShelf } from './evidence.ts';
import { pullUpTo, showsExtension, type Fetch, type Target } from './pull.ts';
import type { Outcome } from './session.ts';
import type { ExchangeResponse } from './transport.ts';

/** Checkpoints that may wait to be compared while an earlier one is: an honest counterpart has one on its way. */
export const SUBMISSIONS_WAITING_MAX = 16;

/** What the mirror tells those who go on with what it holds. */
export type MirrorEvents = {
  /** A newer checkpoint of theirs is pending. */
  pending(size: number): void;
  /** They offered a head that keys have signed which we do not know: asking for it tells more. */
  unknownKeys(): void;
  /** Within the transaction that keeps the receipt; what is returned is called once it is durable. */
  receipting(size: number, time: number): () => void;
  /** They contradicted themselves. */
  convicted(): void;
};

export class Mirror {
  readonly log: Log;
  #database: Database;
  #keyring: Keyring;
  #cosigners: () => Promise<Signer[]>;
  #holder: string;
  #suite: Suite;
  #clock: Clock;
  #evidence: EvidenceShelf;
  #quota: Quota;
  #events: MirrorEvents;
  #pending: VerifiedCheckpoint | undefined;
  /** By which keys heads were opened. */
  #openedBy = new WeakMap<VerifiedCheckpoint, readonly Vkey[]>();
  /** What our holder is known to have cosigned before: nothing smaller or earlier is cosigned again. */
  #floor = { size: 0, time: 0 };
  /** One change of `pending` at a time: check and set must not interleave. */
  #offering: Promise<unknown> = Promise.resolve();
  #submissions = 0;
  #cosigning: Promise<void> = Promise.resolve();
  /** Why the last attempt to take something of theirs was refused. */
  refusal: Refusal | undefined;

  constructor(options: {
    database: Database;
    log: Log;
    keyring: Keyring;
    /** Our holder's keys: they change when our log replaces them. */
    cosigners: () => Promise<Signer[]>;
    holder: string;
    suite: Suite;
    clock: Clock;
    evidence: EvidenceShelf;
    quota: Quota;
    events: MirrorEvents;
  }) {
    this.#database = options.database;
    this.log = options.log;
    this.#keyring = options.keyring;
    this.#cosigners = options.cosigners;
    this.#holder = options.holder;
    this.#suite = options.suite;
    this.#clock = options.clock;
    this.#evidence = options.evidence;
    this.#quota = options.quota;
    this.#events = options.events;
  }

  /** Reads back the pending checkpoint of an earlier run. */
  async restore(): Promise<void> {
    const row = this.#database.get('select note from pending where log = ?', this.log.store.number);
    if (row === undefined) return;
    const opened = await this.#open(String(row['note']));
    if (opened.ok && opened.checkpoint.size >= this.log.size) {
      this.#pending = opened.checkpoint;
      this.#events.pending(opened.checkpoint.size);
    }
  }

  /** The newest checkpoint of theirs that they offered and that extends what we held then; held or not. */
  get pending(): string | undefined {
    return this.#pending?.note;
  }

  get convicted(): boolean {
    return this.#evidence.convicts(this.log.store.number);
  }

  /** After a restore from an old copy: our holder has cosigned up to here before. */
  raiseFloor(size: number, time: number): void {
    this.#floor = { size: Math.max(this.#floor.size, size), time: Math.max(this.#floor.time, time) };
  }

  /** The head that a newer one must extend: what is pending, else what is held. */
  get #newest(): Target {
    return this.#pending !== undefined && this.#pending.size >= this.log.size ? this.#pending : this.log.head;
  }

  /** Answers add-checkpoint (c2sp.org/tlog-witness, as tlog-mirror narrows it): its checks, in its order. */
  async receive(body: Uint8Array): Promise<ExchangeResponse> {
    if (this.#submissions >= SUBMISSIONS_WAITING_MAX)
      return answer(503, 'others of this log are being compared: offer the newest again');
    this.#submissions++;
    try {
      return await this.#alone(() => this.#receiveNow(body));
    } finally {
      this.#submissions--;
    }
  }

  async #receiveNow(body: Uint8Array): Promise<ExchangeResponse> {
    const parsed = parseSubmission(body);
    if (!parsed.ok) return answerRefusal(parsed.refusal);
    const vkeys = await this.#keyring.logAt(this.log.party, parsed.checkpoint.size);
    const opened = await openSubmission(
      body,
      (origin) => (origin === this.log.origin ? vkeys : undefined),
      this.#suite,
    );
    if (!opened.ok) {
      if (opened.refusal['cause'] === ('checkpoint.unsigned' satisfies CheckpointCode)) this.#events.unknownKeys();
      return answerRefusal(opened.refusal);
    }
    const { checkpoint } = opened.submission;
    this.#openedBy.set(checkpoint, vkeys);
    this.#compare(checkpoint);
    if (this.convicted) return answer(422, 'this log has contradicted itself: nothing more of it is cosigned');
    const checked = checkSubmission(opened.submission, this.#newest);
    if (!checked.ok) {
      if (checked.refusal.code === 'submission.proof') this.#keepUnproven(checkpoint);
      return answerRefusal(checked.refusal);
    }
    this.#moveTo(checkpoint);
    return { status: 200, body: new Uint8Array(0) };
  }

  /** Takes a checkpoint that we asked for, with tiles to prove it. `show`: what they tell of replaced keys. */
  offer(note: string, fetch: Fetch, show: Show): Promise<Outcome> {
    return this.#alone(async () => {
      const opened = await this.#open(note, show);
      if (!opened.ok) {
        this.refusal = opened.refusal;
        return 'refused';
      }
      const offered = opened.checkpoint;
      this.#compare(offered);
      if (this.convicted) return 'refused';
      const newest = this.#newest;
      if (offered.size < newest.size) return 'done'; // an old one, out of a cache
      const shown = await showsExtension(newest, offered, fetch);
      if (shown === 'contradicts') this.#keepUnproven(offered);
      if (shown !== 'extends') return 'refused';
      this.#moveTo(offered);
      return 'done';
    });
  }

  /** Holds a checkpoint of theirs that a third party was shown against what we were shown. It moves nothing. */
  async compare(note: Uint8Array): Promise<void> {
    const opened = await this.#open(note);
    if (opened.ok) this.#compare(opened.checkpoint);
  }

  async #open(note: string | Uint8Array, show?: Show): Promise<Result<OpenedHead, CheckpointCode>> {
    const opened = await this.#keyring.openHead(this.log.party, note, show);
    if (opened.ok) this.#openedBy.set(opened.checkpoint, opened.vkeys);
    return opened;
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#offering.then(work, work);
    this.#offering = result.catch(() => undefined);
    return result;
  }

  #moveTo(offered: VerifiedCheckpoint): void {
    const { size, signedAt } = offered;
    if (this.#pending?.size === size && this.#pending.signedAt! >= signedAt!) return;
    this.#database.run(
      'insert into pending (log, size, note) values (?, ?, ?) on conflict (log) do update set size = excluded.size, note = excluded.note',
      this.log.store.number,
      size,
      offered.note,
    );
    this.#pending = offered;
    this.refusal = undefined;
    this.#events.pending(size);
  }

  /** Holds any verified checkpoint of their log against those we have: two roots for one size are evidence. */
  #compare(seen: VerifiedCheckpoint): void {
    const twin = this.#pending?.size === seen.size ? this.#pending.note : this.log.store.cosignedOf(seen.size);
    const root = this.#pending?.size === seen.size ? this.#pending.root : this.log.rootAt(seen.size);
    if (root === undefined || equalBytes(root, seen.root)) return;
    if (twin === undefined) {
      this.#keepUnproven(seen);
      return;
    }
    const object = encodeEvidence({ kind: 'two-roots', a: twin, b: seen.note });
    this.#evidence.put(this.log.store.number, 'two-roots', object, seconds(this.#clock.now()));
    this.#events.convicted();
  }

  #keepUnproven(offered: VerifiedCheckpoint): void {
    const detail = `their checkpoint of ${offered.size} is not shown to extend the one of ${this.#newest.size}`;
    this.refusal = { code: 'log.inconsistent', detail };
    this.#evidence.put(this.log.store.number, 'unproven', offered.note, seconds(this.#clock.now()));
  }

  /** Pulls, holds and cosigns what is pending. `onStored` hears of each stretch that is held. */
  async pull(fetch: Fetch, onStored: () => void): Promise<Outcome> {
    const target = this.#pending;
    const outcome = await this.hold(fetch, onStored);
    if (outcome !== 'done' || target === undefined || target.size !== this.log.size) return outcome;
    if (this.convicted) return 'refused';
    if (target.size > 0) await this.#cosign(target);
    return 'done';
  }

  /** Pulls and holds what is pending, and cosigns nothing. */
  async hold(fetch: Fetch, onStored: () => void): Promise<Outcome> {
    const target = this.#pending;
    if (target === undefined || target.size < this.log.size) return 'done';
    const pulled = await pullUpTo(target, this.log, {
      database: this.#database,
      clock: this.#clock,
      fetch,
      quota: this.#quota,
      onStored,
    });
    if (pulled.outcome !== 'done') {
      this.refusal = pulled.refusal;
      return pulled.outcome;
    }
    return 'done';
  }

  /** Cosigns what is held once more, with the time of now: proof of what was not there by then. */
  async refresh(): Promise<void> {
    const newest = this.log.store.newestCosigned(this.#holder);
    if (newest === undefined || newest.size !== this.log.size || this.convicted) return;
    const opened = await this.#open(newest.note);
    if (opened.ok) await this.#cosign(opened.checkpoint);
  }

  /** One cosignature at a time: sizes and times must grow in the order in which they are signed. */
  #cosign(target: VerifiedCheckpoint): Promise<void> {
    const cosigned = this.#cosigning.then(() => this.#cosignNow(target));
    this.#cosigning = cosigned.catch(() => undefined);
    return cosigned;
  }

  async #cosignNow(target: VerifiedCheckpoint): Promise<void> {
    const last = this.log.store.newestCosigned(this.#holder);
    if (target.size < Math.max(this.#floor.size, last?.size ?? 0)) return;
    const held = this.log.rootAt(target.size);
    if (held === undefined || !equalBytes(held, target.root)) {
      throw new Error(
        `cosigning ${this.log.origin}: what is held of ${target.size} entries has another root: nothing is signed`,
      );
    }
    // The entries may replace the keys by which the head was opened: those that they put in force must have signed it.
    const vkeys = await this.#keyring.logAt(this.log.party, target.size);
    const opened = this.#openedBy.get(target) === vkeys || (await openCheckpoint(target.note, vkeys, this.#suite)).ok;
    if (!opened) {
      const detail = `their checkpoint of ${target.size} is not signed by the keys that their log has put in force by then`;
      this.refusal = { code: 'log.keys_replaced', detail };
      return;
    }
    const cosigners = await this.#cosigners();
    if (cosigners.length === 0) return; // our holder's keys are lost: it says nothing until they are replaced
    // The time is durable before it is signed: whatever happens next, a second signature can only carry a later one.
    const touched = this.#database.transaction(() =>
      this.log.touch(Math.max(seconds(this.#clock.now()), this.#floor.time)),
    );
    touched.settle();
    const { time } = touched.head;
    let lines = '';
    for (const signer of cosigners) lines += await cosign(target, signer, time);
    const cosigned = addCosignatures(this.#bare(target, vkeys), lines);
    if (!cosigned.ok) throw new Error(`cosigning ${this.log.origin}: ${cosigned.refusal.detail}`);
    const settle = this.#database.transaction(() => {
      this.log.store.putCosigned({ holder: this.#holder, size: target.size, time, note: cosigned.noteText });
      return this.#events.receipting(target.size, time);
    });
    settle();
  }

  /** The checkpoint with its log's signatures alone: whatever else a note carries is not ours to pass on. */
  #bare(target: VerifiedCheckpoint, vkeys: readonly Vkey[]): string {
    const parsed = parseNote(target.note);
    if (!parsed.ok) throw new Error(`reading a verified note again: ${parsed.refusal.detail}`);
    const { text } = parsed.note;
    return encodeNote({ text, signatures: vkeys.map((vkey) => lineOf(parsed.note, vkey)!) });
  }
}

function answerRefusal(refusal: Refusal<SubmissionCode>): ExchangeResponse {
  if (refusal.code === 'submission.old_size') {
    return { status: 409, type: SIZE_MEDIA_TYPE, body: encodeUtf8(encodeSizeAnswer(Number(refusal['size']))) };
  }
  return answer(STATUS[refusal.code], refusal.detail);
}

const STATUS: Record<SubmissionCode, number> = {
  'submission.malformed': 400,
  'submission.origin_unknown': 404,
  'submission.signature': 403,
  'submission.old_size': 409,
  'submission.proof': 422,
  'submission.root': 422,
};

function answer(status: number, detail: string): ExchangeResponse {
  return { status, type: 'text/plain; charset=utf-8', body: encodeUtf8(`${detail}\n`) };
}
