// Filing an act: the one path by which anything enters our own log.
//
//   strict parse → signature → words → lint → [ decide → append → fold ] × all that wait → head → ONE commit → answers → checkpoint
//
// Signatures are verified side by side before the commit; what is in brackets happens in docket order within one transaction, so a
// batch costs one fsync and one checkpoint. An answer is given only after the commit. The same act twice is the same act.

import { openAct, parseAct, type VerifiedAct } from '@parley/record/act';
import { encodeUtf8 } from '@parley/record/bytes';
import type { JsonObject } from '@parley/record/json';
import { refuse, type Refusal, type Result } from '@parley/record/refusal';
import type { Suite } from '@parley/record/suite';
import { encodeWordLine, parseWordLine } from '@parley/record/wordbundle';
import { checkWords, parseDisclosure, WORDS_BYTES_MAX, type Disclosure } from '@parley/record/words';
import { lintWords } from '@parley/docket/lint';
import { refuseAct } from '@parley/docket/refusals';
import type { Docket, Touched } from './docket/docket.ts';
import type { Log } from './log/log.ts';
import type { Quota } from './log/quota.ts';
import { findEntry, LOG_SPAN } from './log/store.ts';
import type { Publisher } from './log/publisher.ts';
import { seconds, type Clock } from './platform/clock.ts';
import type { Database } from './platform/sqlite.ts';
import type { Scheduler } from './platform/scheduler.ts';

/** Acts in one commit: past this a commit's delay would be felt more than its fsync is saved. */
const BATCH_ACTS_MAX = 256;
/** How long the first act of a batch waits for others, unless the batch is full before. */
const GATHER_MS = 2;
/** Acts that may wait at once; past this the answer is to come again (503), before memory or patience runs out. */
export const WAITING_ACTS_MAX = 2048;

/** `again`: it was in the log before. Times in POSIX seconds. */
export type Filed = { id: string; log: string; index: number; filedAt: number; again: boolean };

/**
 * Our own say over what our officers file: asked within the transaction, before the rules are. `filed` is called within the same one, once the
 * act has its place; `at` in POSIX seconds.
 */
export type FilingGuard = (act: VerifiedAct, words: JsonObject) => Result<{ filed?: (at: number) => void }>;

type Checked = { act: VerifiedAct; words: JsonObject; line: string | undefined };

type Waiting = Checked & {
  guard: FilingGuard | undefined;
  settle: (outcome: Result<Filed>) => void;
  fail: (cause: unknown) => void;
};

export class Filing {
  #database: Database;
  #log: Log;
  #accordId: string;
  #docket: Docket;
  #quota: Quota;
  #publisher: Publisher;
  #suite: Suite;
  #clock: Clock;
  #scheduler: Scheduler;
  #guard: FilingGuard | undefined;
  #onFiled: (from: number, to: number, touched: Touched) => void;
  #waiting: Waiting[] = [];
  #verifying = 0;
  #gathering: (() => void) | undefined;
  #closed = false;

  constructor(options: {
    database: Database;
    log: Log;
    accordId: string;
    docket: Docket;
    quota: Quota;
    publisher: Publisher;
    suite: Suite;
    clock: Clock;
    scheduler: Scheduler;
    guard?: FilingGuard | undefined;
    onFiled: (from: number, to: number, touched: Touched) => void;
  }) {
    this.#database = options.database;
    this.#log = options.log;
    this.#accordId = options.accordId;
    this.#docket = options.docket;
    this.#quota = options.quota;
    this.#publisher = options.publisher;
    this.#suite = options.suite;
    this.#clock = options.clock;
    this.#scheduler = options.scheduler;
    this.#guard = options.guard;
    this.#onFiled = options.onFiled;
  }

  get settledDown(): boolean {
    return this.#waiting.length === 0 && this.#verifying === 0;
  }

