// The content of exhibits on this node: kept, served to the other side, pulled from it, said to be here, and erased. None of it stands in the
// way of a receipt: pulling goes on its own connections, one content at a time from each counterpart, after the acts are held.
//
// Nothing here is a truth of its own. What is due follows from the acts (ledger.ts) and from what lies in the folder (contents.ts); a process
// that dies on any line leaves both, and the next one finds the same things due. Each step may be done twice:
//
//     pulled      a piece is kept, or asked for again · the whole gets its name, or is checked again
//     said        our log is looked at before the registrar signs · the rules refuse a second exhibit.held
//     erased      words go in one transaction with the note that they went · content goes after it, and again at the next start

import { UNCOMMITTED_KEPT_S, type ContentPut, type ExhibitsHealth } from '@parley/api/exhibits';
import { parseAct } from '@parley/record/act';
import { encodeUtf8 } from '@parley/record/bytes';
import { refuse, type Refusal, type Result } from '@parley/record/refusal';
import { encodeWordLine, parseWordLine } from '@parley/record/wordbundle';
import type { z } from 'zod';
import { UnreachableError, type ExchangeResponse, type Transport } from '../counterparts/transport.ts';
import type { Log } from '../log/log.ts';
import { findEntry } from '../log/store.ts';
import { seconds, type Clock } from '../platform/clock.ts';
import type { Database } from '../platform/sqlite.ts';
import type { Scheduler } from '../platform/scheduler.ts';
import { isDigest, type Contents } from './contents.ts';
import { Ledger, type Acts, type Checked, type Committed, type ErasureDue } from './ledger.ts';
import { pullContent } from './pull.ts';
import { encodeContentRange, parseRange, tagOf, type Span } from './range.ts';
import type { Registrar, Saying } from './registrar.ts';

/** The first pause after an attempt that came to nothing; each further one doubles it, up to the longest. */
export const PAUSE_FIRST_MS = 500;
export const PAUSE_LONGEST_MS = 60_000;
/** The whole of one piece arrives within this, however many bytes of it do before. */
export const PIECE_TIMEOUT_MS = 30_000;
/** How often content that no act commits to is looked for. */
export const SWEEP_EVERY_MS = 3_600_000;
/** Changes that come together are looked at together: while acts are filed in thousands, looking costs a hundredth of the time. */
const GATHER_MS = 25;
const DAY_S = 86_400;
const WAITING_SHOWN = 20;

/** A part that somebody asks for, as their headers say it. */
export type Asked = { range?: string | undefined; ifRange?: string | undefined };

/** What is answered of a content: `span` is the part, `size` the whole. */
export type Answered =
  | { kind: 'bytes'; body: Uint8Array; span: Span | undefined; size: number }
  | { kind: 'unsatisfiable'; size: number }
  | { kind: 'absent' };

export type ExhibitsOptions = {
  database: Database;
  contents: Contents;
  registrar: Registrar;
  acts: Acts;
  logs: readonly Log[];
  own: string;
  parties: readonly { id: string; originHash: string }[];
  /** bytes of content that are pulled from one counterpart in a day, at most */
  bytesPerDay: number;
  /** whether somebody here needs a content that no act commits to */
  keeps: (digest: string) => boolean;
  clock: Clock;
  scheduler: Scheduler;
  transport: Transport;
  /** Words of an entry are erased; within the transaction that does it. What is returned is called once it is durable. */
  erasing: (party: string, index: number) => () => void;
  /** the disk failed, or an invariant is broken: whoever owns the process decides */
  onFault: (cause: unknown) => void;
};

type Pulling = { busy: boolean; failures: number; notBefore: number };

export class Exhibits {
  #database: Database;
  #contents: Contents;
  #registrar: Registrar;
  #logs: readonly Log[];
  #parties: readonly { id: string; originHash: string }[];
  #bytesPerDay: number;
  #keeps: (digest: string) => boolean;
  #clock: Clock;
  #scheduler: Scheduler;
  #transport: Transport;
  #erasing: (party: string, index: number) => () => void;
  #onFault: (cause: unknown) => void;
  #ledger: Ledger;
  #pulling = new Map<string, Pulling>();
  #touched = new Set<string>();
  #begun = false;
  #looking = false;
  #lookAgain = false;
  #saying = false;
  #started = false;
  #stop = new AbortController();
  #running = new Set<Promise<void>>();
  #cancelWake: (() => void) | undefined;
  #cancelSweep: (() => void) | undefined;
  /** One change of what is kept at a time: what is put must not be swept while it is put. */
  #keeping: Promise<unknown> = Promise.resolve();

