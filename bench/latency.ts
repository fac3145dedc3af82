// Latency: one act filed on one idle node, until its receipt is stored there and both nodes have told whoever watches them live. Two node
// processes over loopback, one act at a time, with a pause between.
//
//     node bench/latency.ts --acts 10000 --filings 200

import { setTimeout as pause } from 'node:timers/promises';
import { copyOf, fixtureOf } from './fixture.ts';
import { Nodes, signAll } from './nodes.ts';
import { freePorts, serve } from './process.ts';
import { tokenFor } from './reading.ts';
import { options, quantile, report, round } from './report.ts';
import { requestOf } from './says.ts';

const { acts, filings } = options({ acts: 10_000, filings: 200 });

type Change = { kind: string; log?: string; to?: number; subjects?: string[] };

/** Follows a node's live changes; `until` gives the time of the first that is wanted, also if it has come already. */
async function follow(url: string, token: string) {
  const stopped = new AbortController();
  const response = await fetch(new URL('/api/v1/live', url), {
    headers: { authorization: `Bearer ${token}` },
    signal: stopped.signal,
  });
  const seen: { change: Change; at: number }[] = [];
  const waiting = new Set<() => void>();
  const read = async () => {
    let text = '';
    for await (const bytes of response.body!.pipeThrough(new TextDecoderStream())) {
      text += bytes;
      const events = text.split('\n\n');
      text = events.pop()!;
      for (const event of events) {
        const data = /^data: ?(.*)$/m.exec(event)?.[1];
        if (data === undefined || !data.startsWith('{')) continue;
        seen.push({ change: JSON.parse(data) as Change, at: performance.now() });
        for (const look of waiting) look();
      }
    }
  };
  read().catch(() => undefined);
  return {
    until: (wanted: (change: Change) => boolean) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const found = seen.find(({ change }) => wanted(change));
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found.at);
        };
        waiting.add(look);
        look();
      }),
    stop: () => stopped.abort(),
  };
}

const fixture = await fixtureOf(acts);
const { dir, clear } = copyOf(fixture, ['amber', 'birch']);
try {
  const nodes = await Nodes.open(dir);
  await nodes.idle();
  const composing = nodes.composing('amber');
  const party = nodes.world.parties.amber;
  await nodes.stop();
  const prepared = await signAll(
    Array.from({ length: filings }, (_, place) => requestOf('birch', place)),
    composing,
    party,
  );
  const tokens = { amber: tokenFor(dir, 'amber'), birch: tokenFor(dir, 'birch') };
  const ports = await freePorts();
  const amber = await serve(dir, 'amber', ports);
  const birch = await serve(dir, 'birch', ports);
  await amber.idle();
  await birch.idle();
  const atAmber = await follow(amber.url, tokens.amber);
  const atBirch = await follow(birch.url, tokens.birch);
  const toReceipt: number[] = [];
  const toBoth: number[] = [];
  for (const filing of prepared) {
    await pause(50);
    const begun = performance.now();
    const response = await fetch(new URL('/api/v1/acts', amber.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(filing),
    });
    const { id } = (await response.json()) as { id: string };
    const received = await atAmber.until(
      ({ kind, subjects }) => kind === 'receipted' && subjects?.includes(id) === true,
    );
    const folded = await atBirch.until(({ subjects }) => subjects?.includes(id) === true);
    toReceipt.push(received - begun);
    toBoth.push(Math.max(received, folded) - begun);
  }
  atAmber.stop();
  atBirch.stop();
  await amber.stop();
  await birch.stop();
  const shown = (times: number[]) => {
    const sorted = times.toSorted((a, b) => a - b);
    return { p50: round(quantile(sorted, 0.5)), p99: round(quantile(sorted, 0.99)), high: round(sorted.at(-1)!) };
  };
  report('latency', { acts, filings, receiptStoredMs: shown(toReceipt), bothToldMs: shown(toBoth) });
} finally {
  clear();
}
