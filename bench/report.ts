// How a measurement speaks: one line of JSON with the machine it ran on, what was measured, and beside it the limit of that machine in the
// same minutes, so that figures of two machines, or of a busy one, can be compared as ratios.

import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';

/** Several runs of one figure: what they were in the middle, and between what. */
export type Runs = { median: number; low: number; high: number; runs: number };

export function runsOf(values: readonly number[]): Runs {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: round(quantile(sorted, 0.5)),
    low: round(sorted[0]!),
    high: round(sorted.at(-1)!),
    runs: sorted.length,
  };
}

/** The value below which the share `q` of sorted values lies. */
export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!;
}

/** Three digits that count. */
export function round(value: number): number {
  return Number(value.toPrecision(value >= 1000 ? 4 : 3));
}

/** Prints the one line of a measurement. */
export function report(bench: string, figures: Record<string, unknown>): void {
  const [first, ...others] = cpus();
  const machine = {
    cpu: first?.model.trim() ?? 'unknown',
    cores: 1 + others.length,
    memoryGiB: round(totalmem() / 2 ** 30),
    node: process.version,
  };
  process.stdout.write(`${JSON.stringify({ bench, machine, ...figures })}\n`);
}

/** The numbers on the command line: `--acts` says how large the record is, `--runs` how often it is measured. */
export function options<Name extends string>(defaults: Record<Name, number>): Record<Name, number> {
  const names = Object.keys(defaults) as Name[];
  const { values } = parseArgs({
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  });
  const read = { ...defaults };
  for (const name of names) {
    const text = values[name];
    if (text === undefined) continue;
    if (typeof text !== 'string' || !/^[1-9][0-9]{0,8}$/.test(text))
      throw new Error(`--${name} is a number above zero`);
    read[name] = Number(text);
  }
  return read;
}

export function actsOf(): number {
  return options({ acts: 10_000 }).acts;
}
