// Requests to counterparts over HTTP: signed, on connections kept open to each, with a bound on time and on what is read of an answer.
// Any answer is returned, whatever its status; only when nobody answered, or not in time, or without end, does it throw.
//
// A counterpart whose clock is more than five minutes from ours says so with its own time; the request is signed once more by that
// clock, and the difference kept for the next ones. A wrong clock is the operator's to set right (it is logged), but no reason to stop
// exchanging. What a liar gains: a signature for its own address that is good at a time of its choosing, which shows it what it may read anyway.

import { Agent, request as undiciRequest } from 'undici';
import { encodeBase64url } from '@parley/record/base64';
import type { Sign } from '@parley/record/suite';
import {
  UnreachableError,
  type ExchangeRequest,
  type ExchangeResponse,
  type Transport,
} from '../counterparts/transport.ts';
import { signRequest, SKEW_SECONDS_MAX } from '../platform/httpsig.ts';
import { CONTENT_BYTES_MAX } from '@parley/api/exhibits';
import type { Logger } from '../platform/logger.ts';
import { exchangeUrl } from './address.ts';
import { TIME_HEADER } from './serve.ts';

export const CONNECT_TIMEOUT_MS = 5_000;
/** Headers of an answer: longer than a long poll is held open. */
export const ANSWER_TIMEOUT_MS = 60_000;
/** Silence between two pieces of a body. */
export const BODY_TIMEOUT_MS = 15_000;
/** Connections kept to one counterpart: a long poll, an offer, and the bundles and words of a pull side by side. */
export const CONNECTIONS_MAX = 16;
/** A clock further off than this is not followed. */
export const SKEW_FOLLOWED_SECONDS_MAX = 86_400;

const MIB = 1024 * 1024;
/** What is read of an answer at most, by the kind of thing asked for: 256 entries of 64 KiB; the words of 256 acts, 256 KiB each; one content. */
const ANSWER_BYTES_MAX: [RegExp, number][] = [
  [/\/tile\/entries\//, 17 * MIB],
  [/\/words\//, 96 * MIB],
  [/\/exhibits\//, CONTENT_BYTES_MAX],
  [/./, 2 * MIB],
];

export type HttpTransport = Transport & { close(): Promise<void> };

export type TransportOptions = {
  /** The normal addresses of a party, in the order to try them. */
  addressesOf: (party: string) => readonly string[];
  signer: { kid: string; sign: Sign };
  /** Real time, Unix milliseconds. */
  now: () => number;
  random: (bytes: number) => Uint8Array;
  log: Logger;
};

export function httpTransport(options: TransportOptions): HttpTransport {
  const { addressesOf, signer, now, random, log } = options;
  const agents = new Map<string, Agent>();
  const skews = new Map<string, number>();
  /** The address that answered last, tried first. */
  const lastGood = new Map<string, string>();

  const agentOf = (party: string): Agent => {
    let agent = agents.get(party);
    if (agent === undefined) {
      agent = new Agent({
        connections: CONNECTIONS_MAX,
        pipelining: 1,
        keepAliveTimeout: 60_000,
        headersTimeout: ANSWER_TIMEOUT_MS,
        bodyTimeout: BODY_TIMEOUT_MS,
        connect: { timeout: CONNECT_TIMEOUT_MS },
      });
      agents.set(party, agent);
    }
    return agent;
  };

  const ask = async (party: string, address: string, request: ExchangeRequest, signal: AbortSignal) => {
    const { method, path } = request;
    const url = exchangeUrl(address, path);
    const body = method === 'POST' ? (request.body ?? new Uint8Array(0)) : undefined;
    const created = Math.floor(now() / 1000) + (skews.get(party) ?? 0);
    const headers = await signRequest({ method, url, body }, signer, created, encodeBase64url(random(16)));
    const response = await undiciRequest(url, {
      method,
      headers: {
        ...headers,
        ...(body !== undefined && { 'content-type': 'application/octet-stream' }),
        ...(request.range !== undefined && { range: request.range }),
        ...(request.ifRange !== undefined && { 'if-range': request.ifRange }),
      },
      body: body ?? null,
      dispatcher: agentOf(party),
      signal,
    });
    const bytesMax = ANSWER_BYTES_MAX.find(([kind]) => kind.test(path))![1];
    return { response, body: await readBody(response.body, bytesMax) };
  };

  /** True if the counterpart's clock was learnt from its refusal, so that asking again makes sense. */
  const followClock = (party: string, status: number, theirs: unknown): boolean => {
    if (status !== 401 || typeof theirs !== 'string' || !/^[0-9]{1,12}$/.test(theirs)) return false;
    const skew = Number(theirs) - Math.floor(now() / 1000);
    const kept = skews.get(party) ?? 0;
    if (Math.abs(skew - kept) <= SKEW_SECONDS_MAX || Math.abs(skew) > SKEW_FOLLOWED_SECONDS_MAX) return false;
    skews.set(party, skew);
    log.warn('exchange.clock_skew', { party, skewSeconds: skew });
    return true;
  };

  return {
    async send(party, request, signal) {
      const addresses = addressesOf(party);
      const first = lastGood.get(party);
      const ordered = addresses.toSorted((a, b) => Number(b === first) - Number(a === first));
      let cause: unknown = new Error('no address is known');
      for (const address of ordered) {
        try {
          let { response, body } = await ask(party, address, request, signal);
          if (followClock(party, response.statusCode, response.headers[TIME_HEADER])) {
            ({ response, body } = await ask(party, address, request, signal));
          }
          lastGood.set(party, address);
          const type = response.headers['content-type'];
          const range = response.headers['content-range'];
          return {
            status: response.statusCode,
            body,
            ...(typeof type === 'string' && { type }),
            ...(typeof range === 'string' && { headers: { 'content-range': range } }),
          } satisfies ExchangeResponse;
        } catch (fault) {
          if (signal.aborted) throw new UnreachableError('the request was given up', { cause: fault });
          cause = fault;
        }
      }
      throw new UnreachableError(`nobody answers for ${party}`, { cause });
    },
    async close() {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
      agents.clear();
    },
  };
}

async function readBody(
  stream: AsyncIterable<Uint8Array> & { destroy(): unknown },
  bytesMax: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > bytesMax) {
      stream.destroy();
      throw new Error(`the answer is longer than the ${bytesMax} bytes that it may have`);
    }
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}
