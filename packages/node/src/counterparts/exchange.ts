// What this node serves to counterparts and auditors: our log and our copies of theirs as static trees (c2sp.org/tlog-tiles), their
// words, the receipts; and the one thing it takes, add-checkpoint. Paths are matched against a grammar and generated again; a
// received name never reaches a file or a query.

import { encodeUtf8 } from '@parley/record/bytes';
import { parseBundlePath, TILE_WIDTH, tileWidth } from '@parley/record/tile';
import { encodeReceipts } from '@parley/record/receipts';
import type { Keyring } from '../log/keyring.ts';
import type { Log } from '../log/log.ts';
import type { Cosigned } from '../log/store.ts';
import type { Publisher } from '../log/publisher.ts';
import type { Scheduler } from '../platform/scheduler.ts';
import type { Mirror } from './mirror.ts';
import type { ExchangeRequest, ExchangeResponse } from './transport.ts';

/** Who asks: a party whose signature was verified, or an auditor whose token was. */
export type Reader = { party: string } | { auditor: true };

/** Receipts in one answer: a reader with more to catch up asks again. */
const RECEIPTS_MAX = 64;
/** The longest that a receipts request may be held open, in seconds. */
export const WAIT_MAX_S = 30;

/**
 * Requests held open at once for one party, and for all auditors together: every change wakes them all. One beyond these is answered at once
 * with what there is.
 */
export const WAITING_MAX = 64;

/** Checkpoints taken of one counterpart in a second: twice what an honest one publishes in a burst. Each costs two verifications. */
export const SUBMISSIONS_PER_SECOND_MAX = 100;

/** Serves a content to which `author` committed to the party `reader`, if it may have it. */
export type ContentsServed = (
  author: string,
  digest: string,
  asked: { range?: string | undefined; ifRange?: string | undefined },
  reader: string,
) => Promise<ExchangeResponse>;

type Served = { log: Log; mirror: Mirror | undefined };

export class Exchange {
  #party: string;
  #parties: Set<string>;
  #byHash: Map<string, Served>;
  #mirrorOf: (origin: string) => Mirror | undefined;
  #publisher: Publisher;
  #accordText: string;
  #keyring: Keyring;
  #scheduler: Scheduler;
  #contents: ContentsServed;
  #waiting = new Set<() => void>();
  /** How many of these are held open, by party; for auditors under the empty name. */
  #held = new Map<string, number>();
  #closed = false;
  /** By party, the second that its posts are counted in, and how many there were. */
  #posts = new Map<string, { second: number; count: number }>();

  constructor(options: {
    party: string;
    served: { originHash: string; log: Log; mirror: Mirror | undefined }[];
    publisher: Publisher;
    accordText: string;
    keyring: Keyring;
    scheduler: Scheduler;
    contents: ContentsServed;
  }) {
    this.#party = options.party;
    this.#parties = new Set(options.served.map(({ log }) => log.party));
    this.#byHash = new Map(options.served.map(({ originHash, ...served }) => [originHash, served]));
    const mirrors = new Map(options.served.map(({ log, mirror }) => [log.origin, mirror]));
    this.#mirrorOf = (origin) => mirrors.get(origin);
    this.#publisher = options.publisher;
    this.#accordText = options.accordText;
    this.#keyring = options.keyring;
    this.#scheduler = options.scheduler;
    this.#contents = options.contents;
  }

