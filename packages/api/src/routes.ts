// Every route of a node, as data: what the server registers, what clients call, and what the OpenAPI document is made of.

import { z } from 'zod';
import { accessRoutes } from './access.ts';
import { deskRoutes } from './desk.ts';
import { foundingRoutes } from './founding.ts';
import { AccordView, CalendarList, Composing, OfficerList, PartyList } from './accord.ts';
import { ActDetail, ActPage, actQuery, Filed, Filing } from './acts.ts';
import {
  CaseMap,
  CompetingList,
  DeadlinePage,
  deadlineFilters,
  DisregardedPage,
  disregardedFilters,
  DocketDigest,
  WaitPage,
  waitFilters,
} from './docket.ts';
import { Load, loadQuery, Outline, WaitCounts } from './counts.ts';
import { Alive, CounterpartList, Health, Ready, Running } from './health.ts';
import { ContentPut, contentName } from './exhibits.ts';
import { needRoutes } from './need.ts';
import { paths } from './paths.ts';
import { Progress, ProgressAsked } from './progress.ts';
import { QuotationAsked, Quotations } from './quotation.ts';
import { LogList } from './record.ts';
import { reportQuery, Scorecard, scorecardQuery, StatusReport } from './reviews.ts';
import { json, none, type Route } from './route.ts';
import {
  exportQuery,
  kindPages,
  kindQueries,
  kindRows,
  outlineQuery,
  subjectKinds,
  SubjectList,
  SubjectPage,
  subjectQuery,
  SubjectRow,
  type KindName,
  type ListName,
} from './subjects.ts';
import { ActId } from './values.ts';
import { viewRoutes } from './views.ts';

export type { Route } from './route.ts';

const byId = z.strictObject({ id: ActId });
function list<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape);
}

type Query<R> = R extends { query: infer Q } ? Q : typeof none;

function read<const R extends Omit<Route, 'method' | 'access' | 'tagged'>>(route: R) {
  const { query = none, ...rest } = route;
  return { ...rest, method: 'GET', access: 'read', tagged: true, query: query as Query<R> } as const;
}

function open<const R extends Omit<Route, 'method' | 'access' | 'query'>>(route: R) {
  return { ...route, method: 'GET', access: 'open', query: none } as const;
}

function listOf(kind: KindName) {
  const { list: id, subjects } = subjectKinds[kind];
  return read({
    id,
    need: 'list',
    path: paths[id],
    summary: `${subjects}, with how they stand and the next deadline.`,
    query: kindQueries[kind],
    answers: json(kindPages[kind], `A page: ${subjects[0]!.toLowerCase()}${subjects.slice(1)}.`),
  });
}

function itemOf(kind: KindName) {
  const { subject } = subjectKinds[kind];
  return read({
    id: kind,
    need: 'subject',
    path: paths[kind],
    summary: `${subject} as the docket has it.`,
    params: byId,
    answers: json(kindRows[kind], `${subject}.`),
    refusals: ['http.not_found'],
  });
}

/** The list of each kind, and one subject of it. */
function subjectRoutes() {
  const all = (Object.keys(subjectKinds) as KindName[]).flatMap((kind) => [listOf(kind), itemOf(kind)]);
  return Object.fromEntries(all.map((route) => [route.id, route])) as Record<ListName, ReturnType<typeof listOf>> &
    Record<KindName, ReturnType<typeof itemOf>>;
}

