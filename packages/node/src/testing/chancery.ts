// A chancery for tests of need-to-know: one node of a pair behind HTTP, with officers who are signed in, and four like collections of things on its
// docket and desk, each about one case. What is done with the cases is the test's: restrict one, give one to a desk, mark one.

import { randomBytes } from 'node:crypto';
import { paths } from '@parley/api/paths';
import { routes, type Routes } from '@parley/api/routes';
import { subjectKinds, type KindName } from '@parley/api/subjects';
import { encodeBase64url } from '@parley/record/base64';
import { leafHash, sha256 } from '@parley/record/hash';
import type { JsonObject } from '@parley/record/json';
import { webSuite } from '@parley/record/suite';
import { Access, accessTables } from '../access/access.ts';
import { letTokenSee, Need } from '../access/need.ts';
import { serveNeed } from '../access/need-serve.ts';
import { noRoster } from '../access/roster.ts';
import { serveAccess } from '../access/serve.ts';
import type { Desk as DeskName, Person } from '../access/viewer.ts';
import { gateOf } from '../api/gate.ts';
import { Live } from '../api/live.ts';
import { serveApi } from '../api/serve.ts';
import { taking } from '../api/take.ts';
import { fakeReviews } from '../api/testing.ts';
import type { Desk } from '../desk/desk.ts';
import { openDesk } from '../desk/open.ts';
import { serveDesk } from '../desk/serve.ts';
import { deskTables } from '../desk/tables.ts';
import { httpServer } from '../platform/http.ts';
import { silentLogger } from '../platform/logger.ts';
import { Metrics } from '../platform/metrics.ts';
import { Database } from '../platform/sqlite.ts';
import { appTables } from '../app.ts';
import { Pair } from './pair.ts';

const DAY_S = 86_400;

/** Everything about one case, by the kind of thing; each is an id. `word` stands in all its texts and nowhere else. */
export type Collection = {
  word: string;
  things: Map<string, string>;
};

export type Answered = { status: number; etag: string | null; body: string };

export type Chancery = {
  pair: Pair;
  need: Need;
  access: Access;
  url: string;
  database: Database;
  /** Signs somebody in: gives the cookie. */
  enter: (name: string, offices: string[], desks: DeskName[]) => { person: Person; headers: Record<string, string> };
  token: (restricted: boolean) => Record<string, string>;
  collect: (word: string, marking: string) => Promise<Collection>;
  ask: (headers: Record<string, string>, path: string, init?: { method?: string; body?: unknown }) => Promise<Answered>;
  stop: () => Promise<void>;
};

