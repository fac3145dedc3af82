// The exchange over HTTP: `/exchange/…` for the parties, who sign their requests (platform/httpsig.ts), and `/exchange/read/<token>/…` for
// auditors, who hold a token. Here it is decided who asks; what they get, and what a posted checkpoint does, is the app's.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { EXCHANGE_PREFIX, READ_PREFIX } from '@parley/api/paths';
import { refuse, type Refusal } from '@parley/record/refusal';
import { SUBMISSION_BYTES_MAX } from '@parley/record/submission';
import type { Suite } from '@parley/record/suite';
import type { Tokens } from '../access/tokens.ts';
import type { Notes } from '../access/trail/trail.ts';
import type { Asker, ServedApp } from '../api/app.ts';
import { openRequest, type Verifier } from '../platform/httpsig.ts';
import { refuseWith } from '../platform/http.ts';
import { isExchangePath } from './address.ts';

/** The one thing that is posted is a checkpoint with its proof. */
export const EXCHANGE_BODY_BYTES_MAX = SUBMISSION_BYTES_MAX;

/** The server's clock, in seconds, on every refusal of a signature: a sender whose clock is wrong can sign again. */
export const TIME_HEADER = 'parley-time';

export type ExchangeServing = {
  app: Pick<ServedApp, 'exchange'>;
  tokens: Tokens;
  notes: Notes;
  verifier: Verifier;
  suite: Suite;
};

/** `stop` ends what is being waited for: whoever long-polls is answered with what there is. */
export function serveExchange(fastify: FastifyInstance, serving: ExchangeServing): { stop: () => void } {
  const { app, tokens, notes, verifier, suite } = serving;
  /** Whoever waits for an answer now. */
  const waiting = new Set<AbortController>();

  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    path: string,
    from: Asker,
  ): Promise<FastifyReply> => {
    const { method } = request;
    if (!isExchangePath(path) || (method !== 'GET' && method !== 'POST')) return refuseWith(reply, nowhere());
    const body = bodyOf(request);
    const { range, 'if-range': ifRange } = request.headers;
    const asked = {
      method,
      path,
      ...(body !== undefined && { body }),
      ...(typeof range === 'string' && { range }),
      ...(typeof ifRange === 'string' && { ifRange }),
    } as const;
    const controller = new AbortController();
    waiting.add(controller);
    // Fires when the answer was sent, and when the caller went away before.
    reply.raw.once('close', () => {
      waiting.delete(controller);
      controller.abort();
    });
    const response = await app.exchange(asked, from, controller.signal);
    if (response.status === 200 && TILE.test(path))
      reply.header('cache-control', 'private, max-age=31536000, immutable');
    if (response.status === 503) reply.header('retry-after', '1');
    return reply
      .code(response.status)
      .headers(response.headers ?? {})
      .type(response.type ?? 'application/octet-stream')
      .send(Buffer.from(response.body.buffer, response.body.byteOffset, response.body.byteLength));
  };

  void fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: EXCHANGE_BODY_BYTES_MAX }, (_request, body, done) =>
      done(null, body),
    );

    scope.get(`${READ_PREFIX}:token/*`, { config: { id: 'exchangeRead' } }, async (request, reply) => {
      const { token } = request.params as { token: string };
      const opened = tokens.open(token, Math.floor(verifier.now() / 1000));
      if (opened?.scope !== 'auditor') return refuseWith(reply, nowhere());
      const path = request.raw.url!.slice(READ_PREFIX.length + token.length + 1);
      // One reading of a log begins with its head; its thousands of tiles say no more.
      if (path.endsWith('/checkpoint')) notes.note({ what: 'record.read', token: opened.id, subject: path });
      return answer(request, reply, path, { auditor: true });
    });

    scope.route({
      method: ['GET', 'POST'],
      url: `${EXCHANGE_PREFIX}*`,
      bodyLimit: EXCHANGE_BODY_BYTES_MAX,
      config: { id: 'exchange' },
      handler: async (request, reply) => {
        const target = request.raw.url!;
        const { headers, method } = request;
        const opened = await openRequest({ method, target, headers, body: bodyOf(request) }, verifier, suite);
        if (!opened.ok) {
          reply.header(TIME_HEADER, String(Math.floor(verifier.now() / 1000)));
          return refuseWith(reply, opened.refusal);
        }
        return answer(request, reply, target.slice(EXCHANGE_PREFIX.length), { party: opened.party });
      },
    });
  });
  return {
    stop() {
      for (const controller of waiting) controller.abort();
    },
  };
}

// Immutable for ever: hash tiles and entry bundles. Words may be erased, heads move.
const TILE = /^[0-9a-f]+\/tile\//;

// A post has a body, be it empty; a get has none (Node reads none for it).
function bodyOf(request: FastifyRequest): Uint8Array | undefined {
  if (request.method !== 'POST') return undefined;
  return request.body instanceof Uint8Array ? request.body : new Uint8Array(0);
}

// A wrong token and a wrong path look alike, so that a token cannot be told from a guess by the answer.
function nowhere(): Refusal {
  return refuse('http.not_found', 'read from the exchange: nothing is there').refusal;
}
