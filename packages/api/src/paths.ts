// Every address of a node's HTTP interface, once. Servers register these templates, clients fill them in with `pathTo`; nobody writes
// an address by hand. `{name}` is one path segment, as in OpenAPI.

import { accessPaths } from './access.ts';
import { deskPaths } from './desk.ts';
import { foundingPaths } from './founding.ts';
import { needPaths } from './need.ts';
import { subjectPaths } from './subjects.ts';
import { viewPaths } from './views.ts';

export const paths = {
  acts: '/api/v1/acts',
  act: '/api/v1/acts/{id}',
  actReceipt: '/api/v1/acts/{id}/receipt',
  accord: '/api/v1/accord',
  parties: '/api/v1/parties',
  officers: '/api/v1/officers',
  calendars: '/api/v1/calendars',
  logs: '/api/v1/logs',
  subjects: '/api/v1/subjects',
  subject: '/api/v1/subjects/{id}',
  ...subjectPaths,
  caseMap: '/api/v1/cases/{id}/map',
  competing: '/api/v1/hypotheses/{id}/competing',
  outline: '/api/v1/outline',
  exportList: '/api/v1/export',
  waits: '/api/v1/waits',
  waitCounts: '/api/v1/waits/counts',
  load: '/api/v1/load',
  disregarded: '/api/v1/disregarded',
  deadlines: '/api/v1/deadlines',
  digest: '/api/v1/digest',
  report: '/api/v1/report',
  scorecard: '/api/v1/scorecard',
  progress: '/api/v1/progress',
  quotation: '/api/v1/quotation',
  compose: '/api/v1/compose',
  ...deskPaths,
  exhibitContent: '/api/v1/exhibits/content/{digest}',
  counterparts: '/api/v1/counterparts',
  ...accessPaths,
  ...needPaths,
  ...foundingPaths,
  ...viewPaths,
  health: '/api/v1/health',
  running: '/api/v1/running',
  live: '/api/v1/live',
  openapi: '/api/openapi.json',
  docs: '/api/docs',
  docsStyle: '/api/docs/style.css',
  healthz: '/healthz',
  readyz: '/readyz',
  metrics: '/metrics',
} as const;

export type Path = (typeof paths)[keyof typeof paths];

/** The exchange between nodes: everything below it is named by `spec/http.md`. */
export const EXCHANGE_PREFIX = '/exchange/';

/** An auditor's reading of the same tree: `/exchange/read/<token>/…`. */
export const READ_PREFIX = '/exchange/read/';

/** The names in braces of a template. */
export type PathNames<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathNames<Rest>
  : never;

export type PathValues<Template extends string> = { [Name in PathNames<Template>]: string };

/** The address of `template` with its names filled in and the query appended; values are percent-encoded, absent ones left out. */
export function pathTo<Template extends Path>(
  template: Template,
  values: PathValues<Template>,
  query: Record<string, string | number | boolean | undefined> = {},
): string {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent((values as Record<string, string>)[name] ?? ''),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size === 0 ? path : `${path}?${search}`;
}
