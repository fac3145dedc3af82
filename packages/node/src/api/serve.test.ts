import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { FILING_BYTES_MAX } from '@parley/api/acts';
import { Problem } from '@parley/api/problem';
import { routes, type Route } from '@parley/api/routes';
import { refuse } from '@parley/record/refusal';
import type { ServedApp } from './app.ts';
import { fakeApp, ID, OTHER_ID, startServer, type TestServer } from './testing.ts';

let filed: ServedApp['file'] = async () => assert.fail('not asked');
let health: ServedApp['health'];
const app = fakeApp();
const standing = app.health;
app.health = () => health();
app.file = (filing) => filed(filing);
const faults: string[] = [];
let at: TestServer;

before(async () => {
  health = standing;
  const quiet = () => {};
  at = await startServer(app, {
    log: {
      debug: quiet,
      info: quiet,
      warn: quiet,
      error: (event, facts) => void faults.push(`${event} ${facts?.['code']}`),
    },
  });
});
after(() => at.server.stop(1000));

function post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${at.url}/api/v1/acts`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

async function problemOf(response: Response): Promise<Problem> {
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  const problem = Problem.parse(await response.json());
  assert.equal(problem.status, response.status);
  return problem;
}

const filing = JSON.stringify({ act: 'a.b.c', words: ['W10'] });

test('every reading route answers JSON of its schema, to a read token and to nobody else', async () => {
  for (const route of Object.values(routes) as Route[]) {
    if (route.method !== 'GET' || route.access !== 'read' || route.path === routes.live.path) continue;
    const path = route.path.replace(/\{(id|digest)\}/, ID);
    const response = await at.get(path);
    assert.equal(response.status, 200, path);
    const content = route.answers[200]!;
    if ('schema' in content) content.schema.parse(await response.json());
    else assert.equal(response.headers.get('content-type'), content.type);
    assert.equal((await problemOf(await fetch(at.url + path))).code, 'http.token_missing');
    assert.equal((await problemOf(await at.get(path, { authorization: 'Bearer x' }))).code, 'http.token_unknown');
    assert.equal((await problemOf(await at.get(path, { authorization: 'Basic eDp5' }))).code, 'http.token_unknown');
    assert.equal(
      (await problemOf(await at.get(path, { authorization: `Bearer ${at.auditor}` }))).code,
      'http.token_scope',
    );
  }
});

test('ids that are none, or of nothing, are not found', async () => {
  for (const path of [
    `/api/v1/cases/${OTHER_ID}`,
    '/api/v1/cases/x',
    `/api/v1/acts/${OTHER_ID}/receipt`,
    '/api/v1/nothing',
    '/nothing',
  ]) {
    assert.equal((await problemOf(await at.get(path))).code, 'http.not_found', path);
  }
});

test('parameters out of order are refused by name', async () => {
  for (const query of [
    'limit=0',
    'limit=201',
    'limit=1e1',
    'limit=',
    'limit=1&limit=2',
    'after=%00',
    'open=1',
    'wrong=1',
    'sort=x',
    'stance=A',
  ]) {
    assert.equal((await problemOf(await at.get(`/api/v1/cases?${query}`))).code, 'http.query', query);
  }
  const page = (await (await at.get('/api/v1/cases?limit=7&open=true&by=alpha&sort=-due')).json()) as { next: string };
  assert.equal(page.next, 'c.7');
});

test('an entity tag stands until something changes', async () => {
  const first = await at.get('/api/v1/cases');
  const tag = first.headers.get('etag')!;
  assert.match(tag, /^W\/"run\.\d+\.\d+"$/);
  assert.equal((await at.get('/api/v1/cases', { 'if-none-match': tag })).status, 304);
  assert.equal((await at.get('/api/v1/cases', { 'if-none-match': `"x", ${tag}` })).status, 304);
  app.emit({ seq: 41, kind: 'filed' });
  const second = await at.get('/api/v1/cases', { 'if-none-match': tag });
  assert.equal(second.status, 200);
  assert.notEqual(second.headers.get('etag'), tag);
  assert.equal((await at.get('/api/v1/compose')).headers.get('etag'), null);
});

test('an act is filed once, and again is the same', async () => {
  const asked: unknown[] = [];
  const answer = { ok: true as const, id: ID, log: 'o', index: 1, filedAt: 2, again: false };
  filed = async (one) => {
    asked.push(one);
    return answer;
  };
  const first = await post(filing, { 'idempotency-key': 'x' });
  assert.equal(first.status, 201);
  assert.deepEqual(await first.json(), { id: ID, log: 'o', index: 1, filedAt: 2, again: false });
  assert.deepEqual(asked, [{ act: 'a.b.c', words: ['W10'] }]);
  filed = async () => ({ ...answer, again: true });
  assert.equal((await post(filing)).status, 200);
  assert.equal((await post(filing, { authorization: `Bearer ${at.read}` })).status, 200);
  assert.equal((await problemOf(await post(filing, { authorization: 'Bearer wrong' }))).code, 'http.token_unknown');
});

test('a refused act tells its code, the rule, and what would be in order', async () => {
  filed = async () => refuse('act.keys_stale', 'file an act: keys is 3, expected 4', { keys: 4 });
  const response = await post(filing);
  const problem = await problemOf(response);
  assert.equal(response.status, 409);
  assert.equal(problem['keys'], 4);
  assert.match(problem.title, /exactly/);
  assert.ok(problem.remedy);
  filed = async () => refuse('node.busy', 'file an act: 1000 wait', { retryAfter: 3 });
  const busy = await post(filing);
  assert.equal(busy.status, 503);
  assert.equal(busy.headers.get('retry-after'), '3');
});

test('bodies that cannot be read never reach the app', async () => {
  filed = async () => assert.fail('reached the app');
  const bodies = [
    '',
    '{',
    '[]',
    'null',
    '"x"',
    '{}',
    '{"act":1,"words":[]}',
    '{"act":"","words":[]}',
    '{"act":"a"}',
    '{"act":"a","words":[1]}',
  ];
  for (const body of [...bodies, '{"act":"a","words":[],"more":1}', '{"act":"a","words":[],"__proto__":1}']) {
    assert.equal((await problemOf(await post(body))).code, 'http.malformed', body);
  }
  assert.equal(
    (await problemOf(await post(JSON.stringify({ act: 'a'.repeat(33_000), words: [] })))).code,
    'act.too_large',
  );
  assert.equal((await problemOf(await post('x'.repeat(FILING_BYTES_MAX + 1)))).code, 'http.too_large');
  assert.equal((await problemOf(await post(filing, { 'content-type': 'text/plain' }))).code, 'http.media_type');
});

test('a fault is logged, and its answer says nothing of it', async () => {
  filed = async () => {
    throw new Error('/secret/path', { cause: new Error('deeper') });
  };
  const response = await post(filing);
  const text = await response.text();
  assert.equal(response.status, 500);
  assert.doesNotMatch(text, /secret|deeper|\.ts:/);
  filed = async () => {
    throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
  };
  assert.equal((await problemOf(await post(filing))).code, 'http.disk_full');
  assert.deepEqual(faults.splice(0), ['http.fault http.fault', 'http.fault http.disk_full']);
});

test('what is not HTTP is answered with a problem and closed', async () => {
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(new URL(at.url).port), '127.0.0.1', () => socket.write('nonsense\r\n\r\n'));
    let text = '';
    socket.on('data', (chunk) => (text += chunk));
    socket.on('close', () => resolve(text));
  });
  assert.match(answer, /^HTTP\/1\.1 400 /);
  assert.match(answer, /"code":"http\.malformed"/);
  assert.equal((await problemOf(await at.get('/api/v1/cases/%E0%A4%A'))).code, 'http.malformed');
});

test('security headers stand on every answer', async () => {
  for (const path of ['/healthz', '/api/v1/cases', '/nothing', '/api/docs', '/api/openapi.json', '/exchange/x']) {
    const { headers } = await at.get(path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    assert.match(headers.get('content-security-policy')!, /default-src 'none'/);
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
  }
});

test('health is open; readiness says why not', async () => {
  assert.deepEqual(await (await fetch(`${at.url}/healthz`)).json(), { status: 'ok' });
  assert.deepEqual(await (await fetch(`${at.url}/readyz`)).json(), { ready: true, reasons: [] });
  health = () => ({
    ...standing(),
    signing: 'asking',
    alarms: [{ log: 'beta.example', kind: 'two-roots', object: 'x', foundAt: 1 }],
  });
  const response = await fetch(`${at.url}/readyz`);
  assert.equal(response.status, 503);
  const { reasons } = (await response.json()) as { reasons: string[] };
  assert.equal(reasons[0], 'evidence of two-roots in the log beta.example: see /api/v1/health');
  assert.equal(reasons.length, 2);
  health = () => {
    throw new Error('no');
  };
  assert.equal((await fetch(`${at.url}/readyz`)).status, 500);
  faults.length = 0;
  health = standing;
});

test('metrics count what was answered, and name no path that was sent', async () => {
  const text = await (await at.get('/metrics')).text();
  assert.match(text, /parley_filings_total\{outcome="act\.keys_stale"\} 1/);
  assert.match(text, /parley_http_answer_seconds_count\{route="cases",status="304"\}/);
  assert.doesNotMatch(text, /nothing/);
});

test('the documents are there, and the page needs no script', async () => {
  const document = (await (await fetch(`${at.url}/api/openapi.json`)).json()) as { openapi: string };
  assert.match(document.openapi, /^3\.1/);
  const page = await fetch(`${at.url}/api/docs`);
  const html = await page.text();
  assert.match(page.headers.get('content-security-policy')!, /style-src 'self'/);
  assert.doesNotMatch(html, /<script|https?:\/\/(?!json-schema)|style=/);
  assert.match(html, /id="act\.keys_stale"/);
  assert.equal((await fetch(`${at.url}/api/docs/style.css`)).headers.get('content-type'), 'text/css; charset=utf-8');
});
