// Threads that check signatures, as many as there are cores, so that the main thread goes on deciding and folding. They begin with the first
// question, and keep no process alive that has nothing else to do.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Question } from './checking.ts';

/** Questions to one thread that are not answered: one in hand, one waiting. */
const QUESTIONS_A_THREAD = 2;

/** A question when its turn has come, and who waits for the answer. */
export type Asked = { question: Question; settle: (answer: Uint8Array) => void; fail: (fault: unknown) => void };

/** `code`: whose code checks signatures in it. */
type Thread = { worker: Worker; asked: Asked[]; code: Promise<string> };

const threads = new Set<Thread>();
const sources: (() => Asked | undefined)[] = [];

/** Who comes earlier is asked first, each time that a thread has room. */
export function addSource(source: () => Asked | undefined): void {
  sources.push(source);
}

/** Gives to threads with room what the sources have. */
export function give(): void {
  for (let thread = freest(); thread.asked.length < QUESTIONS_A_THREAD; thread = freest()) {
    const asked = next();
    if (asked === undefined) return;
    if (thread.asked.length === 0) thread.worker.ref();
    thread.asked.push(asked);
    thread.worker.postMessage(asked.question, [asked.question.bytes.buffer]);
  }
}

function next(): Asked | undefined {
  for (const source of sources) {
    const asked = source();
    if (asked !== undefined) return asked;
  }
  return undefined;
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
    thread.asked.shift()!.settle(answer);
    if (thread.asked.length === 0) worker.unref();
    give();
  });
  const end = (cause: unknown) => {
    if (!threads.delete(thread)) return;
    const fault = new Error('a thread that checks signatures ended', { cause });
    for (const { fail } of thread.asked.splice(0)) fail(fault);
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
