// The commands against a small server that behaves as a node does, or does not.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { digestOfContent } from '@parley/node/exhibits/contents';

const MAIN = join(import.meta.dirname, '..', 'main.ts');

async function node(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function folder(t: TestContext): (name: string) => string {
  const dir = mkdtempSync(join(tmpdir(), 'parley-exhibit-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return (name) => join(dir, name);
}

function parley(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, 'exhibit', ...args]);
  let out = '';
  let err = '';
  child.stdout.on('data', (bytes) => (out += bytes));
  child.stderr.on('data', (bytes) => (err += bytes));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
}

const content = randomBytes(1000);
const digest = digestOfContent(content);

test('what is put goes to the address of its digest with the token, and the act’s member is printed', async (t) => {
  const at = folder(t);
  writeFileSync(at('hosts.csv'), content);
  const seen: unknown[] = [];
  const url = await node(t, (request, response) => {
    void bodyOf(request).then((body) => {
      seen.push(request.method, request.url, request.headers.authorization, digestOfContent(body));
      response.end(JSON.stringify({ digest, bytes: body.length, again: false, keptUntil: 1_800_000_000 }));
    });
  });
  const put = await parley('put', at('hosts.csv'), '--url', url, '--token', 'T', '--type', 'text/csv');
  assert.equal(put.code, 0, put.err);
  assert.deepEqual(seen, ['PUT', `/api/v1/exhibits/content/${digest}`, 'Bearer T', digest]);
  assert.ok(put.out.includes(`"exhibits": [{"h":"${digest}","n":1000,"ct":"text/csv"}]`), put.out);
  assert.ok(put.out.includes('kept until 2027-01-15T08:00:00Z'), put.out);
});

test('what cannot be put is said plainly', async (t) => {
  const at = folder(t);
  writeFileSync(at('large'), Buffer.alloc(1_048_577));
  writeFileSync(at('small'), content);
  const url = await node(t, (_request, response) => {
    response.writeHead(403).end(JSON.stringify({ code: 'http.token_scope', detail: 'put content: the scope is read' }));
  });
  for (const [args, said] of [
    [[at('large'), '--url', url], /1,048,577 bytes: a node takes at most 1,048,576/],
    [[at('nothing'), '--url', url], /it does not exist/],
    [[at('small'), '--url', url, '--type', 'Text/CSV'], /no media type/],
    [[at('small'), '--url', url], /the scope is read/],
    [[at('small'), '--url', 'http://127.0.0.1:1'], /cannot reach/],
  ] as const) {
    const { code, err } = await parley('put', ...args);
    assert.equal(code, 1);
    assert.match(err, said);
  }
});

/** Serves the content with ranges, and breaks off once after half of it. */
function cutting(): { answer: RequestListener; ranges: (string | undefined)[] } {
  const ranges: (string | undefined)[] = [];
  return {
    ranges,
    answer: (request, response) => {
      const { range } = request.headers;
      ranges.push(range);
      if (ranges.length === 1) {
        response.writeHead(200, { 'content-length': '1000' });
        response.write(content.subarray(0, 500), () => setTimeout(() => request.socket.destroy(), 100));
        return;
      }
      const from = Number(/\d+/.exec(range ?? '0')![0]);
      response.writeHead(from > 0 ? 206 : 200).end(content.subarray(from));
    },
  };
}

test('what is got goes on where it was cut off, and takes its name when it is whole and right', async (t) => {
  const at = folder(t);
  const { answer, ranges } = cutting();
  const url = await node(t, answer);
  const cut = await parley('get', digest, '--url', url, '--out', at('copy'));
  assert.equal(cut.code, 1);
  assert.match(cut.err, /goes on where it stopped/);
  assert.ok(!existsSync(at('copy')));
  const got = await parley('get', digest, '--url', url, '--out', at('copy'), '--json');
  assert.equal(got.code, 0, got.err);
  assert.deepEqual(ranges, [undefined, 'bytes=500-']);
  assert.deepEqual(readFileSync(at('copy')), content);
  assert.deepEqual(JSON.parse(got.out), { ok: true, digest, bytes: 1000, out: at('copy') });
  assert.match((await parley('get', digest, '--url', url, '--out', at('copy'))).err, /is there already/);
});

test('other bytes than the digest says are removed', async (t) => {
  const at = folder(t);
  const url = await node(t, (_request, response) => void response.end(randomBytes(1000)));
  const { code, err } = await parley('get', digest, '--url', url, '--out', at('copy'));
  assert.equal(code, 1);
  assert.match(err, /expected .*: it was removed/);
  assert.ok(!existsSync(at('copy')) && !existsSync(at('copy.partial')));
  assert.match((await parley('get', '../x', '--url', url, '--out', at('copy'))).err, /no digest/);
});
