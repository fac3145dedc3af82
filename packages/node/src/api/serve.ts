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
import { serveExport } from './export.ts';
import { serveFiling } from './filing.ts';
import type { Need } from '../access/need.ts';
import { byViewer, type Notes } from '../access/trail/trail.ts';
import { everything, type Sight } from '../access/sight.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Gate } from './gate.ts';
import type { Live } from './live.ts';
import { taking } from './take.ts';

export type Serving = {
  app: ServedApp;
  reviews: Pick<Reviews, 'make' | 'full'>;
  gate: Gate;
  need: Pick<Need, 'sightOf' | 'sees' | 'read'>;
  notes: Notes;
  metrics: Metrics;
  live: Live;
  /** What /api/openapi.json serves, and /api/docs shows. */
  openApi: OpenApi;
};

export function serveApi(fastify: FastifyInstance, serving: Serving): void {
  const { app, reviews, gate, need, notes, metrics, live } = serving;
  const readerFor = (viewer: Viewer) => app.readerAs(need.sightOf(viewer));
  /** One subject, or something of one. */
  const opened = <Found>(
    found: Found | undefined,
    viewer: Viewer,
    subject: string,
    route: string,
  ): Found | undefined => {
    if (found !== undefined) need.read(viewer, subject, route, 'opened');
    return found;
  };
  /** A page of rows that name their subjects. */
  const met = <Found extends { items: readonly { subject?: string | undefined; id?: string }[] }>(
    page: Found,
    viewer: Viewer,
    route: string,
  ): Found => {
    for (const { subject, id } of page.items) need.read(viewer, subject ?? id ?? '', route, 'met');
    return page;
  };

  const { take, answer } = taking(
    fastify,
    gate,
    (viewer) => `W/"${live.position}.${app.turns()}${need.sightOf(viewer).tag}"`,
  );

  serveFiling(fastify, app, gate, metrics);
  serveContent(fastify, app.exhibits, gate, need, notes);
  serveReviews(fastify, reviews, gate, (viewer) => need.sightOf(viewer));

  answer('accord', (_params, _query, viewer) => readerFor(viewer).accord());
  answer('parties', (_params, _query, viewer) => ({ items: readerFor(viewer).parties() }));
  answer('officers', (_params, _query, viewer) => ({ items: readerFor(viewer).officers() }));
  answer('calendars', (_params, _query, viewer) => ({ items: readerFor(viewer).calendars() }));
  answer('logs', (_params, _query, viewer) => ({ items: readerFor(viewer).logs() }));
  answer('subjects', (_params, query, viewer) => met(readerFor(viewer).subjects(query), viewer, 'subjects'));
  answer('subject', ({ id }, _query, viewer) => opened(readerFor(viewer).subject(id), viewer, id, 'subject'));
  for (const kind of Object.keys(subjectKinds) as KindName[]) {
    const { list } = subjectKinds[kind];
    answer(list, (_params, query, viewer) =>
      met(readerFor(viewer).subjects({ ...plainQuery(kind, query), kind }), viewer, list),
    );
    answer(kind, ({ id }, _query, viewer) => opened(readerFor(viewer).subject(id, kind), viewer, id, kind));
  }
  answer('caseMap', ({ id }, _query, viewer) => opened(readerFor(viewer).caseMap(id), viewer, id, 'caseMap'));
  answer('competing', ({ id }, _query, viewer) => {
    const items = opened(readerFor(viewer).competing(id), viewer, id, 'competing');
    return items === undefined ? undefined : { items };
  });
  answer('outline', (_params, query, viewer) => readerFor(viewer).outline(query));
  answer('load', (_params, query, viewer) => readerFor(viewer).load(query));
  answer('waitCounts', async (_params, _query, viewer) => ({ items: await readerFor(viewer).waitCounts() }));
  serveExport(take, {
    gate,
    notes,
    readerFor,
    met: (page, viewer) => met(page, viewer, 'exportList'),
    now: () => app.readerAs(everything).composing().now,
  });
  answer('waits', (_params, query, viewer) => met(readerFor(viewer).waits(query), viewer, 'waits'));
  answer('acts', (_params, query, viewer) => met(readerFor(viewer).acts(query), viewer, 'acts'));
  answer('act', ({ id }, _query, viewer) => {
    const act = readerFor(viewer).act(id);
    return opened(act, viewer, act?.subject ?? id, 'act');
  });
  answer('disregarded', (_params, query, viewer) => readerFor(viewer).disregarded(query));
  answer('deadlines', (_params, query, viewer) => met(readerFor(viewer).deadlines(query), viewer, 'deadlines'));
  answer('digest', (_params, _query, viewer) => readerFor(viewer).digest());
  answer('compose', (_params, _query, viewer) => readerFor(viewer).composing());
  answer('counterparts', () => ({ items: app.health().counterparts }));
  answer('health', (_params, _query, viewer) => healthFor(app, need.sightOf(viewer)));
  answer('healthz', () => ({ status: 'ok' }));

  take('actReceipt', (_request, reply, { id }, _query, viewer) => {
    const reader = readerFor(viewer);
    const proof = reader.receiptProof(id);
    if (proof !== undefined) {
      need.read(viewer, reader.act(id)?.subject ?? id, 'actReceipt', 'opened');
      return reply.type('text/plain; charset=utf-8').send(proof);
    }
    return refuseWith(
      reply,
      refuse('http.not_found', 'read a receipt: no such act, or no counterpart holds it yet').refusal,
    );
  });
  take('report', (_request, reply, _params, query, viewer) => {
    const { format = 'json', lang = 'en', asOf } = query;
    notes.note({ what: 'report', ...byViewer(viewer), format, asOf });
    return answerReport(reply, reviews, () => need.sightOf(viewer).all, {
      format,
      languages: lang === 'both' ? REPORT_LANGUAGES : [lang],
      reviewAt: asOf,
    });
  });
  take('scorecard', (_request, reply, _params, query, viewer) => {
    const { from, until, asOf } = query;
    return answerReview(reply, reviews, () => need.sightOf(viewer).all, {
      make: 'scorecard',
      from,
      until,
      reviewAt: asOf,
    });
  });
  take('live', (request, reply) => {
    if (live.full)
      return refuseWith(reply, refuse('http.busy', 'open a live stream: as many as the node keeps are open').refusal);
    const now = (access: 'read' | 'desk') => {
      const looked = gate.look(access, request);
      return looked.ok ? looked.viewer : undefined;
    };
    live.open(request, reply, {
      sees: (subjects) => {
        const viewer = now('read');
        return viewer === undefined ? [] : subjects.filter((subject) => need.sees(viewer, subject));
      },
      officer: () => {
        const viewer = now('desk');
        return viewer?.kind === 'person' ? viewer : undefined;
      },
    });
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

/** Contents that are waited for, of acts that are seen. */
function healthFor(app: ServedApp, sight: Sight): ReturnType<ServedApp['health']> {
  const health = app.health();
  const { exhibits } = health;
  if (sight.all || exhibits === undefined) return health;
  const reader = app.readerAs(sight);
  return {
    ...health,
    exhibits: { ...exhibits, waiting: exhibits.waiting.filter(({ act }) => reader.act(act) !== undefined) },
  };
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
