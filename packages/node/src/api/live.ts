// Live changes over Server-Sent Events. The last changes are kept in a ring, as the lines that were sent: a client that comes back with
// Last-Event-ID gets what it missed, and one that was away too long is told to read everything again. Ids carry the run of this process,
// because sequence numbers begin anew with it. A client that does not read is cut off rather than buffered for.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { HEARTBEAT_SECONDS, liveEvents, type Change, type DeskChange, type DeskPart } from '@parley/api/live';
import type { Person } from '../access/viewer.ts';
import type { Metrics } from '../platform/metrics.ts';

/** Changes a client may miss and still resume: at fifty a second, most of a minute; a few megabytes at worst. */
export const RING_CHANGES = 2048;
/** A change of more subjects than these names none: whoever watches reads anew what it shows. */
export const SUBJECTS_NAMED_MAX = 64;
export const STREAMS_MAX = 256;
/** Bytes waiting for a slow client before its stream is cut; it resumes when it reads again. */
export const BACKLOG_BYTES_MAX = 1024 * 1024;
const RETRY_MS = 1000;

/**
 * Who reads a stream. `sees`: those of some subjects that they may see, now. `officer`: who it is, if it is somebody who works at the desk, now;
 * a program never does.
 */
export type Listener = {
  sees: (subjects: readonly string[]) => readonly string[];
  officer: () => Person | undefined;
};

/** Streams of officers, as `audience` found them. */
export type Audience = ReadonlySet<FastifyReply['raw']>;

/** `text`: as who sees everything is sent it. */
type Event = { seq: number; change: Change; text: string };

export class Live {
  #run: string;
  #ring: Event[] = [];
  #seq = 0;
  #streams = new Map<FastifyReply['raw'], Listener>();
  #heartbeat: NodeJS.Timeout;
  #metrics: Metrics;
  #stopped = false;

  /** `run`: letters and digits, different for every start of the process. */
  constructor(run: string, metrics: Metrics) {
    this.#run = run;
    this.#metrics = metrics;
    this.#heartbeat = setInterval(() => this.#sendAll(':\n\n'), HEARTBEAT_SECONDS * 1000);
    this.#heartbeat.unref();
  }

  /** Where the sequence stands, in this run: what changes only with the docket is the same while this is. */
  get position(): string {
    return `${this.#run}.${this.#seq}`;
  }

  publish(change: Change): void {
    this.#seq = change.seq;
    const event: Event = { seq: change.seq, change, text: this.#text(change) };
    this.#ring.push(event);
    // A thousand at a time: shifting an array by one for every change would cost more than the change.
    if (this.#ring.length > RING_CHANGES + 1000) this.#ring.splice(0, this.#ring.length - RING_CHANGES);
    for (const [stream, { sees }] of this.#streams) this.#send(stream, this.#textFor(event, sees));
  }

  /** Streams of those officers of whom that holds, now. */
  audience(holds: (person: Person) => boolean): Audience {
    const found = new Set<FastifyReply['raw']>();
    for (const [stream, { officer }] of this.#streams) {
      const person = officer();
      if (person !== undefined && holds(person)) found.add(stream);
    }
    return found;
  }

  /** Tells them that something of the desk changed. It is not kept: whoever comes back reads its desk anew. */
  tellDesk(part: DeskPart, audience: Audience): void {
    const change: DeskChange = { part };
    for (const stream of audience) {
      if (this.#streams.has(stream))
        this.#send(stream, `event: ${liveEvents.desk}\ndata: ${JSON.stringify(change)}\n\n`);
    }
  }

  /** Who may see what has changed: everybody reads everything again, and resumes from nothing before. */
  reload(): void {
    this.#ring = [];
    this.#reloadedAt = this.#seq;
    this.#sendAll(this.#event(liveEvents.reload, this.#seq, {}));
  }

  #reloadedAt = -1;

  get full(): boolean {
    return this.#streams.size >= STREAMS_MAX || this.#stopped;
  }

  /** Takes the connection over; it stays open until either side ends it. The listener is asked at each change. */
  open(request: FastifyRequest, reply: FastifyReply, listener: Listener): void {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    raw.write(`retry: ${RETRY_MS}\n${this.#event(liveEvents.opened, this.#seq, {})}`);
    raw.write(this.#missedSince(request.headers['last-event-id'], listener.sees));
    this.#streams.set(raw, listener);
    this.#metrics.streams(this.#streams.size);
    raw.once('close', () => {
      this.#streams.delete(raw);
      this.#metrics.streams(this.#streams.size);
    });
  }

  /** Tells every client that the node stops, and ends the streams. */
  stop(): void {
    this.#stopped = true;
    clearInterval(this.#heartbeat);
    for (const stream of this.#streams.keys()) stream.end(this.#event(liveEvents.stopping, this.#seq, {}));
  }

  #missedSince(lastEventId: string | string[] | undefined, sees: Listener['sees']): string {
    if (lastEventId === undefined || lastEventId === '') return '';
    const [run, text] = String(lastEventId).split('.');
    const seq = /^[0-9]{1,15}$/.test(text ?? '') ? Number(text) : -1;
    const oldest = this.#ring[0]?.seq ?? this.#seq + 1;
    if (run !== this.#run || seq < oldest - 1 || seq > this.#seq || seq <= this.#reloadedAt) {
      return this.#event(liveEvents.reload, this.#seq, {});
    }
    const missed = this.#ring.filter((change) => change.seq > seq);
    return missed.map((event) => this.#textFor(event, sees)).join('');
  }

  #event(name: string, seq: number, data: object): string {
    return `event: ${name}\nid: ${this.#run}.${seq}\ndata: ${JSON.stringify(data)}\n\n`;
  }

  #sendAll(text: string): void {
    for (const stream of this.#streams.keys()) this.#send(stream, text);
  }

  #send(stream: FastifyReply['raw'], text: string): void {
    if (text !== '') stream.write(text);
    if (stream.writableLength > BACKLOG_BYTES_MAX) stream.destroy();
  }

  #text({ subjects, ...change }: Change): string {
    const named = subjects !== undefined && subjects.length <= SUBJECTS_NAMED_MAX;
    return this.#event(liveEvents.change, change.seq, named ? { ...change, subjects } : change);
  }

  /** Without what one may not see; nothing, if that is all that changed. */
  #textFor({ change, text }: Event, sees: Listener['sees']): string {
    const { subjects } = change;
    if (subjects === undefined || subjects.length === 0) return text;
    const seen = sees(subjects);
    if (seen.length === subjects.length) return text;
    return seen.length === 0 ? '' : this.#text({ ...change, subjects: [...seen] });
  }
}