  constructor(options: ExhibitsOptions) {
    this.#database = options.database;
    this.#contents = options.contents;
    this.#registrar = options.registrar;
    this.#logs = options.logs;
    this.#parties = options.parties;
    this.#bytesPerDay = options.bytesPerDay;
    this.#keeps = options.keeps;
    this.#clock = options.clock;
    this.#scheduler = options.scheduler;
    this.#transport = options.transport;
    this.#erasing = options.erasing;
    this.#onFault = options.onFault;
    this.#ledger = new Ledger(options);
    for (const { id } of options.parties) {
      if (id !== options.own) this.#pulling.set(id, { busy: false, failures: 0, notBefore: -Infinity });
    }
  }

  // ── life ──

  start(): void {
    this.#started = true;
    this.#do(() => this.#begin());
  }

  async #begin(): Promise<void> {
    try {
      await this.#reconcile();
      this.#ledger.begin();
    } catch (cause) {
      this.#scheduler.after(PAUSE_FIRST_MS, () => !this.#stop.signal.aborted && this.#do(() => this.#begin()));
      throw cause;
    }
    this.#begun = true;
    this.changed([]);
    this.#sweepInTurn();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#cancelWake?.();
    this.#cancelSweep?.();
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  /** Acts were filed or folded; those of these subjects may have changed their effect. */
  changed(subjects: Iterable<string>): void {
    for (const subject of subjects) this.#touched.add(subject);
    this.#look();
  }

  /** A counterpart spoke to us: whatever was paused because it was silent is tried now. */
  heard(party: string): void {
    const pulling = this.#pulling.get(party);
    if (pulling === undefined || pulling.failures === 0) return;
    pulling.notBefore = -Infinity;
    pulling.failures = 0;
    this.#look();
  }

  /** Nothing can be done now: what is still due waits for somebody else. */
  get settledDown(): boolean {
    return this.#begun && this.#running.size === 0 && !this.#looking;
  }

