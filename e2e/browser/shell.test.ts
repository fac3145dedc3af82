// What is around every page, in a real browser against two nodes: how the record stands and what that is known by, the hotline on whatever page one
// is, a line that breaks, notices that say nothing of what came, and how the node runs.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, NO_CHROMIUM } from './chromium.ts';
import { appointLiaison, enrol, file, inspect, openWorld, person, until, type Person, type World } from './world.ts';

const browser: Browser | undefined = await launchChromium();

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });

/** Of what the other side says on the hotline, no notice on a screen that others see may say a word. */
const CRISIS = {
  type: 'hotline.raise',
  body: { to: 'us', rung: 1, about: 'crisis' },
  words: {
    title: { zh: '清算所正遭扫描', en: 'Scanning of the clearing house' },
    observed: { en: 'Since 14:00 UTC hosts in your territory scan the clearing house.' },
    asked: { en: 'Please stop it, and say that you heard.' },
  },
};

describe('around every page', { skip: browser === undefined ? NO_CHROMIUM : false }, () => {
  let world: World;
  let lee: Person;
  let request: string;

  before(async () => {
    world = await openWorld();
    lee = await person(browser!, world.url);
    const { page, context } = lee;
    await context.grantPermissions(['notifications'], { origin: world.url });
    // A window behind others, whose notices are kept to be looked at.
    await page.addInitScript(`
      globalThis.noticed = [];
      document.hasFocus = () => false;
      globalThis.Notification = class extends EventTarget {
        static permission = 'granted';
        static requestPermission = () => Promise.resolve('granted');
        constructor(title, options) { super(); globalThis.noticed.push(title + ': ' + options.body); }
      };
    `);
    await enrol(world, lee, 'Lee Park', 'liaison');
    await appointLiaison(world, 1);
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  test('that the record is agreed is said once this browser has checked it, and what it is known by stands behind it', async () => {
    const { page } = lee;
    await button(page, /Record agreed/).click();
    const known = page.getByRole('dialog', { name: /Record agreed/ });
    await known.getByText('This browser has checked the signatures.', { exact: false }).waitFor();
    await known.getByText('Party cn holds of our log').waitFor();
    await known.getByText('live: what changes appears by itself').waitFor();
    await page.keyboard.press('Escape');
    await known.waitFor({ state: 'detached' });
  });

  test('officers and administrators see how their node runs, and choose what this device tells them of', async () => {
    const { page } = lee;
    const node = page.getByRole('region', { name: 'Our node' });
    await node.getByText('ready', { exact: true }).waitFor();
    await node.getByText('Exchange with Party cn').waitFor();
    await page.getByRole('checkbox', { name: 'The hotline is open' }).check();
    await inspect(lee, 'settings');
  });

  test('what came between the first reading and the opening of the line is not missed', async () => {
    const { page } = lee;
    let open = () => {};
    const held = new Promise<void>((resolve) => (open = resolve));
    await page.route('**/api/v1/live', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${world.url}/requests`);
    await page.getByText('Nothing waits', { exact: true }).waitFor();
    request = await file(world, 1, {
      type: 'request.make',
      body: { to: 'us', category: 'information', urgency: 'routine' },
      words: { title: { en: 'Asked while nobody listened' }, asked: { en: 'Who was it?' } },
    });
    await until(() => world.nodes.every(({ app }) => app.idle));
    assert.equal(await page.getByText('Asked while nobody listened').count(), 0);
    open();
    await page.getByText('Asked while nobody listened').first().waitFor();
    await page.unroute('**/api/v1/live');
  });

  test('what came while a page was being read for the first time is not missed', async () => {
    const { page } = lee;
    let give = () => {};
    const held = new Promise<void>((resolve) => (give = resolve));
    let answered = false;
    await page.route(
      `**/api/v1/requests/${request}`,
      async (route) => {
        // The node has answered; the answer is on its way when something changes.
        const response = await route.fetch();
        answered = true;
        await held;
        await route.fulfill({ response });
      },
      { times: 1 },
    );
    await page.goto(`${world.url}/requests/${request}`);
    await until(() => answered);
    const told = page.waitForRequest('**/api/v1/waits/counts');
    await file(world, 1, { type: 'request.withdraw', subject: request, body: { reason: 'other' } });
    await told;
    give();
    await page.getByText('withdrawn', { exact: true }).first().waitFor();
  });

  test('what is raised on the hotline stands on every page by itself, with what is owed; a notice says no word of it', async () => {
    const { page } = lee;
    await page.goto(`${world.url}/accord`);
    await button(page, /Record agreed/).waitFor();
    // Nothing is news to whoever has just come.
    await until(() => page.evaluate<boolean>("document.querySelector('h2') !== null"));
    await page.waitForTimeout(300);
    await file(world, 1, CRISIS);
    const banner = page.getByRole('region', { name: 'Hotline' });
    await banner.getByText('Scanning of the clearing house').waitFor();
    await banner.getByText(/^We owe: Acknowledgement · due in/).waitFor();
    await until(async () => (await page.evaluate<string[]>('globalThis.noticed')).length > 0);
    assert.deepEqual(await page.evaluate<string[]>('globalThis.noticed'), ['Parley: The hotline is open']);
    await page.getByRole('link', { name: /^Docket/ }).click();
    await banner.getByRole('link', { name: 'Acknowledge with read-back' }).click();
    await page.waitForURL(/\/(compose|desk)/);
    await page.goto(`${world.url}/nowhere/at/all`);
    await heading(page, 'There is no such page').waitFor();
    await banner.waitFor();
    await inspect(lee, 'missing');
  });

  test('a line that breaks is said, nothing is shown as fresh, and it comes back by itself', async () => {
    const { page, context } = lee;
    await page.goto(world.url);
    await button(page, /Record agreed/).waitFor();
    await context.setOffline(true);
    await button(page, 'Offline').waitFor();
    await page.getByText(/^What stands here is as of/).waitFor();
    await context.setOffline(false);
    await button(page, /Record agreed/).waitFor();
    await page.getByText(/^What stands here is as of/).waitFor({ state: 'detached' });
  });

  test('what one does to the console itself is found by typing it, too', async () => {
    const { page } = lee;
    await page.emulateMedia({ colorScheme: 'light' });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /^Find a case/ }).fill('dark');
    await page.keyboard.press('Enter');
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /^Find a case/ }).fill('中文');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '今日' }).waitFor();
  });

  test('nothing was said on the console of any page, and nobody else was asked', () => {
    assert.deepEqual(lee.complaints, []);
  });
});
