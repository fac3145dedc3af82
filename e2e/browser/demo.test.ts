// The demonstration in a browser: the link that it prints opens the console as an officer who can sign, on both sides at once; nothing is signed
// while its clocks stand. Its story is left out here, and only its officers are appointed.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { encodeBase64url } from '@parley/record/base64';
import { loadDemo } from '@parley/demo/record';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildIfOld } from '../../packages/cli/src/commands/build.ts';
import { found, type DemoParty } from '../../packages/cli/src/demo/founding.ts';
import { NodeProcess } from '../../packages/cli/src/demo/process.ts';
import { freePorts, issueToken } from '../../packages/cli/src/demo/run.ts';
import { Side } from '../../packages/cli/src/demo/side.ts';
import { Story } from '../../packages/cli/src/demo/story.ts';
import { showLinks } from '../../packages/cli/src/demo/summary.ts';
import { launchChromium, NO_CHROMIUM } from './chromium.ts';
import { stepsOf, walk } from './steps.ts';

const browser: Browser | undefined = await launchChromium();

describe('the demonstration', { skip: browser === undefined ? NO_CHROMIUM : false }, () => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-demo-browser-'));
  const nodes: NodeProcess[] = [];
  let parties: DemoParty[];
  let story: Story;
  let context: BrowserContext;
  let us: Page;
  let cn: Page;

  before(async () => {
    await buildIfOld((what) => assert.notEqual(what, 'failed'));
    const demo = loadDemo(fileURLToPath(new URL('.', import.meta.resolve('@parley/demo/record'))));
    const made = await found(demo, dir, await freePorts(2));
    assert.ok(made.ok);
    const { founding } = made;
    ({ parties } = founding);
    const sides = new Map(parties.map((party) => [party.id, new Side(party, issueToken(party))]));
    for (const { id, dir: own } of parties) nodes.push(new NodeProcess(id, own, join(dir, 'state')));
    for (const started of await Promise.all(nodes.map((node) => node.start(demo.foundedAt * 1000))))
      assert.ok(started.ok);
    story = new Story({ demo: { ...demo, script: [] }, founding, nodes, sides, onProgress: () => undefined });
    await story.tell();
    context = await browser!.newContext({ locale: 'en', viewport: { width: 1440, height: 900 } });
    [us, cn] = [await context.newPage(), await context.newPage()];
  });
  after(async () => {
    await browser?.close();
    await Promise.all(nodes.map((node) => node.stop()));
    rmSync(dir, { recursive: true, force: true });
  });

  const links = () => [...showLinks(parties).matchAll(/http:\S+/g)].map(([link]) => link);

  /** What comes of taking out each key that the browser has. */
  const exported = (page: Page) =>
    page.evaluate<string[]>(`(async () => {
      const database = await new Promise((resolve) => { const r = indexedDB.open('parley-keys'); r.onsuccess = () => resolve(r.result); });
      const kept = await new Promise((resolve) => { const r = database.transaction('officer-keys').objectStore('officer-keys').getAll(); r.onsuccess = () => resolve(r.result); });
      database.close();
      return Promise.all(kept.map(({ privateKey }) => crypto.subtle.exportKey('jwk', privateKey).then(() => 'exported', (fault) => fault.name)));
    })()`);

  async function draft(page: Page): Promise<string> {
    const { origin } = new URL(page.url());
    const made = await page.request.post(`${origin}/api/v1/desk/drafts`, {
      data: {
        id: encodeBase64url(new Uint8Array(randomBytes(16))),
        title: 'A question',
        content: {
          type: 'request.make',
          body: { to: 'cn', category: 'status-update', urgency: 'routine' },
          words: {
            title: { en: 'What became of it?', zh: '后来如何？' },
            asked: { en: 'Please say.', zh: '请予说明。' },
          },
        },
      },
      headers: { origin },
    });
    assert.equal(made.status(), 201, await made.text());
    return `${origin}/desk/${((await made.json()) as { id: string }).id}/sign`;
  }

  test('while its clock stands still one reads, and where one would sign the page says why not', async () => {
    await us.goto(links()[0]!);
    await us.getByRole('heading', { name: 'Today' }).waitFor();
    await us.goto(await draft(us));
    await us.getByRole('alert').getByText('The clock of this demonstration stands still').waitFor();
    assert.equal(await us.getByRole('button', { name: /^Sign and/ }).count(), 0);
    assert.deepEqual(await exported(us), []);
  });

  test('once it goes on in real time, one browser is an officer of either side at once, signs, and sees it arrive', async () => {
    await story.release(Math.floor(Date.now() / 1000));
    const [ours, theirs] = links();
    await us.goto(ours!);
    await us.getByRole('heading', { name: 'Today' }).waitFor();
    await cn.goto(theirs!);
    await cn.getByRole('heading', { name: 'Today' }).waitFor();
    await us.goto(await draft(us));
    await us.getByRole('button', { name: /^Sign and file/ }).click();
    await us
      .getByText(/^Received by/)
      .first()
      .waitFor();
    await cn.getByText('What became of it?').first().waitFor();
  });

  test('from the printed link to the receipt, by the steps and the words of docs/console.md', async () => {
    const [opening, ...steps] = stepsOf('console.md', 'Answering the oldest request');
    assert.equal(steps.length, 4);
    await cn.goto(links()[1]!);
    await walk(cn, opening!, '');
    for (const step of steps) await walk(cn, step, 'It was established in part.');
    await us.goto(new URL('/requests', links()[0]).href);
    await us.getByText('answered', { exact: false }).first().waitFor();
  });

  test('the key that the browser was given cannot be taken out of it', async () => {
    assert.deepEqual(await exported(us), ['InvalidAccessError']);
  });
});
