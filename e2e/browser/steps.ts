// A way through the console as a page of docs/ writes it, walked. A numbered list under a heading; in each step **what one presses, chooses or
// writes into** stands in bold, and *what is then seen* in italics, in their very words. What the page says is what is done here: a button that is
// called otherwise fails the test that walks it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** In their order. `seen`: it is waited for; otherwise it is used. */
export type Step = { name: string; seen: boolean }[];

const DOCS = join(import.meta.dirname, '..', '..', 'docs');

export function stepsOf(page: string, heading: string): Step[] {
  const text = readFileSync(join(DOCS, page), 'utf8');
  const [, below] = text.split(`\n## ${heading}\n`);
  assert.ok(below !== undefined, `${page} has no part called “${heading}”`);
  const part = below.split('\n## ', 1)[0]!;
  const items = part.split(/^(?=\d+\. )/m).slice(1);
  return items.map((item) =>
    [...item.replaceAll(/\s+/g, ' ').matchAll(/\*\*(.+?)\*\*|\*(.+?)\*/g)].map(([, used, seen]) => ({
      name: (used ?? seen)!,
      seen: used === undefined,
    })),
  );
}

/** One step, by the names that stand on the page. `words`: what is written wherever something is to be written. */
export async function walk(page: Page, step: Step, words: string): Promise<void> {
  for (const { name, seen } of step) {
    if (seen) {
      await page.getByText(name, { exact: true }).first().waitFor();
      continue;
    }
    const by = (role: 'textbox' | 'radio' | 'link' | 'button') => page.getByRole(role, { name, exact: true });
    await by('textbox').or(by('radio')).or(by('link')).or(by('button')).first().waitFor();
    if ((await by('textbox').count()) > 0) await by('textbox').fill(words);
    else if ((await by('radio').count()) > 0) await by('radio').check();
    else await by('link').or(by('button')).first().click();
  }
}
