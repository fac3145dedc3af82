// The docket's list and the page of a case, in a real browser against two nodes: both sides beside each other, ours on the left; what the
// counterpart wrote shown for what it is; what changes meanwhile shown by itself.

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

const button = (page: Page, name: string) => page.getByRole('button', { name });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });
const points = (page: Page) => page.getByRole('region', { name: 'Point by point' }).getByRole('listitem');

/** Looks like another word, turns what follows around, and would be a script. */
const HOSTILE = 'p\u0430ypal paid \u202e001 to <script>globalThis.taken = 1</script>';

const ALLEGATION = {
  body: {
    respondent: 'us',
    claimant: 'cert',
    marking: { tlp: 'amber' },
    activity: { from: '2025-04', precision: 'month' },
    points: [
      { no: 1, kind: 'access' },
      { no: 2, kind: 'taking' },
    ],
  },
  words: {
    authentic: ['zh'],
    title: { zh: '更新服务器被侵入', en: 'An update server was entered' },
    summary: { zh: '红隼公司的更新服务器被侵入。', en: 'The update server of Kestrel was entered.' },
    points: [
      { no: 1, text: { zh: '服务器被人侵入。', en: 'The server was entered.' } },
      { no: 2, text: { en: HOSTILE } },
    ],
  },
};

const POSITION = {
  body: { stance: 'accept-in-part', points: [{ no: 1, view: 'agree' }] },
  words: {
    authentic: ['en'],
    reference: 'BV-446/26',
    statement: { en: 'One point is right.' },
    points: [{ no: 1, text: { en: 'That is so.' } }],
  },
};

const FINDING = {
  body: {
    to: 'us',
    points: [
      { no: 1, conclusion: 'established' },
      { no: 2, conclusion: 'not-established' },
    ],
    standard: 'not-stated',
  },
  words: {
    authentic: ['en'],
    title: { en: 'Finding on the server', zh: '关于服务器的结论' },
    points: [{ no: 1, text: { en: 'The logs agree.', zh: '日志一致。' } }],
  },
};

