// The console in Chromium before two nodes of the demonstration: how soon its first page stands when nothing of it is in any cache, how much JavaScript
// that takes, and how long after an officer's click both sides see that the act was received. Two node processes and one browser over loopback.
//
// `--acts` are generated and added to the public record.
//
//     node bench/console.ts --acts 1000 --filings 100

import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { encodeBase64url } from '@parley/record/base64';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium, NO_CHROMIUM } from '../e2e/browser/chromium.ts';
import { buildIfOld } from '../packages/cli/src/commands/build.ts';
import { runDemo } from '../packages/cli/src/demo/run.ts';
import { options, quantile, report, round, runsOf } from './report.ts';

const IDLE_MS = 1500;

const { acts, filings, runs } = options({ acts: 1000, filings: 100, runs: 7 });

/** In the page: when it stood, whole, for whoever looks; and when a word was first to be read. Milliseconds of Unix time. */
const WATCH = `
  globalThis.parleyWhole = new Promise((resolve) => {
    const look = () => {
      if (document.querySelector('main [data-whole] h1') === null) return requestAnimationFrame(look);
      requestAnimationFrame(() => resolve(performance.now()));
    };
    look();
  });
  globalThis.parleyShown = (word) => new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('not shown in half a minute: ' + word)), 30_000);
    const look = () => {
      if (!(document.querySelector('main')?.textContent ?? '').includes(word)) return requestAnimationFrame(look);
      resolve(performance.timeOrigin + performance.now());
    };
    look();
  });
  addEventListener('click', () => { globalThis.parleyClicked = performance.timeOrigin + performance.now(); }, true);
`;

async function windowOf(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1440, height: 900 } });
  await context.addInitScript(WATCH);
  return context.newPage();
}

/** The first page as a browser opens it that was never here. */
async function coldPage(browser: Browser, url: string, cookies: Awaited<ReturnType<BrowserContext['cookies']>>) {
  const page = await windowOf(browser);
  await page.context().addCookies(cookies);
  await page.goto(url);
  const wholeMs = await page.evaluate<number>('parleyWhole');
  const { paintMs, scriptBytes } = await page.evaluate<{ paintMs: number; scriptBytes: number }>(`(() => {
    const [{ startTime: paintMs }] = performance.getEntriesByName('first-contentful-paint');
    const scripts = performance.getEntriesByType('resource').filter(({ name, startTime }) => name.endsWith('.js') && startTime < paintMs);
    return { paintMs, scriptBytes: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) };
  })()`);
  await page.context().close();
  return { wholeMs, paintMs, scriptBytes };
}

async function draft(page: Page, to: string, title: string): Promise<string> {
  const { origin } = new URL(page.url());
  const id = encodeBase64url(new Uint8Array(randomBytes(16)));
  const made = await page.request.post(`${origin}/api/v1/desk/drafts`, {
    data: {
      id,
      title,
      content: {
        type: 'request.make',
        body: { to, category: 'information', urgency: 'routine' },
        words: { title: { en: title }, asked: { en: 'Please say who rented the server.' } },
      },
    },
    headers: { origin },
  });
  if (made.status() !== 201) throw new Error(`a draft was refused: ${await made.text()}`);
  return `${origin}/desk/${id}/sign`;
}

await buildIfOld(() => undefined);
const browser = await launchChromium();
if (browser === undefined) throw new Error(NO_CHROMIUM);
const ran = await runDemo({ port: 0, acts, onProgress: () => undefined });
if (!ran.ok) throw new Error(ran.refusal.detail);
const { running } = ran;
try {
  const [first, second] = running.parties;
  const sides = [`http://localhost:${first!.port}`, `http://127.0.0.1:${second!.port}`] as const;
  // A window each: of two tabs in one, the one behind is drawn once a second.
  const [ours, theirs] = [await windowOf(browser), await windowOf(browser)];
  for (const [page, url] of [
    [ours, sides[0]],
    [theirs, sides[1]],
  ] as const) {
    await page.goto(`${url}/sign-in?as=liaison`);
    await page.getByRole('heading', { name: 'Today' }).waitFor();
  }

  const cookies = await ours.context().cookies(sides[0]);
  const cold: Awaited<ReturnType<typeof coldPage>>[] = [];
  for (let run = 0; run < runs; run++) cold.push(await coldPage(browser, sides[0], cookies));

  const toOurs: number[] = [];
  const toBoth: number[] = [];
  await theirs.goto(`${sides[1]}/requests?sort=-opened`);
  for (let filing = 0; filing < filings; filing++) {
    const title = `Measured ${filing}, ${encodeBase64url(new Uint8Array(randomBytes(6)))}`;
    await ours.goto(await draft(ours, second!.id, title));
    const sign = ours.getByRole('button', { name: /^Sign and file/ });
    await sign.waitFor();
    // Somebody reads before they sign: both pages stand, and neither reads any more.
    await pause(IDLE_MS);
    const received = ours.evaluate<number>(`parleyShown('Received by')`);
    const read = theirs.evaluate<number>(`parleyShown(${JSON.stringify(title)})`);
    await sign.click();
    const [here, there] = await Promise.all([received, read]);
    const clicked = await ours.evaluate<number>('parleyClicked');
    toOurs.push(here - clicked);
    toBoth.push(Math.max(here, there) - clicked);
  }
  const shown = (times: number[]) => {
    const sorted = times.toSorted((a, b) => a - b);
    return { p50: round(quantile(sorted, 0.5)), p99: round(quantile(sorted, 0.99)), high: round(sorted.at(-1)!) };
  };
  report('console', {
    acts: Object.values(running.summary.parties).reduce((sum, party) => sum + party.acts, 0),
    filings,
    firstPageMs: runsOf(cold.map(({ wholeMs }) => wholeMs)),
    firstPaintMs: runsOf(cold.map(({ paintMs }) => paintMs)),
    scriptKB: runsOf(cold.map(({ scriptBytes }) => scriptBytes / 1000)),
    receivedShownMs: shown(toOurs),
    bothShownMs: shown(toBoth),
  });
} finally {
  await browser.close();
  await running.stop();
  running.clear();
}
