// A thread that checks signatures (checking.ts) until its process ends. It begins by saying with whose code.

import { parentPort } from 'node:worker_threads';
import { answerChecks } from './checking.ts';
import { fastestEd25519 } from './ed25519.ts';

const { name, verify } = fastestEd25519();
parentPort!.postMessage(name, []);

parentPort!.on('message', (question: Uint8Array<ArrayBuffer>) => {
  const answer = answerChecks(question, verify);
  parentPort!.postMessage(answer, [answer.buffer]);
});
