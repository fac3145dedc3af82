// The newest signed head of the trail, kept outside the data folder: whoever puts the folder back to an earlier day, or cuts the end off the
// trail, does not reach it by that. A head that the trail once contradicted is set aside and kept, for verification to find.

import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export type TrailMarker = {
  /** The head that was kept last; undefined: none. */
  read(): string | undefined;
  write(note: string): void;
  /** Sets the kept head aside, as one that the trail contradicts. */
  setAside(): void;
  /** All that were set aside. */
  aside(): string[];
};

export function trailMarker(path: string): TrailMarker {
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
  return {
    read: () => read(path),
    write(note) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      // The command line writes beside a running node: each its own file.
      const fresh = `${path}.${process.pid}.new`;
      writeFileSync(fresh, note, { mode: 0o600 });
      renameSync(fresh, path);
    },
    setAside() {
      let number = 1;
      while (existsSync(asideOf(path, number))) number++;
      renameSync(path, asideOf(path, number));
    },
    aside: () =>
      globSync(asideOf(path, '*'))
        .toSorted()
        .map((file) => readFileSync(file, 'utf8')),
  };
}

/** Keeps nothing: for trails that nobody is to check against another place. */
export const noTrailMarker: TrailMarker = {
  read: () => undefined,
  write: () => undefined,
  setAside: () => undefined,
  aside: () => [],
};

function asideOf(path: string, number: number | '*'): string {
  return `${path}.contradicted.${number}`;
}
