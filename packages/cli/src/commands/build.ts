// parley build: the console that officers see, made from its sources.

import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { EXIT_NO } from '#output';

const packages = join(import.meta.dirname, '..', '..', '..');
const source = join(packages, 'console');
const built = join(source, 'dist', 'index.html');

/** What the console is made of beside its own folder. */
const SOURCES = [
  ...['api', 'docket', 'record', 'signing'].map((name) => join(packages, name, 'src')),
  ...['src', 'public', 'index.html', 'build.ts', 'config.ts', 'package.json'].map((name) => join(source, name)),
];

export function buildCommand(): Command {
  return new Command('build')
    .description('make the console that officers see, from its sources')
    .option('--watch', 'make it again whenever a source changes; a running node takes it up by itself')
    .addHelpText(
      'after',
      `
Examples:
  parley build             takes seconds; serve and demo do it themselves when it is missing or old
  parley build --watch     while working on the console; reload the page to see a change`,
    )
    .action(async ({ watch }: { watch?: boolean }) => {
      if (await build(watch === true ? ['--watch'] : [])) process.stdout.write('the console is made\n');
      else process.exitCode = EXIT_NO;
    });
}

export type Building = 'building' | 'built' | 'failed';

/** Makes the console if it is missing or older than its sources. A node serves without one, too: a failure is only told. */
export async function buildIfOld(tell: (what: Building) => void): Promise<void> {
  const made = statSync(built, { throwIfNoEntry: false })?.mtimeMs;
  if (made !== undefined && !changedSince(made)) return;
  tell('building');
  tell((await build([])) ? 'built' : 'failed');
}

/** For a terminal. */
export function tellBuilding(what: Building): void {
  if (what === 'building') process.stderr.write('parley: making the console; this takes seconds …\n');
  if (what === 'failed') process.stderr.write('parley: the console could not be made; `parley build` says why\n');
}

/** A process of its own: building takes memory that a node should not keep. It ends with the one that asked for it. */
async function build(flags: string[]): Promise<boolean> {
  const script = join(source, 'build.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...flags], {
    stdio: ['ignore', 2, 2],
  });
  const end = (): void => void child.kill();
  process.once('exit', end);
  const made = await new Promise<boolean>((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
  process.off('exit', end);
  return made;
}

function changedSince(made: number): boolean {
  const newer = (path: string): boolean => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > made;
  return SOURCES.some((path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return false;
    if (!stat.isDirectory()) return newer(path);
    return readdirSync(path, { recursive: true, encoding: 'utf8' }).some(
      (name) => /\.(tsx?|css|po|svg|woff2)$/.test(name) && !name.endsWith('.test.ts') && newer(join(path, name)),
    );
  });
}
