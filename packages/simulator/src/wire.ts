// A bad network. Requests and answers are delayed each by its own time, so they overtake one another; they are lost, or come twice; a
// line can be cut in one direction; an answer can be lost after the work was done. Who listens at an address may be down, which
// is noticed at once, or not there at all, which is noticed by waiting.

import { hash } from 'node:crypto';
import { UnreachableError, type ExchangeRequest, type ExchangeResponse } from '@parley/node/counterparts/transport';
import type { Chance } from './chance.ts';
import { CrashError, isDiskFault } from './disk.ts';
import type { Life, Timeline } from './timeline.ts';
import { BrokenError, type Trace } from './trace.ts';

/** Longer than a long poll is held open, as the HTTP transport has it. */
const TIMEOUT_MS = 60_000;

/** Probabilities, a delay in milliseconds, and how late a straggler may be. */
export type Weather = {
  delay: number;
  lost: number;
  answerLost: number;
  twice: number;
  straggles: number;
  straggler: number;
};

export const FAIR: Weather = { delay: 15, lost: 0, answerLost: 0, twice: 0, straggles: 0, straggler: 0 };

/** Who answers for a party. `life`: an answer that a process did not live to send is not sent. */
export type Listener = {
  life: Life;
  answer(request: ExchangeRequest, from: string, signal: AbortSignal): Promise<ExchangeResponse>;
};

export type WireEvents = {
  /** A request reached somebody who listens; what it showed is known from here on. */
  delivered(from: string, to: string, request: ExchangeRequest): void;
  /** An answer reached who asked, or was lost on the way there: it was shown either way. */
  answered(from: string, to: string, request: ExchangeRequest, response: ExchangeResponse): void;
  /** Something happened here that must not. */
  broken(cause: unknown): void;
};

export class Wire {
  weather: Weather = FAIR;
  /** Directions that carry nothing, as `from>to`. */
  readonly cut = new Set<string>();
  /** Requests delivered in the busiest minute so far, by `from>to`. */
  readonly busiest = new Map<string, number>();
  #minutes = new Map<string, { minute: number; count: number }>();
  #listeners = new Map<string, Listener>();
  #forgotten = new Set<Life>();
  #timeline: Timeline;
  #chance: Chance;
  #trace: Trace;
  #events: WireEvents;

  constructor(options: { timeline: Timeline; chance: Chance; trace: Trace; events: WireEvents }) {
    this.#timeline = options.timeline;
    this.#chance = options.chance;
    this.#trace = options.trace;
    this.#events = options.events;
  }

  /** What a process sent and is still on its way never arrives. */
  forget(life: Life): void {
    this.#forgotten.add(life);
  }

  listen(party: string, listener: Listener): void {
    this.#listeners.set(party, listener);
  }

  /** As `Transport` of the process `life`. */
  send(life: Life, to: string, request: ExchangeRequest, signal: AbortSignal): Promise<ExchangeResponse> {
    if (life.dead) return new Promise(() => undefined);
    const sent = copyRequest(request);
    return new Promise((resolve, reject) => {
      const gone = new AbortController();
      let over = false;
      const finish = (how: () => void) => {
        if (over) return;
        over = true;
        cancel();
        signal.removeEventListener('abort', giveUp);
        how();
      };
      const fail = (why: string) => finish(() => reject(new UnreachableError(why)));
      const giveUp = () => {
        fail('given up');
        gone.abort();
      };
      const cancel = this.#timeline.after(TIMEOUT_MS, giveUp, life);
      if (signal.aborted) {
        giveUp();
        return;
      }
      signal.addEventListener('abort', giveUp);
      const way = `${life.party}>${to}`;
      const arrive = (first: boolean) => {
        const listener = this.#listeners.get(to);
        if (this.cut.has(way) || this.#forgotten.has(life)) return;
        if (listener === undefined || listener.life.dead) {
          if (first) this.#timeline.after(this.#delay(), () => fail('nobody listens'), life);
          return;
        }
        this.#count(way);
        this.#events.delivered(life.party, to, sent);
        const answering = listener
          .answer(copyRequest(sent), life.party, gone.signal)
          .catch((cause: unknown) => (listener.life.dead ? undefined : refuseFault(cause)));
        answering
          .then((response) => {
            if (listener.life.dead || response === undefined) return;
            this.#events.answered(life.party, to, sent, response);
            this.#trace.note(
              `${way} ${sent.method} ${sent.path.replace(/^[0-9a-f]{64}/, 'log')} → ${response.status} ${response.body.length} ${hash('sha256', response.body).slice(0, 8)}`,
            );
            if (!first || this.cut.has(`${to}>${life.party}`) || this.#chance.happens(this.weather.answerLost)) return;
            const body = response.body.slice();
            this.#timeline.after(this.#delay(), () => finish(() => resolve({ ...response, body })), life);
          })
          .catch((cause: unknown) => this.#events.broken(cause));
      };
      if (this.#chance.happens(this.weather.lost)) {
        if (this.#chance.happens(0.5)) this.#timeline.after(this.#delay(), () => fail('the line broke'), life);
        return;
      }
      this.#timeline.after(this.#delay(), () => arrive(true));
      if (this.#chance.happens(this.weather.twice)) this.#timeline.after(this.#delay() * 2, () => arrive(false));
    });
  }

  #count(way: string): void {
    const minute = Math.floor(this.#timeline.now / 60_000);
    let counted = this.#minutes.get(way);
    if (counted?.minute !== minute) this.#minutes.set(way, (counted = { minute, count: 0 }));
    counted.count++;
    this.busiest.set(way, Math.max(this.busiest.get(way) ?? 0, counted.count));
  }

  #delay(): number {
    const { delay, straggles, straggler } = this.weather;
    return this.#chance.happens(straggles) ? this.#chance.below(straggler) : this.#chance.pause(delay);
  }
}

// What HTTP makes of a node that throws: an answer without a reason. A process that died gives none.
function refuseFault(cause: unknown): ExchangeResponse | undefined {
  if (cause instanceof CrashError) return undefined;
  if (!isDiskFault(cause))
    throw new BrokenError(`answering a request threw: ${String((cause as Error).stack ?? cause)}`, { cause });
  return { status: 500, body: new Uint8Array(0) };
}

function copyRequest(request: ExchangeRequest): ExchangeRequest {
  return request.body === undefined ? { ...request } : { ...request, body: request.body.slice() };
}
