// The docket of `--acts` cases as whoever works with it meets it: what a node answers over HTTP, one question after the other, and what a browser
// shows of it: scrolling, leaping to anywhere, filters, searches in both languages. The node and the browser share the processors.
//
//     node bench/lists.ts --acts 100000 --asked 200

import { launchChromium } from '../e2e/browser/chromium.ts';
import { casesOf } from './cases.ts';
import { copyOf } from './fixture.ts';
import { freePorts, serve } from './process.ts';
import { read, tokenFor } from './reading.ts';
import { options, quantile, report, round } from './report.ts';
import { scrolled } from './scrolled.ts';
import { signInAt } from './signed-in.ts';
import { chinese, english } from './words.ts';

const { acts: cases, asked } = options({ acts: 10_000, asked: 200 });

const spread = (times: readonly number[]) => {
  const sorted = times.toSorted((a, b) => a - b);
  return { p50: round(quantile(sorted, 0.5)), p99: round(quantile(sorted, 0.99)) };
};

const { dir, clear } = copyOf(await casesOf(cases), ['amber', 'birch']);
try {
  const token = tokenFor(dir, 'amber');
  const secret = await signInAt(dir, 'amber');
  const ports = await freePorts();
  const node = await serve(dir, 'amber', ports);
  try {
    const ask = <T>(path: string) => read<T>(node.url, `/api/v1/${path}`, token);
    const begun = performance.now();
    const outline = await ask<{ total: number; marks: string[] }>('outline?kind=case');
    const censusMs = performance.now() - begun;
    const { items } = await ask<{ items: { id: string }[] }>('cases?limit=50');
    let turn = 0;
    const next = () => (turn = (turn * 7 + 11) % 9973);
    const anywhere = () => {
      const place = next() % (outline.marks.length - 1);
      return `cases?limit=60&after=${outline.marks[place]}&until=${outline.marks[place + 1]}`;
    };
    const search = (words: string) => `cases?limit=40&q=${encodeURIComponent(words)}`;
    const questions: Record<string, () => string[]> = {
      docket: () => ['cases?limit=50'],
      docketAnywhere: () => [anywhere()],
      docketDue: () => ['cases?limit=50&sort=due'],
      docketFiltered: () => ['cases?limit=50&by=birch&stance=deny&marking=amber&open=true'],
      outline: () => ['outline?kind=case&every=40'],
      outlineFiltered: () => ['outline?kind=case&every=40&standing=deny&marking=amber'],
      case: () => [`cases/${items[next() % items.length]!.id}`],
      searchEnglish: () => [search(english(next()))],
      searchFrequent: () => [search(`${english(next() % 6)} ${english(next() % 6)}`)],
      searchChinese: () => [search(chinese(next() % 4000))],
      searchCharacter: () => [search(chinese(next() % 200).slice(0, 1))],
      today: () => ['waits?on=us&limit=150', 'waits?on=them&limit=150', 'waits/counts', 'hotline?open=true&limit=20'],
      load: () => ['load?kind=case'],
    };
    const answersMs: Record<string, unknown> = {};
    const processorMs: Record<string, unknown> = {};
    for (const [name, of] of Object.entries(questions)) {
      const times: number[] = [];
      for (const path of of()) await ask(path);
      const before = node.processorSeconds();
      for (let count = 0; count < asked; count++) {
        for (const path of of()) {
          const from = performance.now();
          await ask(path);
          times.push(performance.now() - from);
        }
      }
      processorMs[name] = round(((node.processorSeconds() - before) * 1000) / times.length);
      answersMs[name] = spread(times);
    }
    const browser = await launchChromium();
    const shown = browser === undefined ? undefined : await scrolled(browser, ports.amber, secret);
    await browser?.close();
    report('lists', {
      acts: cases,
      cases: outline.total,
      startedMs: Math.round(node.startedInMs),
      censusMs: Math.round(censusMs),
      answersMs,
      processorMs,
      memoryMiB: Math.round(node.memory() / 2 ** 20),
      ...(shown !== undefined && { browser: shown }),
    });
  } finally {
    await node.stop();
  }
} finally {
  clear();
}
