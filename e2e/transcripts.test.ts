// The documents run: every ```console block of README and docs is a transcript. Lines that begin with "$ " are commands; what follows is what
// they print on stdout, where "…" alone stands for any lines and "…" within a line for any text; in a command "…" is the first id of what was
// listed last. All blocks of one document share one empty folder.
//
// A document that begins with <!-- record: demo --> or <!-- record: exercise --> finds that record's two nodes in its folder as D. The record is made
// once for all of them, by the command that the document gives its reader; each has a copy of its own, so that none sees what another did.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import test, { after } from 'node:test';

const root = join(import.meta.dirname, '..');

/** Records that documents share, by the command that makes each in the folder D. */
const RECORDS = { demo: 'parley demo --once --dir D', exercise: 'parley demo exercise --once --dir D' } as const;

type RecordName = keyof typeof RECORDS;

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

/** The record that a document is about; undefined: it makes its own. */
function recordOf(document: string): RecordName | undefined {
  const name = /^<!-- record: (.+) -->\n/.exec(document)?.[1];
  assert.ok(name === undefined || Object.hasOwn(RECORDS, name), `there is no record ${name}`);
  return name as RecordName | undefined;
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

/** The first word of the first row of a table. */
function firstListed(printed: string): string | undefined {
  return /^─.*\n(\S+)/m.exec(printed)?.[1];
}

/** A shell in which `parley` is this checkout's, that leaves nothing behind. */
class Desk {
  readonly dir = mkdtempSync(join(tmpdir(), 'parley-docs-'));
  readonly here = join(this.dir, 'here');

  constructor() {
    const bin = join(this.dir, 'bin');
    mkdirSync(bin);
    mkdirSync(this.here);
    const main = join(root, 'packages', 'cli', 'src', 'main.ts');
    writeFileSync(
      join(bin, 'parley'),
      `#!/bin/sh\nexec "${process.execPath}" --disable-warning=ExperimentalWarning "${main}" "$@"\n`,
    );
    chmodSync(join(bin, 'parley'), 0o755);
  }

  run(command: string) {
    return spawnSync('sh', ['-c', command], {
      cwd: this.here,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${join(this.dir, 'bin')}${delimiter}${process.env['PATH']}`,
        PARLEY_STATE: join(this.dir, 'state'),
      },
    });
  }

  clear(): void {
    // A node that a document stopped at its end may still be writing its last words.
    rmSync(this.dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

const made = new Map<RecordName, Desk>();
after(() => made.forEach((desk) => desk.clear()));

/** The folder of a record, made when it is first asked for. */
function folderOf(name: RecordName): string {
  const before = made.get(name);
  if (before !== undefined) return join(before.here, 'D');
  const desk = new Desk();
  made.set(name, desk);
  const { status, stdout, stderr } = desk.run(RECORDS[name]);
  assert.equal(status, 0, `$ ${RECORDS[name]}\n${stdout}\n${stderr}`);
  return join(desk.here, 'D');
}

const documents = globSync(['README.md', 'docs/*.md'], { cwd: root })
  .toSorted()
  .map((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return { file, text, steps: stepsOf(text), record: recordOf(text) };
  });

test('there are transcripts', () => {
  assert.ok(documents.some(({ steps }) => steps.length > 0));
});

test('a document about a shared record says how its reader makes it', () => {
  for (const { file, text, record } of documents) {
    if (record !== undefined) assert.ok(text.includes(`\`${RECORDS[record]}\``), `${file}: ${RECORDS[record]}`);
  }
});

test('every link from one document to another leads somewhere', () => {
  const anchors = new Map<string, Set<string>>();
  const anchorsOf = (file: string) => {
    const found =
      anchors.get(file) ??
      new Set(
        [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
          heading!
            .toLowerCase()
            .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
            .replaceAll(' ', '-'),
        ),
      );
    anchors.set(file, found);
    return found;
  };
  const wrong: string[] = [];
  for (const { file, text } of documents) {
    for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target!)) continue;
      const [path, anchor] = target!.split('#');
      const to = path === '' ? join(root, file) : join(root, dirname(file), path!);
      if (globSync(to).length === 0) wrong.push(`${file}: ${target}`);
      else if (anchor !== undefined && !anchorsOf(to).has(anchor)) wrong.push(`${file}: ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

for (const { file, steps, record } of documents) {
  if (steps.length === 0) continue;
  test(`${file} prints what it says`, (t) => {
    const desk = new Desk();
    t.after(() => desk.clear());
    const curls = steps.some(({ command }) => command.startsWith('curl '));
    if (curls && desk.run('command -v curl').status !== 0) return t.skip('there is no curl on this machine');
    if (record !== undefined) cpSync(folderOf(record), join(desk.here, 'D'), { recursive: true });
    let listed: string | undefined;
    for (const { command, expected, line } of steps) {
      assert.ok(
        listed !== undefined || !command.includes('…'),
        `${file}:${line} $ ${command}\nnothing was listed before`,
      );
      const { stdout, stderr } = desk.run(command.replaceAll('…', listed ?? ''));
      listed = firstListed(stdout) ?? listed;
      const printed = stdout.trimEnd().split('\n');
      const wanted = expected.join('\n').trimEnd().split('\n');
      assert.ok(matches(wanted, printed), `${file}:${line} $ ${command}\nprinted:\n${stdout}\n${stderr}`);
    }
  });
}
