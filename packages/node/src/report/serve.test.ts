import assert from 'node:assert/strict';
import { request as open } from 'node:http';
import { after, before, test } from 'node:test';
import { PROGRESS_BYTES_MAX } from '@parley/api/progress';
import { Problem } from '@parley/api/problem';
import { refuse } from '@parley/record/refusal';
import { fakeApp, fakeReviews, startServer, type TestServer } from '../api/testing.ts';
import type { Job, Made } from './make.ts';

const asked: Job[] = [];
let full = false;
let make: (job: Job, signal: AbortSignal) => Promise<Made> = fakeReviews.make;
let at: TestServer;

before(async () => {
  const reviews = {
    get full() {
      return full;
    },
    make: (job: Job, signal: AbortSignal) => {
      asked.push(job);
      return make(job, signal);
    },
  };
  at = await startServer(fakeApp(), { reviews });
});
after(() => at.server.stop(1000));

function post(path: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  const json = { authorization: `Bearer ${at.read}`, 'content-type': 'application/json' };
  return fetch(at.url + path, { method: 'POST', body, headers: { ...json, ...headers } });
}

async function codeOf(response: Response): Promise<string> {
  const problem = Problem.parse(await response.json());
  assert.equal(problem.status, response.status);
  return problem.code;
}

test('a report is a file to be saved, that runs nothing and has no origin if it is shown', async () => {
  for (const [query, type, name] of [
    ['', 'application/json; charset=utf-8', 'status-report-1970-01-01T235959Z-en.json'],
    ['?format=html&lang=both', 'text/html; charset=utf-8', 'status-report-1970-01-01T235959Z-en-zh.html'],
    ['?format=pdf&lang=zh', 'application/pdf', 'status-report-1970-01-01T235959Z-zh.pdf'],
  ] as const) {
    const { status, headers } = await at.get(`/api/v1/report${query}`);
    assert.equal(status, 200);
    assert.equal(headers.get('content-type'), type);
    assert.equal(headers.get('content-disposition'), `attachment; filename="${name}"`);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    const policy = headers.get('content-security-policy')!.split('; ');
    assert.ok(policy.includes('sandbox') && policy.includes("default-src 'none'"));
    assert.ok(!policy.some((one) => one.startsWith('script-src')));
  }
});

test('what is asked for reaches whoever makes it, with dates in seconds', async () => {
  asked.length = 0;
  await at.get('/api/v1/report?format=html&lang=both&asOf=2016-06-14');
  await at.get('/api/v1/scorecard?from=2016-01-01&until=2016-01-31&asOf=2016-06-14T09:30:00Z');
  const day = (year: number, month: number, date: number) => Date.UTC(year, month - 1, date) / 1000;
  assert.deepEqual(asked, [
    { make: 'report', format: 'html', languages: ['en', 'zh'], reviewAt: day(2016, 6, 15) - 1 },
    {
      make: 'scorecard',
      from: day(2016, 1, 1),
      until: day(2016, 2, 1),
      reviewAt: day(2016, 6, 14) + 9 * 3600 + 30 * 60,
    },
  ]);
});

test('parameters out of order are refused by name, and nothing is made', async () => {
  asked.length = 0;
  for (const query of [
    'report?format=doc',
    'report?lang=de',
    'report?asOf=2016',
    'report?asOf=2016-02-30',
    'report?asOf=1465948799',
    'report?to=x',
    'scorecard?from=2016-01-01T00:00:00Z',
    'scorecard?until=',
    'scorecard?lang=en',
  ])
    assert.equal(await codeOf(await at.get(`/api/v1/${query}`)), 'http.query', query);
  assert.deepEqual(asked, []);
});

test('an unchanged docket gives the same report: it is not made again', async () => {
  const tag = (await at.get('/api/v1/report')).headers.get('etag')!;
  asked.length = 0;
  assert.equal((await at.get('/api/v1/report', { 'if-none-match': tag })).status, 304);
  assert.deepEqual(asked, []);
});

test('a refusal has its code, says when to come again, and carries no tag', async () => {
  make = async () => refuse('http.busy', 'make what was asked for: 4 wait', { retryAfter: 7 });
  const response = await at.get('/api/v1/report');
  assert.equal(response.headers.get('etag'), null);
  assert.equal(response.headers.get('content-disposition'), null);
  assert.equal(response.headers.get('retry-after'), '7');
  assert.equal(response.status, 503);
  assert.equal(await codeOf(response), 'http.busy');
  make = async () => refuse('report.nothing', 'nothing had been received');
  assert.equal(await codeOf(await at.get('/api/v1/report')), 'report.nothing');
  make = fakeReviews.make;
});

test('a body goes to whoever makes it as it came', async () => {
  asked.length = 0;
  for (const path of ['progress', 'quotation']) {
    const response = await post(`/api/v1/${path}`, '{"not read": here');
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8');
  }
  assert.deepEqual(
    asked.map((job) => [job.make, 'body' in job && Buffer.from(job.body).toString()]),
    [
      ['progress', '{"not read": here'],
      ['quotation', '{"not read": here'],
    ],
  );
});

test('a body is not even read of a stranger, of one who comes too late, or beyond its bound', async () => {
  asked.length = 0;
  for (const path of ['/api/v1/progress', '/api/v1/quotation']) {
    assert.equal(await codeOf(await post(path, '{}', { authorization: 'Bearer x' })), 'http.token_unknown');
    const auditor = { authorization: `Bearer ${at.auditor}` };
    assert.equal(await codeOf(await post(path, '{}', auditor)), 'http.token_scope');
    assert.equal(await codeOf(await post(path, '{}', { 'content-type': 'text/csv' })), 'http.media_type');
    full = true;
    const late = await post(path, '{}');
    full = false;
    assert.ok(Number(late.headers.get('retry-after')) > 1);
    assert.equal(await codeOf(late), 'http.busy');
    assert.equal(await codeOf(await post(path, 'x'.repeat(PROGRESS_BYTES_MAX + 1))), 'http.too_large');
  }
  assert.deepEqual(asked, []);
});

test('whoever goes away is not worked for', async () => {
  const gone = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  make = (_job, signal) => {
    begun.resolve();
    return new Promise((resolve) =>
      signal.addEventListener('abort', () => {
        gone.resolve();
        resolve(refuse('http.stopping', 'given up'));
      }),
    );
  };
  const request = open(`${at.url}/api/v1/report`, { headers: { authorization: `Bearer ${at.read}` } });
  request.on('error', () => undefined);
  request.end();
  await begun.promise;
  request.destroy();
  await gone.promise;
  make = fakeReviews.make;
});