describe('a case', { skip: browser === undefined ? NO_CHROMIUM : false }, () => {
  let world: World;
  let lee: Person;
  let id: string;

  before(async () => {
    world = await openWorld();
    lee = await person(browser!, world.url);
    await enrol(world, lee, 'Lee Park', 'liaison');
    await appointLiaison(world, 0);
    // Theirs also finds; ours need not.
    await appointLiaison(world, 1, 'head');
    id = await file(world, 1, { type: 'case.allege', ...ALLEGATION });
    await settled();
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  const settled = () => until(() => world.nodes.every(({ app }) => app.idle));

  test('our side is on the left though they accuse, and what was signed was checked here', async () => {
    const { page } = lee;
    await page.goto(`${world.url}/docket/${id}`);
    const first = points(page).nth(1);
    await first.getByText('The server was entered.').waitFor();
    await first.getByText('服务器被人侵入。').waitFor();
    await first.getByRole('link', { name: '✓ verified' }).waitFor();
    const left = await first.getByText('Received and held').boundingBox();
    const right = await first.getByText('The server was entered.').boundingBox();
    assert.ok(left!.x < right!.x);
  });

  test('what turns letters around, looks like others or would run is shown as what it is', async () => {
    const { page } = lee;
    const second = points(page).nth(2);
    await second.getByText('⟨U+202E⟩').waitFor();
    await second.getByText('<script>globalThis.taken = 1</script>').waitFor();
    await second.getByTitle('Letters of more than one alphabet').waitFor();
    assert.equal(await page.evaluate('globalThis.taken'), undefined);
  });

  test('an answer appears by itself, beside the point that it answers', async () => {
    const { page } = lee;
    await page.getByText('Live', { exact: true }).waitFor();
    await file(world, 0, { type: 'case.position', subject: id, ...POSITION });
    await points(page).nth(1).getByText('Agrees').waitFor();
    await points(page).nth(1).getByText('That is so.').waitFor();
    await points(page).nth(0).getByText('One point is right.').waitFor();
    await points(page).nth(2).getByText('No position speaks of this point.').waitFor();
    await page.getByText('1 agreed · 1 unanswered').waitFor();
    await page.getByText(/BV-446\/26/).waitFor();
    await page.getByText('All points as a table: 2').click();
    await page
      .getByRole('region', { name: 'Points' })
      .getByRole('row', { name: /1 access .* agreed/ })
      .waitFor();
    await page.getByRole('link', { name: '2', exact: true }).click();
    assert.equal(new URL(page.url()).hash, '#point-2');
  });

  test('what both sides said is cited by its point, its act and its receipt', async () => {
    const { page } = lee;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await points(page).nth(1).hover();
    await button(page, 'Copy citation: point 1').first().click();
    await page.getByText('Citation copied').waitFor();
    const cited = await page.evaluate<string>('navigator.clipboard.readText()');
    assert.match(cited, /^act [\w-]{43}, point 1, Party us, entry \d+, /);
    await button(page, 'Copy citation: point 2').first().focus();
    await page.keyboard.press('Enter');
    await until(async () =>
      (await page.evaluate<string>('navigator.clipboard.readText()')).includes(`act ${id}, point 2`),
    );
  });

  test('a finding is read point by point beside the case that it concludes on', async () => {
    const { page } = lee;
    const finding = await file(world, 1, { type: 'finding.record', ...FINDING, body: { ...FINDING.body, case: id } });
    const there = page.getByRole('region', { name: 'In this case' });
    await there.getByText('The logs agree.').waitFor();
    await there.getByText('not established').waitFor();
    await there.getByRole('link', { name: 'Finding on the server' }).click();
    await page.waitForURL(`${world.url}/acts/${finding}`);
    await page.getByRole('link', { name: 'An update server was entered' }).click();
    await page.waitForURL(`${world.url}/docket/${id}`);
  });

  test('on paper both languages stand beside each other, with the marking and the heads it was computed from', async () => {
    const { page } = lee;
    await points(page).nth(1).getByText('The server was entered.').waitFor();
    await page.emulateMedia({ media: 'print' });
    await points(page).nth(0).getByText('红隼公司的更新服务器被侵入。').waitFor();
    const [zh, en] = await Promise.all(
      ['服务器被人侵入。', 'The server was entered.'].map((text) => points(page).nth(1).getByText(text).boundingBox()),
    );
    assert.ok(zh!.x < en!.x && Math.abs(zh!.y - en!.y) < 12, 'in columns, the authentic text first');
    const mark = (name: string) =>
      page.evaluate<string>(`document.documentElement.style.getPropertyValue('--print-${name}')`);
    assert.equal(await mark('marking'), '"TLP:AMBER"');
    assert.match(await mark('source'), /record: Party us \d+ · Party cn \d+/);
    assert.equal(await mark('title'), '"An update server was entered · Parley"');
    await page
      .getByText(/ of them cosigned by Party cn /)
      .first()
      .waitFor();
    assert.ok(await button(page, 'Print').isHidden(), 'what one does with a page is not on paper');
    const pdf = await page.pdf({ preferCSSPageSize: true });
    assert.match(pdf.toString('latin1'), /MediaBox \[\s*0 0 84\d(\.\d+)? 59\d/, 'a case lies across the sheet');
    await page.emulateMedia({ media: 'screen' });
  });

  test('a note is kept on the page, on our node alone', async () => {
    const { page } = lee;
    const ours = page.getByRole('region', { name: 'Private notes' });
    await button(page, 'Add a note').click();
    await page.getByRole('textbox', { name: 'A note for our desk' }).fill('Kestrel agrees to be named.');
    await button(page, 'Keep the note').click();
    await ours.getByText('Kestrel agrees to be named.').waitFor();
    await page.emulateMedia({ media: 'print' });
    assert.ok(await ours.isHidden(), 'what is private is not printed with the case');
    await page.emulateMedia({ media: 'screen' });
  });

  test('every act and receipt stands in a table behind the time line', async () => {
    const { page } = lee;
    await page.getByText('All acts and receipts, as a table: 2').click();
    const table = page.getByRole('region', { name: 'Acts and receipts' });
    await table.getByRole('row').nth(2).waitFor();
    assert.equal(await table.getByRole('row').count(), 3);
    await button(page, 'Show all languages').click();
    await page.waitForURL(/texts=all/);
    await points(page).nth(0).getByText('红隼公司的更新服务器被侵入。').waitFor();
  });

  test('the page is read by everybody, in both languages and themes, from a telephone on', async () => {
    await inspect(lee, 'case');
  });

  test('the list names who alleges, and is found by one Chinese character, which stands in the address', async () => {
    const { page } = lee;
    await page.goto(`${world.url}/docket`);
    const row = page.getByRole('row', { name: /An update server was entered/ });
    await row.getByText('1 agreed · 1 unanswered').waitFor();
    await row.getByText('accepted in part').waitFor();
    await page.getByRole('searchbox', { name: 'Search' }).fill('侵');
    await page.waitForURL(/q=/);
    await row.waitFor();
    assert.ok(await page.getByRole('combobox', { name: 'Order' }).isDisabled());
    await page.getByRole('combobox', { name: 'Who alleges' }).selectOption('us');
    await page.getByText('No case fits').waitFor();
    assert.equal(new URL(page.url()).searchParams.get('by'), 'us');
    await page.goBack();
    await row.waitFor();
    await button(page, 'Clear').click();
    await row.waitFor();
  });

  test('without a mouse one arrives at the case, and reads from its heading on', async () => {
    const { page } = lee;
    await page.getByRole('searchbox', { name: 'Search' }).focus();
    await tabTo(page, 'An update server was entered');
    await page.keyboard.press('Enter');
    await heading(page, 'An update server was entered').waitFor();
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'H1');
    assert.equal(new URL(page.url()).pathname, `/docket/${id}`);
  });

  test('a case that is not there is said to be none', async () => {
    const { page } = lee;
    await page.goto(`${world.url}/docket/${'A'.repeat(43)}`);
    await page.getByRole('alert').waitFor();
  });

  test('nothing was said on the console of any page, and nobody else was asked', () => {
    assert.deepEqual(lee.complaints, []);
  });
});
