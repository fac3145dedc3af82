// A server on a real socket with an app of a few lines behind it, for tests of what HTTP adds.

import { randomBytes } from 'node:crypto';
import { openApiDocument } from '@parley/api/openapi';
import type { Change } from '@parley/api/live';
import { webEd25519Signer } from '@parley/record/ed25519';
import { thumbprint } from '@parley/record/key';
import { webSuite } from '@parley/record/suite';
import { Access, accessTables } from '../access/access.ts';
import { relyingPartyOf } from '../access/origins.ts';
import { noRoster, type Roster } from '../access/roster.ts';
import { serveAccess } from '../access/serve.ts';
import type { Demo } from '../access/demo.ts';
import type { Provider } from '../access/provider.ts';
import type { Tokens } from '../access/tokens.ts';
import { serveExchange } from '../exchange/serve.ts';
import { NonceMemory, type Verifier } from '../platform/httpsig.ts';
import { httpServer, type HttpServer } from '../platform/http.ts';
import { silentLogger, type Logger } from '../platform/logger.ts';
import { Metrics } from '../platform/metrics.ts';
import { Database } from '../platform/sqlite.ts';
import type { Reader, ServedApp } from './app.ts';
import { everything } from '../access/sight.ts';
import { gateOf } from './gate.ts';
import { Live } from './live.ts';
import { serveApi, type Serving } from './serve.ts';
import { taking } from './take.ts';

export const ID = 'A'.repeat(43);
export const OTHER_ID = `${'B'.repeat(42)}A`;
const ORIGIN = `alpha.example/parley/${'a'.repeat(52)}/alpha`;

const deadline = {
  kind: 'request',
  for: 'reply',
  of: ID,
  owedBy: 'beta',
  owedTo: 'alpha',
  startsAt: 10,
  dueAt: 20,
  stoppedAt: null,
  voidAt: null,
};
const subject = {
  id: ID,
  openedBy: 'alpha',
  to: 'beta',
  openedAt: 10,
  standing: 'none',
  open: true,
  marking: 'amber' as const,
  refers: [],
  openDays: [],
  words: { title: { en: 'x' } },
  state: { kind: 'case' },
  digest: ID,
};
const act = {
  id: ID,
  log: ORIGIN,
  party: 'alpha',
  index: 3,
  type: 'request.make',
  subject: ID,
  signedAt: 9,
  kids: [ID],
  delivery: { published: true, received: [{ party: 'beta', at: 10 }], seen: [] },
};

