// The documents run: every ```console block of README and docs is a transcript. Lines that begin with "$ " are commands; what follows is what
// they print on stdout, where "…" alone stands for any lines and "…" within a line for any text. All blocks of one document
// share one empty folder.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import test from 'node:test';

const root = join(import.meta.dirname, '..');

type Step = { command: string; expected: string[]; line: number };

function stepsOf(document: string): Step[] {
  const steps: Step[] = [];
  let inside = false;
  for (const [number, line] of document.split('\n').entries()) {
    if (line.startsWith('```')) inside = line === '```console';
    else if (inside && line.startsWith('$ ')) steps.push({ command: line.slice(2), expected: [], line: number + 1 });
    else if (inside) steps.at(-1)?.expected.push(line);
  }
  return steps;
}

/** Whether lines are as expected, as if the expectation were a pattern. */
function matches(expected: readonly string[], actual: readonly string[]): boolean {
  const [first, ...rest] = expected;
  if (first === undefined) return actual.length === 0;
  if (first === '…') return actual.some((_, at) => matches(rest, actual.slice(at))) || matches(rest, []);
  const [line, ...more] = actual;
  if (line === undefined) return false;
  const pattern = first.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`).test(line) && matches(rest, more);
}

const documents = globSync(['README.md', 'docs/*.md'], { cwd: root }).toSorted();

test('there are transcripts', () => {
  assert.ok(documents.some((file) => stepsOf(readFileSync(join(root, file), 'utf8')).length > 0));
});

for (const file of documents) {
  const steps = stepsOf(readFileSync(join(root, file), 'utf8'));
  if (steps.length === 0) continue;
  test(`${file} prints what it says`, (t) => {
    const dir = mkdtempSync(join(tmpdir(), 'parley-docs-'));
    t.after(() => rmSync(dir, { recursive: true, force: true }));
    const bin = join(dir, 'bin');
    const cwd = join(dir, 'here');
    mkdirSync(bin);
    mkdirSync(cwd);
    const main = join(root, 'packages', 'cli', 'src', 'main.ts');
    writeFileSync(
      join(bin, 'parley'),
      `#!/bin/sh\nexec "${process.execPath}" --disable-warning=ExperimentalWarning "${main}" "$@"\n`,
    );
    chmodSync(join(bin, 'parley'), 0o755);
    for (const { command, expected, line } of steps) {
      const { stdout, stderr } = spawnSync('sh', ['-c', command], {
        cwd,
        encoding: 'utf8',
        env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}`, PARLEY_STATE: join(dir, 'state') },
      });
      const printed = stdout.trimEnd().split('\n');
      const wanted = expected.join('\n').trimEnd().split('\n');
      assert.ok(matches(wanted, printed), `${file}:${line} $ ${command}\nprinted:\n${stdout}\n${stderr}`);
    }
  });
}
