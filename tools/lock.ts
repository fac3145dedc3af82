// Completes package-lock.json: every platform's optional package that is named somewhere must have an entry, or `npm ci` refuses the
// file on the machines that would need it. npm leaves out what it could not fetch where the file was made; run this after each
// change of dependencies (`node tools/lock.ts`), and the tidy test holds the file to it.
//
// Nor may such an entry ask for a version of Node: what installs may be an older one than the one that it installs and that everything then
// runs under, and npm leaves out, without a word, an optional package that asks for more than it runs under itself.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Package = {
  version?: string;
  optional?: boolean;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  engines?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};
type Lock = { packages: Record<string, Package> };

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'sunos', 'win32', 'netbsd', 'openbsd', 'aix'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'x64', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];

/** Entries that are named as optional dependencies and absent, by their path in the lock file. */
export function missingEntries(lock: Lock): Record<string, Package> {
  const missing: Record<string, Package> = {};
  for (const [at, owner] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(owner.optionalDependencies ?? {})) {
      if (lock.packages[`${at}/node_modules/${name}`] ?? lock.packages[`node_modules/${name}`]) continue;
      const words = name.split(/[-/]/);
      const os = SYSTEMS.find((system) => words.includes(system));
      const cpu = PROCESSORS.find((processor) => words.includes(processor));
      missing[`node_modules/${name}`] = {
        version: range.replace(/^[~^]/, ''),
        ...(owner.dev === true ? { dev: true } : {}),
        optional: true,
        ...(os === undefined ? {} : { os: [os] }),
        ...(cpu === undefined ? {} : { cpu: [cpu] }),
        ...(words.some((word) => word.startsWith('musl')) ? { libc: ['musl'] } : {}),
        ...(words.some((word) => word.startsWith('gnu')) ? { libc: ['glibc'] } : {}),
      };
    }
  }
  return missing;
}

/** The paths of optional entries that npm would leave out under an older Node. */
export function demandingEntries(lock: Lock): string[] {
  return Object.entries(lock.packages)
    .filter(
      ([, { optional, os, cpu, engines }]) => optional === true && (os ?? cpu) !== undefined && engines !== undefined,
    )
    .map(([at]) => at);
}

if (import.meta.main) {
  const path = join(import.meta.dirname, '..', 'package-lock.json');
  const lock = JSON.parse(readFileSync(path, 'utf8')) as Lock;
  for (const at of demandingEntries(lock)) delete lock.packages[at]!.engines;
  const missing = missingEntries(lock);
  const packages = { ...lock.packages, ...missing };
  const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(path, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
  console.log(`${Object.keys(missing).length} entries added`);
}
