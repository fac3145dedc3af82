// The line to the node. One stream of changes serves all windows of this browser: whichever holds the lock reads it and tells the others.
// When it breaks it is opened again where it broke; what was missed is read again, and meanwhile pages say since when they may be behind.

import type { Change, DeskChange, DeskPart, liveEvents } from '@parley/api/live';
import { pathOf } from '#api/call';
import { eventParser } from '#live/events';

/** `broken`: being opened again. `offline`: the device itself has no network. */
export type LineState = 'opening' | 'live' | 'broken' | 'offline';

/** `since`: milliseconds, when the line was last live; undefined while it is, and before it was. */
export type Line = { state: LineState; since: number | undefined };

/** A change; or a gap, after which everything shown is to be read again. */
export type Heard = { change: Change } | 'gap';

/** What changed at our own desk: a part of it, or perhaps all. */
export type DeskHeard = DeskPart | 'all';

/** `id`: of the event; whichever window reads the stream next goes on behind it. */
type Told = { heard: Heard; id: string } | { desk: DeskHeard } | { state: LineState } | 'state?';

const LOCK = 'parley.live';
const RETRY_MS = 500;
const RETRY_MS_MAX = 15_000;
/** The node's heart beats every 15 s: a line that is silent for longer is broken, whatever the network says. */
const SILENCE_MS_MAX = 40_000;

const named = (event: string, name: keyof typeof liveEvents): boolean => event === name;

export class LiveLine {
  #line: Line = { state: 'opening', since: undefined };
  #heardAt = 0;
  #lastId = '';
  #leads = false;
  #reading: AbortController | undefined;
  #watchers = new Set<() => void>();
  #listeners = new Set<(heard: Heard) => void>();
  #deskListeners = new Set<(heard: DeskHeard) => void>();
  #channel: BroadcastChannel | undefined;
  #ended: AbortController | undefined;
  #onRefused: (status: number) => void;

  /** `onRefused`: the node does not give the stream to whoever is signed in here, if anybody still is. */
  constructor(onRefused: (status: number) => void) {
    this.#onRefused = onRefused;
  }

  line = (): Line => this.#line;

  watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  listen(listener: (heard: Heard) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  listenDesk(listener: (heard: DeskHeard) => void): () => void {
    this.#deskListeners.add(listener);
    return () => this.#deskListeners.delete(listener);
  }

  /** `position`: where the stream stood before anything that this window shows was read. */
  open(position = ''): void {
    if (this.#ended !== undefined) return;
    this.#lastId = position;
    const ended = new AbortController();
    const { signal } = ended;
    const channel = new BroadcastChannel(LOCK);
    this.#ended = ended;
    this.#channel = channel;
    channel.addEventListener('message', ({ data }: MessageEvent<Told>) => {
      if (data !== 'state?') this.#take(data);
      else if (this.#leads) this.#post({ state: this.#line.state });
    });
    this.#post('state?');
    const cut = () => {
      this.#take({ state: 'offline' });
      // A stream over a network that is gone would sleep until its next heartbeat, though the network be back long before.
      this.#reading?.abort();
    };
    addEventListener('offline', cut, { signal });
    void navigator.locks.request(LOCK, { signal }, () => this.#lead(signal)).catch(() => undefined);
  }

  close(): void {
    this.#ended?.abort();
    this.#ended = undefined;
    this.#channel?.close();
    this.#channel = undefined;
    this.#lastId = '';
    this.#line = { state: 'opening', since: undefined };
  }

  /** Reads the stream until the window closes or signs out; then the lock falls to another. */
  async #lead(ended: AbortSignal): Promise<void> {
    this.#leads = true;
    for (let failed = 0; !ended.aborted; failed++) {
      const lived = await this.#stream(ended);
      if (ended.aborted) break;
      if (lived) failed = 0;
      this.#tell({ state: navigator.onLine ? 'broken' : 'offline' });
      await pause(Math.min(RETRY_MS * 2 ** failed, RETRY_MS_MAX), ended);
    }
    this.#leads = false;
  }

  /** One stream, until it breaks. Whether it was ever open. */
  async #stream(ended: AbortSignal): Promise<boolean> {
    const silent = new AbortController();
    this.#reading = silent;
    let timer = setTimeout(() => silent.abort(), SILENCE_MS_MAX);
    let lived = false;
    try {
      const response = await fetch(pathOf('live', {}), {
        credentials: 'same-origin',
        headers: { accept: 'text/event-stream', ...(this.#lastId !== '' && { 'last-event-id': this.#lastId }) },
        signal: AbortSignal.any([ended, silent.signal]),
      });
      if (!response.ok || response.body === null) {
        if (response.status === 401 || response.status === 403) this.#onRefused(response.status);
        return false;
      }
      const parse = eventParser();
      for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
        clearTimeout(timer);
        timer = setTimeout(() => silent.abort(), SILENCE_MS_MAX);
        lived = true;
        this.#tell({ state: 'live' });
        for (const event of parse(text)) {
          if (event === 'heartbeat') continue;
          const { id } = event;
          if (named(event.event, 'reload')) this.#tell({ heard: 'gap', id });
          // What the desk missed is not told after it: each stream begins with reading it again.
          else if (named(event.event, 'opened')) this.#tell({ desk: 'all' });
          else if (named(event.event, 'desk')) this.#tell({ desk: (JSON.parse(event.data) as DeskChange).part });
          else if (named(event.event, 'change'))
            this.#tell({ heard: { change: JSON.parse(event.data) as Change }, id });
        }
      }
    } catch {
      // The line broke, or was silent for too long: both are told by the state.
    } finally {
      clearTimeout(timer);
    }
    return lived;
  }

  #tell(told: Exclude<Told, 'state?'>): void {
    this.#take(told);
    this.#post(told);
  }

  #post(told: Told): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has no other origin
    this.#channel?.postMessage(told);
  }

  #take(told: Exclude<Told, 'state?'>): void {
    if ('heard' in told) {
      this.#lastId = told.id;
      for (const listener of this.#listeners) listener(told.heard);
      return;
    }
    if ('desk' in told) {
      for (const listener of this.#deskListeners) listener(told.desk);
      return;
    }
    const { state } = told;
    const now = Date.now();
    if (state === 'live') this.#heardAt = now;
    if (state === this.#line.state) return;
    this.#line = {
      state,
      since: state === 'live' || this.#heardAt === 0 ? undefined : (this.#line.since ?? this.#heardAt),
    };
    for (const watcher of this.#watchers) watcher();
  }
}

/** Until the time is over, the network is back, or nobody waits any more. */
function pause(milliseconds: number, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const end = () => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    addEventListener('online', end, { signal: over.signal });
    ended.addEventListener('abort', end, { signal: over.signal });
  });
}