export const routes = {
  fileAct: {
    id: 'fileAct',
    need: 'none',
    method: 'POST',
    path: paths.acts,
    access: 'act',
    summary:
      'File an act: it is checked against the rules, appended to our log, and durable when answered. Sending it again is safe.',
    query: none,
    body: Filing,
    answers: {
      201: { description: 'Filed.', schema: Filed },
      200: { description: 'This very act was filed before.', schema: Filed },
    },
    refusals: [
      'http.malformed',
      'http.too_large',
      'node.busy',
      'act.malformed',
      'act.signature',
      'act.no_power',
      'act.keys_stale',
    ],
  },
  acts: read({
    id: 'acts',
    need: 'list',
    path: paths.acts,
    summary: 'Acts of all logs held, or of one log, subject or type.',
    query: actQuery,
    answers: json(ActPage, 'A page of acts.'),
  }),
  act: read({
    id: 'act',
    need: 'subject',
    path: paths.act,
    summary: 'An act: entry, words, receipts.',
    params: byId,
    answers: json(ActDetail, 'The act.'),
    refusals: ['http.not_found'],
  }),
  actReceipt: read({
    id: 'actReceipt',
    need: 'subject',
    path: paths.actReceipt,
    summary: 'The receipt of an act as a tlog-proof, which any C2SP client verifies.',
    params: byId,
    answers: { 200: { description: 'The proof.', type: 'text/plain; charset=utf-8' } },
    refusals: ['http.not_found'],
  }),
  accord: read({
    id: 'accord',
    need: 'none',
    path: paths.accord,
    summary: 'The accord and its terms in force.',
    answers: json(AccordView, 'The accord.'),
  }),
  parties: read({
    id: 'parties',
    need: 'none',
    path: paths.parties,
    summary: 'The parties of the accord.',
    answers: json(PartyList, 'The parties.'),
  }),
  officers: read({
    id: 'officers',
    need: 'none',
    path: paths.officers,
    summary: 'The officers of all parties.',
    answers: json(OfficerList, 'The officers.'),
  }),
  calendars: read({
    id: 'calendars',
    need: 'none',
    path: paths.calendars,
    summary: 'The working calendars of all parties.',
    answers: json(CalendarList, 'The calendars.'),
  }),
  logs: read({
    id: 'logs',
    need: 'none',
    path: paths.logs,
    summary: 'All logs held: sizes, signed heads, and who holds how much of each.',
    answers: json(LogList, 'The logs.'),
  }),
  subjects: read({
    id: 'subjects',
    need: 'list',
    path: paths.subjects,
    summary: 'Subjects of all kinds.',
    query: subjectQuery,
    answers: json(SubjectPage, 'A page of subjects.'),
  }),
  subject: read({
    id: 'subject',
    need: 'subject',
    path: paths.subject,
    summary: 'A subject of any kind as the docket has it.',
    params: byId,
    answers: json(SubjectRow, 'The subject.'),
    refusals: ['http.not_found'],
  }),
  ...subjectRoutes(),
  outline: read({
    id: 'outline',
    need: 'list',
    path: paths.outline,
    summary: 'How long a list of subjects is, and cursors into it.',
    query: outlineQuery,
    answers: json(Outline, 'The outline.'),
  }),
  exportList: {
    ...read({
      id: 'exportList',
      need: 'list',
      path: paths.exportList,
      summary: 'A list of subjects whole, as a file: an array of JSON, or CSV with one line each.',
      query: exportQuery,
      answers: { 200: { description: 'The file.', schema: SubjectList, files: ['text/csv; charset=utf-8'] } },
      refusals: ['http.busy'],
    }),
    tagged: undefined,
  },
  load: read({
    id: 'load',
    need: 'list',
    path: paths.load,
    summary: 'How many cases or requests were opened, ended and open over time, and how old those are that are open.',
    query: loadQuery,
    answers: json(Load, 'The load.'),
  }),
  caseMap: read({
    id: 'caseMap',
    need: 'subject',
    path: paths.caseMap,
    summary: 'Which points of a case are agreed, contested and unanswered, with the exhibits behind each.',
    params: byId,
    answers: json(CaseMap, 'The map.'),
    refusals: ['http.not_found'],
  }),
  competing: read({
    id: 'competing',
    need: 'subject',
    path: paths.competing,
    summary: 'Rival hypotheses as each side’s ratings rank them, and which exhibits tell them apart.',
    params: byId,
    answers: json(CompetingList, 'By party.'),
    refusals: ['http.not_found'],
  }),
  waits: {
    ...read({
      id: 'waits',
      need: 'list',
      path: paths.waits,
      summary: 'What waits on us, or on them: deadlines, obligations, proposals, unanswered points.',
      query: list(waitFilters),
      answers: json(WaitPage, 'A page of what waits.'),
    }),
    tagged: undefined,
  },
  waitCounts: {
    ...read({
      id: 'waitCounts',
      need: 'list',
      path: paths.waitCounts,
      summary: 'How much waits on us, and on them.',
      answers: json(WaitCounts, 'The counts.'),
    }),
    tagged: undefined,
  },
  disregarded: read({
    id: 'disregarded',
    need: 'list',
    path: paths.disregarded,
    summary: 'Acts that the rules give no effect, with the reason.',
    query: list(disregardedFilters),
    answers: json(DisregardedPage, 'A page of disregarded acts.'),
  }),
  deadlines: read({
    id: 'deadlines',
    need: 'list',
    path: paths.deadlines,
    summary: 'What is owed, by whom, and until when.',
    query: list(deadlineFilters),
    answers: json(DeadlinePage, 'A page of deadlines.'),
  }),
  digest: read({
    id: 'digest',
    need: 'none',
    path: paths.digest,
    summary: 'The docket digest at the cut held now.',
    answers: json(DocketDigest, 'The digest.'),
  }),
  report: read({
    id: 'report',
    need: 'whole',
    path: paths.report,
    summary:
      'The status report at a review date, as a file: the bytes that every holder of the same record makes. It is made while you wait.',
    query: reportQuery,
    answers: {
      200: {
        description: 'The report.',
        schema: StatusReport,
        files: ['text/html; charset=utf-8', 'application/pdf'],
      },
    },
    refusals: ['need.whole', 'report.nothing', 'report.too_large', 'http.busy'],
  }),
  scorecard: read({
    id: 'scorecard',
    need: 'whole',
    path: paths.scorecard,
    summary: 'What each party was asked by a review date, and what became of it.',
    query: scorecardQuery,
    answers: json(Scorecard, 'The scorecard.'),
    refusals: ['need.whole', 'score.nothing', 'report.too_large', 'http.busy'],
  }),
  progress: {
    id: 'progress',
    need: 'whole',
    method: 'POST',
    path: paths.progress,
    access: 'read',
    summary: 'How a series of events changed around the day of an accord, and what that shows. Nothing is kept of it.',
    query: none,
    body: ProgressAsked,
    answers: json(Progress, 'The assessment.'),
    refusals: [
      'http.malformed',
      'http.too_large',
      'need.whole',
      'series.row',
      'progress.group',
      'progress.window',
      'report.too_large',
      'http.busy',
    ],
  },
  quotation: {
    id: 'quotation',
    need: 'list',
    method: 'POST',
    path: paths.quotation,
    access: 'read',
    summary: 'Which quotations in a text stand in a signed public statement, word for word. Nothing is kept of it.',
    query: none,
    body: QuotationAsked,
    answers: json(Quotations, 'Every quotation, and what was said.'),
    refusals: ['http.malformed', 'http.too_large', 'need.whole', 'quotation.many', 'http.busy'],
  },
  compose: {
    ...read({
      id: 'compose',
      need: 'none',
      path: paths.compose,
      summary: 'What a client needs to compose an act now.',
      answers: json(Composing, 'Members for the payload.'),
    }),
    tagged: undefined,
  },
  putContent: {
    id: 'putContent',
    need: 'subject',
    method: 'PUT',
    path: paths.exhibitContent,
    access: 'officer',
    summary:
      'Put the content of an exhibit, before or after the act that commits to it. It is durable when answered; sending it again is safe.',
    params: contentName,
    query: none,
    body: { type: 'application/octet-stream' },
    answers: {
      201: { description: 'Kept.', schema: ContentPut },
      200: { description: 'This very content was here before.', schema: ContentPut },
    },
    refusals: ['content.too_large', 'content.digest', 'http.timeout', 'http.disk_full'],
  },
  content: {
    id: 'content',
    need: 'subject',
    method: 'GET',
    path: paths.exhibitContent,
    access: 'read',
    summary: 'The content of an exhibit, or one range of it (RFC 9110), to be saved. Its ETag is its digest.',
    params: contentName,
    query: none,
    answers: {
      200: { description: 'The content.', type: 'application/octet-stream' },
      206: { description: 'The part that Range asks for.', type: 'application/octet-stream' },
    },
    refusals: ['http.not_found', 'content.range'],
  },
  contentHead: {
    id: 'contentHead',
    need: 'subject',
    method: 'HEAD',
    path: paths.exhibitContent,
    access: 'read',
    summary: 'Whether a content is held, and how long it is.',
    params: contentName,
    query: none,
    answers: { 200: { description: 'It is held.', type: 'application/octet-stream' } },
    refusals: ['http.not_found'],
  },
  counterparts: {
    ...read({
      id: 'counterparts',
      need: 'none',
      path: paths.counterparts,
      summary: 'How the exchange with each counterpart stands.',
      answers: json(CounterpartList, 'The counterparts.'),
    }),
    tagged: undefined,
  },
  health: {
    ...read({
      id: 'health',
      need: 'list',
      path: paths.health,
      summary: 'The node’s health in full.',
      answers: json(Health, 'Health.'),
    }),
    tagged: undefined,
  },
  running: {
    id: 'running',
    need: 'none',
    method: 'GET',
    path: paths.running,
    access: 'person',
    summary: 'How the node runs, for officers and administrators: disk, certificate, exchange.',
    query: none,
    answers: json(Running, 'How it runs.'),
  },
  live: {
    ...read({
      id: 'live',
      need: 'list',
      path: paths.live,
      summary: 'Live changes (Server-Sent Events). Resume with Last-Event-ID; on `reload`, read everything again.',
      answers: {
        200: {
          description: 'Events named opened, change, desk, reload, stopping.',
          type: 'text/event-stream',
        },
      },
      refusals: ['http.busy'],
    }),
    tagged: undefined,
  },
  ...accessRoutes,
  ...needRoutes,
  ...deskRoutes,
  ...foundingRoutes,
  ...viewRoutes,
  openapi: open({
    id: 'openapi',
    need: 'none',
    path: paths.openapi,
    summary: 'This document.',
    answers: { 200: { description: 'OpenAPI 3.1.', type: 'application/json' } },
  }),
  docs: open({
    id: 'docs',
    need: 'none',
    path: paths.docs,
    summary: 'This interface, to read in a browser.',
    answers: { 200: { description: 'A page.', type: 'text/html; charset=utf-8' } },
  }),
  docsStyle: open({
    id: 'docsStyle',
    need: 'none',
    path: paths.docsStyle,
    summary: 'The style sheet of that page.',
    answers: { 200: { description: 'A style sheet.', type: 'text/css; charset=utf-8' } },
  }),
  healthz: open({
    id: 'healthz',
    need: 'none',
    path: paths.healthz,
    summary: 'Whether the process answers.',
    answers: json(Alive, 'It does.'),
  }),
  readyz: open({
    id: 'readyz',
    need: 'none',
    path: paths.readyz,
    summary: 'Whether the node can do its work.',
    answers: {
      200: { description: 'Ready.', schema: Ready },
      503: { description: 'Not ready, or an alarm stands; the reasons say why.', schema: Ready },
    },
  }),
  metrics: {
    ...read({
      id: 'metrics',
      need: 'none',
      path: paths.metrics,
      summary: 'Figures for Prometheus.',
      answers: {
        200: { description: 'Prometheus text.', type: 'text/plain; version=0.0.4; charset=utf-8' },
      },
    }),
    tagged: undefined,
  },
} as const satisfies Record<string, Omit<Route, 'tagged'> & { tagged?: true | undefined }>;

export type Routes = typeof routes;
