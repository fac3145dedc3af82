// A bad line between a browser and its node: a TCP proxy that delivers every segment late, some of them much later because they had to be sent again,
// and that breaks where it is told to. A browser is led over it by its own resolver, so that the node's name, and with it cookies and passkeys, stay.

import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** `roundTripMs`: there and back. `loss`: share of segments that are sent again, from 0 to 1. */
export type Quality = { roundTripMs: number; loss: number };

const SEGMENT_BYTES = 1400;
/** RFC 6298: nobody sends again sooner than after the round trip and this. */
const AGAIN_MS = 200;

/** What happens to a request when its first bytes come by: its answer is lost on the way back, or half of it on the way there. */
export type Fate = 'answer-lost' | 'request-lost';

export class BadLine {
  /** Asked of each request's first line, such as `POST /api/v1/desk/drafts/…/file HTTP/1.1`. */
  fateOf: (request: string) => Fate | undefined = () => undefined;
  #server: Server;
  #pairs = new Set<[Socket, Socket]>();
  #quality: Quality;
  #dead = false;
  #chance = 1;

  private constructor(server: Server, quality: Quality) {
    this.#server = server;
    this.#quality = quality;
  }

  /** A line to the node that listens at `port` of this machine. */
  static async open(port: number, quality: Quality): Promise<BadLine> {
    const server = createServer({ noDelay: true });
    const line = new BadLine(server, quality);
    server.on('connection', (browser) => line.#join(browser, connect({ port, host: '127.0.0.1', noDelay: true })));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return line;
  }

  /** What a Chromium is started with, so that what it asks of the node at `port` goes over this line. */
  argumentsFor(port: number): string[] {
    const { port: here } = this.#server.address() as AddressInfo;
    return [`--host-resolver-rules=MAP localhost:${port} 127.0.0.1:${here}`];
  }

  /** Every connection breaks, and no new one holds, until `mend`. */
  cut(): void {
    this.#dead = true;
    for (const pair of this.#pairs) for (const socket of pair) socket.resetAndDestroy();
  }

  mend(): void {
    this.#dead = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((closed) => this.#server.close(closed));
  }

  #join(browser: Socket, node: Socket): void {
    const pair: [Socket, Socket] = [browser, node];
    const end = () => {
      this.#pairs.delete(pair);
      browser.destroy();
      node.destroy();
    };
    this.#pairs.add(pair);
    for (const socket of pair) socket.on('error', end).on('close', end);
    if (this.#dead) return void browser.resetAndDestroy();
    let fate: Fate | undefined;
    // Three segments go to and fro before the first byte may.
    const there = this.#lane(node, this.#quality.roundTripMs);
    const back = this.#lane(browser, 0);
    browser.on('data', (bytes: Buffer) => {
      const [request = ''] = bytes.subarray(0, 400).toString('latin1').split('\r\n');
      if (/^[A-Z]+ \S+ HTTP\/1\.1$/.test(request)) fate = this.fateOf(request);
      if (fate !== 'request-lost') return there(bytes);
      there(bytes.subarray(0, bytes.length >> 1));
      setTimeout(() => browser.resetAndDestroy(), this.#quality.roundTripMs * 2);
    });
    node.on('data', (bytes: Buffer) => {
      if (fate === 'answer-lost') browser.resetAndDestroy();
      else back(bytes);
    });
  }

  /** Delivers in order: what was sent again holds up all that follows, as TCP does. */
  #lane(to: Socket, beforeFirst: number): (bytes: Buffer) => void {
    let freeAt = performance.now() + beforeFirst;
    return (bytes) => {
      for (let from = 0; from < bytes.length; from += SEGMENT_BYTES) {
        const { roundTripMs, loss } = this.#quality;
        let late = roundTripMs / 2;
        for (let again = roundTripMs + AGAIN_MS; this.#draw() < loss; again *= 2) late += again;
        freeAt = Math.max(freeAt, performance.now() + late);
        const piece = bytes.subarray(from, from + SEGMENT_BYTES);
        setTimeout(() => to.writable && to.write(piece), freeAt - performance.now());
      }
    };
  }

  /** The same line every time (a linear congruence, Numerical Recipes). */
  #draw(): number {
    this.#chance = (Math.imul(this.#chance, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#chance / 2 ** 32;
  }
}
