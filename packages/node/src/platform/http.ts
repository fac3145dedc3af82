// The HTTP server under everything: limits, security headers, refusals as problem+json, and a stop that finishes what was begun.
//
// What a stranger may do to it: send slowly (header and request timeouts), send much (body limits, each route its own), open
// connections (a bound), send nonsense (refused before any route). Whatever goes wrong, an answer carries a code and a sentence that we
// wrote, never a stack, a path or a message from below; those are in the log.
//
// With a certificate it speaks TLS 1.3 and nothing else; another certificate can take its place while it runs, and connections that were made by
// the former one go on.
//
// Stopping: new requests are refused with 503, streams are ended by their owners, requests in hand are answered, idle connections are
// swept, and what is still open after the grace is cut. Fastify's own close alone would wait for keep-alive connections.

import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import { PROBLEM_TYPE, problemOf } from '@parley/api/problem';
import type { HttpCode } from '@parley/api/refusals';
import type { Refusal } from '@parley/record/refusal';
import type { KeyAndCertificate } from './certificate.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';

/** Headers arrive within this, or the connection is closed. */
export const HEADERS_TIMEOUT_MS = 10_000;
/** The whole request arrives within this: a body of half a megabyte over a bad line does. */
export const REQUEST_TIMEOUT_MS = 30_000;
/** A connection may idle this long between requests: longer than common proxies keep theirs, so that they close first. */
export const KEEP_ALIVE_MS = 72_000;
export const CONNECTIONS_MAX = 4096;
const TLS_VERSION = 'TLSv1.3';
/** Unless a route says otherwise. */
export const BODY_BYTES_MAX = 64 * 1024;
/** What a client is told to wait before it tries again. */
export const RETRY_AFTER_SECONDS = 1;
/** Refusals of one status are logged so often at most: a stranger fills no disk by being refused. */
export const REFUSALS_LOGGED_A_MINUTE = 60;
/** Of what was refused, what somebody may have tried: not what is stale or out of range, which is everyday. */
const REFUSED: ReadonlySet<number> = new Set([400, 401, 403, 413, 415, 422, 429]);
/** What is not there may be something that the caller may not see; counterparts ask every day for what is not there yet. */
const isRefused = (status: number, path: string) => REFUSED.has(status) || (status === 404 && path.startsWith('/api/'));

const SECURITY_HEADERS: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cache-control': 'no-store',
};

export type HttpServer = {
  fastify: FastifyInstance;
  /** Resolves with the address that is listened on; rejects as `net.Server` does, with `code` EADDRINUSE and the like. */
  listen(host: string, port: number): Promise<{ host: string; port: number }>;
  /** Serves another certificate from the next connection on. Only where there was one. */
  renew(tls: KeyAndCertificate): void;
  /** Called first when the server stops: end streams here. */
  onStop(end: () => void): void;
  /** Finishes what was begun, for at most `graceMs`. */
  stop(graceMs: number): Promise<void>;
};

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route's name in metrics and logs. */
    id?: string;
  }
}

/**
 * `secure`: the node's public address is https, so browsers may be told to insist on it. `proxies`: addresses and networks of our own proxies; only
 * what comes from one of these has the address that its X-Forwarded-For ends with, or the last in it that is no proxy of ours.
 */
export function httpServer(options: {
  log: Logger;
  metrics: Metrics;
  secure: boolean;
  tls?: KeyAndCertificate | undefined;
  proxies?: readonly string[];
}): HttpServer {
  const { log, metrics, tls, proxies = [] } = options;
  const logRefused = refusalLog(log);
  let stopping = false;
  const ends: (() => void)[] = [];
  const headers =
    options.secure || tls !== undefined
      ? { ...SECURITY_HEADERS, 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
      : SECURITY_HEADERS;

  const timeouts = { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: 5_000 };
  const fastify = Fastify({
    logger: false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: false,
    return503OnClosing: false,
    exposeHeadRoutes: false,
    trustProxy: proxies.length > 0 && [...proxies],
    routerOptions: { maxParamLength: 512 },
    // The type of an instance says which server is below it, and nothing here depends on that.
    ...((tls === undefined
      ? { http: timeouts }
      : { https: { ...timeouts, ...tls, minVersion: TLS_VERSION, handshakeTimeout: HEADERS_TIMEOUT_MS } }) as {
      http: object;
    }),
    frameworkErrors: (_error, _request, reply) =>
      void refuseWith(reply.headers(headers), {
        code: 'http.malformed',
        detail: 'read a request: its target is not a well-formed URL',
      }),
    clientErrorHandler: (error, socket) => answerNonsense(error, socket, headers),
  });
  fastify.server.maxConnections = CONNECTIONS_MAX;

  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    if (!stopping) return done();
    reply.header('connection', 'close');
    void refuseWith(reply, { code: 'http.stopping', detail: 'answer a request: the node is stopping' });
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    metrics.answered(request.routeOptions.config.id ?? 'none', reply.statusCode, reply.elapsedTime / 1000);
    if (isRefused(reply.statusCode, request.url)) logRefused(request, reply);
    done();
  });
  fastify.setNotFoundHandler((request, reply) =>
    refuseWith(reply, {
      code: 'http.not_found',
      detail: `answer a request: nothing answers ${request.method} at this path`,
    }),
  );
  fastify.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = refusalOfError(error);
    if (refusal.code === 'http.fault' || refusal.code === 'http.disk_full') {
      log.error(
        'http.fault',
        { route: request.routeOptions.config.id, method: request.method, code: refusal.code },
        error,
      );
    }
    if (refusal.code === 'http.too_large' || refusal.code === 'http.timeout') reply.header('connection', 'close');
    return refuseWith(reply, refusal);
  });

  return {
    fastify,
    async listen(host, port) {
      await fastify.listen({ host, port });
      const bound = fastify.server.address();
      return { host, port: typeof bound === 'object' && bound !== null ? bound.port : port };
    },
    renew(next) {
      if (tls === undefined) throw new Error('renewing a certificate: the server was made without one');
      (fastify.server as unknown as Server).setSecureContext({ ...next, minVersion: TLS_VERSION });
    },
    onStop: (end) => void ends.push(end),
    async stop(graceMs) {
      stopping = true;
      for (const end of ends) end();
      const sweep = setInterval(() => fastify.server.closeIdleConnections(), 50);
      const cut = setTimeout(() => {
        log.warn('http.cut', { graceMs });
        fastify.server.closeAllConnections();
      }, graceMs);
      try {
        await fastify.close();
      } finally {
        clearInterval(sweep);
        clearTimeout(cut);
      }
    },
  };
}