  /** Never at once: what ends before it has waited for anything would set its alarm while the caller is about to set another. */
  #do(work: () => Promise<void>): void {
    const running = Promise.resolve()
      .then(work)
      .catch((cause: unknown) => {
        if (!this.#stop.signal.aborted) this.#onFault(cause);
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Makes the list of what is kept agree with what lies there, whichever of the two a crash left behind. */
  async #reconcile(): Promise<void> {
    await this.#contents.open();
    for (const digest of this.#ledger.erasedContents()) await this.#contents.remove(digest);
    const there = new Set<string>();
    const now = seconds(this.#clock.now());
    for await (const { digest, bytes } of this.#contents.list()) {
      there.add(digest);
      this.#ledger.stored(digest, bytes, now, '');
    }
    for (const digest of this.#ledger.contents()) if (!there.has(digest)) this.#ledger.removed(digest);
  }

  // ── looking at what the acts say ──

  #look(): void {
    if (!this.#begun || this.#stop.signal.aborted) return;
    this.#lookAgain = true;
    if (this.#looking) return;
    this.#looking = true;
    this.#scheduler.after(GATHER_MS, () =>
      this.#do(async () => {
        try {
          while (this.#lookAgain && !this.#stop.signal.aborted) {
            this.#lookAgain = false;
            const touched = [...this.#touched, ''];
            this.#touched.clear();
            this.#ledger.scan();
            this.#ledger.touched(touched);
            await this.#erase();
            if (this.#ledger.hasDestroyed()) await this.#sweep(-Infinity);
          }
        } catch (cause) {
          this.#scheduler.after(PAUSE_FIRST_MS, () => this.#look());
          throw cause;
        } finally {
          this.#looking = false;
        }
        this.#work();
      }),
    );
  }

  /** Starts what is due and sets the alarm for what comes next. */
  #work(): void {
    if (!this.#started || this.#stop.signal.aborted) return;
    const now = this.#scheduler.now();
    let next = this.#ledger.nextAfter(now);
    for (const [party, pulling] of this.#pulling) {
      if (pulling.busy) continue;
      if (pulling.notBefore > now) {
        next = Math.min(next, pulling.notBefore);
        continue;
      }
      const wanted = this.#ledger.nextPull(party, now);
      if (wanted === undefined) continue;
      pulling.busy = true;
      this.#do(() => this.#pull(wanted, pulling));
    }
    if (!this.#saying && this.#registrar.appointed) {
      const held = this.#ledger.nextHeld(now);
      const check = held === undefined ? this.#ledger.nextCheck(now) : undefined;
      if (held !== undefined || check !== undefined) {
        this.#saying = true;
        this.#do(() => this.#say(held === undefined ? this.#sayAnswer(check!) : this.#sayHeld(held)));
      }
    }
    this.#cancelWake?.();
    this.#cancelWake =
      next === Infinity ? undefined : this.#scheduler.after(Math.max(0, next - now), () => this.#work());
  }

  // ── pulling ──

  async #pull(wanted: Committed, pulling: Pulling): Promise<void> {
    try {
      const refusal = this.#exceeded(wanted);
      const pulled =
        refusal === undefined
          ? await pullContent(wanted, this.#contents, (part) => this.#fetch(wanted, part))
          : ({ outcome: 'again', refusal } as const);
      pulling.failures = 0;
      if (pulled.outcome === 'done') {
        const { digest, bytes, party } = wanted;
        this.#ledger.stored(digest, bytes, seconds(this.#clock.now()), party);
      } else {
        const until = pulled.outcome === 'never' ? undefined : this.#again(wanted.tries);
        this.#ledger.putOff('committed', wanted.position, until, pulled.refusal);
      }
    } catch (cause) {
      pulling.notBefore = this.#again(pulling.failures++);
      if (!(cause instanceof UnreachableError)) throw cause;
    } finally {
      pulling.busy = false;
      this.#work();
    }
  }

  /** A counterpart may fill our disk no faster than the accord lets it fill its log. */
  #exceeded({ party, bytes }: Committed): Refusal | undefined {
    const now = seconds(this.#clock.now());
    const pulled = this.#ledger.pulledSince(party, now - (now % DAY_S));
    if (pulled + bytes <= this.#bytesPerDay) return undefined;
    const detail = `pulling content: ${pulled} bytes came from ${party} today, and the accord allows ${this.#bytesPerDay}`;
    return { code: 'content.quota', detail };
  }

  async #fetch({ party, digest }: Committed, { from, to }: Span): Promise<ExchangeResponse> {
    const { originHash } = this.#parties.find(({ id }) => id === party)!;
    const late = new AbortController();
    const cancel = this.#scheduler.after(PIECE_TIMEOUT_MS, () => late.abort());
    try {
      const request = {
        method: 'GET',
        path: `${originHash}/exhibits/${digest}`,
        range: `bytes=${from}-${to - 1}`,
      } as const;
      const response = await this.#transport.send(party, request, AbortSignal.any([this.#stop.signal, late.signal]));
      if (response.status >= 500 || response.status === 429) throw new UnreachableError(`status ${response.status}`);
      return response;
    } finally {
      cancel();
    }
  }

  #again(tries: number): number {
    return this.#scheduler.now() + Math.min(PAUSE_LONGEST_MS, PAUSE_FIRST_MS * 2 ** Math.min(tries, 20));
  }

  // ── what the registrar says ──

  async #say(saying: Promise<void>): Promise<void> {
    try {
      await saying;
    } finally {
      this.#saying = false;
      this.#work();
    }
  }

  async #sayHeld(held: Committed): Promise<void> {
    const { position, id, subject, digest, bytes } = held;
    const putOff = (until: number | undefined, refusal: Refusal) =>
      this.#ledger.putOff('committed', position, until, refusal);
    let body: Saying['body'] = { digest };
    try {
      const content = await this.#contents.read(digest, 0, bytes + 1);
      if (content === undefined) return this.#ledger.removed(digest); // lost from the disk: it is pulled again
      if (content.length !== bytes) {
        const detail = `saying that content is held: it has ${content.length} bytes, the act says ${bytes}`;
        return putOff(undefined, { code: 'content.length', detail });
      }
      const seal = this.#registrar.sealOf(subject);
      if (seal !== undefined) {
        const opens = this.#registrar.opens(id, seal, content);
        if (opens === undefined) {
          const detail = 'saying whether a seal opens: the salt is not held any more';
          return putOff(undefined, { code: 'content.salt', detail });
        }
        body = { digest, seal: opens ? 'opens' : 'does-not-open' };
      }
    } catch (cause) {
      putOff(this.#again(held.tries), { code: 'content.fault', detail: 'reading content: the disk failed' });
      throw cause;
    }
    const before = this.#ledger.earlier(held);
    await this.#file('committed', held, { type: 'exhibit.held', subject, body, before });
  }

  #sayAnswer(check: Checked): Promise<void> {
    const { id: subject, nonce } = check;
    return this.#file('checked', check, { type: 'contact.answer', subject, body: { nonce }, before: 0 });
  }

  async #file(table: 'committed' | 'checked', due: { position: number; tries: number }, saying: Saying): Promise<void> {
    try {
      const said = await this.#registrar.say(saying);
      if (said.ok) this.#ledger.said(table, due.position);
      else this.#ledger.putOff(table, due.position, this.#again(due.tries), said.refusal);
    } catch (cause) {
      const detail = `filing ${saying.type}: the node failed, and tries again`;
      this.#ledger.putOff(table, due.position, this.#again(due.tries), { code: 'content.fault', detail });
      throw cause;
    }
  }

  // ── erasing ──

  async #erase(): Promise<void> {
    const due = this.#ledger.erasuresDue();
    if (due.length === 0) return;
    let any = false;
    for (const erasure of due) any = this.#eraseWords(erasure) || any;
    if (!any) return;
    for (const { of, exhibit } of due) {
      if (!exhibit) continue;
      for (const digest of this.#ledger.digestsOf(of)) {
        if (!this.#ledger.isCommitted(digest)) await this.#keep(() => this.#contents.remove(digest));
      }
    }
    await this.#sweep(-Infinity);
    this.#emptyJournal();
  }

  /** What was deleted is overwritten in the file (secure_delete); the journal beside it still has the pages as they were. */
  #emptyJournal(): void {
    if (this.#stop.signal.aborted || this.#database.emptyJournal()) return;
    this.#scheduler.after(PAUSE_LONGEST_MS, () => this.#emptyJournal());
  }

  /** False if the act is not held here. Its author alone may have it erased, and that is looked at here, too. */
  #eraseWords(erasure: ErasureDue): boolean {
    const log = this.#logs.find(({ party }) => party === erasure.party)!;
    const found = findEntry(this.#database, erasure.of, log.store.number);
    if (found === undefined) return false;
    const { index } = found;
    const parsed = parseAct(log.store.entry(index)!);
    const digests = parsed.ok ? (parsed.act.payload._sd ?? []) : [];
    const settle = this.#database.transaction(() => {
      const [line] = log.store.words(index, index + 1);
      const places = line === undefined ? undefined : parseWordLine(line);
      if (places?.ok === true) {
        const left = places.line.map((text, place) => (erasure.words.includes(digests[place]!) ? null : text));
        log.store.replaceWords(index, encodeWordLine(left));
      }
      this.#ledger.erased(erasure);
      return this.#erasing(erasure.party, index);
    });
    settle();
    return true;
  }

  #sweepInTurn(): void {
    this.#cancelSweep = this.#scheduler.after(SWEEP_EVERY_MS, () => this.#sweepInTurn());
    this.#do(() => this.#sweep(seconds(this.#clock.now()) - UNCOMMITTED_KEPT_S));
  }

  /** Deletes what no act commits to any more, and what none has committed to since it was stored before that time, nor a draft needs. */
  async #sweep(storedBefore: number): Promise<void> {
    const before = Math.max(Number.MIN_SAFE_INTEGER, storedBefore);
    const erased = new Set(this.#ledger.erasedContents());
    for (const digest of this.#ledger.unwanted(before)) {
      // Nobody else may keep what is erased.
      if (!erased.has(digest) && this.#keeps(digest)) continue;
      await this.#keep(async () => {
        if (!this.#ledger.unwanted(before).includes(digest)) return;
        this.#ledger.removed(digest);
        await this.#contents.remove(digest);
      });
    }
  }

  #keep<T>(work: () => Promise<T>): Promise<T> {
    const kept = this.#keeping.then(work);
    this.#keeping = kept.catch(() => undefined);
    return kept;
  }

  // ── for officers ──

  /** Keeps a content that an officer's client sends. */
  put(digest: string, content: Uint8Array): Promise<Result<z.input<typeof ContentPut>>> {
    return this.#keep(async () => {
      const bytes = content.length;
      const again = (await this.#contents.size(digest)) !== undefined;
      if (!(await this.#contents.put(digest, content))) {
        return refuse(
          'content.digest',
          `put content: the ${bytes} bytes that arrived do not have the SHA-256 ${digest}; nothing was kept`,
        );
      }
      const now = seconds(this.#clock.now());
      this.#ledger.stored(digest, bytes, now, '');
      this.#look();
      this.#ledger.scan(); // the act may have been filed a moment ago
      const committed = this.#ledger.isCommitted(digest);
      return { ok: true, digest, bytes, again, ...(!committed && { keptUntil: now + UNCOMMITTED_KEPT_S }) };
    });
  }

  /** Reads a content, or the part of it that is asked for. */
  async read(digest: string, { range, ifRange }: Asked): Promise<Answered> {
    const size = isDigest(digest) ? await this.#contents.size(digest) : undefined;
    if (size === undefined) return { kind: 'absent' };
    const asked = parseRange(range, ifRange, digest, size);
    if (asked === 'unsatisfiable') return { kind: 'unsatisfiable', size };
    const span = asked === 'whole' ? undefined : asked;
    const body = await this.#contents.read(digest, span?.from ?? 0, span?.to ?? size);
    return body === undefined ? { kind: 'absent' } : { kind: 'bytes', body, span, size };
  }

  // ── for the other side ──

  /** `author`: whose act commits to the content; `reader`: the party that asks. */
  async answer(author: string, digest: string, asked: Asked, reader: string): Promise<ExchangeResponse> {
    const nothing = { status: 404, type: 'text/plain; charset=utf-8', body: encodeUtf8('no such content\n') };
    if (!this.#mayRead(reader, author, digest)) return nothing;
    const found = await this.read(digest, asked);
    if (found.kind === 'absent') return nothing;
    const headers = headersOf(digest, found);
    if (found.kind === 'unsatisfiable') return { status: 416, headers, body: new Uint8Array(0) };
    return { status: found.span === undefined ? 200 : 206, headers, body: found.body };
  }

  /** They may hold an act that was filed or folded a moment ago, and ask before it was looked at here. */
  #mayRead(reader: string, author: string, digest: string): boolean {
    if (this.#ledger.mayRead(reader, author, digest)) return true;
    if (!this.#looking) return false;
    this.#ledger.scan();
    return this.#ledger.mayRead(reader, author, digest);
  }

  // ── to be shown ──

  /** Until when content would be kept that is put now, and that no act commits to. */
  get newIsKeptUntil(): number {
    return seconds(this.#clock.now()) + UNCOMMITTED_KEPT_S;
  }

  /** The subjects whose acts commit to a content; none: no act that is folded does. */
  subjectsOf(digest: string): string[] {
    this.#ledger.scan();
    return this.#ledger.subjectsOf(digest);
  }

  health(): z.input<typeof ExhibitsHealth> {
    const refusal = this.#ledger.unsaidRefusal();
    return {
      ...this.#ledger.figures(),
      waiting: this.#ledger.waiting(WAITING_SHOWN),
      registrar: this.#registrar.appointed ? 'in-office' : 'not-appointed',
      ...(refusal !== undefined && { refusal }),
    };
  }
}

/** Headers of an answer with content: it is to be saved, never shown, and its tag never stands for other bytes. */
export function headersOf(digest: string, answered: Exclude<Answered, { kind: 'absent' }>): Record<string, string> {
  const { size } = answered;
  const part =
    answered.kind === 'unsatisfiable'
      ? { 'content-range': `bytes */${size}` }
      : answered.span === undefined
        ? {}
        : { 'content-range': encodeContentRange(answered.span, size) };
  return {
    ...part,
    'accept-ranges': 'bytes',
    etag: tagOf(digest),
    'content-disposition': `attachment; filename="${digest}"`,
    'x-content-type-options': 'nosniff',
  };
}