  /**
   * Files one act. `act`: the entry as text; `words`: its disclosures. Refuses with the code of the rule; throws when the disk
   * fails, and then nothing was filed. `automatic`: the node says it by itself, and no officer of ours has a say.
   */
  async file(input: { act: string; words: readonly string[] }, automatic = false): Promise<Result<Filed>> {
    if (this.#closed)
      return refuse('node.stopping', 'filing an act: this node is stopping, send it again when it is back');
    if (this.#waiting.length + this.#verifying >= WAITING_ACTS_MAX) {
      return refuse('node.busy', `filing an act: ${WAITING_ACTS_MAX} acts are waiting already, send it again shortly`);
    }
    this.#verifying++;
    let checked: Result<Checked>;
    try {
      checked = await this.#check(input);
    } finally {
      this.#verifying--;
    }
    if (!checked.ok) return checked;
    const { act, words, line } = checked;
    const guard = automatic ? undefined : this.#guard;
    return new Promise<Result<Filed>>((settle, fail) => {
      this.#waiting.push({ act, words, line, guard, settle, fail });
      if (this.#waiting.length >= BATCH_ACTS_MAX) this.#commit();
      else this.#gathering ??= this.#scheduler.after(GATHER_MS, () => this.#commit());
    });
  }

  /** Everything that can be said of an act without its place in the log. */
  async #check(input: { act: string; words: readonly string[] }): Promise<Result<Checked>> {
    const parsed = parseAct(encodeUtf8(input.act));
    if (!parsed.ok) return parsed;
    const { payload } = parsed.act;
    if (payload.accord !== this.#accordId) {
      return refuse(
        'act.wrong_accord',
        `filing an act: it is of the accord ${payload.accord}, this node serves ${this.#accordId}`,
      );
    }
    if (payload.log !== this.#log.origin) {
      return refuse(
        'act.wrong_log',
        `filing an act: it is for the log ${payload.log}, this node files in ${this.#log.origin}`,
      );
    }
    const opened = await openAct(parsed.act, this.#docket.keysOf(this.#log.party), this.#suite);
    if (!opened.ok) return opened;
    if (input.words.reduce((bytes, text) => bytes + text.length, 0) > WORDS_BYTES_MAX) {
      return refuse('words.too_large', `filing an act: its words have more than ${WORDS_BYTES_MAX} bytes`);
    }
    const disclosures: Disclosure[] = [];
    for (const text of input.words) {
      const disclosure = parseDisclosure(text);
      if (!disclosure.ok) return disclosure;
      disclosures.push(disclosure.disclosure);
    }
    const checked = checkWords(payload, disclosures);
    if (!checked.ok) return checked;
    if (checked.missing.length > 0) {
      return refuse('words.missing', `filing an act: ${checked.missing.length} of its words were not sent with it`);
    }
    const findings = lintWords(payload.type, payload.body, checked.words, this.#docket.terms, payload.iat);
    const worst = findings.find(({ weight }) => weight === 'refused');
    if (worst !== undefined) {
      return refuse(worst.code, `filing ${payload.type}: ${worst.path}: ${worst.detail}`, { findings });
    }
    const texts = new Map(disclosures.map(({ digest, text }) => [digest, text]));
    const line =
      payload._sd === undefined ? undefined : encodeWordLine(payload._sd.map((digest) => texts.get(digest)!));
    return { ok: true, act: opened.act, words: checked.words, line };
  }

  #commit(): void {
    this.#gathering?.();
    this.#gathering = undefined;
    const batch = this.#waiting.splice(0, BATCH_ACTS_MAX);
    if (batch.length === 0) return;
    if (this.#waiting.length > 0) this.#gathering = this.#scheduler.after(0, () => this.#commit());
    if (!this.#publisher.allowed || this.#docket.lags(this.#log.party)) {
      const refused = refuse(
        'node.recovering',
        'filing an act: this node asks its counterparts whether they hold more of its log than it does; until then nothing is signed',
      );
      for (const { settle } of batch) settle(refused);
      return;
    }
    const from = this.#log.size;
    const touched: Touched = { subjects: new Set(), house: false };
    let outcomes: Result<Filed>[];
    try {
      const done = this.#database.transaction(() => this.#append(batch, touched));
      done.settle();
      ({ outcomes } = done);
    } catch (cause) {
      // Nothing of the batch is in the log.
      for (const { settle, fail } of batch) {
        if (cause instanceof QuotaExceeded) settle({ ok: false, refusal: cause.refusal });
        else fail(cause);
      }
      return;
    }
    for (const [place, { settle }] of batch.entries()) settle(outcomes[place]!);
    if (this.#log.size === from) return;
    this.#publisher.publish();
    this.#onFiled(from, this.#log.size, touched);
  }

  #append(batch: readonly Waiting[], touched: Touched): { outcomes: Result<Filed>[]; settle: () => void } {
    const { party, origin } = this.#log;
    const now = seconds(this.#clock.now());
    const { size } = this.#log;
    const { number } = this.#log.store;
    // Decided one by one, written together: the engine goes faster when it goes on for a while.
    const known = batch.map(({ act }) => findEntry(this.#database, act.id, number)?.index);
    const accepted: Waiting[] = [];
    const indices = new Map<string, number>();
    const outcomes = batch.map((waiting, place): Result<Filed> => {
      const { act } = waiting;
      const filed = { ok: true, id: act.id, log: origin, filedAt: now } as const;
      const before = known[place] ?? indices.get(act.id);
      if (before !== undefined) return { ...filed, index: before, again: true };
      const index = size + accepted.length;
      const unread = this.#refuseUnread(act);
      if (unread !== undefined) return unread;
      const admitted = waiting.guard?.(act, waiting.words);
      if (admitted?.ok === false) return admitted;
      const decided = this.#docket.file(party, index, act, now);
      if (!decided.ok) return decided;
      admitted?.filed?.(now);
      for (const subject of decided.touched.subjects) touched.subjects.add(subject);
      touched.house ||= decided.touched.house;
      accepted.push(waiting);
      indices.set(act.id, index);
      return { ...filed, index, again: false };
    });
    if (accepted.length === 0) return { outcomes, settle: () => undefined };
    const extension = this.#log.extend();
    let bytes = 0;
    for (const { act, line } of accepted) {
      extension.append(act.id, act.entry, line);
      bytes += act.entry.length + (line?.length ?? 0);
    }
    for (const subject of this.#docket.writeFiled(party)) touched.subjects.add(subject);
    const exceeded = this.#quota.file(number, accepted.length, bytes, now);
    if (exceeded !== undefined) throw new QuotaExceeded(exceeded);
    return { outcomes, settle: extension.moveHead(now).settle };
  }

  /** An endorsement agrees to a text (2-record §7): all its words are here, or it is refused. What is no proposal, the rules refuse. */
  #refuseUnread({ payload: { type, body } }: VerifiedAct): Result<never> | undefined {
    const { of: proposal } = body;
    if (type !== 'endorse' || typeof proposal !== 'string') return undefined;
    const of = findEntry(this.#database, proposal);
    if (of === undefined) return undefined;
    const position = of.log * LOG_SPAN + of.index;
    const row = this.#database.get('select disclosures from words where position = ?', position);
    const line = row === undefined ? undefined : parseWordLine(String(row['disclosures']));
    if (line === undefined || (line.ok && !line.line.includes(null))) return undefined;
    return refuseAct('proposal.words_missing', `filing ${type}: words of ${proposal} were erased`);
  }

  /** Takes nothing new and commits what waits. */
  close(): void {
    this.#closed = true;
    while (this.#waiting.length > 0) this.#commit();
  }
}

/** Rolls a batch back that would go beyond what the accord allows our log in a day. */
class QuotaExceeded extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}
