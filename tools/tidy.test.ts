// The repository holds itself to its own rules: who may import whom, what pure code may touch, which words are used, and that types,
// lint, format and dead code are in order. A rule that is not tested here is only a wish.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { demandingEntries, missingEntries } from './lock.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const isTest = (file: string) => /\.(test|fixture)\.ts$|\/testing\/|\/testing\.ts$/.test(file);

const sources = globSync(
  ['packages/*/src/**/*.{ts,tsx}', 'demo/**/*.ts', 'bench/**/*.ts', 'e2e/**/*.ts', 'tools/**/*.ts', 'vectors/**/*.ts'],
  {
    cwd: root,
  },
).toSorted();

/** Which packages each may import (4-node): an arrow that is not here is a mistake, not a shortcut. */
const ARROWS: Record<string, string[]> = {
  record: [],
  docket: ['record'],
  api: ['docket', 'record'],
  node: ['api', 'docket', 'record'],
  signing: ['docket', 'record'],
  console: ['api', 'docket', 'record', 'signing'],
  cli: ['api', 'demo', 'docket', 'node', 'record', 'signing', 'simulator'],
  simulator: ['docket', 'node', 'record'],
};

/** What each pure package may depend on from outside. */
const PURE: Record<string, RegExp> = {
  record: /^(zod|@noble\/(hashes|post-quantum)(\/.*)?)$/,
  docket: /^zod$/,
  api: /^zod$/,
};

function* importsOf(file: string): Generator<string> {
  const text = read(file);
  for (const [, name] of text.matchAll(
    /^\s*(?:import|export)\s[^'"]*?from\s+'([^']+)'|^\s*import\s+'([^']+)'|import\('([^']+)'\)/gm,
  )) {
    if (name !== undefined) yield name;
  }
}

const packageOf = (file: string) => /^packages\/([^/]+)\/src\//.exec(file)?.[1];

test('packages import along the arrows alone', () => {
  const wrong: string[] = [];
  for (const file of sources) {
    const from = packageOf(file);
    if (from === undefined) continue;
    const allowed = ARROWS[from];
    assert.ok(allowed !== undefined, `${from} has no arrows here: say what it may import`);
    for (const name of importsOf(file)) {
      const to = /^@parley\/([^/]+)\//.exec(name)?.[1];
      if (to !== undefined && !allowed.includes(to)) wrong.push(`${file} imports ${name}`);
      const reached: string[] = name.startsWith('..') ? join(file, '..', name).split('/') : ['packages', from];
      // Tests may read the vectors' makers: they are the project's own, and nobody's package.
      if (reached[1] !== from && !(isTest(file) && reached[0] === 'vectors'))
        wrong.push(`${file} reaches out with ${name}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('record, docket and api touch no module of the machine, no clock, no randomness, no locale, no environment', () => {
  const impure =
    /\bDate\b(?!\w)|\bMath\.random\b|\bgetRandomValues\b|\brandomUUID\b|\bprocess\b|\bIntl\b|\btoLocale\w+|\bTemporal\b|\bperformance\b|\bsetTimeout\b|\bfetch\(/;
  const wrong: string[] = [];
  for (const file of sources) {
    const from = packageOf(file);
    if (from === undefined || PURE[from] === undefined || isTest(file)) continue;
    for (const name of importsOf(file)) {
      const inside = name.startsWith('.') || name.startsWith('#') || name.startsWith('@parley/');
      if (!inside && !PURE[from].test(name)) wrong.push(`${file} imports ${name}`);
    }
    for (const [number, line] of read(file).split('\n').entries()) {
      const code = line.replace(/\/\/.*$|^\s*\*.*$|'[^']*'|`[^`]*`|\/\*.*$/g, '');
      if (impure.test(code)) wrong.push(`${file}:${number + 1} ${line.trim()}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('the independent verifier shares no code with what it verifies', () => {
  const wrong = sources
    .filter((file) => file.startsWith('e2e/tlogcheck/'))
    .flatMap((file) => [...importsOf(file)].map((name) => `${file} ${name}`))
    .filter((line) => !/ (node:|\.\/)/.test(line));
  assert.deepEqual(wrong, []);
});

test('the words are those of the glossary, and nothing speaks of where it was made', () => {
  const banned: [RegExp, string][] = [
    [/\bTODO\b|\bFIXME\b|\bXXX\b|\bHACK\b/, 'work left for later'],
    [/\bfor now\b|\bnot implemented\b/i, 'an easy version'],
    [/\b(tenant|blockchain|permissioned)\b/i, 'another word for accord, log or power'],
    [/@ts-(ignore|nocheck|expect-error)|\bas any *[;,)\]>|.]|(?<!need): any *[;,)=\]>|]/, 'a hole in the types'],
    [/\.only\(|\{ *only: *true/, 'a focused test'],
    [/\/work\/(main|shared)|\/farm\//, 'a path of one machine'],
    [/registry\.[a-z]+\.|https?:\/\/registry/, 'the host of a package registry'],
    [/\bissue (#|number )?\d|\bin this session\b/i, 'how it was planned'],
  ];
  const files = globSync(['**/*.{ts,tsx,css,md,yaml,yml,json,sh}', 'parley', '.ci/run'], {
    cwd: root,
    exclude: (name) => /(^|\/)(node_modules|\.git|dist|out)$/.test(name),
  }).filter((file) => file !== 'package-lock.json' && file !== 'tools/tidy.test.ts');
  const wrong: string[] = [];
  for (const file of files) {
    for (const [number, line] of read(file).split('\n').entries()) {
      for (const [pattern, why] of banned)
        if (pattern.test(line)) wrong.push(`${file}:${number + 1} ${why}: ${line.trim().slice(0, 120)}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('there is no room for what belongs nowhere', () => {
  const wrong = sources.filter((file) => /\/(utils?|common|helpers?|types|misc|index)(\.ts|\/)/.test(file));
  assert.deepEqual(wrong, []);
});

test('a file is read in one sitting', () => {
  const long = sources.filter((file) => read(file).split('\n').length > 900);
  assert.deepEqual(long, []);
});

test('the lock file serves every platform', () => {
  assert.deepEqual(missingEntries(JSON.parse(read('package-lock.json'))), {});
  assert.deepEqual(demandingEntries(JSON.parse(read('package-lock.json'))), []);
  assert.doesNotMatch(read('package-lock.json'), /"resolved": "http/);
});

function tool(name: string, ...args: string[]): void {
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules', '.bin', name), args, {
    cwd: root,
    encoding: 'utf8',
  });
  assert.equal(status, 0, `${name} ${args.join(' ')}\n${stdout}${stderr}`.slice(0, 8000));
}

test('types are in order', () => {
  tool('tsc', '--noEmit', '-p', 'tsconfig.json');
  tool('tsc', '--noEmit', '-p', 'packages/console/tsconfig.json');
});
test('lint is in order', () => tool('oxlint', '--type-aware', '--deny-warnings', '.'));
test('format is in order', () => tool('oxfmt', '--check', '.'));
test('nothing is dead', () => tool('knip'));
