// The suite of a server: Ed25519 on threads of its own, as many as there are cores, so that the main thread goes on deciding and folding. What waits
// while all are busy goes to the next one together. Threads begin with the first signature, and keep no process alive that has nothing else to do.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { strictEd25519 } from '@parley/record/ed25519';
import { webMlDsa44 } from '@parley/record/mldsa';
import type { Suite } from '@parley/record/suite';
import { encodeChecks, type Check } from './checking.ts';

/** Signatures that go over at once: some milliseconds of work, so that all threads end at about the same time. */
const CHECKS_AT_ONCE = 64;
/** Questions to one thread that are not answered: one in hand, one waiting. */
const QUESTIONS_A_THREAD = 2;

type Waiting = Check & { settle: (valid: boolean) => void; fail: (fault: unknown) => void };
type Thread = { worker: Worker; asked: Waiting[][]; code: Promise<string> };

const threads = new Set<Thread>();
let waiting: Waiting[] = [];
let giving = false;

/** What is asked in one turn goes over together. */
function giveSoon(): void {
  if (giving) return;
  giving = true;
  queueMicrotask(() => {
    giving = false;
    give();
  });
}

function give(): void {
  while (waiting.length > 0) {
    const thread = freest();
    if (thread.asked.length === QUESTIONS_A_THREAD) return;
    const asked = waiting.splice(0, CHECKS_AT_ONCE);
    if (thread.asked.length === 0) thread.worker.ref();
    thread.asked.push(asked);
    const question = encodeChecks(asked);
    thread.worker.postMessage(question, [question.buffer]);
  }
}

/** The thread with the least to do: a new one before one that is busy. */
function freest(): Thread {
  let found: Thread | undefined;
  for (const thread of threads) if (found === undefined || thread.asked.length < found.asked.length) found = thread;
  if (found !== undefined && (found.asked.length === 0 || threads.size >= availableParallelism())) return found;
  const begun = begin();
  threads.add(begun);
  return begun;
}

function begin(): Thread {
  const worker = new Worker(new URL('./checking-thread.ts', import.meta.url));
  const { promise: code, resolve: named } = Promise.withResolvers<string>();
  const thread: Thread = { worker, asked: [], code };
  worker.on('message', (answer: string | Uint8Array) => {
    if (typeof answer === 'string') return named(answer);
    for (const [place, { settle }] of thread.asked.shift()!.entries()) settle(answer[place] === 1);
    if (thread.asked.length === 0) worker.unref();
    give();
  });
  const end = (cause: unknown) => {
    threads.delete(thread);
    const fault = new Error('a thread that checks signatures ended', { cause });
    for (const asked of thread.asked.splice(0)) for (const { fail } of asked) fail(fault);
    give();
  };
  worker.on('error', end);
  worker.on('exit', end);
  worker.unref();
  return thread;
}

/** Whose code checks signatures here. */
export function codeInUse(): Promise<string> {
  return freest().code;
}

export const threadedSuite: Suite = {
  ed25519: strictEd25519(
    (publicKey, message, signature) =>
      new Promise((settle, fail) => {
        waiting.push({ publicKey, message, signature, settle, fail });
        giveSoon();
      }),
  ),
  mlDsa44: webMlDsa44,
};
