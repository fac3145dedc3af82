// What an administrator does with accounts: invite somebody, take the invitation back, see who is signed in and end it, close an account.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, NO_CHROMIUM } from './chromium.ts';
import { inspect, openWorld, person, setupAddress, type Person, type World } from './world.ts';

const browser: Browser | undefined = await launchChromium();

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });

describe('people', { skip: browser === undefined ? NO_CHROMIUM : false }, () => {
  let world: World;
  let root: Person;
  let kim: Person;

  before(async () => {
    world = await openWorld();
    root = await person(browser!, world.url);
    kim = await person(browser!, world.url);
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  test('an administrator invites a colleague, who comes in and is seen to be signed in', async () => {
    const { page } = root;
    await page.goto(setupAddress(world));
    await page.getByLabel('Your name').fill('Ines Root');
    await button(page, 'Go on to make your passkey').click();
    await enrolAndSignIn(page);
    await page.getByRole('link', { name: 'People' }).click();
    await page.getByLabel('Name').fill('Kim Second');
    await page.getByLabel('What they are here').selectOption('administrator');
    await button(page, 'Make the invitation').click();
    const address = await page.getByText('/invitation#').textContent();
    await kim.page.goto(address!);
    await button(kim.page, 'Open the invitation').click();
    await button(kim.page, 'Make the passkey').click();
    await heading(kim.page, 'Read these out').waitFor();

    await page.getByLabel('Name').fill('Lee Park');
    await page.getByLabel('What they are here').selectOption('officer');
    await page.getByLabel('Technical').check();
    await button(page, 'Make the invitation').click();
    await button(page, 'Invite again: Lee Park').waitFor();
    for (const summary of await page.getByText('How they come in').all()) await summary.click();
    await inspect(root, 'people');
  });

  test('what somebody comes in by is taken back where the account is', async () => {
    const { page } = root;
    await button(page, 'Withdraw the invitation of Lee Park').click();
    await page.getByText('not enrolled').waitFor();
    await button(page, 'Remove passkey 1 of Kim Second').click();
    await button(page, 'Remove passkey 1 of Kim Second').waitFor({ state: 'detached' });
  });

  test('whoever is signed in is listed, and one’s own sign-in is not ended by mistake', async () => {
    const { page } = root;
    const now = page.getByRole('region', { name: 'Signed in now' });
    await now.getByText('Ines Root').waitFor();
    assert.equal(await now.getByRole('button', { name: /Ines Root/ }).count(), 0);
  });

  test('an account is closed for good, and asked about twice', async () => {
    const { page } = root;
    await button(page, 'Close the account of Lee Park').click();
    await button(page, 'Close for ever').click();
    await page.getByRole('region', { name: 'Closed' }).getByText('Lee Park').waitFor();
    assert.deepEqual([...root.complaints, ...kim.complaints], []);
  });
});

async function enrolAndSignIn(page: Page): Promise<void> {
  await button(page, 'Open the invitation').click();
  await button(page, 'Make the passkey').click();
  await page.getByRole('link', { name: 'Go to sign-in' }).click();
  await button(page, 'Sign in with a passkey').click();
  await heading(page, 'Settings').waitFor();
}
