// Filing: acts posted to a node by HTTP on 64 connections, each answered when it is durable. The node is a process of its own, started from
// a record of `--acts` acts; the client is another, on the same cores. Acts are signed beforehand: half ask, half answer what the
// counterpart asked. The counterpart is not running, so this is one node's work alone.
//
//     node bench/filing.ts --acts 10000 --filings 20000 --runs 3

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Outcome } from './client.ts';
import { copyOf, fixtureOf } from './fixture.ts';
import { limitsOf, type Limits } from './limits.ts';
import { Nodes, signAll } from './nodes.ts';
import { freePorts, serve } from './process.ts';
import { options, quantile, report, runsOf } from './report.ts';
import { replyTo, requestOf, type Filing } from './says.ts';

const { acts, filings, runs, connections, profile } = options({
  acts: 10_000,
  filings: 20_000,
  runs: 3,
  connections: 64,
  profile: 0,
});

/** Adds what is to be answered to the record, and signs what is to be filed. */
async function prepare(dir: string): Promise<Filing[]> {
  const nodes = await Nodes.open(dir);
  await nodes.idle();
  const asked = await nodes.ask('birch', Math.floor(filings / 2), acts);
  await nodes.idle();
  const composing = nodes.composing('amber');
  await nodes.stop();
  const sayings = Array.from({ length: filings }, (_, place) =>
    place % 2 === 0 ? requestOf('birch', acts + place) : replyTo(asked[(place - 1) / 2]!),
  );
  return signAll(sayings, composing, nodes.world.parties.amber);
}

function load(port: number, prepared: readonly Filing[]): Promise<Outcome> {
  const args = ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'client.ts')];
  const client = spawn(process.execPath, [...args, '--port', String(port), '--connections', String(connections)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    client.stdout.setEncoding('utf8');
    client.stdout.on('data', (chunk: string) => (said += chunk));
    client.once('close', (code) =>
      code === 0 ? resolve(JSON.parse(said) as Outcome) : reject(new Error(`the client ended with ${code}`)),
    );
    client.stdin.end(prepared.map((filing) => `${JSON.stringify(filing)}\n`).join(''));
  });
}

async function measure(fixture: string): Promise<Outcome & { processorUsPerAct: number }> {
  const { dir, clear } = copyOf(fixture, ['amber', 'birch']);
  try {
    const prepared = await prepare(dir);
    const ports = await freePorts();
    const node = await serve(dir, 'amber', ports, profile === 0 ? [] : ['--cpu-prof', '--cpu-prof-dir=profiles']);
    const before = node.processorSeconds();
    const outcome = await load(ports.amber, prepared);
    const processorUsPerAct = ((node.processorSeconds() - before) * 1e6) / filings;
    await node.stop();
    return { ...outcome, processorUsPerAct };
  } finally {
    clear();
  }
}

const fixture = await fixtureOf(acts);
const outcomes: Awaited<ReturnType<typeof measure>>[] = [];
const limits: Limits[] = [];
for (let run = 0; run < runs; run++) {
  limits.push(await limitsOf());
  outcomes.push(await measure(fixture));
}
const rates = outcomes.map(({ filed, seconds }) => filed / seconds);
const limit = (name: keyof Limits) => runsOf(limits.map((one) => one[name]));
const ratio = (name: keyof Limits) => runsOf(rates.map((rate, run) => rate / limits[run]![name]));
report('filing', {
  acts,
  connections,
  filings,
  actsPerSecond: runsOf(rates),
  latencyP50Ms: runsOf(outcomes.map(({ latenciesMs }) => quantile(latenciesMs, 0.5))),
  latencyP99Ms: runsOf(outcomes.map(({ latenciesMs }) => quantile(latenciesMs, 0.99))),
  processorUsPerAct: runsOf(outcomes.map(({ processorUsPerAct }) => processorUsPerAct)),
  unfiled: outcomes.map(({ unfiled }) => unfiled),
  limits: {
    verificationsPerSecond: limit('verificationsPerSecond'),
    commitsPerSecond: limit('commitsPerSecond'),
    postsPerSecond: limit('postsPerSecond'),
  },
  ofVerifications: ratio('verificationsPerSecond'),
  ofPosts: ratio('postsPerSecond'),
});
