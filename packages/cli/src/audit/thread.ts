// The thread of an audit: see apart.ts.

import { parentPort, workerData } from 'node:worker_threads';
import type { FromThread } from '#audit/apart';
import { auditRecord } from '#audit/audit';
import { Unreadable } from '#audit/source';

/** Between two messages about progress, in milliseconds. */
const PROGRESS_MS = 50;

const say = (message: FromThread) => parentPort!.postMessage(message, []);

let next = 0;
try {
  const audited = await auditRecord(String(workerData), {
    onFinding: (finding) => say({ kind: 'finding', finding }),
    onProgress: (what, done, all) => {
      const now = performance.now();
      if (now < next) return;
      next = now + PROGRESS_MS;
      say({ kind: 'progress', what, done, all });
    },
  });
  say({ kind: 'audited', audited });
} catch (fault) {
  if (!(fault instanceof Unreadable)) throw fault;
  say({ kind: 'unreadable', message: fault.message });
}
