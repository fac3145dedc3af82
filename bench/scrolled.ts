// A list in a browser: how long after a leap its rows are there, how long frames take while one scrolls, how long after a choice another list is
// there. Times are the page's own.

import type { Browser, Page } from 'playwright-core';
import { quantile, round } from './report.ts';
import { chinese, english } from './words.ts';

const LEAPS = 30;
const WHEELS = 120;

export type Scrolled = {
  /** From opening the page until the first rows stand there. */
  firstRowsMs: number;
  /** From a leap until rows stand where the eye is. */
  leapMs: { p50: number; p99: number };
  /** Between two frames, while the wheel turns. */
  frameMs: { p50: number; p99: number };
  /** The longest time for which the page did not answer. */
  longestTaskMs: number;
  filterMs: number;
  searchEnglishMs: number;
  searchChineseMs: number;
  /** Elements of the page at the end. */
  elements: number;
  /** Of the page as it opens and while the wheel turns; a leap is one by itself. */
  layoutShift: number;
};

export async function scrolled(browser: Browser, port: number, secret: string): Promise<Scrolled> {
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1440, height: 900 } });
  await context.addCookies([
    {
      name: '__Host-parley',
      value: secret,
      domain: 'localhost',
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'Strict',
    },
  ]);
  const page = await context.newPage();
  await page.addInitScript({ content: WATCHING });
  const begun = performance.now();
  await page.goto(`http://localhost:${port}/docket`);
  await page.locator('tr[aria-rowindex]').first().waitFor();
  const firstRowsMs = performance.now() - begun;
  const opened = await page.evaluate<number>('seen.shift');
  await page.evaluate('seen.longest = 0');
  const leaps: number[] = [];
  for (let leap = 0; leap < LEAPS; leap++) leaps.push(await leapTo(page, ((leap * 37 + 13) % 100) / 100));
  await page.evaluate('seen.shift = 0');
  const frames = await wheeled(page);
  const shift = opened + (await page.evaluate<number>('seen.shift'));
  const longest = await page.evaluate<number>('seen.longest');
  const filterMs = await until(page, () => page.getByLabel('Position').selectOption('deny'));
  await page.getByRole('link', { name: 'All cases' }).click();
  const searching = async (words: string) => {
    const ms = await until(page, () => page.getByLabel('Search').fill(words));
    await page.getByRole('link', { name: 'All cases' }).click();
    await page.getByText(/^[0-9,]+ cases$/).waitFor();
    return ms;
  };
  const searchEnglishMs = await searching(english(40));
  const searchChineseMs = await searching(chinese(40));
  const sorted = (times: readonly number[]) => times.toSorted((a, b) => a - b);
  const spread = (times: readonly number[]) => ({
    p50: round(quantile(sorted(times), 0.5)),
    p99: round(quantile(sorted(times), 0.99)),
  });
  const elements = await page.evaluate<number>("document.getElementsByTagName('*').length");
  await context.close();
  return {
    firstRowsMs: Math.round(firstRowsMs),
    leapMs: spread(leaps),
    frameMs: spread(frames),
    longestTaskMs: Math.round(longest),
    filterMs: Math.round(filterMs),
    searchEnglishMs: Math.round(searchEnglishMs),
    searchChineseMs: Math.round(searchChineseMs),
    elements,
    layoutShift: round(shift),
  };
}

/** `share`: how far down. */
function leapTo(page: Page, share: number): Promise<number> {
  return page.evaluate<number>(`leapTo(${share})`);
}

/** Milliseconds between frames. */
async function wheeled(page: Page): Promise<number[]> {
  await page.mouse.move(700, 500);
  await page.evaluate('countFrames()');
  for (let turn = 0; turn < WHEELS; turn++) {
    await page.mouse.wheel(0, 300);
    await page.waitForTimeout(16);
  }
  return page.evaluate<number[]>('seen.frames');
}

/** From something that is done until the list is another one, and its rows are there. */
async function until(page: Page, work: () => Promise<unknown>): Promise<number> {
  await page.evaluate('scrollTo(0, 0)');
  const first = await page.locator('tr[aria-rowindex="2"]').innerText();
  const begun = performance.now();
  await work();
  await page.evaluate(`another(${JSON.stringify(first)})`);
  return performance.now() - begun;
}

/** What runs in the page. */
const WATCHING = `
  globalThis.seen = { longest: 0, shift: 0, frames: [] };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) seen.shift += value;
  }).observe({ type: 'layout-shift', buffered: true });
  globalThis.leapTo = (share) => new Promise((resolve) => {
    const from = performance.now();
    scrollTo(0, document.documentElement.scrollHeight * share);
    const look = () => {
      const row = document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('tr');
      if (row?.hasAttribute('aria-rowindex')) resolve(performance.now() - from);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  globalThis.countFrames = () => {
    let last = performance.now();
    const frame = (now) => {
      seen.frames.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  };
  globalThis.another = (before) => new Promise((resolve) => {
    const look = () => {
      const row = document.querySelector('tr[aria-rowindex="2"]');
      if (row !== null && row.closest('table').ariaBusy !== 'true' && row.innerText !== before) resolve();
      else requestAnimationFrame(look);
    };
    look();
  });
`;
