// Deliberate bugs, to see that the simulator sees. Each is one change of the product's text, made in a copy of the packages in a temporary
// folder; the product itself has no switch for it. `node packages/simulator/src/mutants.ts [name]` runs seeds against each until one
// breaks, and prints which. A change whose text is no longer there fails: the mutant must follow the code.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { makeFolder, removeFolder } from './disk.ts';

/** `seed`: one that catches it. */
export type Mutant = { name: string; file: string; find: string; put: string; seed: number };

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'answer before the commit',
    file: 'node/src/filing.ts',
    find: 'const done = this.#database.transaction(() => this.#append(batch, touched));',
    put: `const done = this.#database.transaction(() => {
        const early = this.#append(batch, touched);
        for (const [place, { settle }] of batch.entries()) settle(early.outcomes[place]!);
        return early;
      });`,
    seed: 26,
  },
  {
    name: 'sign without asking who holds more',
    file: 'node/src/counterparts/counterpart.ts',
    find: '  async recover(): Promise<Outcome> {\n',
    put: `  async recover(): Promise<Outcome> {
    this.session.recovered();
    this.#events.recovered();
    if (this.party !== '') return 'done';
`,
    seed: 73,
  },
  {
    name: 'cosign before it is held',
    file: 'node/src/counterparts/mirror.ts',
    find: 'const outcome = await this.hold(fetch, onStored);',
    put: `if (target !== undefined && target.size > 0) await this.#cosign(target);
    const outcome = await this.hold(fetch, onStored);`,
    seed: 1,
  },
  {
    name: 'let a refresh take the place of the first receipt',
    file: 'node/src/log/store.ts',
    find: 'and time > (select min(time) from cosigned',
    put: 'and time >= (select min(time) from cosigned',
    seed: 1,
  },
  {
    name: 'hold entries without their words',
    file: 'node/src/counterparts/pull.ts',
    find: 'if (stretch.absent.length > 0) {',
    put: 'if (false) {',
    seed: 16,
  },
  {
    name: 'forget a second root',
    file: 'node/src/counterparts/mirror.ts',
    find: `this.#evidence.put(this.log.store.number, 'two-roots', object, seconds(this.#clock.now()));`,
    put: '',
    seed: 9,
  },
];

const PACKAGES = join(import.meta.dirname, '..', '..');

/** The first seed from `from` on, at most `seeds` of them, that breaks the mutant; undefined if all hold. */
export function catchMutant(mutant: Mutant, from: number, seeds: number): number | undefined {
  const folder = makeFolder();
  try {
    const main = join(copyPackages(folder), 'simulator', 'src', 'main.ts');
    const file = join(folder, 'packages', mutant.file);
    const text = readFileSync(file, 'utf8');
    if (text.split(mutant.find).length !== 2) {
      throw new Error(`making the mutant “${mutant.name}”: ${mutant.file} does not have its text exactly once`);
    }
    writeFileSync(
      file,
      text.replace(mutant.find, () => mutant.put),
    );
    const args = ['--disable-warning=ExperimentalWarning', main, '--from', String(from), '--seeds', String(seeds)];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
    if (status === 0) return undefined;
    const found = /^seed (\d+) broke/m.exec(stdout);
    if (found === null) throw new Error(`running the mutant “${mutant.name}”: ${stderr}`);
    return Number(found[1]);
  } finally {
    removeFolder(folder);
  }
}

// The packages' texts are copied; what they import from outside is linked to where it is installed.
function copyPackages(folder: string): string {
  const installed = join(PACKAGES, '..', 'node_modules');
  const copies = join(folder, 'packages');
  const own = join(folder, 'node_modules', '@parley');
  mkdirSync(own, { recursive: true });
  for (const name of readdirSync(installed)) {
    if (name !== '@parley') symlinkSync(join(installed, name), join(folder, 'node_modules', name));
  }
  for (const name of readdirSync(PACKAGES)) {
    cpSync(join(PACKAGES, name), join(copies, name), {
      recursive: true,
      filter: (path) => basename(path) !== 'node_modules' && !path.endsWith('.test.ts'),
    });
    symlinkSync(join(copies, name), join(own, name));
  }
  return copies;
}

if (import.meta.main) {
  const [wanted] = process.argv.slice(2);
  for (const mutant of MUTANTS.filter(({ name }) => wanted === undefined || name === wanted)) {
    const seed = catchMutant(mutant, 1, 1000);
    console.log(`${mutant.name}: ${seed === undefined ? 'not caught by 1000 seeds' : `caught by seed ${seed}`}`);
    if (seed === undefined) process.exitCode = 1;
  }
}
