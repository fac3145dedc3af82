import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { CONTENT_BYTES_MAX, UNCOMMITTED_KEPT_S } from '@parley/api/exhibits';
import { encodeBase64url } from '@parley/record/base64';
import { sealContent } from '@parley/record/seal';
import type { JsonObject } from '@parley/record/json';
import { UnreachableError, type ExchangeResponse } from '../counterparts/transport.ts';
import { systemScheduler, type Scheduler } from '../platform/scheduler.ts';
import { Pair } from '../testing/pair.ts';
import { PIECE_TIMEOUT_MS } from './exhibits.ts';
import { digestOfContent, MemoryContents } from './contents.ts';
import { PIECE_BYTES } from './pull.ts';

const PARTIES = ['amber', 'birch'];

async function running(t: TestContext, pair?: Pair): Promise<Pair> {
  const world = pair ?? (await Pair.make());
  await world.start();
  t.after(() => world.stop());
  await world.found();
  await world.appointRegistrars();
  return world;
}

function onDisk(t: TestContext): Map<string, string> {
  const dir = mkdtempSync(join(tmpdir(), 'parley-exhibits-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return new Map(PARTIES.map((party) => [party, join(dir, `${party}.db`)]));
}

/** What a party’s registrar said, in order. */
function saidBy(pair: Pair, party: string, type: string): { subject: string | undefined; id: string }[] {
  const { reader, own } = pair.app(party);
  return reader.acts({ log: own.origin, type, limit: 200 }).items.map(({ subject, id }) => ({ subject, id }));
}

test('a communication check sent to us is answered by the registrar, once, and the other side’s never by us', async (t) => {
  const pair = await running(t);
  const nonce = encodeBase64url(randomBytes(16));
  const check = await pair.must('amber', 'liaison', { type: 'contact.check', body: { to: 'birch', nonce } });
  await pair.idle();
  await pair.until(() => saidBy(pair, 'birch', 'contact.answer').length > 0);
  await pair.idle();
  assert.deepEqual(
    saidBy(pair, 'birch', 'contact.answer').map(({ subject }) => subject),
    [check],
  );
  assert.deepEqual(saidBy(pair, 'amber', 'contact.answer'), []);
  await pair.stop('birch');
  await pair.start('birch');
  await pair.idle();
  assert.equal(saidBy(pair, 'birch', 'contact.answer').length, 1);
});

test('a node whose registrar is not appointed says nothing, and says everything once it is', async (t) => {
  const pair = await Pair.make();
  await pair.start();
  t.after(() => pair.stop());
  await pair.found();
  const nonce = encodeBase64url(randomBytes(16));
  await pair.must('amber', 'liaison', { type: 'contact.check', body: { to: 'birch', nonce } });
  await pair.idle();
  const { exhibits } = pair.app('birch').health();
  assert.deepEqual([exhibits.registrar, exhibits.unsaid], ['not-appointed', 1]);
  assert.deepEqual(saidBy(pair, 'birch', 'contact.answer'), []);
  await pair.appointRegistrars();
  await pair.until(() => saidBy(pair, 'birch', 'contact.answer').length === 1);
});

type Deposit = { content: Uint8Array; bytes?: number; digest?: string };

/** An exhibit of amber’s for birch. */
async function deposit(pair: Pair, { content, bytes, digest }: Deposit): Promise<{ id: string; digest: string }> {
  const h = digest ?? digestOfContent(content);
  const id = await pair.must('amber', 'liaison', {
    type: 'exhibit.deposit',
    body: { to: 'birch', kind: 'document' },
    words: { title: { en: 'A list of hosts' } },
    exhibits: [{ h, n: bytes ?? content.length, ct: 'text/plain' }],
  });
  return { id, digest: h };
}

async function putBy(pair: Pair, party: string, content: Uint8Array): Promise<string> {
  const digest = digestOfContent(content);
  const put = await pair.app(party).exhibits.put(digest, content);
  assert.ok(put.ok, put.ok ? '' : put.refusal.detail);
  return digest;
}

async function heldBy(pair: Pair, party: string, digest: string): Promise<Uint8Array | undefined> {
  const read = await pair.app(party).exhibits.read(digest, {});
  return read.kind === 'bytes' ? read.body : undefined;
}

const isHeld = (pair: Pair, times = 1) => saidBy(pair, 'birch', 'exhibit.held').length === times;

test('content that was put is pulled, and the registrar says that it is held; receipts do not wait for it', async (t) => {
  const pair = await running(t);
  const content = randomBytes(3 * PIECE_BYTES + 17);
  // The act is receipted before there is any content.
  const { id, digest } = await deposit(pair, { content });
  await pair.idle();
  assert.ok(pair.app('amber').reader.receiptProof(id) !== undefined);
  assert.ok(!isHeld(pair, 1));
  assert.equal(pair.app('birch').health().exhibits.wanted, 1);
  await putBy(pair, 'amber', content);
  await pair.until(() => isHeld(pair));
  await pair.idle();
  assert.deepEqual(Buffer.from((await heldBy(pair, 'birch', digest))!), content);
  assert.deepEqual(
    saidBy(pair, 'birch', 'exhibit.held').map(({ subject }) => subject),
    [id],
  );
  assert.deepEqual(pair.app('amber').docket.digest(), pair.app('birch').docket.digest());
  assert.deepEqual(pair.app('birch').reader.disregarded({}).items, []);
});

test('nothing is a content, too, and it needs no pull', async (t) => {
  const pair = await running(t);
  await deposit(pair, { content: new Uint8Array(0) });
  await pair.until(() => isHeld(pair));
});

test('of a disclosure the registrar says whether salt and content open the seal', async (t) => {
  const pair = await running(t);
  const content = randomBytes(5000);
  const salt = randomBytes(32);
  const digest = await putBy(pair, 'amber', content);
  const verdicts: unknown[] = [];
  for (const sealed of [content, randomBytes(5000)]) {
    const id = await pair.must('amber', 'liaison', {
      type: 'exhibit.seal',
      body: { to: 'birch', kind: 'document' },
      words: { title: { en: 'Sealed' } },
      seals: [{ c: sealContent(salt, sealed), n: 8192, ct: 'text/plain' }],
    });
    await pair.must('amber', 'liaison', {
      type: 'exhibit.disclose',
      subject: id,
      body: { to: ['birch'], reason: 'voluntary' },
      words: { salt: encodeBase64url(salt) },
      exhibits: [{ h: digest, n: content.length, ct: 'text/plain' }],
    });
    await pair.until(() => isHeld(pair, verdicts.length + 1));
    const { entry } = pair.app('birch').reader.act(saidBy(pair, 'birch', 'exhibit.held').at(-1)!.id)!;
    const { body } = JSON.parse(Buffer.from(entry.split('.')[1]!, 'base64url').toString()) as { body: JsonObject };
    verdicts.push(body['seal']);
  }
  assert.deepEqual(verdicts, ['opens', 'does-not-open']);
});

test('what the rules give no effect is neither served, nor pulled, nor said to be held', async (t) => {
  const pair = await running(t);
  const content = randomBytes(100);
  const digest = await putBy(pair, 'amber', content);
  const { id } = await deposit(pair, { content: randomBytes(3) });
  // What is deposited openly is not disclosed. Amber's own node refuses to file it; another log has it, and it is disregarded.
  const disclosed = await pair.compose('amber', 'liaison', {
    type: 'exhibit.disclose',
    subject: id,
    body: { to: ['birch'], reason: 'voluntary' },
    words: { salt: encodeBase64url(randomBytes(32)) },
    exhibits: [{ h: digest, n: 100, ct: 'text/plain' }],
  });
  const docket = pair.app('amber').docket;
  const file = docket.file.bind(docket);
  docket.file = (party, index, act, now) => {
    const touched = { subjects: new Set<string>(), house: false };
    return act.payload.type === 'exhibit.disclose' ? { ok: true, touched } : file(party, index, act, now);
  };
  assert.ok((await pair.app('amber').file(disclosed)).ok);
  await pair.until(() => pair.app('birch').reader.disregarded({}).items.length > 0);
  await pair.until(() => pair.app('birch').exhibits.settledDown);
  assert.deepEqual(await ask(pair, digest), { status: 404, body: '' });
  assert.equal(await heldBy(pair, 'birch', digest), undefined);
  assert.deepEqual(saidBy(pair, 'birch', 'exhibit.held'), []);
  assert.equal(pair.app('birch').health().exhibits.waiting.length, 1);
});

/** What birch is answered when it asks amber, or another path than that. */
async function ask(
  pair: Pair,
  digest: string,
  more: { range?: string; ifRange?: string; as?: 'auditor'; path?: string } = {},
): Promise<{ status: number; body: string; range?: string | undefined }> {
  const { originHash } = pair.app('amber').parties.find(({ own }) => own)!;
  const { range, ifRange, as, path = `${originHash}/exhibits/${digest}` } = more;
  const request = { method: 'GET', path, ...(range && { range }), ...(ifRange && { ifRange }) } as const;
  const reader = as === undefined ? { party: 'birch' } : ({ auditor: true } as const);
  const { status, body, headers } = await pair.app('amber').exchange(request, reader, new AbortController().signal);
  const shown = status === 404 ? '' : Buffer.from(body).toString();
  return { status, body: shown, ...(headers?.['content-range'] && { range: headers['content-range'] }) };
}

test('the other side of an exhibit is served it, whole or in part; an auditor and other names are served nothing', async (t) => {
  const pair = await running(t);
  const digest = await putBy(pair, 'amber', Buffer.from('0123456789'));
  assert.equal((await ask(pair, digest)).status, 404, 'no act commits to it yet');
  await deposit(pair, { content: Buffer.from('0123456789') });
  await pair.until(() => isHeld(pair));
  const tag = `"${digest}"`;
  const answers: [Parameters<typeof ask>[2], Awaited<ReturnType<typeof ask>>][] = [
    [{}, { status: 200, body: '0123456789' }],
    [{ range: 'bytes=2-4' }, { status: 206, body: '234', range: 'bytes 2-4/10' }],
    [{ range: 'bytes=-3' }, { status: 206, body: '789', range: 'bytes 7-9/10' }],
    [
      { range: 'bytes=8-', ifRange: tag },
      { status: 206, body: '89', range: 'bytes 8-9/10' },
    ],
    [
      { range: 'bytes=8-', ifRange: '"other"' },
      { status: 200, body: '0123456789' },
    ],
    [{ range: 'bytes=10-' }, { status: 416, body: '', range: 'bytes */10' }],
    [{ range: 'bytes=0-1,3-4' }, { status: 200, body: '0123456789' }],
    [{ as: 'auditor' }, { status: 404, body: '' }],
  ];
  for (const [asked, answer] of answers)
    assert.deepEqual(await ask(pair, digest, asked), answer, JSON.stringify(asked));
  for (const other of ['..', '../../parley.db', digestOfContent(randomBytes(3)), `${digest}A`, ''])
    assert.equal((await ask(pair, other)).status, 404, other);
  // The holder serves the author’s content back to its author.
  const { originHash } = pair.app('amber').parties.find(({ own }) => own)!;
  const back = await pair
    .app('birch')
    .exchange(
      { method: 'GET', path: `${originHash}/exhibits/${digest}` },
      { party: 'amber' },
      new AbortController().signal,
    );
  assert.equal(Buffer.from(back.body).toString(), '0123456789');
});

/** Birch asks amber for content through this. */
function between(
  pair: Pair,
  answer: (part: string, honest: () => Promise<ExchangeResponse>) => Promise<ExchangeResponse>,
) {
  const app = pair.app('amber');
  const honest = app.exchange.bind(app);
  app.exchange = (request, reader, signal) =>
    request.path.includes('/exhibits/')
      ? answer(request.range!, () => honest(request, reader, signal))
      : honest(request, reader, signal);
}

test('a pull that is cut goes on where it stopped, also in another process', async (t) => {
  const pair = await running(t, await Pair.make({ paths: onDisk(t) }));
  const content = randomBytes(4 * PIECE_BYTES);
  const digest = await putBy(pair, 'amber', content);
  const parts: string[] = [];
  between(pair, async (part, honest) => {
    parts.push(part);
    if (parts.length === 3) throw new UnreachableError('cut');
    return honest();
  });
  await deposit(pair, { content });
  await pair.until(() => parts.length >= 3);
  await pair.stop('birch');
  const asked = parts.length;
  await pair.start('birch');
  await pair.until(() => isHeld(pair));
  assert.deepEqual(Buffer.from((await heldBy(pair, 'birch', digest))!), content);
  assert.ok(
    parts.slice(asked).every((part) => Number(/\d+/.exec(part)![0]) >= 2 * PIECE_BYTES),
    parts.join(' '),
  );
});

const nonsense: Record<string, (content: Buffer) => ExchangeResponse | Promise<ExchangeResponse>> = {
  'other bytes': ({ length }) => whole(Buffer.alloc(length, 1)),
  'more bytes': (content) => whole(Buffer.concat([content, content])),
  'fewer bytes': (content) => whole(content.subarray(1)),
  'a part of something longer': (content) => part(content, 'bytes 0-99/200'),
  'another part': (content) => part(content.subarray(0, 50), 'bytes 50-99/100'),
  'a part without its bytes': () => part(Buffer.alloc(0), 'bytes 0-99/100'),
  'a part that is not said to be one': (content) => ({ status: 206, body: content }),
  nothing: () => ({ status: 404, body: Buffer.alloc(0) }),
  'its own trouble': () => ({ status: 503, body: Buffer.alloc(0) }),
  silence: () => Promise.reject(new UnreachableError('nobody answers')),
};
const whole = (body: Uint8Array): ExchangeResponse => ({ status: 200, body });
const part = (body: Uint8Array, range: string): ExchangeResponse => ({
  status: 206,
  headers: { 'content-range': range },
  body,
});

test('a counterpart that serves anything but the content gets no word that it is held, until it serves the content', async (t) => {
  const pair = await running(t);
  const content = randomBytes(100);
  const digest = await putBy(pair, 'amber', content);
  let answer: ((content: Buffer) => ExchangeResponse | Promise<ExchangeResponse>) | undefined;
  let asked = 0;
  between(pair, async (_part, honest) => {
    asked++;
    return answer === undefined ? honest() : answer(content);
  });
  const liars = Object.entries(nonsense);
  answer = liars[0]![1];
  await deposit(pair, { content });
  for (const [name, lie] of liars) {
    answer = lie;
    const before = asked;
    pair.app('birch').exhibits.heard('amber');
    await pair.until(() => asked > before);
    await pair.until(() => pair.app('birch').exhibits.settledDown);
    assert.equal(await heldBy(pair, 'birch', digest), undefined, name);
    assert.ok(!isHeld(pair), name);
    assert.equal(pair.app('birch').health().exhibits.wanted, 1, name);
    // What was put off is due again at once after a start.
    await pair.stop('birch');
    await pair.start('birch');
  }
  answer = undefined;
  await pair.until(() => isHeld(pair));
});

test('an act that lies about the size, or asks for more than a content may have, is shown and not obeyed', async (t) => {
  const pair = await running(t);
  const content = randomBytes(100);
  const digest = await putBy(pair, 'amber', content);
  await deposit(pair, { content, bytes: 99 });
  await deposit(pair, { content, bytes: CONTENT_BYTES_MAX + 1, digest: digestOfContent(randomBytes(1)) });
  await pair.idle();
  const { exhibits } = pair.app('birch').health();
  assert.deepEqual(
    exhibits.waiting.map(({ bytes, refusal }) => [bytes, refusal?.code]),
    [
      [99, 'content.length'],
      [CONTENT_BYTES_MAX + 1, 'content.too_large'],
    ],
  );
  assert.equal(exhibits.contents, 0);
  assert.equal(await heldBy(pair, 'birch', digest), undefined);
  // The right one is not kept from coming by the wrong one.
  await deposit(pair, { content });
  await pair.until(() => isHeld(pair));
});

test('small contents come first, and one that cannot be had keeps no other waiting', async (t) => {
  const pair = await running(t);
  pair.cut.add('birch');
  const sizes = [3000, 10, 200_000, 500];
  for (const size of sizes) {
    const content = randomBytes(size);
    if (size !== 10) await putBy(pair, 'amber', content);
    await deposit(pair, { content });
  }
  const order: string[] = [];
  between(pair, async (asked, honest) => {
    order.push(asked);
    return honest();
  });
  pair.cut.delete('birch');
  await pair.until(() => isHeld(pair, 3));
  assert.deepEqual(order.slice(0, 3), ['bytes=0-9', 'bytes=0-499', 'bytes=0-2999']);
});

/** A keeper that fails: at the n-th step from now, before it is done or after. */
class Failing extends MemoryContents {
  left = Infinity;
  mode: 'failed' | 'answer lost' = 'failed';
  steps = 0;

  async #step<T>(work: () => Promise<T>): Promise<T> {
    this.steps++;
    const now = --this.left === 0;
    if (now && this.mode === 'failed') throw new Error('the disk fails');
    const done = await work();
    if (now) throw new Error('the disk fails');
    return done;
  }

  override size = (digest: string) => this.#step(() => super.size(digest));
  override put = (digest: string, content: Uint8Array) => this.#step(() => super.put(digest, content));
  override read = (digest: string, from: number, to: number) => this.#step(() => super.read(digest, from, to));
  override begun = (digest: string, bytes: number) => this.#step(() => super.begun(digest, bytes));
  override append = (digest: string, bytes: number, at: number, piece: Uint8Array) =>
    this.#step(() => super.append(digest, bytes, at, piece));
  override finish = (digest: string, bytes: number) => this.#step(() => super.finish(digest, bytes));
  override remove = (digest: string) => this.#step(() => super.remove(digest));
}

test('whichever step of keeping fails, or is done and its answer lost, the content is held once and said once', async (t) => {
  const pair = await Pair.make();
  const failing = new Failing();
  pair.contents.set('birch', failing);
  await running(t, pair);
  let said = 0;
  const once = async (left: number, mode: Failing['mode']): Promise<boolean> => {
    const content = randomBytes(PIECE_BYTES + 1);
    await putBy(pair, 'amber', content);
    failing.left = left;
    failing.mode = mode;
    const { digest } = await deposit(pair, { content });
    const failed = () => failing.left <= 0;
    await pair.until(() => failed() || isHeld(pair, said + 1));
    const reached = failed();
    if (reached) {
      await pair.until(() => pair.app('birch').exhibits.settledDown);
      assert.ok(pair.faults.splice(0).length > 0 || isHeld(pair, said + 1));
      await pair.stop('birch');
      await pair.start('birch');
    }
    failing.left = Infinity;
    await pair.until(() => isHeld(pair, said + 1));
    await pair.idle();
    said++;
    assert.deepEqual(Buffer.from((await heldBy(pair, 'birch', digest))!), content);
    assert.equal(saidBy(pair, 'birch', 'exhibit.held').length, said);
    return reached;
  };
  for (const mode of ['failed', 'answer lost'] as const) {
    let step = 1;
    while (await once(step, mode)) step++;
    assert.ok(step > 5, `${step} steps`);
  }
  assert.deepEqual(pair.app('birch').reader.disregarded({}).items, []);
});

test('whatever the database fails at after the registrar has filed, it does not say it twice', async (t) => {
  const pair = await running(t, await Pair.make({ paths: onDisk(t) }));
  const database = pair.databases.get('birch')!;
  database.raw.exec(
    `create temp trigger lost before update of said on committed begin select raise(abort, 'database or disk is full'); end`,
  );
  const content = randomBytes(10);
  await putBy(pair, 'amber', content);
  await deposit(pair, { content });
  await pair.until(() => isHeld(pair) && pair.faults.length > 0);
  pair.faults.length = 0;
  await pair.stop('birch');
  await pair.start('birch');
  await pair.idle();
  assert.ok(isHeld(pair, 1));
  assert.equal(pair.app('birch').health().exhibits.unsaid, 0);
});

test('content that no act commits to is deleted after seven days, and kept as long as one does', async (t) => {
  const paths = onDisk(t);
  const pair = await running(t, await Pair.make({ paths }));
  const [kept, left] = [randomBytes(10), randomBytes(20)];
  const digests = [await putBy(pair, 'amber', kept), await putBy(pair, 'amber', left)] as const;
  const again = await pair.app('amber').exhibits.put(digests[1], left);
  assert.ok(again.ok && again.again && again.keptUntil !== undefined);
  await deposit(pair, { content: kept });
  await pair.until(() => isHeld(pair));
  const after = async (seconds: number) => {
    pair.clock.moveTo(pair.clock.now() + seconds * 1000);
    await pair.idle();
    await pair.stop('amber');
    await pair.start('amber');
    await pair.idle();
    return Promise.all(digests.map(async (digest) => (await heldBy(pair, 'amber', digest)) !== undefined));
  };
  assert.deepEqual(await after(UNCOMMITTED_KEPT_S - 60), [true, true]);
  assert.deepEqual(await after(120), [true, false]);
});

test('content that was lost from the folder is noticed at the next start, and pulled again', async (t) => {
  const paths = onDisk(t);
  const pair = await running(t, await Pair.make({ paths }));
  const content = randomBytes(10);
  const digest = await putBy(pair, 'amber', content);
  pair.app('birch').exhibits.heard('amber');
  await deposit(pair, { content });
  await pair.until(() => isHeld(pair));
  await pair.stop('birch');
  await pair.contents.get('birch')!.remove(digest);
  await pair.start('birch');
  await pair.until(() => pair.app('birch').health().exhibits.contents === 1);
  await pair.idle();
  assert.deepEqual(Buffer.from((await heldBy(pair, 'birch', digest))!), content);
  assert.ok(isHeld(pair, 1));
});

test('a counterpart fills our disk no faster than the accord lets it fill its log, and goes on the next day', async (t) => {
  const pair = await running(t, await Pair.make({ bytesPerDay: 100_000 }));
  for (const size of [60_000, 70_000]) {
    const content = randomBytes(size);
    await putBy(pair, 'amber', content);
    await deposit(pair, { content });
  }
  await pair.until(() => isHeld(pair, 1));
  await pair.idle();
  const { waiting } = pair.app('birch').health().exhibits;
  assert.deepEqual(
    waiting.map(({ bytes, refusal }) => [bytes, refusal?.code]),
    [[70_000, 'content.quota']],
  );
  pair.clock.moveTo(pair.clock.now() + 86_400_000);
  await pair.until(() => isHeld(pair, 2));
});

test('a counterpart that answers without end of time is given up, and asked again', async (t) => {
  // A piece has half a minute; here that is a hundredth of a second.
  const scheduler: Scheduler = {
    now: () => systemScheduler.now(),
    after: (milliseconds, work) => systemScheduler.after(milliseconds === PIECE_TIMEOUT_MS ? 10 : milliseconds, work),
  };
  const pair = await running(t, await Pair.make({ scheduler }));
  const content = randomBytes(100);
  await putBy(pair, 'amber', content);
  let asked = 0;
  between(pair, (_part, honest) => (++asked === 1 ? new Promise(() => {}) : honest()));
  await deposit(pair, { content });
  await pair.until(() => isHeld(pair));
  assert.equal(asked, 2);
});

test('what its own officer says is destroyed is deleted, and not pulled again', async (t) => {
  const pair = await running(t, await Pair.make({ paths: onDisk(t) }));
  const content = randomBytes(100);
  const digest = await putBy(pair, 'amber', content);
  const { id } = await deposit(pair, { content });
  await pair.until(() => isHeld(pair));
  await pair.idle();
  const destroyed = await pair.file('birch', 'liaison', {
    type: 'exhibit.destroy',
    subject: id,
    body: { digest, on: '2026-06-01', reason: 'retention', method: 'deleted' },
  });
  assert.ok(destroyed.ok, destroyed.ok ? '' : destroyed.refusal.detail);
  await pair.until(() => pair.app('birch').health().exhibits.contents === 0);
  await pair.stop('birch');
  await pair.start('birch');
  await pair.idle();
  assert.equal(await heldBy(pair, 'birch', digest), undefined);
  assert.equal(pair.app('birch').health().exhibits.wanted, 0);
  assert.ok((await heldBy(pair, 'amber', digest)) !== undefined);
});
