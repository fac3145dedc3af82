// The desk in a real browser, between colleagues of one party: notes in threads, an assignment that is learned of at once, options, the roster, file
// numbers, and a case that is no longer there for whoever need not know of it. None of it is ever seen by the counterpart (e2e/canary.test.ts).

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, NO_CHROMIUM } from './chromium.ts';
import {
  appointLiaison,
  enrol,
  file,
  inspect,
  openWorld,
  person,
  tabTo,
  until,
  type Person,
  type World,
} from './world.ts';

const browser: Browser | undefined = await launchChromium();

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });

const ALLEGATION = {
  type: 'case.allege',
  body: {
    respondent: 'us',
    claimant: 'cert',
    points: [{ no: 1, kind: 'access' }],
  },
  words: {
    title: { en: 'An update server was entered', zh: '更新服务器被侵入' },
    points: [{ no: 1, text: { en: 'The server was entered.' } }],
  },
};
const TITLE = 'An update server was entered';

describe('the desk', { skip: browser === undefined ? NO_CHROMIUM : false }, () => {
  let world: World;
  /** Head of our office, who holds the power to restrict. */
  let ada: Person;
  /** A liaison officer. */
  let bo: Person;
  let id: string;

  before(async () => {
    world = await openWorld();
    [ada, bo] = await Promise.all([person(browser!, world.url), person(browser!, world.url)]);
    await enrol(world, ada, 'Ada Rehn', 'head');
    await enrol(world, bo, 'Bo Lindqvist', 'liaison');
    for (const { page } of [ada, bo]) page.setDefaultTimeout(20_000);
    await appointLiaison(world, 1);
    id = await file(world, 1, ALLEGATION);
    await until(async () => (await bo.page.request.get(`${world.url}/api/v1/cases/${id}`)).ok());
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  /** Chooses the case in a field that finds subjects. */
  async function choose(page: Page, label: string): Promise<void> {
    await page.getByRole('combobox', { name: label }).or(page.getByLabel(label)).first().fill('update server');
    await page.getByRole('option', { name: new RegExp(TITLE) }).click();
  }

  const open = async ({ page }: Person, path: string, title: string) => {
    await page.goto(`${world.url}${path}`);
    await heading(page, title).first().waitFor();
  };

  test('an assignment is learned of at once, on whatever page one is, and noted', async () => {
    await open(bo, '/record', 'Record');
    await open(ada, '/desk/assignments', 'Assignments');
    await ada.page.getByText('Nothing is assigned').waitFor();
    await button(ada.page, 'Assign something').click();
    await choose(ada.page, 'What is to be dealt with');
    await ada.page.getByLabel('Who deals with it').selectOption({ label: 'Bo Lindqvist' });
    await button(ada.page, 'Assign').click();
    await ada.page.getByText('not noted yet').waitFor();
    const notice = bo.page.getByRole('complementary', { name: 'Assigned to you' });
    await notice.getByText(TITLE).waitFor();
    await inspect(bo, 'assigned');
    await notice.getByRole('button', { name: 'Take note' }).click();
    await notice.waitFor({ state: 'detached' });
    await ada.page.getByText('not noted yet').waitFor({ state: 'detached' });
  });

  test('a note is written on a subject, brought to a colleague’s attention, and answered in its thread, live', async () => {
    await open(bo, '/desk', 'Desk');
    await open(ada, '/desk/notes', 'Notes');
    await button(ada.page, 'Write a note').click();
    await choose(ada.page, 'What it is about');
    await ada.page.getByLabel('A note for our desk').fill('Ask counsel before anything is said.');
    await ada.page
      .getByRole('combobox', { name: 'Brought to the attention of' })
      .or(ada.page.getByLabel('Brought to the attention of'))
      .first()
      .fill('Bo');
    await ada.page.getByRole('option', { name: /Bo Lindqvist/ }).click();
    await button(ada.page, 'Keep the note').click();
    const aside = bo.page.getByRole('complementary', { name: 'For me' });
    await aside.getByText('Ask counsel before anything is said.').waitFor();
    await open(bo, `/docket/${id}`, TITLE);
    const notes = bo.page.getByRole('region', { name: 'Private notes' });
    await notes.getByRole('button', { name: 'Answer', exact: true }).click();
    await notes.getByLabel('An answer for our desk').fill('I have.');
    await button(bo.page, 'Keep the note').click();
    await ada.page.getByText('I have.').waitFor();
  });

  test('a note is rewritten by its author, and what it said before is kept', async () => {
    const { page } = ada;
    await button(page, 'Rewrite').click();
    await page.getByLabel('Your note').fill('Ask counsel first.');
    await button(page, 'Keep the note').click();
    await page.getByText('Rewritten once').click();
    await page.getByText('Ask counsel before anything is said.').waitFor();
  });

  test('an option is weighed, set aside, taken up again, and turned into a draft', async () => {
    const { page } = ada;
    await open(ada, '/desk/options', 'Options');
    await button(page, 'Put an option down').click();
    await page.getByLabel('What would be done').fill('Protest by the ambassador');
    await page.getByLabel('Kind of measure').selectOption('demarche');
    await page.getByLabel('Legal basis').fill('None needed.');
    await page.getByLabel('Risk of an answer in kind').selectOption('low');
    await inspect(ada, 'option-form');
    await button(page, 'Keep the option').click();
    await heading(page, 'Protest by the ambassador').waitFor();
    await button(page, 'Set aside').click();
    await page.getByText('No option is here').waitFor();
    await page.getByRole('link', { name: 'Set aside' }).click();
    await button(page, 'Consider it again').click();
    await page.getByRole('link', { name: 'Under consideration' }).click();
    await button(page, 'Turn it into a draft').click();
    await page.waitForURL(/\/desk\/[A-Za-z0-9_-]{22}$/);
    await open(bo, '/desk', 'Desk');
    await bo.page.getByRole('link', { name: 'Protest by the ambassador' }).waitFor();
    await inspect(bo, 'desk');
  });

  test('what a draft said before is read beside what it says now', async () => {
    const { page } = ada;
    const draft = new URL(page.url()).pathname.split('/').at(-1)!;
    await open(ada, '/desk', 'Desk');
    const saved = await page.request.put(`${world.url}/api/v1/desk/drafts/${draft}`, {
      data: {
        version: 1,
        title: 'Protest by the ambassador',
        content: {
          type: 'measure.announce',
          body: { kind: 'demarche' },
          words: { title: { en: 'Protest in writing' } },
        },
      },
      headers: { origin: world.url },
    });
    assert.equal(saved.status(), 200, await saved.text());
    await open(ada, `/desk/${draft}/sign`, 'Protest by the ambassador');
    await page.getByText('What it said before: 1').click();
    await button(page, 'Show what differs').click();
    const row = page.getByRole('row', { name: /Title/ });
    await row.getByRole('cell', { name: 'Protest by the ambassador' }).waitFor();
    await row.getByRole('cell', { name: 'Protest in writing' }).waitFor();
  });

  test('somebody is put on duty, and stands on everybody’s roster', async () => {
    const { page } = ada;
    await open(bo, '/desk/duty', 'Duty roster');
    await open(ada, '/desk/duty', 'Duty roster');
    await button(page, 'Put somebody on duty').click();
    await page.getByLabel('Who', { exact: true }).selectOption({ label: 'Bo Lindqvist' });
    await button(page, 'Put on duty').click();
    await bo.page.getByRole('row', { name: /Bo Lindqvist/ }).waitFor();
    await bo.page.getByText('Nobody is on duty').waitFor();
    await button(bo.page, 'Strike: Bo Lindqvist').click();
    await page.getByText('Nobody is on the roster in these weeks').waitFor();
  });

  test('our own number of a case is given once, found by its beginning, and stands beside the case', async () => {
    const { page } = ada;
    await open(ada, '/desk/numbers', 'File numbers');
    await button(page, 'Give a number').click();
    await choose(page, 'What has the number');
    await page.getByLabel('Our number of it').fill('S/CCI 2025-1187');
    await button(page, 'Give the number').click();
    await page.getByText('S/CCI 2025-1187').waitFor();
    await page.getByLabel('Numbers that begin with').fill('s/cci2025');
    await page.waitForURL(/q=/);
    await page.getByText(TITLE).waitFor();
    await page.getByLabel('Numbers that begin with').fill('xx');
    await page.getByText('No number begins so').waitFor();
  });

  test('a restricted case is gone at once for whoever is not named, and back when it is lifted', async () => {
    const { page } = ada;
    await open(bo, `/docket/${id}`, TITLE);
    await open(ada, `/docket/${id}`, TITLE);
    await button(page, /sees? it$/).click();
    const dialog = page.getByRole('dialog', { name: 'Who on our side sees it' });
    await dialog.getByText('2 officers see it').waitFor();
    await button(page, 'Restrict it to named people').click();
    await button(page, 'Restrict it to these').click();
    await dialog.getByText('1 officer sees it').waitFor();
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
      assert.deepEqual(violations, [], colorScheme);
    }
    await bo.page.getByText('Nothing is there').waitFor();
    assert.equal(await bo.page.getByText(TITLE).count(), 0);
    await open(ada, '/desk/need', 'Who sees what');
    await page.getByRole('region', { name: 'Restricted to named people' }).getByText(TITLE).waitFor();
    await open(ada, `/docket/${id}`, TITLE);
    await button(page, /sees? it$/).click();
    await button(page, 'Lift the restriction').click();
    await heading(bo.page, TITLE).first().waitFor();
    await page.keyboard.press('Escape');
  });

  test('whoever does not hold the power sees who sees what, and changes nothing', async () => {
    const { page } = bo;
    await open(bo, '/desk/need', 'Who sees what');
    await page.getByText('every office sees every marking').waitFor();
    assert.equal(await button(page, 'Change power and clearances').count(), 0);
    await open(ada, '/desk/need', 'Who sees what');
    await button(ada.page, 'Change power and clearances').click();
    await ada.page.getByLabel('liaison officer, at no desk').selectOption('green');
    await inspect(ada, 'clearances');
    await button(ada.page, 'Put it in effect').click();
    await page.getByText('TLP:GREEN').waitFor();
  });

  test('the desk is gone about with the keyboard alone', async () => {
    const { page } = bo;
    await open(bo, '/desk/releases', 'Who releases');
    await page.getByText('There is no release policy yet').waitFor();
    await page.evaluate('document.activeElement.blur()');
    await tabTo(page, 'Assignments');
    await page.keyboard.press('Enter');
    await heading(page, 'Assignments').waitFor();
    assert.deepEqual([...ada.complaints, ...bo.complaints], []);
  });
});
