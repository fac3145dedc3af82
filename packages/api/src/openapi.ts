// The OpenAPI 3.1 document, made of the routes: the same schemas that the server checks requests by. Every JSON schema of a body or an
// answer is a named component, so that a client generator gives it a name too.

import { z } from 'zod';
import { accessSchemas } from './access.ts';
import { countSchemas } from './counts.ts';
import { deskSchemas } from './desk.ts';
import { foundingSchemas } from './founding.ts';
import { needSchemas } from './need.ts';
import { viewSchemas } from './views.ts';
import * as accord from './accord.ts';
import * as acts from './acts.ts';
import * as docket from './docket.ts';
import * as exhibits from './exhibits.ts';
import * as health from './health.ts';
import * as live from './live.ts';
import * as progress from './progress.ts';
import * as quotation from './quotation.ts';
import * as record from './record.ts';
import * as reviews from './reviews.ts';
import { PROBLEM_TYPE, Problem } from './problem.ts';
import { statusOf } from './refusals.ts';
import type { Access, Content, Route } from './route.ts';
import { routes } from './routes.ts';
import * as subjects from './subjects.ts';

type Json = Record<string, unknown>;

export type Parameter = {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: Json;
};

export type Operation = {
  operationId: string;
  summary: string;
  parameters?: Parameter[];
  requestBody?: { required: true; content: Record<string, { schema: Json }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Json }> }>;
  security: Record<string, []>[];
};

export type OpenApi = {
  openapi: string;
  jsonSchemaDialect: string;
  info: Json;
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Json>; securitySchemes: Json };
};

const named: Record<string, z.ZodType> = {
  Accord: accord.AccordView,
  Party: accord.Party,
  PartyList: accord.PartyList,
  Officer: accord.Officer,
  OfficerList: accord.OfficerList,
  Calendar: accord.CalendarEntry,
  CalendarList: accord.CalendarList,
  Log: record.LogView,
  LogList: record.LogList,
  Composing: accord.Composing,
  Filing: acts.Filing,
  Filed: acts.Filed,
  Receipt: acts.Receipt,
  Delivery: acts.Delivery,
  ActRow: acts.ActRow,
  Act: acts.ActDetail,
  ActPage: acts.ActPage,
  Deadline: docket.Deadline,
  Subject: subjects.SubjectRow,
  SubjectPage: subjects.SubjectPage,
  SubjectList: subjects.SubjectList,
  ...Object.fromEntries(
    (Object.keys(subjects.subjectKinds) as subjects.KindName[]).flatMap((kind) => {
      const name = kind[0]!.toUpperCase() + kind.slice(1);
      return [
        [name, subjects.kindRows[kind]],
        [`${name}Page`, subjects.kindPages[kind]],
      ];
    }),
  ),
  DeadlineRow: docket.DeadlineRow,
  DeadlinePage: docket.DeadlinePage,
  CaseMap: docket.CaseMap,
  CompetingList: docket.CompetingList,
  Wait: docket.WaitRow,
  WaitPage: docket.WaitPage,
  Disregarded: docket.DisregardedRow,
  DisregardedPage: docket.DisregardedPage,
  DocketDigest: docket.DocketDigest,
  StatusReport: reviews.StatusReport,
  Scorecard: reviews.Scorecard,
  ProgressAsked: progress.ProgressAsked,
  Progress: progress.Progress,
  QuotationAsked: quotation.QuotationAsked,
  Quotations: quotation.Quotations,
  ContentPut: exhibits.ContentPut,
  ContentWanted: exhibits.ContentWanted,
  ExhibitsHealth: exhibits.ExhibitsHealth,
  Alive: health.Alive,
  Ready: health.Ready,
  Alarm: health.Alarm,
  Counterpart: health.CounterpartView,
  CounterpartList: health.CounterpartList,
  Health: health.Health,
  Running: health.Running,
  Change: live.Change,
  DeskChange: live.DeskChange,
  ...accessSchemas,
  ...deskSchemas,
  ...foundingSchemas,
  ...needSchemas,
  ...countSchemas,
  ...viewSchemas,
  Problem,
};

const nameOf = new Map(Object.entries(named).map(([name, schema]) => [schema, name]));

/** The document. `version` is the node's, `server` the address that paths are relative to. */
export function openApiDocument(version: string, server: string): OpenApi {
  const byPath: OpenApi['paths'] = {};
  for (const route of Object.values(routes) as Route[]) {
    byPath[route.path] = { ...byPath[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Parley node',
      version,
      description:
        'Reading needs a bearer token of scope read, issued by the node, or the sign-in of an officer. Filing an act needs none: the act is signed by its officers. Refusals are application/problem+json with a stable code. Lists are paged by cursor; GET answers carry an ETag.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: server }],
    paths: byPath,
    components: {
      schemas: components(),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token issued by this node: of scope read, or officer where content is put.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-parley',
          description: 'The cookie of a sign-in. What changes something is taken only from a page of this node.',
        },
        setup: { type: 'http', scheme: 'bearer', description: 'The setup secret of a node that has no administrator.' },
      },
    },
  };
}

