// Every page of the console, in both languages and both themes: nothing that axe finds; everything within reach of the Tab key, and seen to have it;
// at 200 % zoom, on 320 px and with wide letters nothing cut off; nothing that moves by itself, as it is opened or after.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { pages } from '../../packages/console/src/pages.ts';
import { launchChromium, NO_CHROMIUM } from './chromium.ts';
import { byKeyboard, cutOff, moving, shifted, spaced, WATCH_SHIFTS } from './seen.ts';
import { lines, settled, Story } from './walk.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const DESK = { width: 1440, height: 900 };
/** 1280 px at 200 %, and WCAG 1.4.10’s screen. */
const SMALL = [
  { width: 640, height: 450 },
  { width: 320, height: 640 },
];
/** Cumulative Layout Shift that nobody sees; 0.1 is what the web calls good. */
const SHIFT_MAX = 0.005;
/** Answers come one after the other, as over a line, and not in one breath. */
const APART_MS = [20, 260, 90, 180];

const browser: Browser | undefined = await launchChromium();

describe('every page', { skip: browser === undefined ? NO_CHROMIUM : false }, () => {
  let story: Story;

  before(async () => {
    story = await Story.open(browser!);
    let answers = 0;
    for (const { context } of Object.values(story.people)) {
      await context.addInitScript(WATCH_SHIFTS);
      await context.route('**/api/**', async (route) => {
        await pause(APART_MS[answers++ % APART_MS.length]);
        await route.continue().catch(() => undefined);
      });
    }
  });
  after(async () => {
    await browser?.close();
    await story?.stop();
  });

  for (const [name, path] of Object.entries(pages)) {
    test(`${name} (${path})`, async () => {
      const line = (lines as Partial<typeof lines>)[name as keyof typeof pages];
      assert.ok(line !== undefined, `the walk has no line for ${path}: give it one in walk.ts`);
      if (line === 'planned') {
        const { page } = story.people.officer;
        await page.goto(story.url + path);
        await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
        return;
      }
      const { page, complaints } = story.people[line.who];
      await page.setViewportSize(DESK);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await page.goto(story.url + (await line.at(story)));
      await settled(page);
      assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1, 'one heading of the whole');
      const shift = await shifted(page);
      assert.ok(shift.sum <= SHIFT_MAX, `moves by itself: ${shift.sum}\n${shift.what.join('\n')}`);
      const found = [...(await moving(page)), ...(await byKeyboard(page))];
      for (const [language, other] of [
        ['en', '中文'],
        ['zh-Hans', 'English'],
      ] as const) {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          found.push(...(await byAxe(page)).map((what) => `${language}, ${colorScheme}: ${what}`));
        }
        found.push(...(await onSmall(page)).map((what) => `${language}, ${what}`));
        await page.setViewportSize(DESK);
        await page.getByRole('button', { name: other, exact: true }).click();
        await page.locator(`html:not([lang="${language}"])`).waitFor();
        await settled(page);
      }
      assert.deepEqual([...new Set([...found, ...complaints.splice(0)])], []);
    });
  }
});

async function byAxe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(RULES).analyze();
  return violations.map(({ id, nodes }) => {
    const [{ target, failureSummary } = { target: [], failureSummary: '' }] = nodes;
    return `${id}, ${nodes.length} times, first at ${target.join(' ')}: ${failureSummary ?? ''}`;
  });
}

async function onSmall(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const size of SMALL) {
    await page.setViewportSize(size);
    found.push(...(await cutOff(page)).map((what) => `${size.width} px: ${what}`));
  }
  await spaced(page, true);
  found.push(...(await cutOff(page)).map((what) => `wide letters: ${what}`));
  await spaced(page, false);
  return found;
}
