// From an invitation to an act that the counterpart holds, in a real browser: what docs/founding.md promises an officer. Whatever a page says on the
// browser's console, asks of anybody else, or has that axe finds, fails it.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { encodeBase64url } from '@parley/record/base64';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, NO_CHROMIUM } from './chromium.ts';
import {
  appointByRoot,
  inspect,
  invite,
  openWorld,
  person,
  setupAddress,
  tabTo,
  until,
  type Person,
  type World,
} from './world.ts';

const browser: Browser | undefined = await launchChromium();

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });

describe('officers', { skip: browser === undefined ? NO_CHROMIUM : false }, () => {
  let world: World;
  let ada: Person;
  let bo: Person;
  const complaints = () => [...ada.complaints, ...bo.complaints];

  before(async () => {
    world = await openWorld();
    ada = await person(browser!, world.url);
    bo = await person(browser!, world.url);
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  /** From the invitation to the fingerprint. */
  async function enrol({ page }: Person, address: string, look?: (name: string) => Promise<void>): Promise<void> {
    await page.goto(address);
    await heading(page, 'Your invitation').waitFor();
    assert.equal(new URL(page.url()).hash, '', 'the secret does not stay in the address');
    await look?.('invitation-open');
    await button(page, 'Open the invitation').click();
    await button(page, 'Make both').waitFor();
    await look?.('invitation-make');
    await button(page, 'Make both').click();
  }

  /** The key's own text, from the only place where it lies in the clear: the list of whoever decides. */
  async function keyOf({ page }: Person): Promise<string> {
    const answer = await page.request.get(`${world.url}/api/v1/account`);
    const { keys } = (await answer.json()) as { keys: { publicKey: string }[] };
    return keys[0]!.publicKey;
  }

  async function draft({ page }: Person, title: string, content: object): Promise<string> {
    const id = encodeBase64url(new Uint8Array(randomBytes(16)));
    const made = await page.request.post(`${world.url}/api/v1/desk/drafts`, {
      data: { id, title, content },
      headers: { origin: world.url },
    });
    assert.equal(made.status(), 201, await made.text());
    return id;
  }

  test('whoever is not signed in is asked to, and lands where they wanted to go', async () => {
    await ada.page.goto(`${world.url}/settings?from=a-link`);
    await heading(ada.page, 'Sign in').waitFor();
    assert.equal(new URL(ada.page.url()).searchParams.get('to'), '/settings?from=a-link');
    await inspect(ada, 'sign-in');
  });

  test('an address without a secret, and one that nobody made, are told apart', async () => {
    await ada.page.goto(`${world.url}/invitation`);
    await ada.page.getByText('This address has no secret in it').waitFor();
    await inspect(ada, 'invitation-none');
    await ada.page.goto(`${world.url}/invitation#${'A'.repeat(43)}`);
    await button(ada.page, 'Open the invitation').click();
    await ada.page.getByRole('alert').getByText('There is no such invitation').waitFor();
  });

  test('an officer opens an invitation, makes a passkey and a key that cannot be taken out, and signs in', async () => {
    await enrol(ada, invite(world, 'Ada Rehn', true));
    await button(ada.page, 'Open the invitation').waitFor({ state: 'detached' });
    await ada.page.getByRole('link', { name: 'Go to sign-in' }).click();
    await button(ada.page, 'Sign in with a passkey').click();
    await heading(ada.page, 'Settings').waitFor();
    await ada.page.getByText('waits for the appointment').waitFor();
    const exported = await ada.page.evaluate(`(async () => {
      const database = await new Promise((resolve) => { const r = indexedDB.open('parley-keys'); r.onsuccess = () => resolve(r.result); });
      const [kept] = await new Promise((resolve) => { const r = database.transaction('officer-keys').objectStore('officer-keys').getAll(); r.onsuccess = () => resolve(r.result); });
      database.close();
      return crypto.subtle.exportKey('pkcs8', kept.privateKey).then(() => 'exported', (fault) => fault.name);
    })()`);
    assert.equal(exported, 'InvalidAccessError');
    await appointByRoot(world, await keyOf(ada), 'chancery');
    await ada.page.reload();
    await ada.page.getByText('in office', { exact: true }).waitFor();
    await inspect(ada, 'settings');
  });

  test('a colleague enrols, reads the fingerprint out, and is confirmed by whoever sees the same', async () => {
    const address = invite(world, 'Bo Lindqvist', false);
    await enrol(bo, address, (name) => inspect(bo, name));
    await heading(bo.page, 'Read these out').waitFor();
    await inspect(bo, 'invitation-compare');
    const read = await bo.page.locator('code').textContent();

    await ada.page.getByRole('link', { name: 'Enrolments' }).click();
    const waiting = ada.page.getByRole('region', { name: 'Bo Lindqvist' });
    await waiting.waitFor();
    await inspect(ada, 'enrolments');
    assert.match(read ?? '', /^[A-Za-z0-9_-]{43}$/);
    assert.equal(await waiting.locator('code').textContent(), read, 'both see the same groups');
    assert.ok(await waiting.getByRole('button', { name: 'Confirm Bo Lindqvist' }).isDisabled());
    await waiting.getByRole('checkbox', { name: /I have compared every group/ }).click();
    await waiting.getByRole('button', { name: 'Confirm Bo Lindqvist' }).click();
    await bo.page.getByText('Confirmed; your appointment is next').waitFor();

    const stranger = await person(browser!, world.url);
    await stranger.page.goto(address);
    await button(stranger.page, 'Open the invitation').click();
    await stranger.page.getByRole('alert').getByText('The invitation was opened before').waitFor();
    await stranger.context.close();
  });

  test('the appointment is written, read as it will stand in the log, signed and filed; the other side receives it', async () => {
    const appoint = ada.page.getByRole('region', { name: 'Appoint Bo Lindqvist' });
    await appoint.getByLabel('Office').selectOption('liaison');
    await appoint.getByRole('button', { name: 'Write the appointment' }).click();
    await heading(ada.page, 'What will stand in the log').waitFor();
    await ada.page.getByText('officer.appoint', { exact: false }).first().waitFor();
    await button(ada.page, 'Sign and file to Party cn').waitFor();
    await inspect(ada, 'sign-appointment');
    await button(ada.page, 'Sign and file to Party cn').click();
    await heading(ada.page, 'On the record').waitFor();
    await ada.page.getByText('Received by Party cn').first().waitFor();
    await inspect(ada, 'filed');
    await bo.page.getByText('You are ready').waitFor();
    await inspect(bo, 'invitation-done');
  });

  test('an officer without a mouse signs in, finds the draft, signs and files it', async () => {
    const { page } = bo;
    await page.goto(`${world.url}/sign-in`);
    await heading(page, 'Sign in').waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Skip to the content');
    await tabTo(page, 'Sign in with a passkey');
    await page.keyboard.press('Enter');
    await heading(page, 'Today').waitFor();
    await tabTo(page, 'Desk');
    await page.keyboard.press('Enter');
    await heading(page, 'Desk').waitFor();
    await inspect(bo, 'desk-empty');
    await draft(bo, 'Kestrel Turbines', {
      type: 'case.allege',
      body: ALLEGATION.body,
      words: ALLEGATION.words,
    });
    await page.reload();
    await page.getByText('Kestrel Turbines').waitFor();
    await inspect(bo, 'desk');
    await tabTo(page, 'Kestrel Turbines');
    await page.keyboard.press('Enter');
    await button(page, 'Sign and file to Party cn').waitFor();
    assert.equal(
      await page.evaluate('document.activeElement.tagName'),
      'H1',
      'a new page has the focus on its heading',
    );
    await inspect(bo, 'sign');
    await tabTo(page, 'Sign and file to Party cn');
    await page.keyboard.press('Enter');
    await page.getByText('Received by Party cn').first().waitFor();
    await until(() => world.nodes.every(({ app }) => app.idle));
    assert.equal(world.nodes[1].app.reader.subjects({ kind: 'case' }).items.length, 1);
  });

  test('an answer that is lost is asked for again, and the act is filed once', async () => {
    const { page } = bo;
    const id = await draft(bo, 'A question', {
      type: 'request.make',
      body: { to: 'cn', category: 'status-update', urgency: 'routine' },
      words: { title: { en: 'What became of it?' }, asked: { en: 'Please say.' } },
    });
    let lost = 0;
    await page.route(`**/api/v1/desk/drafts/${id}/file`, async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await page.goto(`${world.url}/desk/${id}/sign`);
    await button(page, 'Sign and file to Party cn').click();
    await heading(page, 'On the record').waitFor();
    await until(() => lost >= 2);
    await until(() => world.nodes[0].app.idle);
    assert.equal(world.nodes[0].app.reader.subjects({ kind: 'request' }).items.length, 1);
  });

  test('a page says when its line is broken, and is brought up to date when it is back', async () => {
    const { page, context } = bo;
    await page.goto(`${world.url}/desk`);
    await page.getByText('Live', { exact: true }).waitFor();
    await context.setOffline(true);
    await page.getByText('This device has no network').waitFor();
    await draft(ada, 'Written meanwhile', { type: 'note', body: {} });
    await context.setOffline(false);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByText('This device has no network').waitFor({ state: 'detached' });
  });

  test('a sign-in that is ended in one window ends in all, and the next one leads back to where one was', async () => {
    const second = await bo.context.newPage();
    await second.goto(`${world.url}/settings`);
    await heading(second, 'Where I am signed in').waitFor();
    await second.getByText('this one').waitFor();
    await button(second, /^Signed in as/).click();
    await second.getByRole('menuitem', { name: 'Sign out' }).click();
    await heading(second, 'Sign in').waitFor();
    await second.close();
    await heading(bo.page, 'Sign in').waitFor();
    await button(bo.page, 'Sign in with a passkey').click();
    await heading(bo.page, 'Desk').waitFor();
  });

  test('the first administrator of a node comes in by the address of its founding, and sees no content', async () => {
    const root = await person(browser!, world.url);
    await root.page.goto(setupAddress(world));
    await heading(root.page, 'A new node').waitFor();
    assert.equal(new URL(root.page.url()).hash, '');
    await inspect(root, 'setup');
    await root.page.getByLabel('Your name').fill('Ines Root');
    await button(root.page, 'Go on to make your passkey').click();
    await button(root.page, 'Open the invitation').click();
    await button(root.page, 'Make the passkey').click();
    await root.page.getByRole('link', { name: 'Go to sign-in' }).click();
    await button(root.page, 'Sign in with a passkey').click();
    await heading(root.page, 'Settings').waitFor();
    assert.deepEqual(await root.page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allInnerTexts(), [
      'Enrolments',
      'People',
      'Founding',
      'Settings',
    ]);
    await inspect(root, 'settings-administrator');
    assert.deepEqual(root.complaints, []);
    await root.context.close();
  });

  test('a page that is not there is a page all the same', async () => {
    await ada.page.goto(`${world.url}/nowhere`);
    await heading(ada.page, 'There is no such page').waitFor();
    await inspect(ada, 'missing');
  });

  test('nothing was said on the console of any page, and nobody else was asked', () => {
    assert.deepEqual(complaints(), []);
  });
});

const ALLEGATION = {
  body: {
    respondent: 'cn',
    claimant: 'cert',
    marking: { tlp: 'amber', pap: 'green' },
    points: [{ no: 1, kind: 'access' }],
  },
  words: {
    authentic: ['en'],
    title: {
      en: 'Trade secrets of a turbine maker copied through an update server',
      zh: '一家涡轮机制造商的商业秘密经由更新服务器被复制',
    },
    summary: {
      en: 'The update server of Kestrel Turbines was entered on or about 11 April 2025 with valid credentials of a maintenance firm.',
      zh: '红隼涡轮机公司的更新服务器于2025年4月11日前后，被人以某维护公司的有效凭据侵入。',
    },
    points: [{ no: 1, text: { en: 'The update server was entered.', zh: '更新服务器被人侵入。' } }],
  },
};