export async function openChancery(): Promise<Chancery> {
  const pair = await Pair.make();
  const database = Database.open(':memory:', [...appTables, ...accessTables, deskTables], 'off');
  pair.databases.set('amber', database);
  const seconds = () => Math.floor(Date.now() / 1000);
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
  const access = new Access({
    database,
    random,
    now: seconds,
    roster: noRoster,
    onFault: (cause) => {
      throw cause;
    },
  });
  const app = () => pair.app('amber');
  const need = new Need({
    database,
    classes: () => app().docket.classes,
    offices: () => app().docket.house.versions.at(-1)!.offices,
    isOfficer: (id) => access.accounts.get(id)?.role === 'officer',
    notes: access.trail,
    now: seconds,
  });
  let desk: Desk | undefined;
  pair.desks.set('amber', () => {
    desk = openDesk({
      database,
      party: 'amber',
      app,
      access: () => access,
      sees: (person, subject) => need.sees(person, subject),
      seesTexts: (person, texts) => need.seesTexts(person, texts),
      suite: webSuite,
      clock: pair.clock,
      random,
    });
    return desk;
  });
  await pair.start();
  await pair.found();
  await pair.appoint('amber', 'head', 'head');
  await pair.idle();

  const metrics = new Metrics({ process: false });
  const server = httpServer({ log: silentLogger, metrics, secure: false });
  const live = new Live('run', metrics);
  app().subscribe((change) => live.publish(change));
  need.onChange(() => live.reload());
  server.onStop(() => live.stop());
  const people = new Map<string, Person>();
  const gate = gateOf({
    tokens: access.tokens,
    signIns: { open: (secret) => people.get(secret), still: (secret) => people.get(secret) },
    setup: () => false,
    ours: () => false,
    now: seconds,
  });
  server.onStop(() => gate.stop());
  const put = taking(server.fastify, gate, undefined);
  serveAccess({
    ...put,
    access,
    rp: () => ({ id: 'localhost', name: 'Amber', origins: [] }),
    party: 'amber',
    provider: undefined,
    demo: undefined,
  });
  const colleagues = () => [...people.values()].filter(({ role }) => role === 'officer');
  serveNeed(put, need, colleagues);
  serveDesk(put, desk!, { colleagues, subject: (who, id) => app().readerAs(need.sightOf(who)).subject(id), live });
  serveApi(server.fastify, {
    app: app(),
    reviews: fakeReviews,
    gate,
    need,
    notes: access.trail,
    metrics,
    live,
    openApi: {
      openapi: '3.1.0',
      jsonSchemaDialect: '',
      servers: [],
      info: {},
      paths: {},
      components: { schemas: {}, securitySchemes: {} },
    },
  });
  const { port } = await server.listen('127.0.0.1', 0);
  const url = `http://127.0.0.1:${port}`;

  const enter: Chancery['enter'] = (name, offices, desks) => {
    const opened = access.accounts.open({ name, role: 'officer', desks }, seconds());
    if (!opened.ok) throw new Error(opened.refusal.detail);
    const session = encodeBase64url(random(16));
    const secret = encodeBase64url(random(32));
    const person: Person = {
      kind: 'person',
      account: opened.id,
      name,
      role: 'officer',
      session,
      kids: [],
      offices,
      desks,
    };
    people.set(secret, person);
    return { person, headers: { cookie: `__Host-parley=${secret}`, 'sec-fetch-site': 'same-origin' } };
  };
  // Whoever fills the docket and the desk sees everything.
  const clerk = enter('Clerk', ['head'], []);
  const ask: Chancery['ask'] = async (headers, path, { method = 'GET', body } = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, etag: response.headers.get('etag'), body: await response.text() };
  };
  const write = async (path: string, body: unknown, method = 'POST'): Promise<string> => {
    const answered = await ask(clerk.headers, path, { method, body });
    if (answered.status >= 300) throw new Error(`${method} ${path}: ${answered.body}`);
    return String((JSON.parse(answered.body) as { id?: string }).id);
  };

  const collect: Chancery['collect'] = async (word, tlp) => {
    const text = { en: `Of ${word} we speak.` };
    const marking = { tlp };
    const things = new Map<string, string>();
    const say = async (name: string, party: string, officer: string, said: Parameters<Pair['must']>[2]) => {
      things.set(name, await pair.must(party, officer, said));
      await pair.idle();
    };
    const other = (party: string) => (party === 'amber' ? 'birch' : 'amber');
    const opens = (
      name: string,
      type: string,
      body: JsonObject,
      words: JsonObject,
      officer = 'liaison',
      party = 'amber',
    ) => say(name, party, officer, { type, body: { to: other(party), ...body }, words });
    const now = Math.floor(pair.clock.now() / 1000);
    const content = new TextEncoder().encode(`The content tells of ${word}.`);
    const digest = encodeBase64url(sha256(content));
    const kept = await app().exhibits.put(digest, content);
    if (!kept.ok) throw new Error(kept.refusal.detail);
    things.set('content', digest);
    // It refers to nothing: the case names it.
    await say('exhibit', 'amber', 'liaison', {
      type: 'exhibit.deposit',
      body: { to: 'birch', kind: 'document', marking },
      words: { title: text },
      exhibits: [{ h: digest, n: content.length, ct: 'text/plain' }],
    });
    await say('case', 'amber', 'liaison', {
      type: 'case.allege',
      body: {
        respondent: 'birch',
        claimant: 'government',
        points: [{ no: 1, kind: 'access' }],
        exhibits: [things.get('exhibit')!],
        marking,
      },
      words: { title: text, points: [{ no: 1, text }] },
    });
    const about = { case: things.get('case')! };
    await opens(
      'request',
      'request.make',
      { category: 'information', urgency: 'routine', ...about, marking },
      { asked: text, necessity: text },
    );
    await say('reply', 'birch', 'liaison', {
      type: 'request.reply',
      subject: things.get('request')!,
      body: { final: true, outcome: 'fulfilled', marking },
      words: { answer: text },
    });
    // About the request, and so about the case.
    await opens(
      'hotline',
      'hotline.raise',
      { about: { request: things.get('request')! }, rung: 1, marking },
      { observed: text, asked: text },
    );
    await opens(
      'finding',
      'finding.record',
      {
        ...about,
        points: [{ no: 1, conclusion: 'not-established' }],
        standard: 'balance-of-probabilities',
        reasons: [{ no: 1 }],
        marking,
      },
      { title: text, reasons: [{ no: 1, text }] },
      'head',
    );
    await opens(
      'hypotheses',
      'hypotheses.rate',
      { ...about, hypotheses: [{ no: 1, kind: 'criminal' }], ratings: [] },
      { title: text, hypotheses: [{ no: 1, text }] },
      'head',
    );
    await opens(
      'measure',
      'measure.announce',
      { kind: 'demarche', orientation: 'retrospective', state: 'announced', cases: [about.case], marking },
      { title: text },
      'head',
    );
    await opens(
      'remedy',
      'remedy.claim',
      { kind: 'takedown', ...about, marking },
      { title: text, claim: text },
      'liaison',
      'birch',
    );
    await opens(
      'statement',
      'statement.issue',
      { occasion: 'press', about: [about], marking: { tlp: 'clear' } },
      { title: text, text },
      'head',
    );
    await opens(
      'session',
      'session.convene',
      {
        round: 1,
        from: '2026-07-01',
        until: '2026-07-02',
        format: 'remote',
        level: 'expert',
        expires: now + 5 * DAY_S,
        marking: { tlp: 'clear' },
      },
      { title: { en: 'A round' } },
    );
    await say('agenda', 'amber', 'liaison', {
      type: 'session.agenda',
      subject: things.get('session')!,
      body: {
        items: [
          { no: 1, kind: 'case', about },
          { no: 2, kind: 'other' },
        ],
        expires: now + 5 * DAY_S,
      },
      words: {
        items: [
          { no: 1, text },
          { no: 2, text: { en: 'What else there is.' } },
        ],
      },
    });
    // Of no effect: only who alleged may withdraw. Its node would not have taken it.
    const early = await pair.compose('birch', 'liaison', {
      type: 'case.withdraw',
      subject: about.case,
      body: { reason: 'other' },
      words: { statement: text },
    });
    const entry = new TextEncoder().encode(early.act);
    const { own, docket } = pair.app('birch');
    things.set('disregarded', encodeBase64url(leafHash(entry)));
    pair.databases
      .get('birch')!
      .transaction(() => {
        const extension = own.extend();
        extension.append(things.get('disregarded')!, entry, JSON.stringify(early.words));
        return extension.moveHead(now + 1);
      })
      .settle();
    await docket.catchUp(() => undefined);
    pair.clock.moveTo(pair.clock.now() + 3_600_000);
    await pair.must('birch', 'liaison', {
      type: 'contact.check',
      body: { to: 'amber', nonce: encodeBase64url(random(16)) },
    });
    await pair.idle();
    const body = { to: 'birch', category: 'information', urgency: 'routine' };
    things.set(
      'draft',
      await write('/api/v1/desk/drafts', {
        title: word,
        content: { type: 'case.update', subject: about.case, body: {}, words: { statement: text } },
      }),
    );
    // In no subject, and about the case all the same.
    things.set(
      'draftAbout',
      await write('/api/v1/desk/drafts', {
        title: word,
        content: { type: 'request.make', body: { ...body, ...about, marking }, words: { asked: text } },
      }),
    );
    things.set('deskNote', await write('/api/v1/desk/notes', { subject: about.case, text: `A note on ${word}.` }));
    things.set(
      'option',
      await write('/api/v1/desk/options', { title: word, kind: 'demarche', subjects: [about.case] }),
    );
    await write(`/api/v1/desk/assignments/${about.case}/${clerk.person.account}`, undefined, 'PUT');
    await write(`/api/v1/desk/numbers/${about.case}`, { number: `${word} 1` }, 'PUT');
    return { word, things };
  };

  return {
    pair,
    need,
    access,
    url,
    database,
    enter,
    token(restricted) {
      const { token, id } = access.tokens.issue({ scope: 'officer', label: 'test', now: seconds() });
      if (restricted) letTokenSee(database, id);
      return { authorization: `Bearer ${token}` };
    },
    collect,
    ask,
    async stop() {
      await server.stop(1000);
      await pair.stop();
    },
  };
}

