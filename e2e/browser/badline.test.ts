// An officer's work over a line of 400 ms there and back that loses one segment in twenty, and that breaks in the middle of filing; and before a screen
// whose clock is wrong. What is filed is filed once, what is written is kept, and what may be old does not pass for new.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { BadLine } from './badline.ts';
import { launchChromium, NO_CHROMIUM } from './chromium.ts';
import { shifted, WATCH_SHIFTS } from './seen.ts';
import { settled } from './walk.ts';
import { appointLiaison, enrol, file, openWorld, person, until, type Person, type World } from './world.ts';

const probe: Browser | undefined = await launchChromium();
await probe?.close();

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });

/** Long enough for a line that sends a segment again four times. */
const PATIENCE_MS = 60_000;

const asking = (title: string) => ({
  type: 'request.make',
  body: { to: 'us', category: 'information', urgency: 'routine' },
  words: { title: { en: title }, asked: { en: 'Please say who rented the server.' } },
});

describe('a bad line', { skip: probe === undefined ? NO_CHROMIUM : false }, () => {
  let world: World;
  let line: BadLine;
  let browser: Browser;
  let lee: Person;

  before(async () => {
    world = await openWorld();
    const { port } = world.accord.parties[0]!;
    line = await BadLine.open(port, { roundTripMs: 400, loss: 0.05 });
    browser = (await launchChromium(line.argumentsFor(port)))!;
    lee = await person(browser, world.url);
    lee.page.setDefaultTimeout(PATIENCE_MS);
    lee.page.setDefaultNavigationTimeout(PATIENCE_MS);
  });
  after(async () => {
    await browser?.close();
    await line?.close();
    await world?.stop();
  });

  const replies = (request: string) => {
    const { items } = world.nodes[1].app.reader.acts({ subject: request, type: 'request.reply' });
    return items.length;
  };

  /** From the first page to the text that will be signed. */
  async function write(title: string): Promise<void> {
    const { page } = lee;
    await page.goto(world.url);
    const waiting = page.getByRole('region', { name: 'Waits on us' }).getByRole('listitem').filter({ hasText: title });
    await waiting.getByRole('link', { name: 'Answer', exact: true }).click();
    await heading(page, 'Reply').waitFor();
    await page.getByRole('radio', { name: 'partly' }).check();
    await page.getByLabel('Answer, English').fill('A customer who paid in cash.');
    await button(page, 'Read it, sign and file').click();
    await heading(page, 'What will stand in the log').waitFor();
  }

  test('somebody enrols, makes a key and signs in', async () => {
    await enrol(world, lee, 'Lee Park', 'liaison');
    await appointLiaison(world, 1);
  });

  test('a request is answered from the first page on, and its receipt arrives by itself', async () => {
    const { page } = lee;
    const request = await file(world, 1, asking('Who rented the first server?'));
    await write('Who rented the first server?');
    await button(page, 'Sign and file to Party cn').click();
    await page.getByText('Received by Party cn').first().waitFor();
    assert.equal(replies(request), 1);
  });

  test('when the answer to a filing is lost, it is asked for again, and the act is filed once', async () => {
    const { page } = lee;
    const request = await file(world, 1, asking('Who rented the second server?'));
    await write('Who rented the second server?');
    let lost = 0;
    line.fateOf = (asked) => (/^POST \S+\/file /.test(asked) && lost++ === 0 ? 'answer-lost' : undefined);
    await button(page, 'Sign and file to Party cn').click();
    await page.getByText('Received by Party cn').first().waitFor();
    assert.ok(lost >= 2, 'the line broke in the middle');
    assert.equal(replies(request), 1);
  });

  test('when a filing is lost half-way there, it is sent again, and filed once', async () => {
    const { page } = lee;
    const request = await file(world, 1, asking('Who rented the third server?'));
    await write('Who rented the third server?');
    let lost = 0;
    line.fateOf = (asked) => (/^POST \S+\/file /.test(asked) && lost++ === 0 ? 'request-lost' : undefined);
    await button(page, 'Sign and file to Party cn').click();
    await page.getByText('Received by Party cn').first().waitFor();
    assert.ok(lost >= 2, 'the line broke in the middle');
    assert.equal(replies(request), 1);
    line.fateOf = () => undefined;
  });

  test('while there is no line the page says so and keeps what is written; when it is back, it is saved', async () => {
    const { page } = lee;
    await file(world, 1, asking('Who rented the fourth server?'));
    await page.goto(world.url);
    const waiting = page.getByRole('region', { name: 'Waits on us' }).getByRole('listitem');
    await waiting.filter({ hasText: 'fourth' }).getByRole('link', { name: 'Answer', exact: true }).click();
    await heading(page, 'Reply').waitFor();
    await page.getByLabel('Answer, English').fill('Written before it broke.');
    await page.getByText('Saved on our desk').waitFor();
    line.cut();
    await page.getByText('The line to the node is broken').first().waitFor();
    await page.getByLabel('Answer, English').fill('Written while it was broken.');
    await page.getByText('Kept on this device').waitFor();
    line.mend();
    await page.getByText('Saved on our desk').waitFor();
    await page.getByText('The line to the node is broken').first().waitFor({ state: 'detached' });
    await page.reload();
    await page.getByLabel('Answer, English').waitFor();
    assert.equal(await page.getByLabel('Answer, English').inputValue(), 'Written while it was broken.');
  });

  test('however late its pieces come, a page does not jump', async () => {
    const { page } = lee;
    await page.addInitScript(WATCH_SHIFTS);
    for (const path of ['/', '/docket', '/requests', '/record']) {
      await page.goto(world.url + path);
      await settled(page);
      const { sum, what } = await shifted(page);
      assert.ok(sum <= 0.1, `${path}: ${sum}\n${what.join('\n')}`);
    }
  });

  test('a wrong clock before the screen changes no deadline, and nothing that is signed', async () => {
    const { page, context } = lee;
    const request = await file(world, 1, asking('Who rented the fifth server?'));
    await until(() => world.nodes.every(({ app }) => app.idle));
    const due = (of: Page) =>
      of
        .getByRole('region', { name: 'Waits on us' })
        .getByRole('listitem')
        .filter({ hasText: 'fifth' })
        .getByText(/^due in /);
    await page.goto(world.url);
    const right = await due(page).textContent();
    const wrong = await context.newPage();
    await wrong.clock.install({ time: Date.now() + 3 * 86_400_000 });
    wrong.setDefaultTimeout(PATIENCE_MS);
    await wrong.goto(world.url);
    await due(wrong).waitFor();
    await until(async () => (await due(wrong).textContent()) === right);
    await wrong.close();
    await page.clock.install({ time: Date.now() - 5 * 86_400_000 });
    await write('Who rented the fifth server?');
    await button(page, 'Sign and file to Party cn').click();
    await page.getByText('Received by Party cn').first().waitFor();
    assert.equal(replies(request), 1);
  });

  test('nothing was said on the console of any page, and nobody else was asked', () => {
    assert.deepEqual(lee.complaints, []);
  });
});
