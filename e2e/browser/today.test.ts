// An officer's morning in a real browser against two nodes: what waits on us appears by itself, the oldest request is answered from the first
// page on, a receipt is one key away, and everything is found by typing.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, NO_CHROMIUM } from './chromium.ts';
import { appointLiaison, enrol, file, inspect, openWorld, person, until, type Person, type World } from './world.ts';

const browser: Browser | undefined = await launchChromium();

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, exact: true });
const waiting = (page: Page, side: string) => page.getByRole('region', { name: side });

/** Would be a script, and turns what follows around. */
const HOSTILE = 'logs \u202e<script>globalThis.taken = 1</script>';

const REQUEST = {
  type: 'request.make',
  body: {
    to: 'us',
    category: 'preservation',
    urgency: 'urgent',
    identifiers: [{ no: 1, kind: 'host' }],
  },
  words: {
    authentic: ['zh'],
    title: { zh: '请保存三台主机的日志', en: 'Keep the logs of three hosts' },
    asked: { zh: '请保存日志。', en: 'Please keep the logs.' },
    necessity: { en: HOSTILE },
    identifiers: [{ no: 1, value: 'relay-7.example' }],
  },
};

describe('today', { skip: browser === undefined ? NO_CHROMIUM : false }, () => {
  let world: World;
  let lee: Person;
  let request: string;

  before(async () => {
    world = await openWorld();
    lee = await person(browser!, world.url);
    await enrol(world, lee, 'Lee Park', 'liaison');
    await appointLiaison(world, 1);
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  test('an empty day says what would stand there', async () => {
    const { page } = lee;
    await page.goto(world.url);
    await heading(page, 'Today').waitFor();
    await waiting(page, 'Waits on us').getByText('Nothing waits on us.').waitFor();
    await page.getByText('hotline items open').waitFor();
  });

  test('a request appears by itself with its deadline and where that is, and is counted', async () => {
    const { page } = lee;
    await page.getByText('Live', { exact: true }).waitFor();
    request = await file(world, 1, REQUEST);
    await until(() => world.nodes.every(({ app }) => app.idle));
    const line = waiting(page, 'Waits on us').getByRole('listitem');
    await line.getByRole('link', { name: 'Keep the logs of three hosts' }).waitFor();
    await line.getByText('Request of Party cn · Acknowledgement, Reply').waitFor();
    await line.getByText(/^due .* UTC; it is /).waitFor();
    await page.getByRole('link', { name: 'Requests 1 waits' }).waitFor();
    await page
      .getByRole('region', { name: /looked|Last on the record/ })
      .getByText('Keep the logs of three hosts')
      .waitFor();
    await inspect(lee, 'today');
  });

  test('one key acknowledges, where the focus is: what will be signed is read, Enter signs it, and it is seen to arrive', async () => {
    const { page } = lee;
    const dialog = page.getByRole('dialog', { name: 'Acknowledge' });
    const sign = dialog.locator('button:focus', { hasText: 'Sign and file to Party cn' });
    await page.keyboard.press('a');
    await page.waitForTimeout(200);
    assert.equal(await dialog.count(), 0, 'a letter typed elsewhere means nothing');
    await button(page, 'Acknowledge').focus();
    await page.keyboard.press('a');
    await dialog
      .getByRole('region', { name: 'What will stand in the log' })
      .getByText('Acknowledged as received')
      .first()
      .waitFor();
    await sign.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    const open = await page.request.get(`${world.url}/api/v1/desk/drafts?state=drafting`);
    assert.deepEqual(
      ((await open.json()) as { items: unknown[] }).items,
      [],
      'what was only looked at leaves no draft',
    );
    await button(page, 'Acknowledge').click();
    await sign.waitFor();
    await page.keyboard.press('Enter');
    await dialog.getByText('Received by Party cn').first().waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await button(page, 'Acknowledge').waitFor({ state: 'detached' });
  });

  test('from the first page one click leads to the form that answers the oldest request', async () => {
    const { page } = lee;
    await page.getByRole('link', { name: /^Today/ }).click();
    await page.getByRole('link', { name: 'Answer', exact: true }).first().click();
    await heading(page, 'Reply').waitFor();
    await page.getByText('Please keep the logs.').first().waitFor();
  });

  test('a list of requests stands in its address, and one request shows its whole exchange', async () => {
    const { page } = lee;
    await page.goto(`${world.url}/requests?side=us`);
    const row = page.getByRole('row', { name: /Keep the logs of three hosts/ });
    await row.getByText('acknowledged as received').waitFor();
    await page.getByRole('link', { name: 'Waits on them' }).click();
    await page.getByText('Nothing waits on them').waitFor();
    assert.equal(new URL(page.url()).searchParams.get('side'), 'them');
    await page.goBack();
    await inspect(lee, 'requests');
    await row.getByRole('link').click();
    await heading(page, 'Keep the logs of three hosts').waitFor();
    assert.equal(new URL(page.url()).pathname, `/requests/${request}`);
    await page.getByText('Complete by the accord').waitFor();
    await page.getByText('<script>', { exact: false }).first().waitFor();
    assert.equal(await page.evaluate('globalThis.taken'), undefined);
    const exchange = waiting(page, 'The exchange').getByRole('listitem');
    await exchange.getByRole('link', { name: '✓ verified' }).waitFor();
    await waiting(page, 'Deadlines').getByText('We owed: Acknowledgement').waitFor();
    await inspect(lee, 'request');
  });

  test('Ctrl K finds what stands in the record by a word in either language, and goes there', async () => {
    const { page } = lee;
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: /^Find a case/ });
    await field.fill('日志');
    await page.getByRole('option', { name: /Keep the logs/ }).waitFor();
    await inspectOpen();
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await field.fill('wait on us');
    await page.keyboard.press('Enter');
    await heading(page, 'Requests').waitFor();
    assert.equal(new URL(page.url()).searchParams.get('side'), 'us');
  });

  /** The switches of language lie behind it, so it is looked at as it is. */
  async function inspectOpen(): Promise<void> {
    const { AxeBuilder } = await import('@axe-core/playwright');
    const { violations } = await new AxeBuilder({ page: lee.page }).include('[role=dialog]').analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      [],
    );
  }

  test('nothing was said on the console of any page, and nobody else was asked', () => {
    assert.deepEqual(lee.complaints, []);
  });
});