function components(): Record<string, Json> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    uri: (id) => `#/components/schemas/${id}`,
    io: 'input',
    target: 'draft-2020-12',
  });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, bare(schema)]));
}

function operation(route: Route): Operation {
  const parameters: Parameter[] = [...parametersOf('path', route.params), ...parametersOf('query', route.query)];
  if (route.path === routes.live.path) {
    parameters.push({
      name: 'Last-Event-ID',
      in: 'header',
      required: false,
      schema: { type: 'string' },
    });
  }
  if (route.tagged) {
    parameters.push({
      name: 'If-None-Match',
      in: 'header',
      required: false,
      schema: { type: 'string' },
    });
  }
  const responses: Operation['responses'] = {};
  for (const [status, content] of Object.entries(route.answers)) responses[status] = answer(content);
  if (route.tagged) responses['304'] = { description: 'Nothing changed since the answer that carried this ETag.' };
  for (const [status, codes] of refusalsOf(route)) {
    responses[status] ??= {
      description: `Refused: ${codes.join(', ')}.`,
      content: { [PROBLEM_TYPE]: { schema: ref('Problem') } },
    };
  }
  responses['default'] = {
    description: 'Refused, by a rule whose code the problem names.',
    content: { [PROBLEM_TYPE]: { schema: ref('Problem') } },
  };
  return {
    operationId: route.id,
    summary: route.summary,
    ...(parameters.length > 0 && { parameters }),
    ...(route.body !== undefined && {
      requestBody: {
        required: true,
        content:
          route.body instanceof z.ZodType
            ? { 'application/json': { schema: refOf(route.body) } }
            : { [route.body.type]: { schema: { type: 'string', format: 'binary' } } },
      },
    }),
    responses,
    security: SECURITY[route.access],
  };
}

const SECURITY: Record<Access, Operation['security']> = {
  open: [],
  read: [{ token: [] }, { session: [] }],
  officer: [{ token: [] }, { session: [] }],
  act: [{}, { token: [] }],
  person: [{ session: [] }],
  desk: [{ session: [] }],
  admin: [{ session: [] }],
  setup: [{ setup: [] }, { session: [] }],
};

const OF_CONTENT = [
  'http.token_missing',
  'http.token_unknown',
  'http.token_scope',
  'access.signed_out',
  'access.not_officer',
  'access.not_in_office',
];

/** Codes with which the gate refuses, by access rule. */
const OF_ACCESS: Record<Access, string[]> = {
  open: [],
  read: OF_CONTENT,
  officer: OF_CONTENT,
  act: [],
  person: ['access.signed_out'],
  desk: ['access.signed_out', 'access.not_officer', 'access.not_in_office'],
  admin: ['access.signed_out', 'access.not_administrator'],
  setup: ['access.setup', 'access.signed_out', 'access.not_administrator'],
};

function refusalsOf(route: Route): Map<string, string[]> {
  const codes = [...(route.refusals ?? [])];
  if (route.query !== undefined && Object.keys(route.query.shape).length > 0) codes.push('http.query');
  codes.push(...OF_ACCESS[route.access]);
  if (route.method !== 'GET' && route.method !== 'HEAD' && route.access !== 'act') codes.push('access.cross_site');
  const byStatus = new Map<string, string[]>();
  for (const code of codes) {
    const status = String(statusOf(code));
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return byStatus;
}

function answer(content: Content): Operation['responses'][string] {
  return {
    description: content.description,
    content:
      'schema' in content
        ? { 'application/json': { schema: refOf(content.schema) }, ...files(content.files ?? []) }
        : files([content.type]),
  };
}

function files(types: readonly string[]): Record<string, { schema: Json }> {
  return Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' } }]));
}

function parametersOf(place: 'path' | 'query', shape: z.ZodObject | undefined): Parameter[] {
  return Object.entries(shape?.shape ?? {}).map(([name, member]) => {
    const { description, ...schema } = bare(
      z.toJSONSchema(member as z.ZodType, { io: 'input', target: 'draft-2020-12' }),
    );
    const required = place === 'path' || !(member as z.ZodType).safeParse(undefined).success;
    return { name, in: place, required, ...(typeof description === 'string' && { description }), schema };
  });
}

function refOf(schema: z.ZodType): Json {
  const name = nameOf.get(schema);
  if (name === undefined) throw new Error('a body or answer of a route has no name among the components');
  return ref(name);
}

function ref(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

function bare(schema: object): Json {
  return Object.fromEntries(
    Object.entries(schema).filter(([name]) => name !== '$schema' && name !== '$id' && name !== 'id'),
  );
}
