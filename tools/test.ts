// `./parley test`: everything that must hold, and one closing line of counts. Format, types, lint and dead code are tests like the
// others (tidy.test.ts), so nothing can pass here and fail elsewhere.

import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Where tests live. Those of `e2e` start whole processes: they go last, one file at a time, so that they do not starve each other. */
const BESIDE = ['packages/*/src/**/*.test.ts', 'demo/**/*.test.ts', 'tools/**/*.test.ts', 'vectors/**/*.test.ts'];
const WHOLE = ['e2e/**/*.test.ts', 'simulator/**/*.test.ts'];

/** What the closing reporter of one run prints last: the counts. */
export type Counts = { passed: number; failed: number; skipped: number };

export function parseCounts(output: string): Counts | undefined {
  const found = /^(\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(output);
  if (found === null) return undefined;
  return { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3]) };
}

async function run(files: string[], concurrency: number): Promise<Counts> {
  const closing = join(root, 'tools', 'closing.ts');
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--test',
      `--test-concurrency=${concurrency}`,
      `--test-reporter=${closing}`,
      ...files,
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const counts = parseCounts(output);
  process.stdout.write(output.replace(/^\d+ passed, \d+ failed, \d+ skipped$/m, '').trimEnd());
  // A runner that broke off without its counts has failed, whatever else it said.
  if (counts === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

if (import.meta.main) {
  const named = process.argv.slice(2);
  const find = (patterns: string[]) =>
    globSync(patterns, { cwd: root })
      .filter((file) => named.length === 0 || named.some((name) => file.includes(name)))
      .toSorted();
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [files, concurrency] of [
    [find(BESIDE), 2],
    [find(WHOLE), 1],
  ] as const) {
    if (files.length === 0) continue;
    const counts = await run(files, concurrency);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  if (total.passed + total.failed === 0) {
    console.log(`no test matches ${named.join(' ')}`);
    total.failed = 1;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}
