import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { RING_CHANGES } from './live.ts';
import { fakeApp, startServer, type TestServer } from './testing.ts';

type Event = { event: string; id: string; data: unknown };

/** Reads a stream until `count` events came or it ended. */
async function events(response: Response, count: number): Promise<Event[]> {
  const found: Event[] = [];
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => line.split(/: ?(.*)/s, 2) as [string, string]));
      if (fields.has('event'))
        found.push({ event: fields.get('event')!, id: fields.get('id')!, data: JSON.parse(fields.get('data')!) });
    }
    if (found.length >= count) break;
  }
  return found;
}

const app = fakeApp();
let at: TestServer;
let seq = 0;
const emit = () => app.emit({ seq: ++seq, kind: 'filed', from: seq - 1, to: seq });

before(async () => void (at = await startServer(app)));
after(() => at.server.stop(1000));

test('changes arrive as they happen, with ids to resume by', async () => {
  const response = await at.get('/api/v1/live');
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
  emit();
  emit();
  assert.deepEqual(await events(response, 3), [
    { event: 'opened', id: 'run.0', data: {} },
    { event: 'change', id: 'run.1', data: { seq: 1, kind: 'filed', from: 0, to: 1 } },
    { event: 'change', id: 'run.2', data: { seq: 2, kind: 'filed', from: 1, to: 2 } },
  ]);
});

test('who comes back gets what it missed, once, in order', async () => {
  const last = `run.${seq}`;
  emit();
  emit();
  const response = await at.get('/api/v1/live', { 'last-event-id': last });
  emit();
  const found = await events(response, 4);
  assert.deepEqual(
    found.map(({ id }) => id),
    [`run.${seq - 1}`, `run.${seq - 2}`, `run.${seq - 1}`, `run.${seq}`],
  );
  assert.deepEqual(
    found.map(({ event }) => event),
    ['opened', 'change', 'change', 'change'],
  );
});

test('a change of very many subjects names none', async () => {
  const response = await at.get('/api/v1/live');
  app.emit({ seq: ++seq, kind: 'folded', subjects: ['a'] });
  app.emit({ seq: ++seq, kind: 'folded', subjects: Array.from({ length: 65 }, () => 'a') });
  const [, few, many] = await events(response, 3);
  assert.deepEqual(few!.data, { seq: seq - 1, kind: 'folded', subjects: ['a'] });
  assert.deepEqual(many!.data, { seq, kind: 'folded' });
});

test('who was away too long, or knew another run, is told to read again', async () => {
  for (let i = 0; i < RING_CHANGES + 1100; i++) emit();
  for (const last of ['run.1', 'before.3', `run.${seq + 1}`, 'nonsense', 'run.', 'run.-1']) {
    const found = await events(await at.get('/api/v1/live', { 'last-event-id': last }), 2);
    assert.deepEqual(found[1], { event: 'reload', id: `run.${seq}`, data: {} }, last);
  }
  const found = await events(
    await at.get('/api/v1/live', { 'last-event-id': `run.${seq - RING_CHANGES + 1}` }),
    RING_CHANGES,
  );
  assert.equal(found.length, RING_CHANGES);
});

test('a stop ends the streams and finishes a filing that has begun', async () => {
  const one = fakeApp();
  let begun = () => {};
  const hasBegun = new Promise<void>((resolve) => (begun = resolve));
  one.file = async () => {
    begun();
    await pause(300);
    return { ok: true, id: 'x', log: 'o', index: 0, filedAt: 0, again: false };
  };
  let waiting = () => {};
  const waits = new Promise<void>((resolve) => (waiting = resolve));
  one.exchange = (_request, _from, signal) => {
    waiting();
    return new Promise((resolve) =>
      signal.addEventListener('abort', () => resolve({ status: 200, body: new Uint8Array(0) })),
    );
  };
  const server = await startServer(one);
  const stream = await server.get('/api/v1/live');
  const filing = fetch(`${server.url}/api/v1/acts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"act":"a","words":[]}',
  });
  const poll = fetch(`${server.url}/exchange/read/${server.auditor}/hash/receipts?wait=30`);
  await Promise.all([hasBegun, waits]);
  const stopped = server.server.stop(5000);
  const [filed, ended, polled] = await Promise.all([filing, events(stream, 2), poll]);
  assert.equal(filed.status, 201);
  assert.deepEqual(
    ended.map(({ event }) => event),
    ['opened', 'stopping'],
  );
  assert.equal(polled.status, 200);
  await stopped;
  await assert.rejects(fetch(`${server.url}/healthz`));
});

test('a request that does not end is cut after the grace', async () => {
  const one = fakeApp({ file: () => new Promise(() => {}) });
  const server = await startServer(one);
  const filing = fetch(`${server.url}/api/v1/acts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"act":"a","words":[]}',
  });
  await pause(100);
  await Promise.all([server.server.stop(200), assert.rejects(filing)]);
});
