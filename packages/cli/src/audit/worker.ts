// A worker thread of an audit: takes jobs in the order they come and answers in that order.

import { parentPort, workerData } from 'node:worker_threads';
import { Jobs, type Job, type Task } from '#audit/jobs';

const jobs = new Jobs(workerData as Task);
let last: Promise<unknown> = Promise.resolve();

parentPort!.on('message', (job: Job) => {
  last = last.then(async () => parentPort!.postMessage(await jobs.run(job), []));
});
