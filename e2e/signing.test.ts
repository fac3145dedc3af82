// Signing in a real browser: the record's vectors byte for byte as in Node, and keys that no script can carry away.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { parseBase64url } from '@parley/record/base64';
import { webEd25519 } from '@parley/record/ed25519';
import { thumbprint } from '@parley/record/key';
import { launchChromium, NO_CHROMIUM } from './browser/chromium.ts';
import { serveSources } from './browser/sources.ts';

const root = join(import.meta.dirname, '..');
const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(root, ...path), 'utf8'));

/** The functions of packages/signing/src/testing/page.ts, called by name with what JSON can carry. */
async function call<Answer>(page: Page, name: string, ...given: unknown[]): Promise<Answer> {
  return page.evaluate(
    ([what, args]) =>
      (globalThis as unknown as { run: Record<string, (...given: unknown[]) => unknown> }).run[what]!(...args),
    [name, given] as const,
  ) as Promise<Answer>;
}

let browser: Browser | undefined;
let context: BrowserContext;
let served: Awaited<ReturnType<typeof serveSources>>;

before(async () => {
  browser = await launchChromium();
  served = await serveSources('packages/signing/src/testing/page.ts');
  if (browser !== undefined) context = await browser.newContext();
});
after(async () => {
  await browser?.close();
  served.server.close();
});

async function open(): Promise<Page> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (fault) => faults.push(String(fault)));
  await page.goto(served.url);
  await page.waitForFunction(() => 'run' in globalThis).catch(() => assert.fail(faults.join('\n')));
  return page;
}

test('a browser makes every vector of the record and every example of the specification, byte for byte', async (t) => {
  if (browser === undefined) return t.skip(NO_CHROMIUM);
  const examples = join('spec', 'acts', 'examples');
  const material = {
    vectors: ['compact', 'words', 'full', 'general', 'opening'].map((name) => read('vectors', 'act', `${name}.json`)),
    refused: read('vectors', 'act', 'refused.json'),
    examples: readdirSync(join(root, examples))
      .filter((file) => file.endsWith('.json') && file !== 'record.json')
      .map((file) => read(examples, file)),
    accord: (read(examples, 'record.json') as { accord: string }).accord,
  };
  const page = await open();
  const { wrong, compared } = await call<{ wrong: string[]; compared: number }>(page, 'check', material);
  assert.deepEqual(wrong, []);
  assert.ok(compared > 200);
  await page.close();
});

test('a key made in a browser outlives the page, signs, and proves that it is held', async (t) => {
  if (browser === undefined) return t.skip(NO_CHROMIUM);
  const first = await open();
  const kid = await call<string>(first, 'create', 'the desk', 100);
  const other = await call<string>(first, 'create', 'the road', 200);
  await first.close();
  const page = await open();
  assert.deepEqual(await call(page, 'list'), [`${kid} the desk 100`, `${other} the road 200`]);
  assert.equal(await call(page, 'signs', kid), true);
  // As the server knows it: the key, its own origin, the challenge it gave out.
  const challenge = randomBytes(32);
  const given = challenge.toString('base64url');
  const [publicKey, proof] = (await call<string[]>(page, 'prove', kid, given)).map((part) => parseBase64url(part)!);
  assert.equal(thumbprint(publicKey!), kid);
  const { origin } = new URL(served.url);
  const message = Buffer.concat([Buffer.from(`parley/possession/v1\0${kid}\0${origin}\0`), challenge]);
  assert.ok(await webEd25519(publicKey!, message, proof!));
  await page.close();
});

test('no script takes the private key out of the browser', async (t) => {
  if (browser === undefined) return t.skip(NO_CHROMIUM);
  const page = await open();
  const outcomes = await call<string[]>(page, 'steal');
  assert.ok(outcomes.length > 0);
  assert.deepEqual([...new Set(outcomes)], ['InvalidAccessError']);
  await page.close();
});

test('a key that was removed is gone, and another browser has none', async (t) => {
  if (browser === undefined) return t.skip(NO_CHROMIUM);
  const page = await open();
  const kid = await call<string>(page, 'create', 'an old one', 300);
  assert.equal(await call(page, 'remove', kid), 'removed');
  assert.equal(await call(page, 'remove', kid), 'key.unknown');
  assert.deepEqual(await call(page, 'prove', kid, 'A'.repeat(43)), ['key.unknown']);
  await page.close();
  const elsewhere = await browser.newContext();
  const fresh = await elsewhere.newPage();
  await fresh.goto(served.url);
  await fresh.waitForFunction(() => 'run' in globalThis);
  assert.deepEqual(await call(fresh, 'list'), []);
  await elsewhere.close();
});
