import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { httpServer } from '../platform/http.ts';
import { silentLogger } from '../platform/logger.ts';
import { Metrics } from '../platform/metrics.ts';
import { PAGES } from './pages.ts';
import { serveConsole } from './serve.ts';

const SCRIPT = 'console.log("a page")\n'.repeat(40);
const page = (text: string) =>
  `<!doctype html><title>${text}</title><script nonce="__PARLEY_NONCE__" src="/assets/a-1.js"></script>`;

function served(t: TestContext, options: { built: boolean } = { built: true }) {
  const dir = mkdtempSync(join(tmpdir(), 'parley-console-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const build = (text: string) => {
    mkdirSync(join(dir, 'assets'), { recursive: true });
    writeFileSync(join(dir, 'assets', 'a-1.js'), SCRIPT);
    writeFileSync(join(dir, 'assets', 'a-1.js.br'), brotliCompressSync(SCRIPT));
    writeFileSync(join(dir, 'assets', 'a-1.js.gz'), gzipSync(SCRIPT));
    writeFileSync(join(dir, 'mark.svg'), '<svg/>');
    writeFileSync(join(dir, 'manifest.json'), '{}');
    writeFileSync(join(dir, 'index.html'), page(text));
  };
  if (options.built) build('first');
  const { fastify } = httpServer({ log: silentLogger, metrics: new Metrics({ process: false }), secure: false });
  serveConsole(fastify, dir);
  t.after(() => fastify.close());
  const get = (url: string, headers: Record<string, string> = { accept: 'text/html' }) =>
    fastify.inject({ method: 'GET', url, headers });
  return { get, build, fastify };
}

test('every page is the same document, under a policy whose nonce no other answer has', async (t) => {
  const { get } = served(t);
  const nonces = new Set<string>();
  for (const path of ['/', '/?a=b', ...PAGES.flatMap((name) => [`/${name}`, `/${name}/a/b?c=d`])]) {
    const answer = await get(path);
    assert.equal(answer.statusCode, 200, path);
    const policy = String(answer.headers['content-security-policy']);
    const nonce = /script-src 'self' 'nonce-([A-Za-z0-9+/=]{24})'/.exec(policy)?.[1];
    assert.ok(nonce !== undefined, policy);
    assert.match(policy, /^default-src 'none';/);
    assert.doesNotMatch(policy, /unsafe|https?:|\*|data:/);
    assert.ok(answer.body.includes(`nonce="${nonce}"`));
    assert.doesNotMatch(answer.body, /__PARLEY_NONCE__/);
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    assert.equal(answer.headers['cross-origin-opener-policy'], 'same-origin');
    assert.equal(answer.headers['cross-origin-resource-policy'], 'same-origin');
    assert.match(String(answer.headers['permissions-policy']), /camera=\(\).*publickey-credentials-get=\(self\)/);
    nonces.add(nonce);
  }
  assert.equal(nonces.size, 2 + 2 * PAGES.length);
});

test('files whose names change with their content are kept for ever, and come compressed as the browser takes them', async (t) => {
  const { get } = served(t);
  const br = await get('/assets/a-1.js', { 'accept-encoding': 'gzip, deflate, br' });
  assert.equal(br.headers['content-encoding'], 'br');
  assert.equal(brotliDecompressSync(br.rawPayload).toString(), SCRIPT);
  assert.equal(br.headers['cache-control'], 'public, max-age=31536000, immutable');
  assert.equal(br.headers['content-type'], 'text/javascript; charset=utf-8');
  assert.equal(br.headers['vary'], 'accept-encoding');
  const gz = await get('/assets/a-1.js', { 'accept-encoding': 'gzip, br;q=0' });
  assert.equal(gunzipSync(gz.rawPayload).toString(), SCRIPT);
  const plain = await get('/assets/a-1.js', {});
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.equal(plain.body, SCRIPT);
  const again = await get('/assets/a-1.js', { 'if-none-match': String(plain.headers['etag']) });
  assert.equal(again.statusCode, 304);
  assert.equal((await get('/mark.svg')).headers['cache-control'], 'no-cache');
});

test('what is no file of the build is not served, wherever it lies', async (t) => {
  const { get } = served(t);
  for (const path of [
    '/manifest.json',
    '/assets/a-1.js.br',
    '/assets/../../etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/assets/none.js',
  ])
    assert.equal((await get(path, { accept: '*/*' })).statusCode, 404, path);
  assert.equal((await get('/assets/none.js')).headers['content-type'], 'application/problem+json');
});

test('a program is refused in its own form, and a person shown a page, where nothing is', async (t) => {
  const { get } = served(t);
  const program = await get('/nowhere', { accept: 'application/json' });
  assert.equal(program.statusCode, 404);
  assert.equal(program.json().code, 'http.not_found');
  const person = await get('/nowhere');
  assert.equal(person.statusCode, 404);
  assert.match(String(person.headers['content-type']), /^text\/html/);
  assert.equal((await get('/api/v1/nowhere')).headers['content-type'], 'application/problem+json');
});

test('without a build the page says how it is made, and a build is taken up without a restart', async (t) => {
  const { get, build } = served(t, { built: false });
  const missing = await get('/');
  assert.equal(missing.statusCode, 503);
  assert.match(missing.body, /\.\/parley build/);
  assert.match(String(missing.headers['content-security-policy']), /default-src 'none'/);
  build('then');
  assert.match((await get('/')).body, /<title>then/);
});

test('only reading is answered', async (t) => {
  const { fastify } = served(t);
  const head = await fastify.inject({ method: 'HEAD', url: '/desk', headers: { accept: 'text/html' } });
  assert.equal(head.statusCode, 200);
  assert.equal(head.body, '');
  assert.equal((await fastify.inject({ method: 'POST', url: '/desk', payload: 'x' })).statusCode, 404);
});
