// Every page of the console, and how one comes to it in the exercise, which holds every kind of subject. A page without a line here fails the walk.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { paths } from '@parley/api/paths';
import { encodeBase64url } from '@parley/record/base64';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page, Request } from 'playwright-core';
import { buildIfOld } from '../../packages/cli/src/commands/build.ts';
import { runExercise, type RunningExercise } from '../../packages/cli/src/demo/exercise/run.ts';
import { pages } from '../../packages/console/src/pages.ts';
import { person, type Person } from './world.ts';

type PageName = keyof typeof pages;

/** Whom a page is for: an officer, the administrator, or somebody who is not signed in. */
type Who = 'officer' | 'administrator' | 'nobody';

type Line = { who: Who; at: (story: Story) => string | Promise<string> };

const officer = (at: Line['at']): Line => ({ who: 'officer', at });
const plain = (name: PageName, who: Who = 'officer'): Line => ({ who, at: () => pages[name] });

/** `planned`: it has an address and is not made yet. Whoever makes it takes that word away here. */
export const lines: Record<PageName, Line | 'planned'> = {
  today: plain('today'),
  docket: plain('docket'),
  case: officer(async (story) => `/docket/${await story.longest('cases')}`),
  act: officer(async (story) => `/acts/${await story.longest('cases')}`),
  requests: plain('requests'),
  request: officer(async (story) => `/requests/${await story.longest('requests')}`),
  hotline: 'planned',
  sessions: 'planned',
  measures: 'planned',
  commitments: 'planned',
  progress: 'planned',
  exhibits: 'planned',
  record: plain('record'),
  compose: plain('compose'),
  desk: plain('desk'),
  notes: plain('notes'),
  options: plain('options'),
  assignments: plain('assignments'),
  duty: plain('duty'),
  numbers: plain('numbers'),
  releases: plain('releases'),
  need: plain('need'),
  draft: officer(async (story) => `/desk/${await story.draft()}`),
  sign: officer(async (story) => `/desk/${await story.draft()}/sign`),
  accord: plain('accord'),
  enrolments: plain('enrolments', 'administrator'),
  people: plain('people', 'administrator'),
  settings: plain('settings'),
  invitation: plain('invitation', 'nobody'),
  signIn: plain('signIn', 'nobody'),
  setup: plain('setup', 'nobody'),
  founding: plain('founding', 'administrator'),
};

/** A folder in which the exercise was told before (`parley demo exercise --once --dir`): saves telling it again. */
const KEPT = process.env['PARLEY_EXERCISE'];

/** The exercise, told to its end, with an officer, its administrator and a stranger before its first node. */
export class Story {
  readonly people: Record<Who, Person>;
  readonly url: string;
  #running: RunningExercise;
  #draft: string | undefined;

  private constructor(running: RunningExercise, url: string, people: Record<Who, Person>) {
    this.#running = running;
    this.url = url;
    this.people = people;
  }

  static async open(browser: Browser): Promise<Story> {
    await buildIfOld((what) => assert.notEqual(what, 'failed', 'the console could not be made: parley build says why'));
    const ran = await runExercise({ port: 0, onProgress: () => undefined, ...(KEPT !== undefined && { dir: KEPT }) });
    assert.ok(ran.ok, ran.ok ? '' : ran.refusal.detail);
    const url = `http://localhost:${ran.running.parties[0]!.port}`;
    const come = async (as?: string): Promise<Person> => {
      const somebody = await person(browser, url);
      if (as === undefined) return somebody;
      await somebody.page.goto(`${url}/sign-in?as=${as}`);
      await somebody.page.getByRole('button', { name: /^Signed in as/ }).waitFor();
      return somebody;
    };
    const people = { officer: await come('liaison'), administrator: await come('administrator'), nobody: await come() };
    return new Story(ran.running, url, people);
  }

  async stop(): Promise<void> {
    await this.#running.stop();
    this.#running.clear();
  }

  /** The one of a list of which there is most to show. */
  async longest(list: 'cases' | 'requests'): Promise<string> {
    const { items } = await this.#read<{ items: { id: string; state: object }[] }>(`/api/v1/${list}?limit=200`);
    const length = ({ state }: { state: object }) => JSON.stringify(state).length;
    return items.toSorted((a, b) => length(b) - length(a))[0]!.id;
  }

  /** A request in both languages, as somebody left it on the desk. */
  async draft(): Promise<string> {
    if (this.#draft !== undefined) return this.#draft;
    const id = encodeBase64url(new Uint8Array(randomBytes(16)));
    const made = await this.people.officer.page.request.post(`${this.url}/api/v1/desk/drafts`, {
      data: { id, title: 'Who rented the three relays', content: REQUEST },
      headers: { origin: this.url },
    });
    assert.equal(made.status(), 201, await made.text());
    this.#draft = id;
    return id;
  }

  async #read<T>(path: string): Promise<T> {
    const answer = await this.people.officer.page.request.get(this.url + path);
    assert.equal(answer.status(), 200, await answer.text());
    return (await answer.json()) as T;
  }
}

const REQUEST = {
  type: 'request.make',
  body: { to: 'norrush', category: 'information', urgency: 'routine' },
  words: {
    title: { en: 'Who rented the three relays?', zh: '三台中继服务器由谁租用？' },
    asked: {
      en: 'Please say who rented the servers named in annex A between 1 March and 30 June, and how they paid.',
      zh: '请说明3月1日至6月30日期间，附件甲所列服务器由何人租用、以何种方式付款。',
    },
  },
};

/** Until a page shows what it has: a heading, nothing that is still being read or asked for, its letters drawn. */
export async function settled(page: Page): Promise<void> {
  const under = new Set<Request>();
  const begin = (request: Request) => {
    // The stream of changes does not end.
    if (!request.url().endsWith(paths.live)) under.add(request);
  };
  const end = (request: Request) => void under.delete(request);
  page.on('request', begin);
  page.on('requestfinished', end);
  page.on('requestfailed', end);
  await page.locator('h1').first().waitFor();
  for (let quiet = 0; quiet < 3;) {
    await pause(60);
    const shown = await page.evaluate<boolean>(
      `document.fonts.status === 'loaded' && document.querySelector('[aria-busy="true"]') === null`,
    );
    quiet = shown && under.size === 0 ? quiet + 1 : 0;
  }
  page.off('request', begin);
  page.off('requestfinished', end);
  page.off('requestfailed', end);
}
