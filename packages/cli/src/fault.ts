// Faults of the machine that a person can do something about, as a sentence.

import { refuse, type Refusal } from '@parley/record/refusal';
import { reasonOf } from '@parley/node/folder';

/** What to say if `fault` is that the disk with `place` is full, or may not be written; undefined for any other. */
export function diskFull(fault: unknown, place: string): Refusal | undefined {
  const { code } = (fault ?? {}) as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return refuse('disk.full', `the disk that holds ${place} is full: make room and run this again`).refusal;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
    case 'ENOTDIR':
      return refuse(
        'disk.refused',
        `cannot write ${place} (${reasonOf(fault)}): name a folder that this user may write`,
      ).refusal;
    default:
      return undefined;
  }
}