/** A request that asks for something of a collection. */
export type Call = { path: string; body?: unknown };

/** An id that nothing has. */
export const UNKNOWN = `${'Z'.repeat(42)}A`;

type Bounded = { [Name in keyof Routes]: Routes[Name] extends { need: 'none' } ? never : Name }[keyof Routes];

const search = (path: string) => (of: Collection) => ({ path: `${path}?limit=200&q=${of.word}` });
const all = (path: string) => () => ({ path: `${path}?limit=200` });
const DIGEST = 'A'.repeat(43);

/** How every route that is bounded is asked for something of a collection. A route that is not here is not tested, and the compiler says so. */
export const calls: Record<Bounded, (of: Collection, id: (thing: string) => string) => Call> = {
  subjects: search(paths.subjects),
  cases: search(paths.cases),
  requests: all(paths.requests),
  exhibits: all(paths.exhibits),
  hotlineItems: search(paths.hotlineItems),
  contacts: all(paths.contacts),
  sessions: all(paths.sessions),
  findings: all(paths.findings),
  matrices: all(paths.matrices),
  measures: all(paths.measures),
  commitments: all(paths.commitments),
  remedies: all(paths.remedies),
  statements: all(paths.statements),
  acts: all(paths.acts),
  waits: all(paths.waits),
  outline: () => ({ path: paths.outline }),
  waitCounts: () => ({ path: paths.waitCounts }),
  load: () => ({ path: paths.load }),
  exportList: (of) => ({ path: `${paths.exportList}?q=${of.word}` }),
  disregarded: all(paths.disregarded),
  deadlines: all(paths.deadlines),
  drafts: all(paths.drafts),
  deskNotes: all(paths.deskNotes),
  options: all(paths.options),
  subjectNames: (_, id) => ({ path: `${paths.subjectNames}?of=${id('case')},${id('request')}` }),
  assignments: all(paths.assignments),
  fileNumbers: all(paths.fileNumbers),
  restrictions: () => ({ path: paths.restrictions }),
  health: () => ({ path: paths.health }),
  live: () => ({ path: paths.live }),
  report: () => ({ path: paths.report }),
  scorecard: () => ({ path: paths.scorecard }),
  progress: () => ({ path: paths.progress, body: {} }),
  quotation: () => ({ path: paths.quotation, body: {} }),
  ...(Object.fromEntries(
    [
      ...Object.keys(subjectKinds).map((kind) => [kind, kind]),
      ['subject', 'case'],
      ['caseMap', 'case'],
      ['competing', 'hypotheses'],
      ['act', 'reply'],
      ['actReceipt', 'case'],
    ].map(([route, thing]) => [
      route,
      (_of: Collection, id: (thing: string) => string) => ({
        path: (routes as Record<string, { path: string }>)[route!]!.path.replace('{id}', id(thing!)),
      }),
    ]),
  ) as Record<
    KindName | 'subject' | 'caseMap' | 'competing' | 'act' | 'actReceipt',
    (of: Collection, id: (thing: string) => string) => Call
  >),
  content: (_, id) => ({ path: paths.exhibitContent.replace('{digest}', id('content')) }),
  contentHead: (_, id) => ({ path: paths.exhibitContent.replace('{digest}', id('content')) }),
  putContent: (_, id) => ({ path: paths.exhibitContent.replace('{digest}', id('content')) }),
  draft: (_, id) => ({ path: paths.draft.replace('{draft}', id('draft')) }),
  draftVersions: (_, id) => ({ path: paths.draftVersions.replace('{draft}', id('draftAbout')) }),
  draftVersion: (_, id) => ({ path: paths.draftVersion.replace('{draft}', id('draft')).replace('{version}', '1') }),
  previewDraft: (_, id) => ({ path: paths.draftPreview.replace('{draft}', id('draft')) }),
  consider: (_, id) => ({
    path: paths.considered,
    body: { contents: [{ type: 'case.update', subject: id('case'), body: {}, words: {} }] },
  }),
  makeDraft: (_, id) => ({ path: paths.drafts, body: { content: { type: 'case.update', subject: id('case') } } }),
  saveDraft: (_, id) => ({ path: paths.draft.replace('{draft}', id('draft')), body: { version: 1, content: {} } }),
  discardDraft: (_, id) => ({ path: paths.draft.replace('{draft}', id('draft')) }),
  askRelease: (_, id) => ({ path: paths.draftAsk.replace('{draft}', id('draft')), body: { digest: DIGEST } }),
  releaseDraft: (_, id) => ({ path: paths.draftRelease.replace('{draft}', id('draft')), body: { digest: DIGEST } }),
  recallRelease: (_, id) => ({ path: paths.draftRecall.replace('{draft}', id('draft')), body: { digest: DIGEST } }),
  fileDraft: (_, id) => ({
    path: paths.draftFile.replace('{draft}', id('draft')),
    body: { act: 'e30.e30.e30', words: [] },
  }),
  endSigning: (_, id) => ({ path: paths.draftSigning.replace('{draft}', id('draft')) }),
  makeDeskNote: (_, id) => ({ path: paths.deskNotes, body: { subject: id('case'), text: 'A note.' } }),
  saveDeskNote: (_, id) => ({
    path: paths.deskNote.replace('{note}', id('deskNote')),
    body: { version: 1, text: 'Another.' },
  }),
  deskNoteVersions: (_, id) => ({ path: paths.deskNoteVersions.replace('{note}', id('deskNote')) }),
  makeOption: (_, id) => ({ path: paths.options, body: { title: 'x', kind: 'demarche', subjects: [id('case')] } }),
  option: (_, id) => ({ path: paths.option.replace('{option}', id('option')) }),
  saveOption: (_, id) => ({
    path: paths.option.replace('{option}', id('option')),
    body: { version: 1, title: 'x', kind: 'demarche' },
  }),
  draftOption: (_, id) => ({ path: paths.optionDraft.replace('{option}', id('option')), body: {} }),
  assign: (_, id) => ({ path: paths.assignment.replace('{subject}', id('case')).replace('{account}', 'a'.repeat(24)) }),
  endAssignment: (_, id) => ({
    path: paths.assignment.replace('{subject}', id('case')).replace('{account}', 'a'.repeat(24)),
  }),
  noteAssignment: (_, id) => ({
    path: paths.assignmentNoted.replace('{subject}', id('case')).replace('{account}', 'a'.repeat(24)),
  }),
  setFileNumber: (_, id) => ({ path: paths.fileNumber.replace('{subject}', id('case')), body: { number: 'Other 1' } }),
  removeFileNumber: (_, id) => ({ path: paths.fileNumber.replace('{subject}', id('case')) }),
  restriction: (_, id) => ({ path: paths.restriction.replace('{subject}', id('case')) }),
  restrict: (_, id) => ({ path: paths.restriction.replace('{subject}', id('case')), body: { accounts: [] } }),
  liftRestriction: (_, id) => ({ path: paths.restriction.replace('{subject}', id('case')) }),
  whoSees: (_, id) => ({ path: paths.whoSees.replace('{subject}', id('case')) }),
  subjectDesks: (_, id) => ({ path: paths.subjectDesks.replace('{subject}', id('case')) }),
  giveToDesks: (_, id) => ({ path: paths.subjectDesks.replace('{subject}', id('case')), body: { desks: [] } }),
};