/** Answers with the refusal's problem document, its status from the one table. */
export function refuseWith(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const problem = problemOf(refusal);
  refusedWith.set(reply, problem.code);
  const { retryAfter } = refusal;
  if (problem.status === 503 || problem.status === 429)
    reply.header('retry-after', typeof retryAfter === 'number' ? retryAfter : RETRY_AFTER_SECONDS);
  if (problem.status === 401)
    reply.header('www-authenticate', problem.code.startsWith('httpsig.') ? 'Signature' : 'Bearer');
  return reply
    .code(problem.status)
    .type(PROBLEM_TYPE)
    .send(Buffer.from(JSON.stringify(problem)));
}

const refusedWith = new WeakMap<FastifyReply, string>();

/** Logs what was refused, from where and why; how many more there were meanwhile, the next line tells. */
function refusalLog(log: Logger): (request: FastifyRequest, reply: FastifyReply) => void {
  const seen = new Map<number, number>();
  let minute = 0;
  let unlogged = 0;
  return ({ routeOptions, method, ip }, reply) => {
    const now = Math.floor(performance.now() / 60_000);
    if (now !== minute) seen.clear();
    minute = now;
    const nth = (seen.get(reply.statusCode) ?? 0) + 1;
    seen.set(reply.statusCode, nth);
    if (nth > REFUSALS_LOGGED_A_MINUTE) return void unlogged++;
    const { id } = routeOptions.config;
    log.info('http.refused', { route: id, method, code: refusedWith.get(reply), address: ip, unlogged });
    unlogged = 0;
  };
}

function refusalOfError(error: FastifyError): Refusal<HttpCode> {
  const say = (code: HttpCode, detail: string): Refusal<HttpCode> => ({ code, detail });
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return say('http.too_large', 'read a request: its body is larger than this route takes');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return say('http.media_type', 'read a request: its body’s media type is not taken here');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return say(
        'http.malformed',
        'read a request: its body is not the JSON, or not of the length, that it says it is',
      );
    case 'ECONNRESET':
      return say('http.timeout', 'read a request: it ended before its body did');
  }
  if (isDiskFull(error)) return say('http.disk_full', 'answer a request: the node’s disk is full');
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return say('http.malformed', 'read a request: it is not well-formed');
  return say('http.fault', 'answer a request: the node failed; its log says how');
}

/** SQLITE_FULL, or the file system's own word for it. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === 'ENOSPC' || code === 'EDQUOT' || errcode === 13 || isDiskFull(error.cause);
}

// What could not even be parsed as HTTP, or did not arrive in time: there is no request to answer, so the bytes are written by hand.
function answerNonsense(error: NodeJS.ErrnoException, socket: Socket, headers: Record<string, string>): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const long = error.code === 'HPE_HEADER_OVERFLOW';
  const problem = problemOf(
    late
      ? { code: 'http.timeout', detail: 'read a request: it did not arrive in time' }
      : long
        ? { code: 'http.too_large', detail: 'read a request: its headers are larger than 16 KiB' }
        : { code: 'http.malformed', detail: 'read a request: it is not HTTP' },
  );
  const body = Buffer.from(JSON.stringify(problem));
  const lines = Object.entries({
    ...headers,
    'content-type': PROBLEM_TYPE,
    'content-length': String(body.length),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 ${problem.status} Refused\r\n${lines.join('')}\r\n`), body]));
}