/** An app whose every reading has one row. */
export function fakeApp(more: Partial<ServedApp> = {}): ServedApp & { emit: (change: Change) => void } {
  const listeners = new Set<(change: Change) => void>();
  const reader: Reader = fakeReader();
  return {
    file: async ({ act: text }) => ({ ok: true, id: ID, log: ORIGIN, index: text.length, filedAt: 5, again: false }),
    exchange: async ({ path }, from) => ({
      status: 200,
      type: 'text/plain; charset=utf-8',
      body: Buffer.from(`${path} for ${'party' in from ? from.party : 'an auditor'}`),
    }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    health: () => ({
      ready: true,
      signing: 'on',
      alarms: [],
      size: 5,
      publishedSize: 4,
      counterparts: [
        {
          party: 'beta',
          heldSize: 1,
          pendingSize: 1,
          offeredSize: 4,
          receiptSize: 4,
          receiptTime: 9,
          reachable: true,
          cosigning: true,
        },
      ],
    }),
    exhibits: {
      newIsKeptUntil: 0,
      subjectsOf: () => [],
      put: async (digest, content) => ({ ok: true, digest, bytes: content.length, again: false }),
      read: async (digest) =>
        digest === ID ? { kind: 'bytes', body: Buffer.from('content'), span: undefined, size: 7 } : { kind: 'absent' },
    },
    readerAs: () => reader,
    turns: () => 0,
    emit(change) {
      for (const listener of listeners) listener(change);
    },
    ...more,
  };
}

function fakeReader(): Reader {
  return {
    accord: () => ({
      id: 'a'.repeat(52),
      party: 'alpha',
      document: {},
      inForceAt: null,
      terms: {},
      offices: {},
      versions: [],
    }),
    parties: () => [
      { id: 'alpha', own: true, origin: ORIGIN, names: { en: 'Alpha' }, languages: ['en'], hue: 1, addresses: [] },
    ],
    officers: () => [
      {
        party: 'alpha',
        kid: ID,
        id: ID,
        office: 'liaison',
        from: 1,
        until: null,
        deputyOf: null,
        appointed: 1,
        relieved: null,
        compromisedSince: null,
        words: {},
      },
    ],
    calendars: () => [{ party: 'alpha', id: ID, year: 2026, publishedAt: null, body: {} }],
    logs: () => [{ origin: ORIGIN, party: 'alpha', own: true, size: 0, root: '', holders: [], receipts: [] }],
    subjects: ({ limit, after, kind = 'case' }) => ({
      items: [{ ...subject, kind }],
      ...(after === undefined && { next: `c.${limit ?? 0}` }),
    }),
    subject: (id, kind = 'case') => (id === ID ? { ...subject, kind, nextDeadline: deadline } : undefined),
    caseMap: (id) => {
      const nobody = { claimant: [], respondent: [] };
      return id === ID ? { agreed: [], contested: [], cannotSay: [], unanswered: [], whole: nobody } : undefined;
    },
    competing: (id) => (id === ID ? [{ party: 'alpha', hypotheses: [], exhibits: [] }] : undefined),
    outline: async () => ({ total: 1, head: 1, every: 50, marks: [] }),
    waitCounts: async () => [],
    load: async () => ({ steps: [], ages: [] }),
    waits: () => ({
      items: [
        {
          party: 'beta',
          subject: ID,
          kind: 'request',
          openedBy: 'alpha',
          words: {},
          what: 'deadline',
          for: 'reply',
          of: ID,
          dueAt: 20,
          state: 'running',
        },
      ],
    }),
    acts: () => ({ items: [act] }),
    act: (id) => (id === ID ? { ...act, entry: 'e30.e30.e30', words: ['W10'], wordsMissing: [] } : undefined),
    receiptProof: (id) => (id === ID ? 'c2sp.org/tlog-proof@v1\n' : undefined),
    disregarded: () => ({
      items: [{ id: ID, log: ORIGIN, party: 'beta', index: 1, code: 'act.no_power', detail: 'x' }],
    }),
    deadlines: () => ({ items: [{ subject: ID, kind: 'request', deadline: { ...deadline, state: 'running' } }] }),
    digest: () => ({ digest: ID, complete: true, cut: { [ORIGIN]: { size: 4, receipts: { beta: 4 } } } }),
    composing: () => ({ accord: 'a'.repeat(52), log: ORIGIN, keys: 2, seen: {}, held: {}, now: 11 }),
  };
}

/** Answers at once, with what a record of nothing would give. */
export const fakeReviews: Serving['reviews'] = {
  full: false,
  make: async ({ make }) => ({
    ok: true,
    bytes: Buffer.from(JSON.stringify(make === 'report' ? emptyReport : emptyScorecard)),
    reviewAt: 86_399,
  }),
};

const emptyReport = {
  v: 'parley/report/1',
  accord: { id: 'a'.repeat(52), title: { en: 'x' } },
  parties: [],
  reviewAt: 86_399,
  languages: ['en'],
  checkpoints: [],
  digest: ID,
  summary: [],
  occasions: [],
  actions: [],
  subjects: [],
  disregarded: [],
  waiting: 0,
};

const emptyScorecard = {
  period: { from: 0, until: 86_400 },
  reviewAt: 86_399,
  confidence: 0.95,
  parties: [],
  sideBySide: [],
  assumptions: {},
};

export type TestServer = {
  url: string;
  server: HttpServer;
  access: Access;
  tokens: Tokens;
  metrics: Metrics;
  /** Tokens of each scope. */
  read: string;
  auditor: string;
  verifier: Verifier;
  signer: { kid: string; sign: (message: Uint8Array) => Promise<Uint8Array> };
  get: (path: string, headers?: Record<string, string>) => Promise<Response>;
};

/** Listens on a free port; `beta`'s http key is `signer`. The caller stops it. */
export async function startServer(
  app: ServedApp,
  options: {
    log?: Logger;
    reviews?: Serving['reviews'];
    now?: () => number;
    port?: number;
    database?: Database;
    roster?: Roster;
    need?: Partial<Serving['need']>;
    provider?: Provider;
    demo?: (access: Access, database: Database) => Demo;
  } = {},
): Promise<TestServer> {
  const metrics = new Metrics({ process: false });
  const server = httpServer({ log: options.log ?? silentLogger, metrics, secure: false });
  const { now = () => Math.floor(Date.now() / 1000), database = Database.open(':memory:', accessTables) } = options;
  const access = new Access({
    database,
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    now,
    roster: options.roster ?? noRoster,
    onFault: (cause) => {
      throw cause;
    },
  });
  const { tokens } = access;
  const live = new Live('run', metrics);
  app.subscribe((change) => live.publish(change));
  server.onStop(() => live.stop());
  const key = await webEd25519Signer(randomBytes(32));
  const kid = thumbprint(key.publicKey);
  const addresses: string[] = [];
  const verifier: Verifier = {
    addresses,
    keyOf: (asked) => (asked === kid ? { party: 'beta', publicKey: key.publicKey } : undefined),
    nonces: new NonceMemory(),
    now: () => Date.now(),
  };
  const { reviews = fakeReviews } = options;
  let port = 0;
  const rp = () => relyingPartyOf('Alpha', addresses, port);
  const gate = gateOf({
    tokens,
    signIns: access.signIns,
    setup: (secret) => access.setup.opens(secret),
    ours: (origin) => rp().origins.includes(origin),
    now,
  });
  access.signIns.onEnd(() => gate.recheck());
  server.onStop(() => gate.stop());
  const serving = {
    access,
    rp,
    party: 'alpha',
    provider: options.provider,
    demo: options.demo?.(access, database),
    position: () => live.position,
  };
  serveAccess({ ...taking(server.fastify, gate, undefined), ...serving });
  serveApi(server.fastify, {
    app,
    reviews,
    gate,
    need: { sightOf: () => everything, sees: () => true, read: () => undefined, ...options.need },
    notes: access.trail,
    metrics,
    live,
    openApi: openApiDocument('0.0.0', '/'),
  });
  const exchange = serveExchange(server.fastify, { app, tokens, notes: access.trail, verifier, suite: webSuite });
  server.onStop(() => exchange.stop());
  ({ port } = await server.listen('127.0.0.1', options.port ?? 0));
  const url = `http://127.0.0.1:${port}`;
  addresses.push(url);
  const read = tokens.issue({ scope: 'read', label: 'test', now: now() }).token;
  return {
    url,
    server,
    access,
    tokens,
    metrics,
    read,
    auditor: tokens.issue({ scope: 'auditor', label: 'test', now: now() }).token,
    verifier,
    signer: { kid, sign: key.sign },
    get: (path, headers) => fetch(url + path, { headers: { authorization: `Bearer ${read}`, ...headers } }),
  };
}
