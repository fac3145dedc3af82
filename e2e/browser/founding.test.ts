// Two nodes that know nothing of each other, and an administrator before each: by what the pages say, from the first page to a line that is checked.
// The root keys sign elsewhere, and never come near a page.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { SETUP_PAGE } from '@parley/api/founding';
import { encodeEnvelope, openEnvelope } from '@parley/docket/accord/founding/envelope';
import { sign } from '@parley/docket/accord/founding/negotiation';
import { newParty, type NewParty } from '@parley/node/founding/testing';
import { serveFolder, type Served } from '@parley/node/founding/run';
import { silentLogger } from '@parley/node/platform/logger';
import { say } from '@parley/node/testing';
import { encodeBase64url } from '@parley/record/base64';
import { webEd25519Signer } from '@parley/record/ed25519';
import type { Browser, Page } from 'playwright-core';
import { buildIfOld } from '../../packages/cli/src/commands/build.ts';
import { launchChromium, NO_CHROMIUM } from './chromium.ts';
import { inspect, person, until, type Person } from './world.ts';

const browser: Browser | undefined = await launchChromium();

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });
const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
const now = () => Math.floor(Date.now() / 1000);

type Side = { party: NewParty; served: Served; who: Person; url: string };

describe('founding', { skip: browser === undefined ? NO_CHROMIUM : false }, () => {
  let us: Side;
  let cn: Side;

  before(async () => {
    await buildIfOld((what) => assert.notEqual(what, 'failed', 'the console could not be made: parley build says why'));
    us = await open('us', { names: { en: 'us' }, languages: ['en', 'zh'], hue: 206 });
    cn = await open('cn', { names: { en: 'China', zh: '中国' }, languages: ['zh', 'en'], hue: 12 });
  });
  after(async () => {
    await browser?.close();
    for (const side of [us, cn]) {
      await side?.served.stop();
      side?.party.clear();
    }
  });

  async function open(id: string, called: Parameters<typeof newParty>[2]): Promise<Side> {
    const port = await freePort();
    const party = await newParty(id, port, called);
    const started = await serveFolder(party.environment, { log: silentLogger, processMetrics: false });
    assert.ok(started.ok, started.ok ? '' : started.refusal.detail);
    const url = `http://localhost:${port}`;
    return { party, served: started.served, url, who: await person(browser!, url) };
  }

  /** From the address that was printed when the folder was made to the founding. */
  async function comeIn({ party, who: { page }, url }: Side, name: string): Promise<void> {
    await page.goto(`${url}${SETUP_PAGE}#${party.setup}`);
    await page.getByLabel('Your name').fill(name);
    await button(page, 'Go on to make your passkey').click();
    await button(page, 'Open the invitation').click();
    await button(page, 'Make the passkey').click();
    await link(page, 'Go to sign-in').click();
    await button(page, 'Sign in with a passkey').click();
    await heading(page, 'Founding').waitFor();
    await heading(page, 'Our root key').waitFor();
  }

  /** What stands under a heading to be read out. */
  async function readOut({ who: { page } }: Side): Promise<string> {
    await page.getByText('our fingerprint').waitFor();
    return page.getByRole('region', { name: '1. Call them' }).locator('code').first().innerText();
  }

  /** The call, and then the signature, made from the file that the page gave and brought back as a file. */
  async function compareAndSign(side: Side, theirs: string): Promise<void> {
    const { page } = side.who;
    await page.getByLabel(/^Their fingerprint/).fill(theirs.replaceAll(/\s/g, '').slice(0, 8));
    await page.getByText('It is theirs').waitFor();
    await page.getByRole('checkbox', { name: /^They read the same beginning/ }).check();
    const saving = page.waitForEvent('download');
    await button(page, 'Save the text to sign').click();
    const saved = await saving;
    assert.equal(saved.suggestedFilename(), 'to-sign.json');
    const signed = await signedAway(await readFile(await saved.path(), 'utf8'), side.party);
    const choosing = page.waitForEvent('filechooser');
    await button(page, 'Take in the signed file').click();
    await (await choosing).setFiles({ name: 'signed.json', mimeType: 'application/json', buffer: Buffer.from(signed) });
  }

  test('the first administrator lands where the founding begins, with the fingerprint to be written down, and says what the party is called', async () => {
    await comeIn(us, 'Ines Root');
    const { page } = us.who;
    await button(page, 'Say it otherwise').click();
    await page.getByLabel('Name in English').fill('United States');
    await page.getByLabel('Name in Chinese').fill('美国');
    await inspect(us.who, 'founding-party');
    await button(page, 'Keep it so').click();
    await page.getByText('美国').waitFor();
    await inspect(us.who, 'founding-node');
  });

  test('a draft comes from a template, changed in plain words, and is given away as a link', async () => {
    const { page } = us.who;
    await link(page, 'Go on to the accord').click();
    await page.getByRole('radio', { name: /malicious cyber activity/ }).click();
    await page.getByText('Time limits', { exact: true }).click();
    await page.getByRole('textbox', { name: 'To reply to a request for take-down' }).fill('3');
    await page.getByRole('row', { name: /take-down 5 working days 3 working days/ }).waitFor();
    await page.getByLabel('A word to the counterpart').fill('A take-down cannot wait for a week.');
    await page.reload();
    await page.getByRole('row', { name: /take-down 5 working days 3 working days/ }).waitFor();
    await page.getByText('Time limits', { exact: true }).click();
    await inspect(us.who, 'founding-draft');
    await button(page, 'Make the draft').click();
    await page.getByText('The draft waits for the counterpart').waitFor();
    await button(page, 'Make a link').click();
    await page.getByText('Give this link to the counterpart').waitFor();
  });

  test('the other side follows the link, reads all of it, and proposes what it wants otherwise', async () => {
    const url = await us.who.page.getByText(/\/founding\/[\w-]{43}/).innerText();
    await comeIn(cn, 'Wei Min');
    const { page } = cn.who;
    await link(page, 'Go on to the accord').click();
    await page.getByLabel('They gave a link').fill(url.slice(0, -2));
    await button(page, 'Follow it').click();
    await page.getByRole('alert').getByText('The link is none').waitFor();
    await page.getByLabel('They gave a link').fill(url);
    await button(page, 'Follow it').click();
    await heading(page, 'The whole accord').waitFor();
    await page.getByRole('region', { name: 'Different from the template' }).getByText('3 working days').waitFor();
    await inspect(cn.who, 'founding-read');
    await link(page, 'Propose something else').click();
    await page.getByText('Limits and rules', { exact: true }).click();
    await page.getByRole('textbox', { name: /^Constructive service/ }).fill('7');
    await page.getByLabel('A word to the counterpart').fill('我方从公布到送达需要一周。');
    await button(page, 'Propose it to United States (us)').click();
    await page.getByText('United States (us) has the word').waitFor();
  });

  test('who gave the link sees the round come in, beside what stood before it', async () => {
    const { page } = us.who;
    await page.getByText('You have the word').waitFor();
    const round = page.getByRole('region', { name: 'Rounds' }).getByRole('listitem').first();
    await round.getByText('我方从公布到送达需要一周。').waitFor();
    await round.getByRole('row', { name: /Constructive service.* 5 days 7 days/ }).waitFor();
    await inspect(us.who, 'founding-rounds');
  });

  test('nobody signs whose counterpart reads another fingerprint; after the call each signs where its root key is', async () => {
    const { page } = us.who;
    await link(page, 'Read it all').first().click();
    await link(page, 'Go on to compare and sign').click();
    await link(cn.who.page, 'Compare and sign').click();
    const [ours, theirs] = [await readOut(us), await readOut(cn)];
    await page.getByLabel(/^Their fingerprint/).fill('AAAAAAAA');
    await page.getByRole('alert').getByText('Do not sign').waitFor();
    assert.equal(await button(page, 'Save the text to sign').count(), 0);
    await page.getByLabel(/^Their fingerprint/).fill(theirs.slice(0, 9));
    await page.getByRole('checkbox', { name: /^They read the same beginning/ }).check();
    await inspect(us.who, 'founding-sign');
    await compareAndSign(us, theirs);
    await page.getByText('China (cn) is to sign').waitFor();
    await cn.who.page.getByRole('listitem').filter({ hasText: 'United States' }).getByText('has signed').waitFor();
    await compareAndSign(cn, ours);
  });

  test('both nodes become full ones under the open pages, and the check of the line turns green by itself', async () => {
    for (const { who } of [us, cn])
      await who.page.getByRole('main').getByText('The line is checked', { exact: true }).waitFor();
    for (const side of [us, cn]) await appointAndPublish(side);
    for (const { who } of [us, cn]) await who.page.getByText('The line is checked, and people are there').waitFor();
    await us.who.page.reload();
    await us.who.page.getByText('The line is checked, and people are there').waitFor();
    await inspect(us.who, 'founding-green');
    // Between the founding and the full node there is a moment in which the node only says so.
    const complaints = [...us.who.complaints, ...cn.who.complaints].filter((said) => !said.includes('status of 503'));
    assert.deepEqual(complaints, []);
  });
});

