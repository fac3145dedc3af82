// One job in a thread of its own, which ends with it: see reviews.ts.

import { parentPort, workerData } from 'node:worker_threads';
import { makeJob, type Job } from './make.ts';

const { folder, job } = workerData as { folder: string; job: Job };
parentPort!.postMessage(await makeJob(folder, job), []);
