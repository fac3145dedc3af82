// Reports, scorecards, assessments and quotation checks, made while somebody waits. Each is a thread of its own over a snapshot of the node's folder, so
// that filing never waits for it, and what it took is given back when it ends. One at a time: a second would take the other processor from the server.
// A few wait; whoever comes after is told to come again. Whoever goes away is not worked for: the thread is ended, and its snapshot with it.

import { Worker } from 'node:worker_threads';
import type { HttpCode, ReviewCode } from '@parley/api/refusals';
import { refuse } from '@parley/record/refusal';
import type { Job, Made } from './make.ts';

/** Jobs that wait behind the one that is made: at seconds each, as long as a person waits. */
export const WAITING_MAX = 4;
/** What a client is told to wait when there are more: about a job. */
export const BUSY_RETRY_SECONDS = 5;
/**
 * Heap of the thread in MiB: a status report takes some 14 KiB an act, so one of 150,000 acts fits. A greater record is for the command line, where
 * nothing else runs that memory could be taken from.
 */
const HEAP_MIB = 2048;

type Waiting = { job: Job; signal: AbortSignal; resolve: (made: Made) => void; reject: (cause: unknown) => void };

export class Reviews {
  #folder: string;
  #heapMib: number;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #stopping = new AbortController();

  /** `folder`: the node's. */
  constructor(folder: string, options: { heapMib?: number } = {}) {
    this.#folder = folder;
    this.#heapMib = options.heapMib ?? HEAP_MIB;
  }

  /** Whether a job would be refused now. */
  get full(): boolean {
    return this.#waiting.length >= WAITING_MAX;
  }

  /** Makes it when its turn comes, unless as many wait as may. When `signal` aborts, nobody waits for it any more, and the answer means nothing. */
  make(job: Job, signal: AbortSignal): Promise<Made> {
    if (this.full) return Promise.resolve(busy());
    const both = AbortSignal.any([signal, this.#stopping.signal]);
    if (both.aborted) return Promise.resolve(given());
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { job, signal: both, resolve, reject };
      this.#waiting.push(waiting);
      both.addEventListener('abort', () => {
        const at = this.#waiting.indexOf(waiting);
        if (at < 0) return;
        this.#waiting.splice(at, 1);
        resolve(given());
      });
      this.#next();
    });
  }

  /** Gives up what waits and what is made, and waits until the thread has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  #next(): void {
    if (this.#running !== undefined) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#running = this.#run(next).finally(() => {
      this.#running = undefined;
      this.#next();
    });
  }

  /** Resolves when the thread has ended, however it did. */
  #run({ job, signal, resolve, reject }: Waiting): Promise<void> {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { folder: this.#folder, job },
      resourceLimits: { maxOldGenerationSizeMb: this.#heapMib },
    });
    const end = () => void worker.terminate();
    signal.addEventListener('abort', end, { once: true });
    let made: Made | undefined;
    let fault: NodeJS.ErrnoException | undefined;
    worker.once('message', (message: Made) => (made = message));
    worker.once('error', (cause: NodeJS.ErrnoException) => (fault = cause));
    return new Promise((ended) =>
      worker.once('exit', () => {
        signal.removeEventListener('abort', end);
        // First the place is free, then the answer is given: whoever asks again at once finds it so.
        ended();
        if (fault === undefined) resolve(made ?? given());
        else if (fault.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(tooLarge());
        else reject(new Error(`making a ${job.make}`, { cause: fault }));
      }),
    );
  }
}

function busy() {
  const detail = `make what was asked for: ${WAITING_MAX} wait before it, as many as may`;
  return refuse<HttpCode>('http.busy', detail, { retryAfter: BUSY_RETRY_SECONDS });
}

function given() {
  return refuse<HttpCode>(
    'http.stopping',
    'make what was asked for: it was given up, because nobody waited or the node stops',
  );
}

function tooLarge() {
  return refuse<ReviewCode>(
    'report.too_large',
    'make what was asked for: the record does not fit into the memory that an answer may take',
  );
}