/** The root key appoints one officer, who says whom one reaches. */
async function appointAndPublish({ party, served }: Side): Promise<void> {
  const node = await served.founded;
  const { token } = node.tokens.issue({ scope: 'read', label: 'test', now: now() });
  const head = await webEd25519Signer(random(32));
  const acts = [
    [
      party.root,
      'officer.appoint',
      { key: encodeBase64url(head.publicKey), office: 'head', from: 0 },
      { name: 'An officer' },
    ],
    [
      head,
      'contact.publish',
      { desks: [{ no: 1, desk: 'technical', zone: 'UTC', languages: ['en'], channels: [{ no: 1, by: 'telephone' }] }] },
      { desks: [{ no: 1, channels: [{ no: 1, address: '+1 202 555 0100' }] }] },
    ],
  ] as const;
  for (const [signer, type, body, words] of acts) {
    const said = await say(node.url, token, signer, { type, body, words } as Parameters<typeof say>[3]);
    assert.equal(said.status, 201, JSON.stringify(said.answer));
    await until(() => node.app.idle);
  }
}

async function signedAway(envelope: string, { id, root }: NewParty): Promise<string> {
  const opened = await openEnvelope(envelope);
  assert.ok(opened.ok);
  const signed = await sign({ negotiation: opened.negotiation, signedRounds: 0 }, id, root, now(), random);
  assert.ok(signed.ok);
  return encodeEnvelope(signed.kept.negotiation);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
