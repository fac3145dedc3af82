// An officer says something: from a request that waits to the reply that the counterpart has received; what is written is never lost on the way.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { actTypes } from '@parley/docket/kinds';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, NO_CHROMIUM } from './chromium.ts';
import { appointLiaison, enrol, file, inspect, openWorld, person, until, type Person, type World } from './world.ts';

const browser: Browser | undefined = await launchChromium();

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });

describe('compose', { skip: browser === undefined ? NO_CHROMIUM : false }, () => {
  let world: World;
  let lee: Person;
  let request: string;
  let allegation: string;

  before(async () => {
    world = await openWorld();
    lee = await person(browser!, world.url);
    lee.page.setDefaultTimeout(10_000);
    await enrol(world, lee, 'Lee Park', 'head');
    await appointLiaison(world, 1);
    request = await file(world, 1, { type: 'request.make', ...REQUEST });
    await file(world, 1, {
      type: 'request.make',
      ...REQUEST,
      words: { asked: { en: 'Something else, later.' } },
    });
    allegation = await file(world, 1, { type: 'case.allege', ...ALLEGATION });
    await until(() => world.nodes.every(({ app }) => app.idle));
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  const openRequests = async () => {
    const answer = await lee.page.request.get(`${world.url}/api/v1/requests?sort=opened&open=true`);
    return ((await answer.json()) as { items: { id: string; openedBy: string }[] }).items;
  };

  test('on the oldest waiting request, what is in order is listed, and nothing else', async () => {
    const { page } = lee;
    await until(async () => (await openRequests()).length === 2);
    assert.equal((await openRequests())[0]!.id, request);
    await page.goto(`${world.url}/compose?subject=${request}`);
    await heading(page, 'What do you want to say?').waitFor();
    const listed = page.getByRole('region', { name: 'In answer' });
    assert.deepEqual(await listed.getByRole('button').allInnerTexts(), [
      'Acknowledged as received',
      'Returned as incomplete',
      'Reply',
      'Update',
      'Extension',
    ]);
  });

  test('a reply is written beside what was asked; what is missing is said where it is missing', async () => {
    const { page } = lee;
    await button(page, 'Reply').click();
    await heading(page, 'Reply').waitFor();
    await page.getByText('Who rented the server?').first().waitFor();
    await button(page, 'Read it, sign and file').click();
    await page.getByText('One thing is still needed').waitFor();
    await until(async () => (await page.evaluate('document.activeElement.getAttribute("value")')) === 'fulfilled');
    await page.getByRole('radio', { name: 'partly' }).check();
    await page.getByLabel('Answer, English').fill('A customer who paid in cash.');
    await page.getByText('Saved on our desk').waitFor();
    await inspect(lee, 'compose-reply');
  });

  test('what is written survives a reload, a line that breaks, and a sign-in that ends', async () => {
    const { page, context } = lee;
    await page.reload();
    const chinese = page.getByLabel('Answer, Chinese');
    await chinese.waitFor();
    assert.equal(await page.getByLabel('Answer, English').inputValue(), 'A customer who paid in cash.');
    await page.route('**/api/v1/desk/drafts/**', (route) =>
      route.request().method() === 'PUT' ? route.abort('connectionreset') : route.continue(),
    );
    await chinese.fill('一名以现金付款的客户。');
    await page.getByText('Kept on this device').waitFor();
    await page.unroute('**/api/v1/desk/drafts/**');
    await page.reload();
    assert.equal(await chinese.inputValue(), '一名以现金付款的客户。');
    await page.getByText('Saved on our desk').waitFor();
    const at = new URL(page.url()).pathname;
    await context.clearCookies();
    await page.getByLabel('Answer, English').fill('A customer who paid in cash, twice.');
    await heading(page, 'Sign in').waitFor();
    await button(page, 'Sign in with a passkey').click();
    await page.getByLabel('Answer, English').waitFor();
    assert.equal(new URL(page.url()).pathname, at);
    assert.equal(await page.getByLabel('Answer, English').inputValue(), 'A customer who paid in cash, twice.');
    await page.getByText('Saved on our desk').waitFor();
  });

  test('the counterpart will read what is shown, it is signed and filed, and they have received it', async () => {
    const { page } = lee;
    const shown = page.getByRole('region', { name: 'As Party cn will read it' });
    await shown.getByText('A customer who paid in cash, twice.').waitFor();
    await shown.getByText('一名以现金付款的客户。').waitFor();
    await button(page, 'Read it, sign and file').click();
    await heading(page, 'What will stand in the log').waitFor();
    await button(page, 'Sign and file to Party cn').click();
    await page.getByText('Received by Party cn').first().waitFor();
    await until(() => world.nodes.every(({ app }) => app.idle));
    const [row] = world.nodes[1].app.reader.subjects({ kind: 'request', standing: 'answered' }).items;
    assert.equal(row?.id, request);
  });

  test('a position is taken point by point, each beside what it answers', async () => {
    const { page } = lee;
    await page.goto(`${world.url}/compose?type=case.position&subject=${allegation}`);
    await page.getByText('The update server was entered.').first().waitFor();
    await page.getByLabel('Position').selectOption('accept-in-part');
    const first = page.getByRole('group', { name: 'Point 1', exact: true });
    await first.getByRole('radio', { name: 'agreed' }).check();
    await first.getByLabel('Our answer to point 1, English').fill('So it was.');
    await page.getByText('Nothing is missing').waitFor();
    await page.getByText('Saved on our desk').waitFor();
  });

  test('every act there is has a form', async () => {
    const { page } = lee;
    for (const type of actTypes.keys()) {
      const of = /^case\.(?!allege)/.test(type)
        ? `&subject=${allegation}`
        : /^request\.(?!make)/.test(type)
          ? `&subject=${request}`
          : '';
      await page.evaluate(`history.pushState(null, '', '/compose?type=${type}${of}')`);
      await page.locator(`[data-type="${type}"]`).waitFor();
      assert.equal(await page.getByText('This version knows no such act').count(), 0, type);
    }
  });

  test('nothing was said on the console of any page, and nobody else was asked', () => {
    assert.deepEqual(lee.complaints, []);
  });
});

const REQUEST = {
  body: { to: 'us', category: 'information', urgency: 'routine' },
  words: {
    title: { en: 'Who rented the server?' },
    asked: {
      en: 'Please say who rented the server at 203.0.113.7 in March.',
      zh: '请说明三月份何人租用了 203.0.113.7 服务器。',
    },
    necessity: { en: 'It was used in the intrusion.' },
  },
};

const ALLEGATION = {
  body: {
    respondent: 'us',
    claimant: 'cert',
    points: [
      { no: 1, kind: 'access' },
      { no: 2, kind: 'taking' },
    ],
  },
  words: {
    title: { en: 'Trade secrets copied through an update server', zh: '商业秘密经由更新服务器被复制' },
    points: [
      { no: 1, text: { en: 'The update server was entered.', zh: '更新服务器被人侵入。' } },
      { no: 2, text: { en: 'Drawings were taken.', zh: '图纸被窃取。' } },
    ],
  },
};
