// Two nodes that have founded an accord, and people before browsers: each has an authenticator of their own, and a page that may do nothing
// which its policy forbids, ask nobody but its node, and say nothing on the console.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { INVITATION_PAGE } from '@parley/api/access';
import { SETUP_PAGE } from '@parley/api/founding';
import { accessTables } from '@parley/node/access/access';
import { Accounts } from '@parley/node/access/accounts';
import { Invitations } from '@parley/node/access/invitations';
import { Setup } from '@parley/node/access/setup';
import { readEnvironment } from '@parley/node/config';
import { startNode, type RunningNode } from '@parley/node/main';
import { silentLogger } from '@parley/node/platform/logger';
import { Database } from '@parley/node/platform/sqlite';
import { foundAccord, say, type TestAccord } from '@parley/node/testing';
import { encodeBase64url } from '@parley/record/base64';
import type { JsonObject } from '@parley/record/json';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildIfOld } from '../../packages/cli/src/commands/build.ts';

export type World = {
  accord: TestAccord;
  /** Ours first. */
  nodes: [RunningNode, RunningNode];
  /** Our node as a browser names it: a passkey is good at a name. */
  url: string;
  /** A token of ours to read with. */
  token: string;
  stop: () => Promise<void>;
};

export async function openWorld(): Promise<World> {
  await buildIfOld((what) => assert.notEqual(what, 'failed', 'the console could not be made: parley build says why'));
  const accord = await foundAccord();
  const nodes = await Promise.all(
    accord.parties.map(async ({ dir }) => {
      const read = readEnvironment({ PARLEY_STATE: accord.stateDir }, { dir });
      assert.ok(read.ok);
      const started = await startNode(read.environment, { log: silentLogger, processMetrics: false });
      assert.ok(started.ok, started.ok ? '' : started.refusal.detail);
      return started.node;
    }),
  );
  const tokens = nodes.map(({ tokens: issued }) => {
    return issued.issue({ scope: 'read', label: 'test', now: now() }).token;
  });
  await until(() => nodes.every(({ app }) => app.health().ready));
  for (const [place, node] of nodes.entries()) {
    const founded = await say(node.url, tokens[place]!, accord.parties[place]!.root, {
      type: 'accord.found',
      body: { accepts: node.config.accordId },
    });
    assert.equal(founded.status, 201, JSON.stringify(founded.answer));
  }
  await until(() => nodes.every(({ app }) => app.idle));
  return {
    accord,
    nodes: nodes as World['nodes'],
    url: `http://localhost:${accord.parties[0]!.port}`,
    token: tokens[0]!,
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
      accord.remove();
    },
  };
}

export async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await pause(10);
}

/** An account with an invitation, as whoever commands the machine makes it. `direct`: nobody need confirm it. */
export function invite(world: World, name: string, direct: boolean): string {
  return onMachine(world, (accounts, database) => {
    const account = accounts.open({ name, role: 'officer', desks: ['policy'] }, now());
    assert.ok(account.ok);
    const made = new Invitations(database, random).make({ account: account.id, device: false, direct }, 7, now());
    assert.ok(made.ok);
    return `${world.url}${INVITATION_PAGE}#${made.secret}`;
  });
}

/** The address that `parley init` prints for the first administrator. */
export function setupAddress(world: World): string {
  return onMachine(world, (accounts, database) => {
    return `${world.url}${SETUP_PAGE}#${new Setup(database, accounts).make(random, now())}`;
  });
}

const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
const now = () => Math.floor(Date.now() / 1000);

function onMachine({ accord }: World, work: (accounts: Accounts, database: Database) => string): string {
  const database = Database.open(join(accord.parties[0]!.dir, 'parley.db'), accessTables);
  try {
    return work(new Accounts(database, random), database);
  } finally {
    database.close();
  }
}

/** Of an act, what its officer says. */
export type Saying = { type: string; body: JsonObject; words?: JsonObject; subject?: string };

/** Files an act at one of the nodes, by the liaison officer of its party or by its root key, and gives the act's id. */
export async function file({ accord, nodes }: World, place: 0 | 1, said: Saying, byRoot = false): Promise<string> {
  const node = nodes[place];
  const { root, liaison } = accord.parties[place]!;
  const { token } = node.tokens.issue({ scope: 'read', label: 'test', now: now() });
  const { status, answer } = await say(node.url, token, byRoot ? root : liaison, said);
  assert.equal(status, 201, JSON.stringify(answer));
  return answer.id;
}

