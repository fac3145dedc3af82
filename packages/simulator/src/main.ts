// `./parley soak`: seed after seed until one breaks an invariant, or `--seeds N` are done, from `--from K`. `--seed S` runs one and prints
// what happens. Exit code 0: all held; 1: a seed did not, and its trace was printed.

import { parseArgs } from 'node:util';
import { run, type Outcome } from './run.ts';

/** Runs seeds in order. Gives the first that broke, if any. */
export async function soak(options: {
  seeds: number;
  from: number;
  write: (line: string) => void;
}): Promise<Outcome | undefined> {
  const began = performance.now();
  for (let done = 0; done < options.seeds; done++) {
    const outcome = await run((options.from + done) >>> 0);
    if (outcome.broken !== undefined) {
      describe(outcome, options.write);
      return outcome;
    }
    if ((done + 1) % 100 === 0) {
      const minutes = (performance.now() - began) / 60_000;
      options.write(`${done + 1} seeds held, ${Math.round((done + 1) / minutes)} a minute`);
    }
  }
  return undefined;
}

function describe(outcome: Outcome, write: (line: string) => void): void {
  for (const line of outcome.tail) write(line);
  write(
    `seed ${outcome.seed} broke after ${outcome.steps} steps, ${outcome.simulatedMs} simulated ms (${outcome.story})`,
  );
  write(outcome.broken?.stack ?? '');
  write(`again: ./parley soak --from ${outcome.seed} --seeds 1`);
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { seeds: { type: 'string' }, from: { type: 'string', default: '1' }, seed: { type: 'string' } },
  });
  const write = (line: string) => console.log(line);
  if (values.seed === undefined) {
    const broken = await soak({
      seeds: values.seeds === undefined ? Infinity : Number(values.seeds),
      from: Number(values.from),
      write,
    });
    process.exitCode = broken === undefined ? 0 : 1;
  } else {
    const outcome = await run(Number(values.seed) >>> 0, { print: write });
    write(
      `${outcome.digest} ${outcome.steps} steps, ${outcome.acts} acts, ${outcome.simulatedMs} simulated ms (${outcome.story})`,
    );
    if (outcome.broken !== undefined) write(outcome.broken.stack ?? outcome.broken.message);
    process.exitCode = outcome.broken === undefined ? 0 : 1;
  }
}
