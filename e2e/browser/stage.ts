// Both sides of the demonstration before anything was said: two nodes in real time, with every office filled. Whoever comes signs in with one click, as
// the demonstration lets them, and signs with the key that it made for them.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadDemo } from '@parley/demo/record';
import type { Browser } from 'playwright-core';
import { buildIfOld } from '../../packages/cli/src/commands/build.ts';
import { found, type DemoParty } from '../../packages/cli/src/demo/founding.ts';
import { NodeProcess } from '../../packages/cli/src/demo/process.ts';
import { freePorts, issueToken } from '../../packages/cli/src/demo/run.ts';
import { Side } from '../../packages/cli/src/demo/side.ts';
import { Story } from '../../packages/cli/src/demo/story.ts';
import { person, type Person } from './world.ts';

export type SideName = 'us' | 'cn';

export class Stage {
  readonly parties: DemoParty[];
  readonly sides: Map<string, Side>;
  #nodes: NodeProcess[];
  #dir: string;

  private constructor(of: { parties: DemoParty[]; sides: Map<string, Side>; nodes: NodeProcess[]; dir: string }) {
    this.parties = of.parties;
    this.sides = of.sides;
    this.#nodes = of.nodes;
    this.#dir = of.dir;
  }

  static async open(): Promise<Stage> {
    await buildIfOld((what) => assert.notEqual(what, 'failed', 'the console could not be made: parley build says why'));
    const dir = mkdtempSync(join(tmpdir(), 'parley-stage-'));
    const demo = loadDemo(fileURLToPath(new URL('.', import.meta.resolve('@parley/demo/record'))));
    const made = await found(demo, dir, await freePorts(demo.accord.parties.length));
    assert.ok(made.ok, made.ok ? '' : made.refusal.detail);
    const { founding } = made;
    const { parties } = founding;
    const sides = new Map(parties.map((party) => [party.id, new Side(party, issueToken(party))]));
    const nodes = parties.map(({ id, dir: own }) => new NodeProcess(id, own, join(dir, 'state')));
    for (const started of await Promise.all(nodes.map((node) => node.start(demo.foundedAt * 1000))))
      assert.ok(started.ok);
    const story = new Story({ demo: { ...demo, script: [] }, founding, nodes, sides, onProgress: () => undefined });
    await story.tell();
    await story.release(Math.floor(Date.now() / 1000));
    return new Stage({ parties, sides, nodes, dir });
  }

  url(side: SideName): string {
    return `http://localhost:${this.parties.find(({ id }) => id === side)!.port}`;
  }

  /** Somebody of an office of that side, or its administrator, on their first page. */
  async come(browser: Browser, side: SideName, as: string, language: 'en' | 'zh-CN' = 'en'): Promise<Person> {
    const somebody = await person(browser, this.url(side), language);
    await somebody.page.goto(`${this.url(side)}/sign-in?as=${as}`);
    await somebody.page.locator('main h1').waitFor();
    await somebody.page.waitForURL((at) => at.pathname !== '/sign-in');
    return somebody;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.stop()));
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