/** The root key puts a key of ours into an office, as at the founding. */
export async function appointByRoot(world: World, key: string, office: string): Promise<void> {
  await appoint(world, 0, key, office, 'An officer');
}

/** The root key puts the officer for whom `file` signs into an office. */
export async function appointLiaison(world: World, place: 0 | 1, office = 'liaison'): Promise<void> {
  const { publicKey } = world.accord.parties[place]!.liaison;
  await appoint(world, place, encodeBase64url(publicKey), office, 'Wen');
}

async function appoint(world: World, place: 0 | 1, key: string, office: string, name: string): Promise<void> {
  await file(world, place, { type: 'officer.appoint', body: { key, office, from: 0 }, words: { name } }, true);
}

/** Somebody opens an invitation, makes a passkey and a key, signs in, and is put into an office. */
export async function enrol(world: World, { page, context }: Person, name: string, office: string): Promise<void> {
  const button = (named: string) => page.getByRole('button', { name: named });
  await page.goto(invite(world, name, true));
  await button('Open the invitation').click();
  await button('Make both').click();
  await page.getByRole('link', { name: 'Go to sign-in' }).click();
  await button('Sign in with a passkey').click();
  await page.getByText('waits for the appointment').waitFor();
  // Not through the page: its line may be a bad one.
  const cookie = (await context.cookies()).map((one) => `${one.name}=${one.value}`).join('; ');
  const answer = await fetch(`${world.nodes[0].url}/api/v1/account`, { headers: { cookie } });
  const { keys } = (await answer.json()) as { keys: { publicKey: string }[] };
  await appointByRoot(world, keys[0]!.publicKey, office);
  await page.reload();
  await page.getByText('in office', { exact: true }).waitFor();
}

export type Person = { page: Page; context: BrowserContext; complaints: string[] };

/** Somebody before a browser, with a passkey device that says yes. */
export async function person(browser: Browser, url: string, language = 'en'): Promise<Person> {
  const context = await browser.newContext({ locale: language, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (said) => {
    // A refusal is an answer; the browser writes each one down.
    if (/^Failed to load resource: (the server responded with a status of 4|net::ERR_)/.test(said.text())) return;
    if (said.type() === 'error' || said.type() === 'warning') complaints.push(said.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) complaints.push(`a request to ${request.url()}`);
  });
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { page, context, complaints };
}

/** Where pictures of the pages are put for whoever wants to look at them. */
const SCREENS = process.env['PARLEY_SCREENS'];

/**
 * A page in a state that the walk over every page does not come to: in each language, and in each theme once, nothing that axe finds, and nothing that
 * sticks out of a telephone. Where pictures are wanted, in both themes of both languages.
 */
export async function inspect({ page }: Person, name: string): Promise<void> {
  for (const [language, other, theme] of [
    ['zh-Hans', '中文', 'dark'],
    ['en', 'English', 'light'],
  ] as const) {
    if ((await page.locator('html').getAttribute('lang')) !== language)
      await page.getByRole('button', { name: other, exact: true }).click();
    await page.locator(`html[lang="${language}"]`).waitFor();
    for (const colorScheme of SCREENS === undefined ? [theme] : (['dark', 'light'] as const)) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`),
      );
      assert.deepEqual(found, [], `${name}, ${language}, ${colorScheme}`);
      await shoot(page, `${name}-${language}-${colorScheme}`);
    }
  }
}

async function shoot(page: Page, name: string): Promise<void> {
  for (const width of [390, 1024, 1440]) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
    assert.ok(wide <= width, `${name}: ${wide} px wide on a screen of ${width}`);
    if (SCREENS === undefined) continue;
    mkdirSync(SCREENS, { recursive: true });
    await page.screenshot({ path: join(SCREENS, `${name}-${width}.png`), fullPage: true });
  }
}

/** Goes on with the Tab key until what has that name has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, name: string): Promise<void> {
  await page.getByText(name, { exact: true }).first().waitFor();
  for (let pressed = 0; pressed < 60; pressed++) {
    if ((await page.evaluate<string>('document.activeElement.textContent.trim()')) === name) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`“${name}” cannot be reached by the Tab key`);
}
