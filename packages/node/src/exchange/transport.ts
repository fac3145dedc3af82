// Requests to counterparts over HTTP: signed, on connections kept open to each, with a bound on time and on what is read of an answer.
// Any answer is returned, whatever its status; only when nobody answered, or not in time, or without end, does it throw.
//
// A counterpart whose clock is more than five minutes from ours says so with its own time; the request is signed once more by that
// clock, and the difference kept for the next ones. A wrong clock is the operator's to set right (it is logged), but no reason to stop
// exchanging. What a liar gains: a signature for its own address that is good at a time of its choosing, which shows it what it may read anyway.
//
// While our http key is being replaced, a counterpart knows the old key or the new one, and only it knows which: the one that it does not know it
// refuses as `httpsig.key_unknown`, and the request is signed by the next. Which one it took last is remembered.

import { Agent, request as undiciRequest, type Dispatcher } from 'undici';
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
import { parseUtf8 } from '@parley/record/bytes';
import type { SignatureCode } from '@parley/api/refusals';
import type { Logger } from '../platform/logger.ts';
import { exchangeUrl } from './address.ts';
import { dialer, type Route } from './dial.ts';
import { TIME_HEADER } from './serve.ts';

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

/** How far a counterpart's clock is ahead of ours by the date of its last answer, to a second or two. `at`: Unix seconds. */
export type HeardClock = { aheadSeconds: number; at: number };

export type HttpTransport = Transport & {
  clockOf(party: string): HeardClock | undefined;
  close(): Promise<void>;
};

export type RequestSigner = { kid: string; sign: Sign };

export type TransportOptions = {
  /** The ways to ask a party, in the order to try them. */
  routesTo: (party: string) => readonly Route[];
  /** Our http keys that this party may know, the likeliest first. */
  signersFor: (party: string) => readonly RequestSigner[];
  /** Real time, Unix milliseconds. */
  now: () => number;
  random: (bytes: number) => Uint8Array;
  log: Logger;
};

export function httpTransport(options: TransportOptions): HttpTransport {
  const { routesTo, signersFor, now, random, log } = options;
  /** By party and what its routes ask of a connection; those of another kind than the newest are closed. */
  const agents = new Map<string, { kind: string; agent: Agent }>();
  const skews = new Map<string, number>();
  const clocks = new Map<string, HeardClock>();
  /** The address that answered last is tried first, as long as the party's routes are the same. */
  const lastGood = new Map<string, { routes: string; address: string }>();
  /** By party, the key that was taken last. */
  const known = new Map<string, string>();
  /** Parties that could not be asked when they last were: said once, whatever the reason, a certificate's among them. */
  const lost = new Set<string>();

  const agentOf = (party: string, route: Route): Agent => {
    const place = `${party} ${route.publicOnly}`;
    const kind = route.pins?.join(' ') ?? '';
    const kept = agents.get(place);
    if (kept?.kind === kind) return kept.agent;
    // A connection that was made by pins that are no longer told is not used again; what it carries now is finished.
    void kept?.agent.close();
    const agent = new Agent({
      connections: CONNECTIONS_MAX,
      pipelining: 1,
      keepAliveTimeout: 60_000,
      headersTimeout: ANSWER_TIMEOUT_MS,
      bodyTimeout: BODY_TIMEOUT_MS,
      connect: dialer(route),
    });
    agents.set(place, { kind, agent });
    return agent;
  };

  const ask = async (
    party: string,
    route: Route,
    signer: RequestSigner,
    request: ExchangeRequest,
    signal: AbortSignal,
  ): Promise<Asked> => {
    const { method, path } = request;
    const url = exchangeUrl(route.address, path);
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
      dispatcher: agentOf(party, route),
      signal,
    });
    hearClock(party, response.headers['date']);
    const bytesMax = ANSWER_BYTES_MAX.find(([kind]) => kind.test(path))![1];
    return { response, body: await readBody(response.body, bytesMax) };
  };

  /** Asks by the key that was taken last, or else by the likeliest, and by the others if that one is unknown there. */
  const askByKnownKey = async (
    party: string,
    route: Route,
    request: ExchangeRequest,
    signal: AbortSignal,
  ): Promise<Asked> => {
    const signers = signersFor(party).toSorted(
      (a, b) => Number(b.kid === known.get(party)) - Number(a.kid === known.get(party)),
    );
    let asked: Asked | undefined;
    for (const signer of signers) {
      asked = await ask(party, route, signer, request, signal);
      if (followClock(party, asked.response.statusCode, asked.response.headers[TIME_HEADER])) {
        asked = await ask(party, route, signer, request, signal);
      }
      if (isUnknownKey(asked)) continue;
      known.set(party, signer.kid);
      break;
    }
    if (asked === undefined) throw new Error('no http key of ours is at hand');
    return asked;
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

  /** Its answer was dated when it began to be sent, which is when it comes in. */
  const hearClock = (party: string, date: unknown): void => {
    const theirs = typeof date === 'string' ? Date.parse(date) : Number.NaN;
    if (Number.isNaN(theirs)) return;
    const at = Math.floor(now() / 1000);
    clocks.set(party, { aheadSeconds: theirs / 1000 - at, at });
  };

  return {
    async send(party, request, signal) {
      const routes = routesTo(party);
      const sameRoutes = routes.map(({ address, pins = [] }) => [address, ...pins].join(' ')).join('\n');
      const good = lastGood.get(party);
      const first = good?.routes === sameRoutes ? good.address : undefined;
      const ordered = routes.toSorted((a, b) => Number(b.address === first) - Number(a.address === first));
      let cause: unknown = new Error('no address is known');
      for (const route of ordered) {
        try {
          const { response, body } = await askByKnownKey(party, route, request, signal);
          lost.delete(party);
          lastGood.set(party, { routes: sameRoutes, address: route.address });
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
      if (!lost.has(party)) log.warn('exchange.unreachable', { party }, cause);
      lost.add(party);
      throw new UnreachableError(`nobody answers for ${party}`, { cause });
    },
    clockOf: (party) => clocks.get(party),
    async close() {
      await Promise.all([...agents.values()].map(({ agent }) => agent.destroy()));
      agents.clear();
    },
  };
}

type Asked = { response: Dispatcher.ResponseData; body: Uint8Array };

function isUnknownKey({ response, body }: Asked): boolean {
  if (response.statusCode !== 401) return false;
  try {
    const problem = JSON.parse(parseUtf8(body) ?? '') as { code?: unknown } | null;
    return problem?.code === ('httpsig.key_unknown' satisfies SignatureCode);
  } catch {
    return false;
  }
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
