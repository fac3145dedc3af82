// Faults of the machine that a person can do something about, as a sentence.

import { refuse, type Refusal } from '@parley/record/refusal';
import { reasonOf } from '@parley/node/folder';
import { NewerDatabaseError } from '@parley/node/platform/sqlite';

/** What to say if writing `place` failed for a reason that lies in the machine; undefined for anything else, which is a defect. */
export function refusalOf(fault: unknown, place: string): Refusal | undefined {
  if (fault instanceof NewerDatabaseError)
    return refuse('folder.version', `cannot open ${place}: ${fault.message}`).refusal;
  const { code, errcode } = (fault ?? {}) as { code?: string; errcode?: number };
  const sqlite = code === 'ERR_SQLITE_ERROR' && errcode !== undefined ? SQLITE.get(errcode & 0xff) : undefined;
  switch (sqlite ?? code) {
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
    case 'busy':
      return refuse('folder.busy', `another process holds the database in ${place}: try again, or stop it first`)
        .refusal;
    case 'damaged':
      return refuse('folder.damaged', `the database in ${place} is damaged or none: restore it from a backup`).refusal;
    default:
      return undefined;
  }
}

/** SQLite's primary result codes, as far as they are not a defect of ours. */
const SQLITE = new Map([
  [3, 'EACCES'],
  [5, 'busy'],
  [6, 'busy'],
  [8, 'EROFS'],
  [11, 'damaged'],
  [13, 'ENOSPC'],
  [14, 'EACCES'],
  [26, 'damaged'],
]);
