// What this machine can do at most of the three things that filing and holding an act cannot do without, each measured alone for a moment:
// check a signature, make a commit durable, answer a request. Figures are put beside them, because they tell of the machine, its disk and
// whoever else uses it, and not of Parley.

import { randomBytes } from 'node:crypto';
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { webEd25519, webEd25519Signer } from '@parley/record/ed25519';
import { Database } from '@parley/node/platform/sqlite';
import { round } from './report.ts';

const MEASURED_MS = 1500;

/** Signatures checked a second on all cores: Web Crypto's own threads, 256 at a time. */
async function verifications(): Promise<number> {
  const signer = await webEd25519Signer(new Uint8Array(randomBytes(32)));
  const message = new Uint8Array(randomBytes(1024));
  const signature = await signer.sign(message);
  let done = 0;
  const begun = performance.now();
  const desk = async () => {
    while (performance.now() - begun < MEASURED_MS) {
      if (!(await webEd25519(signer.publicKey, message, signature))) throw new Error('a good signature was refused');
      done++;
    }
  };
  await Promise.all(Array.from({ length: 256 }, desk));
  return (done * 1000) / (performance.now() - begun);
}

/** Commits of one row of 1 KiB a second, each on the disk before the next begins. */
function commits(): number {
  const dir = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'parley-bench-'));
  const step = 'create table row (number integer primary key, bytes blob not null) strict';
  const database = Database.open(join(dir, 'limit.db'), [{ capability: 'limit', steps: [step] }]);
  const bytes = new Uint8Array(randomBytes(1024));
  let done = 0;
  const begun = performance.now();
  while (performance.now() - begun < MEASURED_MS) {
    database.run('insert into row (bytes) values (?)', bytes);
    done++;
  }
  const taken = performance.now() - begun;
  database.close();
  rmSync(dir, { recursive: true, force: true });
  return (done * 1000) / taken;
}

/** Posts of 2 KiB of JSON a second that a Fastify server, which parses them and nothing else, answers to a client on the same machine. */
async function posts(): Promise<number> {
  const child = fork(import.meta.filename, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const port = await new Promise<number>((resolve) => child.once('message', (message) => resolve(message as number)));
  const body = JSON.stringify({ act: 'a'.repeat(2048), words: [] });
  const request = Buffer.from(
    `POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  let done = 0;
  const begun = performance.now();
  await Promise.all(
    Array.from(
      { length: 64 },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = connect({ port, host: '127.0.0.1', noDelay: true });
          socket.on('connect', () => socket.write(request));
          socket.on('error', reject);
          // The answer is short: it comes in one piece.
          socket.on('data', () => {
            done++;
            if (performance.now() - begun < MEASURED_MS) socket.write(request);
            else resolve(void socket.destroy());
          });
        }),
    ),
  );
  const taken = performance.now() - begun;
  child.kill();
  return (done * 1000) / taken;
}

export type Limits = { verificationsPerSecond: number; commitsPerSecond: number; postsPerSecond: number };

export async function limitsOf(): Promise<Limits> {
  return {
    verificationsPerSecond: round(await verifications()),
    commitsPerSecond: round(commits()),
    postsPerSecond: round(await posts()),
  };
}

if (import.meta.main) {
  const fastify = Fastify({ logger: false });
  fastify.post('/', async () => ({ ok: true }));
  await fastify.listen({ port: 0, host: '127.0.0.1' });
  process.send?.((fastify.server.address() as { port: number }).port);
}
