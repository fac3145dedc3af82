// The lists of cases and requests in a real browser: as long as they are, from anywhere to anywhere; narrowed, kept, saved as files; and drawn over
// time, with the same as a table.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, NO_CHROMIUM } from './chromium.ts';
import { appointLiaison, enrol, file, inspect, openWorld, person, until, type Person, type World } from './world.ts';

const browser: Browser | undefined = await launchChromium();

/** Three of the stretches that are read at once. */
const CASES = 90;
const TLP = ['green', 'amber'] as const;

const button = (page: Page, name: string) => page.getByRole('button', { name });
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
const rows = (page: Page) => page.locator('tr[aria-rowindex]');

describe('a long docket', { skip: browser === undefined ? NO_CHROMIUM : false }, () => {
  let world: World;
  let lee: Person;

  before(async () => {
    world = await openWorld();
    lee = await person(browser!, world.url);
    await enrol(world, lee, 'Lee Park', 'liaison');
    await appointLiaison(world, 1);
    for (let number = 1; number <= CASES; number++) await allege(number);
    await file(world, 1, {
      type: 'request.make',
      body: { to: 'us', category: 'information', urgency: 'routine' },
      words: { title: { en: 'What was seen', zh: '所见' }, asked: { en: 'What was seen?', zh: '看到了什么？' } },
    });
    await until(() => world.nodes.every(({ app }) => app.idle));
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  function allege(number: number): Promise<string> {
    return file(world, 1, {
      type: 'case.allege',
      body: {
        respondent: 'us',
        claimant: 'cert',
        marking: { tlp: TLP[number % 2]! },
        points: [{ no: 1, kind: 'access' }],
      },
      words: {
        title: { en: `Server ${number} was entered`, zh: `第 ${number} 号服务器被侵入` },
        points: [{ no: 1, text: { en: 'It was entered.', zh: '被侵入。' } }],
      },
    });
  }

  const count = (page: Page, told: string) => page.getByRole('status').getByText(told, { exact: true }).waitFor();

  test('a list says how long it is, has its end where one scrolls to, and in the page only what is near', async () => {
    const { page } = lee;
    await page.goto(`${world.url}/docket`);
    await count(page, `${CASES} cases`);
    assert.equal(await page.getByRole('table', { name: 'Cases' }).getAttribute('aria-rowcount'), String(CASES + 1));
    await link(page, `Server ${CASES} was entered`).waitFor();
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    await link(page, 'Server 1 was entered').waitFor();
    assert.ok((await rows(page).count()) < CASES, 'rows that nobody sees are in the page');
  });

  test('whoever comes back finds the list where it was left', async () => {
    const { page } = lee;
    const row = link(page, 'Server 4 was entered');
    await row.scrollIntoViewIfNeeded();
    const { y } = (await row.boundingBox())!;
    await row.click();
    await page.getByRole('heading', { name: 'Server 4 was entered' }).waitFor();
    await page.goBack();
    await row.waitFor();
    await until(async () => Math.abs(((await row.boundingBox())?.y ?? Infinity) - y) < 4);
  });

  test('what is new at the head of a list moves nothing under one’s eyes', async () => {
    const { page } = lee;
    const row = link(page, 'Server 4 was entered');
    const { y } = (await row.boundingBox())!;
    await allege(CASES + 1);
    await count(page, `${CASES + 1} cases`);
    await until(async () => Math.abs(((await row.boundingBox())?.y ?? Infinity) - y) < 4);
  });

  test('a list is sorted by its columns, and narrowed by marking', async () => {
    const { page } = lee;
    await page.evaluate('scrollTo(0, 0)');
    const age = page.getByRole('columnheader', { name: 'Age' });
    assert.equal(await age.getAttribute('aria-sort'), 'ascending');
    await age.getByRole('link').click();
    await rows(page).first().getByRole('link', { name: 'Server 1 was entered' }).waitFor();
    assert.equal(await age.getAttribute('aria-sort'), 'descending');
    await page.getByLabel('Marking').selectOption('amber');
    await count(page, `${Math.ceil((CASES + 1) / 2)} cases`);
    assert.match(page.url(), /marking=amber/);
    await button(page, 'Clear').click();
    await count(page, `${CASES + 1} cases`);
  });

  test('a search finds words of both languages, and says how many it found', async () => {
    const { page } = lee;
    for (const words of ['entered 17', '17 侵入']) {
      await page.getByLabel('Search').fill(words);
      await count(page, '1 case');
      await link(page, 'Server 17 was entered').waitFor();
    }
    await page.getByLabel('Search').fill('');
    await count(page, `${CASES + 1} cases`);
  });

  test('a view is kept by its name, for oneself, until one forgets it', async () => {
    const { page } = lee;
    await page.getByLabel('Marking').selectOption('green');
    await button(page, 'Keep this view').click();
    await page.getByLabel('Name of the view').fill('Green ones');
    await page.keyboard.press('Enter');
    await link(page, 'Green ones').waitFor();
    await link(page, 'All cases').click();
    await page.reload();
    await link(page, 'Green ones').click();
    await page.waitForURL(/marking=green/);
    await button(page, 'Forget “Green ones”').click();
    await link(page, 'Green ones').waitFor({ state: 'detached' });
  });

  test('the whole list is saved as a file, narrowed as it is shown', async () => {
    const { page } = lee;
    const saved = async (name: string) => {
      const [download] = await Promise.all([page.waitForEvent('download'), link(page, name).click()]);
      assert.match(download.suggestedFilename(), /^case-[\dTZ-]+\.(csv|json)$/);
      return readFileSync(await download.path(), 'utf8');
    };
    const green = Math.floor((CASES + 1) / 2);
    const lines = (await saved('Save all as CSV')).trimEnd().split('\r\n');
    assert.equal(lines.length, green + 1);
    assert.match(lines[1]!, /,Server \d+ was entered,cn,us,/);
    assert.equal((JSON.parse(await saved('as JSON')) as unknown[]).length, green);
    await link(page, 'All cases').click();
  });

  test('load and age are drawn when they are asked for, with the same as a table', async () => {
    const { page } = lee;
    // A few lines are looked at as well as a hundred, and in less time.
    await page.getByLabel('Search').fill('entered 17');
    await count(page, '1 case');
    await button(page, 'Load and age').click();
    await page.getByRole('figure', { name: 'Age of what is open now' }).getByText('As a table').click();
    await page.getByRole('row', { name: new RegExp(`under 7 days ${CASES + 1} 0`) }).waitFor();
    await inspect(lee, 'docket-load');
  });

  test('requests are listed the same way', async () => {
    const { page } = lee;
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${world.url}/requests?sort=-opened`);
    await count(page, '1 request');
    await link(page, 'What was seen').waitFor();
    assert.equal(await page.getByRole('columnheader', { name: 'Asked' }).getAttribute('aria-sort'), 'descending');
    await inspect(lee, 'requests');
    assert.deepEqual(lee.complaints, []);
  });
});