  /** Answers one request of a reader. Never throws for anything that was sent. */
  async answer(request: ExchangeRequest, reader: Reader, signal: AbortSignal): Promise<ExchangeResponse> {
    const [path, query] = splitPath(request.path);
    if (request.method === 'POST') {
      if (path !== 'add-checkpoint' || !('party' in reader)) return text(404, 'nothing is taken here');
      if (!this.#mayPost(reader.party))
        return text(429, 'more checkpoints than any log needs: offer the newest, in a second');
      return this.#submit(request.body ?? new Uint8Array(0));
    }
    if (path === 'accord.json') return { status: 200, type: 'application/json', body: encodeUtf8(this.#accordText) };
    if (path === 'policy') return text(200, (await this.#keyring.policies()).all);
    const slash = path.indexOf('/');
    const served = this.#byHash.get(path.slice(0, slash));
    if (slash < 0 || served === undefined) return text(404, 'no log of that origin is kept here');
    const below = path.slice(slash + 1);
    if (below === 'checkpoint') return this.#checkpoint(served, reader);
    if (below === 'pending') {
      const pending = served.mirror?.pending;
      return pending === undefined ? text(404, 'nothing was offered') : text(200, pending);
    }
    if (below === 'policy') return text(200, (await this.#keyring.policies()).of(served.log.party));
    if (below === 'rekeys') {
      const rekeys = await this.#keyring.rekeys(served.log.party, this.#servedSize(served.log));
      return rekeys === '' ? text(404, 'this log has replaced no key') : text(200, rekeys);
    }
    if (below === 'receipts') return this.#receipts(served, query, reader, signal);
    if (below.startsWith('exhibits/')) {
      // The two sides of an exhibit alone: an auditor judges a record without any.
      if (!('party' in reader)) return text(404, 'content is served to the sides of its exhibit');
      return this.#contents(served.log.party, below.slice('exhibits/'.length), request, reader.party);
    }
    return this.#file(served.log, below);
  }

  #mayPost(party: string): boolean {
    const second = Math.floor(this.#scheduler.now() / 1000);
    const posts = this.#posts.get(party);
    if (posts?.second !== second) this.#posts.set(party, { second, count: 1 });
    else posts.count++;
    return (this.#posts.get(party)?.count ?? 0) <= SUBMISSIONS_PER_SECOND_MAX;
  }

  #submit(body: Uint8Array): Promise<ExchangeResponse> | ExchangeResponse {
    // The origin is the first line of the checkpoint, behind the first empty line; whatever else it is, `receive` says.
    const head = new TextDecoder().decode(body.subarray(0, 8192));
    const origin = head.slice(head.indexOf('\n\n') + 2).split('\n', 1)[0]!;
    const mirror = this.#mirrorOf(origin);
    return mirror === undefined ? text(404, 'no log of that origin is followed here') : mirror.receive(body);
  }

  /** Of our own log, a counterpart gets the newest head; everybody else, and of a copy, the newest that is cosigned. */
  async #checkpoint(served: Served, reader: Reader): Promise<ExchangeResponse> {
    const { log } = served;
    let note: string | undefined;
    if (log.store.own && 'party' in reader) note = this.#publisher.published?.note;
    else {
      const newest = log.store.own ? log.store.newestCosignedByAny() : log.store.newestCosigned(this.#party);
      note = newest && (await this.#told(log, newest, reader));
    }
    return note === undefined ? text(404, 'nothing is signed yet') : text(200, note);
  }

  /** Auditors get a head as the record has it; parties with all its lines, since they may know former keys alone. */
  async #told(log: Log, cosigned: Cosigned, reader: Reader): Promise<string> {
    return 'party' in reader ? cosigned.note : this.#keyring.bare(log.party, cosigned);
  }

  #servedSize(log: Log): number {
    return log.store.own ? (this.#publisher.published?.size ?? 0) : log.size;
  }

  #file(log: Log, path: string): ExchangeResponse {
    const size = this.#servedSize(log);
    if (path.startsWith('words/')) {
      const bundle = parseBundlePath(path.replace('words/', 'tile/entries/'));
      if (bundle === undefined || bundle.width > tileWidth(0, bundle.index, size)) return text(404, 'no such words');
      const from = bundle.index * TILE_WIDTH;
      const lines = log.store.words(from, from + bundle.width).map((line) => `${line ?? '[]'}\n`);
      return { status: 200, type: 'application/jsonl', body: encodeUtf8(lines.join('')) };
    }
    const bytes = log.resource(path, size);
    if (bytes === undefined) return text(404, 'the newest checkpoint implies no such file');
    return { status: 200, type: 'application/octet-stream', body: bytes };
  }

  async #receipts(
    served: Served,
    query: URLSearchParams,
    reader: Reader,
    signal: AbortSignal,
  ): Promise<ExchangeResponse> {
    const { log } = served;
    // Of our copy, what our holder cosigned; of our own log, what the asking party's holder did, or the one that is named.
    const named = query.get('holder');
    if (named !== null && !this.#parties.has(named)) return text(400, 'the holder is a party of the accord');
    const holder = !log.store.own ? this.#party : 'party' in reader ? (named ?? reader.party) : (named ?? undefined);
    if (query.get('newest') === '1') {
      const newest = holder === undefined ? log.store.newestCosignedByAny() : log.store.newestCosigned(holder);
      return text(200, encodeReceipts(newest === undefined ? [] : [await this.#told(log, newest, reader)]));
    }
    const after = count(query.get('after'));
    const time = query.has('time') ? count(query.get('time')) : Number.MAX_SAFE_INTEGER;
    const wait = query.has('wait') ? count(query.get('wait')) : 0;
    if (after === undefined || time === undefined || wait === undefined) {
      return text(400, 'after, time and wait are plain decimal numbers');
    }
    const read = () =>
      holder === undefined
        ? log.store.cosignedByAnyAfter(after, time, RECEIPTS_MAX)
        : log.store.cosignedAfter(holder, after, time, RECEIPTS_MAX);
    let found = read();
    const by = 'party' in reader ? reader.party : '';
    if (found.length === 0 && wait > 0 && (this.#held.get(by) ?? 0) < WAITING_MAX) {
      this.#held.set(by, (this.#held.get(by) ?? 0) + 1);
      const until = this.#scheduler.now() + Math.min(wait, WAIT_MAX_S) * 1000;
      while (found.length === 0 && !signal.aborted && !this.#closed && this.#scheduler.now() < until) {
        await this.#change(until - this.#scheduler.now(), signal);
        found = read();
      }
      this.#held.set(by, this.#held.get(by)! - 1);
    }
    return text(200, encodeReceipts(await Promise.all(found.map((one) => this.#told(log, one, reader)))));
  }

  #change(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        cancel();
        signal.removeEventListener('abort', done);
        this.#waiting.delete(done);
        resolve();
      };
      const cancel = this.#scheduler.after(milliseconds, done);
      signal.addEventListener('abort', done);
      this.#waiting.add(done);
    });
  }

  /** Something was cosigned: those who wait look again. */
  changed(): void {
    for (const wake of this.#waiting) wake();
  }

  close(): void {
    this.#closed = true;
    this.changed();
  }
}

function splitPath(path: string): [string, URLSearchParams] {
  const mark = path.indexOf('?');
  return mark < 0 ? [path, new URLSearchParams()] : [path.slice(0, mark), new URLSearchParams(path.slice(mark + 1))];
}

function count(digits: string | null): number | undefined {
  return digits !== null && /^(0|[1-9][0-9]{0,15})$/.test(digits) ? Number(digits) : undefined;
}

function text(status: number, body: string): ExchangeResponse {
  return {
    status,
    type: 'text/plain; charset=utf-8',
    body: encodeUtf8(body === '' || body.endsWith('\n') ? body : `${body}\n`),
  };
}
