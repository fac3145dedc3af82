// The work of an audit on all cores: jobs go to worker threads and come back in the order they were asked for by whoever awaits them. A small
// record is done in this thread, sooner than a worker would have started.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Jobs, type Job, type ResultOf, type Task } from '#audit/jobs';

/** Records of fewer entries are done in this thread. */
export const ENTRIES_FOR_WORKERS = 4000;

/** A worker's heap in MiB: what lives long (the entries of one subject, however many somebody has filed), and what is dropped soon. */
const WORKER_HEAP_MIB = 1024;
const WORKER_YOUNG_MIB = 4;

/** Jobs under way for each worker: one in hand, one waiting. */
const JOBS_A_WORKER = 2;

export type Pool = {
  /** Jobs that are worth having under way at once. */
  readonly width: number;
  run<J extends Job>(job: J): Promise<ResultOf<J>>;
  close(): Promise<void>;
};

export function openPool(task: Task, workers: boolean): Pool {
  return workers ? inWorkers(task, availableParallelism()) : inThisThread(task);
}

function inThisThread(task: Task): Pool {
  const jobs = new Jobs(task);
  return { width: 1, run: (job) => jobs.run(job), close: async () => jobs.close() };
}

type Waiting = { job: Job; settle: (result: never) => void; fail: (fault: unknown) => void };
type Thread = { worker: Worker; busy: Waiting[] };

function inWorkers(task: Task, count: number): Pool {
  const queue: Waiting[] = [];
  let closing = false;
  const threads: Thread[] = [];
  const give = () => {
    for (const thread of threads) {
      while (thread.busy.length < JOBS_A_WORKER && queue.length > 0) {
        const waiting = queue.shift()!;
        thread.busy.push(waiting);
        thread.worker.postMessage(waiting.job, []);
      }
    }
  };
  for (let i = 0; i < count; i++) {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MIB, maxYoungGenerationSizeMb: WORKER_YOUNG_MIB },
    });
    const thread: Thread = { worker, busy: [] };
    const fail = (fault: unknown) => {
      for (const waiting of [...thread.busy.splice(0), ...queue.splice(0)]) waiting.fail(fault);
    };
    worker.on('message', (result: unknown) => {
      thread.busy.shift()!.settle(result as never);
      give();
    });
    worker.on('error', fail);
    worker.on('exit', () => !closing && fail(new Error('a worker of the audit ended')));
    threads.push(thread);
  }
  return {
    width: count * JOBS_A_WORKER,
    run: (job) =>
      new Promise((settle, fail) => {
        queue.push({ job, settle, fail });
        give();
      }),
    async close() {
      closing = true;
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}
