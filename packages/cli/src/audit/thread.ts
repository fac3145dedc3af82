// The thread of an audit: see apart.ts.

import { tmpdir } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromThread } from '#audit/apart';
import { auditRecord } from '#audit/audit';
import { Unreadable } from '#audit/source';

/** Between two messages about progress, in milliseconds. */
const PROGRESS_MS = 50;

const SQLITE_FULL = 13;
const FULL = `the disk that holds ${tmpdir()} is full: make room for about as much as the record takes, or name another folder in TMPDIR`;

const say = (message: FromThread) => parentPort!.postMessage(message, []);

let next = 0;
try {
  const audited = await auditRecord(String(workerData), {
    onFinding: (finding) => say({ kind: 'finding', finding }),
    onScratch: (folder) => say({ kind: 'scratch', folder }),
    onProgress: (what, done, all) => {
      const now = performance.now();
      if (now < next) return;
      next = now + PROGRESS_MS;
      say({ kind: 'progress', what, done, all });
    },
  });
  say({ kind: 'audited', audited });
} catch (fault) {
  if (fault instanceof Unreadable) say({ kind: 'unreadable', message: fault.message });
  else if (isDiskFull(fault)) say({ kind: 'unreadable', message: FULL });
  else throw fault;
}

/** Nothing is written but the scratch file. */
function isDiskFull(fault: unknown): boolean {
  const { code, errcode } = (fault ?? {}) as { code?: string; errcode?: number };
  return code === 'ENOSPC' || errcode === SQLITE_FULL;
}
