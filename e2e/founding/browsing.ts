// What a person does in a browser, in the words of docs/founding.md: what is pressed, followed and filled in has the name that the page shows.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { person, type Person } from '../browser/world.ts';
import type { Party } from './page.ts';

/** Nothing on the page comes later than this on a slow machine. */
const PATIENCE_MS = 60_000;

/** What one party's people tell each other: by mail, by telephone. */
export type Told = {
  /** The address that init printed for the first administrator. */
  setup?: string;
  /** The address of the last invitation. */
  invitation?: string;
  /** The fingerprint that was read out last. */
  read?: string;
};

/** People before browsers, each with a passkey device of their own. */
export class People {
  #browser: Browser;
  #people = new Map<string, Person>();

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  get complaints(): string[] {
    return [...this.#people.values()].flatMap(({ complaints }) => complaints);
  }

  /** `home`: where the files of the person's party lie. `url`: its node. */
  async does(who: string, line: string, at: { party: Party; home: string; url: string; told: Told }): Promise<void> {
    const name = `${who} at ${at.party}`;
    const known = this.#people.get(name) ?? (await person(this.#browser, at.url));
    this.#people.set(name, known);
    known.page.setDefaultTimeout(PATIENCE_MS);
    await act(known.page, line, at);
  }
}

async function act(page: Page, line: string, { home, told }: { home: string; told: Told }): Promise<void> {
  const [verb] = line.split(' ', 1);
  const names = [...line.matchAll(/“([^”]+)”/g)].map(([, name]) => name!);
  const [name = '', second = ''] = names;
  switch (line.replaceAll(/“[^”]+”/g, '“”')) {
    case 'open the address':
      return void (await page.goto(told.invitation!));
    case 'open the address that init printed':
      return void (await page.goto(told.setup!));
    case 'see “”':
      return page.getByText(name).first().waitFor();
    case 'press “”':
      return page.getByRole('button', { name, exact: true }).click();
    case 'follow “”':
      // Beside a link of the navigation it may say how much waits.
      return page
        .getByRole('link', { name: new RegExp(`^${name}( ?\\d.*)?$`) })
        .first()
        .click();
    case 'type “” into “”':
      return page.getByLabel(second).fill(name);
    case 'choose “” at “”':
      return void (await page.getByLabel(second).selectOption({ label: name }));
    case 'tick “”':
      return page.getByRole('checkbox', { name }).check();
    case 'give the file “” to “”': {
      const chosen = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: second, exact: true }).click();
      return (await chosen).setFiles(join(home, name));
    }
    case 'give the address to the person':
      told.invitation = await page.getByText(/\/invitation#/).innerText();
      return;
    case 'read the fingerprint out':
      told.read = await fingerprintIn(page.getByRole('main'));
      return;
    case 'compare what is read out with what stands under “”':
      return assert.equal(await fingerprintIn(page.getByRole('region', { name, exact: true })), told.read);
    default:
      assert.fail(`nobody knows how to ${verb}: ${line}`);
  }
}

function fingerprintIn(place: Locator): Promise<string> {
  return place.locator('code').first().innerText();
}
