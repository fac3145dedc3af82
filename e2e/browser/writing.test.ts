// What officers write by hand-made forms: an allegation, a request, an exhibit with its file; and what becomes of it when there are two windows, a
// colleague, or a line that loses the answer.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, NO_CHROMIUM } from './chromium.ts';
import { appointLiaison, enrol, file, inspect, openWorld, person, until, type Person, type World } from './world.ts';

const browser: Browser | undefined = await launchChromium();

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

const LOG = Buffer.from('host,first seen\nmail.example,2015-03-02\n'.repeat(600));

describe('writing', { skip: browser === undefined ? NO_CHROMIUM : false }, () => {
  let world: World;
  let lee: Person;

  before(async () => {
    world = await openWorld();
    lee = await person(browser!, world.url);
    const { page } = lee;
    page.setDefaultTimeout(12_000);
    await enrol(world, lee, 'Lee Park', 'head');
    await appointLiaison(world, 1);
    await until(() => world.nodes.every(({ app }) => app.idle));
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  const subjects = (kind: string) => world.nodes[0].app.reader.subjects({ kind }).items;
  const size = () => world.nodes[0].app.own.size;

  async function sign(page: Page): Promise<string> {
    await page.getByText('Nothing is missing').waitFor();
    await button(page, 'Read it, sign and file').click();
    await button(page, 'Sign and file to Party cn').click();
    await page.getByText('Received by Party cn').first().waitFor();
    const draft = new URL(page.url()).pathname.split('/')[2]!;
    const answer = await page.request.get(`${world.url}/api/v1/desk/drafts/${draft}`);
    return ((await answer.json()) as { act: string }).act;
  }

  test('an allegation takes three fields: what it is in one line, what its point is about, and the point', async () => {
    const { page } = lee;
    await page.goto(`${world.url}/compose?type=case.allege`);
    await page.getByLabel('Title, English').fill('Trade secrets copied through an update server');
    await page.getByLabel('What point 1 is about').selectOption({ label: 'access' });
    await page.getByLabel('Point 1, English').fill('The update server was entered.');
    await page.getByText('Nothing is missing').waitFor();
    await inspect(lee, 'compose-allegation');
    await button(page, 'Add a point').click();
    await until(async () => (await page.evaluate('document.activeElement.ariaLabel')) === 'What point 2 is about');
    await page.getByText('2 things are still needed').waitFor();
    await page.getByLabel('What point 2 is about').selectOption({ label: 'taking' });
    await page.getByLabel('Point 2, English').fill('Drawings were taken.');
    const id = await sign(page);
    const [row] = subjects('case');
    assert.equal(row?.id, id);
  });

  test('of a request the accord’s own demands are asked as soon as its kind is chosen', async () => {
    const { page } = lee;
    await page.goto(`${world.url}/compose?type=request.make`);
    await page.getByRole('radio', { name: 'takedown' }).check();
    await page.getByText('The accord asks of it:').waitFor();
    await page.getByLabel('What is asked, English').fill('Take the server down.');
    await page.getByText('✓ What is asked').waitFor();
    await button(page, 'Add: identifier').click();
    const first = page.getByRole('group', { name: 'identifier 1' });
    await first.getByLabel('Kind').selectOption({ label: 'IP address' });
    await first.getByLabel('Value').fill('203.0.113.7');
    await page.getByText('✓ Identifiers').waitFor();
    assert.equal(await first.getByLabel('Kind').inputValue(), 'ip-address');
    await page.getByText('Nothing is missing').waitFor();
    await page.getByText('Left open, they have 5 working days').waitFor();
    await inspect(lee, 'compose-request');
  });

  test('a file is chosen in the form, goes to our node, and to them with the act', async () => {
    const { page } = lee;
    await page.goto(`${world.url}/compose?type=exhibit.deposit`);
    let arrives = () => {};
    const line = new Promise<void>((resolve) => (arrives = resolve));
    await page.route('**/api/v1/exhibits/content/*', async (route) => {
      await line;
      await route.continue();
    });
    await page.getByLabel('The file', { exact: true }).setInputFiles({
      name: 'hosts.csv',
      mimeType: 'text/csv',
      buffer: LOG,
    });
    await page.getByLabel('Title, English').fill('Hosts of the intrusion');
    await page.getByLabel('Kind').selectOption({ label: 'log extract' });
    arrives();
    await page.getByText('on our node', { exact: false }).first().waitFor();
    assert.equal(await page.getByLabel('Title, English').inputValue(), 'Hosts of the intrusion', 'written meanwhile');
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.getByText('Saved on our desk').waitFor();
    await page.reload();
    await page.getByText('hosts.csv').waitFor();
    await inspect(lee, 'compose-exhibit');
    await sign(page);
    await until(() => contentOf(1, LOG));
  });

  test('a file that is too large is told so, and one that is called off leaves nothing', async () => {
    const { page } = lee;
    await page.goto(`${world.url}/compose?type=exhibit.deposit`);
    const input = page.getByLabel('The file', { exact: true });
    await input.setInputFiles({ name: 'disk.img', mimeType: '', buffer: Buffer.alloc(1_048_577) });
    await page.getByText('disk.img is larger than').waitFor();
    // A line so slow that it never answers.
    await page.route('**/api/v1/exhibits/content/*', () => undefined);
    await input.setInputFiles({ name: 'slow.csv', mimeType: 'text/csv', buffer: Buffer.from('slow') });
    await button(page, 'Call it off').click();
    await button(page, 'Choose a file').waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    assert.equal(await contentOf(0, Buffer.from('slow')), false);
  });

  test('what is sealed stays here with its salt, and is shown later without either at hand', async () => {
    const { page } = lee;
    const secret = Buffer.from('what we know already');
    await page.goto(`${world.url}/compose?type=exhibit.seal`);
    await page.getByLabel('The file that is sealed').setInputFiles({
      name: 'known.txt',
      mimeType: 'text/plain',
      buffer: secret,
    });
    await page.getByLabel('Title, English').fill('What we know already');
    await page.getByLabel('Kind').selectOption({ label: 'document' });
    const id = await sign(page);
    assert.equal(await contentOf(1, secret), false);
    await page.goto(`${world.url}/compose?type=exhibit.disclose&subject=${id}`);
    await page.getByText('What was sealed is on our node').waitFor();
    await button(page, 'Show this file').click();
    await page.getByText('It opens the seal.').waitFor();
    await page.getByRole('combobox', { name: 'Reason' }).selectOption({ label: 'voluntary' });
    await sign(page);
    await until(() => contentOf(1, secret));
  });

  test('exhibits are named by what they are', async () => {
    const { page } = lee;
    await page.goto(`${world.url}/compose?type=case.allege`);
    await page.getByRole('checkbox', { name: /Hosts of the intrusion Party us · (deposited|held)/ }).check();
    await page.getByText('Saved on our desk').waitFor();
    const shown = page.getByRole('region', { name: 'As Party cn will read it' });
    await shown.getByText('Exhibits').first().waitFor();
  });

  test('two windows have one text', async () => {
    const { page, context } = lee;
    await page.goto(`${world.url}/compose?type=statement.issue`);
    await page.getByLabel('Text, English').fill('We regret');
    await page.getByText('Saved on our desk').waitFor();
    const other = await context.newPage();
    await other.goto(page.url());
    const there = other.getByLabel('Text, English');
    await until(async () => (await there.inputValue()) === 'We regret');
    await page.getByLabel('Text, English').fill('We regret this.');
    await until(async () => (await there.inputValue()) === 'We regret this.');
    await there.fill('We regret this much.');
    await until(async () => (await page.getByLabel('Text, English').inputValue()) === 'We regret this much.');
    await page.getByText('Saved on our desk').waitFor();
    await other.close();
  });

  test('what a colleague saved meanwhile is compared word by word, and nothing is lost', async () => {
    const { page } = lee;
    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    const at = `${world.url}/api/v1/desk/drafts/${id}`;
    const draft = (await (await page.request.get(at)).json()) as { version: number; content: { words: JsonObject } };
    await page.route('**/api/v1/desk/drafts/**', (route) =>
      route.request().method() === 'PUT' ? route.abort('connectionreset') : route.continue(),
    );
    await page.getByLabel('Text, English').fill('We deeply regret this.');
    await page.getByText('Kept on this device').waitFor();
    const theirs = { ...draft.content, words: { ...draft.content.words, text: { en: 'We regret this very much.' } } };
    const saved = await page.request.put(at, {
      data: { version: draft.version, content: theirs },
      headers: { origin: world.url },
    });
    assert.equal(saved.status(), 200, await saved.text());
    await page.unroute('**/api/v1/desk/drafts/**');
    await page.getByText('saved this draft while you wrote').waitFor();
    const row = page.getByRole('row', { name: /Text/ });
    assert.deepEqual(await row.locator('mark').allInnerTexts(), ['deeply ', ' very much']);
    await inspect(lee, 'compose-compare');
    await button(page, 'Keep mine').click();
    await page.getByText('Saved on our desk').waitFor();
    assert.equal(await page.getByLabel('Text, English').inputValue(), 'We deeply regret this.');
  });

  test('an answer that is lost on the way files nothing twice', async () => {
    const { page } = lee;
    const before = size();
    await page.getByLabel('Occasion').first().selectOption({ index: 1 });
    await page.getByText('Nothing is missing').waitFor();
    await button(page, 'Read it, sign and file').click();
    let lost = 0;
    await page.route('**/api/v1/desk/drafts/*/file', async (route) => {
      await route.fetch();
      lost++;
      return route.abort('connectionreset').catch(() => undefined);
    });
    await button(page, 'Sign and file to Party cn').click();
    await page.getByText('Received by Party cn').first().waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    assert.ok(lost > 0);
    assert.equal(size(), before + 1);
  });

  test('what was acknowledged is not offered to be acknowledged again', async () => {
    const { page } = lee;
    const id = await file(world, 1, {
      type: 'request.make',
      body: { to: 'us', category: 'information', urgency: 'routine' },
      words: { asked: { en: 'Who?' }, necessity: { en: 'It was used.' } },
    });
    await until(() => world.nodes[0].app.reader.subject(id) !== undefined);
    await page.goto(`${world.url}/compose?subject=${id}`);
    await button(page, 'Acknowledged as received').click();
    await sign(page);
    await page.goto(`${world.url}/compose?subject=${id}`);
    await button(page, 'Reply').waitFor();
    assert.equal(await button(page, 'Acknowledged as received').count(), 0);
  });

  test('nothing was said on the console of any page, and nobody else was asked', () => {
    assert.deepEqual(lee.complaints, []);
  });

  async function contentOf(place: 0 | 1, bytes: Uint8Array): Promise<boolean> {
    const node = world.nodes[place];
    const digest = createHash('sha256').update(bytes).digest('base64url');
    const { token } = node.tokens.issue({ scope: 'read', label: 'test', now: Math.floor(Date.now() / 1000) });
    const answer = await fetch(`${node.url}/api/v1/exhibits/content/${digest}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return answer.ok && Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(bytes));
  }
});
