// Puts the routes of the API on the server: parameters are checked by the schemas of `api`, callers by the gate, and each answer is what
// the reader says, with an entity tag where it depends on the docket alone.

import type { FastifyInstance } from 'fastify';
import type { OpenApi } from '@parley/api/openapi';
import { plainQuery, subjectKinds, type KindName } from '@parley/api/subjects';
import { REPORT_LANGUAGES } from '@parley/docket/report/shown';
import { refuse } from '@parley/record/refusal';
import { refuseWith } from '../platform/http.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { ServedApp } from './app.ts';
import { docsPage, docsStyle, DOCS_POLICY } from './docs.ts';
import { serveContent } from '../exhibits/serve.ts';
import type { Reviews } from '../report/reviews.ts';
import { answerReport, answerReview, serveReviews } from '../report/serve.ts';
import { serveFiling } from './filing.ts';
import { byViewer, type Notes } from '../access/trail/trail.ts';
import type { Gate } from './gate.ts';
import { Live } from './live.ts';
import { taking } from './take.ts';

export type Serving = {
  app: ServedApp;
  reviews: Pick<Reviews, 'make' | 'full'>;
  gate: Gate;
  notes: Notes;
  metrics: Metrics;
  live: Live;
  /** What /api/openapi.json serves, and /api/docs shows. */
  openApi: OpenApi;
};

export function serveApi(fastify: FastifyInstance, serving: Serving): void {
  const { app, reviews, gate, notes, metrics, live } = serving;
  const { reader } = app;

  const { take, answer } = taking(fastify, gate, () => `W/"${live.position}.${reader.turns()}"`);

  serveFiling(fastify, app, gate, metrics);
  serveContent(fastify, app.exhibits, gate, notes);
  serveReviews(fastify, reviews, gate);

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
    const proof = reader.receiptProof(params.id);
    if (proof !== undefined) return reply.type('text/plain; charset=utf-8').send(proof);
    return refuseWith(
      reply,
      refuse('http.not_found', 'read a receipt: no such act, or no counterpart holds it yet').refusal,
    );
  });
  take('report', (_request, reply, _params, query, viewer) => {
    const { format = 'json', lang = 'en', asOf } = query;
    notes.note({ what: 'report', ...byViewer(viewer), format, asOf });
    return answerReport(reply, reviews, {
      format,
      languages: lang === 'both' ? REPORT_LANGUAGES : [lang],
      reviewAt: asOf,
    });
  });
  take('scorecard', (_request, reply, _params, query) => {
    const { from, until, asOf } = query;
    return answerReview(reply, reviews, { make: 'scorecard', from, until, reviewAt: asOf });
  });
  take('live', (request, reply) => {
    if (live.full)
      return refuseWith(reply, refuse('http.busy', 'open a live stream: as many as the node keeps are open').refusal);
    live.open(request, reply);
    reply.raw.once(
      'close',
      gate.watch('read', request, () => reply.raw.destroy()),
    );
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
