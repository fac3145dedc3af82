// Runs every measurement, one after the other, and writes what they said into docs/performance.md. It takes a few hours, most of it for
// making the record of a million acts, once; run it on a machine that does nothing else. `--acts` leaves out records larger than that, `--only` every
// other measurement: the rows of these alone are then new in the document.
//
//     node bench/all.ts --acts 100000
//     node bench/all.ts --only lists

import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Runs } from './report.ts';

const DOCUMENT = join(import.meta.dirname, '..', 'docs', 'performance.md');
const BEGIN = '<!-- figures: written by `parley bench all` -->';
const END = '<!-- end of figures -->';

const { values: given } = parseArgs({ options: { acts: { type: 'string' }, only: { type: 'string' } } });
const actsMax = Number(given.acts ?? 1_000_000);
const only = given.only?.split(',');

type Machine = { cpu: string; cores: number; memoryGiB: number; node: string };
type Said = { bench: string; machine: Machine; acts: number; [figure: string]: unknown };

/** Name, size of the record, and what else is asked of the measurement. */
const PLAN: [string, number, ...string[]][] = [
  ['filing', 10_000],
  ['filing', 100_000],
  ['filing', 1_000_000, '--filings', '100000', '--runs', '1'],
  ['hold', 10_000],
  ['hold', 100_000, '--runs', '2'],
  ['latency', 10_000],
  ['latency', 100_000],
  ['audit', 10_000],
  ['audit', 100_000],
  ['audit', 1_000_000, '--runs', '1'],
  ['fold', 200],
  ['docket', 25_000],
  ['docket', 250_000],
  ['lists', 100_000],
  ['cold', 10_000],
  ['cold', 100_000],
  ['cold', 1_000_000],
  ['console', 1000],
];

function measure(name: string, acts: number, more: readonly string[]): Promise<Said> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, `${name}.ts`), '--acts', String(acts), ...more],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (chunk: string) => (said += chunk));
    child.once('close', (code) =>
      code === 0 ? resolve(JSON.parse(said) as Said) : reject(new Error(`the measurement ${name} ended with ${code}`)),
    );
  });
}

const number = (value: number) => value.toLocaleString('en');
const runs = (value: unknown, unit: string) => {
  const { median, low, high } = value as Runs;
  return `${number(median)} ${unit}${low === high ? '' : ` (${number(low)}–${number(high)})`}`;
};
const share = (value: unknown) => `${Math.round((value as Runs).median * 100)} %`;
const spread = (value: unknown) => {
  const { p50, p99 } = value as { p50: number; p99: number };
  return `p50 ${number(p50)} ms, p99 ${number(p99)} ms`;
};

/** What `lists` asks, in words. */
const QUESTIONS = {
  docket: 'the docket',
  docketAnywhere: 'from anywhere in it',
  case: 'a case',
  searchEnglish: 'a search in English',
  searchChinese: 'in Chinese',
  today: 'a question of Today',
};

