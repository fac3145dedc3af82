// Auditing: `parley audit` of an export of `--acts` acts as a process of its own, its time and the most memory it had.
//
//     node bench/audit.ts --acts 10000 --runs 3

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyOf, fixtureOf } from './fixture.ts';
import { limitsOf, type Limits } from './limits.ts';
import { options, report, round, runsOf } from './report.ts';

const { acts, runs } = options({ acts: 10_000, runs: 3 });
const PARLEY = join(import.meta.dirname, '..', 'packages', 'cli', 'src', 'main.ts');

/** Runs a command of ours to its end: seconds, and the peak of its resident memory in MiB. */
async function run(...args: string[]): Promise<{ seconds: number; peakMiB: number }> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PARLEY, ...args], {
    stdio: 'ignore',
  });
  let peak = 0;
  const look = setInterval(() => {
    try {
      const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
      peak = Math.max(peak, Number(line?.[1] ?? 0) / 1024);
    } catch {
      // it has just ended
    }
  }, 20);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(look);
  if (code !== 0) throw new Error(`parley ${args.join(' ')} ended with ${code}`);
  return { seconds: (performance.now() - begun) / 1000, peakMiB: peak };
}

const { dir, clear } = copyOf(await fixtureOf(acts), ['amber']);
try {
  const out = join(dir, 'record');
  const exported = await run('export', '--node', join(dir, 'amber'), '--to', out);
  const measured: { seconds: number; peakMiB: number }[] = [];
  const limits: Limits[] = [];
  for (let one = 0; one < runs; one++) {
    limits.push(await limitsOf());
    measured.push(await run('audit', out));
  }
  const perSecond = measured.map(({ seconds }) => acts / seconds);
  report('audit', {
    acts,
    seconds: runsOf(measured.map(({ seconds }) => seconds)),
    peakMiB: runsOf(measured.map(({ peakMiB }) => peakMiB)),
    exportSeconds: round(exported.seconds),
    ofVerifications: runsOf(perSecond.map((value, place) => value / limits[place]!.verificationsPerSecond)),
  });
} finally {
  clear();
}
