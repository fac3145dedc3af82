// Puts the routes of the API on the server: parameters are checked by the schemas of `api`, callers by the gate, and each answer is what
// the reader says, with an entity tag where it depends on the docket alone.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { OpenApi } from '@parley/api/openapi';
import { routes, type Route, type Routes } from '@parley/api/routes';
import { plainQuery, subjectKinds, type KindName } from '@parley/api/subjects';
import { REPORT_LANGUAGES } from '@parley/docket/report/shown';
import { refuse, type Refusal } from '@parley/record/refusal';
import type { HttpCode } from '@parley/api/refusals';
import type { Tokens } from '../access/tokens.ts';
import { refuseWith } from '../platform/http.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { ServedApp } from './app.ts';
import { docsPage, docsStyle, DOCS_POLICY } from './docs.ts';
import { serveContent } from '../exhibits/serve.ts';
import type { Reviews } from '../report/reviews.ts';
import { answerReport, answerReview, serveReviews } from '../report/serve.ts';
import { serveFiling } from './filing.ts';
import { admitCaller } from './gate.ts';
import { Live } from './live.ts';

export type Serving = {
  app: ServedApp;
  reviews: Pick<Reviews, 'make' | 'full'>;
  tokens: Tokens;
  metrics: Metrics;
  live: Live;
  /** Real time, Unix seconds: tokens expire by it. */
  now: () => number;
  /** What /api/openapi.json serves, and /api/docs shows. */
  openApi: OpenApi;
};

type Shape<S> = S extends z.ZodType ? z.output<S> : Record<string, never>;
type AnswerOf<R> = R extends { answers: { 200: { schema: infer S extends z.ZodType } } } ? z.input<S> : never;
type ParamsOf<R> = R extends { params: infer P } ? Shape<P> : Record<string, never>;
type QueryOf<R> = R extends { query: infer Q } ? Shape<Q> : Record<string, never>;