/** A measurement as a row: what, figure, and the machine's limit beside it. */
const ROWS: Record<string, (said: Said) => [string, string, string]> = {
  filing: (said) => [
    'filed through the HTTP API, 64 connections',
    `${runs(said['actsPerSecond'], 'acts/s')}; p50 ${runs(said['latencyP50Ms'], 'ms')}, p99 ${runs(said['latencyP99Ms'], 'ms')}`,
    `${share(said['ofVerifications'])} of ${runs((said['limits'] as Said)['verificationsPerSecond'], 'signatures/s')}; ${share(said['ofPosts'])} of ${runs((said['limits'] as Said)['postsPerSecond'], 'bare posts/s')}`,
  ],
  hold: (said) => [
    'pulled, verified, held, cosigned and folded',
    runs(said['actsPerSecond'], 'acts/s'),
    `${share(said['ofVerifications'])} of ${runs((said['limits'] as Said)['verificationsPerSecond'], 'signatures/s')}`,
  ],
  latency: (said) => ['filed → receipt stored and both sides told, idle', spread(said['bothToldMs']), ''],
  audit: (said) => [
    '`parley audit` of an export',
    `${runs(said['seconds'], 's')}, at most ${runs(said['peakMiB'], 'MiB')}`,
    `${share(said['ofVerifications'])} of the signatures that both cores check`,
  ],
  fold: (said) => [
    'one case folded',
    runs(said['foldMs'], 'ms'),
    `${runs(said['readMs'], 'ms')} to parse the same acts and write them canonically`,
  ],
  docket: (said) => {
    const answers = said['answersMs'] as Record<string, unknown>;
    const some = (['cases', 'case', 'waitsOnUs', 'searchRare', 'searchFrequent', 'searchChinese'] as const).map(
      (name) => `${name} ${spread(answers[name])}`,
    );
    return ['answers of the docket while acts are filed', some.join('; '), `${number(said['cases'] as number)} cases`];
  },
  lists: (said) => {
    const answers = said['answersMs'] as Record<string, unknown>;
    const own = said['processorMs'] as Record<string, number>;
    const some = Object.entries(QUESTIONS).map(
      ([name, words]) => `${words} ${spread(answers[name])} (${number(own[name]!)} ms of processor)`,
    );
    const shown = said['browser'] as Record<string, unknown> | undefined;
    return [
      'a docket read over HTTP, and scrolled in a browser on the same processors',
      some.join('; '),
      shown === undefined
        ? ''
        : `${number(said['cases'] as number)} cases; from a leap to its rows ${spread(shown['leapMs'])}, a frame ${spread(shown['frameMs'])}, a filter ${number(shown['filterMs'] as number)} ms, a search ${number(shown['searchEnglishMs'] as number)} ms; ${number(shown['elements'] as number)} elements in the page`,
    ];
  },
  console: (said) => [
    'the console: first page of a browser that was never here; filed → received shown on both',
    `whole after ${runs(said['firstPageMs'], 'ms')}, ${runs(said['scriptKB'], 'KB')} of JavaScript before the first paint; ${spread(said['bothShownMs'])}`,
    `painted after ${runs(said['firstPaintMs'], 'ms')}`,
  ],
  cold: (said) => [
    'start to the first answer; memory while idle',
    `${runs(said['secondsToServing'], 's')}; ${runs(said['idleMiB'], 'MiB')}`,
    '',
  ],
};

const measured: Said[] = [];
for (const [name, acts, ...more] of PLAN) {
  if (acts > actsMax || only?.includes(name) === false) continue;
  process.stderr.write(`${name} on a record of ${number(acts)} acts …\n`);
  const said = await measure(name, acts, more);
  process.stdout.write(`${JSON.stringify(said)}\n`);
  measured.push(said);
}
const { cpu, cores, memoryGiB, node } = measured[0]!.machine;
const machine = `${cpu}, ${cores} cores, ${memoryGiB} GiB, Node ${node}`;
const day = new Date().toISOString().slice(0, 10);
const rows = measured.map((said) => `| ${[number(said.acts), ...ROWS[said.bench]!(said)].join(' | ')} |`);
const text = readFileSync(DOCUMENT, 'utf8');
const [from, to] = [text.indexOf(BEGIN) + BEGIN.length, text.indexOf(END)];
const section = only === undefined ? wholeOf(rows) : withNew(text.slice(from, to), rows);
writeFileSync(DOCUMENT, `${text.slice(0, from)}${section}${text.slice(to)}`);

function wholeOf(all: readonly string[]): string {
  const head = ['| Record | Path | Figure | Beside it |', '|---|---|---|---|'];
  return ['', '', `Measured on ${day}: ${machine}.`, '', ...head, ...all, '', ''].join('\n');
}

/** The section as it stands, with these rows in the place of those of the same record and path, or behind the last. */
function withNew(before: string, fresh: readonly string[]): string {
  const nameOf = (row: string) => row.split(' | ', 2).join(' | ');
  const names = new Set(fresh.map(nameOf));
  const lines = before.split('\n').filter((line) => !names.has(nameOf(line)));
  const last = lines.findLastIndex((line) => line.startsWith('| '));
  return lines.toSpliced(last + 1, 0, ...fresh).join('\n');
}
