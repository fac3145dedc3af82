// docs/security.md says of each requirement of a standard what shows that it is met. A page like that is worth something only as long as what it
// names is there: so its files and tests are looked for, and its numbers counted.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs', 'security.md'), 'utf8');

/** Of OWASP ASVS 5.0.0, levels 1 and 2: chapter.section:requirements. */
const REQUIREMENTS = `
  1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2 2.1:1-3 2.2:1-3 2.3:1-4 2.4:1-1 3.2:1-2 3.3:1-4 3.4:1-6 3.5:1-5 3.7:1-2 4.1:1-3 4.2:1-1 4.3:1-2
  4.4:1-4 5.1:1-1 5.2:1-3 5.3:1-2 5.4:1-3 6.1:1-3 6.2:1-12 6.3:1-4 6.4:1-4 6.5:1-5 6.6:1-3 6.8:1-4 7.1:1-3 7.2:1-4 7.3:1-2 7.4:1-5 7.5:1-2
  7.6:1-2 8.1:1-2 8.2:1-3 8.3:1-1 8.4:1-1 9.1:1-3 9.2:1-4 10.1:1-2 10.2:1-2 10.3:1-4 10.4:1-11 10.5:1-5 10.6:1-2 10.7:1-3 11.1:1-2 11.2:1-3
  11.3:1-3 11.4:1-4 11.5:1-1 11.6:1-1 12.1:1-3 12.2:1-2 12.3:1-4 13.1:1-1 13.2:1-5 13.3:1-2 13.4:1-5 14.1:1-2 14.2:1-4 14.3:1-3 15.1:1-3
  15.2:1-3 15.3:1-7 16.1:1-1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3 17.1:1-1 17.2:1-4 17.3:1-2`;

const numbers = [...REQUIREMENTS.matchAll(/([\d.]+):1-(\d+)/g)].flatMap(([, section, last]) =>
  Array.from({ length: Number(last) }, (_, at) => `V${section}.${at + 1}`),
);

const rows = [...page.matchAll(/^\| (V[\d.]+) \| (.+?) \| (met|n\/a|\*\*not met\*\*) \| (.+) \|$/gm)].map(
  ([, number = '', , verdict = '', by = '']) => ({ number, verdict, by }),
);

/** Where a file that the page names is; undefined: it is nowhere. */
function placeOf(name: string): string | undefined {
  return [join(root, name), join(root, 'packages', 'node', 'src', name)].find((path) => existsSync(path));
}

test('docs/security.md has each requirement of levels 1 and 2 once, in order, and says how many are met', () => {
  assert.equal(numbers.length, 253);
  assert.deepEqual(
    rows.map(({ number }) => number),
    numbers,
  );
  const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
  const counted = `Of ${rows.length} requirements ${count('met')} are met, ${count('n/a')} not applicable, ${count('**not met**')} not met.`;
  assert.ok(page.includes(`\n${counted}\n`), counted);
  for (const { number, verdict, by } of rows.filter((row) => row.verdict === '**not met**'))
    assert.match(by, /\bneeds /i, `${number} is ${verdict}: what would be needed?`);
});

test('every file that docs/security.md names is there, and every test of it has the name that is quoted', () => {
  const wrong: string[] = [];
  let quoted = 0;
  for (const [, name = '', after = ''] of page.matchAll(/`([\w./-]+\.(?:ts|tsx|json|md))`((?:,? "[^"]+")*)/g)) {
    if (name === 'node.json') continue;
    const path = placeOf(name);
    if (path === undefined) {
      wrong.push(`${name} is not there`);
      continue;
    }
    if (!name.endsWith('.test.ts')) continue;
    const text = readFileSync(path, 'utf8');
    const tests = [...after.matchAll(/"([^"]+)"/g)].map(([, one]) => one!);
    quoted += tests.length;
    if (tests.length === 0) wrong.push(`${name} is named without a test`);
    for (const one of tests) if (!text.includes(`'${one}`)) wrong.push(`${name} has no test "${one}"`);
  }
  assert.deepEqual(wrong, []);
  assert.ok(quoted > 100);
});

test('no page makes markup or code out of text', () => {
  const makes =
    /dangerouslySetInnerHTML|\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function\(|srcDoc/;
  const sources = globSync(['packages/{console,signing,docket,record,api}/src/**/*.{ts,tsx}'], { cwd: root });
  assert.ok(sources.length > 100);
  const wrong = sources
    .filter((file) => !/\.test\.tsx?$|\/testing\//.test(file))
    .filter((file) => makes.test(readFileSync(join(root, file), 'utf8')));
  assert.deepEqual(wrong, []);
});

test('the bill of materials names every component that a node runs with', (t) => {
  const command = /^npm sbom .*$/m.exec(page)?.[0].split(' ');
  assert.ok(command !== undefined);
  const [npm = '', ...args] = command;
  const ran = spawnSync(npm, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (ran.error !== undefined) return t.skip(`npm cannot be run: ${ran.error.message}`);
  const { bomFormat, components } = JSON.parse(ran.stdout) as {
    bomFormat: string;
    components: { name: string; version: string; hashes?: unknown[] }[];
  };
  assert.equal(bomFormat, 'CycloneDX');
  for (const name of ['record', 'docket', 'api', 'node', 'signing', 'console', 'cli']) {
    const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    for (const [dependency, version] of Object.entries(dependencies)) {
      const named = components.filter(
        (one) => one.name === dependency.replace(/^@parley\//, '') || one.name === dependency,
      );
      assert.ok(named.length > 0, `${dependency} of ${name}`);
      if (dependency.startsWith('@parley/')) continue;
      assert.ok(
        named.some((one) => one.version === version && one.hashes !== undefined),
        `${dependency} ${version}`,
      );
    }
  }
  return undefined;
});