export function serveApi(fastify: FastifyInstance, serving: Serving): void {
  const { app, reviews, tokens, metrics, live, now } = serving;
  const { reader } = app;

  /** A route that answers 200 with JSON of its schema; undefined: nothing has that id. */
  const answer = <Name extends keyof Routes>(
    name: Name,
    look: (params: ParamsOf<Routes[Name]>, query: QueryOf<Routes[Name]>) => AnswerOf<Routes[Name]> | undefined,
  ): void => {
    take(name, (request, reply, params, query) => {
      const found = look(params as ParamsOf<Routes[Name]>, query as QueryOf<Routes[Name]>);
      return found === undefined
        ? refuseWith(reply, nothing(request))
        : reply.type('application/json; charset=utf-8').send(JSON.stringify(found));
    });
  };

  /** A route whose handler writes the answer itself. */
  const take = (
    name: keyof Routes,
    handle: (request: FastifyRequest, reply: FastifyReply, params: unknown, query: unknown) => unknown,
  ): void => {
    const route: Route = routes[name] as Route;
    const url = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    fastify.route({
      method: route.method,
      url,
      config: { id: route.id },
      handler: async (request, reply) => {
        const admitted = admitCaller(route.access, request.headers.authorization, tokens, now());
        if (!admitted.ok) return refuseWith(reply, admitted.refusal);
        const params = route.params?.safeParse(request.params);
        if (params?.success === false) return refuseWith(reply, nothing(request));
        const query = route.query?.safeParse(request.query);
        if (query?.success === false) return refuseWith(reply, unreadable(query.error));
        if (route.tagged) {
          const tag = `W/"${live.position}.${reader.turns()}"`;
          reply.header('etag', tag).header('cache-control', 'private, no-cache').header('vary', 'authorization');
          if (matches(request.headers['if-none-match'], tag)) return reply.code(304).send();
        }
        return handle(request, reply, params?.data ?? {}, query?.data ?? {});
      },
    });
  };

  serveFiling(fastify, app, tokens, metrics, now);
  serveContent(fastify, app.exhibits, tokens, now);
  serveReviews(fastify, reviews, tokens, now);

  answer('accord', () => reader.accord());
  answer('parties', () => ({ items: reader.parties() }));
  answer('officers', () => ({ items: reader.officers() }));
  answer('calendars', () => ({ items: reader.calendars() }));
  answer('subjects', (_params, query) => reader.subjects(query));
  answer('subject', ({ id }) => reader.subject(id));
  for (const kind of Object.keys(subjectKinds) as KindName[]) {
    answer(subjectKinds[kind].list, (_params, query) => reader.subjects({ ...plainQuery(kind, query), kind }));
    answer(kind, ({ id }) => reader.subject(id, kind));
  }
  answer('caseMap', ({ id }) => reader.caseMap(id));
  answer('competing', ({ id }) => {
    const items = reader.competing(id);
    return items === undefined ? undefined : { items };
  });
  answer('waits', (_params, query) => reader.waits(query));
  answer('acts', (_params, query) => reader.acts(query));
  answer('act', ({ id }) => reader.act(id));
  answer('disregarded', (_params, query) => reader.disregarded(query));
  answer('deadlines', (_params, query) => reader.deadlines(query));
  answer('digest', () => reader.digest());
  answer('compose', () => reader.composing());
  answer('counterparts', () => ({ items: app.health().counterparts }));
  answer('health', () => app.health());
  answer('healthz', () => ({ status: 'ok' }));

  take('actReceipt', (request, reply, params) => {
    const proof = reader.receiptProof((params as { id: string }).id);
    if (proof !== undefined) return reply.type('text/plain; charset=utf-8').send(proof);
    return refuseWith(
      reply,
      refuse('http.not_found', 'read a receipt: no such act, or no counterpart holds it yet').refusal,
    );
  });
  take('report', (_request, reply, _params, query) => {
    const { format = 'json', lang = 'en', asOf } = query as QueryOf<Routes['report']>;
    return answerReport(reply, reviews, {
      format,
      languages: lang === 'both' ? REPORT_LANGUAGES : [lang],
      reviewAt: asOf,
    });
  });
  take('scorecard', (_request, reply, _params, query) => {
    const { from, until, asOf } = query as QueryOf<Routes['scorecard']>;
    return answerReview(reply, reviews, { make: 'scorecard', from, until, reviewAt: asOf });
  });
  take('live', (request, reply) => {
    if (live.full)
      return refuseWith(reply, refuse('http.busy', 'open a live stream: as many as the node keeps are open').refusal);
    live.open(request, reply);
    return reply;
  });
  take('readyz', (_request, reply) => {
    const reasons = reasonsNotReady(app);
    return reply
      .code(reasons.length === 0 ? 200 : 503)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify({ ready: reasons.length === 0, reasons }));
  });
  take('metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));

  const openApi = JSON.stringify(serving.openApi);
  take('openapi', (_request, reply) => reply.type('application/json; charset=utf-8').send(openApi));
  const page = docsPage(serving.openApi);
  take('docs', (_request, reply) =>
    reply.header('content-security-policy', DOCS_POLICY).type('text/html; charset=utf-8').send(page),
  );
  take('docsStyle', (_request, reply) => reply.type('text/css; charset=utf-8').send(docsStyle));
}

/** In words for an operator: everything that keeps the node from its work, alarms included. */
export function reasonsNotReady(app: Pick<ServedApp, 'health'>): string[] {
  const { alarms, ready, signing } = app.health();
  const reasons = alarms
    .filter(({ kind }) => kind !== 'unproven')
    .map(({ kind, log }) => `evidence of ${kind} in the log ${log}: see /api/v1/health`);
  if (signing !== 'on') reasons.push(NOT_SIGNING[signing]);
  else if (!ready && reasons.length === 0) reasons.push('the node is not ready yet');
  return reasons;
}

const NOT_SIGNING = {
  asking: 'signing is off until every counterpart has told the newest checkpoint of our log that it knows',
  refilling: 'signing is off while entries that this copy lacks are fetched back from a counterpart',
  stopped: 'signing is stopped: our log was signed twice over',
};

function nothing(request: FastifyRequest): Refusal<HttpCode> {
  return {
    code: 'http.not_found',
    detail: `answer a request: nothing has this id (${request.routeOptions.config.id ?? ''})`,
  };
}

function unreadable(error: z.ZodError): Refusal<HttpCode> {
  const [issue] = error.issues;
  const where = issue?.path.join('.') ?? '';
  const what =
    issue?.code === 'unrecognized_keys'
      ? `there is no parameter ${issue.keys.join(', ').slice(0, 60)}`
      : `the parameter ${where} is not in order`;
  return { code: 'http.query', detail: `answer a request: ${what}`, parameter: where };
}

/** RFC 9110 §13.1.2, weak comparison. */
function matches(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const opaque = tag.replace(/^W\//, '');
  return ifNoneMatch.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === opaque);
}
