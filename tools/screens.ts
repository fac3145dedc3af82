// Makes the pictures of docs/screens/ from the demonstration: node tools/screens.ts [--dir D], with D as for `parley demo --dir`, which is
// quicker the second time. It files an answer in it, by the steps of docs/console.md.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, NO_CHROMIUM } from '../e2e/browser/chromium.ts';
import { stepsOf, walk } from '../e2e/browser/steps.ts';
import { buildIfOld, tellBuilding } from '../packages/cli/src/commands/build.ts';
import { runDemo } from '../packages/cli/src/demo/run.ts';
import { showLinks } from '../packages/cli/src/demo/summary.ts';

const FOLDER = join(import.meta.dirname, '..', 'docs', 'screens');

/** A picture that weighs more is not looked at on a slow line, and fills the history. */
const BYTES_MAX = 300_000;

type Look = { language: 'en' | 'zh'; scheme?: 'dark'; width?: number; height?: number };

const WALL = { width: 1280, height: 860 };
const TELEPHONE = { width: 390, height: 780 };

/** The demonstration tells what was said in public: nobody is to be shown saying what they did not. */
const ANSWER = 'This answer is an example, written for a picture in the manual.';

async function open(browser: Browser, link: string, { language, scheme, ...size }: Look): Promise<Page> {
  const context = await browser.newContext({
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: link.includes('localhost') ? 'America/New_York' : 'Asia/Shanghai',
    colorScheme: scheme ?? 'light',
    viewport: { ...WALL, ...size },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(link);
  await page.locator('h1').waitFor();
  return page;
}

/** Once nothing is read any more, and the record has been checked. */
async function take(page: Page, name: string): Promise<void> {
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /Record agreed|记录一致|on its way|on their way|正在传送/ }).waitFor();
  await page.evaluate('document.fonts.ready');
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path });
  const { size } = statSync(path);
  process.stdout.write(`${name}.png  ${Math.round(size / 1000)} kB\n`);
  if (size > BYTES_MAX) throw new Error(`${name}.png has ${size} bytes, at most ${BYTES_MAX}: show less in it`);
}

/** The address of the first case whose words have that. */
async function caseOf(page: Page, words: string): Promise<string> {
  const answer = await page.request.get(
    new URL(`/api/v1/cases?limit=1&q=${encodeURIComponent(words)}`, page.url()).href,
  );
  const { items } = (await answer.json()) as { items: { id: string }[] };
  if (items[0] === undefined) throw new Error(`the demonstration has no case with “${words}”`);
  return `/docket/${items[0].id}`;
}

const { values } = parseArgs({ options: { dir: { type: 'string' } } });
const browser = await launchChromium();
if (browser === undefined) throw new Error(NO_CHROMIUM);
await buildIfOld(tellBuilding);
const ran = await runDemo({
  ...(values.dir !== undefined && { dir: values.dir }),
  port: 0,
  acts: 0,
  onProgress: (line) => process.stderr.write(`${line}\r`),
});
if (!ran.ok) throw new Error(ran.refusal.detail);
const { running } = ran;
try {
  const [us, cn] = [...showLinks(running.parties).matchAll(/http:\S+/g)].map(([link]) => link) as [string, string];
  const to = (link: string, path: string) => `${link}&to=${encodeURIComponent(path)}`;

  const first = await open(browser, us, { language: 'en' });
  await take(first, 'today');
  const hafnium = await caseOf(first, 'HAFNIUM');
  for (const [name, path] of [
    ['docket', '/docket'],
    ['case', hafnium],
    ['record', '/record'],
  ] as const) {
    await first.goto(new URL(path, us).href);
    await first.locator('h1').waitFor();
    await take(first, name);
  }

  const dark = await open(browser, to(cn, hafnium), { language: 'zh', scheme: 'dark' });
  await take(dark, 'case-zh');
  await take(await open(browser, cn, { language: 'zh', ...TELEPHONE }), 'today-telephone-zh');

  const page = await open(browser, cn, { language: 'en' });
  for (const [place, step] of stepsOf('console.md', 'Answering the oldest request').entries()) {
    if (place > 0) await walk(page, step, ANSWER);
    await take(page, `answer-${place + 1}`);
  }
} finally {
  await browser.close();
  await running.stop();
  running.clear();
}
