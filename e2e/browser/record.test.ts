// The record in a browser: the proof of an act holds where it holds, and where anything that the node serves was altered on the way, it fails at
// that step and what was altered is not shown. Whatever a page says on the browser's console, asks of anybody else, or has that axe finds, fails it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
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

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });
const step = (page: Page, name: string) => page.getByRole('listitem', { name, exact: true });

const STEPS = [
  'The accord is the text of that id',
  'The entry is this act',
  'The keys that signed were put in office by the accord',
  'The signatures are valid',
  'The words are those that were signed',
  'The log has signed its head',
  'The act stands in the log',
  'The other side holds it',
];

describe('the record', { skip: browser === undefined ? NO_CHROMIUM : false }, () => {
  let world: World;
  let ada: Person;
  let act: string;

  before(async () => {
    world = await openWorld();
    ada = await person(browser!, world.url);
    ada.page.setDefaultTimeout(10_000);
    await enrol(world, ada, 'Ada Rehn', 'chancery');
    await appointLiaison(world, 1);
    act = await theyAllege();
    await until(() => world.nodes.every(({ app }) => app.idle));
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  const theyAllege = () =>
    file(world, 1, {
      type: 'case.allege',
      body: {
        respondent: world.accord.parties[0]!.id,
        claimant: 'government',
        points: [{ no: 1, kind: 'access' }],
      },
      words: {
        title: { en: 'Access to the grid', 'zh-Hans': '电网遭到侵入' },
        points: [{ no: 1, text: { en: 'The operator’s network was entered.', 'zh-Hans': '运营方网络被侵入。' } }],
      },
    });

  test('the proof of an act is checked in the browser, step by step, and holds', async () => {
    const { page } = ada;
    await page.goto(`${world.url}/record`);
    await page.getByLabel('Act id').fill(`act ${act}, received`);
    await tabTo(page, 'Open the act and its proof');
    await page.keyboard.press('Enter');
    await heading(page, 'Allegation').waitFor();
    await page.getByText('The proof holds').waitFor();
    for (const name of STEPS) await step(page, name).getByText('holds', { exact: true }).waitFor();
    await page.getByText('Access to the grid').first().waitFor();
    await page.getByText('Wen').waitFor();
    await step(page, STEPS[0]!).getByText(world.nodes[0].config.accordId).waitFor();
    await page.getByText('Keys of the holder').click();
    await inspect(ada, 'act');
  });

  test('of an entry that was altered on the way nothing is shown, and the step that fails says so', async () => {
    await altered(`**/api/v1/acts/${act}`, (text) => {
      const served = JSON.parse(text) as { entry: string };
      const [header, payload, signature] = served.entry.split('.');
      const changed = Buffer.from(payload!, 'base64url').toString().replace('"access"', '"damage"');
      return JSON.stringify({
        ...served,
        entry: [header, Buffer.from(changed).toString('base64url'), signature].join('.'),
      });
    });
    const { page } = ada;
    await page.getByText('What was served is not this act').waitFor();
    await step(page, 'The entry is this act').getByText('fails', { exact: true }).waitFor();
    await step(page, 'The signatures are valid').getByText('not checked').waitFor();
    assert.equal(await page.getByText('Access to the grid').count(), 0);
  });

  test('words, a receipt and an accord that were altered on the way each fail at their own step', async () => {
    const { page } = ada;
    await altered(`**/api/v1/acts/${act}`, (text) => {
      const served = JSON.parse(text) as { words: string[] };
      const word = Buffer.from(served.words[0]!, 'base64url')
        .toString()
        .replace(/(grid|entered)/, 'other');
      return JSON.stringify({ ...served, words: [Buffer.from(word).toString('base64url'), ...served.words.slice(1)] });
    });
    await step(page, 'The words are those that were signed').getByText('fails', { exact: true }).waitFor();
    await step(page, 'The signatures are valid').getByText('holds', { exact: true }).waitFor();
    assert.equal(await page.getByText('Access to the other').count(), 0);

    await altered(`**/api/v1/acts/${act}/receipt`, (text) => text.replace(/\nindex (\d+)\n/, '\nindex 0\n'));
    await step(page, 'The act stands in the log').getByText('fails', { exact: true }).waitFor();
    await step(page, 'The log has signed its head').getByText('holds', { exact: true }).waitFor();

    await altered(`**/api/v1/acts/${act}/receipt`, (text) => {
      const lines = text.trimEnd().split('\n');
      const last = lines.at(-1)!;
      const end = last.slice(-8);
      return [...lines.slice(0, -1), `${last.slice(0, -8)}${end[0] === 'A' ? 'B' : 'A'}${end.slice(1)}`, ''].join('\n');
    });
    await step(page, 'The other side holds it').getByText('fails', { exact: true }).waitFor();

    await altered('**/api/v1/accord', (text) => text.replace('"hue":', '"hue":1'));
    await step(page, 'The accord is the text of that id').getByText('fails', { exact: true }).waitFor();
    await page.getByText('The proof fails').waitFor();
  });

  /** Opens the act with one answer of the node altered in flight. */
  async function altered(address: string, change: (text: string) => string): Promise<void> {
    const { page } = ada;
    await page.unrouteAll();
    await page.route(address, async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      const body = change(text);
      assert.notEqual(body, text, 'nothing was altered');
      await route.fulfill({ response, body });
    });
    await page.goto(`${world.url}/acts/${act}`);
  }

  test('both logs stand with heads that this browser checked, and the digest of the other node is compared', async () => {
    const { page } = ada;
    await page.unrouteAll();
    await page.goto(`${world.url}/record`);
    await page.getByText('No contradiction has been found').waitFor();
    await page.getByText('✓ signatures hold').nth(3).waitFor();
    const { digest } = world.nodes[1].app.docket.digest();
    const theirs = page.getByLabel('Theirs, as they read it out or sent it');
    await theirs.fill(digest);
    await page.getByText('Both sides have computed the same docket').waitFor();
    await theirs.fill(`${digest.slice(1)}A`);
    await page.getByText('Not at the same cut').waitFor();
    await inspect(ada, 'record');
  });

  test('evidence against a log is said first, aloud, and in words', async () => {
    const { page } = ada;
    const log = world.nodes[1].app.own.origin;
    await page.route('**/api/v1/health', async (route) => {
      const response = await route.fetch();
      const health = (await response.json()) as object;
      const alarm = { log, kind: 'two-roots', object: '{}', foundAt: 1_790_000_000 };
      await route.fulfill({ response, json: { ...health, alarms: [alarm] } });
    });
    await page.goto(`${world.url}/record`);
    await page.getByRole('alert').getByText('A log has signed two histories').waitFor();
    await page.getByText('This browser could not confirm it').waitFor();
    await page.unrouteAll();
  });

  test('the accord is read with its terms in words, its officers and their keys', async () => {
    const { page } = ada;
    await page.goto(`${world.url}/accord`);
    await page.getByText(world.nodes[0].config.accordId).waitFor();
    await page.getByText('To take a position on a case').waitFor();
    await page.getByRole('region', { name: 'Officers' }).getByText('Wen').waitFor();
    await page.getByText('The terms are those that were founded.').waitFor();
    await inspect(ada, 'accord');
  });

  test('no page complained on the browser’s console, or asked anybody else', () => {
    assert.deepEqual(ada.complaints, []);
  });
});
