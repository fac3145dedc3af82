// One day of each kind of officer, on both sides of one quarrel: ours reads English, theirs Chinese. Two real nodes, two consoles; whatever one side does
// is looked for on the screen of the other.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, NO_CHROMIUM } from './chromium.ts';
import { Stage, type SideName } from './stage.ts';
import type { Person } from './world.ts';

const browser: Browser | undefined = await launchChromium();

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });
const waiting = (page: Page, side: string) => page.getByRole('region', { name: side });

const TITLE = 'Drawings copied through an update server';
const TITLE_ZH = '图纸经更新服务器被复制';

describe('a day', { skip: browser === undefined ? NO_CHROMIUM : false }, () => {
  let stage: Stage;
  const there: Person[] = [];
  let desk: Page;
  let theirDesk: Page;

  before(async () => {
    stage = await Stage.open();
    desk = await come('us', 'policy');
    theirDesk = await come('cn', 'policy', 'zh-CN');
  });
  after(async () => {
    await browser?.close();
    await stage?.stop();
  });

  async function come(side: SideName, office: string, language?: 'zh-CN'): Promise<Page> {
    const somebody = await stage.come(browser!, side, office, language);
    somebody.page.setDefaultTimeout(20_000);
    there.push(somebody);
    return somebody.page;
  }

  /** From the form to the receipt. */
  async function signAndFile(page: Page): Promise<void> {
    await button(page, 'Read it, sign and file').click();
    await heading(page, 'What will stand in the log').waitFor();
    await button(page, 'Sign and file to China').click();
    await page.getByText('Received by China').first().waitFor();
  }

  test('of the ministry’s desk: what we allege is written point by point in two languages, read as they will read it, signed and received', async () => {
    await desk.goto(`${stage.url('us')}/compose?type=case.allege`);
    await desk.getByLabel('Title, English').fill(TITLE);
    await desk.getByLabel('Title, Chinese').fill(TITLE_ZH);
    await desk.getByLabel('What point 1 is about').selectOption({ label: 'access' });
    await desk.getByLabel('Point 1, English').fill('The update server was entered.');
    await desk.getByLabel('Point 1, Chinese').fill('更新服务器被人侵入。');
    await button(desk, 'Add a point').click();
    await desk.getByLabel('What point 2 is about').selectOption({ label: 'taking' });
    await desk.getByLabel('Point 2, English').fill('Sixty gigabytes of drawings left through it.');
    const shown = waiting(desk, 'As China will read it');
    await shown.getByText(TITLE_ZH).first().waitFor();
    await signAndFile(desk);
  });

  test('of the desk on the other side: the case is there by itself, in their language, and is acknowledged from the first page', async () => {
    const ours = waiting(theirDesk, '待我方');
    await ours.getByText(TITLE_ZH).waitFor();
    await ours.getByRole('button', { name: '确认收悉' }).first().click();
    const dialog = theirDesk.getByRole('dialog', { name: '确认收悉' });
    await dialog.getByRole('button', { name: /^签署并归档，送达/ }).click();
    await dialog
      .getByText(/已收讫$/)
      .first()
      .waitFor();
    await theirDesk.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  test('their answer, point by point, stands beside what we said while we look', async () => {
    await desk.goto(`${stage.url('us')}/docket`);
    await link(desk, TITLE).first().click();
    await heading(desk, TITLE).waitFor();
    const points = waiting(desk, 'Point by point').getByRole('listitem');
    await points.first().waitFor();
    const id = new URL(desk.url()).pathname.split('/').at(-1)!;
    await theirDesk.goto(`${stage.url('cn')}/compose?type=case.position&subject=${id}`);
    await theirDesk.getByLabel('立场').selectOption('accept-in-part');
    await theirDesk.getByRole('group', { name: '要点 1', exact: true }).getByRole('radio').first().check();
    await theirDesk.getByLabel(/^本方对要点 1 的答复.*中文/).fill('我方核实，确有其事。');
    await theirDesk.getByRole('group', { name: '要点 2', exact: true }).getByRole('radio').nth(1).check();
    await theirDesk.getByLabel(/^本方对要点 2 的答复.*中文/).fill('服务器由第三方租用。');
    await button(theirDesk, '通读、签署并归档').click();
    await button(theirDesk, /^签署并归档，送达/).click();
    await theirDesk
      .getByText(/已收讫$/)
      .first()
      .waitFor();
    await points.filter({ hasText: '我方核实，确有其事。' }).getByText('Agrees').waitFor();
    await points.filter({ hasText: '服务器由第三方租用。' }).getByText('Contests').waitFor();
  });

  test('of the CERT’s liaison: one inbox, sorted by what is due, and the oldest answered', async () => {
    const theirs = stage.sides.get('cn')!;
    await theirs.file('cn-liaison', {
      type: 'request.make',
      body: { to: 'us', category: 'indicator-sharing', urgency: 'urgent' },
      words: {
        authentic: ['zh'],
        title: { zh: '请提供入侵指标', en: 'Indicators, please' },
        asked: { zh: '请提供相关指标。' },
      },
    });
    const cert = await come('us', 'liaison');
    const line = waiting(cert, 'Waits on us').getByRole('listitem').filter({ hasText: 'Indicators, please' });
    await line.getByText(/^due in /).waitFor();
    await line.getByRole('link', { name: 'Answer', exact: true }).click();
    await heading(cert, 'Reply').waitFor();
    await cert.getByText('请提供相关指标。').first().waitFor();
    await cert.getByRole('radio', { name: 'fulfilled', exact: true }).check();
    await cert.getByLabel('Answer, English').fill('The domains are relay-7.example and relay-8.example.');
    await signAndFile(cert);
    await link(cert, /^Today/).click();
    await heading(cert, 'Today').waitFor();
    await line.waitFor({ state: 'detached' });
  });

  test('of the police contact: a preservation request in one form, with proof that it was received and a clock that runs', async () => {
    const police = await come('us', 'law-enforcement');
    await police.goto(`${stage.url('us')}/compose?type=request.make`);
    await police.getByRole('radio', { name: 'preservation' }).check();
    await police.getByLabel('Title, English').fill('Keep the disks of relay-7');
    await police.getByLabel('What is asked, English').fill('Please keep the disks until our letter arrives.');
    await police.getByRole('radio', { name: 'emergency' }).check();
    await signAndFile(police);
    const theirPolice = await come('cn', 'law-enforcement', 'zh-CN');
    await waiting(theirPolice, '待我方').getByText('Keep the disks of relay-7').waitFor();
    await link(police, 'Requests').click();
    await link(police, 'Keep the disks of relay-7').first().click();
    await heading(police, 'Keep the disks of relay-7').waitFor();
    await waiting(police, 'Deadlines')
      .getByText(/^They owe: /)
      .first()
      .waitFor();
    await link(police, '✓ verified').first().click();
    await police.getByText('The proof holds').waitFor();
  });

  test('of the co-chair: the first page says how both sides stand; the hotline is raised and stands on every page of the other side', async () => {
    const chair = await come('us', 'co-chair');
    await chair.getByRole('list', { name: 'At a glance' }).getByText('of their deadlines').waitFor();
    await waiting(chair, 'Waits on them').getByText('Keep the disks of relay-7').waitFor();
    await chair.goto(`${stage.url('us')}/compose?type=hotline.raise`);
    await chair.getByLabel('About').first().selectOption({ label: 'crisis' });
    await chair.getByLabel('Observed, English').fill('A power station went dark.');
    await chair.getByLabel('What is asked, English').fill('Tell us that it was not you, and help.');
    await signAndFile(chair);
    for (const path of ['/record', '/requests', '/']) {
      await theirDesk.goto(`${stage.url('cn')}${path}`);
      await waiting(theirDesk, '热线').first().waitFor();
    }
  });

  test('of the legal adviser: the terms in words, and a note beside the case that nobody else will ever see', async () => {
    const adviser = await come('us', 'legal');
    await link(adviser, 'Accord').click();
    await adviser.getByText('To take a position on a case').first().waitFor();
    await link(adviser, 'Docket').click();
    await link(adviser, TITLE).first().click();
    await heading(adviser, TITLE).waitFor();
    await button(adviser, 'Add a note').click();
    await adviser
      .getByRole('textbox', { name: 'A note for our desk' })
      .fill('Point 2 needs the lease before the session.');
    await button(adviser, 'Keep the note').click();
    await adviser.getByText('Point 2 needs the lease before the session.').first().waitFor();
    await desk.reload();
    await desk.getByText('Point 2 needs the lease before the session.').first().waitFor();
    await theirDesk.goto(`${stage.url('cn')}${new URL(desk.url()).pathname}`);
    await heading(theirDesk, TITLE_ZH).waitFor();
    assert.equal(await theirDesk.getByText('needs the lease').count(), 0);
  });

  test('of the auditor: both sides computed the same docket, and every signature holds without believing a node', async () => {
    const [ours, theirs] = [await come('us', 'legal'), await come('cn', 'legal')];
    for (const page of [ours, theirs]) await link(page, 'Record').click();
    const digest = (await waiting(theirs, 'Docket digest').locator('code').first().textContent())!;
    await ours.getByLabel('Theirs, as they read it out or sent it').fill(digest);
    await ours.getByText('Both sides have computed the same docket').waitFor();
    await ours.getByText('✓ signatures hold').nth(3).waitFor();
    await ours.getByText('No contradiction has been found').waitFor();
  });

  test('of the administrator: the node’s health and people, and not one word of what was said', async () => {
    const keeper = await come('us', 'administrator');
    await heading(keeper, 'Settings').waitFor();
    await waiting(keeper, 'Our node').getByText('ready').waitFor();
    await link(keeper, 'People').click();
    await keeper.getByLabel('Name').fill('Lee Park');
    await keeper.getByLabel('What they are here').selectOption('officer');
    await button(keeper, 'Make the invitation').click();
    await keeper.getByText('/invitation#').waitFor();
    for (const path of ['/', '/docket', '/requests']) {
      await keeper.goto(stage.url('us') + path);
      await keeper.locator('main h1').waitFor();
      assert.equal(await keeper.getByText(TITLE).count(), 0, path);
      assert.equal(await keeper.getByText('Keep the disks').count(), 0, path);
    }
    const refused = await keeper.request.get(`${stage.url('us')}/api/v1/cases`);
    assert.equal(refused.status(), 403);
  });

  test('nothing was said on the console of any page, and nobody else was asked', () => {
    assert.deepEqual([...new Set(there.flatMap(({ complaints }) => complaints))], []);
  });
});
