// An audit in a thread of its own, so that the memory it may take for what it will soon drop has a bound of its own: the engine would otherwise
// let it grow to what the machine has. What it finds comes back as it is found.

import { Worker } from 'node:worker_threads';
import type { Audited, AuditOptions } from '#audit/audit';
import type { Finding } from '#audit/report';
import { Unreadable } from '#audit/source';

/** The heap of the thread in MiB: what lives long, and what is dropped soon. */
const HEAP_MIB = 256;
const YOUNG_MIB = 8;

/** What the thread says. */
export type FromThread =
  | { kind: 'finding'; finding: Finding }
  | { kind: 'progress'; what: string; done: number; all: number }
  | { kind: 'audited'; audited: Audited }
  | { kind: 'unreadable'; message: string };

/** As `auditRecord`, elsewhere. */
export function auditApart(place: string, { onFinding, onProgress }: AuditOptions): Promise<Audited> {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: place,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB, maxYoungGenerationSizeMb: YOUNG_MIB },
  });
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'finding') onFinding(message.finding);
      else if (message.kind === 'progress') onProgress(message.what, message.done, message.all);
      else if (message.kind === 'audited') resolve(message.audited);
      else reject(new Unreadable(message.message));
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the audit ended before it said what it found')));
  });
}
