// One job in a thread of its own, which ends with it: see reviews.ts.

import { parentPort, workerData } from 'node:worker_threads';
import { makeJob, type Job } from './make.ts';

const { folder, job } = workerData as { folder: string; job: Job };
const made = await makeJob(folder, job);
if (made.ok) {
  // Copied here and handed over, so that the server's thread copies nothing: not every maker's bytes are its own to give away.
  const bytes = new Uint8Array(made.bytes);
  parentPort!.postMessage({ ...made, bytes }, [bytes.buffer]);
} else parentPort!.postMessage(made, []);
