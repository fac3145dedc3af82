// A thread that checks signatures (checking.ts) until its process ends. It begins by saying with whose code.

import { parentPort } from 'node:worker_threads';
import './sha256.ts';
import { answerOf, type Question } from './checking.ts';
import { fastestEd25519 } from './ed25519.ts';

const { name, verify } = fastestEd25519();
parentPort!.postMessage(name, []);

parentPort!.on('message', (question: Question) => {
  const answer = answerOf(question, verify);
  parentPort!.postMessage(answer, [answer.buffer]);
});
