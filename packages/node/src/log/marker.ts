// The boot marker: where a clean stop left the head, kept outside the data folder. A restart whose head matches it may sign at once;
// after a crash, or when the folder was put back from a copy, it does not match, and the counterparts are asked first. It is cleared
// before anything new is signed, so that a copy of the folder can match it at most while it is the truth.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { encodeHex } from '@parley/record/hex';
import type { Head } from './store.ts';

export type BootMarker = {
  matches(head: Head): boolean;
  clear(): void;
  write(head: Head): void;
};

export function fileMarker(path: string): BootMarker {
  return {
    matches(head) {
      try {
        return readFileSync(path, 'utf8') === textOf(head);
      } catch {
        return false;
      }
    },
    clear() {
      rmSync(path, { force: true });
    },
    write(head) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, textOf(head), { mode: 0o600 });
    },
  };
}

/** A marker that never matches: the counterparts are always asked. */
export const noMarker: BootMarker = { matches: () => false, clear: () => undefined, write: () => undefined };

function textOf({ size, root, time }: Head): string {
  return `${size} ${encodeHex(root)} ${time}\n`;
}
