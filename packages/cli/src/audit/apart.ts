// An audit in a thread of its own, so that the memory it may take for what it will soon drop has a bound of its own: the engine would otherwise
// let it grow to what the machine has. What it finds comes back as it is found.

import { rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Audited, AuditOptions } from '#audit/audit';
import type { Finding } from '#audit/report';
import { Unreadable } from '#audit/source';
import { EXIT_INTERRUPTED } from '#output';

/** The heap of the thread in MiB: what lives long, and what is dropped soon. */
const HEAP_MIB = 256;
const YOUNG_MIB = 8;

/** What the thread says. */
export type FromThread =
  | { kind: 'finding'; finding: Finding }
  | { kind: 'progress'; what: string; done: number; all: number }
  | { kind: 'scratch'; folder: string }
  | { kind: 'audited'; audited: Audited }
  | { kind: 'unreadable'; message: string };

/** As `auditRecord`, elsewhere. An interrupt ends the process, and takes the scratch file along. */
export async function auditApart(place: string, options: AuditOptions): Promise<Audited> {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: place,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB, maxYoungGenerationSizeMb: YOUNG_MIB },
  });
  let scratch: string | undefined;
  const interrupted = () =>
    void worker.terminate().then(() => {
      if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true });
      process.exit(EXIT_INTERRUPTED);
    });
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    return await outcomeOf(worker, { ...options, onScratch: (folder) => (scratch = folder) });
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    // A thread that ended in the middle of it has not tidied up.
    if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true });
  }
}

function outcomeOf(worker: Worker, { onFinding, onProgress, onScratch }: AuditOptions): Promise<Audited> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromThread) => {
      switch (message.kind) {
        case 'finding':
          return onFinding(message.finding);
        case 'progress':
          return onProgress(message.what, message.done, message.all);
        case 'scratch':
          return onScratch?.(message.folder);
        case 'audited':
          return resolve(message.audited);
        case 'unreadable':
          return reject(new Unreadable(message.message));
      }
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the audit ended before it said what it found')));
  });
}
